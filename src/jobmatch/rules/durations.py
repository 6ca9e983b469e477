"""How long a measure may last: a limit shortens it and warns, it never excludes."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.placement import Placement
from jobmatch.domain.text import Text, filled
from jobmatch.rules.rule import Rule
from jobmatch.rules.table import RuleTable

_PLANNED = Text("Pladsen er planlagt til {planned} uger.", "The placement is planned for {planned} weeks.")
_RAMP = Text(
    "Timerne skal vokse over {ramp} uger, men der er kun {weeks} uger. "
    "Tal i god tid om lønnede timer, forlængelse eller en anden ordning.",
    "The hours are to grow over {ramp} weeks, but there are only {weeks} weeks. "
    "Talk in good time about paid hours, an extension or another measure.",
)


def duration_rules(citizen: Citizen, measure: str, table: RuleTable) -> Sequence[Rule]:
    """The limits that hold for the citizen; none while the target group is unknown and the limits differ."""
    group = citizen.target_group
    return table.kept(("longest_weeks", measure, group), lambda: _limits(group, measure, table))


def _limits(target_group: str | None, measure: str, table: RuleTable) -> list[Rule]:
    rules = [rule for rule in table.with_check("longest_weeks", measure) if rule.concerns(target_group)]
    if target_group is None:
        return rules[:1] if len({rule.parameters["weeks"] for rule in rules}) == 1 else []
    return rules


def longest_weeks(citizen: Citizen, measure: str, table: RuleTable) -> int | None:
    """How many weeks the measure may last for this citizen before somebody must decide anew; None without a limit."""
    return min((rule.parameters["weeks"] for rule in duration_rules(citizen, measure, table)), default=None)


def over_the_limit(rule: Rule, placement: Placement, ramp_weeks: int | None) -> Text | None:
    """What to say when the plan is longer than the limit, or None when it is within it or unknown."""
    planned, limit = placement.weeks, rule.parameters["weeks"]
    sentences: list[Text] = []
    if planned is not None and planned > min(limit, rule.parameters.get("public_weeks", limit)):
        sentences += [rule.say(planned=planned), filled(_PLANNED, {"planned": planned})]
    if ramp_weeks is not None and ramp_weeks > limit:
        sentences += [] if sentences else [rule.say(planned="")]
        sentences.append(filled(_RAMP, {"ramp": ramp_weeks, "weeks": limit}))
    return _together(sentences) if sentences else None


def _together(sentences: Collection[Text]) -> Text:
    return Text(" ".join(one.da for one in sentences), " ".join(one.en for one in sentences))
