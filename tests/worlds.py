"""Small generated worlds for property tests: citizens and placements with every kind of fact and every kind of gap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache, cached_property, partial
from typing import Any, TypeVar

from hypothesis import strategies as st

from jobmatch.competences.coverage import Coverage
from jobmatch.competences.linker import linker_of
from jobmatch.competences.mentions import Mentions
from jobmatch.competences.shipped import shipped_vocabulary
from jobmatch.core.kernel import Kernel
from jobmatch.core.model import load_model
from jobmatch.domain.citizen import BlockedTime, Citizen, Competence, Need
from jobmatch.domain.codes import HOURS_CERTAINTY, MEASURE, STATUS, TRANSPORT
from jobmatch.domain.event import Event
from jobmatch.domain.needs import NEEDS
from jobmatch.domain.placement import Offer, Placement
from jobmatch.domain.shipped import MODELS
from jobmatch.domain.target_groups import ALL_TARGET_GROUPS
from jobmatch.factors import all_factors
from jobmatch.rules.table import rules_in_force
from jobmatch.rules.workplace import allowed_supported
from jobmatch.services.worlds import LoadedWorld
from jobmatch.world.words import Mention, Words
from jobmatch.world.world import World, build_world

T = TypeVar("T")
TODAY = date(2026, 11, 21)
POSTCODES = ("3300", "3390", "3370", "3400", "3600", "2100", "6950", "3700", "0800")
TERMS = (
    "rengøring",
    "opvask",
    "truck",
    "havearbejde",
    "børn",
    "kasse",
    "bagværk",
    "kundekontakt",
    "lagerarbejde",
    "sy gardiner",
    "gøgeurtæmning",  # no vocabulary knows it: a word outside must still meet itself
    "køkken",
)
TITLES = ("køkkenmedhjælper", "lagermedarbejder", "gartnermedhjælper", "pedelmedhjælper", "butiksassistent")
LICENCES = ("koerekort_b", "truckcertifikat", "hygiejnebevis")


def maybe(values: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    """A fact that may be unknown."""
    return st.none() | values


def some_of(values: Sequence[T], most: int = 4) -> st.SearchStrategy[tuple[T, ...]]:
    """A list of distinct values, perhaps known to be empty."""
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


hours = st.integers(0, 4 * 40).map(lambda quarters: quarters / 4)
days = st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True).map(lambda some: tuple(sorted(some)))


@st.composite
def windows(draw: st.DrawFn) -> tuple[time | None, time | None]:
    """Earliest and latest, in order, each perhaps unknown."""
    first = draw(st.integers(5, 16))
    last = draw(st.integers(first + 1, 22))
    return draw(maybe(st.just(time(first, 30)))), draw(maybe(st.just(time(last, 30))))


@st.composite
def needs(draw: st.DrawFn) -> tuple[Need, ...]:
    """Up to six needs with any strength; a mentor may be declined."""
    codes = draw(st.lists(st.sampled_from(list(NEEDS)), max_size=6, unique=True))
    return tuple(Need(code, draw(st.sampled_from(NEEDS[code].strengths))) for code in codes)


@st.composite
def citizens(draw: st.DrawFn, /, citizen_id: str = "B-001", **fixed: Any) -> Citizen:
    """Any citizen."""
    earliest, latest = draw(windows())
    start = draw(st.integers(8, 15))
    blocked = BlockedTime(draw(st.integers(0, 6)), time(start), time(start + draw(st.integers(1, 3))))
    facts = {
        "team": "voksen",
        "target_group": draw(maybe(st.sampled_from(sorted(ALL_TARGET_GROUPS)))),
        "status": draw(maybe(st.sampled_from(sorted(STATUS)))),
        "competences": draw(
            maybe(
                st.lists(
                    st.builds(Competence, st.sampled_from(TERMS), maybe(st.integers(1, 3))),
                    max_size=3,
                    unique_by=lambda competence: competence.term,
                ).map(tuple)
            )
        ),
        "wishes": draw(maybe(some_of((*TERMS, *TITLES), 3))),
        "vetoes": draw(maybe(some_of(TERMS, 2))),
        "hours_now": draw(maybe(hours)),
        "hours_certainty": draw(maybe(st.sampled_from(sorted(HOURS_CERTAINTY)))),
        "hours_goal": draw(maybe(hours)),
        "hours_day_max": draw(maybe(st.integers(1, 10).map(float))),
        "days": draw(maybe(days)),
        "earliest": earliest,
        "latest": latest,
        "blocked": draw(maybe(st.just((blocked,)))),
        "postcode": draw(maybe(st.sampled_from(POSTCODES))),
        "transport": draw(maybe(st.sampled_from(sorted(TRANSPORT)))),
        "max_travel_min": draw(maybe(st.integers(0, 180))),
        "licences": draw(maybe(some_of(LICENCES))),
        "needs": draw(maybe(needs())),
        "may_disclose": draw(maybe(some_of(list(NEEDS), 8))),
        "under_18": draw(maybe(st.booleans())),
    }
    return Citizen(citizen_id=citizen_id, **{**facts, **fixed})


@st.composite
def placements(draw: st.DrawFn, /, placement_id: str = "P-001", **fixed: Any) -> Placement:
    """Any placement."""
    earliest, latest = draw(windows())
    least = draw(maybe(hours))
    offers = draw(st.lists(st.sampled_from(list(NEEDS)), max_size=12, unique=True))
    staff = draw(maybe(st.integers(0, 60)))
    facts = {
        "employer": "Hansens Gartneri",
        "p_number": draw(maybe(st.sampled_from(("1000000001", "1000000002")))),
        "industry": draw(maybe(st.sampled_from(("gartneri", "detailhandel", "køkken og kantine")))),
        "title": draw(maybe(st.sampled_from(TITLES))),
        "tasks": draw(maybe(some_of(TERMS, 3))),
        "measures": draw(maybe(some_of(sorted(MEASURE), 3))),
        "requires": draw(maybe(some_of((*TERMS, *LICENCES), 3))),
        "nice_to_have": draw(maybe(some_of(TERMS, 3))),
        "min_hours": least,
        "max_hours": draw(maybe(hours.map(lambda more: min(60.0, (least or 0.0) + more)))),
        "min_hours_day": draw(maybe(st.integers(0, 8).map(float))),
        "days": draw(maybe(days)),
        "earliest": earliest,
        "latest": latest,
        "postcode": draw(maybe(st.sampled_from(POSTCODES))),
        "slots": draw(maybe(st.integers(0, 3))),
        "offers": draw(
            maybe(
                st.tuples(*(st.sampled_from(("ja", "delvist", "nej", "ukendt")).map(partial(Offer, c)) for c in offers))
            )
        ),
        "mentor_hours": draw(maybe(st.integers(0, 6).map(float))),
        "ordinary_staff": staff,
        "supported_now": draw(maybe(st.just(allowed_supported(staff or 0)) | st.integers(0, 12))),
        "available_from": draw(maybe(st.integers(-30, 90).map(lambda ahead: TODAY + timedelta(days=ahead)))),
        "weeks": draw(maybe(st.integers(1, 52))),
        "updated": draw(maybe(st.integers(0, 300).map(lambda ago: TODAY - timedelta(days=ago)))),
    }
    return Placement(placement_id=placement_id, **{**facts, **fixed})


@st.composite
def events(draw: st.DrawFn, people: Sequence[str], openings: Sequence[str]) -> list[Event]:
    """A few courses: begun, and perhaps ended."""
    found = []
    for _ in range(draw(st.integers(0, 4))):
        event = partial(Event, citizen_id=draw(st.sampled_from(people)), placement_id=draw(st.sampled_from(openings)))
        begun = TODAY - timedelta(days=draw(st.integers(1, 300)))
        found.append(event(date=begun, event="startet"))
        if draw(st.booleans()):
            ended = begun + timedelta(days=draw(st.integers(0, 200)))
            found.append(event(date=ended, event="afbrudt", reason=draw(st.sampled_from(("opgaver", "pause")))))
    return found


@dataclass(frozen=True)
class Municipality:
    """The records of a small world; what a failing example shows."""

    citizens: list[Citizen]
    placements: list[Placement]
    events: list[Event]

    @cached_property
    def world(self) -> World:
        """The world, built as the service builds it."""
        return world_of(self.citizens, self.placements, self.events)


@st.composite
def municipalities(draw: st.DrawFn, most_citizens: int = 5, most_placements: int = 10) -> Municipality:
    """A whole small municipality."""
    people = [draw(citizens(f"B-{n:03}")) for n in range(1, draw(st.integers(1, most_citizens)) + 1)]
    openings = [draw(placements(f"P-{n:03}")) for n in range(1, draw(st.integers(1, most_placements)) + 1)]
    history = draw(events([c.citizen_id for c in people], [p.placement_id for p in openings]))
    return Municipality(people, openings, history)


class Linked:
    """The real linker, each distinct text once."""

    def __init__(self) -> None:
        self._linker = linker_of(shipped_vocabulary())
        self.term: Callable[[str], str | None] = cache(self._term)
        self.mentions: Callable[[str], Sequence[Mention]] = cache(self._mentions)

    def _term(self, word: str) -> str | None:
        found = self._linker.term(word)
        return found.code if found else None

    def _mentions(self, text: str) -> Sequence[Mention]:
        return [Mention(f.code, f.matched, f.level) for f in self._linker.find(text).found]


@cache
def linked() -> Linked:
    """One linker for all tests of a process."""
    return Linked()


@cache
def kernel() -> Kernel:
    """The kernel with the expert model."""
    factors = all_factors()
    return Kernel(factors, load_model(MODELS / "expert-1", factors), few_pairs=0)


def world_of(
    people: Sequence[Citizen], openings: Sequence[Placement], history: Sequence[Event] = (), as_of: date = TODAY
) -> World:
    """A world of these records."""
    vocabulary = shipped_vocabulary()
    words = Words(linked(), Coverage(vocabulary), {code: c.label for code, c in vocabulary.concepts.items()})
    return build_world(people, openings, history, words, find_mentions, rules_in_force(as_of), as_of)


def find_mentions(phrases: Sequence[str], terms: Sequence[str]) -> list[list[int]]:
    """The real reading of vetoes."""
    index = Mentions(phrases, shipped_vocabulary())
    return [index.hits(term) for term in terms]


def loaded(world: World) -> LoadedWorld:
    """The world with its kernel, as the services hold it."""
    return LoadedWorld(world, kernel(), revision=1)
