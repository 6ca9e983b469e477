"""The municipality's own login, against a real OpenID Connect provider that runs beside the test."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from jobmatch.bootstrap import Application
from jobmatch.domain.viewer import Role
from jobmatch.services.access.municipal import MunicipalLogin, MunicipalSettings
from jobmatch.settings import Settings
from jobmatch.web.app import create_pages
from tests.clients import Visitor, visitor

pytestmark = pytest.mark.xdist_group("municipal")

METTE = {
    "sub": "7f3a",
    "preferred_username": "mette",
    "name": "Mette Holm",
    "roles": ["Konsulenter"],
    "teams": ["voksen"],
}
PEOPLE = [
    METTE,
    {"sub": "lead", "preferred_username": "lis", "groups": {"all": ["lead", "noget-andet"]}, "teams": ["*"]},
    {"sub": "guest", "preferred_username": "gæst", "roles": ["kantine"]},
    {"sub": "nameless", "roles": ["lead"]},
    {"sub": "thief", "preferred_username": "mette", "roles": ["lead"], "teams": "*"},
    {"sub": "citizen", "preferred_username": "b", "roles": ["citizen"]},
]


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The address of a provider that knows these people."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce", "true"]
    for one in PEOPLE:
        words += ["--user-claims", json.dumps(one)]
    issuer = f"http://127.0.0.1:{port}"
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as served:
        try:
            _wait_for(issuer)
            yield issuer
        finally:
            served.terminate()


def _wait_for(issuer: str) -> None:
    for _ in range(300):
        try:
            if httpx2.get(f"{issuer}/.well-known/openid-configuration").status_code == 200:
                return
        except httpx2.TransportError:
            time.sleep(0.1)
    raise AssertionError("the provider did not start")


@dataclass
class Hall:
    """A municipality whose people log in with its own login."""

    application: Application
    client: Visitor

    def at_provider(self, sub: str, onward: str = "") -> str:
        """Begin here, log in there, and return the address that the browser is sent back to."""
        begun = self.client.get("/log-ind/kommunen" + (f"?til={onward}" if onward else ""))
        assert begun.status_code == 303, begun.text
        asked = parse_qs(urlsplit(begun.headers["location"]).query)
        assert asked["code_challenge_method"] == ["S256"]
        assert asked["response_type"] == ["code"]
        sent = httpx2.post(begun.headers["location"], data={"sub": sub})
        assert sent.status_code == 302, sent.text
        return sent.headers["location"]

    def log_in(self, sub: str, onward: str = "") -> Any:
        """The whole way."""
        return self.client.get(self.at_provider(sub, onward))


@pytest.fixture
def hall(own_sample: Application, provider: str) -> Iterator[Hall]:
    """The invented municipality with the provider as its login."""
    given: dict[str, Any] = {
        **own_sample.settings.model_dump(exclude={"oidc_client_secret", "secret_key"}),
        "oidc_issuer": provider,
        "oidc_client_id": "jobmatch",
        "oidc_client_secret": "hemmelig",
        "oidc_roles": {"Konsulenter": "consultant"},
        "oidc_title": "Halsnæs-login",
    }
    application = Application(Settings(**given))
    pages = create_pages(application)
    with visitor(pages, raise_server_exceptions=False, follow_redirects=False) as client:
        yield Hall(application, client)
    application.store.close()


def test_somebody_logs_in_with_the_municipalitys_login(hall: Hall) -> None:
    assert "Halsnæs-login" in hall.client.get("/log-ind").text
    assert hall.client.get("/borgere").status_code == 303
    answer = hall.log_in("7f3a", "/borgere/B-001")
    assert (answer.status_code, answer.headers["location"]) == (303, "/borgere/B-001"), answer.text
    assert hall.client.get("/borgere/B-001").status_code == 200
    assert hall.client.get("/borgere/B-045").status_code == 404
    (user,) = hall.application.access.accounts.users()
    assert (user.name, user.title, user.roles, user.teams) == (
        "mette", "Mette Holm", frozenset({Role.CONSULTANT}), frozenset({"voksen"}),
    )  # fmt: skip
    assert "skifter adgangskode dér" in hall.client.get("/konto").text
    assert [one.action for one in hall.application.access.audit.entries(actor="mette")][-2:] == ["login", "user_added"]


def test_roles_and_teams_are_those_of_today_and_may_lie_deeper(hall: Hall) -> None:
    settings = hall.application.settings.model_copy(update={"oidc_roles_claim": "groups.all"})
    deeper = Application(settings)
    with visitor(create_pages(deeper), follow_redirects=False) as client:
        assert Hall(deeper, client).log_in("lead").status_code == 303
        (user,) = deeper.access.accounts.users()
        assert (user.roles, user.teams) == (frozenset({Role.LEAD}), None)
    deeper.store.close()


@pytest.mark.parametrize(
    ("sub", "said"),
    [("guest", "ingen rolle i jobmatch"), ("nameless", "brugernavn"), ("citizen", "ingen rolle i jobmatch")],
)
def test_who_has_no_role_or_no_name_is_told_so(hall: Hall, sub: str, said: str) -> None:
    answer = hall.log_in(sub)
    assert answer.status_code == 403
    assert said in answer.text
    assert "set-cookie" not in answer.headers
    assert hall.application.access.accounts.users() == []


def test_nobody_takes_over_a_name_that_somebody_has(hall: Hall) -> None:
    hall.log_in("7f3a")
    hall.client.cookies.clear()
    answer = hall.log_in("thief")
    assert answer.status_code == 409
    assert "en anden bruger" in answer.text
    (user,) = hall.application.access.accounts.users()
    assert user.roles == frozenset({Role.CONSULTANT})


def test_somebody_shut_out_here_stays_out(hall: Hall) -> None:
    hall.log_in("7f3a")
    hall.application.access.accounts.shut_out("mette", "test")
    assert hall.client.get("/borgere").status_code == 303
    assert hall.log_in("7f3a").status_code == 422


def test_an_answer_that_was_not_asked_for_lets_nobody_in(hall: Hall) -> None:
    address = hall.at_provider("7f3a")
    for wrong in (
        address.replace("state=", "state=x"),
        address.replace("code=", "code=x"),
        address.split("?")[0],
        address.split("?")[0] + "?error=access_denied&" + address.split("?")[1].split("&")[-1],
    ):
        answer = hall.client.get(wrong)
        assert answer.status_code == 403, wrong
        assert hall.client.get("/borgere").status_code == 303
    hall.client.cookies.clear()
    assert "Begynd forfra" in hall.client.get(address).text
    hall.client.cookies.set("jobmatch_login", "e30=.0000", domain="127.0.0.1", path="/log-ind/svar")
    assert hall.client.get(address).status_code == 403


def test_an_answer_is_good_for_one_login_only(hall: Hall) -> None:
    address = hall.at_provider("7f3a")
    kept = hall.client.cookies["jobmatch_login"]
    assert hall.client.get(address).status_code == 303
    hall.client.cookies.clear()
    hall.client.cookies.set("jobmatch_login", kept, domain="127.0.0.1", path="/log-ind/svar")
    assert hall.client.get(address).status_code == 403


def test_the_secret_of_a_login_stays_with_the_browser_that_began_it(hall: Hall) -> None:
    login = hall.application.access.municipal
    assert login is not None
    address, pending = login.begin("http://127.0.0.1/log-ind/svar", "/")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert asked["code_challenge"] == create_s256_code_challenge(pending.verifier)
    assert pending.verifier not in address
    assert (asked["state"], asked["nonce"]) == (pending.state, pending.nonce)


def test_a_token_for_another_login_or_another_program_is_not_believed(hall: Hall, provider: str) -> None:
    back = "http://127.0.0.1/log-ind/svar"
    login = hall.application.access.municipal
    assert login is not None
    address, pending = login.begin(back, "/")
    returned = httpx2.post(address, data={"sub": "7f3a"}).headers["location"]
    answer = {name: values[0] for name, values in parse_qs(urlsplit(returned).query).items()}
    token = login._token(answer["code"], pending, back)["id_token"]
    assert login._claims(token, pending)["sub"] == "7f3a"
    _, another = login.begin(back, "/")
    other_program = MunicipalLogin(MunicipalSettings(provider, "et-andet-program"), login._clock)
    header, body, seal = token.split(".")
    for wrong_login, wrong_pending, wrong in (
        (login, another, token),
        (other_program, pending, token),
        (login, pending, f"{header}.{body}.{seal[:-6]}AAAAAA"),
        (login, pending, f"eyJhbGciOiJub25lIn0.{body}."),
        (login, pending, "ikke et token"),
        (login, pending, None),
    ):
        with pytest.raises(Exception, match="kan ikke bekræftes"):
            wrong_login._claims(wrong, wrong_pending)


def test_a_provider_that_is_away_is_said_plainly(own_sample: Application) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        issuer = f"http://127.0.0.1:{free.getsockname()[1]}"
    settings = own_sample.settings.model_copy(update={"oidc_issuer": issuer, "oidc_client_id": "jobmatch"})
    application = Application(settings)
    with visitor(create_pages(application), follow_redirects=False) as client:
        answer = client.get("/log-ind/kommunen")
    assert answer.status_code == 503
    assert "svarer ikke lige nu" in answer.text
    assert not re.search(r"Traceback|httpx", answer.text)
    application.store.close()


def test_without_a_municipal_login_there_is_no_way_to_it(own_sample: Application) -> None:
    with visitor(create_pages(own_sample), follow_redirects=False) as client:
        assert client.get("/log-ind/kommunen").status_code == 404
        assert client.get("/log-ind/svar").status_code == 404
