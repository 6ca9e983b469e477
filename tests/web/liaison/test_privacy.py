"""Nothing on a liaison's pages differs with or without a need that may not be told, byte for byte."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest

from jobmatch.bootstrap import Application
from jobmatch.domain.citizen import Citizen, Need
from jobmatch.domain.needs import NEEDS
from jobmatch.store.changes import Changes
from tests.clients import Visitor
from tests.web.liaison.conftest import liaison

PLACES = ("P-201", "P-213", "P-246", "P-255")
PAGES = [
    "/pladser",
    "/pladser?fra=20",
    "/pladser?vis=spoergsmaal&q=a",
    *(f"/{page}/{place}" for page in ("pladser", "arbejdspladser", "spoergeark", "besoeg") for place in PLACES),
    "/efterspoergsel",
    *(f"/efterspoergsel?behov={need}" for need in ("pauser", "ro", "trappe", "mentor", "luft_allergi")),
]
_FORM_KEY = re.compile(rb'name="form_key" value="[^"]*"')


def with_other_secrets(citizen: Citizen, chance: random.Random) -> Citizen:
    """The same citizen with needs that may not be told added, removed, or of another strength."""
    told = set(citizen.may_disclose or ())
    kept = tuple(need for need in citizen.needs or () if need.code in told)
    secret = [code for code in NEEDS if code not in told]
    codes = chance.sample(secret, chance.randint(0, 6))
    added = tuple(Need(code, chance.choice(("krav", "vigtigt", "oenske"))) for code in codes)
    return replace(citizen, needs=(*kept, *added) or None)


@pytest.fixture
def other_pages(own_sample: Application) -> Visitor:
    """The invented municipality in which everybody keeps other needs to herself."""
    chance = random.Random(20261121)
    changed = [with_other_secrets(citizen, chance) for citizen in own_sample.store.citizens()]
    own_sample.store.save(Changes(citizens=changed), by="test")
    return liaison(own_sample)


def body(pages: Visitor, address: str) -> bytes:
    answer = pages.get(address)
    assert answer.status_code == 200, address
    return _FORM_KEY.sub(b"", answer.content)


def test_a_need_that_may_not_be_told_moves_no_byte(
    liaison_pages: Visitor, other_pages: Visitor, sample: Application, own_sample: Application
) -> None:
    before = {one.citizen_id: one.needs for one in sample.store.citizens()}
    after = {one.citizen_id: one.needs for one in own_sample.store.citizens()}
    assert sum(before[key] != after[key] for key in before) > 30, "the change must be one that a page could show"
    different = [address for address in PAGES if body(liaison_pages, address) != body(other_pages, address)]
    assert different == []


def test_a_consultant_sees_the_difference(sample: Application, own_sample: Application, other_pages: Visitor) -> None:
    seen = [one.suggest.candidates("P-201", viewer="consultant")["matches"] for one in (sample, own_sample)]
    assert seen[0] != seen[1]


def test_what_is_counted_after_a_visit_knows_no_secret(
    own_liaison_pages: Visitor, own_sample: Application, sample: Application
) -> None:
    secret = next(
        (citizen, need.code)
        for citizen in sample.store.citizens()
        for need in citizen.needs or ()
        if need.code not in (citizen.may_disclose or ()) and need.strength == "krav" and citizen.status == "klar"
    )
    known = own_sample.workplaces.visiting.known("P-201")
    form = {"version": known.version, f"svar_{secret[1]}": "nej", "partial": "1"}
    sent = own_liaison_pages.post("/besoeg/P-201", data=form)
    assert sent.status_code == 303
    (visit,) = own_sample.store.workplaces.visits(["P-201"])
    without = [replace(one, needs=tuple(n for n in one.needs or () if n.code in (one.may_disclose or ())) or None)
               for one in sample.store.citizens()]  # fmt: skip
    told_of = {need.code for one in without for need in one.needs or ()}
    if secret[1] not in told_of:
        assert visit.fits_before == visit.fits_after
    page = own_liaison_pages.get(sent.headers["location"]).text
    assert str(visit.fits_after) in page


def test_no_page_counts_fewer_than_three_citizens(liaison_pages: Visitor) -> None:
    for address in PAGES:
        words = " ".join(re.sub(r"<[^>]+>", " ", liaison_pages.get(address).text).split())
        assert not re.search(r"\b[12] borgere?\b", words), address


def test_no_citizen_has_a_name_here(liaison_pages: Visitor, sample: Application) -> None:
    contacts = " ".join(one.contact or "" for one in sample.store.placements())
    names = {one.display_name for one in sample.store.citizens() if one.display_name}
    names = {name for name in names if name not in contacts}
    assert len(names) > 30
    for address in [one for one in PAGES if not one.startswith("/efterspoergsel?")]:
        words = re.sub(r"<[^>]+>", " ", liaison_pages.get(address).text)
        assert not {name for name in names if re.search(rf"\b{re.escape(name)}\b", words)}, address


@pytest.mark.parametrize("address", ["/borgere", "/borgere/B-001", "/borgere/B-001/forslag", "/nyt-fra-pladserne"])
def test_citizens_are_not_a_liaisons_business(liaison_pages: Visitor, address: str) -> None:
    assert liaison_pages.get(address).status_code == 403
