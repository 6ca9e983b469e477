"""What one call of a command works with: settings, language, and where to print."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any

from rich.console import Console

from jobmatch.errors import Text
from jobmatch.settings import TRIAL, Settings, load_settings

SPOKEN: ContextVar[str | None] = ContextVar("SPOKEN", default=None)
"""The language of this call: what the command line names, then what the settings say."""

Progress = Callable[[int, int], None]
"""How far long work has come; services call it with (done, total)."""


@dataclass(frozen=True)
class Door:
    """One call from the command line."""

    settings: Settings
    language: str
    """``da`` or ``en``."""
    as_json: bool
    """Print the contract's JSON object instead of text for people."""

    def t(self, text: Text | Mapping[str, str]) -> str:
        """A two-language text, or its JSON form, in this call's language."""
        if isinstance(text, Text):
            return text.in_language(self.language)
        return text[self.language]

    def say(self, da: str, en: str) -> None:
        """A line for a person on stdout."""
        self.out.print(en if self.language == "en" else da, highlight=False, markup=False)

    def note(self, text: Text) -> None:
        """A line beside the answer, on stderr."""
        self.err.print(self.t(text), highlight=False, markup=False)

    def answer(self, value: Any) -> None:
        """Exactly one JSON value on stdout, on one line."""
        sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")

    @property
    def logs_only(self) -> bool:
        """Whether stderr is read by a program that collects JSON lines."""
        return self.settings.logs == "json" and not sys.stderr.isatty()

    @property
    def out(self) -> Console:
        """Where answers go."""
        return Console(soft_wrap=not sys.stdout.isatty())

    @property
    def err(self) -> Console:
        """Where notes, progress and errors go."""
        return Console(stderr=True, soft_wrap=True)

    @contextmanager
    def progress(self, label: Text) -> Iterator[Progress]:
        """A bar on a terminal, a plain line per tenth elsewhere; nothing where stderr is a log of JSON lines."""
        if self.logs_only:
            yield lambda done, total: None
            return
        shown = _Bar if sys.stderr.isatty() else _Lines
        with shown(self.err, self.t(label)) as report:
            yield report


class _Bar:
    """A bar with the time that is left."""

    def __init__(self, console: Console, label: str) -> None:
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TimeRemainingColumn(),
        )
        self._bar = Progress(*columns, console=console, transient=True)
        self._task = self._bar.add_task(label, total=None)

    def __enter__(self) -> _Bar:
        self._bar.start()
        return self

    def __call__(self, done: int, total: int) -> None:
        self._bar.update(self._task, completed=done, total=total)

    def __exit__(self, *_: object) -> None:
        self._bar.stop()


class _Lines:
    """A plain line each time another tenth is done."""

    def __init__(self, console: Console, label: str) -> None:
        self._console = console
        self._label = label
        self._tenth = 0

    def __enter__(self) -> _Lines:
        return self

    def __call__(self, done: int, total: int) -> None:
        tenth = 10 * done // total if total else 10
        if tenth > self._tenth:
            self._tenth = tenth
            self._console.print(f"{self._label}: {10 * tenth} %", highlight=False, markup=False)

    def __exit__(self, *_: object) -> None:
        return None


def open_door(
    db: str | None, lang: str | None, as_json: bool = False, scores: bool = False, as_of: date | None = None
) -> Door:
    """Read the settings for one call; a command that scores says so and may be refused."""
    settings = load_settings(database_url=db, language=lang or SPOKEN.get(), as_of=as_of)
    SPOKEN.set(settings.language)
    door = Door(settings, settings.language, as_json)
    if scores:
        settings.demand_right_to_score()
        if settings.trial and not door.logs_only:
            door.note(TRIAL)
    return door


def by_hand() -> str:
    """Who works at the command line, for the log and the list of revisions."""
    try:
        return f"cli:{getpass.getuser()}"
    except (KeyError, OSError):  # a user of this machine without a name
        return "cli"


def asked_language(arguments: Sequence[str]) -> str | None:
    """The language that ``--lang`` names, anywhere on the line; also when the line cannot be read."""
    for place, argument in enumerate(arguments):
        if argument in ("--lang=da", "--lang=en"):
            return argument[-2:]
        following = list(arguments[place + 1 : place + 2])
        if argument == "--lang" and following in (["da"], ["en"]):
            return following[0]
    return None
