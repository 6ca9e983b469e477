"""The catalogue of labels: complete in both languages, and exactly what the pages use."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import jobmatch.web
from jobmatch.domain.text import Text
from jobmatch.web.labels import LABELS, merged

HOME = Path(jobmatch.web.__file__).parent
CODE = [path for path in HOME.rglob("*.py") if path.parent.name != "labels"]
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in [*HOME.rglob("*.html"), *CODE])
PUT_TOGETHER = re.compile(
    r"^(lead_parameter|ask|severity|answer|level|error|said|done|field|try|compare|text|filter|fact|effect|follow"
    r"|own_need|own_say|own_ask|own_asked)_"
)
"""Labels whose names are put together from a code."""


def placeholders(text: str) -> set[str]:
    """The facts that a label names."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("name", LABELS)
def test_a_label_is_whole_in_both_languages(name: str) -> None:
    label = LABELS[name]
    assert label.da.strip()
    assert label.en.strip()
    assert placeholders(label.da) == placeholders(label.en)


def test_every_label_that_is_named_is_in_the_catalogue() -> None:
    assert set(re.findall(r"\bl\('([a-z_0-9]*[a-z0-9])'", SOURCE)) - set(LABELS) == set()


def test_no_label_is_left_over() -> None:
    named = set(re.findall(r"['\"]([a-z_0-9]+)['\"]", SOURCE))
    assert {name for name in LABELS if name not in named and not PUT_TOGETHER.match(name)} == set()


def test_two_areas_cannot_use_one_name() -> None:
    with pytest.raises(ValueError, match="name"):
        merged({"one": {"name": Text("Navn", "Name")}, "another": {"name": Text("Kaldenavn", "Display name")}})
