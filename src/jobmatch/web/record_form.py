"""A part of a citizen's record as a form, whoever fills it in: the consultant with her, or she herself."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.licences import LICENCES
from jobmatch.domain.need_groups import NEED_GROUPS
from jobmatch.domain.needs import NEEDS
from jobmatch.errors import Text
from jobmatch.web.fields import Fields

ONE_A_LINE = ("competences", "wishes", "vetoes", "blocked")
NONE = "ingen"
"""A cell that says that there are none, which is more than nobody having asked."""


def part_of(request: Request, parts: Container[str]) -> str:
    """The part that the address names; one that there is no form for is not there."""
    part: str = request.path_params["part"]
    if part not in parts:
        raise HTTPException(404)
    return part


def version_of(fields: Fields, stored: int) -> int:
    """The version of the record that the form was made from; the stored one when the form does not say."""
    written = fields.get("version", "")
    return int(written) if written.isdecimal() else stored


def cells_in(fields: Fields, names: Iterable[str]) -> dict[str, str]:
    """The fields of a form as cells of a file: what was ticked, or written one a line, is separated by ``|``."""
    return {name: _cell(name, fields.every.get(name, ())) for name in names}


def _cell(name: str, sent: Iterable[str]) -> str:
    cell = "|".join(text.replace("\r", "") for text in sent)
    if name in ONE_A_LINE:
        return "|".join(line.strip() for line in cell.split("\n") if line.strip())
    if name == "licences":  # who has ticked one of them does not have none
        ticked = [code for code in cell.split("|") if code]
        return "|".join([code for code in ticked if code != NONE] or ticked[:1])
    return cell


def licence_choices(cells: Mapping[str, str], say: Callable[[Text], str]) -> dict[str, Any]:
    """The licences that can be ticked, those on the record that are on no list among them, and which are."""
    held = [code for code in cells["licences"].split("|") if code]
    listed = {**LICENCES, **{code: Text(code, code) for code in held if code not in (*LICENCES, NONE)}}
    return {"licence_options": options(listed, say), "held": held}


def options(listed: Mapping[str, Text], say: Callable[[Text], str]) -> list[tuple[str, str]]:
    """A closed list as the choices of a form."""
    return [(code, say(text)) for code, text in listed.items()]


def need_cells(fields: Fields, citizen: Citizen) -> dict[str, str]:
    """The chosen needs, and which may be told, as cells.

    A form where nothing is chosen says that there are none only of somebody whose needs are known: it may as well have
    been saved without being read, and unknown is not no.
    """
    strengths = {code: fields.get(f"need-{code}", "") for code in NEEDS}
    chosen = {code: strength for code, strength in strengths.items() if strength}
    told = [code for code in fields.every.get("told", ()) if code in chosen]
    return {
        "needs": "|".join(f"{code}:{strength}" for code, strength in chosen.items()) or _nothing(citizen.needs),
        "may_disclose": "|".join(told) or (NONE if chosen else _nothing(citizen.may_disclose)),
    }


def _nothing(before: object) -> str:
    return "" if before is None else NONE


def need_choices(cells: Mapping[str, str]) -> dict[str, Any]:
    """What a form about needs shows: every need in its group, what was chosen, and what may be told."""
    return {
        "groups": NEED_GROUPS,
        "all_needs": NEEDS,
        "given": dict(one.split(":", 1) for one in cells.get("needs", "").split("|") if ":" in one),
        "told": set(cells.get("may_disclose", "").split("|")),
    }
