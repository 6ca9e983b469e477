"""What an unknown word may mean: found once, kept, and never made to wait for when the vocabulary is large."""

from __future__ import annotations

import pytest

from jobmatch.bootstrap import Application
from jobmatch.services import nearest

WORDS = ["opvaskeri", "qzxw"]


def test_a_small_vocabulary_answers_at_once_when_loaded_and_its_answers_are_kept(own_sample: Application) -> None:
    suggestions = own_sample.teaching.nearest
    assert suggestions.known(WORDS) == {}, "nobody waits for the linker to be loaded"
    assert suggestions.work_out(["gryde"]) == 1
    found = suggestions.known(WORDS)
    assert "opvask" in found["opvaskeri"][0].label.da
    assert all(one.score >= nearest.LIKELY for one in found["qzxw"])
    assert suggestions.work_out(WORDS) == 0


def test_a_large_vocabulary_is_asked_afterwards(own_sample: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "_QUICK", 10)
    suggestions = own_sample.teaching.nearest
    assert suggestions.known(WORDS) == {}
    assert suggestions.work_out(WORDS) == 2
    assert set(suggestions.known(WORDS)) == set(WORDS)


def test_teaching_another_word_keeps_them(own_sample: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    suggestions = own_sample.teaching.nearest
    suggestions.work_out(WORDS)
    own_sample.teaching.teach("grovkøkken", "skill.opvask", by="mette")
    monkeypatch.setattr(nearest, "_QUICK", 10)
    assert set(suggestions.known(WORDS)) == set(WORDS)
