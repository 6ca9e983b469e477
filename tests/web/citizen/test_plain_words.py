"""What a citizen reads is easy to read: LIX 40 at most on every label, and on each page as a whole."""

from __future__ import annotations

import pytest

from jobmatch.web.labels.citizen import LABELS
from tests.factors.lix import lix, read_together

MOST = 40.0


@pytest.mark.parametrize("name", [name for name, text in LABELS.items() if len(text.da.split()) >= 8])
def test_every_longer_label_is_easy_to_read(name: str) -> None:
    assert lix(LABELS[name].da) <= MOST, (name, lix(LABELS[name].da))


def test_the_pages_together_are_very_easy() -> None:
    sentences = (text.da for text in LABELS.values() if text.da.endswith((".", "?")))
    assert lix(read_together(sentences)) <= 30
