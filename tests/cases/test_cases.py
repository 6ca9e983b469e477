"""Every worked case goes the whole way: files, import, store, ranked and explained answers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from jobmatch.competences.shipped import shipped_vocabulary
from jobmatch.core.kernel import Kernel
from jobmatch.core.model import load_model
from jobmatch.domain.shipped import MODELS
from jobmatch.factors import all_factors
from jobmatch.rules.table import rules_in_force
from jobmatch.services.importing import Importing
from jobmatch.services.suggest import Suggest
from jobmatch.services.worlds import Worlds
from jobmatch.store.store import Store
from tests.cases.expectations import check_pair
from tests.cases.worked_case import CITIZEN, WorkedCase, pair_of, worked_cases

CASES = worked_cases()
ALL = 1_000


@pytest.fixture(scope="module")
def kernel() -> Kernel:
    """The compiled kernel with the expert's tables."""
    factors = all_factors()
    return Kernel(factors, load_model(MODELS / "expert-1", factors))


@pytest.fixture
def case_store(tmp_path: Path) -> Iterator[Store]:
    """An empty store of the case's own."""
    store = Store.open(f"sqlite:///{tmp_path / 'case.db'}")
    yield store
    store.close()


class Answers:
    """What is shown about a case, each question asked once."""

    def __init__(self, case: WorkedCase, suggest: Suggest) -> None:
        self._case = case
        self._suggest = suggest
        self._lists: dict[str, dict[str, Any]] = {}

    def list_of(self, citizen: str) -> dict[str, Any]:
        """Everything that one citizen is shown."""
        if citizen not in self._lists:
            self._lists[citizen] = self._suggest.match(citizen, ALL, self._case.day, ALL)
        return self._lists[citizen]

    def match(self, key: str) -> dict[str, Any] | None:
        """The pair's row among the matches; None when it is excluded."""
        citizen, placement = pair_of(key)
        rows = self.list_of(citizen)["matches"]
        return next((row for row in rows if row["placement_id"] == placement), None)

    def excluded(self, key: str) -> dict[str, Any] | None:
        """The pair's row among the excluded."""
        citizen, placement = pair_of(key)
        rows = self.list_of(citizen)["excluded"]
        return next((row for row in rows if row["placement_id"] == placement), None)

    def unlock(self, key: str) -> dict[str, Any] | None:
        """What would unlock the pair."""
        citizen, placement = pair_of(key)
        asked = self._suggest.why(citizen, placement, self._case.day)["unlocks"]
        return next(iter(asked), None)

    def candidates(self, placement: str) -> dict[str, Any]:
        """The placement's candidates as a liaison sees them."""
        return self._suggest.candidates(placement, ALL, self._case.day, "liaison")


@pytest.fixture(params=CASES, ids=[case.name for case in CASES])
def case(request: pytest.FixtureRequest) -> WorkedCase:
    """Each case in turn."""
    found: WorkedCase = request.param
    return found


@pytest.fixture
def answers(case: WorkedCase, case_store: Store, kernel: Kernel, tmp_path: Path) -> Answers:
    """The answers to a case whose files were imported."""
    folder = tmp_path / "files"
    folder.mkdir()
    case.write_files(folder)
    report = Importing(case_store).run([folder])
    assert not report.errors, [problem.as_dict() for problem in report.errors]
    worlds = Worlds(
        case_store, shipped_vocabulary, lambda _: kernel, lambda day, _: rules_in_force(day), lambda: case.day
    )
    return Answers(case, Suggest(case_store, worlds))


def test_case(case: WorkedCase, answers: Answers) -> None:
    """What the case expects is what is shown."""
    for key, expected in case.expect.items():
        check_pair(key, expected, answers.match(key), answers.excluded(key), answers)
    for wanted in case.prefer:
        _check_order(wanted, answers)
    if case.message is not None:
        shown = answers.list_of(CITIZEN)
        assert case.message in shown["message"]["da"]
        assert shown["matches"] == []
    for placement, wanted_candidates in case.liaison.items():
        _check_liaison(wanted_candidates, answers.candidates(placement))
    _check_promises(case, answers)


def _check_order(wanted: str, answers: Answers) -> None:
    words = wanted.split()
    for left, sign, right in zip(words[::2], words[1::2], words[2::2], strict=False):
        better, other = answers.match(left), answers.match(right)
        assert better is not None, f"{left} is excluded: {answers.excluded(left)}"
        assert other is not None, f"{right} is excluded: {answers.excluded(right)}"
        if sign == "=":
            assert better["points"] == other["points"], wanted
        else:
            assert sign == ">", f"not an order: {wanted}"
            assert better["points"] > other["points"], f"{wanted}: {better['points']} against {other['points']}"


def _check_liaison(expected: Mapping[str, Any], shown: Mapping[str, Any]) -> None:
    assert not set(expected) - {"order", "equal", "hidden", "shown", "excluded"}, "an expectation nobody checks"
    rows = {row["citizen_id"]: row for row in shown["matches"]}
    if "order" in expected:
        assert list(rows) == expected["order"]
    if "equal" in expected:
        same = [{k: v for k, v in rows[key].items() if k not in ("citizen_id", "rank")} for key in expected["equal"]]
        assert all(row == same[0] for row in same), f"told apart: {expected['equal']}"
    if "excluded" in expected:
        out = {row["citizen_id"]: {r["gate"] for r in row["reasons"]} for row in shown["excluded"]}
        assert out == {key: set(gates) for key, gates in expected["excluded"].items()}
    said = json.dumps(shown, ensure_ascii=False).casefold()
    for words in expected.get("hidden", ()):
        assert words.casefold() not in said, f"a liaison is told: {words}"
    for words in expected.get("shown", ()):
        assert words.casefold() in said, f"a liaison is not told: {words}"


def _check_promises(case: WorkedCase, answers: Answers) -> None:
    """What holds for every list: parts add up, ranks follow points, every placement is accounted for."""
    for citizen in case.people():
        shown = answers.list_of(citizen)
        rows = shown["matches"]
        for row in rows:
            assert sum(part["points"] for part in row["contributions"]) == row["points"]
        assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
        assert rows == sorted(rows, key=lambda row: (-row["points"], row["placement_id"]))
        if "message" not in shown:
            assert len(rows) + shown["excluded_count"] == len(case.placements)
            assert all(row["reasons"] for row in shown["excluded"]), "an exclusion without a reason"


def test_cases_are_many_and_told_in_both_languages() -> None:
    """A consultant can read every case, in Danish and in English."""
    assert len(CASES) >= 45
    for case in CASES:
        assert set(case.title) == set(case.story) == {"da", "en"}
        assert all([*case.title.values(), *case.story.values()])
        assert case.expect or case.prefer or case.message or case.liaison, f"{case.name} expects nothing"
