"""Labels of the team lead's pages."""

from __future__ import annotations

from jobmatch.domain.text import Text

LABELS: dict[str, Text] = {}
