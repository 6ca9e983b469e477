"""Texts that are kept between two nights."""

from __future__ import annotations

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
