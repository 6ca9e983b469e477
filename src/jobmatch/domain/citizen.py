"""The citizen: what the person can, wants and needs, and which hours are stable today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from functools import partial

from jobmatch.domain.columns import Kind, Sensitivity, column

_personal = partial(column, sensitivity=Sensitivity.PERSONAL)
_health = partial(column, sensitivity=Sensitivity.HEALTH)


@dataclass(frozen=True, slots=True)
class Competence:
    """Something the person can do, in the person's own word."""

    term: str
    level: int | None = None
    """1 a little, 2 on one's own, 3 can teach others; None when not stated."""


@dataclass(frozen=True, slots=True)
class Need:
    """A functional support need; never a diagnosis, never a cause."""

    code: str
    strength: str
    """``krav`` (must), ``vigtigt`` (important), ``oenske`` (wish) or, for mentor only, ``nej`` (declines)."""


@dataclass(frozen=True, slots=True)
class BlockedTime:
    """A fixed time in the week that is taken; no reason is stored."""

    day: int
    """Monday is 0."""
    start: time
    end: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Citizen:
    """One person. None means unknown everywhere; an empty tuple means known to be none."""

    citizen_id: str = _personal("borgernr", Kind.KEY, "Pseudonymous id from the case system; never a CPR number.")
    display_name: str | None = _personal("kaldenavn", Kind.TEXT, "What the consultant calls the person on screen.")
    team: str | None = _personal("team", Kind.TEXT, "The team whose members may see the person.")
    consultant: str | None = _personal("konsulent", Kind.TEXT, "User name of the one named contact.")
    target_group: str | None = _personal(
        "maalgruppe", Kind.CODE, "Row of the dated target-group table; decides which rules apply.", codes="target_group"
    )
    status: str | None = _personal("status", Kind.CODE, "Where the person is in the process.", codes="status")
    competences: tuple[Competence, ...] | None = _personal(
        "kompetencer", Kind.COMPETENCES, "What the person can do, with a level where it is known."
    )
    experience: str | None = _personal(
        "erfaring", Kind.TEXT, "Free text on jobs, hobbies and life; competences found in it are shown to be confirmed."
    )
    wishes: tuple[str, ...] | None = _personal("oensker", Kind.TERMS, "Occupations, tasks or motives that are wanted.")
    vetoes: tuple[str, ...] | None = _personal("fravalg", Kind.TERMS, "Occupations, tasks or industries not wanted.")
    hours_now: float | None = _personal(
        "timer_nu", Kind.DECIMAL, "Hours of attendance a week that are stable today.", minimum=0, maximum=60
    )
    hours_certainty: str | None = _personal(
        "timer_sikkerhed", Kind.CODE, "How certain the hours of today are.", codes="hours_certainty"
    )
    effective_share: float | None = _health(
        "effektiv_andel",
        Kind.PERCENT,
        "Flex job: effective work per hour of attendance, if assessed.",
        minimum=0,
        maximum=100,
    )
    hours_goal: float | None = _personal(
        "timer_maal", Kind.DECIMAL, "Hours a week the person wants to grow to.", minimum=0, maximum=60
    )
    hours_day_max: float | None = _personal(
        "timer_dag_maks", Kind.DECIMAL, "The longest day in hours.", minimum=0, maximum=24
    )
    days: tuple[int, ...] | None = _personal("dage", Kind.DAYS, "Days the person can work.")
    earliest: time | None = _personal("tidligst", Kind.TIME, "Earliest start on those days.")
    latest: time | None = _personal("senest", Kind.TIME, "Latest end on those days.")
    blocked: tuple[BlockedTime, ...] | None = _personal("optaget", Kind.BLOCKED, "Fixed times taken, without a reason.")
    postcode: str | None = _personal("postnr", Kind.POSTCODE, "Where travel starts.")
    transport: str | None = _personal("transport", Kind.CODE, "How the person travels.", codes="transport")
    max_travel_min: int | None = _personal(
        "maks_transport_min", Kind.INTEGER, "Longest travel one way in minutes.", minimum=0, maximum=600
    )
    licences: tuple[str, ...] | None = _personal(
        "beviser", Kind.CODES, "Licences and certificates held; never a record certificate.", codes="licence"
    )
    needs: tuple[Need, ...] | None = _health("behov", Kind.NEEDS, "Functional support needs with their strength.")
    may_disclose: tuple[str, ...] | None = _health(
        "maa_oplyses", Kind.CODES, "Needs that the person lets an employer know.", codes="need"
    )
    capacity_date: date | None = _personal("kapacitet_dato", Kind.DATE, "When hours and needs were last talked over.")
    under_18: bool | None = _personal("under_18", Kind.YES_NO, "The rules for under 18 apply; used for nothing else.")
