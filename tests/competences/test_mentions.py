"""A veto reaches what it means, not what it looks like."""

import pytest

from jobmatch.competences.mentions import Mentions
from jobmatch.competences.shipped import shipped_vocabulary

PHRASES = (
    "Barista", "Bar", "Køkkenhave", "Køkkenmedhjælper", "Storkøkken", "bygge fuglekasser", "Kassearbejde",
    "Kasseassistent", "stå ved kassen", "Rengøringsassistent", "Rengøring af kontorer", "Rengørings assistent",
    "Børnehave", "Børnepasning", "Truckfører", "Klasseassistent", "Barnevogn", "Gøre rent hos ældre", "Vaske op",
    "vaske gulve", "Opvask", "rydde borde", "Plejehjem", "Hjemmepleje", "Lagermedarbejder", "Butiksmedarbejder",
    "tage imod gæster", "servere i toget", "male vægge", "veje på vægten", "sælge dyre ure", "fodre dyr",
    "Staldmedhjælper", "Gartnermedhjælper", "Anlægsgartnerhjælper", "Varevognschauffør", "Buschauffør",
    "sælge billetter", "køre truck", "lægge varer på hylder", "fodre høns", "Blomsterbinder", "Bartender",
    "Lastbilchauffør", "Telefonsælger", "Butikssælger", "Fiskehandler", "Tjener", "Kok", "Bagermedhjælper", "Systue",
    "Sygeplejerske", "Bogfører", "Malkemedhjælper", "Automekaniker", "Billetkontrollør", "Buskrydder", "Stuepige",
    "Servere kaffe", "hente postevand", "Postbud", "pleje af kateter", "vaske kasseroller", "skubbe kørestol",
    "Kørestolsbruger", "løbende vedligehold", "Parkeringsvagt", "skære græskar", "marketing", "passe katte",
)  # fmt: skip


@pytest.fixture(scope="module")
def mentions() -> Mentions:
    return Mentions(PHRASES, shipped_vocabulary())


@pytest.mark.parametrize(
    ("term", "phrase"),
    [
        ("bar", "Bar"),
        ("kasse", "Kassearbejde"),
        ("kasse", "Kasseassistent"),
        ("kassen", "stå ved kassen"),
        ("rengøring", "Rengøringsassistent"),
        ("rengøring", "Rengørings assistent"),
        ("rengørring", "Rengøring af kontorer"),
        ("rengoering", "Rengøring af kontorer"),
        ("Rengøringsassistenter", "Rengørings assistent"),
        ("børn", "Børnehave"),
        ("arbejde med børn", "Børnepasning"),
        ("truck", "Truckfører"),
        ("køkken", "Køkkenmedhjælper"),
        ("køkken", "Storkøkken"),
        ("køkkenarbejde", "Køkkenmedhjælper"),
        ("gøre rent", "Rengøringsassistent"),
        ("gøre rent", "Rengøring af kontorer"),
        ("rengøring", "Gøre rent hos ældre"),
        ("rengøringsjob", "Rengøringsassistent"),
        ("opvask", "Vaske op"),
        ("vaske op", "Opvask"),
        ("stå på lager", "Lagermedarbejder"),
        ("at stå i butik", "Butiksmedarbejder"),
        ("plejehjem", "Plejehjem"),
        ("tog", "servere i toget"),
        ("vægt", "veje på vægten"),
        ("dyr", "fodre dyr"),
        ("dyr", "Staldmedhjælper"),
        ("dyr", "fodre høns"),
        ("ældre", "Plejehjem"),
        ("arbejde med ældre", "Hjemmepleje"),
        ("havearbejde", "Gartnermedhjælper"),
        ("havearbejde", "Anlægsgartnerhjælper"),
        ("køre bil", "Varevognschauffør"),
        ("at køre bil", "Buschauffør"),
        ("bilkørsel", "Buschauffør"),
        ("alkohol", "Bartender"),
        ("køre lastbil", "Lastbilchauffør"),
        ("køre truck", "Truckfører"),
        ("køre bus", "Buschauffør"),
        ("telefonsalg", "Telefonsælger"),
        ("sælge i telefon", "Telefonsælger"),
        ("salg", "Butikssælger"),
        ("fisk", "Fiskehandler"),
        ("servering", "Tjener"),
        ("lave mad", "Kok"),
        ("bage", "Bagermedhjælper"),
        ("sy", "Systue"),
        ("biler", "Automekaniker"),
        ("rengøring", "Stuepige"),
        ("gamle mennesker", "Plejehjem"),
        ("post", "Postbud"),
        ("kat", "passe katte"),
        ("kørestole", "Kørestolsbruger"),
        ("parkering", "Parkeringsvagt"),
    ],
)
def test_a_veto_reaches_inflections_misspellings_and_compounds(mentions: Mentions, term: str, phrase: str) -> None:
    assert PHRASES.index(phrase) in mentions.hits(term)


@pytest.mark.parametrize(
    ("term", "phrase"),
    [
        ("bar", "Barista"),
        ("bar", "Barnevogn"),
        ("sy", "Sygeplejerske"),
        ("køre", "Bogfører"),
        ("køre truck", "Bogfører"),
        ("male", "Malkemedhjælper"),
        ("bil", "Billetkontrollør"),
        ("bus", "Buskrydder"),
        ("tjener", "Servere kaffe"),
        ("køkken", "Køkkenhave"),
        ("kasse", "bygge fuglekasser"),
        ("kasse", "Klasseassistent"),
        ("have", "Børnehave"),
        ("vaske op", "vaske gulve"),
        ("rydde op", "rydde borde"),
        ("plejehjem", "Hjemmepleje"),
        ("hjemmepleje", "Plejehjem"),
        ("truck", "Rengøringsassistent"),
        ("tog", "tage imod gæster"),
        ("vægt", "male vægge"),
        ("dyr", "sælge dyre ure"),
        ("bil", "sælge billetter"),
        ("læge", "lægge varer på hylder"),
        ("fødder", "fodre dyr"),
        ("ældre", "Gartnermedhjælper"),
        ("havearbejde", "Blomsterbinder"),
        ("køre bil", "køre truck"),
        ("børn", "Plejehjem"),
        ("post", "hente postevand"),
        ("kat", "pleje af kateter"),
        ("kasse", "vaske kasseroller"),
        ("køre", "skubbe kørestol"),
        ("køre", "Kørestolsbruger"),
        ("løb", "løbende vedligehold"),
        ("park", "Parkeringsvagt"),
        ("græs", "skære græskar"),
        ("mark", "marketing"),
    ],
)
def test_a_veto_does_not_reach_what_only_looks_alike(mentions: Mentions, term: str, phrase: str) -> None:
    assert PHRASES.index(phrase) not in mentions.hits(term)


def test_a_veto_of_little_words_reaches_nothing(mentions: Mentions) -> None:
    assert mentions.hits("og") == []
    assert mentions.hits("") == []
