"""``jobmatch link``: Danish words linked to the vocabulary."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.markup import escape

from jobmatch.cli.door import Door, open_door
from jobmatch.cli.help import Command, explain
from jobmatch.cli.options import AsJson, Db, Lang, refuse_cpr
from jobmatch.errors import BadInput, Text
from jobmatch.settings import Settings

if TYPE_CHECKING:
    from jobmatch.competences.meaning import Meaning

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
"""What concepts are often called elsewhere: parts of it can look like a CPR number by chance."""

BATCH = 500
"""Texts asked about at once from a file."""


def link(
    text: Annotated[str | None, typer.Argument()] = None,
    file: Annotated[Path | None, typer.Option("--file", metavar="FIL")] = None,
    kind: Annotated[Literal["skill", "occupation"] | None, typer.Option("--kind")] = None,
    top: Annotated[int, typer.Option("--top", min=1, max=1000)] = 10,
    minimum: Annotated[float | None, typer.Option("--minimum", min=0, max=1)] = None,
    vocabulary: Annotated[Path | None, typer.Option("--vocabulary", metavar="FIL")] = None,
    db: Db = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Link a text, or every line of a file."""
    refuse_cpr(text)
    door = open_door(db, lang, as_json)
    if (text is None) == (file is None):
        raise BadInput(Text("Skriv enten en tekst eller --file.", "Write either a text or --file."))
    ask = _Question(door.settings, kind, top, minimum, vocabulary)
    if text is not None:
        answer = ask(text)
        if door.as_json:
            door.answer(answer)
        else:
            _show(door, answer)
        return
    assert file is not None
    for batch in _batches(_lines(file)):
        for (key, _), answer in zip(batch, ask.many([line for _, line in batch]), strict=True):
            sys.stdout.write(json.dumps({**({"id": key} if key else {}), **answer}, ensure_ascii=False) + "\n")


class _Question:
    """One way of asking, for any number of texts."""

    def __init__(
        self, settings: Settings, kind: str | None, top: int, minimum: float | None, vocabulary: Path | None
    ) -> None:
        from jobmatch.bootstrap import Application
        from jobmatch.competences.linker import MINIMUM, Linker
        from jobmatch.competences.term_list import vocabulary_from_tsv

        self.kind, self.top = kind, top
        self.ranks = kind is not None or vocabulary is not None
        self.minimum = MINIMUM if minimum is None else minimum
        meaning = _meaning(settings.semantic) if self.ranks and settings.semantic else None
        if vocabulary is None:
            self.linker = Linker(Application(settings, create=False).vocabulary, meaning)
        else:
            listed = vocabulary_from_tsv(vocabulary, kind or "skill")
            for concept in listed.concepts.values():
                refuse_cpr(*(_UUID.sub("", one) for one in (concept.code, *concept.terms)))
            self.linker = Linker(listed, meaning)

    def __call__(self, text: str) -> dict[str, Any]:
        """The contract's answer for one text."""
        return self.many([text])[0]

    def many(self, texts: list[str]) -> list[dict[str, Any]]:
        """The same for many texts at once."""
        if not self.ranks:
            return [self.linker.find(text, self.minimum).as_dict() for text in texts]
        from jobmatch.competences.sensitive import masked

        shown = [masked(text) for text in texts]
        ranked = self.linker.rank_many(shown, self.kind, self.top)
        return [
            {"text": text, "found": [one.as_dict() for one in found] if text.strip() else []}
            for text, found in zip(shown, ranked, strict=True)
        ]


def _meaning(folder: Path) -> Meaning:
    from jobmatch.competences.kept_meaning import kept_nano

    return kept_nano(folder)


def _batches(lines: Iterator[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    while batch := list(islice(lines, BATCH)):
        yield batch


def _lines(file: Path) -> Iterator[tuple[str, str]]:
    """Each line as (id, text); the id is empty when the line has none."""
    try:
        content = file.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise BadInput(Text(f"Filen {file} kan ikke læses.", f"The file {file} cannot be read.")) from fault
    except UnicodeDecodeError as fault:
        raise BadInput(Text(f"{file} er ikke gemt som UTF-8.", f"{file} is not saved as UTF-8.")) from fault
    for line in content.splitlines():
        if line.strip():
            key, tab, rest = line.partition("\t")
            refuse_cpr(_UUID.sub("", key) if tab else None)
            yield (key, rest.split("\t")[0]) if tab else ("", line)


def _show(door: Door, answer: dict[str, Any]) -> None:
    if not answer["found"]:
        door.say("Intet i teksten er i ordlisten.", "Nothing in the text is in the vocabulary.")
    for one in answer["found"]:
        label = escape(door.t(one["label"]))
        door.out.print(f"  [bold]{label}[/bold]  [dim]{one['code']}  ({escape(one['matched'])})[/dim]", highlight=False)
    for one in answer.get("not_found", ()):
        door.out.print(f"  [dim]– {escape(one['matched'])}: {escape(door.t(one['why']))}[/dim]", highlight=False)


def add(app: typer.Typer) -> None:
    """Add the command to the program."""
    explain(
        "link",
        "Finder kompetencer, opgaver og job i danske ord.",
        "Finds skills, tasks and occupations in Danish words.",
        'jobmatch link "jeg har passet mine søskende og lavet mad"',
    )
    app.command("link", cls=Command)(link)
