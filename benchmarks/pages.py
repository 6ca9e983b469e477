"""How large the pages are and what they cost the server, on the invented municipality.

    python benchmarks/pages.py

Prints for each page its size and the milliseconds of processor time of one request, the middle of several; the wall
clock beside it, which a busy machine makes longer.
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
    ("liaison", "/efterspoergsel"),
    ("lead", "/leder"),
    ("lead", "/regler"),
    ("", "/ord"),
)


def main() -> None:
    """Measure every page."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=f"sqlite:///{folder}/pages.sqlite", as_of=date(2026, 11, 21))
        application = Application(settings)
        application.importing.run([DATA / "sample"])
        application.nightly.run(full=True)
        print(f"{'page':44} {'bytes':>8} {'cpu ms':>7} {'wall ms':>8}")
        for persona, path in PAGES:
            measure(create_client(application, persona), path)
        application.store.close()


def create_client(application: Application, persona: str) -> TestClient:
    """A browser on this machine that looks as somebody."""
    pages = create_pages(application)
    client = TestClient(pages, base_url="http://127.0.0.1", client=("127.0.0.1", 50_000))
    client.cookies.set(PERSONA_COOKIE, persona)
    return client


def measure(client: TestClient, path: str) -> None:
    """Print the size and the cost of one page."""
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    cpu, wall = [], []
    for _ in range(TIMES):
        began, clock = time.process_time(), time.perf_counter()
        client.get(path)
        cpu.append((time.process_time() - began) * 1000)
        wall.append((time.perf_counter() - clock) * 1000)
    middle = statistics.median(cpu)
    over = " over" if len(answer.content) > GOAL_BYTES or middle > GOAL_MS else ""
    print(f"{path:44} {len(answer.content):8} {middle:7.0f} {statistics.median(wall):8.0f}{over}")


if __name__ == "__main__":
    main()
