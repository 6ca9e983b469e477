"""A part of a citizen's record as a form, whoever fills it in: the consultant with her, or she herself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.codes import HOURS_CERTAINTY, STRENGTH, TRANSPORT, WEEKDAY
from jobmatch.domain.licences import LICENCES
from jobmatch.domain.need_groups import NEED_GROUPS
from jobmatch.domain.needs import NEEDS
from jobmatch.errors import Text
from jobmatch.services.editing import ChangedMeanwhile, WrongFields, cell_of
from jobmatch.store.changes import Stored
from jobmatch.web.access import viewer_of
from jobmatch.web.consultant.changes import words
from jobmatch.web.fields import Fields
from jobmatch.web.forms import back_to, fields_of
from jobmatch.web.labels import LABELS
from jobmatch.web.page import application_of, reader_of, render

ONE_A_LINE = ("competences", "wishes", "vetoes", "blocked")
NONE = "ingen"
"""A cell that says that there are none, which is more than nobody having asked."""


@dataclass(frozen=True, slots=True)
class RecordForm:
    """The forms that one kind of people correct a record with."""

    parts: Mapping[str, Sequence[str]]
    """Each form and the fields that it changes."""
    template: str
    """Its template, with ``{part}`` for the form's name."""
    stored_of: Callable[[Request], Stored[Citizen]]
    """The citizen that a request is about, when the visitor may see her."""
    frame_of: Callable[[Request, Citizen], Mapping[str, Any]]
    """What stands around the form."""
    address_of: Callable[[Citizen], str]
    """The page that is shown when it has been saved."""
    done: str
    """What is said there: the label ``done_<word>``."""

    def show(self, request: Request) -> Response:
        """One part of the record, to be changed."""
        part, stored = self._part_of(request), self.stored_of(request)
        cells = {name: cell_of(name, getattr(stored.record, name)) for name in self.parts[part]}
        return self._page(request, part, stored.record, stored.version, cells)

    async def save(self, request: Request) -> Response:
        """Save one part, unless somebody has changed the same meanwhile."""
        part = self._part_of(request)
        fields = await fields_of(request)
        return await run_in_threadpool(self._saved, request, part, fields)

    def _part_of(self, request: Request) -> str:
        """The part that the address names; one that there is no form for is not there."""
        part: str = request.path_params["part"]
        if part not in self.parts:
            raise HTTPException(404)
        return part

    def _saved(self, request: Request, part: str, fields: Fields) -> Response:
        application, stored = application_of(request), self.stored_of(request)
        citizen, names = stored.record, self.parts[part]
        cells = need_cells(fields, citizen) if "needs" in names else cells_in(fields, names)
        seen = fields.number("version")
        version = stored.version if seen is None else seen
        try:
            values = application.editing.read(citizen, cells)
            application.editing.save(citizen, version, values, viewer_of(request).name, application.today())
        except WrongFields as fault:
            return self._page(request, part, citizen, version, cells, 422, errors=fault.faults)
        except ChangedMeanwhile as fault:
            return self._page(request, part, citizen, fault.version, cells, 409, meanwhile=_told(request, fault))
        return back_to(self.address_of(citizen), done=self.done)

    def _page(
        self,
        request: Request,
        part: str,
        citizen: Citizen,
        version: int,
        cells: Mapping[str, str],
        status: int = 200,
        errors: Mapping[str, Text] | None = None,
        meanwhile: Meanwhile | None = None,
    ) -> Response:
        return render(
            request,
            self.template.format(part=part),
            status=status,
            **self.frame_of(request, citizen),
            part=part,
            version=version,
            cells=cells,
            errors=errors or {},
            meanwhile=meanwhile,
            **_choices(cells, reader_of(request).text),
        )


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What was saved while a form was open."""

    by: str
    """Whose doing it was, as the reader calls them."""
    theirs: list[tuple[str, str]]
    """Field and what it says now; empty when it is unknown."""


def _told(request: Request, fault: ChangedMeanwhile) -> Meanwhile:
    reader = reader_of(request)
    own = fault.by == viewer_of(request).name
    theirs = [(name, words(name, getattr(fault.theirs, name), reader.language)) for name in fault.fields]
    return Meanwhile(reader.label("meanwhile_self") if own else fault.by, theirs)


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


def _choices(cells: Mapping[str, str], say: Callable[[Text], str]) -> dict[str, Any]:
    """What can be chosen for the fields of a form."""
    found: dict[str, Any] = {}
    if "needs" in cells:
        found |= _need_choices(cells)
    if "days" in cells:
        found |= {"certainty_options": options(HOURS_CERTAINTY, say), "day_options": options(WEEKDAY, say)}
    if "transport" in cells:
        found |= {"transport_options": options(TRANSPORT, say)}
    if "licences" in cells:
        found |= _licence_choices(cells, say)
    return found


def _licence_choices(cells: Mapping[str, str], say: Callable[[Text], str]) -> dict[str, Any]:
    """The licences that can be ticked, those on the record that are on no list among them, and which are."""
    held = [code for code in cells["licences"].split("|") if code]
    unlisted = {code: Text(code, code) for code in held if code not in (*LICENCES, NONE)}
    listed = {**LICENCES, **unlisted, NONE: LABELS["licences_none"]}
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


def _need_choices(cells: Mapping[str, str]) -> dict[str, Any]:
    """What a form about needs shows: every need in its group, what was chosen, and what may be told."""
    return {
        "groups": NEED_GROUPS,
        "all_needs": NEEDS,
        "strengths": STRENGTH,
        "given": dict(one.split(":", 1) for one in cells.get("needs", "").split("|") if ":" in one),
        "told": set(cells.get("may_disclose", "").split("|")),
    }
