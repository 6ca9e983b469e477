"""What is wrong with a vocabulary that people edited: duplicates, orphans, circles, dead ends, missing languages."""

from __future__ import annotations

from collections.abc import Iterator

from jobmatch.competences.vocabulary import Concept, Vocabulary
from jobmatch.competences.words import fold
from jobmatch.domain.text import Text

_DEAD_END = Text("{source}: {kind} fører til {target}, som ikke findes", "{source}: {kind} leads to {target}, unknown")
_LANGUAGE = Text("{code}: mangler dansk eller engelsk navn", "{code}: has no Danish or no English name")
_SAME_NAME = Text("{code} og {other} kan begge hedde »{name}«", "{code} and {other} can both be called “{name}”")
_TWICE = Text("{code}: »{name}« står to gange", "{code}: “{name}” stands twice")
_ORPHAN = Text("{code}: hænger ikke sammen med noget", "{code}: hangs together with nothing")
_CIRCLE = Text("{code}: er bredere end sig selv: {path}", "{code}: is broader than itself: {path}")
_ITSELF = Text("{code}: {kind} fører til den selv", "{code}: {kind} leads to itself")
_GROUP = Text("{code}: {isco} er ikke en firecifret ISCO-gruppe", "{code}: {isco} is no four-digit ISCO group")

_ALONE = ("industry", "motive")
"""Kinds that may stand alone: a motive is wished for although nothing meets it yet."""


def faults(vocabulary: Vocabulary) -> list[Text]:
    """Everything that is wrong, in the order of the vocabulary; empty when it holds."""
    return [
        *(_DEAD_END.fill(source=r.source, kind=r.kind, target=r.target) for r in vocabulary.dangling),
        *_names(vocabulary),
        *_relations(vocabulary),
        *_circles(vocabulary),
    ]


def _names(vocabulary: Vocabulary) -> Iterator[Text]:
    called: dict[tuple[str, str], str] = {}
    for concept in vocabulary.concepts.values():
        if not (concept.label.da.strip() and concept.label.en.strip()):
            yield _LANGUAGE.fill(code=concept.code)
        if concept.isco is not None and not (len(concept.isco) == 4 and concept.isco.isdigit()):
            yield _GROUP.fill(code=concept.code, isco=concept.isco)
        for name in (concept.label.da, *concept.synonyms):
            other = called.setdefault((concept.kind, fold(name)), concept.code)
            if other != concept.code:
                yield _SAME_NAME.fill(code=concept.code, other=other, name=name)
        yield from (_TWICE.fill(code=concept.code, name=name) for name in _repeated(concept))


def _repeated(concept: Concept) -> list[str]:
    """Names that the concept has already, letters written otherwise being the same."""
    folded = [fold(name) for name in (concept.label.da, *concept.synonyms)]
    return [name for number, name in enumerate(concept.synonyms, start=1) if folded[number] in folded[:number]]


def _relations(vocabulary: Vocabulary) -> Iterator[Text]:
    for relation in vocabulary.relations:
        if relation.source == relation.target:
            yield _ITSELF.fill(code=relation.source, kind=relation.kind)
    for code, concept in vocabulary.concepts.items():
        alone = code not in vocabulary.outgoing and code not in vocabulary.incoming
        if alone and concept.kind not in _ALONE:
            yield _ORPHAN.fill(code=code)


def _circles(vocabulary: Vocabulary) -> Iterator[Text]:
    """Every circle of ``broader`` once, told from where it was first entered."""
    done: set[str] = set()
    for start in vocabulary.concepts:
        path: list[str] = []
        stack = [(start, 0)]
        while stack:
            code, depth = stack.pop()
            del path[depth:]
            if code in path:
                yield _CIRCLE.fill(code=code, path=" → ".join([*path[path.index(code) :], code]))
            elif code not in done:
                done.add(code)
                path.append(code)
                wider = (
                    r.target for r in vocabulary.outgoing.get(code, ()) if r.kind == "broader" and r.target != code
                )
                stack.extend((target, depth + 1) for target in wider)
