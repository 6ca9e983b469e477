"""How far what people bring and wish for reaches: worked out once, and kept from one night to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Reached = Mapping[int, int]
"""Share 0-100 by number of a code."""


@dataclass(frozen=True, slots=True)
class Shares:
    """By name of something brought or wished for: the share in which it reaches each code."""

    names: tuple[str, ...]
    starts: NDArray[np.int64]
    """Where each one's codes begin, and behind the last one their number."""
    codes: NDArray[np.int32]
    shares: NDArray[np.uint8]
    _rows: dict[str, int] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_rows", {name: row for row, name in enumerate(self.names)})

    @classmethod
    def of(cls, known: Mapping[str, Reached]) -> Shares:
        """As arrays."""
        starts = np.zeros(len(known) + 1, np.int64)
        np.cumsum([len(reached) for reached in known.values()], out=starts[1:])
        codes = np.array(list(chain.from_iterable(reached.keys() for reached in known.values())), np.int32)
        shares = np.array(list(chain.from_iterable(reached.values() for reached in known.values())), np.uint8)
        return cls(tuple(known), starts, codes, shares)

    def find(self, name: str) -> Reached | None:
        """What something of this name reaches; None when it has not been worked out."""
        row = self._rows.get(name)
        if row is None:
            return None
        some = slice(int(self.starts[row]), int(self.starts[row + 1]))
        return dict(zip(self.codes[some].tolist(), self.shares[some].tolist(), strict=True))

    def with_more(self, known: Mapping[str, Reached]) -> Shares:
        """The same with what is not among them; itself when there is nothing else."""
        more = {name: reached for name, reached in known.items() if name not in self._rows}
        if not more:
            return self
        new = Shares.of(more)
        starts = np.concatenate([self.starts, self.starts[-1] + new.starts[1:]])
        codes, shares = np.concatenate([self.codes, new.codes]), np.concatenate([self.shares, new.shares])
        return Shares((*self.names, *new.names), starts, codes, shares)


NO_SHARES = Shares.of({})
