"""Two vocabularies as one: the shipped everyday words, and a large one that was imported."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from itertools import chain

from jobmatch.competences.esco import twins
from jobmatch.competences.vocabulary import Concept, Relation, Vocabulary


def merged(shipped: Vocabulary, imported: Vocabulary) -> Vocabulary:
    """Both vocabularies; an imported concept that says the same as a shipped one becomes part of it.

    So the shipped codes stay, with what was decided about them, and take over the imported relations and names.
    """
    twin = twins(shipped, imported)
    names: dict[str, list[str]] = {}
    for twin_code, code in twin.items():
        names.setdefault(code, []).extend(imported.concepts[twin_code].terms)
    own = (_with_names(concept, names.get(concept.code, ())) for concept in shipped.concepts.values())
    more = (concept for code, concept in imported.concepts.items() if code not in twin)
    relations = (
        Relation(twin.get(one.source, one.source), one.kind, twin.get(one.target, one.target))
        if one.source in twin or one.target in twin
        else one
        for one in imported.relations
    )
    kept = (one for one in relations if one.source != one.target)
    version = sha256(f"{shipped.version}+{imported.version}".encode()).hexdigest()[:12]
    return Vocabulary(chain(own, more), chain(shipped.relations, kept), version)


def _with_names(concept: Concept, names: tuple[str, ...] | list[str]) -> Concept:
    known = set(concept.terms)
    new = [name for name in dict.fromkeys(names) if name not in known]
    return replace(concept, synonyms=(*concept.synonyms, *new)) if new else concept
