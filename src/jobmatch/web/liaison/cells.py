"""Cells of a placement and a workplace as people read them: what a field is called, and what stands in it."""

from __future__ import annotations

from jobmatch.domain.codes import ANSWER, WEEKDAY
from jobmatch.domain.needs import NEEDS
from jobmatch.domain.text import join_words
from jobmatch.errors import Text

FIELD = {
    "tasks": Text("Opgaver", "Tasks"),
    "min_hours": Text("Færrest timer om ugen", "Fewest hours a week"),
    "max_hours": Text("Flest timer om ugen", "Most hours a week"),
    "min_hours_day": Text("Korteste dag i timer", "Shortest day in hours"),
    "days": Text("Dage", "Days"),
    "earliest": Text("Tidligst fra", "From, at the earliest"),
    "latest": Text("Senest til", "Until, at the latest"),
    "slots": Text("Pladser i alt", "Places in all"),
    "mentor_hours": Text("Mentortimer om ugen", "Mentor hours a week"),
    "ordinary_staff": Text("Ansatte på almindelige vilkår", "Staff in ordinary jobs"),
    "supported_now": Text("I praktik eller løntilskud nu", "There with support now"),
    "contact": Text("Kontaktperson", "Contact"),
    "deputy": Text("Afløser for kontaktpersonen", "Deputy for the contact"),
    "alcohol_rule": Text("Stedets regler om alkohol", "The workplace's rules on alcohol"),
    "dislikes": Text("Det vil de helst undgå", "What they would rather avoid"),
    "contact_agreement": Text("Sådan vil de kontaktes", "How they want to be contacted"),
}
"""By field: what it is called on the form and in lists of what was changed."""
_EMPTY = Text("ved ikke", "not known")
_NONE = Text("ingen", "none")


def field_label(field: str) -> Text:
    """What a field is called."""
    return NEEDS[field.removeprefix("offer:")].label if field.startswith("offer:") else FIELD[field]


def shown_cell(field: str, cell: str, language: str) -> str:
    """What stands in a cell, in words."""
    if not cell:
        return _EMPTY.in_language(language)
    if field.startswith("offer:"):
        return ANSWER[cell].in_language(language)
    if cell == "ingen":
        return _NONE.in_language(language)
    if field == "days":
        names = {code.replace("oe", "ø"): name.in_language(language) for code, name in WEEKDAY.items()}
        return join_words([names.get(part, part) for part in cell.split("|")], language)
    if field == "tasks":
        return join_words(cell.split("|"), language)
    return cell
