"""A small municipality from the outside: files in, commands run, answers read; nothing but the stable surface."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jobmatch.cli.main import run

DAY = "2026-11-21"
Row = Mapping[str, object]

CITIZEN: dict[str, object] = {
    "borgernr": "B-1",
    "team": "voksen",
    "konsulent": "mette",
    "maalgruppe": "kontanthjaelp_aktivitetsparat",
    "status": "klar",
    "kompetencer": "rengøring:2",
    "oensker": "rengøring",
    "fravalg": "ingen",
    "timer_nu": "10",
    "timer_sikkerhed": "sikker",
    "timer_maal": "20",
    "timer_dag_maks": "5",
    "dage": "man|tir|ons|tor|fre",
    "tidligst": "08:00",
    "senest": "16:00",
    "postnr": "3400",
    "transport": "cykel",
    "maks_transport_min": "60",
    "beviser": "ingen",
    "behov": "ingen",
    "kapacitet_dato": "10-11-2026",
    "under_18": "nej",
}
"""Somebody about whom everything is known."""

PLACEMENT: dict[str, object] = {
    "pladsnr": "P-1",
    "virksomhed": "Eksempel ApS",
    "branche": "rengøring",
    "titel": "rengøringsassistent",
    "opgaver": "gøre rent|vaske gulv",
    "type": "virksomhedspraktik",
    "krav": "ingen",
    "gerne": "ingen",
    "min_timer_uge": "4",
    "maks_timer_uge": "20",
    "min_timer_dag": "2",
    "dage": "man|tir|ons|tor|fre",
    "tidligst": "08:00",
    "senest": "16:00",
    "postnr": "3400",
    "antal": "2",
    "fra": "01-10-2026",
    "til": "31-12-2026",
    "varighed_uger": "13",
    "opdateret": "10-11-2026",
}
"""A place about which everything but the offers is known."""


@dataclass(frozen=True)
class Answer:
    """What one call of the command gave back."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one object on stdout."""
        return json.loads(self.out)


def command(*arguments: object) -> Answer:
    """Run ``jobmatch`` with these arguments."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = run([str(argument) for argument in arguments])
    return Answer(status, out.getvalue(), err.getvalue())


def csv_text(rows: Sequence[Row], delimiter: str = ";") -> str:
    """The rows under one header; a field that a row lacks is an empty cell."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [delimiter.join(names)]
    lines.extend(delimiter.join(str(row.get(name, "")) for name in names) for row in rows)
    return "\n".join(lines) + "\n"


class Trial:
    """One database in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.db = f"sqlite:///{folder / 'trial.sqlite'}"

    def write(self, name: str, content: str | bytes) -> Path:
        """A file in the folder."""
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def imports(self, *paths: object, options: Sequence[str] = ()) -> Answer:
        """``jobmatch import --json``."""
        return command("import", *paths, *options, "--db", self.db, "--json")

    def give(
        self, citizens: Sequence[Row] = (), placements: Sequence[Row] = (), events: Sequence[Row] = ()
    ) -> dict[str, Any]:
        """Import these rows, each laid over the known person or place; they must be accepted."""
        paths = []
        if citizens:
            paths.append(self.write("borgere.csv", csv_text([{**CITIZEN, **row} for row in citizens])))
        if placements:
            paths.append(self.write("pladser.csv", csv_text([{**PLACEMENT, **row} for row in placements])))
        if events:
            paths.append(self.write("forloeb.csv", csv_text(events)))
        answer = self.imports(*paths)
        report: dict[str, Any] = answer.json
        assert answer.status == 0, report["errors"]
        return report

    def ask(self, *arguments: object, as_of: str = DAY) -> Any:
        """A question's JSON answer on the day."""
        answer = command(*arguments, "--db", self.db, "--as-of", as_of, "--json")
        assert answer.status == 0, answer.err
        return answer.json

    def match(self, citizen: str = "B-1", top: int = 50, as_of: str = DAY) -> Any:
        """One citizen's list."""
        return self.ask("match", citizen, "--top", top, as_of=as_of)

    def why(self, citizen: str = "B-1", placement: str = "P-1", as_of: str = DAY) -> Any:
        """One pair."""
        return self.ask("why", citizen, placement, as_of=as_of)

    def candidates(self, placement: str = "P-1", as_of: str = DAY) -> Any:
        """One placement's list."""
        return self.ask("candidates", placement, "--top", 50, as_of=as_of)

    def gates(self, citizen: str = "B-1", placement: str = "P-1", as_of: str = DAY) -> dict[str, set[str]]:
        """The failed gates of a pair with their codes; empty when it is open."""
        found: dict[str, set[str]] = {}
        for row in self.why(citizen, placement, as_of)["excluded"]:
            for reason in row["reasons"]:
                found.setdefault(reason["gate"], set()).add(reason["code"])
        return found

    def checks(self, citizen: str = "B-1", placement: str = "P-1", as_of: str = DAY) -> dict[str, set[str]]:
        """The questions of an open pair: code and whom to ask."""
        found: dict[str, set[str]] = {}
        for check in self.why(citizen, placement, as_of)["matches"][0]["checks"]:
            found.setdefault(check["code"], set()).add(check["ask"])
        return found
