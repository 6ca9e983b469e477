"""Every field of a record has words of its own, in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.columns import columns_of
from jobmatch.domain.field_words import CITIZEN, PLACEMENT, words_of
from jobmatch.domain.placement import Placement
from jobmatch.errors import Text


@pytest.mark.parametrize(("record", "words"), [(Citizen, CITIZEN), (Placement, PLACEMENT)])
def test_every_field_has_words_and_no_code(record: type, words: Mapping[str, Text]) -> None:
    assert list(words) == [column.name for column in columns_of(record)]
    for said in words.values():
        assert not re.search(r"_|oe|aa", said.da + said.en), said
    for language in ("da", "en"):
        assert len({said.in_language(language) for said in words.values()}) == len(words), "each its own words"


def test_a_placements_hours_are_not_a_citizens() -> None:
    assert words_of(Placement, "min_hours").en == "fewest hours a week"
    assert words_of(Citizen, "hours_now").da == "timer nu"


def test_what_both_have_is_called_the_same() -> None:
    both = (CITIZEN.keys() & PLACEMENT.keys()) - {"citizen_id", "placement_id"}
    assert both
    assert all(CITIZEN[name] == PLACEMENT[name] for name in both)
