"""The columns of the files as a table for people, from their declarations."""

from __future__ import annotations

from jobmatch.domain.columns import Column, Kind
from jobmatch.exchange.codes import code_list
from jobmatch.exchange.kinds import FileKind

_HOLDS = {
    Kind.KEY: "text, key",
    Kind.TEXT: "text",
    Kind.CODE: "code",
    Kind.CODES: "list of codes",
    Kind.TERMS: "list",
    Kind.COMPETENCES: "list of `term` or `term:niveau`",
    Kind.NEEDS: "list of `code:strength`",
    Kind.OFFERS: "list of `code:answer`",
    Kind.DECIMAL: "decimal",
    Kind.INTEGER: "integer",
    Kind.PERCENT: "percent",
    Kind.DAYS: "list of weekdays",
    Kind.TIME: "time",
    Kind.BLOCKED: "list of fixed times, `tir 10-12`",
    Kind.POSTCODE: "4 digits",
    Kind.CVR: "8 digits",
    Kind.P_NUMBER: "10 digits",
    Kind.DATE: "date",
    Kind.YES_NO: "ja/nej",
}
_MOST_CODES = 12


def header_pairs(kind: FileKind) -> list[tuple[str, str]]:
    """Danish header and English name of every column, in order."""
    return [(column.danish, column.name) for column in kind.columns]


def columns_table(kind: FileKind) -> str:
    """The columns of one kind of file as a Markdown table."""
    lines = ["| Danish header | English name | Type | Meaning |", "|---|---|---|---|"]
    lines += [f"| {c.danish} | {c.name} | {_holds(c)} | {c.meaning} |" for c in kind.columns]
    return "\n".join(lines) + "\n"


def _holds(column: Column) -> str:
    """The type of a column, with its codes where they are few."""
    holds = _HOLDS[column.kind]
    if column.codes is None or column.codes == "licence" or len(code_list(column.codes)) > _MOST_CODES:
        return holds
    return f"{holds}: {', '.join(code_list(column.codes))}"
