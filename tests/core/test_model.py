"""Models: tables a person can read, checked before they are used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.core.model import FactorTable, load_model
from jobmatch.domain.shipped import MODELS
from jobmatch.errors import BadInput, Text
from jobmatch.factors import all_factors


def test_the_expert_model_gives_at_most_ten_thousand_points_and_a_reason_for_every_table() -> None:
    model = load_model(MODELS / "expert-1", all_factors())
    assert sum(table.maximum for table in model.tables.values()) == 10_000
    card = (MODELS / "expert-1" / "card.md").read_text(encoding="utf-8")
    for name, table in model.tables.items():
        assert min(len(table.because.da), len(table.because.en)) > 40, name
        assert f"`{name}`" in card


@given(st.lists(st.integers(0, 3000), min_size=2, max_size=6).map(sorted), st.data())
def test_points_pass_through_the_knots_and_never_fall(points: list[int], data: st.DataObject) -> None:
    inner = data.draw(st.sets(st.integers(1, 999), min_size=len(points) - 2, max_size=len(points) - 2))
    values = [0.0, *(step / 1000 for step in sorted(inner)), 1.0]
    table = FactorTable(tuple(zip(values, points, strict=True)), Text("fordi", "because"))
    column = table.points()
    assert len(column) == 1001
    assert all(later >= earlier for earlier, later in zip(column, column[1:], strict=False))
    for value, expected in table.knots:
        assert column[round(value * 1000)] == expected


def test_everything_that_is_wrong_with_a_model_is_said_at_once(tmp_path: Path) -> None:
    document = json.loads((MODELS / "expert-1" / "model.json").read_text(encoding="utf-8"))
    document["factors"]["hours"]["knots"] = [[0, 10], [1, 5]]
    document["factors"]["wishes"]["because"]["da"] = ""
    document["factors"]["horoscope"] = document["factors"].pop("growth")
    (tmp_path / "model.json").write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        load_model(tmp_path, all_factors())
    for fault in ("hours: points must not fall", "wishes: no reason", "horoscope: no such factor", "growth: no table"):
        assert fault in refused.value.text.en


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="findes ikke"):
        load_model(tmp_path / "expert-7", all_factors())
