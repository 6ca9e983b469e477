"""The answers of a workplace as cells: what a form shows, what somebody else saved meanwhile, and what is new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from jobmatch.domain.codes import ANSWER
from jobmatch.domain.columns import columns_of
from jobmatch.domain.needs import NEEDS
from jobmatch.domain.placement import Offer, Placement
from jobmatch.domain.workplace import FactChange, WorkplaceFacts
from jobmatch.errors import BadInput, JobmatchError, Text
from jobmatch.exchange.cells import format_cell, parse_cell, tidy
from jobmatch.exchange.checks import check_record
from jobmatch.exchange.cpr import REFUSED, holds_cpr
from jobmatch.exchange.problems import CellError

COLUMNS = (
    "tasks",
    "min_hours",
    "max_hours",
    "min_hours_day",
    "days",
    "earliest",
    "latest",
    "slots",
    "mentor_hours",
    "ordinary_staff",
    "supported_now",
    "contact",
)
"""Columns of a placement that are asked about at the workplace."""
WORDS = ("deputy", "alcohol_rule", "dislikes", "contact_agreement")
"""Facts of the workplace that are asked about there."""
LONGEST_WORDS = 600
_COLUMNS = {column.name: column for column in columns_of(Placement)}
_TOO_LONG = Text(
    "Teksten er for lang. Skriv højst {most} tegn.", "The text is too long. Write at most {most} characters."
)
_NO_SUCH_ANSWER = Text("Vælg ja, delvist, nej eller ved ikke.", "Choose yes, in part, no or not known.")
_UNUSABLE = Text(
    "Noget i formularen kan ikke bruges, så intet er gemt. Se felterne med en bemærkning.",
    "Something in the form cannot be used, so nothing was saved. See the fields with a remark.",
)

Cells = Mapping[str, str]
"""Field → cell: columns of the placement, ``offer:CODE``, and facts of the workplace."""


class Unusable(BadInput):
    """Fields that cannot be used, each with what is wrong."""

    def __init__(self, wrong: Mapping[str, Text]) -> None:
        super().__init__(_UNUSABLE)
        self.wrong = wrong


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that two people answered differently at the same time."""

    field: str
    mine: str
    theirs: str


class AnsweredTwice(JobmatchError):
    """Two people answered the same field differently at the same time; nothing was saved, both answers are kept."""

    status = 409

    def __init__(self, clashes: tuple[Clash, ...], by: str, kept: Cells) -> None:
        super().__init__(
            Text(
                "{by} har gemt noget andet, mens du skrev. Intet er tabt: se begge svar, og vælg.",
                "{by} saved something else while you were writing. Nothing is lost: see both answers and choose.",
            ).fill(by=by)
        )
        self.clashes = clashes
        self.by = by
        self.kept = kept
        """What to show: the sender's answers, and the other's where the sender changed nothing."""


def cells_of(placement: Placement, facts: WorkplaceFacts) -> dict[str, str]:
    """What is known, as the form shows it."""
    cells = {name: format_cell(_COLUMNS[name], getattr(placement, name)) for name in COLUMNS}
    answers = {offer.code: offer.answer for offer in reversed(placement.offers or ())}
    cells |= {f"offer:{code}": answers.get(code, "ukendt") for code in NEEDS}
    return cells | {name: getattr(facts, name) or "" for name in WORDS}


def read_cells(given: Cells) -> dict[str, str]:
    """The known fields of a form, each as it would be stored.

    Raises:
        Unusable: naming every field that cannot be used.
    """
    wrong: dict[str, Text] = {}
    read: dict[str, str] = {}
    for field, cell in given.items():
        try:
            read[field] = _read(field, cell)
        except CellError as fault:
            wrong[field] = fault.text
    if wrong:
        raise Unusable(wrong)
    return read


def _read(field: str, cell: str) -> str:
    if field in COLUMNS:
        return format_cell(_COLUMNS[field], parse_cell(_COLUMNS[field], cell))
    if field in WORDS:
        if holds_cpr(cell):
            raise CellError(REFUSED)
        words = tidy(cell)
        if len(words) > LONGEST_WORDS:
            raise CellError(_TOO_LONG.fill(most=LONGEST_WORDS))
        return words
    if field.removeprefix("offer:") not in NEEDS or cell not in ANSWER:
        raise CellError(_NO_SUCH_ANSWER)
    return cell


def merged(seen: Cells, now: Cells, mine: Cells, by: str) -> dict[str, str]:
    """What holds when the sender's changes are laid over what is stored now.

    Args:
        seen: What the sender's form showed.
        now: What is stored.
        by: Who saved what is stored now.

    Raises:
        AnsweredTwice: The same field was changed by both, to different answers.
    """
    own = {field: cell for field, cell in mine.items() if cell != seen[field]}
    clashes = tuple(
        Clash(field, cell, now[field])
        for field, cell in own.items()
        if now[field] != seen[field] and now[field] != cell
    )
    result = {**now, **own}
    if clashes:
        raise AnsweredTwice(clashes, by, result)
    return result


def differences(before: Cells, after: Cells) -> tuple[FactChange, ...]:
    """Every field that is otherwise."""
    return tuple(FactChange(field, before[field], cell) for field, cell in after.items() if before[field] != cell)


def placement_with(placement: Placement, cells: Cells) -> Placement:
    """The placement as the cells tell it.

    Raises:
        Unusable: Two fields contradict each other.
    """
    fields: dict[str, Any] = {name: parse_cell(_COLUMNS[name], cells[name]) for name in COLUMNS}
    changed = replace(placement, **fields, offers=_offers(placement, cells))
    if faults := check_record(changed):
        raise Unusable(dict(faults))
    return changed


def _offers(placement: Placement, cells: Cells) -> tuple[Offer, ...] | None:
    """The answers in their old order, new ones after them; a need that was never mentioned stays so."""
    known = [offer.code for offer in placement.offers or ()]
    codes = dict.fromkeys([*known, *(code for code in NEEDS if cells[f"offer:{code}"] != "ukendt")])
    offers = tuple(Offer(code, cells[f"offer:{code}"]) for code in codes)
    return offers if offers or placement.offers is not None else None


def facts_with(facts: WorkplaceFacts, cells: Cells) -> WorkplaceFacts:
    """The workplace's facts as the cells tell them."""
    deputy, alcohol_rule, dislikes, agreement = (cells[name] or None for name in WORDS)
    return replace(facts, deputy=deputy, alcohol_rule=alcohol_rule, dislikes=dislikes, contact_agreement=agreement)


def field_names() -> Iterable[str]:
    """Every field that a form may hold."""
    return (*COLUMNS, *(f"offer:{code}" for code in NEEDS), *WORDS)
