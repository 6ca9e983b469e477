"""What is to be saved, and what saving it did."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.confirmation import Confirmation
from jobmatch.domain.event import Event
from jobmatch.domain.local_word import LocalWord
from jobmatch.domain.placement import Placement

Noun = Literal["citizens", "placements", "events", "confirmations", "local_words"]
"""The tables of records."""

NOUNS: tuple[Noun, ...] = ("citizens", "placements", "events", "confirmations", "local_words")

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Given(Generic[R]):
    """A record of which only some fields were given; the others keep what is stored."""

    record: R
    fields: frozenset[str]
    """Names of the given fields; the keys always count as given."""


@dataclass(frozen=True, slots=True)
class Stored(Generic[R]):
    """A record as the database holds it."""

    record: R
    version: int
    """The revision that brought this version; send it back as ``expected`` to change nothing that others changed."""
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """What a write over HTTP is answered, kept so that the same request again gets the same answer."""

    key: str
    """The request's ``Idempotency-Key``."""
    request_hash: str
    status: int
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Rows to save in one transaction: all of them or none."""

    what: str = ""
    """Why: the command or the request, for the list of revisions."""
    citizens: Iterable[Citizen | Given[Citizen]] = ()
    placements: Iterable[Placement | Given[Placement]] = ()
    events: Iterable[Event | Given[Event]] = ()
    confirmations: Iterable[Confirmation] = ()
    local_words: Iterable[LocalWord] = ()
    withdrawn: Mapping[Noun, Collection[str | tuple[Any, ...]]] = field(default_factory=dict)
    """Ids to mark as withdrawn; whole keys where an id is not enough, as for an event."""
    complete: Collection[Noun] = ()
    """Kinds whose every row is given here: what is stored besides them is withdrawn. Never events."""
    distinct: Collection[Noun] = ()
    """Kinds whose rows are known to have a key of their own each, so that nobody need remember those that were seen."""
    expected: Mapping[tuple[Noun, str], int | None] = field(default_factory=dict)
    """Per row, the version the sender saw (None: the row must be new); another stored version is a conflict."""


@dataclass(slots=True)
class Tally:
    """How many rows of one kind were what."""

    new: int = 0
    changed: int = 0
    returned: int = 0
    """Rows that had been withdrawn and are back."""
    unchanged: int = 0
    withdrawn: int = 0
    live_before: int = 0
    """Rows that were stored and not withdrawn before."""

    @property
    def saved(self) -> int:
        """New, changed and returned rows."""
        return self.new + self.changed + self.returned


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did, or would do."""

    revision: int
    """The newest revision afterwards; the same as before when nothing changed."""
    tallies: Mapping[Noun, Tally]
