"""Source text that spreads out one citizen's sparse rows, so that a formula finds a share in one look-up."""

from __future__ import annotations

from jobmatch.core.records import World

ROW_NAMES = ("covers", "wanted", "vetoed", "holds")
"""A citizen's sparse rows."""
_ROW_ARGUMENTS = ", ".join(f"{n}_starts, {n}_codes, {n}_shares, {n}_width" for n in ROW_NAMES)
TABLE_ARGUMENTS = f"{_ROW_ARGUMENTS}, free_days, free_start, free_end, travel_min, codes"
"""The tables that every function of the kernel module takes."""


def row_source() -> str:
    """Functions that spread out one sparse row and clear it again."""
    return """@njit(**OPTIONS)
def spread(row, starts, codes, shares, i):
    for e in range(np.uint64(starts[i]), np.uint64(starts[i + 1])):
        row[codes[e]] = shares[e]

@njit(**OPTIONS)
def clear(row, starts, codes, i):
    for e in range(np.uint64(starts[i]), np.uint64(starts[i + 1])):
        row[codes[e]] = 0

@njit(**OPTIONS)
def ask_row(starts, codes, shares, i):
    for e in range(starts[i], starts[i + 1], 16):
        ask_ahead(codes, e)
    for e in range(starts[i], starts[i + 1], 64):
        ask_ahead(shares, e)"""


def ask_rows(index: str, indent: str) -> str:
    """Has one citizen's rows fetched from memory."""
    return "\n".join(f"{indent}ask_row({n}_starts, {n}_codes, {n}_shares, {index})" for n in ROW_NAMES)


def new_rows() -> str:
    """Empty rows, one of each kind."""
    return "\n".join(f"    {n} = np.zeros({n}_width, np.uint8)" for n in ROW_NAMES)


def spread_rows(index: str, indent: str) -> str:
    """Fills the rows with one citizen's."""
    return "\n".join(f"{indent}spread({n}, {n}_starts, {n}_codes, {n}_shares, {index})" for n in ROW_NAMES)


def clear_rows(index: str, indent: str) -> str:
    """Empties the rows of one citizen."""
    return "\n".join(f"{indent}clear({n}, {n}_starts, {n}_codes, {index})" for n in ROW_NAMES)


def world_of(travel_row: str) -> str:
    """What surrounds the pairs of a citizen with this travel row."""
    given = {"travel_min": f"travel_min[{travel_row}]"}
    return "World(" + ", ".join(given.get(name, name) for name in World._fields) + ")"
