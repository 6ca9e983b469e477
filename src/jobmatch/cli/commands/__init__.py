"""One file a command, added in the order of a newcomer's day."""

from __future__ import annotations

import typer

from jobmatch.cli.commands import (
    audit,
    candidates,
    changes,
    confirm,
    db,
    demo,
    gaps,
    importing,
    learning,
    link,
    match,
    person,
    plan,
    rematch,
    rules,
    sample,
    serve,
    user,
    vocabulary,
    why,
)


def add_all(app: typer.Typer) -> None:
    """Add every command to the program."""
    for command in (
        demo, importing, match, candidates, why, rematch, plan, changes, gaps,
        link, confirm, vocabulary, sample, learning, rules, serve, user, audit, person, db,
    ):  # fmt: skip
        command.add(app)
