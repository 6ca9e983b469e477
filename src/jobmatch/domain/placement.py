"""The placement: one opening at one workplace, with what is asked for and what is offered there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from jobmatch.domain.columns import Kind, column


@dataclass(frozen=True, slots=True)
class Offer:
    """What the workplace answers to one support need."""

    code: str
    answer: str
    """``ja``, ``delvist``, ``nej`` or ``ukendt``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """One opening. None means unknown everywhere; an empty tuple means known to be none."""

    placement_id: str = column("pladsnr", Kind.KEY, "Id of the opening.")
    employer: str | None = column("virksomhed", Kind.TEXT, "Name of the workplace.")
    cvr: str | None = column("cvr", Kind.CVR, "Company number, check digit verified.")
    p_number: str | None = column("pnummer", Kind.P_NUMBER, "Production unit: the workplace the ratio rule counts on.")
    industry: str | None = column("branche", Kind.TEXT, "Industry in Danish words.")
    title: str | None = column("titel", Kind.TEXT, "Occupation or job title, Danish.")
    tasks: tuple[str, ...] | None = column("opgaver", Kind.TERMS, "The tasks; free text becomes a list of one.")
    measures: tuple[str, ...] | None = column("type", Kind.CODES, "Measures it can be used for.", codes="measure")
    requires: tuple[str, ...] | None = column(
        "krav", Kind.TERMS, "Needed from day one; a licence is a gate, a competence only counts."
    )
    nice_to_have: tuple[str, ...] | None = column("gerne", Kind.TERMS, "Good to know; can be learned there.")
    min_hours: float | None = column(
        "min_timer_uge", Kind.DECIMAL, "Smallest workable pattern in hours a week.", minimum=0, maximum=60
    )
    max_hours: float | None = column(
        "maks_timer_uge", Kind.DECIMAL, "Hours a week it can grow to.", minimum=0, maximum=60
    )
    min_hours_day: float | None = column(
        "min_timer_dag", Kind.DECIMAL, "Shortest attendance in hours.", minimum=0, maximum=24
    )
    days: tuple[int, ...] | None = column("dage", Kind.DAYS, "Days with work.")
    earliest: time | None = column("tidligst", Kind.TIME, "When work can start.")
    latest: time | None = column("senest", Kind.TIME, "When work ends.")
    postcode: str | None = column("postnr", Kind.POSTCODE, "Where the workplace is.")
    address: str | None = column("adresse", Kind.TEXT, "Street and number.")
    slots: int | None = column(
        "antal", Kind.INTEGER, "People it can take at once in all; 1 when not stated.", minimum=0, maximum=10000
    )
    offers: tuple[Offer, ...] | None = column("tilbud", Kind.OFFERS, "Answers to the support needs.")
    mentor_hours: float | None = column(
        "mentortimer", Kind.DECIMAL, "Hours a week a mentor has for the person.", minimum=0, maximum=60
    )
    ordinary_staff: int | None = column(
        "ordinaert_ansatte", Kind.INTEGER, "Staff in ordinary jobs, for the ratio rule.", minimum=0
    )
    supported_now: int | None = column(
        "stoettede_nu", Kind.INTEGER, "People with support there today, for the ratio rule.", minimum=0
    )
    contact: str | None = column("kontaktperson", Kind.TEXT, "Named contact at the workplace.")
    available_from: date | None = column("fra", Kind.DATE, "First day the opening exists.")
    available_to: date | None = column("til", Kind.DATE, "Last day the opening exists.")
    weeks: int | None = column("varighed_uger", Kind.INTEGER, "Planned length in weeks.", minimum=0, maximum=520)
    updated: date | None = column("opdateret", Kind.DATE, "When the workplace last confirmed these facts.")
