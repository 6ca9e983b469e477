"""Records that are read when somebody asks for them: a night asks for few."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import TypeVar

R = TypeVar("R")


class LazyRecords(Mapping[str, R]):
    """All records of a world by id; each is read once."""

    def __init__(self, rows: Mapping[str, int], read: Callable[[Iterable[str]], Sequence[R]], key: str) -> None:
        self._rows = rows
        self._read = read
        self._key = key
        self._known: dict[str, R] = {}

    def __getitem__(self, key: str) -> R:
        if key not in self._known:
            if key not in self._rows:
                raise KeyError(key)
            self.read([key])
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        self.read(key for key in self._rows if key not in self._known)
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def read(self, keys: Iterable[str]) -> None:
        """Have these at hand."""
        self._known.update((getattr(one, self._key), one) for one in self._read(keys))


class LazyValues(Mapping[str, R]):
    """Values that are worked out when somebody asks for them."""

    def __init__(self, keys: Callable[[], Collection[str]], make: Callable[[str], R]) -> None:
        self._find_keys = keys
        self._make = make
        self._known: dict[str, R] = {}

    @classmethod
    def of(cls, make: Callable[[], Mapping[str, R]]) -> LazyValues[R]:
        """Values that are worked out all at once, when somebody asks for the first."""
        made = cache(make)
        return cls(made, lambda key: made()[key])

    def __getitem__(self, key: str) -> R:
        if key not in self._known:
            if key not in self._keys:
                raise KeyError(key)
            self._known[key] = self._make(key)
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    @cached_property
    def _keys(self) -> Collection[str]:
        return self._find_keys()
