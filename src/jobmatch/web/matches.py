"""One match as the pages show it: the strongest reasons at once, the rest a click away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jobmatch.web import picture
from jobmatch.web.reading import share

STRONGEST, WEAKEST = 4, 2
"""How many reasons for and against are shown before anything is opened."""
GLANCE = ("wishes", "needs", "hours", "commute")
"""What is shown of a match before it is opened: wanted, possible, doable, reachable."""
SPEAKS_FOR = 0.5
"""From this share of a factor's most points it speaks for the place."""

Part = Mapping[str, Any]


@dataclass(frozen=True)
class Shown:
    """One match, sorted for reading."""

    row: Mapping[str, Any]
    glance: Sequence[Part]
    """A few parts that say most at a glance."""
    strongest: Sequence[Part]
    weakest: Sequence[Part]
    rest: Sequence[Part]
    """Every other known part, strongest first."""
    unknown: Sequence[Part]
    """Parts with an input that is not known; their points are the neutral ones."""
    questions: Sequence[tuple[str, Sequence[Mapping[str, Any]]]]
    """Open questions by who can answer: (employer, citizen or consultant, checks)."""
    rules: Sequence[Mapping[str, Any]]
    """The rules to know when choosing."""
    later: Sequence[Mapping[str, Any]]
    """What the law asks for when the place is agreed on."""
    stair: picture.Stair | None


def shown(row: Mapping[str, Any]) -> Shown:
    """Sort one row of an answer for reading."""
    named = {part["factor"]: part for part in row["contributions"] if part["max"]}
    known = [part for part in row["contributions"] if part["known"] and part["max"]]
    good = sorted((part for part in known if share(part) >= SPEAKS_FOR), key=lambda part: -part["points"])
    less = sorted((part for part in known if share(part) < SPEAKS_FOR), key=lambda part: part["points"] - part["max"])
    return Shown(
        row=row,
        glance=[named[name] for name in GLANCE if name in named],
        strongest=good[:STRONGEST],
        weakest=less[:WEAKEST],
        rest=[*good[STRONGEST:], *less[WEAKEST:]],
        unknown=[part for part in row["contributions"] if not part["known"]],
        questions=_questions(row),
        rules=_rules(row, "choose"),
        later=_rules(row, "agree"),
        stair=picture.stair(row["ramp"]),
    )


def _questions(row: Mapping[str, Any]) -> list[tuple[str, list[Mapping[str, Any]]]]:
    asked = (
        (who, [one for one in row["checks"] if one["ask"] == who]) for who in ("employer", "citizen", "consultant")
    )
    return [(who, found) for who, found in asked if found]


def _rules(row: Mapping[str, Any], stage: str) -> list[Mapping[str, Any]]:
    order = {"block": 0, "warn": 1, "info": 2}
    found = [rule for rule in row["rules"] if rule["stage"] == stage]
    return sorted(found, key=lambda rule: order[rule["severity"]])
