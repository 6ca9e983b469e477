"""Reading what people write: how many phrases are read rightly, and how long ten thousand short texts take.

    python -m benchmarks.free_text [--esco DIR] [--texts 10000]

The texts are two everyday phrases of the test table with a number of years, two in five of them with two letters
swapped. One process; processor seconds stand beside the clock, since others may use the machine.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from fnmatch import fnmatch
from pathlib import Path

from jobmatch.competences.esco import read_esco
from jobmatch.competences.linker import Linker
from jobmatch.competences.merging import merged
from jobmatch.competences.shipped import shipped_vocabulary

PHRASES = Path(__file__).parents[1] / "tests" / "competences" / "phrases.tsv"

_MISSPELT = 0.4


def phrases() -> list[list[str]]:
    """The test table: phrase, what must be found, what must not."""
    lines = PHRASES.read_text("utf-8").splitlines()
    return [(line.split("\t") + ["", ""])[:3] for line in lines if line.strip() and not line.startswith("#")]


def is_right(codes: Sequence[str], must: str, never: str) -> bool:
    """Whether a phrase was read as the table demands."""
    if must.strip() == "-":
        return not codes
    asked = [one.split("/") for one in must.split(",") if one]
    said = all(any(fnmatch(code, pattern) for code in codes for pattern in either) for either in asked)
    return said and not any(fnmatch(code, pattern) for code in codes for pattern in never.split(",") if pattern)


def short_texts(count: int) -> list[str]:
    """Everyday texts, hardly two alike."""
    rng, known = random.Random(3), [row[0] for row in phrases()]
    texts = []
    for _ in range(count):
        text = f"{rng.choice(known)} i {rng.randint(2, 15)} år, {rng.choice(known)}"
        if rng.random() < _MISSPELT:
            at = rng.randrange(len(text) - 1)
            text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        texts.append(text)
    return texts


def timed(work: Callable[[], object]) -> str:
    """How long some work takes."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return f"{time.perf_counter() - clock:6.1f} s, {time.process_time() - processor:5.1f} processor s"


def main() -> None:
    """Prints how well and how fast free text is read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--esco", type=Path, help="a folder with ESCO, to be read with as well")
    parser.add_argument("--texts", type=int, default=10_000)
    given = parser.parse_args()
    vocabularies = [("shipped", shipped_vocabulary())]
    if given.esco:
        vocabularies.append(("with ESCO", merged(shipped_vocabulary(), read_esco(given.esco).vocabulary)))
    texts = short_texts(given.texts)
    for name, vocabulary in vocabularies:
        linker = Linker(vocabulary)
        sys.stdout.write(f"{name}: {len(vocabulary.concepts)} concepts\n")
        sys.stdout.write(f"  index of the terms      {timed(lambda: linker.index)}\n")  # noqa: B023
        sys.stdout.write(f"  {len(texts):,} short texts {timed(lambda: [linker.find(one) for one in texts])}\n")  # noqa: B023
        rows = phrases()
        right = sum(is_right([one.code for one in linker.find(text).found], *rest) for text, *rest in rows)
        sys.stdout.write(f"  phrases read rightly    {right} of {len(rows)}\n")


if __name__ == "__main__":
    main()
