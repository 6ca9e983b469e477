"""What a known person and a known place come to when one thing differs: gates, questions and the order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.town import Town, citizen_id, placement_id, table

GATES = table("gates", "pair")
CHECKS = table("checks", "pair")
JUDGEMENTS = table("judgements", "judgement")
LEAST_RIGHT = 0.97


def town_of(folder: Path, rows: list[dict[str, Any]], places: tuple[str, ...]) -> Town:
    people = [{**row["citizen"], "borgernr": citizen_id(n)} for n, row in enumerate(rows)]
    # The better of two places comes last by id, so that a tie is lost.
    openings = [
        {**row[name], "pladsnr": placement_id(n, letter)}
        for n, row in enumerate(rows)
        for name, letter in zip(places, "ba", strict=False)
    ]
    return Town(folder, people, openings)


@pytest.fixture(scope="module")
def gated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    town = town_of(tmp_path_factory.mktemp("gates"), GATES, ("placement",))
    yield town
    town.application.store.close()


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    town = town_of(tmp_path_factory.mktemp("checks"), CHECKS, ("placement",))
    yield town
    town.application.store.close()


def test_every_failed_gate_is_named_and_no_other(gated: Town) -> None:
    wrong = {}
    for n, row in enumerate(GATES):
        why = gated.why(citizen_id(n), placement_id(n, "b"))
        failed = {reason["gate"] for excluded in why["excluded"] for reason in excluded["reasons"]}
        if failed != set(row["gates"]) or bool(why["matches"]) == bool(failed):
            wrong[row["name"]] = sorted(failed)
    assert wrong == {}


def test_what_is_not_known_is_asked_of_the_right_person(asked: Town) -> None:
    wrong = {}
    for n, row in enumerate(CHECKS):
        match = asked.open_pair(citizen_id(n), placement_id(n, "b"))
        checks = {(check["code"], check["ask"]) for check in match["checks"]}
        missing = set(row["asks"].items()) - checks
        unwanted = {code for code, _ in checks} & set(row["never"])
        if missing or unwanted:
            wrong[row["name"]] = (missing, unwanted)
    assert wrong == {}


def test_clear_cut_judgements_come_out_as_a_consultant_makes_them(tmp_path: Path) -> None:
    town = town_of(tmp_path, JUDGEMENTS, ("better", "worse"))
    lost = []
    for n, row in enumerate(JUDGEMENTS):
        better = town.open_pair(citizen_id(n), placement_id(n, "b"))
        worse = town.open_pair(citizen_id(n), placement_id(n, "a"))
        if better["points"] <= worse["points"]:
            lost.append(f"{row['name']}: {better['points'] - worse['points']}")
    town.application.store.close()
    assert len(lost) <= (1 - LEAST_RIGHT) * len(JUDGEMENTS), lost
