"""Two vocabularies as one: the shipped everyday words, and a large one that was imported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from itertools import chain

from jobmatch.competences.vocabulary import Concept, Relation, Vocabulary
from jobmatch.competences.words import fold

_RULES = 2
"""Counted up when two vocabularies are joined otherwise than before: what was linked by the old way is linked anew."""

Owners = Mapping[tuple[str, str], str]
"""Kind and folded name → the shipped concept that is called so."""


def merged(shipped: Vocabulary, imported: Vocabulary) -> Vocabulary:
    """Both vocabularies; an imported concept that says the same as a shipped one becomes part of it.

    So the shipped codes stay, with what was decided about them, and take over the imported relations and names. A name
    that the shipped vocabulary gives to one concept is never another's: everyday words stay what they are here.
    """
    owners = _owners(shipped)
    twin = {
        code: owner
        for code, concept in imported.concepts.items()
        if (owner := owners.get((_kind(concept), fold(concept.label.da)))) is not None
    }
    names: dict[str, list[str]] = {}
    for twin_code, code in twin.items():
        free = _free(imported.concepts[twin_code], imported.concepts[twin_code].terms, owners, code)
        names.setdefault(code, []).extend(free)
    own = (_with_names(concept, names.get(concept.code, ())) for concept in shipped.concepts.values())
    more = (_without_names(concept, owners) for code, concept in imported.concepts.items() if code not in twin)
    version = sha256(f"{shipped.version}+{imported.version}+{_RULES}".encode()).hexdigest()[:12]
    return Vocabulary(chain(own, more), _joined(shipped, imported, twin), version, sound=True)


def _joined(shipped: Vocabulary, imported: Vocabulary, twin: Mapping[str, str]) -> list[Relation]:
    """The relations of both, none twice; only those that a twin takes over can have been there before."""
    joined = list(shipped.relations)
    known = set(joined)
    for one in imported.relations:
        source, kind, target = one
        if source in twin or target in twin:
            one = Relation(twin.get(source, source), kind, twin.get(target, target))
            if one.source == one.target or one in known:
                continue
            known.add(one)
        joined.append(one)
    return joined


def _owners(shipped: Vocabulary) -> Owners:
    owners: dict[tuple[str, str], str] = {}
    for concept in shipped.concepts.values():
        for term in concept.terms:
            owners.setdefault((_kind(concept), fold(term)), concept.code)
    return owners


def _free(concept: Concept, names: Iterable[str], owners: Owners, code: str) -> list[str]:
    """The names that no other shipped concept has."""
    kind = _kind(concept)
    return [name for name in names if owners.get((kind, fold(name)), code) == code]


def _with_names(concept: Concept, names: Iterable[str]) -> Concept:
    known = set(concept.terms)
    new = [name for name in dict.fromkeys(names) if name not in known]
    return replace(concept, synonyms=(*concept.synonyms, *new)) if new else concept


def _without_names(concept: Concept, owners: Owners) -> Concept:
    free = _free(concept, concept.synonyms, owners, concept.code)
    return concept if len(free) == len(concept.synonyms) else replace(concept, synonyms=tuple(free))


def _kind(concept: Concept) -> str:
    """Skills and tasks are one kind to ESCO."""
    return "skill" if concept.kind == "task" else concept.kind
