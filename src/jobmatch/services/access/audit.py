"""Reading the log: is it whole, who did what, and who has seen somebody's data."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from jobmatch.domain.viewer import CITIZEN_NAME
from jobmatch.errors import BadInput, Text
from jobmatch.services.access import deeds
from jobmatch.store.access_log import FIRST, AccessLog, Logged, digest_of

_ANCHOR = re.compile(r"(\d{1,18}):([0-9a-f]{64})")
_BAD_ANCHOR = Text(
    "Et anker skrives som nummer:hash, præcis som jobmatch audit verify viste det.",
    "An anchor is written as number:hash, exactly as jobmatch audit verify showed it.",
)
_CHANGED = Text(
    "Række {number} er ændret, efter at den blev skrevet.", "Row {number} was changed after it was written."
)
_GAP = Text("Der er fjernet eller byttet rækker før række {number}.", "Rows were removed or moved before row {number}.")
_BROKEN = Text(
    "Række {number} hænger ikke sammen med rækken før: en række er fjernet, skudt ind eller byttet.",
    "Row {number} does not follow from the row before: a row was removed, inserted or moved.",
)
_CUT = Text(
    "Loggen ender ved række {number}, men ankeret er fra række {anchor}: de sidste rækker er fjernet.",
    "The log ends at row {number}, but the anchor is of row {anchor}: the last rows were removed.",
)
_REWRITTEN = Text(
    "Række {anchor} er ikke den, som ankeret er fra: loggen er skrevet om.",
    "Row {anchor} is not the one that the anchor is of: the log was rewritten.",
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the log is whole."""

    rows: int
    anchor: str
    """``number:hash`` of the last row; kept elsewhere, it shows later whether rows were cut off or all rewritten."""
    faults: list[Text]
    """What is wrong; the first fault of each kind of damage is enough to know where to look."""

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


class Audit:
    """Answers questions about the log."""

    def __init__(self, log: Callable[[], AccessLog]) -> None:
        self._log = log

    def verify(self, anchors: tuple[str, ...] = ()) -> Verdict:
        """Read the whole log and check every row against the one before, and against anchors kept elsewhere.

        Raises:
            BadInput: An anchor cannot be read.
        """
        wanted = dict(_anchor(one) for one in anchors)
        faults: list[Text] = []
        last, previous, seen = 0, FIRST, 0
        for row in self._log().rows():
            if row["number"] != last + 1:
                faults.append(_GAP.fill(number=row["number"]))
            if row["previous"] != previous:
                faults.append(_BROKEN.fill(number=row["number"]))
            if digest_of(row) != row["hash"]:
                faults.append(_CHANGED.fill(number=row["number"]))
            if wanted.get(row["number"], row["hash"]) != row["hash"]:
                faults.append(_REWRITTEN.fill(anchor=row["number"]))
            last, previous, seen = row["number"], row["hash"], seen + 1
        faults += [_CUT.fill(number=last, anchor=number) for number in sorted(wanted) if number > last]
        return Verdict(seen, f"{last}:{previous}", faults)

    def entries(
        self, before: int | None = None, limit: int = 100, citizen_id: str | None = None, actor: str | None = None
    ) -> list[Logged]:
        """The newest entries, about one citizen, by one user, or all."""
        return self._log().entries(before, limit, citizen_id, actor)

    def who_saw(self, citizen_id: str, limit: int = 200) -> list[Logged]:
        """Who has seen or changed a citizen's data, the latest first; her own visits are left out."""
        return [one for one in self._log().entries(None, limit, citizen_id) if one.actor != CITIZEN_NAME]


def as_dict(entry: Logged) -> dict[str, object]:
    """An entry as the API and the command line give it: no profile, only an id."""
    return {
        "number": entry.number,
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "action": entry.action,
        "text": deeds.deed(entry.action).as_dict(),
        "citizen_id": entry.citizen_id,
        "erased": entry.subject is not None and entry.citizen_id is None,
        "object": entry.object,
        "details": dict(entry.details),
        "hash": entry.hash,
    }


def _anchor(text: str) -> tuple[int, str]:
    found = _ANCHOR.fullmatch(text.strip())
    if found is None:
        raise BadInput(_BAD_ANCHOR)
    return int(found[1]), found[2]
