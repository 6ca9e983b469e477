"""A vocabulary in one piece, as an import leaves it in the store: fast to read again."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from typing import Any

from jobmatch.competences.vocabulary import RELATIONS, Concept, Relation, Vocabulary
from jobmatch.domain.text import Text
from jobmatch.errors import BadInput

_LAYOUT = 2
_WRITTEN_OUT = 1
"""The first layout: every relation with its two codes and its kind in letters."""


def packed(vocabulary: Vocabulary) -> bytes:
    """The whole vocabulary as compressed JSON; the same vocabulary always gives the same bytes."""
    number = {code: place for place, code in enumerate(vocabulary.concepts)}
    kind = {name: place for place, name in enumerate(RELATIONS)}
    content = {
        "layout": _LAYOUT,
        "version": vocabulary.version,
        "concepts": [[c.code, c.kind, c.label.da, c.label.en, list(c.synonyms), c.isco] for c in
                     vocabulary.concepts.values()],
        "kinds": list(RELATIONS),
        "relations": [[number[r.source] for r in vocabulary.relations], [kind[r.kind] for r in vocabulary.relations],
                      [number[r.target] for r in vocabulary.relations]],
    }  # fmt: skip
    return gzip.compress(json.dumps(content, ensure_ascii=False).encode(), mtime=0)


def unpacked(content: bytes, name: str) -> Vocabulary:
    """The vocabulary that was packed.

    Args:
        name: What people call it, for the message when it cannot be read.

    Raises:
        BadInput: when the content is not one of ours.
    """
    try:
        read = json.loads(gzip.decompress(content))
        concepts = [
            Concept(code, kind, Text(da, en), tuple(names), isco)
            for code, kind, da, en, names, isco in read["concepts"]
        ]
        vocabulary = Vocabulary(
            concepts, _relations(read, [concept.code for concept in concepts]), str(read["version"]), sound=True
        )
        whole = read["layout"] in (_LAYOUT, _WRITTEN_OUT)
    except (OSError, EOFError, ValueError, LookupError, TypeError) as error:
        raise _broken(name) from error
    if not whole:
        raise _broken(name)
    return vocabulary


def _relations(read: dict[str, Any], codes: list[str]) -> Iterable[Relation]:
    if read["layout"] == _WRITTEN_OUT:
        return map(Relation._make, read["relations"])
    sources, kinds, targets = read["relations"]
    names = read["kinds"]
    return map(Relation, [codes[n] for n in sources], [names[n] for n in kinds], [codes[n] for n in targets])


def _broken(name: str) -> BadInput:
    return BadInput(
        Text(
            f"Ordlisten i {name} kan ikke læses. Importér den igen med jobmatch vocabulary import.",
            f"The vocabulary in {name} cannot be read. Import it again with jobmatch vocabulary import.",
        )
    )
