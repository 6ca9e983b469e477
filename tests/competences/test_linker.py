"""What people say about what they can, and what it is linked to."""

import time

import pytest

from jobmatch.competences.linker import Linker, linker_of
from jobmatch.competences.shipped import shipped_vocabulary
from jobmatch.competences.vocabulary import Concept, Relation, Vocabulary
from jobmatch.domain.text import Text


def skill(code: str, danish: str, english: str, *also: str) -> Concept:
    return Concept(f"skill.{code}", "skill", Text(danish, english), also)


VOCABULARY = Vocabulary(
    [
        skill("rengoering", "rengøring", "cleaning", "gøre rent"),
        skill("koekkenarbejde", "køkkenarbejde", "kitchen work"),
        skill("telefon", "telefonbetjening", "answering the phone", "passe telefon", "telefon"),
        skill("loefte", "tunge løft", "heavy lifting", "løfte tungt"),
        skill("blomster", "blomsterbinding", "flower arranging", "binde blomster"),
        skill("truck", "truckkørsel", "forklift driving", "gaffeltruck", "køre truck"),
        skill("madlavning", "madlavning", "cooking", "lave mad"),
        skill("engelsk", "engelsk", "English"),
        Concept("occ.toemrer", "occupation", Text("tømrer", "carpenter")),
        Concept("occ.rengoeringsassistent", "occupation", Text("rengøringsassistent", "cleaner")),
        Concept("task.passe_have", "task", Text("passe have", "tend a garden")),
        Concept("ind.bar", "industry", Text("bar og café", "bar and café"), ("bar",)),
    ],
    [Relation("occ.rengoeringsassistent", "needs_essential", "skill.rengoering")],
)


@pytest.fixture(scope="module")
def linker() -> Linker:
    return linker_of(VOCABULARY)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("rengøring på en skole", "skill.rengoering"),
        ("har gjort rent hos ældre", "skill.rengoering"),
        ("rengørring", "skill.rengoering"),
        ("rengoering", "skill.rengoering"),
        ("skolerengøring", "skill.rengoering"),
        ("rengørings assistent", "occ.rengoeringsassistent"),
        ("rengøringsassistenter", "occ.rengoeringsassistent"),
        ("blomsterbinderi", "skill.blomster"),
        ("bundet blomster", "skill.blomster"),
        ("har passet min mors have", "task.passe_have"),
        ("stået i et køkken", "skill.koekkenarbejde"),
        ("kørt truck på lageret", "skill.truck"),
        ("cleaning", "skill.rengoering"),
        ("städning", "skill.rengoering"),
        ("snickare og tømmermann", "occ.toemrer"),
    ],
)
def test_everyday_words_find_their_concept(linker: Linker, text: str, code: str) -> None:
    assert code in {found.code for found in linker.find(text).found}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ikke telefon", "not"),
        ("jeg kan ikke løfte tungt", "not"),
        ("madlavning kan jeg ikke", "not"),
        ("min bror er tømrer", "somebody else"),
        ("måske noget med rengøring", "unsure"),
        ("vil gerne prøve rengøring", "wish"),
    ],
)
def test_what_does_not_count_is_listed_with_why(linker: Linker, text: str, why: str) -> None:
    finding = linker.find(text)
    assert finding.found == ()
    assert [missed for missed in finding.not_found if why in missed.why.en]


@pytest.mark.parametrize(
    "text",
    ["ikke bange for rengøring", "min bror og jeg har gjort rent", "ikke telefon, men gerne rengøring",
     "min bror er tømrer, jeg har gjort rent"],
)  # fmt: skip
def test_a_not_or_a_brother_elsewhere_takes_nothing_away(linker: Linker, text: str) -> None:
    assert [found.code for found in linker.find(text).found] == ["skill.rengoering"]


@pytest.mark.parametrize(
    ("text", "level"),
    [("lidt engelsk", 1), ("engelsk", None), ("god til engelsk", 2), ("lavet mad i mange år", 2),
     ("lavet mad og lært andre op", 3)],
)  # fmt: skip
def test_level_words_set_the_level(linker: Linker, text: str, level: int | None) -> None:
    assert linker.find(text).found[0].level == level


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("jeg har ADHD", "diagnosis"),
        ("har depression og gør rent", "diagnosis"),
        ("får Ritalin 20 mg", "medicine"),
        ("mit barn er anbragt", "child_welfare"),
        ("cpr 010190-1234", "cpr"),
    ],
)
def test_what_does_not_belong_is_flagged_and_not_linked(linker: Linker, text: str, kind: str) -> None:
    finding = linker.find(text)
    assert kind in {flag.kind for flag in finding.flagged}
    assert not any(
        found.span[0] < flag.span[1] and flag.span[0] < found.span[1]
        for found in finding.found
        for flag in finding.flagged
    )


@pytest.mark.parametrize(
    "number",
    ["010190-1234", "0101901234", "010190+1234", "010190A1234", "01.01.90-1234", "01 01 90 1234", "01/01-90 1234"],
)
def test_a_cpr_number_is_never_repeated(linker: Linker, number: str) -> None:
    told = str(linker.find(f"hun er {number} og gør rent").as_dict())
    assert number not in told
    assert "1234" not in told


@pytest.mark.parametrize("number", ["tlf. 20 12 11 30", "21-11-2026", "20121130", "08.30-12.30"])
def test_other_numbers_are_repeated_as_they_stand(linker: Linker, number: str) -> None:
    assert linker.find(f"gør rent {number}").flagged == ()


def test_work_with_people_who_are_ill_is_no_diagnosis(linker: Linker) -> None:
    assert linker.find("arbejdet med borgere med demens").flagged == ()


def test_spans_are_the_words_themselves(linker: Linker) -> None:
    text = "Jeg har kørt truck og gjort rent."
    for found in linker.find(text).found:
        assert text[slice(*found.span)] == found.matched
        assert set(found.as_dict()) >= {"span", "matched", "code", "label", "kind", "score"}


@pytest.mark.parametrize(
    ("term", "code"),
    [("rengøring", "skill.rengoering"), ("Rengøringsassistent", "occ.rengoeringsassistent"),
     ("ikke telefon", None), ("fuglekasse", None), ("kvantefysik", None)],
)  # fmt: skip
def test_a_list_cell_names_one_concept_or_none(linker: Linker, term: str, code: str | None) -> None:
    found = linker.term(term)
    assert (found.code if found else None) == code


def test_a_term_is_looked_for_among_the_kinds_asked(linker: Linker) -> None:
    assert linker.term("bar", {"skill"}) is None
    found = linker.term("bar", {"industry"})
    assert found is not None
    assert found.code == "ind.bar"


def test_nobody_waits_for_a_word_without_end() -> None:
    begun = time.process_time()
    assert linker_of(shipped_vocabulary()).find("x" * 20_000 + " rengøring").found
    assert time.process_time() - begun < 5
