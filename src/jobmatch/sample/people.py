"""Invented citizens, as arrays with one entry a citizen; a block of them at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jobmatch.sample.days import NEVER
from jobmatch.sample.draw import Draw, Floats, Integers, Truths
from jobmatch.sample.region import Region
from jobmatch.sample.words import DAY_SETS, NEED_CODES, Words

OENSKE, VIGTIGT, KRAV, DECLINED = 1, 2, 3, 4
"""Strengths in ``People.needs``; 0 is not a need."""
ON_FOOT, BICYCLE, PUBLIC, CAR = 0, 1, 2, 3
"""Transport; -1 is unknown."""
SPEED_KM_H = np.array([5.0, 15.0, 25.0, 55.0])
"""Rough speeds for a plausible choice; the program itself measures travel properly."""

WEEKS = (
    DAY_SETS["hverdage"],
    DAY_SETS["man-tor"],
    (0, 2, 4),
    (1, 3),
    (0, 1, 3),
    DAY_SETS["man-lør"],
    DAY_SETS["ons-søn"],
)
"""The sets of days that citizens have."""
WINDOWS = ((8.0, 16.0), (9.0, 14.0), (10.0, 15.0), (7.0, 15.0), (11.0, 17.0), (6.0, 18.0), (9.0, 13.0))


@dataclass
class People:
    """Citizens, one entry each; ``hours`` and ``certainty`` are brought up to date by what has happened."""

    group: Integers
    team: Integers
    """Position among the group's teams."""
    field: Integers
    second_field: Integers
    """What else the person knows; may be the same."""
    wish_field: Integers
    hours: Floats
    certainty: Integers
    """0 sikker, 1 nogenlunde, 2 usikker; -1 unknown."""
    share: Floats
    goal: Floats
    day_max: Floats
    week: Integers
    """Position in WEEKS; -1 unknown."""
    window: Integers
    blocked: Truths
    place: Integers
    transport: Integers
    max_travel: Integers
    """Minutes; -1 unknown."""
    driver: Truths
    """Holds a driving licence."""
    needs: npt.NDArray[np.int8]
    """Citizens × needs."""
    disclosed: npt.NDArray[np.bool_]
    """Citizens × needs: what an employer may be told."""
    disclosure: Integers
    """0 unknown, 1 none, 2 those in ``disclosed``."""
    talked: Integers
    """Day of the last talk about hours and needs; NEVER is unknown."""
    under_18: Truths
    told: Truths
    """Has told something in own words."""


def make_people(draw: Draw, words: Words, region: Region, count: int) -> People:
    """A block of citizens."""
    group = draw.pick([g.share for g in words.groups], count)
    field = draw.among(len(words.fields), count)
    needs = _needs(draw, words, group)
    must = (needs == KRAV).sum(axis=1)
    hours = _hours(draw, words, group)
    unknown = draw.chance(np.array([g.unknown_hours for g in words.groups])[group], count)
    driver = draw.chance(np.where(hours > 20, 0.72, 0.45), count)
    place = draw.pick(region.inhabitants, count)
    transport = _transport(draw, region, place, driver)
    young = np.array([g.team == ("unge",) for g in words.groups])[group] & draw.chance(0.1, count)
    goal = np.minimum(37, np.round(hours + draw.between(0, 22, count)))
    goal[draw.chance(0.35, count) | unknown] = np.nan
    day_max = np.round(np.clip(hours / draw.between(1.5, 4.5, count), 1, 8) * 2) / 2
    day_max[draw.chance(0.3, count) | unknown] = np.nan
    certainty = draw.pick_by_row(np.array([[0.35, 0.4, 0.25], [0.75, 0.2, 0.05]]), (hours > 15).astype(np.int64))
    certainty[unknown | draw.chance(0.1, count)] = -1
    hours[unknown] = np.nan
    flex = np.array([g.code in ("fleksjobvisiteret", "ledighedsydelse") for g in words.groups])[group]
    share = np.round(draw.between(33, 90, count) / 2.5) * 2.5
    share[~flex | draw.chance(0.3, count)] = np.nan
    disclosed = (needs > 0) & draw.chance(0.6, count, len(NEED_CODES))
    disclosure = np.where(draw.chance(0.25, count), 0, np.where(disclosed.any(axis=1), 2, 1))
    week = draw.pick([40, 15, 15, 10, 10, 6, 4], count)
    week[draw.chance(0.12, count)] = -1
    window = draw.pick([30, 14, 16, 14, 8, 12, 6], count)
    late = needs[:, NEED_CODES.index("sen_start")] > 0
    window[late] = np.where(draw.chance(0.5, count), 2, 4)[late]
    window[draw.chance(0.15, count)] = -1
    talked = -1 - np.floor(draw.uniform(count) ** 2 * 150).astype(np.int64)
    talked[draw.chance(0.06, count)] = NEVER
    return People(
        group=group,
        team=draw.among(np.array([len(g.team) for g in words.groups])[group], count),
        field=field,
        second_field=np.where(draw.chance(0.6, count), draw.among(len(words.fields), count), field),
        wish_field=np.where(draw.chance(0.65, count), field, draw.among(len(words.fields), count)),
        hours=hours,
        certainty=certainty,
        share=share,
        goal=goal,
        day_max=day_max,
        week=week,
        window=window,
        blocked=draw.chance(np.minimum(0.5, 0.1 + 0.08 * must), count),
        place=place,
        transport=transport,
        max_travel=_max_travel(draw, transport, hours),
        driver=driver & ~young,
        needs=needs,
        disclosed=np.asarray(disclosed, dtype=np.bool_),
        disclosure=disclosure,
        talked=talked,
        under_18=np.asarray(young, dtype=np.bool_),
        told=draw.chance(0.6, count),
    )


def _hours(draw: Draw, words: Words, group: Integers) -> Floats:
    least, usual, most = np.array([g.hours for g in words.groups], dtype=np.float64)[group].T
    hours = draw.peaked(least, usual, most)
    return np.where(hours < 8, np.round(hours * 2) / 2, np.round(hours))


def _needs(draw: Draw, words: Words, group: Integers) -> npt.NDArray[np.int8]:
    """One to three clusters a person, each need by its weight there, as many as the group usually has."""
    count, width = len(group), len(NEED_CODES)
    usual = np.array([g.needs for g in words.groups])[group]
    weights = np.array([row for _, row in words.clusters])
    weights = weights / weights.sum(axis=1, keepdims=True)
    shares = [share for share, _ in words.clusters]
    mixed = weights[draw.pick(shares, count)] * 0.6
    mixed = mixed + weights[draw.pick(shares, count)] * 0.25 + weights[draw.pick(shares, count)] * 0.15
    amount = usual * draw.between(0.3, 1.7, count)
    held = draw.chance(np.minimum(0.9, mixed * amount[:, None]), count, width)
    strength = draw.pick([25, 45, 30], count, width) + OENSKE
    needs = np.where(held, strength, 0).astype(np.int8)
    mentor = NEED_CODES.index("mentor")
    needs[draw.chance(0.04, count), mentor] = DECLINED
    return needs


def _transport(draw: Draw, region: Region, place: Integers, driver: Truths) -> Integers:
    """Cars where it is thin, feet and bicycles where it is dense."""
    dense = (region.inhabitants[place] > np.median(region.inhabitants)).astype(np.int64)
    without = draw.pick_by_row(np.array([[0.05, 0.45, 0.5, 0.0], [0.18, 0.42, 0.4, 0.0]]), dense)
    with_car = draw.pick_by_row(np.array([[0.02, 0.1, 0.08, 0.8], [0.08, 0.25, 0.17, 0.5]]), dense)
    transport = np.where(driver, with_car, without)
    transport[draw.chance(0.07, len(place))] = -1
    return transport


def _max_travel(draw: Draw, transport: Integers, hours: Floats) -> Integers:
    """Few hours a week do not carry a long way there."""
    low = np.array([15, 15, 30, 20])[transport]
    high = np.array([30, 40, 75, 60])[transport]
    minutes = low + (high - low) * np.minimum(1, np.nan_to_num(hours, nan=6) / 20) * draw.between(0.5, 1.0, len(hours))
    minutes = (np.round(minutes / 5) * 5).astype(np.int64)
    silent = (transport < 0) | draw.chance(0.2, len(hours))
    return np.where(silent, -1, minutes)
