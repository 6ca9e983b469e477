"""The remark for VITAS, which cannot hold a ramp: the end hours go in the field, start and steps in the remark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.codes import MEASURE
from jobmatch.domain.event import Event
from jobmatch.domain.placement import Placement
from jobmatch.domain.text import hours_counted, hours_text, join_words
from jobmatch.errors import Text
from jobmatch.planning.ramp import fell_when_hours_rose, ramp
from jobmatch.rules.durations import duration_rules
from jobmatch.rules.rule import Rule
from jobmatch.rules.table import RuleTable
from jobmatch.services.casework.course_view import FLEKSJOB, CourseView
from jobmatch.services.casework.disclosed import may_be_told
from jobmatch.services.casework.text_lines import Lines

PURPOSE: dict[str, Text] = {
    "loennede_timer": Text("at nå frem til almindelige lønnede timer", "to reach ordinary paid hours"),
    "kompetencer": Text("at lære bestemte opgaver", "to learn certain tasks"),
    "jobmaal": Text("at finde ud af, hvilket job der passer", "to find out which job fits"),
}
"""One of these must be written (BEK 2636/2021 § 60)."""
MOST_STEPS = 6
"""So many steps are spelled out; after them the careful pace goes on."""
_MOST_HOURS = 37.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What has been agreed for the remark; what is left open is filled from the course or the careful ramp."""

    purpose: str = "loennede_timer"
    measure: str | None = None
    start: date | None = None


def vitas_remark(
    citizen: Citizen,
    placement: Placement,
    remark: Remark,
    course: CourseView | None,
    table: RuleTable,
    today: date,
    events: Sequence[Event],
) -> Text:
    """The remark; the employer reads it, so nothing that may not be told stands in it."""
    start = course.started_on if course is not None else remark.start or first_monday(placement, today)
    measure = (course.measure if course is not None else None) or remark.measure or _only(placement)
    plan = _plan(citizen, placement, course, start, events)
    lines = Lines()
    if measure in MEASURE:
        lines.add(f"Ordning: {MEASURE[measure].da}", f"Measure: {MEASURE[measure].en}")
    purpose = PURPOSE.get(remark.purpose, PURPOSE["loennede_timer"])
    lines.add(f"Formål: {purpose.da}", f"Purpose: {purpose.en}")
    tasks = list(placement.tasks or ())
    if tasks:
        lines.add(f"Opgaver: {join_words(tasks, 'da')}", f"Tasks: {join_words(tasks, 'en')}")
    _hours(lines, plan)
    if measure == FLEKSJOB and citizen.effective_share is None:
        lines.add("Effektive timer aftales særskilt.", "Effective hours are agreed separately.")
    arranged = [need.arrangement for need in may_be_told(citizen)]
    if arranged:
        lines.add(
            f"Aftalt: borgeren {join_words([one.da for one in arranged], 'da')}.",
            f"Agreed: the citizen {join_words([one.en for one in arranged], 'en')}.",
        )
    contact = placement.contact
    if contact:
        lines.add(f"Kontakt på arbejdspladsen: {contact}", f"Contact at the workplace: {contact}")
    lines.add(
        "Kommunen følger op med borger og arbejdsplads efter 1, 2, 4, 8, 13 og 26 uger.",
        "The municipality follows up with citizen and workplace after 1, 2, 4, 8, 13 and 26 weeks.",
    )
    if measure is not None:
        _rules(lines, citizen, measure, table)
    return lines.as_text()


def first_monday(placement: Placement, today: date) -> date:
    """The Monday on which it could begin, when nothing is agreed yet."""
    day = max(today, placement.available_from or today)
    return day + timedelta(days=-day.weekday() % 7)


def _only(placement: Placement) -> str | None:
    measures = placement.measures or ()
    return measures[0] if len(measures) == 1 else None


def _plan(
    citizen: Citizen, placement: Placement, course: CourseView | None, start: date, events: Sequence[Event]
) -> list[tuple[date, float]]:
    """Hours a week from when: what is agreed, and from there at the careful pace."""
    agreed = [(step.day, step.hours) for step in course.steps] if course is not None else []
    most = placement.max_hours if placement.max_hours is not None else _MOST_HOURS
    now = citizen.hours_now if not agreed else agreed[-1][1]
    from_here = Citizen(citizen_id=citizen.citizen_id, hours_now=now, hours_goal=citizen.hours_goal)
    steps = ramp(from_here, placement, most, fell_when_hours_rose(events))
    begins = agreed[-1][0] if agreed else start
    suggested = [(begins + timedelta(weeks=step.week - 1), step.hours) for step in steps]
    return agreed + (suggested[1:] if agreed else suggested)


def _hours(lines: Lines, plan: Sequence[tuple[date, float]]) -> None:
    (first_day, first), (_, last) = plan[0], plan[-1]
    start, end = hours_counted(first), hours_counted(last)
    lines.add(f"Slut-timer (i VITAS' felt): {end.da} om ugen", f"End hours (in VITAS' field): {end.en} a week")
    lines.add(
        f"Start: {start.da} om ugen fra {first_day:%d-%m-%Y}", f"Start: {start.en} a week from {first_day:%d-%m-%Y}"
    )
    if len(plan) > 1:
        steps = [(f"{day:%d-%m-%Y}", hours_text(hours)) for day, hours in plan[1 : MOST_STEPS + 1]]
        more = Text(" og så videre", " and so on") if len(plan) > MOST_STEPS + 1 else Text("", "")
        lines.add(
            f"Trin (timer om ugen): {', '.join(f'{hours.da} fra {day}' for day, hours in steps)}{more.da}",
            f"Steps (hours a week): {', '.join(f'{hours.en} from {day}' for day, hours in steps)}{more.en}",
        )
        lines.add(
            "Datoerne er forslag til, hvornår vi spørger. Timerne sættes kun op, når borgeren ønsker det, "
            "og kan altid sættes ned igen.",
            "The dates are suggestions for when we ask. Hours go up only when the citizen wishes, "
            "and can always go down again.",
        )


def _rules(lines: Lines, citizen: Citizen, measure: str, table: RuleTable) -> None:
    """How long the measure may last, and what must be in order when the agreement is made."""
    limits = [rule.say() for rule in duration_rules(citizen, measure, table)]
    asked = [rule.ask_for() for rule in table.rules if _is_agreed(rule, citizen, measure)]
    lines.list(Text("Husk ved aftalen:", "Mind when agreeing:"), [*limits, *asked])


def _is_agreed(rule: Rule, citizen: Citizen, measure: str) -> bool:
    plain = rule.check == "question" and rule.when is None and rule.stage == "agree" and rule.ask == "employer"
    return plain and rule.for_measure(measure) and rule.concerns(citizen.target_group)
