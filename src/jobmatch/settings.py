"""The settings of one installation: from the environment (JOBMATCH_…), else from a TOML file, else the defaults."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from jobmatch.domain.columns import FIRST_DAY, LAST_DAY
from jobmatch.errors import BadInput, JobmatchError, Text

DEFAULT_FILE = "jobmatch.toml"
"""Read from the working folder when JOBMATCH_CONFIG names no other file."""

TRIAL = Text(
    da="Prøvedrift: kun opdigtede borgere.",
    en="Trial mode: invented citizens only.",
)
"""Said on stderr and on every page until a purpose and a legal basis are written."""


class OperationRefused(JobmatchError):
    """Real operation was asked for, but the purpose or the legal basis is not written."""

    status = 403

    def __init__(self) -> None:
        super().__init__(
            Text(
                da="Der foreslås ingen steder til rigtige borgere endnu: skriv først formål (JOBMATCH_PURPOSE) og "
                "lovgrundlag (JOBMATCH_LEGAL_BASIS) i indstillingerne.",
                en="No placements are proposed to real citizens yet: first write the purpose (JOBMATCH_PURPOSE) and "
                "the legal basis (JOBMATCH_LEGAL_BASIS) in the settings.",
            )
        )


class Settings(BaseSettings):
    """Everything a municipality may set without a new release."""

    model_config = SettingsConfigDict(env_prefix="JOBMATCH_", extra="forbid", frozen=True)

    database_url: str = "sqlite:///jobmatch.sqlite"
    """Where the data lies; SQLite in the working folder, or a PostgreSQL URL."""
    language: Literal["da", "en"] = "da"
    """The language of commands and pages when nothing else is asked for."""
    municipality: str = Field(default="", max_length=80)
    """Shown in the head of the pages."""
    operation: bool = False
    """False: a trial with invented citizens. True: real citizens; demands a purpose and a legal basis."""
    purpose: str = Field(default="", max_length=500)
    """What the municipality uses the tool for, in one sentence."""
    legal_basis: str = Field(default="", max_length=500)
    """The law that allows it."""
    model: str = Field(default="expert-1", pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    """Name of the scoring model in the folder of models."""
    as_of: date | None = Field(default=None, ge=FIRST_DAY, le=LAST_DAY)
    """The day that questions without a date are about; today when not set. The sample municipality lives on one day."""
    rules: Path | None = None
    """The municipality's own rule rows (TOML); they replace or stand beside the shipped ones."""
    plan_keep_points: int = Field(default=100, ge=0, le=10_000)
    """Yesterday's proposal stays in the plan unless the plan gains more points than this by moving it."""
    night_folder: Path | None = None
    """Where a night is kept for the next, so that it takes less time; beside a SQLite file when not set."""
    semantic: Path | None = None
    """With the extra ``jobmatch[semantic]``: the folder in which names are kept as it understands them; ``link --kind``
    then ranks with it."""
    support_hours_week: int | None = Field(default=None, ge=0)
    """The municipality's budget of support hours a week, which the plan keeps within; no budget when not set."""
    caseload: int = Field(default=15, ge=1, le=200)
    """So many active citizens a consultant should have at most; more is said on the pages."""
    workplace_asks_most: int = Field(default=2, ge=1, le=100)
    """A workplace that was asked for a place so many times is marked, so that nobody wears it out."""
    workplace_asks_days: int = Field(default=30, ge=1, le=365)
    """Over so many days the asking is counted."""
    body_limit_bytes: int = Field(default=1_000_000, ge=1_000)
    """The longest request body that the HTTP API reads."""
    logs: Literal["none", "json"] = "none"
    """``json``: the nightly run writes one JSON line on stderr when it is done or has failed."""
    secret_key: SecretStr | None = Field(default=None, min_length=32)
    """What form keys are made from; the same for all when several processes serve, else made anew at each start."""
    session_idle_minutes: int = Field(default=60, ge=5, le=24 * 60)
    """Somebody who does nothing for so long is logged out."""
    session_hours: int = Field(default=10, ge=1, le=24)
    """Nobody stays logged in for longer than a day's work."""
    public_address: str = Field(default="", pattern=r"^(https?://[^/\s?#@]+)?$")
    """How people reach the pages, such as https://jobmatch.kommune.example; no other name is answered then."""
    trusted_proxies: tuple[str, ...] = ()
    """Addresses of the proxies that may say from whom a request comes, and that it came over https."""
    tls_certificate: Path | None = None
    """The certificate, when the program answers over https itself."""
    tls_key: Path | None = None
    """The key of the certificate."""
    plain_http_on_network: bool = False
    """True: passwords may cross the network unencrypted; for a closed test network only."""
    oidc_issuer: str = Field(default="", pattern=r"^(https?://\S+)?$")
    """The municipality's own login (OpenID Connect): the address that its discovery document stands under."""
    oidc_client_id: str = Field(default="", max_length=300)
    """What jobmatch is called there."""
    oidc_client_secret: SecretStr | None = None
    """What jobmatch shows there; left out for a client without a secret."""
    oidc_title: str = Field(default="kommunens login", max_length=60)
    """What it is called on the page where one logs in."""
    oidc_name_claim: str = "preferred_username"
    """The claim that holds the user name, the same as in the column konsulent."""
    oidc_roles_claim: str = "roles"
    """The claim that lists what somebody may be here."""
    oidc_roles: dict[str, Literal["consultant", "liaison", "lead", "auditor", "batch"]] = Field(default_factory=dict)
    """What the values of that claim mean; a value that is a role's own name needs no line."""
    oidc_teams_claim: str = "teams"
    """The claim that lists somebody's teams."""
    oidc_every_team: str = Field(default="*", max_length=100)
    """The value of that claim that means every team."""
    anchor_file: Path | None = None
    """Where the newest row of the log is noted every now and then: best on another disk, or one that only grows."""

    @property
    def municipal_login(self) -> str:
        """What the municipality's own login is called on screen; empty when it is not set up."""
        return self.oidc_title if self.oidc_issuer else ""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What the command line gives wins, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=config_file())

    @property
    def trial(self) -> bool:
        """Whether only invented citizens belong here."""
        return not self.operation

    def demand_right_to_score(self) -> None:
        """Refuse to score real citizens while the purpose or the legal basis is missing."""
        if self.operation and not (self.purpose.strip() and self.legal_basis.strip()):
            raise OperationRefused


def config_file() -> Path | None:
    """The TOML file that is read, or None when there is none."""
    named = os.environ.get("JOBMATCH_CONFIG")
    if not named:
        return Path(DEFAULT_FILE) if Path(DEFAULT_FILE).is_file() else None
    if not Path(named).is_file():
        raise BadInput(
            Text(
                da=f"Filen med indstillinger, {named}, findes ikke. Ret JOBMATCH_CONFIG eller fjern den.",
                en=f"The settings file {named} does not exist. Correct JOBMATCH_CONFIG or remove it.",
            )
        )
    return Path(named)


def load_settings(**given: Any) -> Settings:
    """The settings in force; values that are None are left to the environment, the file and the defaults.

    Raises:
        BadInput: naming every setting that cannot be used.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as fault:
        names = ", ".join(sorted({_setting_name(error["loc"]) for error in fault.errors()}))
        raise BadInput(
            Text(
                da=f"Disse indstillinger kan ikke bruges: {names}. Ret dem i miljøet eller i {DEFAULT_FILE}.",
                en=f"These settings cannot be used: {names}. Correct them in the environment or in {DEFAULT_FILE}.",
            )
        ) from fault
    except ValueError as fault:  # a TOML file that cannot be read
        raise BadInput(
            Text(
                da=f"Filen med indstillinger er ikke gyldig TOML: {fault}.",
                en=f"The settings file is not valid TOML: {fault}.",
            )
        ) from fault


def _setting_name(location: tuple[int | str, ...]) -> str:
    return "JOBMATCH_" + str(location[0]).upper() if location else "JOBMATCH"
