"""The form that is filled in at a workplace: its fields as a browser sends them, and as cells."""

from __future__ import annotations

from collections.abc import Mapping

from jobmatch.domain.codes import WEEKDAY
from jobmatch.domain.needs import NEEDS
from jobmatch.services.workplaces.answers import COLUMNS, WORDS, Cells

DAY = "dag_"
ANSWER = "svar_"


def cells_from(form: Mapping[str, str], shown: Cells) -> dict[str, str]:
    """The cells that a sent form means; a field that was not sent is as it was shown."""
    cells = dict(shown)
    for name in (*COLUMNS, *WORDS):
        if name in form and name not in ("days", "tasks"):
            cells[name] = form[name]
    if "tasks" in form:
        lines = [line.replace("|", " ").strip() for line in form["tasks"].splitlines()]
        cells["tasks"] = "|".join(line for line in lines if line)
    if "days" in form:  # the hidden field says that the ticks were there
        cells["days"] = "|".join(day for day in WEEKDAY if form.get(DAY + day))
    for code in NEEDS:
        if ANSWER + code in form:
            cells[f"offer:{code}"] = form[ANSWER + code]
    return cells


def days_of(cell: str, codes: Mapping[str, str]) -> list[str]:
    """The days of a cell by their codes."""
    return [codes[part] for part in cell.split("|") if part in codes]
