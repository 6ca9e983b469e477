"""What the first views need is made ready while the pages already answer: after the start, and after every change."""

from __future__ import annotations

import gc
import subprocess
import threading
from collections.abc import Callable
from datetime import date
from itertools import islice
from math import inf
from time import monotonic

from jobmatch.bootstrap import Application
from jobmatch.competences.linker import linker_of
from jobmatch.core.compiled import is_compiled
from jobmatch.services import faults
from jobmatch.services.workplaces.asking import small_enough
from jobmatch.services.worlds import proposable, without_collecting
from jobmatch.web import compiling, page, reading, vocabulary

LOOKS_EVERY_SECONDS = 0.5
"""How soon a change is noticed, whoever made it."""
STOPS_WITHIN_SECONDS = 2.0
CALM_SECONDS = 2.0
"""When nobody has asked for so long, a large municipality's gaps are begun: they would keep others waiting."""
PATIENCE_SECONDS = 600.0
"""So long they wait for such a moment; then they are begun anyway."""
SOME = 3
"""So many citizens are enough for every question to have been asked once."""


class Warming:
    """Works in a thread beside the requests; when it is stopped or fails, the pages work as before, only later."""

    def __init__(self, application: Application, quiet_seconds: Callable[[], float] = lambda: inf) -> None:
        """Args: quiet_seconds: How long nobody has asked anything."""
        self._application = application
        self._quiet_seconds = quiet_seconds
        self._wanted_at: float | None = None
        """When the gaps of the day were first wanted, while they wait for a calm moment."""
        self._stopped = threading.Event()
        self._compiling: subprocess.Popen[bytes] | None = None
        self._seen: int | None = None
        self._counted: tuple[date, str | None] | None = None
        """The day, and the latest run then, that a large municipality's gaps were last made ready for."""
        self._thread = threading.Thread(target=self._run, name="warming", daemon=True)
        self.warm = threading.Event()
        """Set when everything was made ready once."""

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, at the next step."""
        self._stopped.set()
        if self._compiling is not None:
            self._compiling.terminate()
        self._thread.join(STOPS_WITHIN_SECONDS)

    def make_ready(self) -> None:
        """Everything, once: before anybody asks where it is much, for it would hold up whoever does."""
        steps = (
            self._note,
            self._templates,
            self._world,
            self._casework,
            self._lists,
            self._counts,
            self._linker,
            self._words,
            self._scoring,
        )
        with without_collecting():
            for step in steps:
                self._try(step)
        gc.collect()
        gc.freeze()  # what has been made ready stays; looking through it again and again would hold up some requests
        self.warm.set()

    def _run(self) -> None:
        if not self.warm.is_set():
            self.make_ready()
        while not self._stopped.wait(LOOKS_EVERY_SECONDS):
            self._try(self._look)

    def _try(self, step: Callable[[], None]) -> None:
        """Do one step; what goes wrong is noted, and the page that needs it will say so itself."""
        if self._stopped.is_set():
            return
        try:
            step()
        except Exception as fault:
            faults.note(fault, "warming", step.__name__, self._application.settings.logs == "json")

    def _note(self) -> None:
        """Everything is made ready for this version of the data."""
        self._seen = self._application.store.revision()

    def _templates(self) -> None:
        """Templates are compiled when they are first used, and so is how a language writes its dates."""
        page.load_templates()
        for language in ("da", "en"):
            reading.long_date(date.min, language)

    def _world(self) -> None:
        """Today's data, as consultants and as liaisons may know it."""
        loaded = self._application.worlds.at()
        loaded.for_liaison  # noqa: B018  (worked out when first asked for)

    def _casework(self) -> None:
        """What is asked about citizens on most pages: the questions are put together when they are first asked."""
        application, casework = self._application, self._application.casework
        some = [one.record for one in application.store.citizen_page(limit=SOME)]
        casework.signals.of(some)
        casework.following_up.next_dates(some)
        application.store.consultants()
        run = application.store.latest_run()
        for citizen in some:
            casework.board.of(citizen.citizen_id)
            casework.replying.unseen([citizen.citizen_id])
            casework.deciding.in_force(citizen.citizen_id)
            if run is not None:
                application.store.list_of(run.run_id, citizen.citizen_id)

    def _lists(self) -> None:
        """The sentences that many lists have in common are put together when they are first said."""
        application = self._application
        people = application.worlds.at().world.citizens.values()
        for citizen in islice(filter(proposable, people), SOME):
            application.suggest.match(citizen.citizen_id)

    def _counts(self) -> None:
        """What is counted over everybody, where that takes a moment and not a night."""
        application = self._application
        loaded = application.worlds.at()
        if not loaded.world.citizens or not loaded.world.placements or not small_enough(loaded):
            return
        loaded.in_line  # noqa: B018
        application.workplaces.rows()
        application.gaps.gaps()

    def _linker(self) -> None:
        """A story that somebody writes is read by it."""
        linker_of(self._application.vocabulary).rank_many(["opvask"], None, 1)

    def _words(self) -> None:
        """What the words that nobody could link may mean; those of a country are read when somebody asks."""
        if not small_enough(self._application.worlds.at()):
            return
        teaching = self._application.teaching
        teaching.nearest.work_out([one.word for one in teaching.unknown()[: vocabulary.PAGE]])

    def _scoring(self) -> None:
        """The compiled loop: from disk, or compiled there first in a process of its own."""
        loaded = self._application.worlds.at()
        if not loaded.kernel.plainly(1):
            return
        if self._compiling is None and not is_compiled(loaded.kernel.factors):
            self._compiling = compiling.begin(self._application.settings.database_url)
        if self._compiling is None or self._compiling.poll() == 0:
            loaded.kernel.load(loaded.world.around, loaded.world.order)

    def _look(self) -> None:
        """Make the next view ready when something has changed."""
        revision = self._application.store.revision()
        if revision != self._seen:
            small = small_enough(self._application.worlds.at())
            for step in (self._world, self._counts, self._words) if small else (self._world,):
                self._try(step)
        self._seen = revision
        self._scoring()
        self._try(self._gaps_of_the_day)

    def _gaps_of_the_day(self) -> None:
        """In a large municipality they take too long to be made ready after every change: each morning, and whoever
        asks after a change reads those and when they were made, while new ones are begun."""
        application = self._application
        run = application.store.latest_run()
        day = application.today(), None if run is None else run.run_id
        loaded = application.worlds.at()
        if day == self._counted or small_enough(loaded) or loaded.kernel.plainly(1):
            return
        if self._wanted_at is None:
            self._wanted_at = monotonic()
        if self._quiet_seconds() < CALM_SECONDS and monotonic() - self._wanted_at < PATIENCE_SECONDS:
            return
        self._counted, self._wanted_at = day, None
        application.gaps.make_ready(loaded)
