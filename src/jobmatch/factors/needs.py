"""Support needs: what the person needs against what the workplace offers.

A must that the workplace cannot meet is a gate; an unknown answer is a question, never a no. A fixed contact,
predictable tasks and a mentor are gates and questions here too, but carry their points in factors of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import isnan

from jobmatch.core.factor import Apart, Check, Factor, Gate, Level, Reason
from jobmatch.core.formula import UNKNOWN_VALUE, count_bits, formula
from jobmatch.core.pair import Pair
from jobmatch.core.records import CitizenRecord, PlacementRecord, World
from jobmatch.domain.citizen import Need
from jobmatch.domain.needs import NEEDS, SupportNeed
from jobmatch.errors import Text

SHORT_DAY = 1 << NEEDS["korte_dage"].position
SHORT_TRAVEL = 1 << NEEDS["kort_transport"].position
FACTORS_OF_THEIR_OWN = ("fast_kontakt", "forudsigelig", "mentor")
SCORED_HERE = sum(1 << need.position for need in NEEDS.values() if need.code not in FACTORS_OF_THEIR_OWN)
ANSWERED_BY_OFFERS = sum(1 << need.position for need in NEEDS.values()) & ~(SHORT_DAY | SHORT_TRAVEL)
"""Needs that no other column answers."""
LONGEST_SHORT_DAY_HOURS = 3.0
"""A short day when the citizen has not said how long a day may be."""
SHORT_TRAVEL_MIN = 30
MUST, IMPORTANT, WISHED = 3.0, 2.0, 1.0
MOST_SAID_UNKNOWN = 2
"""More unknown answers than this are counted; each of them is a question to the workplace anyway."""
MUST_PARTLY, MUST_UNKNOWN = 0.3, 0.25
PARTLY, UNKNOWN = 0.5, 0.4


@formula
def short_day_answer(citizen: CitizenRecord, placement: PlacementRecord) -> int:
    """1 met, 0 not met, -1 no filled column to tell: the shortest attendance against the longest day."""
    if isnan(placement.min_hours_day):
        return -1
    longest = LONGEST_SHORT_DAY_HOURS if isnan(citizen.hours_day_max) else citizen.hours_day_max
    return 1 if placement.min_hours_day <= longest else 0


@formula
def short_travel_answer(placement: PlacementRecord, world: World) -> int:
    """1 met, 0 not met, -1 not known: within thirty minutes."""
    minutes = world.travel_min[placement.place]
    if minutes < 0:
        return -1
    return 1 if minutes <= SHORT_TRAVEL_MIN else 0


@formula
def answered_as(answer: int, bit: int, mask: int, meant: int) -> int:
    """The mask with one need's bit replaced where a filled column answers for the offer."""
    if answer < 0:
        return mask
    if answer == meant:
        return mask | bit
    return mask & ~bit


@formula
def answers(citizen: CitizenRecord, placement: PlacementRecord, world: World, offers: int, meant: int) -> int:
    """Needs that this place answers in one way: met (``meant`` 1), not met (0), or in part (-2: no column says so).

    Args:
        offers: The placement's offers with that answer; a filled column wins over them.
    """
    mask = answered_as(short_day_answer(citizen, placement), SHORT_DAY, offers, meant)
    return answered_as(short_travel_answer(placement, world), SHORT_TRAVEL, mask, meant)


@formula
def must_is_refused(citizen: CitizenRecord, placement: PlacementRecord, world: World) -> bool:
    """True when the workplace is known not to meet a need that is a must."""
    if citizen.must == 0:
        return False
    return (citizen.must & answers(citizen, placement, world, placement.offers_no, 0)) != 0


@formula
def met_share(asked: int, yes: int, partly: int, no: int, when_partly: float, when_unknown: float) -> float:
    """How many of the asked needs are met, counting partly and unknown ones in part."""
    unknown = asked & ~(yes | partly | no)
    return count_bits(asked & yes) + when_partly * count_bits(asked & partly) + when_unknown * count_bits(unknown)


@formula
def asks(citizen: CitizenRecord) -> bool:
    """True when the citizen has a need that is scored here."""
    return ((citizen.must | citizen.important | citizen.wished) & SCORED_HERE) != 0


@formula
def met(citizen: CitizenRecord, placement: PlacementRecord, world: World) -> float:
    """Weighted share of the needs that are met: a must weighs three, important two, a wish one."""
    must = citizen.must & SCORED_HERE
    important = citizen.important & SCORED_HERE
    wished = citizen.wished & SCORED_HERE
    whole = MUST * count_bits(must) + IMPORTANT * count_bits(important) + WISHED * count_bits(wished)
    if whole == 0.0:
        return UNKNOWN_VALUE
    yes = answers(citizen, placement, world, placement.offers_yes, 1)
    partly = answers(citizen, placement, world, placement.offers_partly, -2)
    no = answers(citizen, placement, world, placement.offers_no, 0)
    part = MUST * met_share(must, yes, partly, no, MUST_PARTLY, MUST_UNKNOWN)
    part += IMPORTANT * met_share(important, yes, partly, no, PARTLY, UNKNOWN)
    part += WISHED * met_share(wished, yes, partly, no, PARTLY, UNKNOWN)
    return part / whole


def asked_needs(pair: Pair) -> Sequence[SupportNeed]:
    """The citizen's needs, the strongest first; a declined mentor is not a need."""
    return _in_order(pair.citizen.needs or ())


@lru_cache(4096)
def _in_order(needs: tuple[Need, ...]) -> Sequence[SupportNeed]:
    asked = [n for n in needs if n.strength in _ORDER]
    return [NEEDS[n.code] for n in sorted(asked, key=lambda n: (_ORDER[n.strength], NEEDS[n.code].position))]


_ORDER = {"krav": 0, "vigtigt": 1, "oenske": 2}


def answers_to(pair: Pair, needs: Sequence[SupportNeed]) -> list[str]:
    """``ja``, ``delvist``, ``nej`` or ``ukendt`` for each of some needs at this place."""
    if not needs:
        return []
    placement = pair.p
    columns = (
        (short_day_answer(pair.c, placement), SHORT_DAY),
        (short_travel_answer(placement, pair.world), SHORT_TRAVEL),
    )
    yes, partly, no = placement.offers_yes, placement.offers_partly, placement.offers_no
    for answer, bit in columns:  # as ``answers`` does, with each column looked at once
        yes, partly, no = (answered_as(answer, bit, mask, meant) for mask, meant in ((yes, 1), (partly, -2), (no, 0)))
    bits = [1 << need.position for need in needs]
    return ["ja" if bit & yes else "delvist" if bit & partly else "nej" if bit & no else "ukendt" for bit in bits]


def reasons(pair: Pair) -> Iterable[Reason]:
    """Every must that the place cannot meet."""
    musts = {n.code for n in pair.citizen.needs or () if n.strength == "krav"}
    asked = [need for need in asked_needs(pair) if need.code in musts]
    for need, answer in zip(asked, answers_to(pair, asked), strict=True):
        if answer == "nej":
            yield Reason(need.code, need.not_met)


def facts(pair: Pair) -> Mapping[str, object]:
    """The sentences of what is met, partly met, not met and not known."""
    said: dict[str, list[SupportNeed]] = {"ja": [], "delvist": [], "nej": [], "ukendt": []}
    asked = [need for need in asked_needs(pair) if need.code not in FACTORS_OF_THEIR_OWN]
    for need, answer in zip(asked, answers_to(pair, asked), strict=True):
        said[answer].append(need)
    parts = [need.answered(answer) for answer in ("ja", "delvist", "nej") for need in said[answer]]
    open_answers = said["ukendt"]
    if len(open_answers) > MOST_SAID_UNKNOWN:
        n = len(open_answers)
        parts.append(Text(f"Vi mangler {n} svar fra stedet.", f"{n} answers from the place are missing."))
    else:
        parts.extend(need.unknown for need in open_answers)
    return {"said": Text(" ".join(p.da for p in parts), " ".join(p.en for p in parts))}


def checks(pair: Pair) -> Iterable[Check]:
    """One question to the employer for each need that is unknown or met only in part."""
    asked = asked_needs(pair)
    for need, answer in zip(asked, answers_to(pair, asked), strict=True):
        if answer in ("ukendt", "delvist"):
            yield Check(need.code, "employer", need.ask)


FACTOR = Factor(
    name="needs",
    title=Text("Hensyn", "Considerations"),
    value=met,
    told=asks,
    reads=(
        "citizen.must",
        "citizen.important",
        "citizen.wished",
        "citizen.hours_day_max",
        "placement.min_hours_day",
        "placement.place",
        "placement.offers_yes",
        "placement.offers_partly",
        "placement.offers_no",
        "world.travel_min",
    ),
    neutral=0.5,
    unknown=Text("Der er ikke aftalt særlige hensyn.", "No special considerations have been agreed."),
    levels=(Level(0.0, Text("{said}", "{said}")),),
    facts=facts,
    checks=checks,
    gate=Gate(
        "needs",
        must_is_refused,
        reads=(
            "citizen.must",
            "citizen.hours_day_max",
            "placement.min_hours_day",
            "placement.place",
            "placement.offers_no",
            "world.travel_min",
        ),
        reasons=reasons,
        cost=4,
        apart=Apart("must", "offers_no", ANSWERED_BY_OFFERS),
        told_by="reads",
    ),
)
