"""ESCO's official download: what is read from it, and that every fault is told. Names and addresses are ours."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from jobmatch.competences.esco import read_esco
from jobmatch.competences.vocabulary import Relation
from jobmatch.errors import BadInput

AT = "http://data.europa.eu/esco"
KNIT, SPIN, FAULT = (f"{AT}/skill/{one}" for one in ("knit", "spin", "fault"))
WEAVER, HAND_WEAVER = (f"{AT}/occupation/{one}" for one in ("weaver", "hand-weaver"))

SKILL_HEADER = ("conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,"
                "scopeNote,definition,inScheme,description")  # fmt: skip
JOB_HEADER = ("conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,"
              "regulatedProfessionNote,scopeNote,definition,inScheme,description,code,naceCode")  # fmt: skip


def skill(uri: str, label: str, others: str = "", hidden: str = "", status: str = "released") -> str:
    return (f'KnowledgeSkillCompetence,{uri},skill/competence,cross-sector,{label},"{others}",{hidden},{status},'
            ',,,"scheme one, scheme two","Om noget, og mere."')  # fmt: skip


def job(uri: str, isco: str, label: str, others: str = "") -> str:
    return f'Occupation,{uri},{isco},{label},"{others}",,released,,,,,,,{isco}.1,'


def lines(header: str, *rows: str) -> str:
    return "\n".join((header, *rows)) + "\n"


@pytest.fixture
def download(tmp_path: Path) -> Path:
    """A small made-up ESCO in the official layout, Danish and English, as unpacked."""
    folder = tmp_path / "esco"
    folder.mkdir()
    files = {
        "skills_da.csv": lines(SKILL_HEADER, skill(KNIT, "strikke gavetrøjer", "striktrøjer\nlave strik", "strk"),
                               skill(SPIN, "spinde garn"), skill(FAULT, "udgået kunst", status="obsolete")),
        "skills_en.csv": lines(SKILL_HEADER, skill(KNIT, "knit jumpers"), skill(SPIN, "spin yarn")),
        "occupations_da.csv": lines(JOB_HEADER, job(WEAVER, "7318", "væver"), job(HAND_WEAVER, "", "håndvæver")),
        "occupations_en.csv": lines(JOB_HEADER, job(WEAVER, "7318", "weaver")),
        "occupationSkillRelations_da.csv": lines(
            "occupationUri,relationType,skillType,skillUri",
            f"{WEAVER},essential,skill/competence,{SPIN}", f"{WEAVER},optional,skill/competence,{KNIT}",
            f"{WEAVER},optional,knowledge,{FAULT}"),
        "broaderRelationsSkillPillar_da.csv": lines(
            "conceptType,conceptUri,broaderType,broaderUri",
            f"KnowledgeSkillCompetence,{KNIT},KnowledgeSkillCompetence,{SPIN}",
            f"KnowledgeSkillCompetence,{SPIN},SkillGroup,{AT}/skill/S7.1"),
        "broaderRelationsOccPillar_da.csv": lines(
            "conceptType,conceptUri,broaderType,broaderUri",
            f"Occupation,{HAND_WEAVER},Occupation,{WEAVER}", f"Occupation,{HAND_WEAVER},ISCOGroup,{AT}/isco/C7318"),
        "ISCOGroups_da.csv": lines(
            "conceptType,conceptUri,code,preferredLabel,status,altLabels,inScheme,description",
            f"ISCOGroup,{AT}/isco/C7318,7318,Håndværkspræget arbejde i tekstil,released,,,"),
    }  # fmt: skip
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8-sig")
    return folder


def test_every_file_of_the_official_layout_is_read(download: Path) -> None:
    read = read_esco(download)
    vocabulary = read.vocabulary
    assert read.absent == ()
    assert set(vocabulary.concepts) == {KNIT, SPIN, WEAVER, HAND_WEAVER}
    knit = vocabulary.concepts[KNIT]
    assert (knit.label.da, knit.label.en) == ("strikke gavetrøjer", "knit jumpers")
    assert knit.synonyms == ("striktrøjer", "lave strik", "strk")
    assert vocabulary.concepts[WEAVER].isco == "7318"
    assert set(vocabulary.relations) == {
        Relation(WEAVER, "needs_essential", SPIN), Relation(WEAVER, "needs_useful", KNIT),
        Relation(KNIT, "broader", SPIN), Relation(HAND_WEAVER, "broader", WEAVER),
    }  # fmt: skip


def test_an_occupation_without_a_group_takes_it_from_the_groups_file(download: Path) -> None:
    assert read_esco(download).vocabulary.concepts[HAND_WEAVER].isco == "7318"


def test_a_name_without_english_keeps_its_danish_one(download: Path) -> None:
    assert read_esco(download).vocabulary.concepts[HAND_WEAVER].label.en == "håndvæver"


def test_the_two_languages_may_lie_in_a_folder_each(download: Path) -> None:
    for language in ("da", "en"):
        (download / language).mkdir()
        for path in download.glob(f"*_{language}.csv"):
            path.rename(download / language / path.name.upper().replace(".CSV", ".csv"))
    assert read_esco(download).vocabulary.concepts[KNIT].label.en == "knit jumpers"


def test_what_can_be_done_without_is_told(download: Path) -> None:
    for name in ("skills_en.csv", "broaderRelationsOccPillar_da.csv", "ISCOGroups_da.csv"):
        (download / name).unlink()
    assert read_esco(download).absent == ("skills_en.csv", "broaderRelationsOccPillar_da.csv")


def test_every_fault_of_every_file_is_told_at_once_in_both_languages(download: Path) -> None:
    (download / "occupations_da.csv").unlink()
    text = (download / "skills_da.csv").read_text("utf-8-sig")
    (download / "skills_da.csv").write_bytes(text.encode("cp1252"))
    relations = (download / "occupationSkillRelations_da.csv").read_text("utf-8-sig")
    (download / "occupationSkillRelations_da.csv").write_text(
        relations.replace("optional", "maybe").replace("skillUri", "uri"), "utf-8"
    )
    (download / "skills_en.csv").write_text(lines(SKILL_HEADER, "too,few"), "utf-8")
    with pytest.raises(BadInput) as refused:
        read_esco(download)
    for said in (refused.value.text.da, refused.value.text.en):
        for name in ("occupations_da.csv", "skills_da.csv", "occupationSkillRelations_da.csv", "skills_en.csv"):
            assert name.lower() in said.lower()
        assert "skillUri" in said
        assert "UTF-8" in said
    assert "Intet er ændret" in refused.value.text.da
    assert "linje 2 er ikke UTF-8" in refused.value.text.da


@pytest.mark.parametrize(
    ("name", "before", "after", "told"),
    [
        ("skills_da.csv", SPIN, KNIT, "står to gange"),
        ("skills_da.csv", "spinde garn", "", "preferredLabel er tom"),
        ("skills_da.csv", "preferredLabel", "label", "kolonnen preferredLabel mangler"),
        ("occupationSkillRelations_da.csv", "optional", "måske", "relationType »måske«"),
        ("occupationSkillRelations_da.csv", AT, "http://elsewhere", "fra samme udgave"),
        ("occupations_da.csv", ",7318,væver", ',"7318,væver', "kan ikke læses"),
    ],
)
def test_a_broken_file_is_refused(download: Path, name: str, before: str, after: str, told: str) -> None:
    path = download / name
    path.write_text(path.read_text("utf-8-sig").replace(before, after), "utf-8")
    with pytest.raises(BadInput) as refused:
        read_esco(download)
    assert told in refused.value.text.da


def test_a_download_with_labels_beside_addresses_and_all_other_files_is_read_as_well(download: Path) -> None:
    """Newer editions repeat labels in the relations and bring hierarchies, collections and schemes."""
    (download / "occupationSkillRelations_da.csv").write_text(
        lines("occupationUri,occupationLabel,relationType,skillType,skillUri,skillLabel",
              f"{WEAVER},væver,essential,skill/competence,{SPIN},spinde garn"), "utf-8-sig")  # fmt: skip
    (download / "broaderRelationsSkillPillar_da.csv").write_text(
        lines("conceptType,conceptUri,conceptLabel,broaderType,broaderUri,broaderLabel",
              f"KnowledgeSkillCompetence,{KNIT},strikke gavetrøjer,KnowledgeSkillCompetence,{SPIN},spinde garn"),
        "utf-8-sig")  # fmt: skip
    collection = ("conceptType,conceptUri,preferredLabel,status,skillType,reuseLevel,altLabels,description,"
                  "broaderConceptUri,broaderConceptPT")  # fmt: skip
    for name, header in (
        ("skillsHierarchy_da.csv", "Level 0 URI,Level 0 preferred term,Level 1 URI,Level 1 preferred term"),
        ("skillGroups_da.csv", "conceptType,conceptUri,preferredLabel,altLabels,status,inScheme,description,code"),
        ("skillSkillRelations_da.csv",
         "originalSkillUri,originalSkillType,relationType,relatedSkillType,relatedSkillUri"),
        ("conceptSchemes_da.csv", "conceptType,conceptSchemeUri,preferredLabel,title,status,description,hasTopConcept"),
        ("digitalSkillsCollection_da.csv", collection),
        ("greenSkillsCollection_da.csv", collection),
        ("researchOccupationsCollection_da.csv", collection),
        ("greenShareOcc_da.csv", "conceptType,conceptUri,code,preferredLabel,greenShare"),
        ("dictionary_da.csv", "filename,data header,property,description"),
    ):  # fmt: skip
        (download / name).write_text(lines(header), "utf-8-sig")
    (download / "readme.pdf").write_bytes(b"%PDF-")
    vocabulary = read_esco(download).vocabulary
    assert set(vocabulary.concepts) == {KNIT, SPIN, WEAVER, HAND_WEAVER}
    assert Relation(WEAVER, "needs_essential", SPIN) in vocabulary.relations
    assert Relation(KNIT, "broader", SPIN) in vocabulary.relations


def test_the_first_edition_names_its_relations_without_a_language(download: Path) -> None:
    for start in ("occupationSkillRelations", "broaderRelationsSkillPillar", "broaderRelationsOccPillar"):
        (download / f"{start}_da.csv").rename(download / f"{start}.csv")
    skills = (download / "skills_da.csv").read_text("utf-8-sig")
    (download / "skills_da.csv").write_text(
        skills.replace(
            ",status,modifiedDate,scopeNote,definition,inScheme,", ",status,modified,scope,defined,schemes,"
        ),
        "utf-8",
    )
    vocabulary = read_esco(download).vocabulary
    assert Relation(WEAVER, "needs_essential", SPIN) in vocabulary.relations
    assert vocabulary.concepts[HAND_WEAVER].isco == "7318"


def test_both_downloads_unpacked_beside_each_other_are_read_from_the_folder_above(
    download: Path, tmp_path: Path
) -> None:
    above = tmp_path / "hentet"
    for language in ("da", "en"):
        folder = above / f"ESCO dataset - v1.2.0 - classification - {language} - csv"
        folder.mkdir(parents=True)
        for path in download.glob(f"*_{language}.csv"):
            path.rename(folder / path.name)
    read = read_esco(above)
    assert read.absent == ()
    assert read.vocabulary.concepts[KNIT].label.en == "knit jumpers"


@pytest.mark.parametrize("wrong", ["zip", "english", "semicolons"])
def test_a_wrong_download_is_told_in_plain_sentences(download: Path, tmp_path: Path, wrong: str) -> None:
    folder = download
    if wrong == "zip":
        folder = tmp_path / "ESCO dataset.zip"
        folder.write_bytes(b"PK\x03\x04")
    elif wrong == "english":
        for path in download.glob("*_da.csv"):
            path.unlink()
    else:
        for path in download.glob("*.csv"):
            path.write_text(path.read_text("utf-8-sig").replace(",", ";"), "utf-8")
    with pytest.raises(BadInput) as refused:
        read_esco(folder)
    told = refused.value.text.da
    assert {"zip": "Hent ESCO som CSV", "english": "skills_da.csv: filen mangler",
            "semicolons": "kolonnen conceptUri mangler"}[wrong] in told  # fmt: skip


def test_a_folder_without_esco_is_refused(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(BadInput, match="Hent ESCO"):
            read_esco(folder)


def test_the_danish_folder_is_read_and_its_faults_told(tmp_path: Path) -> None:
    (tmp_path / "skills_da.tsv").write_text(
        f"preferredLabel\tconceptUri\taltLabels\nspinde garn\t{SPIN}\tspinding|garn\n"
    )
    (tmp_path / "occupations_da.tsv").write_text(
        f"uri\tfirst_label\tother_labels\tpreferred_da\n{AT}/isco/C7\tgruppe\t\t\n{WEAVER}\tvæver\tvæverske\t\n",
        "utf-8",
    )
    links = tmp_path / "occupation_skill_relations.tsv.gz"
    header = "occupation_uri\toccupation_da\tisco\trelation\tskill_uri\tskill_da\toccupation_en\tskill_en"
    row = f"{WEAVER}\tvæver\t7318\tessential\t{SPIN}\tspinde\tweaver\tspin yarn"
    links.write_bytes(gzip.compress(f"{header}\n{row}\n".encode()))
    vocabulary = read_esco(tmp_path).vocabulary
    assert vocabulary.concepts[SPIN].synonyms == ("spinding", "garn")
    assert vocabulary.concepts[WEAVER].label.en == "weaver"
    assert vocabulary.relations == (Relation(WEAVER, "needs_essential", SPIN),)
    links.write_bytes(links.read_bytes()[:-9])
    with pytest.raises(BadInput, match="occupation_skill_relations"):
        read_esco(tmp_path)
