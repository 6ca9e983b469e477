"""Confirming: what was found in a citizen's story is a suggestion until she and her consultant say yes or no."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jobmatch.competences.vocabulary import Vocabulary
from jobmatch.domain.citizen import Citizen
from jobmatch.domain.confirmation import CONFIRMED, STRUCK, VERDICTS, Confirmation
from jobmatch.errors import BadInput, NotFound, Text
from jobmatch.services.casework.people import known_citizen
from jobmatch.services.linking import StoredLinks
from jobmatch.store.changes import Changes, Reply
from jobmatch.store.store import Store
from jobmatch.store.words import Decided
from jobmatch.world.words import Mention

SUGGESTED = "foreslaaet"
"""The state of what was found and nobody has decided about."""
_STATES = (SUGGESTED, CONFIRMED, STRUCK)

_NOT_FOUND_THERE = Text(
    "»{code}« er ikke fundet i borgerens fortælling. Se, hvad der er fundet, og brug koden derfra.",
    "“{code}” was not found in the citizen's story. See what was found, and use the code from there.",
)
_BAD_VERDICT = Text("Skriv bekraeftet eller stroeget.", "Write bekraeftet (confirmed) or stroeget (struck).")
_BAD_LEVEL = Text(
    "Niveauet er 1 (lidt), 2 (selvstændigt) eller 3 (kan lære andre op), og kun når kompetencen bekræftes.",
    "The level is 1 (a little), 2 (on one's own) or 3 (can teach others), and only when it is confirmed.",
)


class Confirming:
    """Shows what was found in a story, and keeps what people decide about it."""

    def __init__(self, store: Store, vocabulary: Callable[[], Vocabulary]) -> None:
        self._store = store
        self._vocabulary = vocabulary

    def of(self, citizen_id: str) -> dict[str, Any]:
        """What was found in one citizen's story, and what was decided about it, suggestions first.

        Raises:
            NotFound: There is no such citizen.
        """
        citizen, vocabulary = known_citizen(self._store, citizen_id), self._vocabulary()
        mentions, stated = self._read(citizen, vocabulary)
        decided = {one.confirmation.concept: one for one in self._store.words.decided(citizen_id)}
        rows = [
            _row(vocabulary, code, mentions.get(code), decided.get(code), code in stated)
            for code in dict.fromkeys([*mentions, *decided])
            if code in mentions or (decided[code].confirmation.verdict is not None)
        ]
        rows.sort(key=lambda row: _STATES.index(row["state"]))
        return {"citizen_id": citizen_id, "competences": rows}

    def decide(
        self,
        citizen_id: str,
        code: str,
        verdict: str | None,
        by: str,
        level: int | None = None,
        reply: Callable[[int], Reply] | None = None,
    ) -> None:
        """Confirm what was found, strike it, or (None) take the decision back.

        Args:
            level: With a confirmation: how well; what the text says holds when it is not given.
            reply: Makes the answer over HTTP; it is kept with the change.

        Raises:
            NotFound: There is no such citizen, or the concept was neither found nor decided before.
            BadInput: The verdict or the level cannot be used.
        """
        if verdict is not None and verdict not in VERDICTS:
            raise BadInput(_BAD_VERDICT)
        if level is not None and (level not in (1, 2, 3) or verdict != CONFIRMED):
            raise BadInput(_BAD_LEVEL)
        citizen = known_citizen(self._store, citizen_id)
        mentions, _ = self._read(citizen, self._vocabulary())
        if code not in mentions and code not in {one.confirmation.concept for one in self._decided(citizen_id)}:
            raise NotFound(_NOT_FOUND_THERE.fill(code=code))
        decision = Confirmation(citizen_id=citizen_id, concept=code, verdict=verdict, level=level)
        self._store.save(Changes(what="competence decided", confirmations=[decision]), by, reply)

    def _decided(self, citizen_id: str) -> list[Decided]:
        return self._store.words.decided(citizen_id)

    def _read(self, citizen: Citizen, vocabulary: Vocabulary) -> tuple[dict[str, Mention], set[str]]:
        """What the story mentions, the first words for each concept, and which concepts are stated as well."""
        links = StoredLinks(self._store, vocabulary)
        links.prepare([citizen], ())
        found: dict[str, Mention] = {}
        for mention in links.mentions(citizen.experience) if citizen.experience else ():
            found.setdefault(mention.code, mention)
        stated = {links.term(one.term) for one in citizen.competences or ()}
        return found, {code for code in stated if code is not None}


def _row(
    vocabulary: Vocabulary, code: str, mention: Mention | None, decided: Decided | None, stated: bool
) -> dict[str, Any]:
    concept = vocabulary.concepts.get(code)
    label = concept.label if concept else Text(code, code)
    decision = decided.confirmation if decided else None
    settled = decided if decision is not None and decision.verdict is not None else None
    level = decision.level if decision is not None and decision.level is not None else None
    return {
        "code": code,
        "label": label.as_dict(),
        "kind": concept.kind if concept else None,
        "state": settled.confirmation.verdict if settled else SUGGESTED,
        "matched": mention.matched if mention else None,
        "level": level or (mention.level if mention else None),
        "stated": stated,
        "decided_by": settled.by if settled else None,
        "decided_at": settled.at.isoformat() if settled else None,
    }
