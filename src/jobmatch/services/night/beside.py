"""What is kept in files of its own beside a night.

Most of it stays as it is from one night to the next; the rest is large, and known long before the night is over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Any

import numpy as np

from jobmatch.core.records import Surroundings
from jobmatch.services.night.courses import CourseArrays
from jobmatch.services.night.lists import NightLists
from jobmatch.store import kept
from jobmatch.world.shares import Shares

ROWS = ("covers", "wanted", "vetoed", "holds")
"""The sparse rows of citizens."""
PARTS: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(ROWS, ("starts", "codes", "shares")),
    "travel": ("minutes",),
    "people": ("records",),
    "places": ("records",),
    "lists": ("rows", "points"),
    "ids": ("text.citizens", "text.placements"),
    "courses": ("text.citizens", "text.placements", "rows"),
    "brought": ("text.names", "starts", "codes", "shares"),
    "wishes": ("text.names", "starts", "codes", "shares"),
}
"""By file, the names of what lies in it."""


READERS = 2
"""Files that are read and checked at once."""
Files = dict[str, tuple[str, str]]
"""By name of what lies there: the file, and the digest of its content."""


@dataclass(frozen=True, slots=True)
class Beside:
    """By file: what lies in it, arrays and rows of texts."""

    parts: Mapping[str, tuple[Any, ...]]
    files: Files = field(default_factory=dict)
    """Where they lie already."""

    @classmethod
    def of(
        cls, around: Surroundings, courses: CourseArrays, shares: tuple[Shares, Shares], lists: NightLists | None
    ) -> Beside:
        """What there is of a world, and of the lists of those in it."""
        people = around.citizens
        rows = {name: getattr(people, name) for name in ROWS}
        reached = dict(zip(("brought", "wishes"), shares, strict=True))
        listed = {} if lists is None else {"lists": (lists.rows, lists.points)}
        return cls(
            {
                **{name: (one.starts, one.codes, one.shares) for name, one in rows.items()},
                **listed,
                "travel": (around.travel_min,),
                "people": (people.records,),
                "places": (around.placements.records,),
                "ids": (people.ids, around.placements.ids),
                "courses": (courses.citizens, courses.placements, courses.rows),
                **{name: (one.names, one.starts, one.codes, one.shares) for name, one in reached.items()},
            }
        )

    def file_of(self, name: str, now: tuple[Any, ...]) -> tuple[str, str] | None:
        """The file that holds just this already; a look at what is the very same is enough."""
        same = name in self.files and all(one is other for one, other in zip(now, self.parts[name], strict=True))
        return self.files[name] if same else None


def keep_beside(path: Path, now: Beside, before: Beside | None) -> Files:
    """Write what is not there yet.

    Returns:
        By name: the file that holds it, and its digest; the one of before while it holds the very same.

    Raises:
        OSError: When there is no room or no right to write; then nothing of it is left.
    """
    found: Files = {}
    try:
        for name, parts in now.parts.items():
            there = before.file_of(name, parts) if before is not None else None
            if there is None:
                file = path.with_name(f"{path.name}-{name}-{token_hex(8)}")
                arrays = (one if isinstance(one, np.ndarray) else kept.texts(one) for one in parts)
                there = file.name, kept.write(file, {}, dict(zip(PARTS[name], arrays, strict=True)))
            found[name] = there
    except OSError:
        forget_beside(path, found, before)
        raise
    return found


def forget_beside(path: Path, files: Files, before: Beside | None) -> None:
    """Remove what was written, but for what lay there before."""
    there = {} if before is None else before.files
    for name, (file, _) in files.items():
        if there.get(name, ("", ""))[0] != file:
            path.with_name(file).unlink(missing_ok=True)


def read_beside(path: Path, files: Mapping[str, Sequence[str]]) -> Beside | None:
    """What lies beside a night; None when a file is not the one that was written.

    Args:
        files: By name: the file, and its digest.
    """
    parts = {}
    with ThreadPoolExecutor(READERS, "kept") as readers:
        there = readers.map(kept.read, [path.with_name(file) for file, _ in files.values()])
        for (name, (_, digest)), found in zip(files.items(), there, strict=True):
            if found is None or found.digest != digest:
                return None
            parts[name] = tuple(_part(found.arrays[part], part) for part in PARTS[name])
    return Beside(parts, {name: (file, digest) for name, (file, digest) in files.items()})


def _part(array: kept.Array, name: str) -> Any:
    return tuple(kept.texts_of(array)) if name.startswith("text.") else array
