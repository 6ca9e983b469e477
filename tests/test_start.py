"""Starting fast: a question about one citizen brings no heavy library along."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

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
