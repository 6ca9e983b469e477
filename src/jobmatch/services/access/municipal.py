"""The municipality's own login (OpenID Connect): code flow with PKCE, roles and teams from what it says of somebody."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from jobmatch.domain.user import User
from jobmatch.domain.viewer import STAFF, Role
from jobmatch.errors import JobmatchError, NotReady, Text

_SCOPE = "openid profile"
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
"""Signatures with a key pair only: what a client secret signs, whoever knows that secret could sign."""
_WAIT_SECONDS = 10.0
_LEEWAY_SECONDS = 60
_LONGEST_NAME = 60

_UNREACHABLE = Text(
    "Kommunens login svarer ikke lige nu. Prøv igen om lidt, eller sig det til dem, der passer systemet.",
    "The municipality's login does not answer right now. Try again shortly, or tell those who look after the system.",
)
_NOT_FINISHED = Text(
    "Du blev ikke logget ind. Begynd forfra, og gør det færdigt inden for ti minutter i det samme vindue.",
    "You were not logged in. Start again, and finish within ten minutes in the same window.",
)
_DECLINED = Text(
    "Kommunens login sagde nej. Prøv igen, eller spørg dem, der passer det.",
    "The municipality's login said no. Try again, or ask those who look after it.",
)
_NOT_TRUSTED = Text(
    "Svaret fra kommunens login kan ikke bekræftes, så du er ikke logget ind. Sig det til dem, der passer systemet.",
    "The answer of the municipality's login cannot be confirmed, so you are not logged in. Tell those who look after "
    "the system.",
)
_NO_NAME = Text(
    "Kommunens login siger ikke, hvad dit brugernavn er ({claim}). Sig det til dem, der passer systemet.",
    "The municipality's login does not say what your user name is ({claim}). Tell those who look after the system.",
)
_NO_ROLE = Text(
    "Du er kendt i kommunen, men har ingen rolle i jobmatch endnu. Bed din leder om en.",
    "The municipality knows you, but you have no role in jobmatch yet. Ask your team lead for one.",
)


class MunicipalRefusal(JobmatchError):
    """The municipality's login did not let somebody in."""

    status = 403


@dataclass(frozen=True, slots=True)
class MunicipalSettings:
    """How the municipality's login is reached, and what its claims mean."""

    issuer: str
    client_id: str
    client_secret: str | None = None
    name_claim: str = "preferred_username"
    roles_claim: str = "roles"
    roles: Mapping[str, str] = field(default_factory=dict)
    """What the values of the claim mean; a role's own name means itself."""
    teams_claim: str = "teams"
    every_team: str = "*"


@dataclass(frozen=True, slots=True)
class Pending:
    """A login that has begun: what the answer must fit, kept by the browser that began it."""

    state: str
    nonce: str
    verifier: str
    onward: str
    """Where somebody wanted to go."""


class MunicipalLogin:
    """One relying party at one provider."""

    def __init__(self, settings: MunicipalSettings, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._clock = clock
        self._known: dict[str, Any] | None = None

    def begin(self, back_to: str, onward: str) -> tuple[str, Pending]:
        """Where to send the browser, and what to keep until it comes back.

        Raises:
            NotReady: The provider does not answer.
        """
        pending = Pending(
            secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48), onward
        )  # fmt: skip
        with self._client(back_to) as client:
            address, _ = client.create_authorization_url(
                self._discovered()["authorization_endpoint"],
                state=pending.state,
                nonce=pending.nonce,
                code_verifier=pending.verifier,
            )
        return str(address), pending

    def finish(self, answer: Mapping[str, str], pending: Pending | None, back_to: str) -> User:
        """Who has come back.

        Raises:
            MunicipalRefusal: The provider said no, or its answer does not fit what was asked.
            NotReady: The provider does not answer.
        """
        if pending is None or not secrets.compare_digest(answer.get("state", "").encode(), pending.state.encode()):
            raise MunicipalRefusal(_NOT_FINISHED)
        if "code" not in answer:
            raise MunicipalRefusal(_DECLINED)
        token = self._token(answer["code"], pending, back_to)
        claims = self._claims(token.get("id_token"), pending)
        return self._user({**self._told(token, claims), **claims})

    def _client(self, back_to: str) -> OAuth2Client:
        settings = self._settings
        method = "client_secret_basic" if settings.client_secret else "none"
        return OAuth2Client(
            settings.client_id,
            settings.client_secret,
            token_endpoint_auth_method=method,
            scope=_SCOPE,
            redirect_uri=back_to,
            code_challenge_method="S256",
            timeout=_WAIT_SECONDS,
        )

    def _discovered(self) -> dict[str, Any]:
        """What the provider says of itself; asked once."""
        if self._known is None:
            found = _fetched(self._settings.issuer.rstrip("/") + "/.well-known/openid-configuration")
            if found.get("issuer") != self._settings.issuer:
                raise MunicipalRefusal(_NOT_TRUSTED)
            found["keys"] = KeySet.import_key_set(_fetched(found["jwks_uri"]))  # type: ignore[arg-type]
            self._known = found
        return self._known

    def _token(self, code: str, pending: Pending, back_to: str) -> Mapping[str, Any]:
        try:
            with self._client(back_to) as client:
                found: Mapping[str, Any] = client.fetch_token(
                    self._discovered()["token_endpoint"], code=code, code_verifier=pending.verifier
                )
        except AuthlibBaseError as fault:
            raise MunicipalRefusal(_DECLINED) from fault
        except (httpx2.HTTPError, ValueError) as fault:
            raise NotReady(_UNREACHABLE) from fault
        return found

    def _claims(self, id_token: object, pending: Pending) -> dict[str, Any]:
        """What the signed token says, once the signature and all that binds it to this login fit."""
        settings = self._settings
        wanted = jwt.JWTClaimsRegistry(
            now=int(self._clock().timestamp()),
            leeway=_LEEWAY_SECONDS,
            iss={"essential": True, "value": settings.issuer},
            aud={"essential": True, "value": settings.client_id},
            exp={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": pending.nonce},
        )
        try:
            claims = self._decoded(str(id_token))
            wanted.validate(claims)
        except (JoseError, ValueError) as fault:
            raise MunicipalRefusal(_NOT_TRUSTED) from fault
        if claims.get("azp", settings.client_id) != settings.client_id:
            raise MunicipalRefusal(_NOT_TRUSTED)
        return claims

    def _decoded(self, id_token: str) -> dict[str, Any]:
        """The claims of a token; the provider may have changed its keys since they were fetched."""
        for again in (False, True):
            try:
                return dict(jwt.decode(id_token, self._discovered()["keys"], algorithms=_ALGORITHMS).claims)
            except (JoseError, ValueError):
                if again:
                    raise
                self._known = None
        raise AssertionError("the second try returns or raises")

    def _told(self, token: Mapping[str, Any], claims: Mapping[str, Any]) -> dict[str, Any]:
        """What the provider tells about the person beside the token."""
        address = self._discovered().get("userinfo_endpoint")
        if address is None or "access_token" not in token:
            return {}
        found = _fetched(address, {"Authorization": f"Bearer {token['access_token']}"})
        if found.get("sub") != claims["sub"]:
            raise MunicipalRefusal(_NOT_TRUSTED)
        return found

    def _user(self, claims: Mapping[str, Any]) -> User:
        settings = self._settings
        name = _claim(claims, settings.name_claim)
        if not isinstance(name, str) or not name.strip():
            raise MunicipalRefusal(_NO_NAME.fill(claim=settings.name_claim))
        known = {str(role): role for role in STAFF}
        meant = (settings.roles.get(one, one) for one in _listed(_claim(claims, settings.roles_claim)))
        roles: frozenset[Role] = frozenset(known[one] for one in meant if one in known)
        if not roles:
            raise MunicipalRefusal(_NO_ROLE)
        teams = _listed(_claim(claims, settings.teams_claim))
        title = claims.get("name") or name
        return User(
            name=name.strip()[:_LONGEST_NAME],
            title=str(title)[:_LONGEST_NAME],
            roles=roles,
            teams=None if settings.every_team in teams else frozenset(teams),
            issuer=settings.issuer,
            subject=str(claims["sub"]),
        )


def _fetched(address: str, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    try:
        answer = httpx2.get(address, headers=dict(headers or {}), timeout=_WAIT_SECONDS)
        answer.raise_for_status()
        found = answer.json()
    except (httpx2.HTTPError, ValueError) as fault:
        raise NotReady(_UNREACHABLE) from fault
    if not isinstance(found, dict):
        raise NotReady(_UNREACHABLE)
    return found


def _claim(claims: Mapping[str, Any], path: str) -> Any:
    """A claim by its name, or by the way to it: ``realm_access.roles``."""
    if path in claims:
        return claims[path]
    found: Any = claims
    for part in path.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _listed(value: Any) -> list[str]:
    if isinstance(value, str):
        return value.split()
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
