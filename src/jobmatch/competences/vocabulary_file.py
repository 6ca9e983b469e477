"""A vocabulary in one piece, as an import leaves it in the store: fast to read again."""

from __future__ import annotations

import gzip
import json

from jobmatch.competences.vocabulary import Concept, Relation, Vocabulary
from jobmatch.domain.text import Text
from jobmatch.errors import BadInput

_LAYOUT = 1


def packed(vocabulary: Vocabulary) -> bytes:
    """The whole vocabulary as compressed JSON; the same vocabulary always gives the same bytes."""
    content = {
        "layout": _LAYOUT,
        "version": vocabulary.version,
        "concepts": [[c.code, c.kind, c.label.da, c.label.en, list(c.synonyms), c.isco] for c in
                     vocabulary.concepts.values()],
        "relations": [[r.source, r.kind, r.target] for r in vocabulary.relations],
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
        vocabulary = Vocabulary(concepts, (Relation(*row) for row in read["relations"]), str(read["version"]))
        whole = read["layout"] == _LAYOUT
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise _broken(name) from error
    if not whole:
        raise _broken(name)
    return vocabulary


def _broken(name: str) -> BadInput:
    return BadInput(
        Text(
            f"Ordlisten i {name} kan ikke læses. Importér den igen med jobmatch vocabulary import.",
            f"The vocabulary in {name} cannot be read. Import it again with jobmatch vocabulary import.",
        )
    )
