"""Labels of login, roles and the log."""

from __future__ import annotations

from jobmatch.domain.text import Text

LABELS: dict[str, Text] = {}
