"""Loops that are compiled when there is much to do: the same answers, kept in one folder, never from an old part."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ASK = """
import numpy as np
from steps_of_a_test import halves
from parts_of_a_test import half
from jobmatch.core.loops import suited
print(int(suited(halves, {much}, (half,))(np.array([4, 8, 10]))))
"""
PARTS = "HALF = {number}\n\n\ndef half(number):\n    return number // HALF\n"
LOOP = """
from parts_of_a_test import half

def halves(numbers):
    total = 0
    for number in numbers:
        total += half(number)
    return total
"""


def answer(folder: Path, much: bool, cache: Path | None) -> int:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "JOBMATCH_CACHE"))}
    environment |= {"PYTHONPATH": os.pathsep.join([str(folder), *sys.path]), "PYTHONDONTWRITEBYTECODE": "1"}
    environment |= {"JOBMATCH_CACHE_DIR": str(cache)} if cache else {"HOME": "/proc/nowhere", "TMPDIR": str(folder)}
    asked = [sys.executable, "-c", ASK.format(much=much)]
    return int(subprocess.run(asked, env=environment, check=True, capture_output=True, text=True).stdout)


def program(folder: Path, number: int) -> None:
    (folder / "steps_of_a_test.py").write_text(LOOP, encoding="utf-8")
    (folder / "parts_of_a_test.py").write_text(PARTS.format(number=number), encoding="utf-8")


def test_a_compiled_loop_answers_as_it_stands_and_lies_with_the_kernel(tmp_path: Path) -> None:
    program(tmp_path, 2)
    cache = tmp_path / "cache"
    assert answer(tmp_path, False, cache) == answer(tmp_path, True, cache) == 11
    assert list((cache / "loops").rglob("*.nbc"))
    assert not list(tmp_path.glob("__pycache__"))


def test_a_part_that_changed_in_another_file_is_compiled_anew(tmp_path: Path) -> None:
    program(tmp_path, 2)
    cache = tmp_path / "cache"
    assert answer(tmp_path, True, cache) == 11
    loop = (tmp_path / "steps_of_a_test.py").stat()
    program(tmp_path, 1)
    os.utime(tmp_path / "steps_of_a_test.py", ns=(loop.st_atime_ns, loop.st_mtime_ns))  # this file is as it was
    assert answer(tmp_path, True, cache) == 22


def test_an_account_that_may_write_nowhere_of_its_own_can_compile(tmp_path: Path) -> None:
    program(tmp_path, 2)
    assert answer(tmp_path, True, None) == 11


BOTH = """
import numpy as np
from steps_of_a_test import halves
from parts_of_a_test import half
from jobmatch.core.loops import suited
print(int(suited(halves, True, (half,))(np.array([4, 8, 10]))))

def squares(numbers):
    return np.array([number * number for number in numbers]).sum()

squares.__module__ = "steps_of_a_test"
print(int(suited(squares, True)(np.array([4, 8, 10]))))
"""


def test_what_lies_compiled_is_loaded_and_what_does_not_is_compiled_in_one_process(tmp_path: Path) -> None:
    program(tmp_path, 2)
    cache = tmp_path / "cache"
    assert answer(tmp_path, True, cache) == 11
    script = tmp_path / "both_of_a_test.py"
    script.write_text(BOTH, encoding="utf-8")
    paths = {"PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path]), "JOBMATCH_CACHE_DIR": str(cache)}
    said = subprocess.run([sys.executable, script], env=os.environ | paths, check=True, capture_output=True, text=True)
    assert said.stdout.split() == ["11", "180"]
