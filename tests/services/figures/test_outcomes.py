"""What a period came to, counted in citizens."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jobmatch.domain.event import Event
from jobmatch.services.figures.control import Control, control
from jobmatch.services.figures.outcomes import Outcomes, outcomes
from jobmatch.services.figures.period import Period, period_of
from jobmatch.services.figures.suppression import shown_group
from jobmatch.world.courses import histories

TODAY = date(2026, 11, 21)
PERIOD = period_of(TODAY, 26)


def event(
    name: str,
    weeks_ago: float,
    citizen: str = "B-1",
    hours: float | None = None,
    reason: str | None = None,
    rank: int | None = None,
) -> Event:
    """Something that happened so many weeks ago."""
    day = TODAY - timedelta(days=round(7 * weeks_ago))
    return Event(
        citizen_id=citizen, placement_id="P-1", date=day, event=name, hours=hours, reason=reason, shown_rank=rank
    )


def count(*events: Event, period: Period = PERIOD) -> Outcomes:
    """The outcomes of a period."""
    return outcomes(events, histories(events, TODAY), period)


def test_a_period_and_its_baseline_are_as_long_and_do_not_share_a_day() -> None:
    before = PERIOD.before()
    assert (PERIOD.last - PERIOD.first).days + 1 == 26 * 7
    assert before.last - before.first == PERIOD.last - PERIOD.first
    assert before.last + timedelta(days=1) == PERIOD.first


def test_a_citizen_counts_once_however_often_something_happened() -> None:
    found = count(event("forelagt", 3), event("forelagt", 2), event("forelagt", 1, "B-2"), event("forelagt", 40, "B-3"))
    assert found.put_forward == 2


def test_hours_gained_are_from_the_first_to_the_last_reported_week() -> None:
    found = count(
        event("startet", 20),
        event("timer", 19, hours=4),
        event("timer", 10, hours=0),
        event("timer", 1, hours=9),
        event("startet", 20, "B-2"),
        event("timer", 19, "B-2", hours=10),
        event("timer", 2, "B-2", hours=8),
        event("startet", 2, "B-3"),
        event("timer", 1, "B-3", hours=3),
    )
    assert (found.measured, found.more_hours, found.fewer_hours, found.hours_gained) == (2, 1, 1, 1.5)


def test_only_the_first_paid_hours_count_as_a_start() -> None:
    early = event("loennede_timer", 30, "B-2", hours=5)
    found = count(
        event("startet", 20),
        event("loennede_timer", 5, hours=0),
        event("loennede_timer", 3, hours=2),
        event("startet", 35, "B-2"),
        early,
        event("loennede_timer", 2, "B-2", hours=6),
    )
    assert found.first_paid == 1


def test_who_is_still_there_is_asked_on_the_day_and_nobody_is_guessed_at() -> None:
    still = [event("startet", 20), event("loennede_timer", 15, hours=4), event("loennede_timer", 1, hours=4)]
    gone = [
        event("startet", 20, "B-2"),
        event("loennede_timer", 15, "B-2", hours=4),
        event("afbrudt", 8, "B-2", reason="opgaver"),
    ]
    silent = [event("startet", 20, "B-3"), event("loennede_timer", 15, "B-3", hours=4)]
    too_new = [event("startet", 20, "B-4"), event("loennede_timer", 5, "B-4", hours=4)]
    after_13, after_26 = count(*still, *gone, *silent, *too_new).held
    assert (after_13.weeks, after_13.still, after_13.gone, after_13.unreported) == (13, 1, 1, 1)
    assert after_26.known == 0


def test_a_report_near_the_day_speaks_before_a_break_and_a_job_is_no_break() -> None:
    def paid(citizen: str, weeks_ago: float, hours: float | None = 4) -> Event:
        return event("loennede_timer", weeks_ago, citizen, hours=hours)

    told_nothing = [event("startet", 20, "B-1"), paid("B-1", 15), paid("B-1", 3, 0)]
    back_again = [event("startet", 20, "B-2"), paid("B-2", 15), event("afbrudt", 8, "B-2", reason="opgaver"),
                  event("startet", 5, "B-2"), paid("B-2", 2, None)]  # fmt: skip
    on_to_a_job = [event("startet", 20, "B-3"), paid("B-3", 15), event("afbrudt", 8, "B-3", reason="fik_job")]
    after_13 = count(*told_nothing, *back_again, *on_to_a_job).held[0]
    assert (after_13.still, after_13.gone, after_13.unreported) == (1, 1, 1)


def test_nothing_told_is_nothing_counted() -> None:
    found = count()
    assert (found.measured, found.hours_gained, found.first_paid) == (0, None, 0)
    assert all(one.known == one.unreported == 0 for one in found.held)


def decided(*ranks: int | None) -> Control:
    """Choices of these places on the list."""
    return control([event("valgt", 1, f"B-{i}", rank=rank) for i, rank in enumerate(ranks)], PERIOD)


def test_choices_are_told_by_their_place_on_the_list() -> None:
    found = decided(1, 1, 2, 0, None)
    assert (found.first, found.further_down, found.own_idea, found.unknown) == (2, 1, 1, 1)
    assert found.overridden == 0.5


def test_a_list_that_is_always_accepted_and_one_that_is_hardly_followed_are_warned_of() -> None:
    always, hardly, sometimes = decided(*[1] * 20), decided(*[1] * 7, *[3] * 13), decided(*[1] * 15, *[2] * 5)
    assert "øverste" in (said.da if (said := always.warning()) else "")
    assert "fravalgt 65 %" in (said.da if (said := hardly.warning()) else "")
    assert sometimes.warning() is None
    assert decided(*[1] * 19).warning() is None, "too few choices to say it"


def test_reasons_are_those_for_taking_another_or_setting_one_aside() -> None:
    told = [
        event("valgt", 1, "B-1", reason="oenske", rank=1),
        event("valgt", 1, "B-2", reason="taet_paa", rank=3),
        event("fravalgt_konsulent", 1, "B-3", reason="for_langt"),
        event("fravalgt_konsulent", 2, "B-4", reason="for_langt"),
        event("fravalgt_borger", 2, "B-5", reason="transport"),
    ]
    assert control(told, PERIOD).reasons == (("for_langt", 2), ("taet_paa", 1))


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12)))
def test_no_count_from_1_to_4_is_shown_and_none_can_be_worked_out_from_the_total(counts: dict[str, int]) -> None:
    shown = shown_group(counts)
    assert all(value is None or value == 0 or value >= 5 for value in shown.values())
    hidden = [name for name, value in shown.items() if value is None]
    small = any(0 < value < 5 for value in counts.values())
    assert bool(hidden) is small
    others = [name for name in counts if counts[name] > 0]
    assert len(hidden) != 1 or len(others) == 1
