"""The vocabulary that ships, and its version."""

from __future__ import annotations

from pathlib import Path

from jobmatch.competences.shipped import read_with, shipped_vocabulary
from jobmatch.competences.vocabulary import Vocabulary
from jobmatch.domain.shipped import DATA


def test_better_reading_is_another_version(tmp_path: Path) -> None:
    words = tmp_path / "words.toml"
    words.write_text("a = 1", "utf-8")
    before = read_with("abc", [words])
    assert before == read_with("abc", [words])
    words.write_text("a = 2", "utf-8")
    assert before != read_with("abc", [words])
    assert before != read_with("abd", [words])


def test_the_shipped_version_tells_of_the_words_it_is_read_with() -> None:
    shipped = shipped_vocabulary()
    assert shipped.version != Vocabulary(shipped.concepts.values(), shipped.relations).version
    assert (DATA / "language" / "words.toml").is_file()
