"""The open trial: while there are no users, this machine is the only visitor and may try every role."""

from __future__ import annotations

from dataclasses import dataclass

from jobmatch.domain.viewer import CITIZEN_NAME, ROLES, STAFF, Role, Viewer
from jobmatch.errors import Text
from jobmatch.store.store import Store

THIS_MACHINE = Viewer("denne-maskine", "Denne maskine", STAFF, None)
"""The visitor of an open trial: every role of those who work here, and every team."""
SHOWN_CITIZENS = 5
"""Citizens whose own page a newcomer can try."""
_ALL = "alle"


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody that a newcomer can be for a while."""

    key: str
    label: Text
    viewer: Viewer


def personas(store: Store) -> list[Persona]:
    """Everybody that can be tried: consultants, the other roles, and some citizens."""
    found = [Persona(_ALL, Text("alle roller", "every role"), THIS_MACHINE)]
    found += [_consultant(store, name) for name in store.consultants()]
    found += [_of_role(role) for role in (Role.LIAISON, Role.LEAD, Role.AUDITOR)]
    return found + [_citizen(one.record.citizen_id) for one in store.citizen_page(limit=SHOWN_CITIZENS)]


def persona_of(store: Store, key: str | None) -> Viewer:
    """Who the visitor of an open trial wants to be; this machine when nobody in particular."""
    kind, _, name = (key or "").partition(":")
    if kind == Role.CONSULTANT and name in store.consultants():
        return _consultant(store, name).viewer
    if kind == Role.CITIZEN and store.citizen(name) is not None:
        return _citizen(name).viewer
    if kind in (Role.LIAISON, Role.LEAD, Role.AUDITOR) and not name:
        return _of_role(Role(kind)).viewer
    return THIS_MACHINE


def _consultant(store: Store, name: str) -> Persona:
    page = store.citizen_page(limit=1000, consultant=name)
    teams = frozenset(one.record.team for one in page if one.record.team)
    title = name[:1].upper() + name[1:]
    label = Text(f"{ROLES[Role.CONSULTANT].da} {title}", f"{ROLES[Role.CONSULTANT].en} {title}")
    return Persona(f"{Role.CONSULTANT}:{name}", label, Viewer(name, title, frozenset({Role.CONSULTANT}), teams))


def _of_role(role: Role) -> Persona:
    label = ROLES[role]
    return Persona(role, label, Viewer(f"prøve-{label.da}", label.da.capitalize(), frozenset({role}), None))


def _citizen(citizen_id: str) -> Persona:
    label = Text(f"{ROLES[Role.CITIZEN].da} {citizen_id}", f"{ROLES[Role.CITIZEN].en} {citizen_id}")
    viewer = Viewer(CITIZEN_NAME, citizen_id, frozenset({Role.CITIZEN}), frozenset(), citizen_id)
    return Persona(f"{Role.CITIZEN}:{citizen_id}", label, viewer)
