"""The one policy: which role may do what, and whose citizens somebody sees."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.viewer import Role, Scope, Viewer


class Action(StrEnum):
    """One thing that somebody can do. Every route of the API and every page names the one it is."""

    ENTER = "enter"
    """Open to everybody: log in, static files, health, documentation."""
    ACCOUNT = "account"
    """One's own password and sessions."""
    SEE_CITIZENS = "see_citizens"
    """Lists of citizens, one citizen, what was found in her story, her board and her courses."""
    CHANGE_CITIZEN = "change_citizen"
    SEE_MATCHES = "see_matches"
    """A citizen's suggestions, why, what if."""
    DECIDE = "decide"
    """Record what was chosen and why."""
    FOLLOW_COURSE = "follow_course"
    """Weekly hours, steps, agreements and follow-ups of a citizen."""
    INVITE_CITIZEN = "invite_citizen"
    """Make a one-time code for a citizen's own page."""
    SEE_PLACEMENTS = "see_placements"
    CHANGE_PLACEMENT = "change_placement"
    SEE_CANDIDATES = "see_candidates"
    """Whom a placement could suit, without names."""
    NAME_CANDIDATES = "name_candidates"
    """The same with names and every need, of the citizens that one sees."""
    SEE_WORKPLACES = "see_workplaces"
    """Workplaces with contacts, questions to ask and what was talked about."""
    CHANGE_WORKPLACE = "change_workplace"
    SEE_DEMAND = "see_demand"
    """What no placement meets, as counts."""
    SEE_PLAN = "see_plan"
    SEE_RUNS = "see_runs"
    SEE_SMALL_COUNTS = "see_small_counts"
    """The counts of a run as they are, also of fewer than three people."""
    SEE_CHANGES = "see_changes"
    """What a run changed for citizens that one sees."""
    START_RUN = "start_run"
    SEE_RULES = "see_rules"
    SEE_MODELS = "see_models"
    SEE_EVIDENCE = "see_evidence"
    """What a model was learned from and how it was tested, by group."""
    GOVERN = "govern"
    """Propose and approve weights and rules."""
    SEE_WORDS = "see_words"
    TEACH_WORDS = "teach_words"
    SEE_FIGURES = "see_figures"
    """Load, flow and control figures of a team."""
    SEE_LOG = "see_log"
    OPERATE = "operate"
    """Counts and durations for those who look after the service."""
    SEE_OWN_PAGE = "see_own_page"
    """A citizen's own page."""
    CHANGE_OWN_PAGE = "change_own_page"
    """A citizen corrects, answers and asks."""


_C, _L, _T, _A, _B = Role.CONSULTANT, Role.LIAISON, Role.LEAD, Role.AUDITOR, Role.BATCH

GRANTS: Mapping[Action, frozenset[Role]] = {
    action: frozenset(roles)
    for action, roles in {
        Action.ENTER: tuple(Role),
        Action.ACCOUNT: (_C, _L, _T, _A, _B),
        Action.SEE_CITIZENS: (_C, _T),
        Action.CHANGE_CITIZEN: (_C, _T),
        Action.SEE_MATCHES: (_C, _T),
        Action.DECIDE: (_C, _T),
        Action.FOLLOW_COURSE: (_C, _T),
        Action.INVITE_CITIZEN: (_C, _T),
        Action.SEE_PLACEMENTS: (_C, _L, _T, _B),
        Action.CHANGE_PLACEMENT: (_C, _L, _T),
        Action.SEE_CANDIDATES: (_C, _L, _T),
        Action.NAME_CANDIDATES: (_C, _T),
        Action.SEE_WORKPLACES: (_C, _L, _T),
        Action.CHANGE_WORKPLACE: (_C, _L, _T),
        Action.SEE_DEMAND: (_C, _L, _T, _B),
        Action.SEE_PLAN: (_C, _T, _B),
        Action.SEE_RUNS: (_C, _L, _T, _A, _B),
        Action.SEE_SMALL_COUNTS: (_C, _T, _A, _B),
        Action.SEE_CHANGES: (_C, _T, _B),
        Action.START_RUN: (_T, _B),
        Action.SEE_RULES: tuple(Role),
        Action.SEE_MODELS: (_C, _L, _T, _A, _B),
        Action.SEE_EVIDENCE: (_T, _A),
        Action.GOVERN: (_T,),
        Action.SEE_WORDS: (_C, _L, _T),
        Action.TEACH_WORDS: (_C, _L, _T),
        Action.SEE_FIGURES: (_T,),
        Action.SEE_LOG: (_A,),
        Action.OPERATE: (_T, _A, _B),
        Action.SEE_OWN_PAGE: (Role.CITIZEN,),
        Action.CHANGE_OWN_PAGE: (Role.CITIZEN,),
    }.items()
}
"""Which roles may do what; a test sees to it that every action stands here."""


_SEE_TEAMS = (Role.CONSULTANT, Role.LEAD, Role.BATCH)


def allowed(viewer: Viewer, action: Action) -> bool:
    """Whether one of the viewer's roles may do this at all; whose citizen it is, is asked of ``sees``."""
    return not viewer.roles.isdisjoint(GRANTS[action])


def sees(viewer: Viewer, citizen: Citizen) -> bool:
    """Whether this citizen is the viewer's business: own team, own page, or without a team and the viewer a lead."""
    if viewer.citizen_id is not None:
        return citizen.citizen_id == viewer.citizen_id
    return sees_team(viewer, citizen.team)


def sees_team(viewer: Viewer, team: str | None) -> bool:
    """Whether the citizens of a team (or of none) are the viewer's business."""
    if viewer.citizen_id is not None or not viewer.has(*_SEE_TEAMS):
        return False
    if team is None:
        return viewer.has(Role.LEAD, Role.BATCH)
    return viewer.teams is None or team in viewer.teams


def scope_of(viewer: Viewer) -> Scope:
    """The same rule as ``sees``, for lists; a property test holds the two together."""
    if viewer.citizen_id is not None:
        return Scope(frozenset(), False, viewer.citizen_id)
    if not viewer.has(*_SEE_TEAMS):
        return Scope(frozenset(), False)
    return Scope(viewer.teams, viewer.has(Role.LEAD, Role.BATCH))
