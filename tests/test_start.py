"""Starting fast: a question about one citizen brings no heavy library along."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from jobmatch.cli import start
from jobmatch.cli.stopped import STOPPED

HEAVY = ["sklearn", "pandas", "fastapi", "starlette", "uvicorn", "openpyxl", "alembic", "babel", "jinja2"]


def modules_after(code: str) -> set[str]:
    """The heavy libraries that are loaded after running some code in a fresh interpreter."""
    asked = f"import json, sys\n{code}\nsys.stderr.write(json.dumps([m for m in {HEAVY!r} if m in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    return set(json.loads(done.stderr.splitlines()[-1]))


def test_the_command_line_alone_loads_nothing_heavy() -> None:
    assert modules_after("import jobmatch.cli.main") == set()


def test_one_citizens_matches_load_nothing_heavy(sample_file: Path, tmp_path: Path) -> None:
    own = shutil.copyfile(sample_file, tmp_path / "own.sqlite")  # that somebody looked is written in its log
    words = ["match", "B-001", "--json", "--as-of", "2026-11-21", "--db", f"sqlite:///{own}"]
    assert modules_after(f"from jobmatch.cli.main import run\nassert run({words!r}) == 0") == set()


def started(words: list[str], closing: str = "") -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, with some of its streams closed by the shell."""
    line = f'exec "$0" -m jobmatch "$@" {closing}'
    return subprocess.run(["bash", "-c", line, sys.executable, *words], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("closing", [">&-", "2>&-", "<&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(("words", "status"), [(["rules"], 0), (["match", "B-404"], 1)])
def test_closed_streams_are_empty_ones(words: list[str], status: int, closing: str) -> None:
    done = started(words, closing)
    assert done.returncode == status
    assert "Traceback" not in done.stderr


def test_who_cannot_be_asked_has_not_said_yes(sample_file: Path, tmp_path: Path) -> None:
    own = shutil.copyfile(sample_file, tmp_path / "own.sqlite")
    done = started(["erase", "B-001", "--db", f"sqlite:///{own}"], "<&-")
    assert done.returncode == 1
    assert done.stderr.endswith("Intet er slettet. Skriv --yes for at slette uden at blive spurgt.\n")


@pytest.mark.parametrize("language", ["da", "en"])
def test_stopping_it_while_it_loads_is_a_stop_like_any_other(
    language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Stop:
        """Ctrl+C as the command line is being loaded."""

        def find_spec(self, name: str, path: object = None, target: object = None) -> None:
            if name == "jobmatch.cli.main":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "jobmatch.cli.main", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Stop(), *sys.meta_path])
    monkeypatch.setattr(sys, "argv", ["jobmatch", "rules", "--lang", language])
    with pytest.raises(SystemExit) as end:
        start.entry()
    assert end.value.code == 1
    assert capsys.readouterr().err == STOPPED[language == "en"] + "\n"
