"""Every command explains itself in both languages, with an example that can be run."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

import pytest
import typer

from jobmatch.cli.help import HELP
from jobmatch.cli.main import app
from jobmatch.cli.options import MEANING
from tests.cli.conftest import Call


def _paths() -> Iterator[tuple[str, typer.core.TyperCommand]]:
    def below(command: typer.core.TyperGroup, path: str) -> Iterator[tuple[str, typer.core.TyperCommand]]:
        for name, child in command.commands.items():
            full = f"{path} {name}".strip()
            yield full, child  # type: ignore[misc]
            if isinstance(child, typer.core.TyperGroup):
                yield from below(child, full)

    root = typer.main.get_command(app)
    assert isinstance(root, typer.core.TyperGroup)
    yield from below(root, "")


COMMANDS = dict(_paths())


@pytest.mark.parametrize("path", COMMANDS)
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_command_explains_itself(call: Call, path: str, language: str) -> None:
    said = call(*path.split(), "--help", "--lang", language)
    assert said.status == 0
    text, example = HELP[path]
    assert text.in_language(language).split()[0] in said.out
    assert ("Brug:" if language == "da" else "Usage:") in said.out


@pytest.mark.parametrize("path", [path for path, command in COMMANDS.items() if HELP[path][1]])
def test_an_example_uses_only_words_that_the_command_knows(path: str) -> None:
    words = shlex.split(HELP[path][1])
    assert words[: 1 + len(path.split())] == ["jobmatch", *path.split()]
    known = {name for parameter in COMMANDS[path].params for name in (*parameter.opts, *parameter.secondary_opts)}
    assert {word for word in words if word.startswith("--")} <= known


def test_every_leaf_command_has_an_example() -> None:
    leaves = [path for path, command in COMMANDS.items() if not isinstance(command, typer.core.TyperGroup)]
    assert [path for path in leaves if not HELP[path][1]] == []


def test_every_parameter_has_a_meaning_and_every_meaning_a_parameter() -> None:
    used = {parameter.name for command in COMMANDS.values() for parameter in command.params} | {"help"}
    assert used - set(MEANING) == set()
    assert set(MEANING) - used == set()


@pytest.mark.parametrize("path", [path for path, c in COMMANDS.items() if not isinstance(c, typer.core.TyperGroup)])
def test_every_command_takes_a_language_and_a_database(path: str) -> None:
    assert {"lang", "db"} <= {parameter.name for parameter in COMMANDS[path].params}


def test_the_whole_program_lists_its_commands_with_examples(call: Call) -> None:
    said = call("--help")
    assert said.status == 0
    assert "jobmatch match B-017 --top 3" in said.out
