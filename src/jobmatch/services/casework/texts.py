"""Texts to copy: a note for the case system, the remark for VITAS, and questions for a workplace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from jobmatch.domain.codes import REASON
from jobmatch.domain.decision import CHOSEN, OWN_IDEA, UNDONE, WHAT, Decision
from jobmatch.errors import Text
from jobmatch.rules.table import RuleTable
from jobmatch.services.casework.course_reading import CourseReading
from jobmatch.services.casework.decided import said
from jobmatch.services.casework.deciding import Deciding
from jobmatch.services.casework.employer_questions import employer_questions
from jobmatch.services.casework.people import called, known_citizen, known_placement
from jobmatch.services.casework.shown_content import answer_of, titles_of
from jobmatch.services.casework.text_lines import Lines
from jobmatch.services.casework.vitas import Remark, first_monday, vitas_remark
from jobmatch.store.store import Store

REASONS_TOLD = 3
"""So many reasons speak for a placement in a note; the rest can be shown again."""

_ADVICE = Text(
    "Forslagene er råd. Borgeren og konsulenten har besluttet.",
    "The suggestions are advice. The citizen and the consultant decided.",
)


class Texts:
    """Writes what people would otherwise type from the screen."""

    def __init__(
        self,
        store: Store,
        today: Callable[[], date],
        deciding: Deciding,
        courses: CourseReading,
        rules: Callable[[date], RuleTable],
    ) -> None:
        self._store = store
        self._today = today
        self._deciding = deciding
        self._courses = courses
        self._rules = rules

    # the note

    def note(self, number: int) -> Text:
        """A note about a decision: what was shown, what was decided and why, what is unknown, and the next step.

        Raises:
            NotFound: No decision has that number.
        """
        decision = self._deciding.one(number)
        lines = Lines()
        lines.add(f"Notat {decision.day:%d-%m-%Y}", f"Note {decision.day:%d-%m-%Y}")
        lines.add(f"Borger {decision.citizen_id}", f"Citizen {decision.citizen_id}")
        self._shown(lines, decision)
        self._decided(lines, decision)
        self._row(lines, decision)
        if decision.note:
            lines.add(f"Bemærkning: {decision.note}", f"Remark: {decision.note}")
        lines.blank()
        self._next(lines, decision)
        lines.add(f"Noteret af {decision.by}.", f"Noted by {decision.by}.")
        lines.text(_ADVICE)
        return lines.as_text()

    def _shown(self, lines: Lines, decision: Decision) -> None:
        shown = self._store.casework.shown.one(decision.shown) if decision.shown is not None else None
        lines.blank()
        if shown is None:
            lines.add("Der er ikke gemt nogen vist liste til beslutningen.", "No shown list is kept for the decision.")
            return
        titles = titles_of(shown)
        lines.add(
            f"Vi så på disse pladser (forslag af {shown.as_of:%d-%m-%Y}):",
            f"We looked at these placements (suggestions of {shown.as_of:%d-%m-%Y}):",
        )
        for rank, placement_id in enumerate(shown.placement_ids, start=1):
            name = f"{rank}. {titles.get(placement_id, placement_id)} ({placement_id})"
            lines.add(name, name)
        if not shown.placement_ids:
            lines.add("Der var ingen pladser at foreslå.", "There was no placement to suggest.")

    def _decided(self, lines: Lines, decision: Decision) -> None:
        lines.blank()
        name = self._called(decision)
        if decision.what == UNDONE:
            first = self._deciding.one(decision.undoes or 0)
            told = said(first)
            lines.add(
                f"Taget tilbage: {name}. Det var: {told.da} ({first.day:%d-%m-%Y}).",
                f"Taken back: {name}. It was: {told.en} ({first.day:%d-%m-%Y}).",
            )
            return
        what = WHAT[decision.what]
        reasons = REASON[CHOSEN if decision.what == OWN_IDEA else decision.what]
        why = reasons.get(decision.reason or "")
        because = Text(f" Grund: {why.da}.", f" Reason: {why.en}.") if why else Text("", "")
        place = _place(decision)
        lines.add(
            f"{_capital(what.da)}: {name}{place.da}.{because.da}", f"{_capital(what.en)}: {name}{place.en}.{because.en}"
        )

    def _called(self, decision: Decision) -> str:
        if decision.placement_id is not None:
            return called(self._store.placement(decision.placement_id), decision.placement_id)
        idea = decision.idea or {}
        return ", ".join(one for one in (idea.get("title"), idea.get("employer")) if one)

    def _row(self, lines: Lines, decision: Decision) -> None:
        """What spoke for the placement, and what is not known, as it stood on the screen."""
        shown = self._store.casework.shown.one(decision.shown) if decision.shown is not None else None
        rows = answer_of(shown)["matches"] if shown is not None else []
        row = next((one for one in rows if one["placement_id"] == decision.placement_id), None)
        if row is None:
            return
        good = [part for part in row["contributions"] if part["known"] and part["points"] * 2 >= part["max"]]
        lines.list(
            Text("Det taler for pladsen:", "This speaks for the placement:"),
            [Text(**part["text"]) for part in good[:REASONS_TOLD]],
        )
        lines.list(
            Text("Det ved vi ikke endnu:", "This is not known yet:"),
            [Text(**check["text"]) for check in row["checks"]],
        )
        lines.list(
            Text("Regler at være opmærksom på:", "Rules to mind:"),
            [
                Text(f"{rule['text']['da']} ({rule['source']})", f"{rule['text']['en']} ({rule['source']})")
                for rule in row["rules"]
                if rule["severity"] == "warn" and rule["stage"] == "choose"
            ],
        )

    def _next(self, lines: Lines, decision: Decision) -> None:
        if decision.what == CHOSEN:
            lines.add(
                "Næste skridt: Aftal et besøg eller en start med arbejdspladsen, og spørg om det, vi ikke ved.",
                "Next step: Agree on a visit or a start with the workplace, and ask what is not known.",
            )
        elif decision.what == OWN_IDEA:
            contact = (decision.idea or {}).get("contact")
            whom = f" ({contact})" if contact else ""
            lines.add(
                f"Næste skridt: Spørg arbejdspladsen{whom}, når borgeren har sagt ja til det.",
                f"Next step: Ask the workplace{whom}, once the citizen has said yes to it.",
            )
        else:
            lines.add("Næste skridt: Se på andre forslag sammen.", "Next step: Look at other suggestions together.")

    # the texts that a workplace reads

    def vitas(self, citizen_id: str, placement_id: str, remark: Remark | None = None) -> Text:
        """The remark for VITAS: purpose, tasks, start hours, steps and end hours, contact.

        The employer reads it: nothing that may not be told stands in it.

        Args:
            remark: What has been agreed; filled from the course or the careful ramp where it is left open.

        Raises:
            NotFound: There is no such citizen or placement.
        """
        citizen, placement = known_citizen(self._store, citizen_id), known_placement(self._store, placement_id)
        courses = [one for one in self._courses.of(citizen_id) if one.placement.placement_id == placement_id]
        course = next((one for one in courses if one.ended_on is None), None)
        start = course.started_on if course else first_monday(placement, self._today())
        events = self._store.events(citizen_id=citizen_id)
        return vitas_remark(citizen, placement, remark or Remark(), course, self._rules(start), self._today(), events)

    def employer_questions(self, citizen_id: str, placement_id: str) -> Text:
        """What to ask a workplace: arrangements for needs that may be told, and what every workplace is asked.

        Raises:
            NotFound: There is no such citizen or placement.
        """
        citizen, placement = known_citizen(self._store, citizen_id), known_placement(self._store, placement_id)
        return employer_questions(citizen, placement)


def _place(decision: Decision) -> Text:
    if decision.shown_rank is None:
        return Text("", "")
    if decision.shown_rank == 0:
        return Text(", som ikke stod på listen", ", which was not on the list")
    return Text(f" (nr. {decision.shown_rank} på listen)", f" (no. {decision.shown_rank} on the list)")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
