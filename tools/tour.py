"""Run the commands of the tour in README.md and write down what they print, so that the tour stays true.

A block of the tour is fenced as ``console`` and holds ``$ jobmatch …`` lines with what they print. A line with only
``…`` stands for lines that are left out: the tour keeps as many lines before and after it as it had.

    python tools/tour.py           write README.md again
    python tools/tour.py --check   exit with 1 when something in it is no longer true
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from jobmatch.cli.main import run

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
_BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
_LEFT_OUT = "…"


def main() -> int:
    """Check or rewrite the tour."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    old = README.read_text(encoding="utf-8")
    new = retold(old)
    if asked.check:
        return int(old != new)
    README.write_text(new, encoding="utf-8")
    return 0


def retold(text: str) -> str:
    """The text with every console block run again, in order, in one fresh folder."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "data").symlink_to(ROOT / "data")
        return _BLOCK.sub(lambda block: _run_block(block.group(1), Path(folder)), text)


def _run_block(block: str, folder: Path) -> str:
    told = ""
    for step in re.split(r"(?=^\$ )", block, flags=re.MULTILINE):
        if not step.startswith("$ "):
            told += step
            continue
        command, _, shown = step[2:].partition("\n")
        told += f"$ {command}\n" + _shortened(_output(command, folder), shown)
    return told


def _output(command: str, folder: Path) -> list[str]:
    program, *arguments = shlex.split(command)
    if program != "jobmatch":
        raise SystemExit(f"README.md: the tour can only run jobmatch, not {program}")
    out, err = StringIO(), StringIO()
    with chdir(folder), _surroundings(), redirect_stdout(out), redirect_stderr(err):
        status = run(arguments)
    if status != 0:
        raise SystemExit(f"README.md: {command} ended with {status}: {err.getvalue()}")
    return [line.rstrip() for line in out.getvalue().strip("\n").splitlines()]


@contextmanager
def _surroundings() -> Iterator[None]:
    """The environment that the tour tells its reader to set, and nothing of the person who runs it."""
    before = dict(os.environ)
    for name in [name for name in before if name.startswith("JOBMATCH_")]:
        del os.environ[name]
    os.environ.update(JOBMATCH_LANGUAGE="en", JOBMATCH_AS_OF="2026-11-21", COLUMNS="100")
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _shortened(output: list[str], shown: str) -> str:
    """As many lines before and after the mark of omission as the block had."""
    lines = shown.splitlines()
    if _LEFT_OUT not in lines:
        return "".join(f"{line}\n" for line in output)
    mark = lines.index(_LEFT_OUT)
    before, after = mark, len([line for line in lines[mark + 1 :] if line])
    if before + after >= len(output):
        return "".join(f"{line}\n" for line in output)
    kept = [*output[:before], _LEFT_OUT, *(output[-after:] if after else [])]
    return "".join(f"{line}\n" for line in kept)


if __name__ == "__main__":
    sys.exit(main())
