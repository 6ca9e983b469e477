"""Loading numba with what our loops need."""

from __future__ import annotations

import subprocess
import sys

LOADED = """
import sys
from jobmatch.core.compiler import UNUSED, load_compiler
{first}
load_compiler()
from numba import njit
print([name in sys.modules for name in UNUSED], njit(lambda n: n + 1)(1))
for name in UNUSED:
    __import__(name)
"""


def said(first: str = "") -> str:
    asked = [sys.executable, "-c", LOADED.format(first=first)]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()


def test_what_numba_can_do_without_is_not_loaded_with_it_and_can_be_afterwards() -> None:
    assert said() == "[False, False] 2"


def test_what_somebody_uses_already_stays() -> None:
    assert said("import coverage") == "[True, False] 2"
