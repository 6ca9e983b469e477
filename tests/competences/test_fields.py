"""Fields of work: a title finds its group also where it shares no word with the group's name."""

from pathlib import Path

import pytest

from jobmatch.competences.fields import group_of, known_titles
from jobmatch.competences.linker import Linker
from jobmatch.competences.names import tells_doing
from jobmatch.competences.term_list import vocabulary_from_tsv

GROUPS = """isco:C712\tInstallationsarbejde i bygninger
isco:C7126\tVVS-arbejde
isco:C7512\tBager- og konditorarbejde, ekskl. industri
isco:C2342\tUndervisning før grundskoleniveau
isco:C8142\tOperatørarbejde ved fremstilling af plast
o1\tmurer
o1\tmurersvend
o2\tsygeplejerske
"""
SKILLS = """s1\tlede personale
s2\tpersonale
s3\trengøre gulve
s4\tsælge billetter
"""


@pytest.fixture(scope="module")
def titles(tmp_path_factory: pytest.TempPathFactory) -> Linker:
    return _linker(tmp_path_factory.mktemp("titles"), "occupation", GROUPS)


def _linker(folder: Path, kind: str, content: str) -> Linker:
    path = folder / "terms.tsv"
    path.write_text(content, "utf-8")
    return Linker(vocabulary_from_tsv(path, kind))


@pytest.mark.parametrize(
    ("title", "code"),
    [("Blikkenslager", "isco:C7126"), ("Wienerbrødsbager", "isco:C7512"), ("Børnehavepædagog", "isco:C2342")],
)
def test_a_title_finds_the_group_of_its_trade(titles: Linker, title: str, code: str) -> None:
    assert titles.rank(title, "occupation", 3)[0].code == code


def test_an_occupation_that_bears_the_name_goes_before_its_group(titles: Linker) -> None:
    assert titles.rank("Murersvend", "occupation", 3)[0].code == "o1"


@pytest.mark.parametrize(
    ("code", "group"),
    [
        ("isco:C7126", "7126"),
        ("http://data.europa.eu/esco/isco/C712", "712"),
        ("ISCO-08 7126", None),
        ("occ:2ae275fe-4f11-4a38-9e95-d466d74b7126", None),
        ("occupation.kok", None),
    ],
)
def test_only_a_code_that_says_so_is_a_group(code: str, group: str | None) -> None:
    assert group_of(code) == group


def test_every_line_of_known_titles_is_a_unit_group_with_titles() -> None:
    known = known_titles()
    assert len(known) > 400
    assert all(len(group) == 4 and group.isdigit() and all(names) for group, names in known.items())
    assert all(len(set(names)) == len(names) for names in known.values())


@pytest.mark.parametrize(
    ("name", "doing"),
    [("betjene ovn", True), ("stå for salg", True), ("alkoholiske drikke", False), ("lodde-elektronik her", False)],
)
def test_an_infinitive_tells_what_somebody_does(name: str, doing: bool) -> None:
    assert tells_doing(name.replace("å", "aa")) is doing


def test_a_skill_said_in_other_words_is_found_by_what_its_stems_mean(tmp_path: Path) -> None:
    linker = _linker(tmp_path, "skill", SKILLS)
    assert linker.rank("gøre trapper rene", "skill", 4)[0].code == "s3"
    assert linker.rank("billetsalg", "skill", 4)[0].code == "s4"
