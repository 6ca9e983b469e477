"""Everything in force that concerns one citizen at one placement: said when known, asked when not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.codes import MEASURE
from jobmatch.domain.placement import Placement
from jobmatch.domain.text import Text
from jobmatch.rules.conditions import REVEALS, holds
from jobmatch.rules.durations import duration_rules, longest_weeks, over_the_limit
from jobmatch.rules.measures import blocked_measures, has_decision
from jobmatch.rules.rule import Answerer, Rule, Severity, Stage
from jobmatch.rules.table import RuleTable
from jobmatch.rules.workplace import Workplace, allowed_by, workplace_of
from jobmatch.rules.young import may_reach_limits

__all__ = ["RuleResult", "evaluate", "longest_weeks"]


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What one rule says about a pair. No result is a decision."""

    rule_id: str
    severity: Severity
    measure: str | None
    """The one measure it is about; None when it is about several or all."""
    text: Text
    source: str
    valid_from: date
    """Which row of the rule was used: kept with every result."""
    ask: Answerer
    is_question: bool
    """True when somebody must answer; a question that is settled is not asked again."""
    stage: Stage = "choose"
    """Whether it matters when picking a placement or when the agreement is made."""
    reveals: str | None = None
    """A need that the result gives away; not for somebody who may not know it."""


@dataclass(frozen=True, slots=True)
class _Pair:
    citizen: Citizen
    placement: Placement
    workplace: Workplace
    open_measures: tuple[str, ...]
    table: RuleTable
    start: date
    ramp_weeks: int | None


def evaluate(
    citizen: Citizen,
    placement: Placement,
    workplace: Workplace | None,
    table: RuleTable,
    start: date,
    settled: Collection[str] = (),
    *,
    ramp_weeks: int | None = None,
) -> list[RuleResult]:
    """Everything in force that concerns the pair: closed measures first, then warnings, questions and information.

    Args:
        citizen: The citizen.
        placement: The placement.
        workplace: Its workplace as ``workplaces`` tells it; None when it has no p-number.
        table: The rules in force today.
        start: The day the placement starts: its rules are those of that day.
        settled: Ids of rules that the consultant has ticked off as met for this pair.
        ramp_weeks: How many weeks the planned growth of hours takes, where there is a plan.
    """
    blocked = blocked_measures(citizen, placement, workplace, table)
    still_open = tuple(measure for measure in placement.measures or () if measure not in blocked)
    pair = _Pair(
        citizen, placement, workplace or workplace_of(placement), still_open, table.on(start), start, ramp_weeks
    )
    results = [_result(one.rule, one.text, severity="block", measure=measure) for measure, one in blocked.items()]
    for rule, said in _concerning(pair):
        found = _CHECKS[rule.check](rule, pair) if said is None else said
        results += [one for one in found if not _is_settled(one, settled)] if settled else found
    return sorted(results, key=_order)


def _concerning(pair: _Pair) -> Sequence[tuple[Rule, Sequence[RuleResult] | None]]:
    """The rules that concern the pair; what one says that looks at nothing else is the same for all such pairs."""
    key = pair.citizen.target_group, pair.open_measures
    known = pair.table.said.get(key)
    if known is None:
        known = pair.table.said[key] = tuple(
            (rule, tuple(_CHECKS[rule.check](rule, pair)) if _is_general(rule) else None)
            for rule in pair.table.concerning(*key)
        )
    return known


def _is_general(rule: Rule) -> bool:
    """Whether what a rule says follows from the target group and the measures that are open."""
    return rule.check in ("info", "decision") or (rule.check == "question" and rule.when is None)


_SEVERITY = {"block": 0, "warn": 1, "info": 2}


def _order(result: RuleResult) -> tuple[int, bool, bool]:
    return _SEVERITY[result.severity], result.is_question, result.stage == "agree"


def _is_settled(result: RuleResult, settled: Collection[str]) -> bool:
    return result.is_question and result.rule_id in settled


def _measure(rule: Rule, pair: _Pair) -> str | None:
    named = [measure for measure in pair.open_measures if measure in rule.measures]
    return named[0] if len(named) == 1 else None


def _result(
    rule: Rule, text: Text, *, severity: Severity, measure: str | None, is_question: bool = False, later: bool = False
) -> RuleResult:
    return RuleResult(
        rule_id=rule.rule_id,
        severity=severity,
        measure=measure,
        text=text,
        source=rule.source,
        valid_from=rule.valid_from,
        ask=rule.ask,
        is_question=is_question,
        stage="agree" if later else rule.stage,
        reveals=REVEALS.get(rule.when or ""),
    )


def _warn(rule: Rule, pair: _Pair, text: Text) -> RuleResult:
    return _result(rule, text, severity="warn", measure=_measure(rule, pair))


def _ask(rule: Rule, pair: _Pair, text: Text | None = None) -> RuleResult:
    """A question; never a block, whatever the rule's severity, since the fact is not known.

    What concerns only another measure than the placement's first can wait until that measure is chosen.
    """
    severity: Severity = "info" if rule.severity == "info" else "warn"
    later = bool(rule.measures) and not rule.for_measure(pair.open_measures[0])
    said = text or rule.ask_for()
    return _result(rule, said, severity=severity, measure=_measure(rule, pair), is_question=True, later=later)


def _question(rule: Rule, pair: _Pair) -> Iterator[RuleResult]:
    if holds(rule, pair.citizen, pair.placement, pair.workplace):
        yield _ask(rule, pair, rule.ask_for(supported=pair.workplace.supported_now))


def _info(rule: Rule, pair: _Pair) -> Iterator[RuleResult]:
    yield _result(rule, rule.say(), severity="info", measure=_measure(rule, pair))


def _longest_weeks(rule: Rule, pair: _Pair) -> Iterator[RuleResult]:
    for measure in pair.open_measures:
        if not rule.for_measure(measure):
            continue
        if any(rule is limit for limit in duration_rules(pair.citizen, measure, pair.table)):
            text = over_the_limit(rule, pair.placement, pair.ramp_weeks)
            if text is not None:
                yield _warn(rule, pair, text)
            return
        if rule is pair.table.with_check(rule.check, measure)[0]:
            label = MEASURE[measure]
            yield _ask(rule, pair, Text(_GROUP.da.format(measure=label.da), _GROUP.en.format(measure=label.en)))


_GROUP = Text(
    "Hvilken målgruppe er borgeren i? Den afgør, hvor længe {measure} kan vare.",
    "Which target group is the citizen in? It decides how long a {measure} can last.",
)


def _hours_cap(rule: Rule, pair: _Pair) -> Iterator[RuleResult]:
    hours = [h for h in (pair.placement.min_hours, pair.placement.max_hours) if h is not None]
    if hours and max(hours) > rule.parameters["hours_week"]:
        yield _warn(rule, pair, rule.say(hours=max(hours)))


def _ratio(rule: Rule, pair: _Pair) -> Iterator[RuleResult]:
    there = pair.workplace
    if there.ordinary_staff is None or there.supported_now is None:
        yield _ask(rule, pair)
        return
    allowed = allowed_by(rule, there.ordinary_staff)
    text = there.told(rule.say(allowed=allowed, staff=there.ordinary_staff, supported=there.supported_now))
    old = there.stated_on is None or pair.start - there.stated_on > timedelta(days=rule.parameters["stale_days"])
    if there.conflict:
        yield _ask(rule, pair, _joined(_CONFLICT, text))
    elif old:
        yield _ask(rule, pair, _joined(text, _OLD))
    else:
        yield _result(rule, text, severity="info", measure=_measure(rule, pair))


_CONFLICT = Text(
    "Pladserne på samme P-nummer har ikke de samme tal. Det nyeste er brugt; spørg, hvad der er rigtigt.",
    "The placements of this p-number give different numbers. The newest is used; ask which is right.",
)
_OLD = Text("Tallene er gamle. Passer de stadig?", "The numbers are old. Do they still hold?")


def _joined(first: Text, second: Text) -> Text:
    return Text(f"{first.da} {second.da}", f"{first.en} {second.en}")


def _decision(rule: Rule, pair: _Pair) -> Iterator[RuleResult]:
    if has_decision(pair.citizen, rule) is None:
        yield _ask(rule, pair)


def _under_18(rule: Rule, pair: _Pair) -> Iterator[RuleResult]:
    if not pair.citizen.under_18:
        return
    if may_reach_limits(pair.placement, rule):
        yield _warn(rule, pair, rule.say())
    yield _ask(rule, pair)


_CHECKS: Mapping[str, Callable[[Rule, _Pair], Iterator[RuleResult]]] = {
    "longest_weeks": _longest_weeks,
    "hours_cap": _hours_cap,
    "ratio": _ratio,
    "decision": _decision,
    "under_18": _under_18,
    "question": _question,
    "info": _info,
}
