"""Names are embedded once for a model and a vocabulary, and kept."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from jobmatch.competences.kept_meaning import KeptMeaning
from jobmatch.competences.meaning import Array


class Counting:
    """A model of meaning that counts how many texts it was asked about."""

    name, pull = "counting", 1.0

    def __init__(self) -> None:
        self.asked = 0

    def rows(self, texts: Sequence[str], spread: Mapping[str, int], total: int) -> Array:
        self.asked += len(texts)
        rows = np.array([[len(text), 1.0, 0.3] for text in texts], np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


NAMES = [f"navn {number}" for number in range(300)]


def test_a_list_of_names_is_worked_out_once_and_reads_the_same_again(tmp_path: Path) -> None:
    model = Counting()
    first = KeptMeaning(model, tmp_path / "new", "1").rows(NAMES, {}, 300)
    again = KeptMeaning(model, tmp_path / "new", "1").rows(NAMES, {}, 300)
    assert model.asked == 300
    assert np.array_equal(first, again)
    assert np.allclose(first, model.rows(NAMES, {}, 300), atol=1e-3)


def test_other_names_and_another_edition_of_the_model_are_worked_out_anew(tmp_path: Path) -> None:
    model = Counting()
    KeptMeaning(model, tmp_path, "1").rows(NAMES, {}, 300)
    KeptMeaning(model, tmp_path, "2").rows(NAMES, {}, 300)
    KeptMeaning(model, tmp_path, "1").rows([*NAMES, "ét til"], {}, 300)
    assert model.asked == 901
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".npy"] * 3


def test_a_question_is_not_kept(tmp_path: Path) -> None:
    KeptMeaning(Counting(), tmp_path, "1").rows(["truck"], {}, 300)
    assert list(tmp_path.iterdir()) == []
