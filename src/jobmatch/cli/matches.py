"""How a list of matches reads on a terminal: words and bars, never a number about a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.markup import escape

from jobmatch.bootstrap import Application
from jobmatch.cli.door import Door, by_hand
from jobmatch.errors import Text
from jobmatch.services.access.by_hand import note_views
from jobmatch.services.access.policy import Action

ASK = {
    "employer": Text("Spørg arbejdspladsen", "Ask the workplace"),
    "citizen": Text("Spørg borgeren", "Ask the citizen"),
    "consultant": Text("Tag stilling", "Decide"),
}
LATER = Text(
    "Før start: {rules} (se jobmatch rules).",
    "Before the start: {rules} (see jobmatch rules).",
)
SHARE_WIDTH = 10
EXCLUDED_SHOWN = 5


def show_pairs(door: Door, application: Application, answer: Mapping[str, Any], about: str | None = None) -> None:
    """Print what was found about one citizen, once the log says that it was looked at.

    Args:
        about: The placement, where one was asked about.
    """
    note_views(application.access.journal, by_hand(), Action.SEE_MATCHES, [answer["citizen_id"]], about)
    if door.as_json:
        door.answer(answer)
    else:
        show_matches(door, answer, application.titles(answer))


def show_matches(door: Door, answer: Mapping[str, Any], titles: Mapping[str, str]) -> None:
    """One citizen's list: matches with reasons, questions and rules; then what is excluded, and what would help."""
    if answer.get("message"):
        door.out.print(escape(door.t(answer["message"])))
    elif not answer["matches"]:
        door.say("Ingen pladser passer i dag. Se nedenfor, hvad der ville hjælpe.",
                 "No placement fits today. See below what would help.")  # fmt: skip
    for row in answer["matches"]:
        _show_row(door, row, f"{row['placement_id']}  {titles.get(row['placement_id'], '')}")
    _show_excluded(door, answer, "placement_id", titles)
    if answer.get("unlocks"):
        door.say("\nDet ville hjælpe", "\nThis would help")
        for unlock in answer["unlocks"]:
            door.out.print(
                f"  [green]→[/green] {unlock['placement_id']}: {escape(door.t(unlock['text']))}", highlight=False
            )


def show_candidates(door: Door, answer: Mapping[str, Any]) -> None:
    """One placement's list of citizens."""
    if not answer["matches"]:
        door.say("Ingen borgere passer til pladsen i dag.", "No citizen fits this placement today.")
    for row in answer["matches"]:
        _show_row(door, row, row["citizen_id"])
    _show_excluded(door, answer, "citizen_id", {})


def _show_row(door: Door, row: Mapping[str, Any], heading: str) -> None:
    door.out.print(f"\n[bold]{row['rank']}. {escape(heading)}[/bold]", highlight=False)
    for part in row["contributions"]:
        door.out.print(f"  {_bar(part)}  {escape(door.t(part['text']))}", highlight=False)
    for check in row["checks"]:
        asked = door.t(ASK[check["ask"]])
        door.out.print(f"  [yellow]?[/yellow] {asked}: {escape(door.t(check['text']))}", highlight=False)
    _show_rules(door, row)
    if row.get("ramp"):
        steps = " → ".join(_step(door, step) for step in row["ramp"])
        door.out.print(f"  [dim]{steps}[/dim]", highlight=False)


def _show_rules(door: Door, row: Mapping[str, Any]) -> None:
    """What the law says here; questions that wait for the agreement are one line, so that reasons do not drown."""
    asked = {check["code"] for check in row["checks"]}
    for rule in row["rules"]:
        if rule["rule_id"] not in asked and rule["stage"] == "choose":
            line = f"{rule['rule_id']}: {door.t(rule['text'])} ({rule['source']})"
            door.out.print(f"  § [dim]{escape(line)}[/dim]", highlight=False)
    later = dict.fromkeys(rule["rule_id"] for rule in row["rules"] if rule["stage"] == "agree")
    if later:
        text = LATER.fill(rules=", ".join(later))
        door.out.print(f"  § [dim]{escape(door.t(text))}[/dim]", highlight=False)


def _bar(part: Mapping[str, Any]) -> str:
    filled = round(SHARE_WIDTH * part["points"] / part["max"]) if part["max"] else 0
    return f"[cyan]{'█' * filled}[/cyan][dim]{'░' * (SHARE_WIDTH - filled)}[/dim]"


def _step(door: Door, step: Mapping[str, Any]) -> str:
    number = f"{step['hours']:g}"
    if door.language == "en":
        return f"week {step['week']}: {number} h"
    return f"uge {step['week']}: {number.replace('.', ',')} t"


def _show_excluded(door: Door, answer: Mapping[str, Any], key: str, titles: Mapping[str, str]) -> None:
    count = answer.get("excluded_count", 0)
    if not count:
        return
    door.say(f"\nPasser ikke i dag: {count}", f"\nDo not fit today: {count}")
    for row in answer["excluded"][:EXCLUDED_SHOWN]:
        reasons = " ".join(door.t(reason["text"]) for reason in row["reasons"])
        name = f"{row[key]} {titles.get(row[key], '')}".strip()
        door.out.print(f"  [dim]–[/dim] {escape(name)}: {escape(reasons)}", highlight=False)
