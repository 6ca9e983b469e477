"""The columns of the files are a promise to other programs: these lists are written by hand, from the contract."""

from __future__ import annotations

import pytest

from jobmatch.exchange.codes import fold
from jobmatch.exchange.documentation import columns_table, header_pairs
from jobmatch.exchange.headers import names_of
from jobmatch.exchange.kinds import CITIZENS, COURSES, KINDS, PLACEMENTS, FileKind, kind_of_name

BORGERE = [
    ("borgernr", "citizen_id"),
    ("kaldenavn", "display_name"),
    ("team", "team"),
    ("konsulent", "consultant"),
    ("maalgruppe", "target_group"),
    ("status", "status"),
    ("kompetencer", "competences"),
    ("erfaring", "experience"),
    ("oensker", "wishes"),
    ("fravalg", "vetoes"),
    ("timer_nu", "hours_now"),
    ("timer_sikkerhed", "hours_certainty"),
    ("effektiv_andel", "effective_share"),
    ("timer_maal", "hours_goal"),
    ("timer_dag_maks", "hours_day_max"),
    ("dage", "days"),
    ("tidligst", "earliest"),
    ("senest", "latest"),
    ("optaget", "blocked"),
    ("postnr", "postcode"),
    ("transport", "transport"),
    ("maks_transport_min", "max_travel_min"),
    ("beviser", "licences"),
    ("behov", "needs"),
    ("maa_oplyses", "may_disclose"),
    ("kapacitet_dato", "capacity_date"),
    ("under_18", "under_18"),
]
PLADSER = [
    ("pladsnr", "placement_id"),
    ("virksomhed", "employer"),
    ("cvr", "cvr"),
    ("pnummer", "p_number"),
    ("branche", "industry"),
    ("titel", "title"),
    ("opgaver", "tasks"),
    ("type", "measures"),
    ("krav", "requires"),
    ("gerne", "nice_to_have"),
    ("min_timer_uge", "min_hours"),
    ("maks_timer_uge", "max_hours"),
    ("min_timer_dag", "min_hours_day"),
    ("dage", "days"),
    ("tidligst", "earliest"),
    ("senest", "latest"),
    ("postnr", "postcode"),
    ("adresse", "address"),
    ("antal", "slots"),
    ("tilbud", "offers"),
    ("mentortimer", "mentor_hours"),
    ("ordinaert_ansatte", "ordinary_staff"),
    ("stoettede_nu", "supported_now"),
    ("kontaktperson", "contact"),
    ("fra", "available_from"),
    ("til", "available_to"),
    ("varighed_uger", "weeks"),
    ("opdateret", "updated"),
]
FORLOEB = [
    ("borgernr", "citizen_id"),
    ("pladsnr", "placement_id"),
    ("forloebsnr", "course_id"),
    ("dato", "date"),
    ("haendelse", "event"),
    ("aarsag", "reason"),
    ("timer", "hours"),
    ("aftalte_timer", "agreed_hours"),
    ("vist_rang", "shown_rank"),
    ("model_rang", "model_rank"),
    ("sandsynlighed", "propensity"),
    ("besluttet_af", "decided_by"),
]


@pytest.mark.parametrize(
    ("kind", "promised"),
    [(CITIZENS, BORGERE), (PLACEMENTS, PLADSER), (COURSES, FORLOEB)],
    ids=lambda each: str(each)[:30],
)
def test_headers_are_those_of_the_contract(kind: FileKind, promised: list[tuple[str, str]]) -> None:
    assert header_pairs(kind) == promised


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.english)
def test_no_header_means_two_columns(kind: FileKind) -> None:
    meant: dict[str, str] = {}
    for column in kind.columns:
        for header in (column.danish, column.name):
            assert meant.setdefault(fold(header), column.name) == column.name
    assert len(names_of(kind)) == len(meant)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.english)
def test_the_documentation_has_a_row_for_every_column(kind: FileKind) -> None:
    rows = [line.split(" | ") for line in columns_table(kind).splitlines()[2:]]
    assert [(row[0].removeprefix("| "), row[1]) for row in rows] == header_pairs(kind)
    assert all(len(row) == 4 and row[2] and row[3] for row in rows)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("borgere", CITIZENS),
        ("Borgere 2026", CITIZENS),
        ("BORGERE_test", CITIZENS),
        ("citizens", CITIZENS),
        ("pladser-nord", PLACEMENTS),
        ("placements", PLACEMENTS),
        ("forløb", COURSES),
        ("Forloeb", COURSES),
        ("courses", COURSES),
        ("borger", None),
        ("kopi af borgere", None),
        ("Ark1", None),
        ("", None),
    ],
)
def test_the_beginning_of_a_name_tells_the_kind(name: str, kind: FileKind | None) -> None:
    assert kind_of_name(name) is kind
