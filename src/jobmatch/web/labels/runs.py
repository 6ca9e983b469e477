"""Labels of the nightly runs."""

from __future__ import annotations

from jobmatch.domain.text import Text

LABELS: dict[str, Text] = {}
