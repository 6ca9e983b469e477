"""Licences: what a word in a file means, and what a licence gives the right to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.domain.licences import LICENCES, is_licence, licence_code, licence_label, rights


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("koerekort_b", "koerekort_b"),
        ("Kørekort B", "koerekort_b"),
        ("kørekort", "koerekort_b"),
        ("KØREKORT TIL BIL", "koerekort_b"),
        ("truckkort", "truckcertifikat"),
        ("Prøve i Dansk 3", "sprogproeve_pd3"),
        ("kranførercertifikat", "kranfoerercertifikat"),
        ("vejen som arbejdsplads-bevis", "vejen_som_arbejdsplads_bevis"),
        ("jægerbevis", "jaegerbevis"),
        ("autorisation_elektriker", "autorisation_elektriker"),
    ],
)
def test_a_licence_is_known_by_its_words(word: str, code: str) -> None:
    assert licence_code(word) == code
    assert is_licence(word)


@pytest.mark.parametrize(
    "word", ["rengøring", "kan køre truck", "kundebetjening", "beviser af matematik", "", "bogføring", "kørsel"]
)
def test_a_competence_is_not_a_licence(word: str) -> None:
    assert not is_licence(word)


@pytest.mark.parametrize("word", ["børneattest", "straffeattest", "Straffe-attest", "ren_straffeattest"])
def test_a_record_certificate_is_never_a_licence(word: str) -> None:
    assert licence_code(word) is None


def test_a_bus_driver_may_drive_a_car_and_not_the_other_way() -> None:
    assert rights(["koerekort_d"]) == {"koerekort_d", "koerekort_b"}
    assert rights(["koerekort_b"]) == {"koerekort_b"}
    assert rights([]) == frozenset()


def test_labels_are_complete() -> None:
    assert len(LICENCES) == 10
    assert licence_label("koerekort_b").da == "kørekort til bil (B)"
    assert licence_label("kranfoerercertifikat").en == "kranfoerercertifikat"


@given(st.sets(st.sampled_from(sorted(LICENCES))))
def test_rights_hold_all_that_is_held_and_are_stable(held: set[str]) -> None:
    assert held <= rights(held) <= set(LICENCES)
    assert rights(rights(held)) == rights(held)
