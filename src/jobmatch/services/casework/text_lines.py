"""Lines of a text in both languages, put together one by one."""

from __future__ import annotations

from collections.abc import Sequence

from jobmatch.errors import Text


class Lines:
    """A text that grows line by line, the same lines in both languages."""

    def __init__(self) -> None:
        self._danish: list[str] = []
        self._english: list[str] = []

    def add(self, danish: str, english: str) -> None:
        """One line."""
        self._danish.append(danish)
        self._english.append(english)

    def text(self, line: Text) -> None:
        """One line that is a text already."""
        self.add(line.da, line.en)

    def blank(self) -> None:
        """An empty line."""
        self.add("", "")

    def list(self, heading: Text, items: Sequence[Text]) -> None:
        """A heading with its points; nothing at all when there are none."""
        if items:
            self.text(heading)
            for item in items:
                self.add(f"- {item.da}", f"- {item.en}")

    def as_text(self) -> Text:
        """The whole text."""
        return Text("\n".join(self._danish).strip(), "\n".join(self._english).strip())
