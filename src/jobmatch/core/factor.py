"""A factor: one reason why a placement suits a citizen, or one gate that keeps a pair apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from jobmatch.errors import Text

if TYPE_CHECKING:
    from jobmatch.core.pair import Pair

Formula = Callable[[Any, Any, Any], Any]
"""A plain function of ``(citizen, placement, world)``."""


@dataclass(frozen=True, slots=True)
class Level:
    """What is said when the value is at least ``least``."""

    least: float
    text: Text


@dataclass(frozen=True, slots=True)
class Check:
    """A question that somebody should answer before the placement starts."""

    code: str
    """A need code, a rule id, or one of the contract's check codes."""
    ask: str
    """``employer``, ``citizen`` or ``consultant``."""
    text: Text


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a gate keeps a pair apart."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class Apart:
    """What a gate looks at bit by bit.

    For a citizen who has none but these bits in the field, the gate excludes exactly where it would for one of them
    alone, and that depends on nothing but the same bit of one placement field.
    """

    citizen: str
    """The citizen's field."""
    placement: str
    """The placement's field."""
    bits: int


@dataclass(frozen=True, slots=True)
class Measured:
    """A number about a pair that formulas share, and that many placements have in common."""

    name: str
    value: Formula
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition that excludes a pair on known facts; an unknown never excludes."""

    name: str
    """One of the contract's gate names."""
    excludes: Formula
    reads: tuple[str, ...]
    reasons: Callable[[Pair], Iterable[Reason]]
    """Every reason for the exclusion, for a pair that the gate excludes."""
    cost: int = 1
    """Order of evaluation: cheap and selective gates first."""
    apart: Apart | None = None
    """Where it looks at bits one by one."""
    measured: Measured | None = None
    given: Callable[[Any, Any, Any, Any], Any] | None = None
    """The same as ``excludes``, from the number that is measured and then citizen, placement and world."""
    told_by: Literal["pair", "reads", "placement"] = "pair"
    """What the reasons follow from. ``reads``: the same citizen is told the same of placements alike in what the gate
    reads. ``placement``: everybody is told the same of a placement, but who holds a slot there."""


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor, declared once: formulas for the kernel, words for people."""

    name: str
    title: Text
    value: Formula | None = None
    """Value in [0, 1], or NaN when it cannot be told; None for a factor that is only a gate."""
    reads: tuple[str, ...] = ()
    """Every field that ``value`` reads: ``citizen.…``, ``placement.…``, ``world.…``."""
    measured: Measured | None = None
    given: Callable[[Any, Any, Any, Any], Any] | None = None
    """The same as ``value``, from the number that is measured and then citizen, placement and world."""
    told: Callable[[Any], Any] | None = None
    """Of a citizen: False when the value is unknown wherever she may go."""
    offers: int = -1
    """The needs, as bits, that ``value`` looks at, in the offers and among the citizen's own; -1 all of them."""
    neutral: float = 0.5
    """Used when the value is unknown; never above a half."""
    unknown: Text | None = None
    """Said when the value is unknown; may name facts, for example which side has not answered."""
    levels: tuple[Level, ...] = ()
    """From highest to lowest; the last has ``least`` 0."""
    facts: Callable[[Pair], Mapping[str, object]] | None = None
    """The facts that the levels' texts name, as they stand in Danish (``x``) and English (``x_en``)."""
    checks: Callable[[Pair], Iterable[Check]] | None = None
    """Open questions about this pair, asked also when the factor's value is known."""
    gate: Gate | None = None
    rising: tuple[str, ...] = ()
    """Fields in which the value never falls when they grow."""
    falling: tuple[str, ...] = ()
    """Fields in which the value never rises when they grow."""
