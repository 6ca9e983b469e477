"""What learning gains in invented towns where it is known why people choose, and what it costs.

Pairs are those of an invented municipality, scored by the kernel. Lists are ordered by the expert table; people read
the top most and choose by a hidden table; courses hold by it too. Beside each other, on citizens and days that nobody
has seen: the expert table, the learned one, a black box, and the hidden table itself. Everything here is simulated.

    python benchmarks/learning.py --citizens 50 230 1000 4000
    python benchmarks/learning.py --cost 20000 8000
    python benchmarks/learning.py --looks 40 5
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from jobmatch.bootstrap import Application
from jobmatch.domain.event import Event
from jobmatch.learning.challenger import black_box_points
from jobmatch.learning.evaluation import evaluate
from jobmatch.learning.evidence import FOLDS, Evidence, evidence_of
from jobmatch.learning.labels import labels_of
from jobmatch.learning.learning import learn
from jobmatch.learning.measuring import gain_of, measured, ndcg
from jobmatch.learning.scoring import Knots, places_of, points_of
from jobmatch.sample.choosing import Habits, choices, points_under
from jobmatch.sample.municipality import write_sample
from jobmatch.services.learning.gathering import valued_factors
from jobmatch.settings import Settings

DAY = date(2026, 11, 21)
CANDIDATES = 30
LISTS = 3
TOWN = 300
"""Citizens of each town that is looked at often."""
HEIGHTS = {"commute": 2600, "fixed_contact": 1800, "wishes": 300, "needs": 400, "competences": 150}
"""Most points of the hidden table where it differs from the experts'."""
Floats = NDArray[np.float64]


def main() -> None:
    """Measure and print one line a town."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--citizens", type=int, nargs="*", default=[])
    parser.add_argument("--cost", type=int, nargs=2, metavar=("CITIZENS", "PLACEMENTS"))
    parser.add_argument("--looks", type=int, nargs=2, metavar=("TOWNS", "LOOKS"))
    given = parser.parse_args()
    if given.citizens:
        with tempfile.TemporaryDirectory() as folder:
            _gains(given.citizens, Path(folder))
    if given.looks:
        with tempfile.TemporaryDirectory() as folder:
            _looking_often(*given.looks, Path(folder))
    if given.cost:
        with tempfile.TemporaryDirectory() as folder:
            _cost(*given.cost, Path(folder))


def _gains(sizes: Sequence[int], folder: Path) -> None:
    application = _municipality(folder, max(sizes), max(400, max(sizes) // 3))
    ids, placements, values = _pairs(application)
    expert = application.in_force.model()
    known = {name: table.knots for name, table in expert.tables.items()}
    truths: list[tuple[str, Knots, Habits]] = [
        ("differs", _hidden(known), Habits()),
        ("as the experts", known, Habits()),
        ("order alone", known, Habits(pull=0)),
    ]
    print(
        "| truth | citizens | lists | tested | expert | learned | difference | black box | hidden table | promotable |"
    )
    print("|---|---:|---:|---:|---:|---:|---|---:|---:|---|")
    for size in sizes:
        for name, truth, habits in truths:
            evidence = _town(ids[:size], placements[:size], values[:size], known, truth, habits, seed=size)
            _line(name, size, evidence, application, known, truth)
    application.store.close()


def _line(name: str, size: int, evidence: Evidence, application: Application, known: Knots, truth: Knots) -> None:
    _, neutral = valued_factors()
    began = time.process_time()
    learned = learn(evidence, application.in_force.model(), neutral)
    seconds = time.process_time() - began
    later = evidence.after(learned.cut)
    test = evaluate(later, learned.sisters, learned.reading, ("expert-1", [known] * FOLDS), neutral, {})
    found = measured(later, learned.sisters, [known] * FOLDS, neutral, learned.reading)
    hidden = points_of(later, truth, neutral)
    box = black_box_points(evidence.until(learned.cut), later, learned.reading)
    expert = points_of(later, known, neutral)
    own = points_of(later, learned.table, neutral)

    def both(points: Floats | NDArray[np.int64] | None, value: float | None = None) -> str:
        if points is None:
            return "–"
        mean = value if value is not None else _mean(found.weights, ndcg(places_of(later, points)))
        return f"{mean:.3f} / {_auc(later, points)}"

    gain = gain_of(found)
    print(
        f"| {name} | {size} | {len(evidence)} | {len(later)} | {both(expert)} | {both(own, gain.value)} | "
        f"{gain.difference:+.3f} ({gain.lowest:+.3f} to {gain.highest:+.3f}) | {both(box)} | {both(hidden)} | "
        f"{'yes' if test.promotable else 'no'}, {seconds:.1f} s |",
        flush=True,
    )


def _mean(weights: Floats, values: Floats) -> float:
    return float((weights * values).sum() / weights.sum())


def _auc(later: Evidence, points: Floats | NDArray[np.int64]) -> str:
    """How well points beyond the list's mean tell courses that held from those that did not."""
    lists = np.flatnonzero(later.outcomes >= 0)
    means = np.add.reduceat(points.astype(float), later.starts[:-1]) / np.diff(later.starts)
    held = later.outcomes[lists]
    if held.min() == held.max():
        return "–"
    return f"{roc_auc_score(held, (points[later.chosen] - means)[lists]):.3f}"


def _hidden(known: Knots) -> Knots:
    table: dict[str, Sequence[tuple[float, int]]] = dict(known)
    for name, most in HEIGHTS.items():
        table[name] = [(value, round(points * most / known[name][-1][1])) for value, points in known[name]]
    return table


def _town(
    ids: Sequence[str],
    placements: Sequence[Sequence[str]],
    values: Floats,
    known: Knots,
    truth: Knots,
    habits: Habits,
    seed: int,
) -> Evidence:
    names, _ = valued_factors()
    chance = np.random.default_rng(seed)
    days = [sorted(date(2025, 12, 1) + timedelta(int(n)) for n in chance.integers(0, 280, LISTS)) for _ in ids]
    shown, hidden = points_under(known, names, values), points_under(truth, names, values)
    events: list[Event] = choices(ids, placements, shown, hidden, days, seed, habits)
    rows: Mapping[tuple[str, str], Floats] = {
        (one, other): values[n, k] for n, one in enumerate(ids) for k, other in enumerate(placements[n])
    }
    lists = labels_of(events, DAY).lists
    return evidence_of(
        lists, names, lambda one: (np.array([rows[one.citizen_id, row.placement_id] for row in one.rows]), True)
    )


def _municipality(folder: Path, citizens: int, placements: int) -> Application:
    write_sample(folder / "files", citizens, placements, seed=11)
    application = Application(Settings(database_url=f"sqlite:///{folder / 'town.sqlite'}", as_of=DAY))
    assert not application.importing.run([folder / "files"]).errors
    return application


def _pairs(application: Application) -> tuple[list[str], list[list[str]], Floats]:
    """Citizens who have so many placements, the best of them, and their factor values; what is unknown is neutral."""
    names, neutral = valued_factors()
    loaded = application.worlds.at(DAY)
    world, kernel = loaded.world, loaded.kernel
    best = kernel.best_of(world.around, world.order, np.arange(len(world.citizens)), CANDIDATES)
    full = np.flatnonzero(best.counts == CANDIDATES)
    rows = best.rows[full]
    scores = kernel.pairs(world.around, np.repeat(full, CANDIDATES), rows.ravel())
    values = np.where(np.isnan(scores.values), [neutral[name] for name in names], scores.values)
    ids = list(world.citizens)
    places = world.around.placements.ids
    listed = [[places[row] for row in some] for some in rows.tolist()]
    return [ids[row] for row in full.tolist()], listed, values.reshape(len(full), CANDIDATES, len(names))


def _looking_often(towns: int, looks: int, folder: Path) -> None:
    """How many towns in which order alone decides have a promotable table at some look, and how many see a real gain:
    as if each look were the only one, and asking for more at each.
    """
    application = _municipality(folder, 2 * TOWN, 400)
    ids, placements, values = _pairs(application)
    expert = application.in_force.model()
    known = {name: table.knots for name, table in expert.tables.items()}
    _, neutral = valued_factors()
    for name, truth, habits in (("order alone", known, Habits(pull=0)), ("differs", _hidden(known), Habits())):
        found = np.zeros((towns, looks, 2), bool)
        for town in range(towns):
            own = np.random.default_rng(town).choice(len(ids), TOWN, replace=False)
            people, listed = [ids[n] for n in own], [placements[n] for n in own]
            evidence = _town(people, listed, values[own], known, truth, habits, seed=1000 + town)
            for look in range(looks):
                last = date(2025, 12, 1) + timedelta(280 * (looks + look + 1) // (2 * looks))
                seen = evidence.until(last)
                learned = learn(seen, expert, neutral)
                for careful in (False, True):
                    test = evaluate(
                        seen.after(learned.cut), learned.sisters, learned.reading, ("expert-1", [known] * FOLDS),
                        neutral, {}, looks=look + 1 if careful else 1,
                    )  # fmt: skip
                    found[town, look, int(careful)] = test.promotable
            if town % 10 == 9 or town == towns - 1:
                often = found[: town + 1].any(axis=1).sum(axis=0).tolist()
                last_look = found[: town + 1, -1].sum(axis=0).tolist()
                print(f"| {name} | {town + 1} towns × {looks} | alone {often[0]}, careful {often[1]} at some look | "
                      f"alone {last_look[0]}, careful {last_look[1]} at the last |", flush=True)  # fmt: skip
    application.store.close()


def _cost(citizens: int, placements: int, folder: Path) -> None:
    """Time and memory of ``jobmatch learn`` over a stored history, each in a process of its own."""
    _municipality(folder, citizens, placements).store.close()
    environment = {**os.environ, "JOBMATCH_AS_OF": DAY.isoformat()}
    environment["JOBMATCH_DATABASE_URL"] = f"sqlite:///{folder / 'town.sqlite'}"
    for words in (["learn"], ["evaluate"], ["models"]):
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        command = [sys.executable, "-m", "jobmatch", *words]
        said = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
        print(f"{' '.join(words)}: processor {seconds:.1f} s, clock {time.monotonic() - began:.1f} s, peak so far "
              f"{used.ru_maxrss / 1024:.0f} MiB; {said.stdout.splitlines()[0]}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
