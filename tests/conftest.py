"""What every test may use: databases, the invented municipality ready to ask, and patient property tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from jobmatch.bootstrap import Application
from jobmatch.domain.shipped import DATA
from jobmatch.settings import Settings
from tests.databases import bare_database, database, empty_sqlite, postgres, store
from tests.taught import taught, taught_file

__all__ = ["bare_database", "database", "empty_sqlite", "postgres", "store", "taught", "taught_file"]

SAMPLE_DAY = date(2026, 11, 21)
"""The day that the invented municipality was written for."""

# A busy machine is no fault of the code: no property fails for being slow.
settings.register_profile(
    "patient", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.load_profile("patient")


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test reads the settings, or the working folder, of the person who runs it."""
    import os

    for name in [name for name in os.environ if name.startswith("JOBMATCH_") and name != "JOBMATCH_SHARED_DATA"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("JOBMATCH_DATABASE_URL", f"sqlite:///{tmp_path / 'jobmatch.sqlite'}")
    monkeypatch.setenv("CACHE_DIRECTORY", str(tmp_path / "cache"))


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the invented municipality and one run; made once for each worker, copied by who writes."""
    path = tmp_path_factory.mktemp("sample") / "sample.sqlite"
    application = Application(Settings(database_url=f"sqlite:///{path}", as_of=SAMPLE_DAY))
    report = application.importing.run([DATA / "sample"])
    assert report.errors == []
    application.nightly.run(full=True)
    application.store.close()
    return path


@pytest.fixture(scope="session")
def sample(sample_file: Path) -> Iterator[Application]:
    """The invented municipality, to be read only; that somebody looked is noted in a copy, not in what others copy."""
    path = sample_file.with_name("looked-at.sqlite")
    shutil.copyfile(sample_file, path)
    application = Application(Settings(database_url=f"sqlite:///{path}", as_of=SAMPLE_DAY))
    yield application
    application.store.close()


@pytest.fixture
def own_sample(sample_file: Path, tmp_path: Path) -> Iterator[Application]:
    """A copy of the invented municipality that the test may change."""
    path = tmp_path / "own.sqlite"
    shutil.copyfile(sample_file, path)
    application = Application(Settings(database_url=f"sqlite:///{path}", as_of=SAMPLE_DAY))
    yield application
    application.store.close()
