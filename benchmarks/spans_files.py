"""Files of spans with their groups, as others write them: headers, quotes, numbered rows, any line ends."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from benchmarks.spans_advice import Rows

_GROUP = re.compile(r"[A-Z]\d{0,2}")


def read(path: Path) -> Rows:
    """The spans of a file with their groups; a heading, and rows that lack one of the two, are left out.

    The groups stand in the column that most looks like ``S1`` or ``K04``, the spans in the longest of the others; when
    nothing looks so, they are the first two columns.
    """
    lines = [line for line in _text(path).splitlines() if line.strip()]
    if not lines:
        return []
    delimiter = next((one for one in "\t;" if one in lines[0]), ",")
    apart = (line.split("\t") for line in lines) if delimiter == "\t" else csv.reader(lines, delimiter=delimiter)
    rows = [[_bare(cell) for cell in row] for row in apart]
    span, group = _columns(rows)
    found = [(row[span], row[group]) for row in rows if len(row) > max(span, group) and row[span] and row[group]]
    named = bool(found) and not _GROUP.fullmatch(found[0][1]) and all(_GROUP.fullmatch(one) for _, one in found[1:])
    return found[1:] if named else found


def _text(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _bare(cell: str) -> str:
    cell = cell.strip()
    return cell[1:-1].replace('""', '"').strip() if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def _columns(rows: list[list[str]]) -> tuple[int, int]:
    """Where the spans and where the groups stand."""
    wide = max(len(row) for row in rows)
    columns = [[row[number] for row in rows if len(row) > number] for number in range(wide)]
    like = [sum(bool(_GROUP.fullmatch(cell)) for cell in column) for column in columns]
    group = like.index(max(like)) if max(like) * 2 > len(rows) else 1
    others = [number for number in range(wide) if number != group]
    return max(others, key=lambda number: sum(map(len, columns[number])), default=0), group
