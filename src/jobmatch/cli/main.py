"""The door itself: finds the command, runs it, and turns whatever goes wrong into one plain sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from jobmatch.bootstrap import OPENED
from jobmatch.cli import commands
from jobmatch.cli.door import SPOKEN, asked_language
from jobmatch.cli.help import Group, language
from jobmatch.cli.stopped import STOPPED
from jobmatch.errors import JobmatchError, Text, reason_of

if TYPE_CHECKING:
    from jobmatch.store.store import Store

DONE, SAID_NO, WRONG_USE = 0, 1, 2
"""The exit statuses."""
_STOPPED_BY_HAND = 130
"""What the command library makes of Ctrl+C."""

app = typer.Typer(
    name="jobmatch",
    cls=Group,
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


app.callback()(language)
commands.add_all(app)

UNEXPECTED = Text(
    da="Noget gik galt, som vi ikke havde forudset ({kind}). Prøv igen; bliver det ved, så kør kommandoen med "
    "JOBMATCH_DEBUG=1 og send det hele til dem, der passer systemet.",
    en="Something went wrong that we had not foreseen ({kind}). Try again; if it goes on, run the command with "
    "JOBMATCH_DEBUG=1 and send everything to those who look after the system.",
)
DISK = Text(
    "Noget på disken kunne ikke læses eller skrives{place}: {why}.",
    "Something on the disk could not be read or written{place}: {why}.",
)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status; no exception leaves this function, and no database stays open."""
    opened: list[Store] = []
    before = OPENED.set(opened)
    try:
        return _run(arguments)
    finally:
        OPENED.reset(before)
        for store in opened:
            store.close()


def _run(arguments: Sequence[str]) -> int:
    asked = asked_language(arguments)
    SPOKEN.set(asked)
    try:
        result = typer.main.get_command(app).main(
            args=list(arguments) or ["--help"],
            prog_name="jobmatch",
            standalone_mode=False,
            obj=asked or _language_of_place(),
        )
        sys.stdout.flush()
    except typer.Exit as end:
        result = end.exit_code
    except JobmatchError as fault:
        return _complain(fault.here, SAID_NO)
    except typer.TyperException as fault:
        return _complain(_wrong_use(fault), WRONG_USE)
    except typer.Abort:
        result = _STOPPED_BY_HAND
    except BrokenPipeError:
        # The reader of our output, such as `head`, has had enough; nothing is wrong.
        _say_no_more()
        return DONE
    except Exception as fault:
        if os.environ.get("JOBMATCH_DEBUG"):
            raise
        _say_no_more()
        return _complain(_unforeseen(fault), SAID_NO)
    if result == _STOPPED_BY_HAND:
        return _complain(Text(*STOPPED), SAID_NO)
    return result if isinstance(result, int) else DONE


def _unforeseen(fault: Exception) -> Text:
    if not isinstance(fault, OSError) or isinstance(fault, ConnectionError | TimeoutError):
        return UNEXPECTED.fill(kind=type(fault).__name__)
    return DISK.fill(place=f" ({fault.filename})" if fault.filename else "", why=reason_of(fault))


def _say_no_more() -> None:
    """Let go of what could not be written on stdout, so that it is not tried once more at the end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(said: Text, status: int) -> int:
    sentence = said.in_language(SPOKEN.get() or _language_of_place())
    Console(stderr=True, soft_wrap=True).print(sentence, highlight=False, markup=False)
    return status


def _language_of_place() -> str:
    """The language when the settings have not been read: the environment's, else Danish."""
    return "en" if os.environ.get("JOBMATCH_LANGUAGE") == "en" else "da"


def _wrong_use(fault: typer.TyperException) -> Text:
    """Wrong use in plain words; the library's own wording is English and stays as the detail."""
    context = getattr(fault, "ctx", None)
    command = context.command_path if context else "jobmatch"
    hint = getattr(getattr(fault, "param", None), "name", None)
    parameter = _written(getattr(fault, "param", None)) if hint else ""
    option = getattr(fault, "option_name", "")
    kind = type(fault).__name__
    if kind == "MissingParameter":
        said = Text(f"Der mangler {parameter}.", f"{parameter} is missing.")
    elif kind == "NoSuchOption":
        said = Text(f"Valget {option} findes ikke.", f"There is no option {option}.")
    elif kind == "NoSuchCommand" or "No such command" in fault.format_message():
        name = next((word for word in fault.format_message().split("'")[1:2]), "")
        said = Text(f"Kommandoen {name} findes ikke.", f"There is no command {name}.")
    elif kind == "BadParameter":
        said = Text(f"Værdien til {parameter} kan ikke bruges.", f"The value of {parameter} cannot be used.")
    elif "unexpected extra" in fault.format_message():
        said = Text("Der står mere på linjen, end kommandoen tager.", "There is more on the line than it takes.")
    elif option:
        said = Text(f"{option} mangler sin værdi.", f"{option} lacks its value.")
    elif "Missing command" in fault.format_message():
        said = Text("Der mangler en kommando.", "A command is missing.")
    else:
        said = Text("Kommandoen kan ikke læses.", "The command cannot be read.")
    return Text(f"{said.da} Se {command} --help.", f"{said.en} See {command} --help.")


def _written(parameter: object) -> str:
    """A parameter as it is written on the line: ``--top`` or ``CITIZEN_ID``."""
    options = [name for name in getattr(parameter, "opts", []) if name.startswith("-")]
    return options[-1] if options else str(getattr(parameter, "name", "")).upper()
