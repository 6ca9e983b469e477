"""Reading ESCO: the official CSV files in Danish and English, or the project's folder of ESCO in Danish."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from jobmatch.competences.esco_files import EscoFiles, Row
from jobmatch.competences.vocabulary import Concept, Relation, Vocabulary
from jobmatch.domain.text import Text
from jobmatch.errors import BadInput

_OFFICIAL = ("skills_", "occupations_", "occupationskillrelations")
_RELATIONS = {"essential": "needs_essential", "optional": "needs_useful"}
_CONCEPT = ("conceptUri", "preferredLabel")
_NAMES = ("altLabels", "hiddenLabels")
_GONE = "obsolete"

_NO_ESCO = Text(
    "Mappen {folder} har ikke ESCO-filerne. Hent ESCO som CSV på dansk og engelsk (skills_da.csv, occupations_da.csv, "
    "occupationSkillRelations_da.csv …), og læg filerne i én mappe.",
    "The folder {folder} has no ESCO files. Download ESCO as CSV in Danish and English (skills_da.csv, "
    "occupations_da.csv, occupationSkillRelations_da.csv …) and put the files in one folder.",
)
_TWICE = Text("{uri} står to gange", "{uri} stands twice")
_KIND = Text("relationType »{kind}« er hverken essential eller optional", "relationType “{kind}” is unknown")
_STRANGERS = Text(
    "ingen række passer til skills_da.csv og occupations_da.csv. Er filerne fra samme udgave af ESCO?",
    "no row fits skills_da.csv and occupations_da.csv. Are the files of the same version of ESCO?",
)


@dataclass(frozen=True, slots=True)
class Esco:
    """What a folder with ESCO holds."""

    vocabulary: Vocabulary
    """Its skills, occupations and relations."""
    absent: tuple[str, ...] = ()
    """Files that can be done without, and were."""


def read_esco(folder: Path) -> Esco:
    """The skills, occupations and relations of a folder with ESCO.

    Raises:
        BadInput: when the folder holds neither layout, or with every fault of every file.
    """
    files = EscoFiles(folder)
    if files.name("skills_da.tsv") and files.name("occupations_da.tsv"):
        read = _danish_folder(files)
    elif any(name.endswith(".csv") for start in _OFFICIAL if (name := files.name(start)) is not None):
        read = _official(files)
    else:
        raise BadInput(_NO_ESCO.fill(folder=folder.resolve().name))
    files.finish()
    return read


def _official(files: EscoFiles) -> Esco:
    absent: list[str] = []
    english: dict[str, str] = {}
    for name in ("skills_en.csv", "occupations_en.csv"):
        if files.name(name) is None:
            absent.append(name)
        else:
            english |= {row["conceptUri"]: row["preferredLabel"] for row in files.table(name, _CONCEPT)}
    isco = _isco_of(files)
    concepts = [
        Concept(row["conceptUri"], kind, _label(row["conceptUri"], row["preferredLabel"], english),
                _names(row, *_NAMES), (row.get("iscoGroup") or isco.get(row["conceptUri"]) or None))
        for name, kind in (("skills_da.csv", "skill"), ("occupations_da.csv", "occupation"))
        for row in _once(files, name, files.table(name, (*_CONCEPT, "altLabels"), _CONCEPT))
    ]  # fmt: skip
    known = {concept.code for concept in concepts}
    return Esco(Vocabulary(concepts, [*_needs(files, known), *_broader(files, known, absent)]), tuple(absent))


def _needs(files: EscoFiles, known: set[str]) -> list[Relation]:
    """Which occupation needs which skill; the same rows come with the files of every language."""
    name = files.name("occupationSkillRelations_da", "occupationSkillRelations") or "occupationSkillRelations_da.csv"
    rows = files.table(name, ("occupationUri", "relationType", "skillUri"))
    return _related(files, name, rows, ("occupationUri", "relationType", "skillUri"), known)


def _related(
    files: EscoFiles, name: str, rows: list[Row], columns: tuple[str, str, str], known: set[str]
) -> list[Relation]:
    occupation, kind, skill = columns
    for unknown in sorted({row[kind] for row in rows} - set(_RELATIONS)):
        files.fault(name, _KIND, kind=unknown)
    found = [Relation(row[occupation], _RELATIONS[row[kind]], row[skill]) for row in rows if row[kind] in _RELATIONS]
    if found and known and not any(one.source in known and one.target in known for one in found):
        files.fault(name, _STRANGERS)
    return found


def _broader(files: EscoFiles, known: set[str], absent: list[str]) -> list[Relation]:
    """Which concept is broader than which; groups of skills and ISCO groups are no concepts and are left out."""
    found: list[Relation] = []
    for pillar in ("Skill", "Occ"):
        name = files.name(f"broaderRelations{pillar}Pillar_da", f"broaderRelations{pillar}Pillar")
        if name is None:
            absent.append(f"broaderRelations{pillar}Pillar_da.csv")
            continue
        rows = files.table(name, ("conceptUri", "broaderUri"))
        found += [
            Relation(row["conceptUri"], "broader", row["broaderUri"])
            for row in rows
            if row["conceptUri"] in known and row["broaderUri"] in known
        ]
    return found


def _isco_of(files: EscoFiles) -> dict[str, str]:
    """Occupation → ISCO group, from the groups' own file, for occupations that do not name theirs."""
    groups_file = files.name("ISCOGroups_da", "ISCOGroups")
    pillar = files.name("broaderRelationsOccPillar_da", "broaderRelationsOccPillar")
    if groups_file is None or pillar is None:
        return {}
    groups = {row["conceptUri"]: row["code"] for row in files.table(groups_file, ("conceptUri", "code"))}
    rows = files.table(pillar, ("conceptUri", "broaderUri"))
    return {row["conceptUri"]: groups[row["broaderUri"]] for row in rows if row["broaderUri"] in groups}


def _danish_folder(files: EscoFiles) -> Esco:
    relations = "occupation_skill_relations.tsv.gz"
    columns = ("occupation_uri", "isco", "relation", "skill_uri", "occupation_en", "skill_en")
    links = files.table(relations, columns, delimiter="\t") if files.name(relations) else []
    english: dict[str, str] = {}
    isco: dict[str, str] = {}
    for row in links:
        english[row["occupation_uri"]] = row["occupation_en"]
        english[row["skill_uri"]] = row["skill_en"]
        isco[row["occupation_uri"]] = row["isco"]
    skills = [
        Concept(row["conceptUri"], "skill", _label(row["conceptUri"], row["preferredLabel"], english),
                _names(row, "altLabels"))
        for row in files.table("skills_da.tsv", (*_CONCEPT, "altLabels"), _CONCEPT, "\t")
    ]  # fmt: skip
    occupations = [
        Concept(row["uri"], "occupation", _label(row["uri"], row["preferred_da"] or row["first_label"], english),
                _names(row, "other_labels"), isco.get(row["uri"]) or None)
        for row in files.table("occupations_da.tsv", ("uri", "first_label", "other_labels", "preferred_da"),
                               ("uri",), "\t")
        if "/occupation/" in row["uri"]
    ]  # fmt: skip
    known = {concept.code for concept in (*skills, *occupations)}
    needs = _related(files, relations, links, ("occupation_uri", "relation", "skill_uri"), known)
    return Esco(Vocabulary([*skills, *occupations], needs), () if links else (relations,))


def _once(files: EscoFiles, name: str, rows: Iterable[Row]) -> Iterable[Row]:
    """The rows in use, each concept once."""
    seen: set[str] = set()
    for row in rows:
        if row["conceptUri"] in seen:
            files.fault(name, _TWICE, uri=row["conceptUri"])
        elif row.get("status", "").lower() != _GONE:
            seen.add(row["conceptUri"])
            yield row


def _label(uri: str, danish: str, english: dict[str, str]) -> Text:
    return Text(danish, english.get(uri) or danish)


def _names(row: Row, *columns: str) -> tuple[str, ...]:
    """Other names, one a line in the official files, parted by bars in the folder; the label itself left out."""
    lines = [line.strip() for column in columns for line in row.get(column, "").replace("|", "\n").splitlines()]
    return tuple(name for name in dict.fromkeys(lines) if name and name != row.get("preferredLabel"))
