"""Texts that are kept between two nights."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path
from typing import Any

import pytest

from jobmatch.store import kept


@pytest.mark.parametrize(
    "values",
    [["P-1", "P-2"], ["øl", "", '"', "\n"], [""], ["", ""], [], ["a\0b", "c"], ["\0"], [[1, 2], []], {"B-1": "x"}, {}],
)
def test_texts_come_back_as_they_were_written(values: Any) -> None:
    assert kept.texts_of(kept.texts(values)) == values


def test_a_row_of_texts_may_be_written_from_whatever_holds_them() -> None:
    assert kept.texts_of(kept.texts(("B-1", "B-2"))) == ["B-1", "B-2"]


@pytest.mark.parametrize("stumbles", [FileNotFoundError(errno.ENOENT, "gone"), OSError(errno.ENOTEMPTY, "not empty")])
def test_what_is_kept_goes_also_while_a_night_writes_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stumbles: OSError
) -> None:
    """A file that got its name, or came, meanwhile does not stop it; anything else is told."""
    folder = tmp_path / "kept"
    folder.mkdir()
    (folder / "night-people").write_bytes(b"a person")
    faults = [stumbles]

    def remove(path: Path) -> None:
        if faults:
            raise faults.pop()
        shutil.rmtree(path)

    monkeypatch.setattr(kept, "rmtree", remove)
    kept.forget(folder)
    assert not folder.exists()
    folder.mkdir()
    faults.append(PermissionError(errno.EACCES, "no right"))
    with pytest.raises(PermissionError):
        kept.forget(folder)
