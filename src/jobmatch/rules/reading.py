"""A rule file read row by row: every fault is named at once, in both languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from string import Formatter
from typing import Any

from jobmatch.domain.codes import MEASURE
from jobmatch.domain.target_groups import ALL_TARGET_GROUPS
from jobmatch.errors import BadInput, NotFound, Text
from jobmatch.rules.rule import ANSWERERS, CHECKS, CONDITIONS, FACTS, SEVERITIES, STAGES, Rule

Key = tuple[str, int]
"""Rule id and part."""

_LISTS = {"measures": tuple(MEASURE), "target_groups": ALL_TARGET_GROUPS}
_CHOICES: Mapping[str, Sequence[str]] = {
    "severity": SEVERITIES,
    "ask": ANSWERERS,
    "stage": STAGES,
    "check": tuple(CHECKS),
    "when": tuple(CONDITIONS),
}
_TEXTS = ("title", "text", "question")
_STRINGS = ("source", "source_url", "confidence", "approved_by")
_DATES = ("valid_from", "valid_to")
_MUST = ("title", "check", "severity", "source", "source_url", "valid_from")
_NAMES = {*_LISTS, *_CHOICES, *_TEXTS, *_STRINGS, *_DATES, "id", "part", "parameters"}


class _Faults:
    """The faults of one file, each said with its row."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Text] = []
        self.row = Text("", "")

    def add(self, danish: str, english: str) -> None:
        """Remember one fault of the row that is being read."""
        self.found.append(Text(f"{self.row.da}: {danish}", f"{self.row.en}: {english}"))

    def stop_if_any(self) -> None:
        """Raise all of them together."""
        if self.found:
            danish = " ".join(f"{one.da}." for one in self.found)
            english = " ".join(f"{one.en}." for one in self.found)
            raise BadInput(
                Text(
                    f"Reglerne i {self.file} kan ikke bruges. {danish} Ret filen, og prøv igen.",
                    f"The rules in {self.file} cannot be used. {english} Correct the file and try again.",
                )
            )


def read_rules(path: Path, base: Sequence[Rule] = ()) -> list[Rule]:
    """The rows of a rule file.

    Args:
        path: A TOML file with ``[[rule]]`` rows.
        base: Rules to build on: what a row does not name it takes from the newest older row of its id and part.

    Raises:
        BadInput: With every fault of the file.
        NotFound: When there is no such file.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        raise NotFound(
            Text(
                f"Filen med regler, {path.name}, findes ikke. Ret indstillingen, eller læg filen på plads.",
                f"The rule file {path.name} does not exist. Correct the setting or put the file in place.",
            )
        ) from missing
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise BadInput(
            Text(
                f"Filen {path.name} er ikke gyldig TOML ({broken}). Ret filen, og prøv igen.",
                f"The file {path.name} is not valid TOML ({broken}). Correct the file and try again.",
            )
        ) from broken
    return rules_of_rows(content.get("rule"), path.name, base)


def rules_of_rows(rows: object, named: str, base: Sequence[Rule] = ()) -> list[Rule]:
    """The rules that rows spell out.

    Args:
        rows: What a rule file holds under ``rule``: a list of tables.
        named: What to call them when something is wrong.
        base: Rules to build on, as for ``read_rules``.

    Raises:
        BadInput: With every fault of the rows.
    """
    faults = _Faults(named)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        faults.row = Text("Filen", "The file")
        faults.add("der er ingen [[rule]]-rækker", "there are no [[rule]] rows")
        faults.stop_if_any()
        return []
    rules: list[Rule] = []
    for number, row in enumerate(rows, start=1):
        faults.row = Text(f"Række {number} ({row.get('id', '?')})", f"Row {number} ({row.get('id', '?')})")
        rule = _rule(row, [*base, *rules], faults)
        if rule is not None:
            rules.append(rule)
    faults.stop_if_any()
    return rules


def _rule(row: dict[str, Any], base: Sequence[Rule], faults: _Faults) -> Rule | None:
    before = len(faults.found)
    for name in row.keys() - _NAMES:
        faults.add(f"feltet {name} findes ikke", f"there is no field {name}")
    if not isinstance(row.get("id"), str) or not row["id"]:
        faults.add("id mangler", "id is missing")
    if not isinstance(row.get("part", 1), int):
        faults.add("part skal være et helt tal", "part must be a whole number")
    values = _values(row, faults)
    if len(faults.found) > before:
        return None
    older = _older(base, (row["id"], row.get("part", 1)), values.get("valid_from"))
    if older is not None:
        inherited = {name: getattr(older, name) for name in (*_LISTS, *_CHOICES, *_TEXTS, *_STRINGS)}
        inherited["parameters"] = {**older.parameters, **values.pop("parameters", {})}
        values = {**inherited, **values}
    for name in _MUST:
        if values.get(name) in (None, ""):
            faults.add(f"{name} mangler", f"{name} is missing")
    if len(faults.found) > before:
        return None
    rule = Rule(rule_id=row["id"], part=row.get("part", 1), **values)
    _check_parameters(rule, faults)
    _check_sentences(rule, faults)
    return rule if len(faults.found) == before else None


def _older(base: Sequence[Rule], key: Key, valid_from: date | None) -> Rule | None:
    found = [r for r in base if (r.rule_id, r.part) == key and valid_from is not None and r.valid_from <= valid_from]
    return max(found, key=lambda r: r.valid_from, default=None)


def _values(row: dict[str, Any], faults: _Faults) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, known in _LISTS.items():
        if name in row:
            values[name] = _codes(row[name], name, known, faults)
    for name, choices in _CHOICES.items():
        if name in row:
            values[name] = row[name]
            if row[name] not in choices:
                faults.add(
                    f"{name} kan ikke være {row[name]!r}; vælg {', '.join(choices)}",
                    f"{name} cannot be {row[name]!r}; choose {', '.join(choices)}",
                )
    for name in _TEXTS:
        if name in row:
            values[name] = _text(row[name], name, faults)
    for name in _STRINGS:
        if name in row:
            values[name] = row[name]
            if not isinstance(row[name], str):
                faults.add(f"{name} skal være tekst", f"{name} must be text")
    for name in _DATES:
        if name in row:
            values[name] = row[name]
            if not isinstance(row[name], date) or isinstance(row[name], datetime):
                faults.add(f"{name} skal være en dato som 2027-01-01", f"{name} must be a date like 2027-01-01")
    if "parameters" in row:
        values["parameters"] = row["parameters"]
        if not isinstance(row["parameters"], dict):
            faults.add("parameters skal være en tabel", "parameters must be a table")
    first, last = values.get("valid_from"), values.get("valid_to")
    if type(first) is date and type(last) is date and last < first:
        faults.add("valid_to ligger før valid_from", "valid_to lies before valid_from")
    return values


def _codes(value: object, name: str, known: Sequence[str], faults: _Faults) -> tuple[str, ...]:
    if not isinstance(value, list):
        faults.add(f"{name} skal være en liste", f"{name} must be a list")
        return ()
    for code in value:
        if code not in known:
            faults.add(f"{name} kender ikke {code!r}", f"{name} does not know {code!r}")
    return tuple(str(code) for code in value)


def _text(value: object, name: str, faults: _Faults) -> Text:
    if isinstance(value, dict) and set(value) == {"da", "en"} and all(isinstance(v, str) and v for v in value.values()):
        return Text(value["da"], value["en"])
    faults.add(f"{name} skal stå på både da og en", f"{name} must be given in both da and en")
    return Text("", "")


def _check_parameters(rule: Rule, faults: _Faults) -> None:
    needed = {**CHECKS[rule.check], **(CONDITIONS[rule.when] if rule.when else {})}
    for name, kind in needed.items():
        value = rule.parameters.get(name)
        fits = isinstance(value, (int, float)) if kind in (int, float) else isinstance(value, kind)
        if not fits or isinstance(value, bool) or (kind is int and not isinstance(value, int)):
            faults.add(
                f"parameters mangler {name}, eller det er ikke {_KINDS[kind].da}",
                f"parameters lack {name}, or it is not {_KINDS[kind].en}",
            )
        elif kind in (int, float) and value is not None and value < 0:
            faults.add(f"{name} kan ikke være under 0", f"{name} cannot be below 0")
    for divisor in ("staff_each", "staff_each_above"):
        if rule.check == "ratio" and rule.parameters.get(divisor) == 0:
            faults.add(f"{divisor} kan ikke være 0", f"{divisor} cannot be 0")


_KINDS = {
    int: Text("et helt tal", "a whole number"),
    float: Text("et tal", "a number"),
    str: Text("tekst", "text"),
    list: Text("en liste", "a list"),
}


def _check_sentences(rule: Rule, faults: _Faults) -> None:
    if rule.check == "question" and rule.question is None:
        faults.add("question mangler", "question is missing")
    if rule.check != "question" and rule.text is None:
        faults.add("text mangler", "text is missing")
    known = {*rule.parameters, *FACTS.get(rule.check, ()), *FACTS.get(rule.when or "", ())}
    for name in _TEXTS:
        text: Text | None = getattr(rule, name)
        for sentence in (text.da, text.en) if text else ():
            try:
                used = {part for _, part, _, _ in Formatter().parse(sentence) if part is not None}
            except ValueError:
                used = {sentence}
            for placeholder in sorted(used - known):
                faults.add(
                    f"{name} nævner {{{placeholder}}}, som ikke findes", f"{name} names {{{placeholder}}}, unknown"
                )
