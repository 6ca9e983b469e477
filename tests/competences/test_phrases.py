"""Everyday Danish from consultants' and citizens' mouths: what must and what must not be found in it."""

from fnmatch import fnmatch
from pathlib import Path

import pytest

from jobmatch.competences.linker import linker_of
from jobmatch.competences.shipped import shipped_vocabulary

LEAST = 0.95


def phrases() -> list[tuple[str, str, str]]:
    rows = []
    for line in Path(__file__).with_name("phrases.tsv").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            text, must, never = (line.split("\t") + ["", ""])[:3]
            rows.append((text, must.strip(), never.strip()))
    return rows


def wrong(text: str, must: str, never: str) -> bool:
    codes = [found.code for found in linker_of(shipped_vocabulary()).find(text).found]
    if must == "-":
        return bool(codes)
    asked = [one.split("/") for one in must.split(",") if one]
    said = all(any(fnmatch(code, pattern) for code in codes for pattern in either) for either in asked)
    return not said or any(fnmatch(code, pattern) for code in codes for pattern in never.split(",") if pattern)


def test_the_table_is_large_and_says_nothing_twice() -> None:
    texts = [text for text, _, _ in phrases()]
    assert len(texts) >= 300
    assert len(set(texts)) == len(texts)


def test_at_least_95_in_100_phrases_are_right() -> None:
    rows = phrases()
    misses = [text for text, must, never in rows if wrong(text, must, never)]
    assert len(misses) <= (1 - LEAST) * len(rows), misses


def test_the_misses_are_listed_in_the_docs() -> None:
    page = Path(__file__).parents[2] / "docs" / "linking.md"
    if not page.is_file():
        pytest.skip("the docs are not part of this installation")
    listed = page.read_text("utf-8")
    assert [text for text, must, never in phrases() if wrong(text, must, never) and f"»{text}«" not in listed] == []
