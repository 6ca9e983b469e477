"""The measure of readability itself."""

from __future__ import annotations

import pytest

from tests.factors.lix import lix


def test_a_text_by_hand() -> None:
    # 8 words in 2 sentences, one of them of seven letters or more.
    assert lix("Man kan starte nu. Stillingen passer godt sammen.") == pytest.approx(8 / 2 + 100 * 1 / 8)
    # 3 words in 1 sentence, all of them long.
    assert lix("Kommunen spørger virksomheden.") == pytest.approx(3 + 100)


def test_long_means_more_than_six_letters() -> None:
    assert lix("seksen") == pytest.approx(1)
    assert lix("syvende") == pytest.approx(1 + 100)


def test_an_abbreviation_or_a_number_ends_no_sentence() -> None:
    assert lix("Vi ses kl. 10 i dag.") == lix("Vi ses ved 10 i dag.")
    assert lix("Det er 7.5 nu.") == lix("Det er 75 hos nu.")
    assert lix("Vi ses 21-11-2026.") == pytest.approx(3)


def test_long_sentences_and_long_words_make_it_harder() -> None:
    easy = "Vi ses. Vi taler."
    assert lix("Vi ses og vi taler.") > lix(easy)
    assert lix("Vi mødes senere. Vi samtaler.") > lix(easy)


def test_nothing_to_read_is_not_hard() -> None:
    assert lix("") == 0
