"""Who may see what: every route of the API and of the pages × every role × own and other team.

A route that is missing here fails the first test; whoever adds one writes who may use it, and about whom it is.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from jobmatch.api.access import action_of
from jobmatch.api.app import api_routes
from jobmatch.bootstrap import Application
from jobmatch.cli.site import Site
from jobmatch.domain.user import User
from jobmatch.domain.viewer import STAFF, Role
from jobmatch.services.access import passwords
from jobmatch.services.access.keys import digest_of
from jobmatch.services.access.policy import Action, allowed
from jobmatch.settings import Settings
from jobmatch.store.access_log import Entry
from jobmatch.store.access_users import Token
from jobmatch.web.app import create_pages
from tests.clients import Visitor, visitor
from tests.conftest import SAMPLE_DAY

pytestmark = pytest.mark.xdist_group("matrix")

C, L, T, A, B, Z = "consultant", "liaison", "lead", "auditor", "batch", "citizen"
CITIZEN, TEAM, OTHER_TEAM = "B-003", "voksen", "unge"
PLACEMENT = "P-201"
HERE = {"origin": "http://127.0.0.1"}


@dataclass(frozen=True)
class Route:
    """Who may use one route."""

    roles: str
    """The first letters of the roles: C(onsultant) L(iaison) T(eam lead) A(uditor) B(atch) Z: the citizen; * everybody,
    also who has not logged in."""
    about: str = ""
    """``citizen``: about one citizen, so that another team's is not there."""
    send: dict[str, Any] = field(default_factory=dict)
    """What is sent: the body of the API, the fields of a form."""
    ask: str = ""
    """What stands behind the question mark."""
    lacks: bool = False
    """What is sent names something that the citizen does not have, which may be said to who sees her."""


ROLES = {"C": C, "L": L, "T": T, "A": A, "B": B, "Z": Z}
COURSE = {"day": "2026-11-20"}
V1 = "/api/v1"

API: dict[tuple[str, str], Route] = {
    ("GET", f"{V1}/citizens"): Route("CT"),
    ("GET", f"{V1}/citizens/{{citizen_id}}"): Route("CT", "citizen"),
    ("PATCH", f"{V1}/citizens/{{citizen_id}}"): Route("CT", "citizen"),
    ("PUT", f"{V1}/citizens/{{citizen_id}}"): Route("CT", "citizen"),
    ("GET", f"{V1}/citizens/{{citizen_id}}/matches"): Route("CT", "citizen"),
    ("GET", f"{V1}/citizens/{{citizen_id}}/competences"): Route("CT", "citizen"),
    ("POST", f"{V1}/citizens/{{citizen_id}}/competences"): Route(
        "CT", "citizen", {"code": "task.sy_toej", "verdict": None}, lacks=True
    ),
    ("GET", f"{V1}/placements"): Route("CLTB"),
    ("GET", f"{V1}/placements/{{placement_id}}"): Route("CLTB"),
    ("PATCH", f"{V1}/placements/{{placement_id}}"): Route("CLT"),
    ("PUT", f"{V1}/placements/{{placement_id}}"): Route("CLT"),
    ("GET", f"{V1}/placements/{{placement_id}}/candidates"): Route("CLT"),
    ("GET", f"{V1}/placements/{{placement_id}}/questions"): Route("CLT"),
    ("GET", f"{V1}/placements/{{placement_id}}/workplace"): Route("CLT"),
    ("PATCH", f"{V1}/placements/{{placement_id}}/workplace"): Route("CLT", send={"next_visit": None}),
    ("GET", f"{V1}/placements/{{placement_id}}/contacts"): Route("CLT"),
    ("POST", f"{V1}/placements/{{placement_id}}/contacts"): Route(
        "CLT", send={"kind": "opkald", "purpose": "oplysninger", "outcome": "talt"}
    ),
    ("GET", f"{V1}/why"): Route("CT", "citizen", ask=f"citizen={CITIZEN}&placement={PLACEMENT}"),
    ("POST", f"{V1}/what-if"): Route("CT", "citizen", {"citizen_id": CITIZEN}),
    ("POST", f"{V1}/shown"): Route("CT", "citizen", {"citizen_id": CITIZEN}),
    ("GET", f"{V1}/shown/{{shown_id}}"): Route("CT", "citizen"),
    ("GET", f"{V1}/decisions"): Route("CT", "citizen", ask=f"citizen={CITIZEN}"),
    ("GET", f"{V1}/decisions/{{decision_id}}"): Route("CT", "citizen"),
    ("POST", f"{V1}/decisions"): Route(
        "CT", "citizen", {"citizen_id": CITIZEN, "placement_id": PLACEMENT, "decision": "valgt", "reason": "timer"}
    ),
    ("POST", f"{V1}/decisions/{{decision_id}}/undo"): Route("CT", "citizen"),
    ("GET", f"{V1}/courses"): Route("CT", "citizen", ask=f"citizen={CITIZEN}"),
    ("GET", f"{V1}/courses/{{course_id}}"): Route("CT", "citizen"),
    ("POST", f"{V1}/courses"): Route(
        "CT",
        "citizen",
        {"citizen_id": CITIZEN, "placement_id": PLACEMENT, "measure": "virksomhedspraktik", "hours": 4, **COURSE},
    ),
    ("POST", f"{V1}/courses/{{course_id}}/hours"): Route("CT", "citizen", {"week_of": "2026-11-20", "attended": 4}),
    ("POST", f"{V1}/courses/{{course_id}}/steps"): Route(
        "CT", "citizen", {"hours": 5, "citizens_wish": True, **COURSE}
    ),
    ("POST", f"{V1}/courses/{{course_id}}/step-backs"): Route("CT", "citizen", {"reason": "andet", **COURSE}),
    ("POST", f"{V1}/courses/{{course_id}}/pause"): Route("CT", "citizen", COURSE),
    ("POST", f"{V1}/courses/{{course_id}}/resume"): Route("CT", "citizen", COURSE),
    ("POST", f"{V1}/courses/{{course_id}}/extension"): Route("CT", "citizen", {"weeks": 26}),
    ("POST", f"{V1}/courses/{{course_id}}/end"): Route("CT", "citizen", {"completed": True, **COURSE}),
    ("GET", f"{V1}/follow-ups"): Route("CT", "citizen", ask=f"citizen={CITIZEN}"),
    ("GET", f"{V1}/follow-ups/{{follow_up_id}}"): Route("CT", "citizen"),
    ("POST", f"{V1}/follow-ups/{{follow_up_id}}/done"): Route("CT", "citizen", {"how": "moede", **COURSE}),
    ("POST", f"{V1}/follow-ups/{{follow_up_id}}/move"): Route("CT", "citizen", COURSE),
    ("GET", f"{V1}/runs"): Route("CLTAB"),
    ("GET", f"{V1}/runs/{{run_id}}"): Route("CLTAB"),
    ("GET", f"{V1}/runs/{{run_id}}/changes"): Route("CTB"),
    ("GET", f"{V1}/runs/{{run_id}}/workplaces"): Route("CLT"),
    ("GET", f"{V1}/plan"): Route("CTB"),
    ("GET", f"{V1}/gaps"): Route("CLTB"),
    ("GET", f"{V1}/rules"): Route("CLTABZ"),
    ("GET", f"{V1}/models"): Route("CLTAB"),
    ("GET", f"{V1}/models/{{name}}"): Route("TA"),
    ("GET", f"{V1}/vocabulary"): Route("CLT"),
    ("GET", f"{V1}/vocabulary/unknown"): Route("CLT"),
    ("GET", f"{V1}/vocabulary/words"): Route("CLT"),
    ("POST", f"{V1}/vocabulary/words"): Route("CLT", send={"word": "gøgeurt", "code": "skill.opvask"}),
    ("DELETE", f"{V1}/vocabulary/words"): Route("CLT", ask="word=gøgeurt"),
    ("GET", f"{V1}/audit"): Route("A"),
    ("GET", "/health"): Route("*"),
    ("GET", "/ready"): Route("*"),
    ("GET", "/metrics"): Route("TAB"),
    ("GET", "/docs"): Route("*"),
    ("GET", "/docs/style.css"): Route("*"),
    ("GET", "/openapi.json"): Route("*"),
}

ONE = "/borgere/{citizen_id:path}"

PAGES: dict[tuple[str, str], Route] = {
    ("GET", "/"): Route("CLTABZ"),
    ("GET", "/log-ind"): Route("*"),
    ("POST", "/log-ind"): Route("*"),
    ("POST", "/log-ud"): Route("*"),
    ("GET", "/log-ind/kommunen"): Route("*"),
    ("GET", "/log-ind/svar"): Route("*"),
    ("GET", "/kode"): Route("*"),
    ("POST", "/kode"): Route("*"),
    ("GET", "/konto"): Route("CLTAB"),
    ("POST", "/konto/adgangskode"): Route("CLTAB"),
    ("POST", "/konto/log-ud-andre"): Route("CLTAB"),
    ("POST", f"{ONE}/kode"): Route("CT", "citizen"),
    ("POST", f"{ONE}/login"): Route("CT", "citizen"),
    ("GET", "/mit-login"): Route("*"),
    ("POST", "/mit-login"): Route("*"),
    ("GET", "/mit-login/foerste-gang"): Route("*"),
    ("POST", "/mit-login/foerste-gang"): Route("*"),
    ("GET", "/log"): Route("A"),
    ("GET", "/borgere"): Route("CT"),
    ("GET", ONE): Route("CT", "citizen"),
    ("GET", f"{ONE}/forslag"): Route("CT", "citizen"),
    ("GET", f"{ONE}/sammenlign"): Route("CT", "citizen", ask=f"plads={PLACEMENT}&plads=P-202"),
    ("GET", f"{ONE}/proev"): Route("CT", "citizen"),
    ("POST", f"{ONE}/proev"): Route("CT", "citizen"),
    ("POST", f"{ONE}/beslut"): Route("CT", "citizen", {"plads": PLACEMENT, "valg": "valgt", "grund": "timer"}),
    ("POST", f"{ONE}/egen-ide"): Route("CT", "citizen", {"virksomhed": "Bageren"}),
    ("POST", f"{ONE}/fortryd"): Route("CT", "citizen", lacks=True),
    ("POST", f"{ONE}/set"): Route("CT", "citizen", lacks=True),
    ("GET", f"{ONE}/valg/{{number:number}}"): Route("CT", "citizen"),
    ("GET", f"{ONE}/tavle"): Route("CT", "citizen"),
    ("POST", f"{ONE}/tavle"): Route("CT", "citizen"),
    ("GET", f"{ONE}/forloeb/start"): Route("CT", "citizen", ask=f"plads={PLACEMENT}"),
    ("POST", f"{ONE}/forloeb/start"): Route("CT", "citizen", lacks=True),
    ("POST", f"{ONE}/forloeb/{{course_id}}/{{what}}"): Route("CT", "citizen", lacks=True),
    ("GET", f"{ONE}/forloeb"): Route("CT", "citizen"),
    ("POST", f"{ONE}/laest"): Route("CT", "citizen", {"concept": "task.sy_toej", "verdict": ""}, lacks=True),
    ("GET", f"{ONE}/ret/{{part}}"): Route("CT", "citizen"),
    ("POST", f"{ONE}/ret/{{part}}"): Route("CT", "citizen"),
    ("POST", f"{ONE}/status"): Route("CT", "citizen", {"status": "klar"}),
    ("GET", "/min-side"): Route("Z"),
    ("GET", "/min-side/ret/{part}"): Route("Z"),
    ("POST", "/min-side/ret/{part}"): Route("Z"),
    ("GET", "/mine-forslag"): Route("Z"),
    ("GET", "/mine-forslag/{shown:number}/{placement_id:path}"): Route("Z"),
    ("POST", "/mine-forslag"): Route("Z"),
    ("GET", "/min-tavle"): Route("Z"),
    ("POST", "/min-tavle"): Route("Z"),
    ("GET", "/mine-data"): Route("Z"),
    ("GET", "/mine-data/hent"): Route("Z"),
    ("GET", "/leder"): Route("T"),
    ("GET", "/leder/tal"): Route("T"),
    ("GET", "/leder/tal.csv"): Route("T"),
    ("GET", "/leder/aendringer"): Route("T"),
    ("GET", "/leder/aendringer/{number:number}"): Route("T"),
    ("POST", "/leder/aendringer/{number:number}"): Route("T"),
    ("GET", "/leder/modeller"): Route("T"),
    ("POST", "/leder/modeller"): Route("T"),
    ("GET", "/leder/modeller/{name}"): Route("T"),
    ("POST", "/leder/modeller/{name}"): Route("T"),
    ("GET", "/leder/vaegte"): Route("T"),
    ("POST", "/leder/vaegte"): Route("T"),
    ("GET", "/leder/regler/{rule_id}/{part:number}"): Route("T"),
    ("POST", "/leder/regler/{rule_id}/{part:number}"): Route("T"),
    ("GET", "/pladser"): Route("CLTB"),
    ("GET", "/pladser/{placement_id:path}"): Route("CLT"),
    ("GET", "/arbejdspladser/{placement_id:path}"): Route("CLT"),
    ("POST", "/arbejdspladser/{placement_id:path}"): Route("CLT"),
    ("GET", "/spoergeark/{placement_id:path}"): Route("CLT"),
    ("GET", "/besoeg/{placement_id:path}"): Route("CLT"),
    ("POST", "/besoeg/{placement_id:path}"): Route("CLT"),
    ("GET", "/efterspoergsel"): Route("CLTB"),
    ("GET", "/nyt-fra-natten"): Route("CTB"),
    ("GET", "/nyt-fra-pladserne"): Route("CTB"),
    ("GET", "/regler"): Route("CLTABZ"),
    ("GET", "/koersler"): Route("CLTAB"),
    ("GET", "/ord"): Route("CLT"),
    ("POST", "/ord"): Route("CLT", send={"word": "gøgeurt", "forget": "1"}),
    ("POST", "/se-som"): Route(""),
    ("GET", "/static/{name:path}"): Route("*"),
    ("GET", "/favicon.ico"): Route("*"),
}


@dataclass(frozen=True)
class Somebody:
    """One visitor of the town."""

    name: str
    role: str
    own: bool
    """Whether the citizen is of her team, or is she."""


VISITORS = [
    Somebody(f"{role}-{team}", role, team == TEAM) for role in (C, T) for team in (TEAM, OTHER_TEAM)
] + [Somebody(L, L, True), Somebody(A, A, True), Somebody(B, B, True), Somebody("her", Z, True),
     Somebody("nobody", "", True)]  # fmt: skip


@dataclass(frozen=True)
class Town:
    """A served municipality with somebody of every role."""

    application: Application
    client: Visitor
    keys: dict[str, str]
    places: dict[str, str]

    def path(self, path: str) -> str:
        """A route's path about the citizen and the placement of this test."""
        for name, value in self.places.items():
            path = path.replace("{" + name + "}", value)
        assert "{" not in path, path
        return path

    def ask(self, who: str, method: str, path: str, route: Route) -> Any:
        """One request of somebody."""
        self.client.cookies.clear()
        headers = dict(HERE)
        if path.startswith(("/api", "/metrics", "/health", "/ready", "/docs", "/openapi.json")):
            if who in self.keys:
                headers["Authorization"] = f"Bearer {self.keys[who]}"
            extra: dict[str, Any] = {"json": route.send} if method not in ("GET", "DELETE") else {}
            headers |= {"If-Match": '"0"'} if method in ("PATCH", "PUT") else {}  # seen before anybody wrote it: 412
        else:
            if who in self.keys:
                self.client.cookies.set("jobmatch", self.session(who), domain="127.0.0.1")
            extra = {"data": {"form_key": self.client.form_key(), **route.send}} if method == "POST" else {}
        address = self.path(path) + (f"?{route.ask}" if route.ask else "")
        return self.client.request(method, address, headers=headers, **extra)

    def session(self, who: str) -> str:
        """The key of somebody's session in a browser; the same as of the token, kept by its digest all the same."""
        if self.application.store.sessions.find(digest_of(self.keys[who])) is None:  # logged out by a test
            _use(self.application, self.keys[who], None if who == "her" else who)
        return self.keys[who]


@pytest.fixture(scope="module")
def town(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The invented municipality with somebody of every role and team."""
    path = tmp_path_factory.mktemp("matrix") / "town.sqlite"
    shutil.copyfile(sample_file, path)
    application = Application(Settings(database_url=f"sqlite:///{path}", as_of=SAMPLE_DAY))
    access, keys = application.access, {}
    for one in VISITORS:
        if not one.role:
            continue
        key = keys[one.name] = f"key-of-{one.name}"
        if one.role == Z:
            access.sessions._begin(None, CITIZEN, _caller(), access.sessions._citizen)
            _use(application, key, None)
            continue
        team = one.name.partition("-")[2]
        teams = frozenset({team}) if team else None
        application.store.users.add(User(one.name, one.name, frozenset({Role(one.role)}), teams), None)
        now = application.store.users._clock()
        application.store.users.add_token(digest_of(key), Token("x", one.name, "", now, None))
        _use(application, key, one.name)
    yield Town(application, _client(application), keys, _places(application))
    application.store.close()


def _caller() -> Any:
    from jobmatch.services.access.caller import Caller

    return Caller()


def _use(application: Application, key: str, user_name: str | None) -> None:
    """A session that is kept under a key of ours, so that a test need not log in."""
    from datetime import timedelta

    from jobmatch.store.access_sessions import Session

    now = application.store.sessions._clock()
    citizen_id = None if user_name else CITIZEN
    session = Session(digest_of(key), user_name, citizen_id, now, now, now + timedelta(hours=9), "test")
    application.store.sessions.begin(session)


def _client(application: Application) -> Visitor:
    site = Site(application)
    client = visitor(site, raise_server_exceptions=False, follow_redirects=False)
    return client


def _places(application: Application) -> dict[str, str]:
    casework = application.casework
    shown = casework.showing.show(CITIZEN, "test")
    from jobmatch.services.casework.deciding import Choice

    choice = Choice(citizen_id=CITIZEN, placement_id="P-202", what="fravalgt_konsulent", reason="andet", note="x")
    decision = casework.deciding.decide(choice, "test")
    course = casework.courses.of(CITIZEN)[0].course_id
    run = application.store.latest_run()
    assert run is not None
    return {
        "citizen_id": CITIZEN,
        "citizen_id:path": CITIZEN,
        "placement_id": PLACEMENT,
        "placement_id:path": PLACEMENT,
        "shown_id": str(shown.number),
        "shown:number": str(shown.number),
        "decision_id": str(decision.number),
        "number:number": str(decision.number),
        "course_id": course,
        "follow_up_id": casework.following_up.of(CITIZEN)[0].follow_up_id,
        "run_id": run.run_id,
        "part": "timer",
        "part:number": "1",
        "what": "timer",
        "rule_id": "E1",
        "name:path": "icon.svg",
        "name": "expert-1",
    }


def _declared() -> tuple[dict[tuple[str, str], Action | None], dict[tuple[str, str], Action | None]]:
    unconnected = Application(Settings(database_url="sqlite:///nowhere.sqlite"), create=False)
    api = {(method, path): action_of(route) for path, route in api_routes() for method in route.methods or ()}
    starlette: Any = create_pages(unconnected)
    pages = {
        (method, route.path): getattr(route, "action", None)
        for route in starlette.app.app.routes
        for method in route.methods
        if method != "HEAD"
    }
    return api, pages


def test_every_route_stands_in_the_matrix_and_names_its_action() -> None:
    api, pages = _declared()
    assert set(api) == set(API)
    assert set(pages) == set(PAGES)
    assert [route for route, action in {**api, **pages}.items() if action is None] == []


def test_the_matrix_says_the_same_as_the_policy() -> None:
    api, pages = _declared()
    for place, action in {**api, **pages}.items():
        route = {**API, **PAGES}[place]
        if action is Action.ENTER or action is None:
            continue
        may = {letter for letter, role in ROLES.items()
               if allowed(User("x", "x", frozenset({Role(role)}), None).viewer, action)}  # fmt: skip
        assert may == set(route.roles), place


def expected(route: Route, one: Somebody, page: bool) -> set[int]:
    """What a visitor should hear; what is said to who may is anything but a refusal."""
    if route.roles == "*":
        return ANSWERED | {403, 404, 429}  # a login with nothing in it is refused, but not for want of a role
    if not one.role:
        return {303, 401} if page and route.send else {303} if page else {401}  # 401: what was typed is shown again
    if one.role not in {ROLES[letter] for letter in route.roles}:
        return {403}
    if route.about == "citizen":
        return (ANSWERED | {404} if route.lacks else ANSWERED) if one.own else {404}
    return ANSWERED | {404}  # a word that was not taught, a change that nobody proposed


ANSWERED = {200, 303, 307, 409, 412, 422, 428}


WITH_A_TOKEN = [one for one in VISITORS if one.role != Z]
"""A citizen has no token; her cookie is tried on the pages and below."""


@pytest.mark.parametrize("one", WITH_A_TOKEN, ids=lambda one: one.name)
@pytest.mark.parametrize(("method", "path"), API, ids=lambda part: part.replace(V1, ""))
def test_over_http_everybody_gets_what_is_theirs(town: Town, method: str, path: str, one: Somebody) -> None:
    route = API[method, path]
    answer = town.ask(one.name, method, path, route)
    assert answer.status_code in expected(route, one, page=False), answer.text[:300]
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
    if answer.status_code == 401:
        assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("one", VISITORS, ids=lambda one: one.name)
@pytest.mark.parametrize(("method", "path"), PAGES, ids=lambda part: part)
def test_on_the_pages_everybody_gets_what_is_theirs(town: Town, method: str, path: str, one: Somebody) -> None:
    route = PAGES[method, path]
    answer = town.ask(one.name, method, path, route)
    if path == "/":
        assert answer.status_code in (303, 307)
        assert ("/log-ind" in answer.headers["location"]) is (not one.role)
        return
    if path == "/se-som":
        assert answer.status_code == 403
        return
    assert answer.status_code in expected(route, one, page=True), answer.text[:300]
    if not one.role and route.roles != "*" and answer.status_code == 303:
        assert answer.headers["location"].startswith("/log-ind")
    if one.role == L and answer.status_code == 200 and "/pladser/" in path:
        assert CITIZEN not in answer.text


@pytest.mark.parametrize(("method", "path"), [key for key, route in API.items() if route.about], ids=str)
def test_another_teams_citizen_cannot_be_told_from_one_who_is_not_there(town: Town, method: str, path: str) -> None:
    route = API[method, path]
    other = town.ask(f"{C}-{OTHER_TEAM}", method, path, route)
    course = town.places["course_id"].replace(_spelled(CITIZEN), _spelled("B-404"))
    names = {**NOBODY, "course_id": course, "follow_up_id": f"{course}-borger-start-1"}
    nowhere = Town(town.application, town.client, town.keys, {**town.places, **names})
    sent = {name: NOBODY["citizen_id"] if value == CITIZEN else value for name, value in route.send.items()}
    absent = nowhere.ask(
        f"{C}-{OTHER_TEAM}", method, path, Route(route.roles, send=sent, ask=route.ask.replace(CITIZEN, "B-404"))
    )
    assert (other.status_code, other.json()) == (absent.status_code, absent.json())


NOBODY = {
    "citizen_id": "B-404", "citizen_id:path": "B-404", "shown_id": "99999", "decision_id": "99999",
    "number:number": "99999",
}  # fmt: skip


def _spelled(text: str) -> str:
    """A text as the name of a course spells it."""
    return "".join("abcdefghijklmnop"[part] for byte in text.encode() for part in divmod(byte, 16))


def test_a_citizens_cookie_opens_nothing_of_the_api_but_the_rules(town: Town) -> None:
    for (method, path), route in API.items():
        town.client.cookies.clear()
        town.client.cookies.set("jobmatch", town.keys["her"], domain="127.0.0.1")
        address = town.path(path) + (f"?{route.ask}" if route.ask else "")
        body: dict[str, Any] = {"json": route.send} if method not in ("GET", "DELETE") else {}
        status = town.client.request(method, address, headers=HERE, **body).status_code
        assert (status == 403) is ("Z" not in route.roles and route.roles != "*"), (method, path, status)


def test_other_methods_are_not_there(town: Town) -> None:
    api, pages = _declared()
    known = {**api, **pages}
    for path in {path for _, path in known}:
        for method in ("PUT", "DELETE", "PATCH", "POST", "TRACE"):
            if (method, path) in known or any(path == other and method == made for made, other in known):
                continue
            status = town.ask(f"{T}-{TEAM}", method, path, Route("")).status_code
            assert status in (404, 405, 422), (method, path, status)


LISTS = ("/api/v1/citizens?limit=500", "/api/v1/plan?limit=500", "/api/v1/courses?limit=500",
         "/api/v1/decisions?limit=500", "/api/v1/follow-ups?limit=500")  # fmt: skip


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("role", [C, T])
def test_lists_hold_the_own_team_alone(town: Town, address: str, role: str) -> None:
    teams = {one.record.citizen_id: one.record.team for one in town.application.store.citizen_page(limit=500)}
    town.client.cookies.clear()
    for team in (TEAM, OTHER_TEAM):
        answer = town.client.get(address, headers={"Authorization": f"Bearer {town.keys[f'{role}-{team}']}"})
        found = {row["citizen_id"] for row in answer.json()["items"]}
        assert {teams[one] for one in found} <= {team}
        if "decisions" not in address:
            assert found


def test_named_candidates_changes_and_gaps_hold_the_own_team_alone(town: Town) -> None:
    teams = {one.record.citizen_id: one.record.team for one in town.application.store.citizen_page(limit=500)}
    for path in (f"/placements/{PLACEMENT}/candidates?viewer=consultant&top=100", "/gaps?viewer=consultant&top=100",
                 f"/runs/{town.places['run_id']}/changes"):  # fmt: skip
        headers = {"Authorization": f"Bearer {town.keys[f'{C}-{OTHER_TEAM}']}"}
        text = town.client.get(V1 + path, headers=headers).text
        others = {one for one, team in teams.items() if team != OTHER_TEAM}
        assert [one for one in others if f'"{one}"' in text] == [], path
        liaison = town.client.get(V1 + path, headers={"Authorization": f"Bearer {town.keys[L]}"})
        assert liaison.status_code == 403, path


def test_the_small_counts_of_a_run_are_not_for_a_liaison(town: Town) -> None:
    def counts(who: str) -> list[dict[str, Any]]:
        answers = [town.ask(who, "GET", path, Route("*")).json() for path in (f"{V1}/runs", f"{V1}/runs/{{run_id}}")]
        return [answers[0]["items"][0]["counts"], answers[1]["counts"]]

    for exact, told in zip(counts(f"{C}-{OTHER_TEAM}"), counts(L), strict=True):
        assert 0 < exact["fewer_than_three"] < 3
        assert told["fewer_than_three"] is None
        assert told["proposed_for"] % 5 == 0
        assert abs(told["proposed_for"] - exact["proposed_for"]) < 3
        assert told["feasible_pairs"] is None
    page = town.ask(L, "GET", "/koersler", Route("*")).text
    assert "næsten ingen eller næsten alle" in page
    assert "afrundet til nærmeste fem" in page
    assert "afrundet til nærmeste fem" not in town.ask(f"{C}-{OTHER_TEAM}", "GET", "/koersler", Route("*")).text


def test_a_citizen_without_a_team_is_seen_by_leads_alone(town: Town) -> None:
    store, application = town.application.store, town.application
    from dataclasses import replace

    from jobmatch.store import Changes

    stored = store.stored_citizen("B-030")
    assert stored is not None
    store.save(Changes(citizens=[replace(stored.record, citizen_id="X-1", team=None)]), "test")
    for who, status in ((f"{T}-{TEAM}", 200), (f"{T}-{OTHER_TEAM}", 200), (f"{C}-{TEAM}", 404), (B, 403), (L, 403)):
        headers = {"Authorization": f"Bearer {town.keys[who]}"}
        assert town.client.get(f"{V1}/citizens/X-1", headers=headers).status_code == status, who
        listed = town.client.get(f"{V1}/citizens?limit=500", headers=headers)
        assert ('"X-1"' in listed.text) is (status == 200), who
    assert application.access.audit.who_saw("X-1")


def test_every_view_is_in_the_log_before_it_is_answered(town: Town) -> None:
    log = town.application.access.audit
    for (method, path), route in [*API.items(), *PAGES.items()]:
        if route.about != "citizen" or method != "GET":
            continue
        before = log.entries(limit=1)[0].number
        answer = town.ask(f"{C}-{TEAM}", method, path, route)
        if answer.status_code != 200:
            continue
        fresh = [one for one in log.entries(limit=20, citizen_id=CITIZEN) if one.number > before]
        assert [one.actor for one in fresh] == [f"{C}-{TEAM}"], (method, path)
    town.application.access.journal.write(Entry("test", "login"))
    assert log.verify().whole


def test_the_roles_here_are_all_there_are() -> None:
    assert set(ROLES.values()) == set(STAFF) | {Role.CITIZEN}
    assert passwords.SHORTEST >= 12
