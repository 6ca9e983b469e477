"""Citizens, placements and events of an invented municipality as the cells of a Danish CSV file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from jobmatch.domain.codes import HOURS_CERTAINTY, TRANSPORT, WEEKDAY
from jobmatch.sample.days import day_cell, day_cells
from jobmatch.sample.draw import Draw, Floats, Integers, Truths
from jobmatch.sample.history import Happening
from jobmatch.sample.people import WEEKS, WINDOWS, People
from jobmatch.sample.region import Region
from jobmatch.sample.words import MEASURE_CODES, NEED_CODES, Words
from jobmatch.sample.workplaces import Openings, Workplaces

Cells = dict[str, Sequence[str]]
"""A block of rows: the cells of each column by its Danish header; a column that is not there stays empty."""

_DAYS = {"loer": "lør", "soen": "søn"}
_WEEKDAYS = [_DAYS.get(code, code) for code in WEEKDAY]
_STRENGTHS = ("oenske", "vigtigt", "krav", "nej")
_ANSWERS = ("ja", "delvist", "nej", "ukendt")
_PER_CONSULTANT = 15


def id_of(letter: str, position: int, total: int) -> str:
    """The id of the citizen (B) or placement (P) at a position."""
    return f"{letter}-{str(position + 1).zfill(max(3, len(str(total))))}"


def citizen_cells(draw: Draw, words: Words, region: Region, people: People, first: int, total: int) -> Cells:
    """A block of citizens, the first of them at position ``first``; without their status."""
    count = len(people.group)
    consultants = [(first + row) // _PER_CONSULTANT + 1 for row in range(count)]
    return {
        "borgernr": [id_of("B", first + row, total) for row in range(count)],
        "kaldenavn": [words.first_names[k] for k in draw.among(len(words.first_names), count).tolist()],
        "team": [words.groups[g].team[t] for g, t in zip(people.group.tolist(), people.team.tolist(), strict=True)],
        "konsulent": [f"konsulent{number}" for number in consultants],
        "maalgruppe": [
            "" if young else words.groups[g].code
            for g, young in zip(people.group.tolist(), people.under_18.tolist(), strict=True)
        ],
        "kompetencer": _competences(draw, words, people),
        "erfaring": _experience(draw, words, people),
        "oensker": _wishes(draw, words, people),
        "fravalg": _vetoes(draw, words, people),
        "timer_nu": number_cells(people.hours),
        "timer_sikkerhed": _coded(people.certainty, tuple(HOURS_CERTAINTY)),
        "effektiv_andel": number_cells(people.share),
        "timer_maal": number_cells(people.goal),
        "timer_dag_maks": number_cells(people.day_max),
        "dage": _coded(people.week, ["|".join(_WEEKDAYS[day] for day in days) for days in WEEKS]),
        "tidligst": _coded(people.window, [time_cell(start) for start, _ in WINDOWS]),
        "senest": _coded(people.window, [time_cell(end) for _, end in WINDOWS]),
        "optaget": _blocked(draw, people),
        "postnr": [region.postcodes[place] for place in people.place.tolist()],
        "transport": _coded(people.transport, tuple(TRANSPORT)),
        "maks_transport_min": ["" if minutes < 0 else str(minutes) for minutes in people.max_travel.tolist()],
        "beviser": _licences(draw, words, people),
        "behov": _marked(people.needs, NEED_CODES, _STRENGTHS, "ingen", draw.chance(0.08, count)),
        "maa_oplyses": [
            "" if kind == 0 else "ingen" if kind == 1 else cell
            for kind, cell in zip(
                people.disclosure.tolist(), _listed(people.disclosed, NEED_CODES, "ingen"), strict=True
            )
        ],
        "kapacitet_dato": day_cells(people.talked),
        "under_18": ["ja" if young else "nej" for young in people.under_18.tolist()],
    }


def _competences(draw: Draw, words: Words, people: People) -> list[str]:
    count = len(people.field)
    luck, levels = draw.uniform(count, 4), draw.among(4, count, 4)
    known = draw.chance(0.93, count).tolist()
    cells = []
    for row, (one, other) in enumerate(zip(people.field.tolist(), people.second_field.tolist(), strict=True)):
        terms: dict[str, int] = {}
        for k, source in enumerate((one, one, one, other)):
            pool = words.fields[source].competences
            terms.setdefault(pool[int(luck[row, k] * len(pool))], int(levels[row, k]))
        cell = "|".join(f"{term}:{level}" if level else term for term, level in terms.items())
        cells.append(cell if known[row] else "")
    return cells


def _experience(draw: Draw, words: Words, people: People) -> list[str]:
    luck = draw.uniform(len(people.field), 2)
    cells = []
    for row, (one, other) in enumerate(zip(people.field.tolist(), people.second_field.tolist(), strict=True)):
        said = dict.fromkeys(
            words.fields[source].experience[int(luck[row, k] * len(words.fields[source].experience))]
            for k, source in enumerate((one, other))
        )
        cells.append(" ".join(said) if people.told[row] else "")
    return cells


def _wishes(draw: Draw, words: Words, people: People) -> list[str]:
    luck, silent = draw.uniform(len(people.field), 2), draw.chance(0.15, len(people.field)).tolist()
    cells = []
    for row, wanted in enumerate(people.wish_field.tolist()):
        pool = words.fields[wanted].wishes
        cell = "|".join(dict.fromkeys(pool[int(luck[row, k] * len(pool))] for k in range(2)))
        cells.append("" if silent[row] else cell)
    return cells


def _vetoes(draw: Draw, words: Words, people: People) -> list[str]:
    """From another field than the wishes are."""
    count, fields = len(people.field), len(words.fields)
    other = (people.wish_field + 1 + draw.among(fields - 1, count)) % fields
    luck, kind = draw.uniform(count), draw.pick([35, 25, 40], count).tolist()
    return [
        ("", "ingen", words.fields[source].vetoes[int(u * len(words.fields[source].vetoes))])[k]
        for source, u, k in zip(other.tolist(), luck.tolist(), kind, strict=True)
    ]


def _licences(draw: Draw, words: Words, people: People) -> list[str]:
    count = len(people.field)
    luck, unknown = draw.uniform(count), draw.chance(0.2, count).tolist()
    cells = []
    for row, source in enumerate(people.field.tolist()):
        pool = words.fields[source].licences
        held = ["koerekort_b"] if people.driver[row] else []
        if pool and luck[row] < 0.35:
            held.append(pool[int(luck[row] / 0.35 * len(pool))])
        if people.under_18[row]:
            held = []
        cells.append("" if unknown[row] else "|".join(dict.fromkeys(held)) or "ingen")
    return cells


def _blocked(draw: Draw, people: People) -> list[str]:
    count = len(people.field)
    day, start = draw.among(5, count).tolist(), (9 + draw.among(4, count)).tolist()
    return [
        f"{_WEEKDAYS[d]} {s}-{s + 1}" if taken else ""
        for d, s, taken in zip(day, start, people.blocked.tolist(), strict=True)
    ]


def placement_cells(
    draw: Draw, words: Words, region: Region, workplaces: Workplaces, openings: Openings, supported: Integers
) -> Cells:
    """All placements; ``supported`` is per workplace."""
    total = len(openings.workplace)
    kinds = [words.profiles[p] for p in openings.profile.tolist()]
    units = openings.workplace.tolist()
    silent = ~openings.described
    cells: Cells = {
        "cvr": [workplaces.cvr[unit] for unit in units],
        "pnummer": [workplaces.p_number[unit] for unit in units],
        "branche": [kind.industry for kind in kinds],
        "opgaver": ["|".join(kind.tasks) for kind in kinds],
        "type": _listed(openings.measures, MEASURE_CODES, ""),
        "krav": ["|".join(kind.requires) for kind in kinds],
        "gerne": ["|".join(kind.nice) for kind in kinds],
        "min_timer_uge": number_cells(openings.min_hours),
        "maks_timer_uge": number_cells(openings.max_hours),
        "min_timer_dag": number_cells(np.where(draw.chance(0.1, total), np.nan, openings.min_day)),
        "dage": ["|".join(_WEEKDAYS[day] for day in kind.days) for kind in kinds],
        "tidligst": [time_cell(kind.window[0]) for kind in kinds],
        "senest": [time_cell(kind.window[1]) for kind in kinds],
        "postnr": [region.postcodes[place] for place in openings.place.tolist()],
        "adresse": _addresses(draw, words, workplaces, units),
        "antal": [str(slots) for slots in openings.slots.tolist()],
        "tilbud": _marked(openings.offers, NEED_CODES, _ANSWERS, "", np.zeros(total, dtype=np.bool_)),
        "mentortimer": number_cells(openings.mentor_hours),
        "ordinaert_ansatte": [str(workplaces.staff[unit]) for unit in units],
        "stoettede_nu": [str(supported[unit]) for unit in units],
        "kontaktperson": _contacts(draw, words, total),
        "fra": day_cells(openings.starts),
        "til": day_cells(openings.ends),
        "varighed_uger": [str(weeks) for weeks in openings.weeks.tolist()],
        "opdateret": day_cells(openings.updated),
    }
    blank = set(np.flatnonzero(silent).tolist())
    cells = {name: ["" if row in blank else cell for row, cell in enumerate(column)] for name, column in cells.items()}
    cells["pladsnr"] = [id_of("P", row, total) for row in range(total)]
    cells["virksomhed"] = [workplaces.name[unit] for unit in units]
    cells["titel"] = [kind.title for kind in kinds]
    return cells


def _addresses(draw: Draw, words: Words, workplaces: Workplaces, units: list[int]) -> list[str]:
    count = len(workplaces.profile)
    start, street, number = (draw.among(k, count) for k in (len(words.place_starts), len(words.streets), 90))
    by_unit = [
        f"{words.place_starts[a]}{words.streets[b]} {c + 1}"
        for a, b, c in zip(start.tolist(), street.tolist(), number.tolist(), strict=True)
    ]
    return [by_unit[unit] for unit in units]


def _contacts(draw: Draw, words: Words, count: int) -> list[str]:
    first, last = draw.among(len(words.first_names), count), draw.among(len(words.last_names), count)
    return [f"{words.first_names[a]} {words.last_names[b]}" for a, b in zip(first.tolist(), last.tolist(), strict=True)]


def event_cells(
    happened: Sequence[Happening], citizens: int, placements: int, consultants: Sequence[str], first: int
) -> Cells:
    """Events of a block whose first citizen is at position ``first``."""
    return {
        "borgernr": [id_of("B", each.citizen, citizens) for each in happened],
        "pladsnr": [id_of("P", each.placement, placements) for each in happened],
        "forloebsnr": ["" if e.course is None else f"F-{e.citizen + 1}-{e.course}" for e in happened],
        "dato": [day_cell(each.day) for each in happened],
        "haendelse": [each.event for each in happened],
        "aarsag": [each.reason for each in happened],
        "timer": [_number(each.hours) for each in happened],
        "aftalte_timer": [_number(each.agreed) for each in happened],
        "vist_rang": ["" if each.rank is None else str(each.rank) for each in happened],
        "besluttet_af": [consultants[each.citizen - first] if each.decided else "" for each in happened],
    }


def number_cells(numbers: Floats) -> list[str]:
    """Halves and wholes with a decimal comma; empty when unknown."""
    return [_number(number) for number in numbers.tolist()]


def _number(number: float | None) -> str:
    return "" if number is None or number != number else f"{number:g}".replace(".", ",")


def time_cell(hour: float) -> str:
    """``8.5`` as ``08:30``."""
    return f"{int(hour):02d}:{int(hour % 1 * 60):02d}"


def _coded(positions: Integers, codes: Sequence[str]) -> list[str]:
    return ["" if position < 0 else codes[position] for position in positions.tolist()]


def _listed(held: npt.NDArray[np.bool_], names: Sequence[str], none: str) -> list[str]:
    return _joined(held, [[name] for name in names], np.zeros(held.shape, dtype=np.int64), none)


def _marked(
    marks: npt.NDArray[Any], names: Sequence[str], words: Sequence[str], none: str, unknown: Truths
) -> list[str]:
    """``name:word`` for every mark above 0."""
    tokens = [[f"{name}:{word}" for word in words] for name in names]
    cells = _joined(marks > 0, tokens, marks.astype(np.int64) - 1, none)
    return ["" if hide else cell for cell, hide in zip(cells, unknown.tolist(), strict=True)]


def _joined(held: npt.NDArray[np.bool_], tokens: list[list[str]], choice: Integers, none: str) -> list[str]:
    rows, columns = np.nonzero(held)
    picked: Iterable[str] = (
        tokens[c][k] for c, k in zip(columns.tolist(), choice[rows, columns].tolist(), strict=True)
    )
    cells: list[list[str]] = [[] for _ in range(len(held))]
    for row, token in zip(rows.tolist(), picked, strict=True):
        cells[row].append(token)
    return ["|".join(cell) or none for cell in cells]
