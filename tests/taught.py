"""The invented municipality after a year of choices by a truth that differs from the experts'."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from jobmatch.bootstrap import Application
from jobmatch.settings import Settings
from tests.learning.towns import TODAY, teach


@pytest.fixture(scope="session")
def taught_file(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which it is known why people chose, with a model learned from it; copied by who uses it."""
    path = tmp_path_factory.mktemp("taught") / "taught.sqlite"
    shutil.copyfile(sample_file, path)
    application = Application(Settings(database_url=f"sqlite:///{path}", as_of=TODAY))
    teach(application)
    assert application.learning.learn("cli:anna").new
    application.store.close()
    return path


@pytest.fixture
def taught(taught_file: Path, tmp_path: Path) -> Iterator[Application]:
    """A copy that the test may change."""
    path = tmp_path / "taught.sqlite"
    shutil.copyfile(taught_file, path)
    application = Application(Settings(database_url=f"sqlite:///{path}", as_of=TODAY))
    yield application
    application.store.close()
