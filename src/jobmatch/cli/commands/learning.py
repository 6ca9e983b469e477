"""``jobmatch learn``, ``evaluate``, ``models``, ``promote`` and ``rollback``: what decisions and outcomes teach."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape

from jobmatch.bootstrap import Application
from jobmatch.cli.door import Door, by_hand, open_door
from jobmatch.cli.help import add_commands
from jobmatch.cli.options import AsJson, AsOf, Db, Lang, parse_day
from jobmatch.domain.text import signed_text
from jobmatch.errors import Text

if TYPE_CHECKING:
    from jobmatch.services.learning.promoting import Outcome

From = Annotated[list[Path] | None, typer.Option("--from", metavar="FIL")]
Because = Annotated[str | None, typer.Option("--because", metavar="TEKST")]

SIMULATED = Text("Simuleret: borgerne er opdigtede.", "Simulated: the citizens are invented.")


def learn(
    learn_from: From = None, as_of: AsOf = None, db: Db = None, lang: Lang = None, as_json: AsJson = False
) -> None:
    """Make a table from what was chosen and what held."""
    door = open_door(db, lang, as_json, scores=True)
    application = Application(door.settings, create=False)
    made = application.learning.learn(by_hand(), learn_from or (), parse_day(as_of))
    card = made.model.card
    test = {name: value for name, value in card["evaluation"].items() if name != "against_version"}
    if as_json:
        door.answer({"model": made.model.name, "new": made.new, **card, "evaluation": test})
        return
    taught = card["learned_from"]
    if not made.new:
        door.say(
            f"De samme hændelser har lært os {made.model.name} før. Intet nyt er gemt.",
            f"The same events taught {made.model.name} before. Nothing new was kept.",
        )
    door.say(
        f"{made.model.name} er lært af {taught['lists']} valg fra {taught['persons']} borgere; {taught['held']} forløb "
        f"holdt, {taught['not_held']} gjorde ikke.",
        f"{made.model.name} was learned from {taught['lists']} choices by {taught['persons']} citizens; "
        f"{taught['held']} courses held, {taught['not_held']} did not.",
    )
    _say_what_was_made_again(door, card["evidence"])
    titles = application.governing.titles()
    for one in card["factors"]:
        name = escape(door.t(titles[one["factor"]]))
        door.out.print(f"  {one['after']:>5}  {name}: {escape(door.t(one['text']))}", highlight=False)
    _say_test(door, test, card["simulated"])
    door.say(
        "Den er ikke i kraft. Det afgør et menneske: jobmatch promote " + made.model.name,
        "It is not in force. A person decides: jobmatch promote " + made.model.name,
    )


def _say_what_was_made_again(door: Door, counts: dict[str, int]) -> None:
    again, lost = counts["rows_with_values_made_again"], counts["rows_without_values"]
    if again or lost:
        door.say(
            f"{counts['rows_with_kept_values']} viste rækker har de værdier, der gjaldt dengang; {again} er regnet ud "
            f"igen af nutidens oplysninger, og {lost} kunne ikke regnes ud.",
            f"{counts['rows_with_kept_values']} shown rows have the values of that day; {again} were made again from "
            f"today's records, and {lost} could not be made.",
        )


def evaluate(
    model: Annotated[str | None, typer.Argument()] = None,
    learn_from: From = None,
    as_of: AsOf = None,
    db: Db = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Hold a learned model against the one in force."""
    door = open_door(db, lang, as_json, scores=True)
    application = Application(door.settings, create=False)
    found, test = application.learning.verdict(model, learn_from or (), parse_day(as_of))
    if as_json:
        door.answer(test)
        return
    door.say(f"{found.name} holdt op mod {test['against']}", f"{found.name} held against {test['against']}")
    _say_test(door, test, test["simulated"])
    _say_groups(door, test["groups"])


def _say_test(door: Door, test: dict[str, Any], simulated: bool) -> None:
    gain, tested = test["ndcg@10"], test["tested_on"]
    door.say(test["why"]["da"], test["why"]["en"])
    if gain["value"] is not None:
        said = _difference(gain)
        higher = gain["difference"] > 0
        door.say(
            f"Det, der blev valgt, står i gennemsnit {'højere' if higher else 'ikke højere'} på listen (ndcg@10: "
            f"forskel {said.da}; {tested['lists']} valg fra {tested['persons']} borgere, "
            f"{tested['with_values_of_that_day']} af alle senere valg med værdierne fra dengang).",
            f"What was chosen stands {'higher' if higher else 'no higher'} on the list on average (ndcg@10: difference "
            f"{said.en}; {tested['lists']} choices by {tested['persons']} citizens, "
            f"{tested['with_values_of_that_day']} of all later choices with the values of that day).",
        )
    if simulated:
        door.say(SIMULATED.da, SIMULATED.en)


def _say_groups(door: Door, groups: dict[str, dict[str, Any]]) -> None:
    from jobmatch.services.learning.gathering import GROUP_KINDS, group_titles

    titles = group_titles()

    for kind, found in groups.items():
        door.out.print(f"\n{escape(door.t(GROUP_KINDS[kind]))}", highlight=False)
        for one in found["shown"]:
            name = titles.get(one["group"], Text(one["group"], one["group"]))
            said = _difference(one["ndcg@10"])
            door.say(
                f"  {name.da}: {said.da}, {one['persons']} borgere" + (" – taber" if one["loses"] else ""),
                f"  {name.en}: {said.en}, {one['persons']} citizens" + (" – loses" if one["loses"] else ""),
            )
        if found["too_small"]:
            count = found["too_small"]
            door.say(f"  For små til at vises: {count}", f"  Too small to show: {count}")


def _difference(gain: dict[str, Any]) -> Text:
    low, high = gain["interval"]
    return Text("{difference} ({low} til {high})", "{difference} ({low} to {high})").fill(
        difference=signed_text(gain["difference"]), low=signed_text(low), high=signed_text(high)
    )


def models(db: Db = None, lang: Lang = None, as_json: AsJson = False) -> None:
    """Which models there are."""
    from jobmatch.domain.shipped import MODELS
    from jobmatch.services.models import models_in
    from jobmatch.web.reading import long_date

    door = open_door(db, lang, as_json)
    application = Application(door.settings, create=False)
    rows = models_in(MODELS, application.in_force.model(), application.learning.models(), door.language)
    if as_json:
        door.answer({"models": rows})
        return
    for row in rows:
        mark = "[green]●[/green]" if row["in_force"] else "○"
        origin = escape(door.t(ORIGINS.get(row["origin"] or "", Text("", ""))))
        dated = long_date(date.fromisoformat(row["dated"]), door.language) if row["dated"] else ""
        door.out.print(f"{mark} [bold]{row['name']}[/bold]  {dated}  {origin}", highlight=False)
        if row["evidence"]:
            door.out.print(f"    [dim]{escape(door.t(row['evidence']['why']))}[/dim]", highlight=False)
            if row["evidence"]["simulated"]:
                door.out.print(f"    [dim]{escape(door.t(SIMULATED))}[/dim]", highlight=False)


ORIGINS = {
    "expert": Text("fagfolkenes tabel", "the experts' table"),
    "learned": Text("lært af valg og forløb", "learned from choices and courses"),
}


def promote(
    model: str,
    because: Because = None,
    learn_from: From = None,
    as_of: AsOf = None,
    db: Db = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Put a learned model in force, if the evidence carries it."""
    door = open_door(db, lang, as_json, scores=True)
    promoting = Application(door.settings, create=False).promoting
    outcome = promoting.promote(model, because, by_hand(), learn_from or (), parse_day(as_of), from_the_machine=True)
    _say_outcome(door, outcome)


def rollback(because: Because = None, db: Db = None, lang: Lang = None, as_json: AsJson = False) -> None:
    """Go back to the model before."""
    door = open_door(db, lang, as_json)
    outcome = Application(door.settings, create=False).promoting.roll_back(because, by_hand(), from_the_machine=True)
    _say_outcome(door, outcome)


def _say_outcome(door: Door, outcome: Outcome) -> None:
    number = outcome.proposal.number
    if door.as_json:
        door.answer(
            {
                "model": outcome.model,
                "version": outcome.version,
                "in_force": outcome.in_force,
                "waits_for_another": not outcome.in_force,
                "proposal": number,
                "because": outcome.proposal.because,
                "simulated": door.settings.trial,
            }
        )
    elif outcome.in_force:
        door.say(
            f"{outcome.model} er i kraft. Næste kørsel (jobmatch rematch) regner alle igennem med den.",
            f"{outcome.model} is in force. The next run (jobmatch rematch) scores everybody with it.",
        )
    else:
        door.say(
            f"Forslag {number} er gemt: {outcome.model}. En anden leder skal se på det og godkende det på siden "
            f"Ændringer.",
            f"Proposal {number} is kept: {outcome.model}. Another lead must look at it and approve it on the page "
            f"Changes.",
        )


_EXPLAINED = (
    (
        "learn",
        "Lærer en tabel af, hvad der blev valgt, og hvad der holdt. Den er ikke i kraft, før nogen beslutter det.",
        "Learns a table from what was chosen and what held. It is not in force before somebody decides.",
        "jobmatch learn --as-of 2026-11-21",
        learn,
    ),
    (
        "evaluate",
        "Prøver, om en lært model er bedre end den, der gælder, på borgere og lister, der er holdt udenfor.",
        "Tests whether a learned model is better than the one in force, on citizens and lists that were held back.",
        "jobmatch evaluate --json",
        evaluate,
    ),
    (
        "models",
        "Viser modellerne: hvor de kommer fra, og hvilken der gælder.",
        "Shows the models: where they come from, and which is in force.",
        "jobmatch models",
        models,
    ),
    (
        "promote",
        "Sætter en lært model i kraft, hvis den med sikkerhed er bedre. Er der brugere, skal en anden godkende det.",
        "Puts a learned model in force if it is surely better. Where there are users, another must approve it.",
        "jobmatch promote learned-1",
        promote,
    ),
    ("rollback", "Går tilbage til modellen før.", "Goes back to the model before.", "jobmatch rollback", rollback),
)


def add(app: typer.Typer) -> None:
    """Add the commands to the program."""
    add_commands(app, _EXPLAINED)
