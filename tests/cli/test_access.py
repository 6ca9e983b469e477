"""Users, the log, and everything about one citizen out or gone, from the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from jobmatch.services.access import passwords
from jobmatch.store import Store
from tests.cli.conftest import Call


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", passwords._HASHER.__class__(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def own_file(sample_file: Path, tmp_path: Path) -> Path:
    """A copy of the invented municipality that the test may change."""
    return Path(shutil.copyfile(sample_file, tmp_path / "own.sqlite"))


@pytest.fixture
def on_own(call: Call, own_file: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run ``jobmatch`` over that copy."""
    monkeypatch.setenv("JOBMATCH_DATABASE_URL", f"sqlite:///{own_file}")
    monkeypatch.setenv("JOBMATCH_AS_OF", "2026-11-21")
    return call


def test_a_user_is_added_listed_changed_and_shut_out(on_own: Call) -> None:
    made = on_own("user", "add", "mette", "--title", "Mette Holm", "--role", "consultant", "--team", "voksen")
    assert made.status == 0
    shown = made.out.split("vises kun nu: ")[1].split()[0]
    assert len(shown) == 19
    (user,) = json.loads(on_own("user", "list", "--json").out)["users"]
    assert user == {
        "name": "mette", "title": "Mette Holm", "roles": ["consultant"], "teams": ["voksen"], "disabled": False,
        "municipal_login": False,
    }  # fmt: skip
    assert on_own("user", "add", "mette", "--role", "lead").status == 1
    assert "alle teams" in on_own("user", "change", "mette", "--role", "lead", "--every-team").out
    key = on_own("user", "token", "mette", "--label", "regneark", "--days", "30").out.splitlines()[-1]
    assert len(key) == 43
    listed = on_own("user", "tokens", "--json").out
    assert key not in listed
    (token,) = json.loads(listed)["tokens"]
    assert on_own("user", "token", "mette", "--end", token["id"]).status == 0
    assert json.loads(on_own("user", "tokens", "--json").out) == {"tokens": []}
    assert on_own("user", "disable", "mette").status == 0
    assert "lukket ude" in on_own("user", "list").out
    assert on_own("user", "enable", "mette").status == 0
    assert "ny adgangskode" in on_own("user", "password", "mette").out
    log = on_own("audit", "list").out
    for deed in ("oprettede en bruger", "ændrede en bruger", "lavede en nøgle", "lukkede en bruger ude"):
        assert deed in log
    assert shown not in log + listed
    assert key not in log


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("user", "add", "mette"), "mindst en rolle"),
        (("user", "add", "mette holm", "--role", "lead"), "uden mellemrum"),
        (("user", "add", "010190-1234", "--role", "lead"), "CPR"),
        (("user", "disable", "ingen"), "ingen bruger"),
        (("user", "token", "ingen"), "ingen bruger"),
        (("audit", "verify", "--anchor", "vrøvl"), "anker"),
        (("audit", "verify", "--anchors", "findes-ikke.txt"), "findes ikke"),
        (("export", "B-404"), "B-404"),
        (("erase", "B-404", "--yes"), "B-404"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(on_own: Call, line: tuple[str, ...], said: str) -> None:
    answer = on_own(*line)
    assert answer.status == 1
    assert said in answer.err
    assert "Traceback" not in answer.err


def test_the_log_is_checked_against_anchors_kept_elsewhere(on_own: Call, tmp_path: Path, own_file: Path) -> None:
    for number in range(3):
        on_own("user", "add", f"bruger{number}", "--role", "auditor")
    checked = on_own("audit", "verify")
    assert checked.status == 0
    assert "3 rækker hænger sammen" in checked.out
    anchor = checked.out.split()[-1]
    (tmp_path / "ankre.txt").write_text(f"{anchor} 2026-11-21\n")
    assert json.loads(on_own("audit", "verify", "--anchors", str(tmp_path / "ankre.txt"), "--json").out)["whole"]
    store = Store.open(str(own_file))
    with store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM audit_log WHERE number = 3")
    store.close()
    cut = on_own("audit", "verify", "--anchor", anchor)
    assert cut.status == 1
    assert "de sidste rækker er fjernet" in cut.err


def test_the_program_notes_anchors_by_itself(on_own: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "ankre.txt"
    monkeypatch.setenv("JOBMATCH_ANCHOR_FILE", str(path))
    on_own("user", "add", "mette", "--role", "lead")
    on_own("user", "disable", "mette")
    assert [line.split(":")[0] for line in path.read_text().splitlines()] == ["1", "2"]
    assert "2 ankre passer" in on_own("audit", "verify").out


def test_everything_about_a_citizen_is_taken_out_and_then_gone(on_own: Call, tmp_path: Path) -> None:
    path = tmp_path / "b-001.json"
    assert on_own("export", "B-001", "--output", str(path)).status == 0
    found = json.loads(path.read_text())
    assert found["citizen_id"] == "B-001"
    assert found["versions"]
    assert found["events"]
    assert found["lists"]
    assert [one["action"] for one in found["seen_by"]] == ["exported"]
    assert json.loads(on_own("export", "B-001").out)["versions"] == found["versions"]
    assert on_own("export", "B-001", "--json").json["versions"] == found["versions"]
    kept = on_own("erase", "B-001")
    assert kept.status == 1
    assert "Intet er slettet. Skriv --yes" in kept.err
    assert on_own("match", "B-001").status == 0
    gone = on_own("erase", "B-001", "--yes", "--json")
    assert gone.status == 0
    assert json.loads(gone.out)["versions"] == 1
    assert on_own("export", "B-001").status == 1
    assert on_own("audit", "verify").status == 0
    assert "slettede en borger" in on_own("audit", "list").out


def test_whose_story_was_looked_into_is_in_the_log(on_own: Call) -> None:
    on_own("confirm", "B-001")
    on_own("confirm", "B-001", "task.sy_toej")
    newest = json.loads(on_own("audit", "list", "--citizen", "B-001", "--json").out)["entries"][:2]
    assert [one["action"] for one in newest] == ["change_citizen", "see_citizens"]
    assert all(one["actor"].startswith("cli") for one in newest)
