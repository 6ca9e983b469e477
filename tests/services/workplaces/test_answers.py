"""Answers of a workplace as cells: read, laid over what others saved, and put into the placement."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.domain.needs import NEEDS
from jobmatch.domain.placement import Offer
from jobmatch.domain.workplace import WorkplaceFacts
from jobmatch.services.workplaces.answers import (
    AnsweredTwice,
    Clash,
    Unusable,
    cells_of,
    differences,
    facts_with,
    field_names,
    merged,
    placement_with,
    read_cells,
)
from tests.services.workplaces.conftest import OPENINGS, placement

ANSWERS = st.dictionaries(
    st.sampled_from([f"offer:{code}" for code in NEEDS]), st.sampled_from(("ja", "nej", "ukendt"))
)
BLANK = cells_of(placement("P-9", offers=None), WorkplaceFacts())


@pytest.mark.parametrize("one", OPENINGS, ids=lambda one: one.placement_id)
def test_a_form_that_changes_nothing_changes_nothing(one: object) -> None:
    facts = WorkplaceFacts(deputy="Ole", alcohol_rule="Ingen alkohol i arbejdstiden")
    cells = cells_of(one, facts)  # type: ignore[arg-type]
    assert set(cells) == set(field_names())
    assert placement_with(one, read_cells(cells)) == one  # type: ignore[arg-type]
    assert facts_with(facts, cells) == facts


def test_cells_become_facts() -> None:
    told = {"min_hours": "2,5", "days": "tir|tor", "earliest": "9", "offer:ro": "delvist", "deputy": " Ole "}
    cells = {**BLANK, **read_cells({**BLANK, **told})}
    changed = placement_with(placement("P-9", offers=None), cells)
    assert (changed.min_hours, changed.days, changed.earliest) == (2.5, (1, 3), time(9))
    assert changed.offers == (Offer("ro", "delvist"),)
    assert facts_with(WorkplaceFacts(), cells).deputy == "Ole"


def test_every_field_that_cannot_be_used_is_named() -> None:
    given_ = {**BLANK, "min_hours": "lidt", "slots": "2,5", "offer:ro": "måske", "dislikes": "ring til 010190-1234"}
    with pytest.raises(Unusable) as fault:
        read_cells(given_)
    assert set(fault.value.wrong) == {"min_hours", "slots", "offer:ro", "dislikes"}
    assert "1234" not in "".join(text.da + text.en for text in fault.value.wrong.values())


def test_hours_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(Unusable) as fault:
        placement_with(placement("P-9"), {**BLANK, "min_hours": "30", "max_hours": "10"})
    assert set(fault.value.wrong) == {"min_hours"}


@given(mine=ANSWERS, theirs=ANSWERS)
def test_nothing_is_lost_when_two_write_at_once(mine: dict[str, str], theirs: dict[str, str]) -> None:
    now = {**BLANK, **theirs}
    clashes: tuple[Clash, ...] = ()
    try:
        result = merged(BLANK, now, {**BLANK, **mine}, "lars")
    except AnsweredTwice as fault:
        result, clashes = dict(fault.kept), fault.clashes
    both = {field for field, cell in mine.items() if cell != BLANK[field] != now[field]}
    assert {one.field for one in clashes} == {field for field in both if mine[field] != now[field]}
    assert all((one.mine, one.theirs) == (mine[one.field], now[one.field]) for one in clashes)
    for field, before in BLANK.items():
        if mine.get(field, before) != before:
            assert result[field] == mine[field]
        else:
            assert result[field] == now[field]


def test_what_is_new_is_told_with_what_was_before() -> None:
    (change,) = differences(BLANK, {**BLANK, "offer:ro": "ja"})
    assert (change.field, change.before, change.after) == ("offer:ro", "ukendt", "ja")
