"""What a person is told when the computer says no."""

from __future__ import annotations

import errno

import pytest

from jobmatch.errors import Text, reason_of


@pytest.mark.parametrize(
    ("number", "word"), [(errno.ENOSPC, "plads"), (errno.EACCES, "adgang"), (errno.EISDIR, "mappe")]
)
def test_a_reason_is_said_in_danish_and_english(number: int, word: str) -> None:
    reason = reason_of(OSError(number, "No space left on device"))
    assert word in reason.da
    assert "No space" not in reason.da + reason.en


def test_an_unheard_of_reason_keeps_its_name() -> None:
    assert "ELOOP" in reason_of(OSError(errno.ELOOP, "x")).en
    assert "?" in reason_of(OSError()).da


def test_a_text_among_the_facts_keeps_its_language() -> None:
    assert Text("Nej: {why}.", "No: {why}.").fill(why=Text("brand", "fire")) == Text("Nej: brand.", "No: fire.")
