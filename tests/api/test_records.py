"""Records as JSON: every declared field is there and comes back as it was."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel

from jobmatch.api.records import (
    CitizenBody,
    CitizenChange,
    PlacementBody,
    PlacementChange,
    from_body,
    to_json,
)
from jobmatch.bootstrap import Application
from jobmatch.domain.citizen import Citizen
from jobmatch.domain.columns import Kind, columns_of
from jobmatch.domain.placement import Placement
from jobmatch.exchange.cells import format_cell, parse_cell


@pytest.mark.parametrize(
    ("record", "body", "change"),
    [(Citizen, CitizenBody, CitizenChange), (Placement, PlacementBody, PlacementChange)],
)
def test_every_declared_field_is_in_the_models(record: type, body: type[BaseModel], change: type[BaseModel]) -> None:
    names = [column.name for column in columns_of(record)]
    assert list(body.model_fields) == names
    assert list(change.model_fields) == names[1:]
    meanings = {column.name: column.meaning for column in columns_of(record)}
    assert {name: field.description for name, field in body.model_fields.items()} == meanings


def _records(sample: Application) -> list[Any]:
    return [*sample.store.citizens(), *sample.store.placements()]


def test_a_record_of_the_sample_fits_its_model_and_comes_back(sample: Application) -> None:
    for record in _records(sample):
        model = CitizenBody if isinstance(record, Citizen) else PlacementBody
        shown = to_json(record)
        read = model.model_validate(shown).model_dump()
        noun: Any = type(record)
        for column in columns_of(noun):
            value = getattr(record, column.name)
            assert from_body(column, read[column.name]) == value
            if value is not None and column.kind is not Kind.KEY:
                assert parse_cell(column, format_cell(column, value)) == value
