"""The council's table: every figure with its baseline, ready for a file or a printed page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jobmatch.domain.small_groups import FEWEST_SHOWN, shown
from jobmatch.domain.text import Text
from jobmatch.services.figures.control import Control
from jobmatch.services.figures.figures import TeamFigures
from jobmatch.services.figures.outcomes import Outcomes

HIDDEN = Text(f"under {FEWEST_SHOWN}", f"below {FEWEST_SHOWN}")
"""Written instead of a count of so few people."""
MISSING = Text("ikke målt", "not measured")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: what was counted, now and in the stretch before."""

    name: str
    label: Text
    now: Text
    before: Text


def table(figures: TeamFigures) -> list[Figure]:
    """Every line of the council's table."""
    return [*_flow(figures), *_held(figures), *_control(figures)]


def _flow(figures: TeamFigures) -> Iterator[Figure]:
    counts: tuple[tuple[str, Text, Callable[[Outcomes], int]], ...] = (
        ("put_forward", _PUT_FORWARD, lambda one: one.put_forward),
        ("chose", _CHOSE, lambda one: one.chose),
        ("began", _BEGAN, lambda one: one.began),
        ("more_hours", _MORE, lambda one: one.more_hours),
        ("first_paid", _FIRST_PAID, lambda one: one.first_paid),
    )
    for name, label, count in counts:
        yield Figure(name, label, said(count(figures.now)), said(count(figures.before)))
    yield Figure("hours_gained", _GAINED, _gained(figures.now), _gained(figures.before))


def said(count: int) -> Text:
    """A count of citizens as it may be shown."""
    number = shown(count)
    return HIDDEN if number is None else Text(str(number), str(number))


def _gained(of: Outcomes) -> Text:
    if of.hours_gained is None:
        return MISSING
    if of.measured < FEWEST_SHOWN:
        return HIDDEN
    number = f"{of.hours_gained:+.1f}".removesuffix(".0")
    return Text(number.replace(".", ","), number)


def _held(figures: TeamFigures) -> Iterator[Figure]:
    for now, before in zip(figures.now.held, figures.before.held, strict=True):
        label = _STILL.fill(weeks=now.weeks)
        yield Figure(f"still_{now.weeks}", label, _share(now.still, now.known), _share(before.still, before.known))


def _share(part: int, whole: int) -> Text:
    """So many of so many; hidden when either of the two groups is small."""
    if whole == 0:
        return MISSING
    if shown(whole) is None or shown(part) is None or shown(whole - part) is None:
        return HIDDEN
    return Text(f"{part} af {whole}", f"{part} of {whole}")


def _control(figures: TeamFigures) -> Iterator[Figure]:
    yield Figure("first_chosen", _FIRST, _first(figures.control), _first(figures.control_before))


def _first(of: Control) -> Text:
    # Choices are made by staff; still, a share of few citizens' choices would tell about them.
    if of.overridden is None:
        return MISSING
    if of.known < FEWEST_SHOWN:
        return HIDDEN
    share = round(100 * (1 - of.overridden))
    return Text(f"{share} %", f"{share} %")


_PUT_FORWARD = Text("Borgere, der fik et sted forelagt", "Citizens who had a placement put to them")
_CHOSE = Text("Borgere, der valgte et sted", "Citizens who chose a placement")
_BEGAN = Text("Borgere, der begyndte et forløb", "Citizens who began a course")
_MORE = Text("Borgere, der kom op på flere timer", "Citizens who came for more hours")
_FIRST_PAID = Text("Borgere, der fik deres første lønnede timer", "Citizens who had their first paid hours")
_GAINED = Text("Ændring i timer om ugen (den midterste)", "Change in hours a week (the middle one)")
_STILL = Text(
    "Stadig i lønnede timer efter {weeks} uger (af dem, vi ved det om)",
    "Still in paid hours after {weeks} weeks (of those we know about)",
)
_FIRST = Text("Valg, hvor det øverste sted på listen blev taget", "Choices that took the first placement on the list")
