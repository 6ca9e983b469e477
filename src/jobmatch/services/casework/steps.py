"""Steps of hours: asked for by the citizen, dated, one thing at a time, and always with a way back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from jobmatch.domain.course import DIMENSION, LONGER_DAY, MORE_DAYS
from jobmatch.domain.text import hours_counted, hours_text
from jobmatch.errors import BadInput, Conflict, Text
from jobmatch.planning.ramp import HOLD_WEEKS
from jobmatch.services.casework.course_view import CourseView
from jobmatch.services.casework.hours import Agreed, agreed_on

BIG_STEP_HOURS = 3.0
"""Above this a step is more than the careful one to three hours."""

NOT_ASKED = Text(
    "Timer sættes kun op, når borgeren selv har ønsket det. Spørg, og sæt hak, når svaret er ja.",
    "Hours go up only when the citizen has asked for it. Ask, and tick the box when the answer is yes.",
)
_NOT_MORE = Text(
    "{hours} er ikke mere end de {now}, der er aftalt. Brug »et trin tilbage« for at gå ned.",
    "{hours} is not more than the {now} agreed. Use “a step back” to go down.",
)
_NOT_FEWER = Text("{hours} er ikke mindre end de {now}, der er aftalt.", "{hours} is not less than the {now} agreed.")
_WHICH = Text(
    "Vælg, om det er en længere dag eller flere dage. Skru kun på én ting ad gangen.",
    "Choose whether it is a longer day or more days. Change one thing at a time.",
)
_BOTH = Text(
    "Både dagen og antallet af dage ville vokse. Skru kun på én ting ad gangen.",
    "Both the day and the number of days would grow. Change one thing at a time.",
)
_LATER = Text(
    "Der er allerede en aftale fra den {day:%d-%m-%Y}. Vælg en senere dag, eller gå et trin tilbage først.",
    "There is an agreement from {day:%d-%m-%Y} already. Choose a later day, or step back first.",
)
_DAYS = Text("Antallet af dage skal være mellem 1 og 7.", "The number of days must be between 1 and 7.")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to think of about a step; advice, never a refusal."""

    code: str
    text: Text


def check_days(days_week: int | None) -> None:
    """Refuse a number of days that no week has.

    Raises:
        BadInput: It is not between 1 and 7.
    """
    if days_week is not None and not 1 <= days_week <= 7:
        raise BadInput(_DAYS)


def check_up(
    course: CourseView,
    day: date,
    hours: float,
    days_week: int | None,
    dimension: str | None,
    citizens_wish: bool,
) -> str:
    """What a step makes longer, when it may be agreed.

    Raises:
        BadInput: The citizen has not asked for it, it is not more, or two things would change at once.
        Conflict: There is an agreement from that day or a later one.
    """
    if not citizens_wish:
        raise BadInput(NOT_ASKED)
    latest = max((one.day for one in course.plan), default=course.started_on)
    if day <= latest:
        raise Conflict(_LATER.fill(day=latest))
    now = agreed_on(course.steps, day)
    if now is not None and hours <= now.hours:
        raise BadInput(_compared(_NOT_MORE, hours, now.hours))
    check_days(days_week)
    return _dimension(now, hours, days_week, dimension)


def check_down(course: CourseView, day: date, hours: float) -> None:
    """Refuse a step back that is none: fewer hours, or as many as today when more were planned ahead.

    Raises:
        BadInput: It is not fewer hours than agreed.
    """
    now = agreed_on(course.steps, day)
    if now is None or hours < now.hours:
        return
    calls_off = any(one.hours > hours for one in course.steps if one.day > day)
    if hours > now.hours or not calls_off:
        raise BadInput(_compared(_NOT_FEWER, hours, now.hours))


def _compared(text: Text, hours: float, now: float) -> Text:
    wanted, agreed = hours_counted(hours), hours_text(now)
    return Text(text.da.format(hours=wanted.da, now=agreed.da), text.en.format(hours=wanted.en, now=agreed.en))


def _dimension(now: Agreed | None, hours: float, days_week: int | None, said: str | None) -> str:
    if said is not None and said not in DIMENSION:
        raise BadInput(_WHICH)
    before = now.days_week if now is not None else None
    if now is None or before is None or days_week is None:
        if said is None:
            raise BadInput(_WHICH)
        return said
    longer = hours / days_week > now.hours / before + 1e-9
    more = days_week > before
    if longer and more:
        raise BadInput(_BOTH)
    found = MORE_DAYS if more else LONGER_DAY
    if said is not None and said != found:
        raise BadInput(_WHICH)
    return found


def remarks(course: CourseView, day: date, hours: float) -> Iterator[Remark]:
    """What to think of before a step is agreed: size, time since the last one, and what the placement can hold."""
    now = agreed_on(course.steps, day)
    if now is not None and hours - now.hours > BIG_STEP_HOURS:
        yield Remark(
            "big_step",
            Text(
                "Et trin er som regel 1 til 3 timer. Tal om, hvad I gør, hvis det bliver for meget.",
                "A step is usually 1 to 3 hours. Talk about what to do if it becomes too much.",
            ),
        )
    if now is not None and day - now.day < timedelta(weeks=HOLD_WEEKS - 1):
        yield Remark(
            "soon",
            Text(
                "Der er under tre uger siden sidste ændring. Timer holder bedre, når de får tid til at falde på plads.",
                "The last change is less than three weeks ago. Hours hold better when they have time to settle.",
            ),
        )
    most = course.placement.max_hours
    if most is not None and hours > most:
        at_most = hours_text(most)
        yield Remark(
            "above_maximum",
            Text(
                f"Pladsen er meldt til højst {at_most.da} timer om ugen. Spørg arbejdspladsen først.",
                f"The placement says {at_most.en} hours a week at most. Ask the workplace first.",
            ),
        )
