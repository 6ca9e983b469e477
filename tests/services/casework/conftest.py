"""A small store with one citizen and one placement."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from jobmatch.store import Store
from tests.services.casework.case import Case


@pytest.fixture
def case(empty_sqlite: Path, tmp_path: Path) -> Iterator[Case]:
    """Maria at the garden centre; the store's own tests run on both kinds of database."""
    path = tmp_path / "case.db"
    shutil.copyfile(empty_sqlite, path)
    store = Store.open(f"sqlite:///{path}")
    yield Case(store)
    store.close()
