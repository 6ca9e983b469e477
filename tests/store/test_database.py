"""Opening a database: what works at once, and what is said when it does not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from jobmatch.domain.citizen import Citizen
from jobmatch.errors import BadInput, Conflict, JobmatchError, NotReady
from jobmatch.store import Changes, Store, open_database, schema, upgrade
from jobmatch.store.metadata import METADATA
from tests.databases import Postgres
from tests.store.people import citizen


def refused(address: str, kind: type[JobmatchError], create: bool = True) -> JobmatchError:
    with pytest.raises(kind) as caught:
        Store.open(address, create)
    for said in (caught.value.text, caught.value.here):
        assert said.da
        assert said.en
    return caught.value


def test_a_new_database_is_made_ready_by_itself(bare_database: str) -> None:
    opened = Store.open(bare_database)
    assert opened.ready()
    assert opened.save(Changes(citizens=[citizen()]), by="anna") == 1
    opened.close()
    again = Store.open(bare_database)
    assert again.citizens() == [citizen()]
    again.close()


def test_the_steps_make_exactly_the_declared_tables(bare_database: str) -> None:
    engine = open_database(bare_database)
    assert upgrade(engine) is True
    assert upgrade(engine) is False
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    engine.dispose()


def test_the_newest_step_is_the_one_that_the_program_asks_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(schema._MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == schema.VERSION
    assert schema.VERSION in schema._known_versions()


def _set_version(address: str, version: str) -> None:
    engine = open_database(address)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
    engine.dispose()


def test_a_database_from_a_newer_program_is_left_alone(database: str) -> None:
    _set_version(database, "9999")
    assert "nyere udgave" in refused(database, NotReady).text.da
    engine = open_database(database)
    with pytest.raises(NotReady, match="nyere udgave"):
        upgrade(engine)
    engine.dispose()


def test_a_database_from_an_older_program_asks_to_be_upgraded(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "VERSION", "9998")
    error = refused(database, NotReady)
    assert "jobmatch db upgrade" in error.text.da
    assert "older jobmatch" in error.text.en


def test_the_database_of_another_program_is_left_alone(bare_database: str) -> None:
    engine = open_database(bare_database)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE invoices (id INTEGER)"))
    assert "et andet program" in refused(bare_database, BadInput).text.da
    with pytest.raises(BadInput, match="et andet program"):
        upgrade(engine)
    engine.dispose()


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "mappe"
    assert str(missing) in refused(f"sqlite:///{missing}/jobmatch.db", BadInput).text.da


def test_a_folder_instead_of_a_file_is_refused(tmp_path: Path) -> None:
    assert "er en mappe" in refused(str(tmp_path), BadInput).text.da


def test_asking_before_anything_was_imported_makes_no_file(tmp_path: Path) -> None:
    path = tmp_path / "jobmatch.db"
    assert "jobmatch import" in refused(str(path), NotReady, create=False).text.da
    assert not path.exists()


@pytest.mark.parametrize(
    "address",
    ["", "sqlite://", "sqlite:///:memory:", "mysql://host/x", "://", "nonsense://x", "a://b:c"],
)
def test_an_address_that_cannot_be_used_is_refused(address: str) -> None:
    refused(address, BadInput)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "borgere.csv"
    path.write_text("borgernr;team\n" * 100)
    assert "ikke en database" in refused(str(path), BadInput).here.da
    assert path.read_text().startswith("borgernr")


def test_a_server_that_does_not_answer_never_shows_the_password() -> None:
    error = refused("postgresql://anna:hemmelig@127.0.0.1:1/jobmatch", NotReady)
    assert "svarer ikke" in error.here.da
    for said in (error.here.da, error.here.en, str(error)):
        assert "hemmelig" not in said
        assert "127.0.0.1" in said
    for said in (error.text.da, error.text.en):
        assert "hemmelig" not in said
        assert "127.0.0.1" not in said


def test_a_database_that_is_not_on_the_server_is_said(postgres: Postgres) -> None:
    refused(postgres.empty() + "_other", NotReady)


def test_a_locked_database_is_said_and_nothing_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "jobmatch.db"
    Store.open(str(path)).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = Store(open_database(str(path), wait_seconds=0.05))
    with pytest.raises(Conflict, match="optaget af et andet program"):
        waiting.save(Changes(citizens=[citizen()]), by="anna")
    assert waiting.citizens() == []
    other.execute("ROLLBACK")
    other.close()
    assert waiting.save(Changes(citizens=[citizen()]), by="anna") == 1
    waiting.close()


def test_a_full_disk_ends_cleanly(tmp_path: Path) -> None:
    store = Store.open(str(tmp_path / "jobmatch.db"))
    store.save(Changes(citizens=[citizen("B-0")]), by="anna")
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 60")
    with pytest.raises(NotReady, match="ikke mere plads"):
        store.save(Changes(citizens=[citizen(f"B-{n}", experience="x" * 500) for n in range(2_000)]), by="anna")
    assert store.citizens() == [citizen("B-0")]
    store.close()


def test_a_lost_connection_is_said_and_the_next_question_works(postgres: Postgres) -> None:
    address = postgres.ready()
    store = Store.open(address)
    store.save(Changes(citizens=[citizen()]), by="anna")

    def cut() -> None:
        other = open_database(address)
        with other.connect() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                    " AND pid <> pg_backend_pid()"
                )
            )
        other.dispose()

    def people() -> Iterator[Citizen]:
        yield citizen("B-2")
        cut()
        yield from (citizen(f"B-{n}") for n in range(3, 9))

    with pytest.raises(NotReady):
        store.save(Changes(citizens=people()), by="anna")
    assert store.citizens() == [citizen()]
    store.close()
    postgres.drop(address)


def test_sqlite_is_set_up_to_survive_a_power_cut(tmp_path: Path) -> None:
    engine = open_database(str(tmp_path / "jobmatch.db"))
    with engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    engine.dispose()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}
