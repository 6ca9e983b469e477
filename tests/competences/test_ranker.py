"""Whole titles and names: the nearest concept first."""

import shutil
from pathlib import Path

import pytest

from jobmatch.competences.linker import Linker, linker_of
from jobmatch.competences.ranker_model import RankerModel, shipped_model
from jobmatch.competences.shipped import shipped_vocabulary
from jobmatch.competences.term_list import vocabulary_from_tsv
from jobmatch.domain.shipped import MODELS
from jobmatch.errors import BadInput, NotReady

LIST = """a1\tkok
a1\tkøkkenchef
a2\trengøringsassistent
a3\tanlægsgartner
a3\tgartner
a4\tskolelærer
a5\tgartner i kommunen
"""


@pytest.fixture(scope="module")
def linker(tmp_path_factory: pytest.TempPathFactory) -> Linker:
    path = tmp_path_factory.mktemp("list") / "terms.tsv"
    path.write_text(LIST, "utf-8")
    return Linker(vocabulary_from_tsv(path, "occupation"))


@pytest.mark.parametrize(
    ("title", "code"),
    [("Kok", "a1"), ("køkkenchef", "a1"), ("Rengørings assistent", "a2"), ("gartnerelev", "a3"), ("Lærer", "a4")],
)
def test_the_nearest_title_stands_first(linker: Linker, title: str, code: str) -> None:
    assert linker.rank(title, "occupation", 3)[0].code == code


def test_a_ranked_answer_covers_the_whole_text_and_names_every_code_once(linker: Linker) -> None:
    ranked = linker.rank("gartner", "occupation", 10)
    assert all(found.span == (0, 7) for found in ranked)
    assert len({found.code for found in ranked}) == len(ranked) == 5
    assert [found.score for found in ranked] == sorted((found.score for found in ranked), reverse=True)


def test_many_texts_at_once_give_the_same_as_one_by_one(linker: Linker) -> None:
    texts = ["kok", "gartner", "noget helt andet", ""]
    assert linker.rank_many(texts, "occupation", 2) == [linker.rank(text, "occupation", 2) for text in texts]


def test_a_kind_the_list_does_not_have_gives_nothing(linker: Linker) -> None:
    assert linker.rank("kok", "skill", 3) == []


def test_a_list_without_tabs_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "wrong.tsv"
    path.write_text("a1\tkok\nforkert\n", "utf-8")
    with pytest.raises(BadInput, match="linje 2"):
        vocabulary_from_tsv(path)


def test_a_model_that_was_changed_is_not_loaded(tmp_path: Path) -> None:
    folder = tmp_path / "linker-3"
    shutil.copytree(MODELS / "linker-3", folder)
    (folder / "model.json").write_text((folder / "model.json").read_text("utf-8") + " ", "utf-8")
    with pytest.raises(NotReady):
        RankerModel(folder)


def test_the_shipped_model_has_weights_for_both_kinds() -> None:
    for kind in ("occupation", "skill"):
        weights = shipped_model().weights(kind, "plain")
        assert weights is not None
        assert len(weights.features) == len(weights.weights)


def test_a_concept_that_bears_the_very_name_stands_first() -> None:
    for word, kind in (("opvask", "skill"), ("Truck", "skill"), ("køkkenmedhjælper", "occupation")):
        (best, *_) = linker_of(shipped_vocabulary()).rank(word, kind, 3)
        concept = shipped_vocabulary().concepts[best.code]
        assert word.lower() in {term.lower() for term in concept.terms}, best
        assert best.score > 0.5
