"""The documentation builds without a warning, and its Danish pages are plain."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from jobmatch.settings import Settings

DOCS = Path(__file__).resolve().parent.parent / "docs"


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("sphinx") is None, reason="Sphinx is not installed")
def test_the_documentation_builds_without_a_warning(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "-q", "-d", str(tmp_path / "cache"), str(DOCS), str(tmp_path / "out")],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    columns = (tmp_path / "out" / "files.html").read_text(encoding="utf-8")
    assert "kapacitet_dato" in columns
    assert "Rolige omgivelser" in columns


@pytest.mark.parametrize("page", sorted((DOCS / "brugervejledning").glob("*.md")), ids=lambda page: page.stem)
def test_the_danish_pages_are_easy_to_read(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    words = re.findall(r"\w+", re.sub(r"[#*|`>]", " ", text))
    sentences = max(1, len(re.findall(r"[.!?:](?:\s|$)", text)))
    lix = len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)
    assert lix <= 40, f"LIX {lix:.0f}"


def test_every_setting_is_told_with_what_holds_without_it() -> None:
    page = (DOCS / "settings.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[a-z_`, ]+`) \| (.*?) \|", page, re.MULTILINE)
    told = {name: default for names, default in rows for name in re.findall(r"`(\w+)`", names)}
    assert told.keys() == Settings.model_fields.keys()
    stated = {name: default for name, default in told.items() if default.startswith("`")}
    assert stated == {name: f"`{json.dumps(Settings.model_fields[name].default)}`" for name in stated}
    unsaid = told.keys() - stated.keys()
    assert not [name for name in unsaid if Settings.model_fields[name].get_default(call_default_factory=True)]
