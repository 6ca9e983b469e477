"""How large the pages are and what they cost the server, on the invented municipality.

    python benchmarks/pages.py

Prints for each page its size and the milliseconds of processor time of one request: the first after the start, when
what is made ready beside the requests has been; the first after a change of a citizen, in a process where nothing is
made ready, so that this view pays for all of it; and the middle of several. Wall clocks are left out: a busy machine
makes them longer. The compiled scoring is on disk, as after the first half minute of an installation.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from datetime import date

from starlette.testclient import TestClient

from jobmatch.bootstrap import Application
from jobmatch.domain.shipped import DATA
from jobmatch.services.access.caller import PERSONA_COOKIE
from jobmatch.settings import Settings
from jobmatch.web.app import create_pages
from jobmatch.web.warming import Warming

GOAL_BYTES, GOAL_MS = 100_000, 150
TIMES = 9
PAGES = (
    ("consultant:mette", "/borgere"),
    ("", "/borgere?konsulent=alle"),
    ("consultant:mette", "/borgere/B-003"),
    ("consultant:mette", "/borgere/B-001/forslag"),
    ("consultant:mette", "/borgere/B-001/forslag?vis=alle"),
    ("consultant:mette", "/borgere/B-001/sammenlign"),
    ("consultant:mette", "/borgere/B-001/proev"),
    ("consultant:mette", "/borgere/B-001/ret/behov"),
    ("consultant:mette", "/borgere/B-003/tavle"),
    ("consultant:mette", "/borgere/B-003/forloeb"),
    ("liaison", "/pladser"),
    ("liaison", "/pladser/P-201"),
    ("liaison", "/arbejdspladser/P-201"),
    ("liaison", "/spoergeark/P-201"),
    ("liaison", "/efterspoergsel"),
    ("lead", "/leder"),
    ("lead", "/regler"),
    ("", "/ord"),
    ("", "/koersler"),
    ("citizen:B-003", "/min-side"),
    ("citizen:B-003", "/mine-forslag"),
    ("citizen:B-003", "/min-tavle"),
    ("citizen:B-003", "/mine-data"),
)


def main() -> None:
    """Measure every page."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=f"sqlite:///{folder}/pages.sqlite", as_of=date(2026, 11, 21))
        application = Application(settings)
        application.importing.run([DATA / "sample"])
        application.nightly.run(full=True)
        application.store.close()
        application = started(settings)
        print(f"{'page':44} {'bytes':>8} {'first ms':>9} {'changed ms':>11} {'again ms':>9}")
        firsts = [cost(create_client(application, persona), path) for persona, path in PAGES]
        for number, ((persona, path), (size, first)) in enumerate(zip(PAGES, firsts, strict=True)):
            client = create_client(application, persona)
            change(application, number)
            _, changed = cost(client, path)
            again = statistics.median(cost(client, path)[1] for _ in range(TIMES))
            over = " over" if size > GOAL_BYTES or max(first, changed, again) > GOAL_MS else ""
            print(f"{path:44} {size:8} {first:9.0f} {changed:11.0f} {again:9.0f}{over}")
        application.store.close()


def started(settings: Settings) -> Application:
    """An installation that has just been started, with everything made ready; nothing is made ready from then on."""
    application = Application(settings, create=False)
    warming = Warming(application)
    warming.start()
    warming.warm.wait()
    while application.worlds.at().kernel.plainly(1):
        time.sleep(1)
    warming.stop()
    return application


def change(application: Application, number: int) -> None:
    """Change a citizen, so that today's data must be read again."""
    stored = application.store.stored_citizen("B-003")
    assert stored is not None
    fields = {"hours_goal": 20.0 + number % 2}
    application.editing.save(stored.record, stored.version, fields, "benchmark", application.today())


def create_client(application: Application, persona: str) -> TestClient:
    """A browser on this machine that looks as somebody."""
    pages = create_pages(application)
    client = TestClient(pages, base_url="http://127.0.0.1", client=("127.0.0.1", 50_000))
    client.cookies.set(PERSONA_COOKIE, persona)
    return client


def cost(client: TestClient, path: str) -> tuple[int, float]:
    """Bytes and milliseconds of processor time of one view."""
    began = time.process_time()
    answer = client.get(path)
    taken = (time.process_time() - began) * 1000
    assert answer.status_code == 200, (path, answer.status_code)
    return len(answer.content), taken


if __name__ == "__main__":
    main()
