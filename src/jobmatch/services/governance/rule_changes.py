"""A changed number or severity of a rule, as a dated row that stands over the one before."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from jobmatch.domain.proposal import Proposal
from jobmatch.errors import BadInput, Text
from jobmatch.rules.reading import rules_of_rows
from jobmatch.rules.rule import Rule
from jobmatch.rules.table import rows_of

_NO_CHANGE = Text("Reglen er, som den var. Ret mindst ét felt.", "The rule is as it was. Change at least one field.")
_TOO_EARLY = Text(
    "Reglen kan tidligst ændres fra {day}. Det, der er vist, skal kunne vises igen.",
    "The rule can be changed from {day} at the earliest. What was shown must be showable again.",
)


def changed(
    rule: Rule, parameters: Mapping[str, Any], severity: str, valid_from: date, source: str, today: date
) -> str:
    """The row that a proposal keeps, as JSON.

    Args:
        parameters: Those that change; the others stay.
        source: The law as a person cites it.

    Raises:
        BadInput: Nothing changes, the day has gone by, or a value does not fit the rule.
    """
    row: dict[str, Any] = {"id": rule.rule_id, "part": rule.part, "valid_from": valid_from.isoformat()}
    moved = {name: value for name, value in parameters.items() if rule.parameters.get(name) != value}
    if moved:
        row["parameters"] = moved
    if severity != rule.severity:
        row["severity"] = severity
    if source and source != rule.source:
        row["source"] = source
    if len(row) == 3:
        raise BadInput(_NO_CHANGE)
    if valid_from < today:
        raise BadInput(_TOO_EARLY.fill(day=Text(f"{today:%d-%m-%Y}", today.isoformat())))
    content = json.dumps([row], ensure_ascii=False)
    rules_of_rows(rows_of(content), rule.rule_id, [rule])
    return content


def rows_in_force(approved: list[Proposal]) -> str | None:
    """All approved rows as one JSON list, each with who approved it; None when there are none."""
    rows = [
        {**row, "approved_by": proposal.verdict.by}
        for proposal in approved
        if proposal.verdict is not None
        for row in json.loads(proposal.content)
    ]
    newest = {(row["id"], row["part"], row["valid_from"]): row for row in rows}
    return json.dumps(list(newest.values()), ensure_ascii=False) if newest else None
