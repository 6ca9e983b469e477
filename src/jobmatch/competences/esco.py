"""Reading ESCO: the official CSV files in Danish and English, or the project's folder of ESCO in Danish."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from jobmatch.competences.vocabulary import Concept, Relation, Vocabulary
from jobmatch.competences.words import fold
from jobmatch.domain.text import Text
from jobmatch.errors import BadInput

Row = dict[str, str]

_OFFICIAL = ("skills_da.csv", "occupations_da.csv")


def read_esco(folder: Path) -> Vocabulary:
    """The skills, occupations and relations of a folder with ESCO.

    Raises:
        BadInput: when the folder holds neither layout.
    """
    csv_names = {path.name.lower(): path for path in folder.glob("*.csv")} if folder.is_dir() else {}
    if all(name in csv_names for name in _OFFICIAL):
        return _official(csv_names)
    if (folder / "skills_da.tsv").is_file() and (folder / "occupations_da.tsv").is_file():
        return _danish_folder(folder)
    raise BadInput(
        Text(
            f"Mappen {folder.name} har ikke ESCO-filerne. Hent ESCO som CSV på dansk "
            "(skills_da.csv, occupations_da.csv), og læg filerne i én mappe.",
            f"The folder {folder.name} has no ESCO files. Download ESCO as CSV in Danish (skills_da.csv, "
            "occupations_da.csv) and put the files in one folder.",
        )
    )


def _official(files: dict[str, Path]) -> Vocabulary:
    english: dict[str, str] = {}
    for name in ("skills_en.csv", "occupations_en.csv"):
        if name in files:
            english.update({row["conceptUri"]: row["preferredLabel"] for row in _rows(files[name], ",")})
    concepts = [
        _concept(row["conceptUri"], kind, row["preferredLabel"], english, _names(row.get("altLabels", "")),
                 row.get("iscoGroup"))
        for name, kind in (("skills_da.csv", "skill"), ("occupations_da.csv", "occupation"))
        for row in _rows(files[name], ",")
        if row.get("preferredLabel")
    ]  # fmt: skip
    relations: list[Relation] = []
    for path in _named(files, "occupationskillrelations"):
        relations += [_need(row["occupationUri"], row["relationType"], row["skillUri"]) for row in _rows(path, ",")]
    for path in _named(files, "broaderrelationsskillpillar"):
        relations += [Relation(row["conceptUri"], "broader", row["broaderUri"]) for row in _rows(path, ",")]
    return Vocabulary(concepts, relations)


def _danish_folder(folder: Path) -> Vocabulary:
    relations_file = folder / "occupation_skill_relations.tsv.gz"
    links = list(_rows(relations_file, "\t")) if relations_file.is_file() else []
    english: dict[str, str] = {}
    isco: dict[str, str] = {}
    for row in links:
        english[row["occupation_uri"]] = row["occupation_en"]
        english[row["skill_uri"]] = row["skill_en"]
        isco[row["occupation_uri"]] = row["isco"]
    skills = [
        _concept(row["conceptUri"], "skill", row["preferredLabel"], english, _names(row["altLabels"]), None)
        for row in _rows(folder / "skills_da.tsv", "\t")
    ]
    occupations = [
        _concept(row["uri"], "occupation", row["preferred_da"] or row["first_label"], english,
                 _names(row["other_labels"]), isco.get(row["uri"]))
        for row in _rows(folder / "occupations_da.tsv", "\t")
        if "/occupation/" in row["uri"]
    ]  # fmt: skip
    needs = [_need(row["occupation_uri"], row["relation"], row["skill_uri"]) for row in links]
    return Vocabulary([*skills, *occupations], needs)


def twins(shipped: Vocabulary, imported: Vocabulary) -> dict[str, str]:
    """Imported code → the shipped code of a concept of the same kind that has its name."""
    known: dict[tuple[str, str], str] = {}
    for concept in shipped.concepts.values():
        for term in concept.terms:
            known.setdefault((_kind(concept), fold(term)), concept.code)
    return {concept.code: code for concept in imported.concepts.values() for code in _twins(concept, known)}


def _twins(concept: Concept, known: dict[tuple[str, str], str]) -> Iterable[str]:
    """The shipped concept that has the imported one's own name."""
    code = known.get((_kind(concept), fold(concept.label.da)))
    return (code,) if code is not None else ()


def _kind(concept: Concept) -> str:
    """Skills and tasks are one kind to ESCO."""
    return "skill" if concept.kind == "task" else concept.kind


def _concept(
    uri: str, kind: str, label: str, english: dict[str, str], names: tuple[str, ...], isco: str | None
) -> Concept:
    synonyms = tuple(name for name in names if name != label)
    return Concept(uri, kind, Text(label, english.get(uri) or label), synonyms, isco or None)


def _need(occupation: str, kind: str, skill: str) -> Relation:
    return Relation(occupation, "needs_essential" if kind == "essential" else "needs_useful", skill)


def _names(cell: str) -> tuple[str, ...]:
    """Other names, one a line in the official files, parted by bars in the folder."""
    return tuple(dict.fromkeys(name.strip() for name in cell.replace("|", "\n").splitlines() if name.strip()))


def _named(files: dict[str, Path], start: str) -> list[Path]:
    return [path for name, path in sorted(files.items()) if name.startswith(start)]


def _rows(path: Path, delimiter: str) -> Iterator[Row]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    text = io.StringIO(raw.decode("utf-8-sig"), newline="")
    csv.field_size_limit(10_000_000)
    for row in csv.DictReader(text, delimiter=delimiter):
        yield {key: (value or "").strip() for key, value in row.items() if key is not None}
