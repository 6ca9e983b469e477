"""The words that invented municipalities are put together from, read from ``data/sample/words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jobmatch.domain.codes import MEASURE
from jobmatch.domain.needs import NEEDS
from jobmatch.domain.shipped import DATA

NEED_CODES = tuple(NEEDS)
"""The needs in file order: the columns of every needs and offers array here."""
MEASURE_CODES = tuple(MEASURE)

DAY_SETS = {
    "hverdage": (0, 1, 2, 3, 4),
    "man-tor": (0, 1, 2, 3),
    "man-lør": (0, 1, 2, 3, 4, 5),
    "tir-lør": (1, 2, 3, 4, 5),
    "ons-søn": (2, 3, 4, 5, 6),
    "alle": (0, 1, 2, 3, 4, 5, 6),
}
"""The opening days that a profile can name."""


@dataclass(frozen=True, slots=True)
class WorkField:
    """A field of work: what people in it can do, wish for, turn down and tell."""

    code: str
    competences: tuple[str, ...]
    wishes: tuple[str, ...]
    vetoes: tuple[str, ...]
    licences: tuple[str, ...]
    experience: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of placement."""

    field: int
    """Index of its field of work."""
    share: float
    title: str
    industry: str
    employers: tuple[str, ...]
    """Patterns with ``{place}`` or ``{last}``."""
    tasks: tuple[str, ...]
    requires: tuple[str, ...]
    nice: tuple[str, ...]
    hours: tuple[float, float]
    day: float
    days: tuple[int, ...]
    window: tuple[float, float]
    measures: tuple[int, ...]
    staff: tuple[int, int]
    usual: tuple[int, ...]
    """Per need: 0 nothing usual, 1 usually ja, 2 usually delvist, 3 usually nej."""


@dataclass(frozen=True, slots=True)
class Group:
    """A target group and the people in it."""

    code: str
    share: float
    hours: tuple[float, float, float]
    """Least, usual and most hours that are stable today."""
    needs: float
    """How many needs a person usually has."""
    unknown_hours: float
    team: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Everything in the file."""

    fields: tuple[WorkField, ...]
    profiles: tuple[Profile, ...]
    groups: tuple[Group, ...]
    clusters: tuple[tuple[float, tuple[float, ...]], ...]
    """Needs that come together: the share of people, and a weight per need."""
    first_names: tuple[str, ...]
    last_names: tuple[str, ...]
    place_starts: tuple[str, ...]
    place_ends: tuple[str, ...]
    streets: tuple[str, ...]
    population: Mapping[str, float]
    """Thousands of inhabitants by the first digits of the postcode."""


@cache
def shipped_words() -> Words:
    """The words that ship with the program."""
    raw = tomllib.loads((DATA / "sample" / "words.toml").read_text(encoding="utf-8"))
    for text in _texts(raw):
        if any(mark in text for mark in ';"|\n') or text[:1] in ("=", "+", "-", "@"):
            raise ValueError(f"data/sample/words.toml: {text!r} cannot stand in a cell unquoted")
    fields = tuple(_work_field(row) for row in raw["field"])
    position = {field.code: index for index, field in enumerate(fields)}
    return Words(
        fields=fields,
        profiles=tuple(_profile(row, position) for row in raw["profile"]),
        groups=tuple(Group(**{key: _tuple(value) for key, value in row.items()}) for row in raw["group"]),
        clusters=tuple(
            (row["share"], tuple(float(row["needs"].get(code, 0)) for code in NEED_CODES)) for row in raw["cluster"]
        ),
        first_names=tuple(raw["names"]["first"]),
        last_names=tuple(raw["names"]["last"]),
        place_starts=tuple(raw["places"]["first"]),
        place_ends=tuple(raw["places"]["last"]),
        streets=tuple(raw["places"]["streets"]),
        population=raw["population"],
    )


def _work_field(row: Mapping[str, Any]) -> WorkField:
    return WorkField(**{key: _tuple(value) for key, value in row.items()})


def _profile(row: Mapping[str, Any], position: Mapping[str, int]) -> Profile:
    usual = {code: 0 for code in NEED_CODES}
    for mark, key in enumerate(("yes", "partly", "no"), start=1):
        usual.update(dict.fromkeys(row[key].split(), mark))
    if len(usual) != len(NEED_CODES):
        raise ValueError(f"data/sample/words.toml: {row['title']} answers needs that do not exist")
    plain = {key: _tuple(value) for key, value in row.items() if key not in ("yes", "partly", "no")}
    plain["field"] = position[row["field"]]
    plain["days"] = DAY_SETS[row["days"]]
    plain["measures"] = tuple(MEASURE_CODES.index(code) for code in row["measures"])
    return Profile(**plain, usual=tuple(usual.values()))


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
