"""What one competence counts for where another is asked for."""

import pytest

from jobmatch.competences.coverage import Coverage
from jobmatch.competences.shipped import shipped_vocabulary
from jobmatch.competences.vocabulary import Concept, Relation, Vocabulary
from jobmatch.domain.text import Text


def concept(code: str) -> Concept:
    kinds = {"occ": "occupation", "ind": "industry"}
    kind = code.split(".")[0]
    return Concept(code, kinds.get(kind, kind), Text(code, code))


@pytest.fixture
def coverage() -> Coverage:
    codes = ["occ.kok", "skill.mad", "skill.koekken", "skill.bagning", "task.lave_mad", "ind.kantine", "motive.ude"]
    return Coverage(
        Vocabulary(
            [concept(code) for code in codes],
            [
                Relation("occ.kok", "needs_essential", "skill.mad"),
                Relation("occ.kok", "in_industry", "ind.kantine"),
                Relation("skill.mad", "broader", "skill.koekken"),
                Relation("skill.mad", "close", "skill.bagning"),
                Relation("task.lave_mad", "shows", "skill.mad"),
                Relation("motive.ude", "met_in", "ind.kantine"),
            ],
        )
    )


def test_a_competence_covers_itself_fully_when_its_level_is_told(coverage: Coverage) -> None:
    assert coverage.covers("skill.mad", 3)["skill.mad"].share == 100
    assert coverage.covers("skill.mad", 2)["skill.mad"].share == 100


def test_a_little_counts_less_than_untold_and_untold_less_than_sure(coverage: Coverage) -> None:
    little, untold, sure = (coverage.covers("skill.mad", level)["skill.mad"].share for level in (1, None, 2))
    assert little < untold < sure


def test_the_narrow_covers_the_wide_better_than_the_wide_the_narrow(coverage: Coverage) -> None:
    assert (
        coverage.covers("skill.mad", 2)["skill.koekken"].share > coverage.covers("skill.koekken", 2)["skill.mad"].share
    )


def test_the_path_tells_why(coverage: Coverage) -> None:
    covered = coverage.covers("occ.kok", 2)["skill.koekken"]
    assert covered.path == ("occ.kok", "skill.mad", "skill.koekken")
    assert 0 < covered.share < 100


def test_a_code_nobody_knows_covers_nothing(coverage: Coverage) -> None:
    assert coverage.covers("skill.ukendt", 2) == {}
    assert coverage.near("skill.ukendt") == {}


def test_a_wish_for_an_industry_reaches_its_occupations(coverage: Coverage) -> None:
    assert coverage.near("ind.kantine")["occ.kok"] >= 60
    assert coverage.near("motive.ude")["ind.kantine"] >= 60
    assert coverage.near("occ.kok")["occ.kok"] == 100


def test_shares_stay_between_nothing_and_all_in_the_shipped_vocabulary() -> None:
    coverage = Coverage(shipped_vocabulary())
    for code in shipped_vocabulary().concepts:
        covers = coverage.covers(code, 2)
        assert covers[code].share == 100
        for other, covered in covers.items():
            assert 0 < covered.share <= 100
            assert covered.path[0] == code
            assert covered.path[-1] == other
            assert len(covered.path) <= 5
        assert all(0 < share <= 100 for share in coverage.near(code).values())


def test_who_holds_the_skills_of_an_occupation_knows_much_of_it(coverage: Coverage) -> None:
    covered = coverage.covers("skill.mad", 2)["occ.kok"]
    assert 50 <= covered.share < 100
    assert covered.path == ("skill.mad", "occ.kok")


@pytest.mark.parametrize(
    ("held", "occupation"),
    [
        ("occ.toemrer", "occ.snedkermedhjaelper"),
        ("skill.gaffeltruck", "occ.lagermedarbejder"),
        ("task.skrue_i_bil", "occ.mekanikermedhjaelper"),
        ("task.passe_boern", "occ.paedagogmedhjaelper"),
    ],
)
def test_old_jobs_and_hobbies_count_in_jobs_like_them(held: str, occupation: str) -> None:
    assert Coverage(shipped_vocabulary()).covers(held, 2)[occupation].share >= 25


@pytest.mark.parametrize(
    ("held", "required"), [("skill.arabisk", "skill.dansk_mundtlig"), ("skill.arabisk", "skill.tysk")]
)
def test_one_language_is_not_another(held: str, required: str) -> None:
    coverage = Coverage(shipped_vocabulary())
    assert required in coverage.vocabulary.concepts
    assert required not in coverage.covers(held, 2)
    assert required not in coverage.near(held)


@pytest.mark.parametrize(
    ("wish", "reached", "not_reached"),
    [
        ("motive.computere", "occ.it_supporter", "occ.rengoeringsassistent"),
        ("motive.arbejde_med_haenderne", "occ.toemrermedhjaelper", "occ.kontorassistent"),
    ],
)
def test_a_motive_reaches_the_trades_of_its_industry_not_those_that_are_found_there_too(
    wish: str, reached: str, not_reached: str
) -> None:
    near = Coverage(shipped_vocabulary()).near(wish)
    assert reached in near
    assert not_reached not in near
