"""How a command explains itself: what it does, an example and its options, in the asker's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from typer.core import TyperCommand, TyperGroup

from jobmatch.cli.options import MEANING, Lang
from jobmatch.errors import Text

WORDS = {
    "usage": Text("Brug", "Usage"),
    "example": Text("Eksempel", "Example"),
    "arguments": Text("Argumenter", "Arguments"),
    "options": Text("Valg", "Options"),
    "command": Text("KOMMANDO", "COMMAND"),
    "commands": Text("Kommandoer", "Commands"),
    "program": Text(
        "jobmatch finder arbejdspladser, hvor få og voksende timer kan lykkes, og siger hvorfor.",
        "jobmatch finds workplaces where few and growing hours can succeed, and says why.",
    ),
    "more": Text(
        "Skriv jobmatch KOMMANDO --help for mere om en kommando.", "Write jobmatch COMMAND --help for more about one."
    ),
}

HELP: dict[str, tuple[Text, str]] = {}
"""Per command path, e.g. ``db backup``: what it does, and an example."""


def explain(path: str, da: str, en: str, example: str = "") -> None:
    """Register the help of one command or group of commands."""
    HELP[path] = (Text(da, en), example)


Explained = tuple[str, str, str, str, Callable[..., Any]]
"""A command: its name, what it does in Danish and English, an example, and what runs."""


def add_commands(app: typer.Typer, commands: Iterable[Explained], under: str = "") -> None:
    """Add commands to the program, or to the group that they stand under, with their help."""
    for name, da, en, example, run in commands:
        explain(f"{under} {name}".strip(), da, en, example)
        app.command(name, cls=Command)(run)


def add_group(app: typer.Typer, name: str, da: str, en: str, commands: Iterable[Explained]) -> None:
    """Add a group of commands to the program."""
    group = typer.Typer(cls=Group, rich_markup_mode=None)
    group.callback()(language)
    explain(name, da, en)
    add_commands(group, commands, under=name)
    app.add_typer(group, name=name)


def _path(ctx: typer.Context) -> str:
    return " ".join(ctx.command_path.split()[1:])


def _rows(pairs: list[tuple[str, str]]) -> Padding:
    table = Table.grid(padding=(0, 3, 0, 0))
    table.add_column(style="bold cyan", no_wrap=True)
    table.add_column()
    for left, right in pairs:
        table.add_row(left, right)
    return Padding(table, (0, 0, 0, 2))


def _parameter_rows(ctx: typer.Context, language: str, kind: str) -> list[tuple[str, str]]:
    rows = []
    for parameter in ctx.command.get_params(ctx):
        if parameter.param_type_name != kind or parameter.name is None:
            continue
        meaning = MEANING[parameter.name].in_language(language)
        if kind == "argument":
            rows.append((parameter.name.upper(), meaning))
            continue
        names = ", ".join([*parameter.opts, *parameter.secondary_opts])
        default = parameter.default
        if isinstance(default, (int, float, str)) and not isinstance(default, bool) and default != "":
            meaning += f" [{default}]"
        rows.append((names, meaning))
    return rows


def _print(console: Console, ctx: typer.Context, language: str) -> None:
    def word(name: str) -> str:
        return WORDS[name].in_language(language)

    text, example = HELP.get(_path(ctx), (WORDS["program"], "jobmatch demo"))
    console.print(f"[bold]{word('usage')}:[/bold] {escape(_usage(ctx, word))}", highlight=False)
    console.print()
    console.print(Padding(text.in_language(language), (0, 0, 0, 2)), highlight=False)
    if example:
        console.print(f"\n[bold]{word('example')}:[/bold] {example}", highlight=False)
    if isinstance(ctx.command, TyperGroup):
        console.print(f"\n[bold]{word('commands')}[/bold]")
        console.print(_rows(_command_rows(ctx, language)), highlight=False)
    for kind, title in (("argument", "arguments"), ("option", "options")):
        if rows := _parameter_rows(ctx, language, kind):
            console.print(f"\n[bold]{word(title)}[/bold]")
            console.print(_rows(rows), highlight=False)
    if isinstance(ctx.command, TyperGroup):
        console.print(f"\n{word('more')}", highlight=False)


def _usage(ctx: typer.Context, word: Callable[[str], str]) -> str:
    parts = [ctx.command_path]
    for parameter in ctx.command.get_params(ctx):
        if parameter.param_type_name == "argument" and parameter.name:
            name = parameter.name.upper() + ("..." if parameter.nargs == -1 else "")
            parts.append(name if parameter.required else f"[{name}]")
    parts.append(word("command") if isinstance(ctx.command, TyperGroup) else f"[{word('options').upper()}]")
    return " ".join(parts)


def _command_rows(ctx: typer.Context, language: str) -> list[tuple[str, str]]:
    rows = []
    assert isinstance(ctx.command, TyperGroup)
    for name in ctx.command.list_commands(ctx):
        text, example = HELP[f"{_path(ctx)} {name}".strip()]
        rows.append((name, text.in_language(language) + (f"\n[dim]{example}[/dim]" if example else "")))
    return rows


class Command(TyperCommand):
    """A command whose help is ours, in the language that was asked for."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help straight to the terminal, as Typer's own does."""
        _print(Console(), ctx, ctx.find_root().obj or "da")


class Group(TyperGroup):
    """A group of commands whose help is ours, in the order the commands are declared."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help straight to the terminal, as Typer's own does."""
        _print(Console(), ctx, ctx.find_root().obj or "da")


def language(lang: Lang = None) -> None:
    """Lets ``--lang`` stand before a command too; ``run`` has read it already."""
