"""Invented workplaces and their openings, as arrays with one entry a placement."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jobmatch.sample.days import NEVER
from jobmatch.sample.draw import Draw, Floats, Integers, Truths
from jobmatch.sample.region import Region
from jobmatch.sample.words import MEASURE_CODES, Words

JA, DELVIST, NEJ, UKENDT = 1, 2, 3, 4
"""Answers in ``Openings.offers``; 0 is not listed."""

_ANSWERS = np.array(
    [
        [0.55, 0.18, 0.12, 0.08, 0.07],
        [0.10, 0.75, 0.09, 0.02, 0.04],
        [0.15, 0.15, 0.54, 0.09, 0.07],
        [0.15, 0.03, 0.12, 0.64, 0.06],
    ]
)
"""Per kind of usual answer (none, ja, delvist, nej): how often the cell is not listed, ja, delvist, nej, ukendt."""


@dataclass(frozen=True)
class Workplaces:
    """Production units, one entry each."""

    profile: Integers
    place: Integers
    """Position in the region."""
    staff: Integers
    """Ordinary staff."""
    most_supported: Integers
    """What the ratio rule allows there."""
    cvr: tuple[str, ...]
    p_number: tuple[str, ...]
    name: tuple[str, ...]


@dataclass(frozen=True)
class Openings:
    """Placements, one entry each."""

    workplace: Integers
    profile: Integers
    place: Integers
    field: Integers
    min_hours: Floats
    max_hours: Floats
    min_day: Floats
    measures: npt.NDArray[np.bool_]
    """Placements × measures."""
    offers: npt.NDArray[np.int8]
    """Placements × needs."""
    mentor_hours: Floats
    slots: Integers
    weeks: Integers
    starts: Integers
    ends: Integers
    """Days from the day of view; NEVER is unknown."""
    updated: Integers
    described: Truths
    """Nobody has described the others yet: only employer and title."""


def make_workplaces(draw: Draw, words: Words, region: Region, openings: int) -> Workplaces:
    """About four workplaces to five openings."""
    count = max(1, round(openings * 0.8))
    profile = draw.pick([p.share for p in words.profiles], count)
    least = np.array([p.staff[0] for p in words.profiles], dtype=np.float64)[profile]
    most = np.array([p.staff[1] for p in words.profiles], dtype=np.float64)[profile]
    staff = np.round(draw.peaked(least, least + (most - least) * 0.25, most + 1)).astype(np.int64)
    allowed = np.maximum(1, np.minimum(staff, 50) // 5 + np.maximum(staff - 50, 0) // 10)
    return Workplaces(
        profile=profile,
        place=draw.pick(region.inhabitants, count),
        staff=staff,
        most_supported=allowed,
        cvr=_cvr_numbers(draw, count),
        p_number=tuple(f"19{number:08d}" for number in _scattered(draw, count, 10**8)),
        name=_names(draw, words, profile),
    )


def make_openings(draw: Draw, words: Words, workplaces: Workplaces, count: int) -> Openings:
    """The openings: one at each workplace, the others at workplaces that have one already."""
    units = len(workplaces.profile)
    workplace = np.concatenate([np.arange(units), draw.among(units, max(0, count - units))])[:count]
    profile = _profiles_at(draw, words, workplaces.profile[workplace], first=np.arange(count) < units)
    low = np.array([p.hours[0] for p in words.profiles], dtype=np.float64)[profile]
    high = np.array([p.hours[1] for p in words.profiles], dtype=np.float64)[profile]
    min_hours: Floats = np.round(np.maximum(1.0, low * draw.between(0.7, 1.6, count))).astype(np.float64)
    max_hours = np.round(np.maximum(min_hours + 2, high * draw.between(0.6, 1.0, count)))
    usual_day = np.array([p.day for p in words.profiles])[profile]
    min_day = np.minimum(np.round((usual_day + draw.between(-0.75, 0.75, count)) * 2) / 2, min_hours)
    usual = np.array([p.usual for p in words.profiles], dtype=np.int64)[profile]
    mentor = np.round(np.maximum(0, draw.between(-1, 4.4, count)) * 2) / 2
    mentor[draw.chance(0.15, count)] = np.nan
    starts = -draw.among(420, count) + np.where(draw.chance(0.08, count), 460, 0)
    ends = starts + 180 + draw.among(400, count)
    ends[draw.chance(0.7, count)] = NEVER
    starts[draw.chance(0.05, count)] = NEVER
    updated = -np.floor(draw.uniform(count) ** 2 * 260).astype(np.int64) - 1
    updated[draw.chance(0.03, count)] = NEVER
    return Openings(
        workplace=workplace,
        profile=profile,
        place=workplaces.place[workplace],
        field=np.array([p.field for p in words.profiles], dtype=np.int64)[profile],
        min_hours=min_hours,
        max_hours=np.minimum(max_hours, 37),
        min_day=np.maximum(1, min_day),
        measures=_measures(draw, words, profile),
        offers=draw.pick_by_row(_ANSWERS, usual).astype(np.int8),
        mentor_hours=mentor,
        slots=1 + draw.pick([70, 20, 6, 3, 1], count),
        weeks=np.array([8, 13, 13, 20, 26, 26, 52])[draw.among(7, count)],
        starts=starts,
        ends=np.where(starts == NEVER, NEVER, ends),
        updated=updated,
        described=~draw.chance(0.015, count),
    )


def _profiles_at(draw: Draw, words: Words, profile: Integers, first: Truths) -> Integers:
    """The first opening is what the workplace is; a further one is something of the same industry."""
    industries = [p.industry for p in words.profiles]
    same = [[k for k, name in enumerate(industries) if name == industry] for industry in industries]
    widest = max(len(found) for found in same)
    table = np.array([(found * widest)[:widest] for found in same])
    return np.where(first, profile, table[profile, draw.among(widest, len(profile))])


def _measures(draw: Draw, words: Words, profile: Integers) -> npt.NDArray[np.bool_]:
    usual = np.zeros((len(words.profiles), len(MEASURE_CODES)), dtype=np.bool_)
    for row, kind in enumerate(words.profiles):
        usual[row, list(kind.measures)] = True
    chosen = usual[profile] & draw.chance(0.75, len(profile), len(MEASURE_CODES))
    none = ~chosen.any(axis=1)
    chosen[none] = usual[profile[none]]
    return np.asarray(chosen, dtype=np.bool_)


def _names(draw: Draw, words: Words, profile: Integers) -> tuple[str, ...]:
    count = len(profile)
    starts, ends = draw.among(len(words.place_starts), count), draw.among(len(words.place_ends), count)
    last, pattern = draw.among(len(words.last_names), count), draw.uniform(count)
    return tuple(
        words.profiles[p]
        .employers[int(u * len(words.profiles[p].employers))]
        .format(place=words.place_starts[a] + words.place_ends[b], last=words.last_names[c])
        for p, u, a, b, c in zip(profile, pattern, starts, ends, last, strict=True)
    )


def _scattered(draw: Draw, count: int, size: int) -> list[int]:
    """Different numbers below ``size``, not in order."""
    stride, start = 61_803_399 % size, int(draw.among(size, 1)[0])
    return [(start + stride * k) % size for k in range(count)]


def _cvr_numbers(draw: Draw, count: int) -> tuple[str, ...]:
    """Different numbers with a right check digit (weights 2 7 6 5 4 3 2 1, sum divisible by 11)."""
    found: list[str] = []
    start, size = int(draw.among(10**6, 1)[0]), 10**6
    for k in range(size):
        seven = f"9{(start + 618_033 * k) % size:06d}"
        rest = sum(int(digit) * weight for digit, weight in zip(seven, (2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
        if rest != 1:
            found.append(f"{seven}{(11 - rest) % 11}")
        if len(found) == count:
            break
    return tuple(found)
