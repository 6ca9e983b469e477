"""The shipped vocabulary's folder of small CSV files, as its README describes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jobmatch.competences.vocabulary import Concept, Relation, Vocabulary
from jobmatch.domain.text import Text
from jobmatch.errors import BadInput, reason_of

_PREFIX = {"occupation": "occ.", "skill": "skill.", "task": "task.", "industry": "ind.", "motive": "motive."}
_RELATION_COLUMNS = {
    "industry": ("in_industry", "ind."),
    "essential": ("needs_essential", "skill."),
    "useful": ("needs_useful", "skill."),
    "broader": ("broader", "skill."),
    "close": ("close", "skill."),
    "shows": ("shows", "skill."),
    "met_in": ("met_in", ""),
}


def read_folder(folder: Path) -> Vocabulary:
    """The vocabulary written in a folder.

    Raises:
        BadInput: when a code is declared twice or a row has too many columns; relations that lead nowhere are kept
            in ``Vocabulary.dangling``.
    """
    concepts: dict[str, Concept] = {}
    relations: list[Relation] = []
    for kind, path in _files(folder):
        for number, row in _rows(path):
            concept = _concept(kind, row)
            where = f"{path.name}, {number}"
            if concept.code in concepts:
                raise _wrong(where, f"koden {concept.code} står to gange", f"the code {concept.code} stands twice")
            concepts[concept.code] = concept
            relations.extend(_relations(concept.code, row))
    return Vocabulary(concepts.values(), relations)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for kind in ("occupation", "skill", "task"):
        for path in sorted((folder / f"{kind}s").glob("*.csv")):
            yield kind, path
    yield "industry", folder / "industries.csv"
    yield "motive", folder / "motives.csv"


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    header: list[str] | None = None
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split(";")]
        if header is None:
            header = cells
            for column in ("code", "da", "en"):
                if column not in header:
                    raise _wrong(path.name, f"kolonnen {column} mangler", f"the column {column} is missing")
            continue
        if len(cells) > len(header):
            raise _wrong(f"{path.name}, {number}", "rækken har for mange kolonner", "the row has too many columns")
        yield number, dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise _wrong(path.name, "filen er ikke UTF-8", "the file is not UTF-8") from error
    except OSError as error:
        why = reason_of(error)
        raise _wrong(f"{path.parent.name}/{path.name}", why.da, why.en) from error


def _items(cell: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in cell.split(",") if item.strip()) if cell else ()


def _concept(kind: str, row: dict[str, str]) -> Concept:
    label = Text(row["da"], row["en"])
    return Concept(_PREFIX[kind] + row["code"], kind, label, _items(row.get("also", "")), row.get("isco") or None)


def _relations(code: str, row: dict[str, str]) -> Iterator[Relation]:
    for column, (kind, prefix) in _RELATION_COLUMNS.items():
        for item in _items(row.get(column, "")):
            yield Relation(code, kind, prefix + item)


def _wrong(where: str, danish: str, english: str) -> BadInput:
    return BadInput(
        Text(f"Ordlisten, {where}: {danish}. Ret filen.", f"Vocabulary, {where}: {english}. Correct the file.")
    )
