"""One person's data: all of it out, or all of it gone."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import BigInteger, Column, Double, Integer, LargeBinary, select, text

from jobmatch.bootstrap import Application
from jobmatch.cli.site import Site
from jobmatch.domain.citizen import Competence
from jobmatch.errors import NotFound
from jobmatch.services.access.audit import Audit
from jobmatch.store import Changes, RankedList, Reply, Run, Store
from jobmatch.store.access_log import Entry
from jobmatch.store.erasure import Erased, tables_about_citizens
from jobmatch.store.metadata import METADATA
from tests.clients import visitor
from tests.store.people import citizen, event, placement

MARIA = citizen("B-1", display_name="Maria", experience="har passet heste", competences=(Competence("ridning", 2),))


def fill(store: Store) -> str:
    store.save(Changes(citizens=[MARIA, citizen("B-2")], placements=[placement()], events=[event("B-1")]), by="anna")
    store.save(Changes(citizens=[citizen("B-1", display_name="Maria", hours_now=8)]), by="anna")
    store.save(Changes(events=[event("B-1", hours=2), event("B-2")]), by="anna")
    store.save_links("skill", "v1", {"ridning": "S1", "har passet heste": "S2", "køkken": "S3"})
    store.keep_reply("anna", Reply("k", "h", 200, '{"display_name": "Maria"}'))
    started = datetime(2026, 11, 21, tzinfo=UTC)
    run = Run(model="m", rules="r", vocabulary="v", revision=3, as_of=date(2026, 11, 21), started_at=started)
    lists = [RankedList("B-1", [("P-001", 10)], 1, {"note": "x"}), RankedList("B-2", [], 0)]
    return store.publish(run, lists).run_id


def test_a_person_can_be_erased_and_only_counts_stay(store: Store) -> None:
    run_id = fill(store)
    assert store.erase("B-1", by="dpo") == Erased(versions=2, events=2, lists=1, other=1)
    assert store.citizens() == [citizen("B-2")]
    for revision in range(1, 4):
        assert store.citizen("B-1", revision) is None
        assert store.events(revision, citizen_id="B-1") == []
    assert store.events(citizen_id="B-2") == [event("B-2")]
    assert [one.citizen_id for one in store.lists(run_id)] == ["B-2"]
    assert store.links("skill", "v1", ["ridning", "har passet heste", "køkken"]) == {"køkken": "S3"}
    assert store.reply_to("anna", "k", "h") is None
    with store.engine.connect() as connection:
        row = connection.execute(text("SELECT versions, events, lists FROM erasures")).one()
    assert tuple(row) == (2, 2, 1)


def test_nothing_of_an_erased_person_is_left_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "jobmatch.db"
    store = Store.open(str(path))
    fill(store)
    store.erase("B-1", by="dpo")
    left = path.read_bytes() + path.with_name("jobmatch.db-wal").read_bytes()
    store.close()
    for trace in (b"Maria", b"heste", b"ridning", b"B-1"):
        assert trace not in left


def test_an_unknown_person_cannot_be_erased_or_exported(store: Store) -> None:
    with pytest.raises(NotFound, match="B-404"):
        store.erase("B-404", by="dpo")
    with pytest.raises(NotFound, match="B-404"):
        store.export("B-404")


def test_the_export_holds_every_version_event_and_list(store: Store) -> None:
    run_id = fill(store)
    out = json.loads(json.dumps(store.export("B-1")))
    assert [(one["since"], one["until"], one["display_name"]) for one in out["versions"]] == [
        (1, 2, "Maria"),
        (2, None, "Maria"),
    ]
    assert out["versions"][0]["competences"] == [["ridning", 2]]
    assert out["versions"][0]["saved_by"] == "anna"
    assert [one["hours"] for one in out["events"]] == [None, 2.0]
    ranked = [{"placement_id": "P-001", "points": 10}]
    assert out["lists"] == [{"run_id": run_id, "feasible_count": 1, "ranked": ranked, "details": {"note": "x"}}]


WITHOUT_CITIZENS = {
    "access_tokens", "access_tries", "audit_log", "erasures", "links", "local_words", "night_notes", "placements",
    "learned_models", "proposal_verdicts",
    "proposals", "replies", "revisions", "run_places", "runs", "users", "vocabularies", "workplace_contacts",
    "workplace_visits", "workplaces",
}  # fmt: skip
"""Tables that hold nothing about a person, or are emptied whole; whoever makes a table decides which kind it is."""


BY_NUMBER = {"run_blocks"}
"""Tables that hold people by the number that ``run_people`` gives them."""


def test_every_table_says_whether_it_is_about_people() -> None:
    about = {table.name for table in tables_about_citizens()}
    assert about | WITHOUT_CITIZENS | BY_NUMBER == set(METADATA.tables)
    assert not about & (WITHOUT_CITIZENS | BY_NUMBER)
    assert not WITHOUT_CITIZENS & BY_NUMBER


def any_cell(column: Column[Any], number: int) -> Any:
    if column.name == "citizen_id":
        return "B-1"
    if isinstance(column.type, LargeBinary):
        return b"Maria"
    if isinstance(column.type, Integer | BigInteger):
        return number
    return float(number) if isinstance(column.type, Double) else "Maria"


def test_nothing_of_a_person_is_left_in_any_table_and_the_export_has_had_all_of_them(store: Store) -> None:
    store.log.add([Entry("anna", "see_citizens", "B-1"), Entry("anna", "see_citizens", "B-2")])
    for number, table in enumerate(tables_about_citizens(), 1):
        if table.name == "audit_subjects":
            continue
        row = {column.name: any_cell(column, number) for column in table.c}
        with store.engine.begin() as connection:
            connection.execute(table.insert().values(**row))
    out = store.export("B-1")
    kept = {"run_people", "audit_subjects"}
    named = {"citizens": "versions", "events": "events", "confirmations": "competences_decided"}
    for table in tables_about_citizens():
        assert table.name in kept or out[named.get(table.name, table.name)], table.name
    assert "digest" not in out["sessions"][0]
    json.dumps(out)
    assert store.erase("B-1", by="dpo").other > 0
    with store.engine.connect() as connection:
        for table in METADATA.sorted_tables:
            left = json.dumps([[str(cell) for cell in row] for row in connection.execute(select(table))])
            assert "B-1" not in left, table.name
            assert "Maria" not in left, table.name


def test_the_log_stays_whole_when_a_person_is_erased_and_is_about_nobody(store: Store) -> None:
    store.save(Changes(citizens=[MARIA]), by="anna")
    store.log.add([Entry("anna", "see_citizens", "B-1")])
    store.erase("B-1", by="dpo")
    assert Audit(lambda: store.log).verify().whole
    erased, seen = store.log.entries()
    assert (erased.actor, erased.action, erased.citizen_id) == ("dpo", "erased", None)
    assert (seen.actor, seen.citizen_id) == ("anna", None)
    assert seen.subject is not None
    assert store.log.entries(citizen_id="B-1") == []


def test_an_erased_person_is_gone_for_every_process_that_had_read_her(own_sample: Application) -> None:
    with visitor(Site(own_sample)) as client:
        answer = client.get("/api/v1/citizens/B-001/matches")
        assert answer.status_code == 200
        placement = answer.json()["matches"][0]["placement_id"]
        asked = f"/api/v1/placements/{placement}/candidates"
        assert "B-001" in client.get(asked, params={"top": 1000}).text
        other = Application(own_sample.settings)
        other.store.erase("B-001", by="dpo")
        other.store.close()
        assert client.get("/api/v1/citizens/B-001/matches").status_code == 404
        assert "B-001" not in client.get(asked, params={"top": 1000}).text
