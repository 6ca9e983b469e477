"""What people decide about words, on both databases: kept with who and when, and true again at any revision."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobmatch.domain.confirmation import CONFIRMED, STRUCK, Confirmation
from jobmatch.domain.local_word import LocalWord
from jobmatch.store import Changes, Store, open_database
from jobmatch.store.backup import backup, restore
from jobmatch.store.erasure import Erased
from tests.store.people import citizen


def confirmed(citizen_id: str = "B-1", concept: str = "skill.opvask", level: int | None = None) -> Confirmation:
    return Confirmation(citizen_id=citizen_id, concept=concept, verdict=CONFIRMED, level=level)


def struck(citizen_id: str = "B-1", concept: str = "skill.opvask") -> Confirmation:
    return Confirmation(citizen_id=citizen_id, concept=concept, verdict=STRUCK)


def teach(store: Store, word: str, concept: str) -> int:
    return store.save(Changes(local_words=[LocalWord(word=word, concept=concept)]), by="anna")


def test_a_decision_holds_with_who_and_when_and_the_earlier_one_stays_readable(store: Store) -> None:
    first = store.save(Changes(confirmations=[confirmed(level=2)]), by="anna")
    second = store.save(Changes(confirmations=[struck()]), by="bo")
    assert store.words.confirmations() == [struck()]
    assert store.words.confirmations(first) == [confirmed(level=2)]
    assert second == first + 1
    (decided,) = store.words.decided("B-1")
    assert (decided.confirmation, decided.by) == (struck(), "bo")
    assert store.words.decided("B-2") == []


def test_deciding_the_same_again_changes_nothing(store: Store) -> None:
    first = store.save(Changes(confirmations=[confirmed()]), by="anna")
    assert store.save(Changes(confirmations=[confirmed()]), by="bo") == first


def test_a_decision_makes_the_citizen_one_that_changed(store: Store) -> None:
    before = store.save(Changes(citizens=[citizen("B-1"), citizen("B-2")]), by="anna")
    store.save(Changes(confirmations=[struck("B-2")]), by="anna")
    assert store.changed_ids("citizens", before) == {"B-2"}


def test_a_full_import_of_citizens_leaves_decisions_alone(store: Store) -> None:
    store.save(Changes(citizens=[citizen("B-1")], confirmations=[struck()]), by="anna")
    store.save(Changes(citizens=[citizen("B-1", hours_now=4), citizen("B-9")], complete=["citizens"]), by="import")
    assert store.words.confirmations() == [struck()]


def test_what_was_decided_about_a_person_is_exported_and_erased(store: Store) -> None:
    store.save(Changes(citizens=[citizen("B-1")], confirmations=[confirmed(), struck("B-2")]), by="anna")
    store.save(Changes(confirmations=[struck()]), by="anna")
    out = store.export("B-1")["competences_decided"]
    assert [(one["verdict"], one["saved_by"]) for one in out] == [(CONFIRMED, "anna"), (STRUCK, "anna")]
    assert store.erase("B-1", by="dpo") == Erased(versions=3, events=0, lists=0)
    assert store.words.confirmations() == [struck("B-2")]
    assert store.words.confirmations(1) == [struck("B-2")]


def test_a_taught_word_can_be_forgotten_and_taught_again(store: Store) -> None:
    first = teach(store, "grovkøkken", "skill.opvask")
    second = store.save(Changes(withdrawn={"local_words": ["grovkøkken"]}), by="bo")
    assert store.words.local_words() == {}
    assert store.words.taught() == []
    assert store.words.local_words(first) == {"grovkøkken": "skill.opvask"}
    third = teach(store, "grovkøkken", "skill.madlavning")
    assert store.words.local_words() == {"grovkøkken": "skill.madlavning"}
    assert store.words.lessons() == [third, second, first]
    (taught,) = store.words.taught()
    assert (taught.local_word.word, taught.by) == ("grovkøkken", "anna")


def test_one_imported_vocabulary_is_in_force_at_a_time(store: Store) -> None:
    assert store.words.imported() is None
    assert store.words.import_vocabulary("v1", "esco", b"one", by="anna") is True
    assert store.words.import_vocabulary("v1", "esco", b"one", by="anna") is False
    first = store.revision()
    assert store.words.import_vocabulary("v2", "esco-ny", b"two", by="bo") is True
    now, before = store.words.imported(), store.words.imported(first)
    assert now is not None
    assert (now.version, now.source, now.by) == ("v2", "esco-ny", "bo")
    assert before is not None
    assert before.version == "v1"
    assert store.words.imported_content("v1") == b"one"
    assert store.words.remove_vocabulary(by="bo") is True
    assert store.words.remove_vocabulary(by="bo") is False
    assert store.words.imported() is None
    assert store.words.imported(first + 1) == now


def test_only_answers_of_the_vocabulary_in_force_are_kept(store: Store) -> None:
    store.save_links("term", "v1", {"opvask": "A"})
    store.save_links("term", "v2", {"opvask": "B"})
    store.keep_only_links_of("v2")
    assert store.links("term", "v1", ["opvask"]) == {}
    assert store.links("term", "v2", ["opvask"]) == {"opvask": "B"}


@pytest.mark.parametrize("name", ["kopi.db", "kopi.zip"])
def test_a_backup_brings_words_and_decisions_back(store: Store, tmp_path: Path, name: str) -> None:
    store.save(Changes(confirmations=[confirmed(level=3)]), by="anna")
    teach(store, "grovkøkken", "skill.opvask")
    store.words.import_vocabulary("v1", "esco", bytes(range(256)), by="anna")
    backup(store.engine, tmp_path / name)
    other = f"sqlite:///{tmp_path / 'tilbage.db'}"
    engine = open_database(other)
    restore(engine, tmp_path / name)
    engine.dispose()
    back = Store.open(other)
    assert back.words.confirmations() == [confirmed(level=3)]
    assert back.words.local_words() == {"grovkøkken": "skill.opvask"}
    assert back.words.imported_content("v1") == bytes(range(256))
    back.close()
