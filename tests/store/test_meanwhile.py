"""What was saved since a revision, on both databases: each kind of change is told, and nothing of another time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from jobmatch.domain.confirmation import CONFIRMED, Confirmation
from jobmatch.domain.event import Event
from jobmatch.domain.local_word import LocalWord
from jobmatch.domain.proposal import APPROVED, WEIGHTS
from jobmatch.store import Changes, Store
from tests.store.people import citizen, placement

ENOUGH = 10


def saved(store: Store, changes: Changes) -> None:
    store.save(changes, by="anna")


def approve_weights(store: Store) -> None:
    store.governance.answer(store.governance.propose(WEIGHTS, "{}", "fordi", "anna"), APPROVED, None, "bo")


def remove_vocabulary(store: Store) -> None:
    assert store.words.remove_vocabulary("anna")


MORE: dict[str, Callable[[Store], object]] = {
    "a placement": lambda store: saved(store, Changes(placements=[placement("P-9")])),
    "an event": lambda store: saved(
        store,
        Changes(events=[Event(citizen_id="B-1", placement_id="P-1", date=date(2026, 11, 21), event="valgt")]),
    ),
    "a word taught": lambda store: saved(store, Changes(local_words=[LocalWord(word="opvaks", concept="skill.x")])),
    "a word forgotten": lambda store: saved(store, Changes(withdrawn={"local_words": ["gammel"]})),
    "a vocabulary": lambda store: store.words.import_vocabulary("v2", "esco", b"two", by="anna"),
    "a vocabulary less": remove_vocabulary,
    "weights": approve_weights,
}


@pytest.fixture
def before(store: Store) -> int:
    """The revision at which a small municipality stands."""
    people = [citizen(f"B-{number}", hours_now=4.0) for number in range(1, 4)]
    taught = [LocalWord(word="gammel", concept="skill.x")]
    store.words.import_vocabulary("v1", "esco", b"one", by="anna")
    return store.save(Changes(citizens=people, placements=[placement("P-1")], local_words=taught), by="anna")


def ids(store: Store, after: int, until: int) -> list[str]:
    return [one.record.citizen_id for one in store.saved_meanwhile(after, until, ENOUGH).citizens]


def test_whoever_changed_came_or_went_is_told_as_she_stands(store: Store, before: int) -> None:
    everybody = {one.citizen_id: one for one in store.citizens()}
    changed = replace(everybody["B-1"], hours_now=6.0, wishes=("bager",))
    gone = Changes(citizens=[changed, citizen("B-0")], withdrawn={"citizens": ["B-3"]})
    now = store.save(gone, by="anna")
    found = store.saved_meanwhile(before, now, ENOUGH)
    assert [one.record.citizen_id for one in found.citizens] == ["B-0", "B-1", "B-3"]
    assert found.citizens[1] == store.stored_citizen("B-1")
    assert store.stored_citizen("B-1") == store.stored_citizen("B-1", store.revision())
    assert found.citizens[1].record == changed
    assert [one.withdrawn for one in found.citizens] == [False, False, True]
    assert (found.decided, found.more, found.erased) == (False, False, 0)


def test_what_is_saved_later_is_not_told_yet(store: Store, before: int) -> None:
    first = store.save(Changes(citizens=[citizen("B-1", hours_now=5.0)]), by="anna")
    second = store.save(Changes(citizens=[citizen("B-1", hours_now=6.0), citizen("B-2", hours_now=6.0)]), by="anna")
    third = store.save(Changes(placements=[placement("P-2")]), by="anna")
    assert [one.record.hours_now for one in store.saved_meanwhile(before, first, ENOUGH).citizens] == [5.0]
    assert ids(store, before, second) == ["B-1", "B-2"]
    assert ids(store, first, second) == ["B-1", "B-2"]
    assert ids(store, second, third) == []
    assert not store.saved_meanwhile(before, second, ENOUGH).more
    assert store.saved_meanwhile(before, third, ENOUGH).more


def test_a_decision_about_a_story_makes_its_citizen_one_of_them(store: Store, before: int) -> None:
    confirmed = Confirmation(citizen_id="B-2", concept="skill.opvask", verdict=CONFIRMED)
    now = store.save(Changes(confirmations=[confirmed]), by="anna")
    assert ids(store, before, now) == ["B-2"]
    assert store.saved_meanwhile(before, now, ENOUGH).decided
    assert not store.saved_meanwhile(now, now, ENOUGH).decided


@pytest.mark.parametrize("what", MORE)
def test_any_other_change_is_told(store: Store, before: int, what: str) -> None:
    MORE[what](store)
    now = store.revision()
    assert now == before + 1
    found = store.saved_meanwhile(before, now, ENOUGH)
    assert (found.citizens, found.decided, found.more) == ([], False, True)
    assert not store.saved_meanwhile(now, now, ENOUGH).more


def test_somebody_erased_is_counted(store: Store, before: int) -> None:
    store.erase("B-2", "anna")
    found = store.saved_meanwhile(before, store.revision(), ENOUGH)
    assert (found.citizens, found.erased) == ([], 1)


def test_no_more_than_asked_for_are_read(store: Store, before: int) -> None:
    assert len(store.saved_meanwhile(0, before, 2).citizens) == 2
