"""Learning: a new table from what was decided and what came of it, tested before anybody can use it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from jobmatch.core.model import ScoringModel, read_model
from jobmatch.domain.learned import LearnedModel
from jobmatch.domain.proposal import APPROVED, RULES
from jobmatch.domain.small_groups import FEWEST_SHOWN
from jobmatch.errors import Conflict, NotFound, NotReady, Text
from jobmatch.factors import all_factors
from jobmatch.learning.challenger import black_box
from jobmatch.learning.evaluation import Evaluation, evaluate
from jobmatch.learning.evidence import FOLDS
from jobmatch.learning.learning import Learned, Tables, learn
from jobmatch.learning.measuring import measured
from jobmatch.learning.scoring import Knots
from jobmatch.learning.segments import telling_factors
from jobmatch.learning.table import document_of
from jobmatch.services.access.deeds import MODEL_LEARNED
from jobmatch.services.governance.in_force import InForce, version_of
from jobmatch.services.learning.cards import card_of
from jobmatch.services.learning.gathering import Gathered, Gathering, group_titles, valued_factors
from jobmatch.services.learning.sources import STORED, Source, from_files, stored
from jobmatch.services.worlds import Worlds
from jobmatch.store.access_log import Entry
from jobmatch.store.store import Store

_NOTHING = Text(
    "Der er intet at lære af endnu: ingen har valgt noget fra en vist liste. Der skal være hændelserne foreslaaet og "
    "valgt for de samme borgere.",
    "There is nothing to learn from yet: nobody has chosen anything from a list that was shown. It takes the events "
    "foreslaaet and valgt for the same citizens.",
)
_TOO_FEW = Text(
    "Færre end fem borgere har valgt noget endnu. Det er for få at lære af og for få til at vise.",
    "Fewer than five citizens have chosen anything yet. That is too few to learn from, and too few to show.",
)
OUTDATED = Text(
    "{name} kan ikke bruges mere: der er kommet andre forhold at give point for, siden den blev lært. Lær igen.",
    "{name} can no longer be used: points are given for other matters since it was learned. Learn again.",
)
_HOLDS_NOW = Text("Det er den, der gælder nu.", "It is the one in force.")
_NO_MODEL = Text(
    "Der er ingen lært model, der hedder {name}. Se dem med jobmatch models.",
    "There is no learned model {name}. See them with jobmatch models.",
)
_NONE_LEARNED = Text(
    "Der er ingen lært model endnu. Lav en med jobmatch learn.",
    "There is no learned model yet. Make one: jobmatch learn.",
)
_FROM_FILES = Text(
    "{name} er lært fra filer ({source}), og siden er en anden model kommet i kraft. Prøv den igen med --from.",
    "{name} was learned from files ({source}), and another model has come in force since. Test it again with --from.",
)


@dataclass(frozen=True, slots=True)
class Made:
    """What learning brought."""

    model: LearnedModel
    new: bool
    """False when the same data had taught the same before."""


class Learning:
    """Learned models of one installation, and their tests."""

    def __init__(
        self, store: Store, worlds: Worlds, in_force: InForce, today: Callable[[], date], simulated: bool
    ) -> None:
        """Args: simulated: Whether every citizen here is invented."""
        self._store = store
        self._in_force = in_force
        self._today = today
        self._gathering = Gathering(store, worlds)
        self.simulated = simulated
        self._tested: dict[tuple[str, int, date, int], Evaluation] = {}

    def learn(self, by: str, files: Sequence[Path] = (), as_of: date | None = None) -> Made:
        """Learn a table and test it; nothing is in force before a person says so.

        Raises:
            BadInput: The files have faults.
            NotReady: There is nothing to learn from.
        """
        day = as_of or self._today()
        source = self._source(files)
        gathered = self._gathering.gather(source, day)
        found = gathered.evidence
        if not len(found) or not telling_factors(found.factors, found.values, found.starts):
            raise NotReady(_NOTHING)
        expert = self.expert()
        _, neutral = valued_factors()
        learned = learn(found, expert, neutral)
        if learned.people < FEWEST_SHOWN:
            raise NotReady(_TOO_FEW)
        card = self._card(learned, gathered, source, day, expert)

        def document(name: str) -> str:
            return document_of(name, day.isoformat(), learned.table, list(learned.changes), expert)

        def logged(connection: Connection, name: str) -> None:
            details = {"lists": learned.lists, "source": source.name}
            self._store.log.append(connection, [Entry(by, MODEL_LEARNED, object=name, details=details)])

        read_model(document("learned").encode(), "learned", all_factors())
        return Made(*self._store.learned.add(document, card, learned.sisters, by, logged))

    def evaluate(
        self, name: str | None = None, files: Sequence[Path] = (), as_of: date | None = None
    ) -> tuple[LearnedModel, Evaluation | dict[str, Any]]:
        """Hold a learned model (the newest unless told) against the one in force.

        Raises:
            NotFound: There is no such model.
            Conflict: It was learned from files that are needed again, or of other factors than there are now.
        """
        model = self.model(name)
        if not is_usable(model):
            raise Conflict(OUTDATED.fill(name=model.name))
        day = as_of or self._today()
        if model.card["source"] != STORED and not files:
            return model, self._kept_test(model)
        looks = max(1, self._looks())
        key = (model.name, self._store.revision(), day, looks)
        if files or key not in self._tested:
            source = self._source(files)
            cut = date.fromisoformat(model.card["period"]["last"])
            tested_on = self._gathering.gather(source, day)
            reading = model.card["reading_of_places"]
            found = self._test(cut, model.sisters, reading, tested_on, model.document, looks)
            if files:
                return model, found
            self._tested = {key: found}
        return model, self._tested[key]

    def verdict(
        self, name: str | None = None, files: Sequence[Path] = (), as_of: date | None = None
    ) -> tuple[LearnedModel, dict[str, Any]]:
        """The same as the contract's object."""
        model, found = self.evaluate(name, files, as_of)
        told = found.as_dict() if isinstance(found, Evaluation) else dict(found)
        if model.document.encode() == self._in_force.documents()[-1]:
            told |= {"promotable": False, "why": _HOLDS_NOW.as_dict()}
        return model, {"model": model.name, "looks": 1, **told, "simulated": self.simulated or model.card["simulated"]}

    def source_of(self, model: LearnedModel, files: Sequence[Path]) -> str:
        """Where the events come from that a model is tested on."""
        return from_files(self._store, files).name if files else str(model.card["source"])

    def gather(self, files: Sequence[Path] = (), as_of: date | None = None) -> Gathered:
        """What there is to learn from."""
        return self._gathering.gather(self._source(files), as_of or self._today())

    def model(self, name: str | None) -> LearnedModel:
        """A learned model; the newest unless told.

        Raises:
            NotFound: There is no such model.
        """
        found = self._store.learned.all() if name is None else [self._store.learned.named(name)]
        model = next(iter(found), None)
        if model is None:
            raise NotFound(_NONE_LEARNED if name is None else _NO_MODEL.fill(name=name))
        return model

    def models(self) -> list[LearnedModel]:
        """Every learned model, the newest first."""
        return self._store.learned.all()

    def _source(self, files: Sequence[Path]) -> Source:
        return from_files(self._store, files) if files else stored(self._store)

    def expert(self) -> ScoringModel:
        """The newest table that people wrote: what learning starts from, so that nothing is counted twice."""
        for raw in reversed(self._in_force.documents()):
            if json.loads(raw)["origin"] == "expert":
                return read_model(raw, "expert", all_factors())
        raise AssertionError("the shipped model is an expert's")

    def _kept_test(self, model: LearnedModel) -> dict[str, Any]:
        test: dict[str, Any] = dict(model.card["evaluation"])
        in_force = self._in_force.documents()[-1]
        if test.pop("against_version") != version_of(in_force) and in_force != model.document.encode():
            raise Conflict(_FROM_FILES.fill(name=model.name, source=model.card["source"]))
        return test

    def _card(
        self, learned: Learned, gathered: Gathered, source: Source, day: date, expert: ScoringModel
    ) -> dict[str, Any]:
        _, neutral = valued_factors()
        looks = self._looks() + 1
        test = self._test(learned.cut, learned.sisters, learned.reading, gathered, "", looks).as_dict()
        test["against_version"] = version_of(self._in_force.documents()[-1])
        _, tables, cut = self._against("")
        later = gathered.evidence.after(max(learned.cut, cut))
        found = measured(later, learned.sisters, tables, neutral, learned.reading)
        few = test["ndcg@10"]["value"] is None
        box = None if few else black_box(gathered.evidence.until(learned.cut), later, learned.reading, found)
        return card_of(learned, gathered, source, day.isoformat(), expert, test, box, self.simulated)

    def _against(self, document: str) -> tuple[str, list[Knots], date]:
        """What a model is held against: the one in force, or the one before where it is in force itself. Of a learned
        one the sisters, and the last day that it has seen, so that neither knows the people of the test."""
        documents = self._in_force.documents()
        raw = documents[-2] if documents[-1] == document.encode() and len(documents) > 1 else documents[-1]
        model = read_model(raw, "model", all_factors())
        own = next((one for one in self._store.learned.all() if one.document.encode() == raw), None)
        if own is not None:
            return own.name, list(own.sisters), date.fromisoformat(own.card["period"]["last"])
        knots = {name: table.knots for name, table in model.tables.items()}
        return model.name, [knots] * FOLDS, date.min

    def _test(
        self,
        cut: date,
        sisters: Sequence[Tables],
        reading: Sequence[float],
        gathered: Gathered,
        document: str,
        looks: int,
    ) -> Evaluation:
        _, neutral = valued_factors()
        name, tables, seen = self._against(document)
        later = gathered.evidence.after(max(cut, seen))
        return evaluate(later, sisters, reading, (name, tables), neutral, gathered.membership, group_titles(), looks)

    def _looks(self) -> int:
        """How many tables were learned, and so tried, since a model was last put in force."""
        put = [
            one.verdict.at
            for one in self._store.governance.proposals()
            if one.kind != RULES and one.verdict is not None and one.verdict.verdict == APPROVED
        ]
        since = max(put, default=None)
        return sum(1 for one in self._store.learned.all() if since is None or one.at > since)


def is_usable(model: LearnedModel) -> bool:
    """Whether it gives points for the matters that there are today."""
    return set(json.loads(model.document)["factors"]) == set(valued_factors()[0])
