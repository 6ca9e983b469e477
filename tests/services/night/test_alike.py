"""Which placements are encoded as they were."""

from __future__ import annotations

import numpy as np

from jobmatch.bootstrap import Application
from jobmatch.core.records import PlacementTable
from jobmatch.core.stitch import Stitch
from jobmatch.services.night.alike import alike_places
from jobmatch.services.night.kept import load


def test_placements_that_are_encoded_otherwise_are_found_among_all_and_among_some(own_sample: Application) -> None:
    own_sample.nightly.run(full=True)
    latest = own_sample.store.latest_run()
    assert latest is not None
    kept = load(own_sample.night_folder, latest)
    assert kept is not None
    records, count = kept.placements.records.copy(), len(kept.placements.ids)
    records["min_hours"][[3, 7]] += 1
    records["age_days"][5] += 1
    now = PlacementTable(kept.placements.ids, records, kept.placements.codes)
    stitch = Stitch.of(kept.placements.ids, [], [])
    alike = alike_places(kept, now, stitch)
    assert np.flatnonzero(~alike).tolist() == [3, 7]
    among = np.isin(np.arange(count), [5, 7, 9])
    assert np.flatnonzero(alike_places(kept, now, stitch, None, among)).tolist() == [5, 9]
    assert np.flatnonzero(alike_places(kept, now, stitch, {"age_days"}, among)).tolist() == [7, 9]
