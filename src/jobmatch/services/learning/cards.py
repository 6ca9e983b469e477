"""The card of a learned model: what it was made from, how, how it was tested, and what it cannot do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jobmatch.core.model import ScoringModel
from jobmatch.domain.learned import LearnedModel
from jobmatch.domain.text import signed_text
from jobmatch.errors import Text
from jobmatch.factors import all_factors
from jobmatch.learning.evidence import FOLDS
from jobmatch.learning.fit import FREEDOMS, HALF_FREE, LEAST_SHARE, MOST_WEIGHT, OUTCOME_COUNTS
from jobmatch.learning.learning import LEARNED_FROM, Learned
from jobmatch.services.learning.gathering import Gathered
from jobmatch.services.learning.sources import Source

METHOD = Text(
    "Ét additivt mål: for hver faktor en stigende kurve, der på én gang forklarer, hvad der blev valgt på de viste "
    "lister, og hvad der holdt (et kendt udfald tæller som {outcome:g} valg). Det, der stod øverst, bliver læst mest: "
    "hvor meget hver plads på listen bliver læst, regnes ud sammen med kurverne og trækkes fra. Sjældent viste rækker "
    "tæller mere, højst {weight:g} gange. Et udfald sammenlignes kun med resten af den liste, stedet blev valgt fra, "
    "så det, der er ens for et menneske på alle rækker, falder ud. Kurverne holdes fast ved fagfolkenes tabel: de må "
    "kun afvige så meget, som erfaringen bærer, og ved {half} valg kun halvt så meget. Ingen faktor falder under en "
    "tiendedel.",
    "One additive measure: for each factor a rising curve that explains at once what was chosen from the lists that "
    "were shown and what held (a known outcome counts as {outcome:g} choices). What stood highest is read most: how "
    "much each place of a list is read is worked out together with the curves and taken out. Rows that were rarely "
    "shown count more, at most {weight:g} times. An outcome is compared only with the rest of the list that the "
    "placement was taken from, so that what is the same for a person on every row falls out. The curves are held to "
    "the experts' table: they may differ only as far as the evidence carries, and after {half} choices half as far. "
    "No factor falls below a tenth.",
)
TESTED = Text(
    "Prøvet på lister, der er vist efter den sidste dag, den har lært af, med {folds} søstertabeller, der er lavet på "
    "samme måde, hver uden en femtedel af borgerne: alle bliver prøvet af en tabel, der ikke har set dem.",
    "Tested on lists shown after the last day that it learned from, by {folds} sister tables made in the same way, "
    "each without a fifth of the citizens: everybody is tested by a table that has not seen them.",
)
LIMITS = (
    Text(
        "Den lærer af dem, der er blevet vist og valgt. Om det, der aldrig bliver vist, ved den ikke mere end "
        "fagfolkene.",
        "It learns from what was shown and chosen. Of what is never shown it knows no more than the experts.",
    ),
    Text(
        "Den er prøvet med tabeller, der er lavet på samme måde, ikke med sig selv: den har set borgernes ældre "
        "lister.",
        "It was tested by tables made in the same way, not by itself: it has seen the citizens' earlier lists.",
    ),
    Text(
        "Værdier, der er lavet igen af nutidens oplysninger, kan være andre end dem, der gjaldt, da listen blev vist.",
        "Values that were made again from today's records may differ from those that held when the list was shown.",
    ),
    Text(
        "Den siger noget om et match, aldrig om et menneske, og aldrig hvor sandsynligt noget er.",
        "It says something about a match, never about a person, and never how likely anything is.",
    ),
)
SIMULATED = Text(
    "Simuleret: borgerne og deres historie er opdigtede. Tallene siger intet om virkeligheden.",
    "Simulated: the citizens and their history are invented. The figures say nothing about the real world.",
)
NEVER_USED = Text(
    "Kun faktorernes værdier. Aldrig alder, køn, oprindelse, statsborgerskab, religion, diagnose, børn, ydelse, straf, "
    "sanktioner eller tid uden arbejde.",
    "Factor values alone. Never age, sex, origin, citizenship, religion, diagnosis, children, benefit, criminal "
    "record, sanctions or time without work.",
)


def card_of(
    learned: Learned,
    gathered: Gathered,
    source: Source,
    as_of: str,
    expert: ScoringModel,
    evaluation: Mapping[str, Any],
    black_box: float | None,
    simulated: bool,
) -> dict[str, Any]:
    """The card as JSON; the same for the same data."""
    return {
        "as_of": as_of,
        "simulated": simulated,
        "source": source.name,
        "expert": expert.name,
        "expert_version": expert.version,
        "expert_knots": {name: [list(knot) for knot in table.knots] for name, table in expert.tables.items()},
        "period": {"first": learned.first.isoformat(), "last": learned.cut.isoformat()},
        "learned_from": {
            "lists": learned.lists,
            "persons": learned.people,
            "held": learned.held,
            "not_held": learned.failed,
        },
        "evidence": gathered.as_dict(),
        "reading_of_places": list(learned.reading),
        "freedom": learned.freedom,
        "pull": learned.pull,
        "factors": [change.as_dict() for change in learned.changes],
        "method": {**_method(), "share_that_teaches": LEARNED_FROM, "freedoms_tried": list(FREEDOMS)},
        "evaluation": dict(evaluation),
        "black_box": {"ndcg@10": black_box, "promotable": False},
        "never_used": NEVER_USED.as_dict(),
        "limits": [limit.as_dict() for limit in LIMITS],
    }


def _method() -> dict[str, Any]:
    said = METHOD.fill(outcome=OUTCOME_COUNTS, weight=MOST_WEIGHT, half=HALF_FREE)
    return {
        "text": said.as_dict(),
        "tested": TESTED.fill(folds=FOLDS).as_dict(),
        "outcome_counts": OUTCOME_COUNTS,
        "most_weight": MOST_WEIGHT,
        "half_free_at": HALF_FREE,
        "least_share": LEAST_SHARE,
    }


_HEAD = Text("Modelkort", "Model card")
_ROWS: tuple[tuple[str, Text], ...] = (
    ("origin", Text("Oprindelse", "Origin")),
    ("period", Text("Har lært af", "Learned from")),
    ("tested", Text("Prøvet på", "Tested on")),
    ("gain", Text("ndcg@10", "ndcg@10")),
    ("box", Text("En sort boks ville nå", "A black box would reach")),
    ("never", Text("Bruges", "Used")),
)


def markdown(model: LearnedModel, language: str) -> str:
    """The card as people read it."""
    card = model.card

    def say(text: Text | Mapping[str, str]) -> str:
        return text.in_language(language) if isinstance(text, Text) else text[language]

    titles = {factor.name: factor.title for factor in all_factors()}
    told = {name: say(text) for name, text in _told(model).items()}
    lines = [f"# {say(_HEAD)}: {model.name}", ""]
    if card["simulated"]:
        lines += [f"**{say(SIMULATED)}**", ""]
    lines += ["| | |", "|---|---|", *(f"| {say(title)} | {told[name]} |" for name, title in _ROWS), ""]
    lines += [say(card["evaluation"]["why"]), "", say(card["method"]["text"]), "", say(card["method"]["tested"]), ""]
    lines += [f"| {say(_FACTOR)} | {card['expert']} | {model.name} | |", "|---|---:|---:|---|"]
    lines += [
        f"| {say(titles.get(one['factor'], SIMULATED))} | {one['before']} | {one['after']} | {say(one['text'])} |"
        for one in card["factors"]
    ]
    lines += ["", *(f"- {say(limit)}" for limit in card["limits"])]
    return "\n".join(lines) + "\n"


_FACTOR = Text("Faktor, højst point", "Factor, most points")


def _told(model: LearnedModel) -> dict[str, Text]:
    card, test = model.card, model.card["evaluation"]
    gain, box = test["ndcg@10"], card["black_box"]["ndcg@10"]
    low, high = gain["interval"]
    told = gain["value"] is not None
    return {
        "origin": Text(
            "Lært af valg og forløb ({source}), med udgangspunkt i {expert}.",
            "Learned from choices and courses ({source}), starting from {expert}.",
        ).fill(source=_SOURCE if card["source"] == "stored" else card["source"], expert=card["expert"]),
        "period": Text(
            "{lists} valg fra {persons} borgere, {first} til {last}; {held} forløb holdt, {not_held} gjorde ikke.",
            "{lists} choices by {persons} citizens, {first} to {last}; {held} courses held, {not_held} did not.",
        ).fill(**card["learned_from"], **card["period"]),
        "tested": _TESTED_ON.fill(**test["tested_on"]) if told else _TOO_LITTLE,
        "gain": _GAIN.fill(
            difference=signed_text(gain["difference"]),
            low=signed_text(low),
            high=signed_text(high),
            against=test["against"],
        )
        if told
        else _TOO_LITTLE,
        "box": _BOX.fill(more=signed_text(box - gain["value"] + gain["difference"]), against=test["against"])
        if told and box is not None
        else _TOO_LITTLE,
        "never": NEVER_USED,
    }


_TESTED_ON = Text(
    "{lists} senere valg fra {persons} borgere; ved {with_values_of_that_day} er værdierne fra dengang gemt.",
    "{lists} later choices by {persons} citizens; of {with_values_of_that_day} the values of that day were kept.",
)
_GAIN = Text(
    "forskel {difference} ({low} til {high}) til {against}", "difference {difference} ({low} to {high}) to {against}"
)
_BOX = Text("{more} i forhold til {against}", "{more} beside {against}")
_TOO_LITTLE = Text("for lidt at måle på", "too little to tell")
_SOURCE = Text("databasens egne hændelser", "the events of the database")
