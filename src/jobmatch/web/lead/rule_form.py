"""A rule's numbers and severity from a day on are proposed here; what was shown before stays as it was."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.errors import BadInput, Text
from jobmatch.exchange.problems import CellError
from jobmatch.exchange.times import parse_date
from jobmatch.rules.rule import Rule
from jobmatch.web.access import viewer_of
from jobmatch.web.fields import Fields
from jobmatch.web.forms import back_to, fields_of
from jobmatch.web.labels import LABELS
from jobmatch.web.page import application_of, reader_of, render

_DAY = Text("Skriv en dag, som reglen skal gælde fra.", "Write a day from which the rule shall hold.")
_NUMBER = Text("Skriv et tal.", "Write a number.")


def form(request: Request) -> Response:
    """The rule as it reads today."""
    return _shown(request, _rule(request), Fields([]), {})


async def propose(request: Request) -> Response:
    """Keep the proposal, and show what it would move."""
    fields = await fields_of(request)
    rule = _rule(request)
    parameters, wrong = _parameters(rule, fields)
    begins = _day(fields.get("valid_from", ""))
    if begins is None:
        wrong["valid_from"] = _DAY
    if wrong or begins is None:
        return _shown(request, rule, fields, wrong, status=422)
    try:
        proposal = application_of(request).governing.propose_rule(
            rule.rule_id,
            rule.part,
            parameters,
            fields.get("severity", rule.severity),
            begins,
            fields.get("source", ""),
            fields.get("because", ""),
            viewer_of(request),
        )
    except BadInput as fault:
        return _shown(request, rule, fields, {}, said=fault.text, status=422)
    return back_to(f"/leder/aendringer/{proposal.number}", done="proposed")


def _rule(request: Request) -> Rule:
    return application_of(request).governing.rule(request.path_params["rule_id"], request.path_params["part"])


def numbers_of(rule: Rule) -> dict[str, int | float]:
    """The parameters that a person may change here: the numbers; words and lists belong in the rule file."""
    values = rule.parameters.items()
    return {name: value for name, value in values if isinstance(value, int | float) and not isinstance(value, bool)}


def parameter_name(request: Request, name: str) -> str:
    """What a number of a rule is called; one that only the municipality's own rows have, by its own name."""
    label = f"lead_parameter_{name}"
    return reader_of(request).label(label) if label in LABELS else name.replace("_", " ")


def _parameters(rule: Rule, fields: Fields) -> tuple[dict[str, Any], dict[str, Text]]:
    found: dict[str, Any] = {}
    wrong: dict[str, Text] = {}
    for name, now in numbers_of(rule).items():
        text = fields.get(name, str(now)).strip().replace(",", ".")
        try:
            found[name] = int(text) if isinstance(now, int) else float(text)
        except ValueError:
            wrong[name] = _NUMBER
    return found, wrong


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except CellError:
        return None


def _shown(
    request: Request,
    rule: Rule,
    fields: Fields,
    wrong: dict[str, Text],
    said: Text | None = None,
    status: int = 200,
) -> Response:
    numbers = {name: fields.get(name, f"{value:g}".replace(".", ",")) for name, value in numbers_of(rule).items()}
    return render(
        request,
        "lead/rule.html",
        status=status,
        rule=rule,
        sentence=rule.readable(),
        numbers=numbers,
        parameter_name=partial(parameter_name, request),
        severity=fields.get("severity", rule.severity),
        valid_from=fields.get("valid_from", application_of(request).today().isoformat()),
        source=fields.get("source", rule.source),
        because=fields.get("because", ""),
        wrong=wrong,
        said=said,
    )
