"""Rendering a page: language, labels, and the headers every page is sent with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from jobmatch.bootstrap import Application
from jobmatch.domain.text import Text, join_words
from jobmatch.errors import NotReady
from jobmatch.settings import TRIAL
from jobmatch.web import reading
from jobmatch.web.access import keyed, shown_to, visit_of
from jobmatch.web.assets import address_of
from jobmatch.web.labels import LABELS
from jobmatch.web.navigation import entries_for
from jobmatch.web.refilling import refilled
from jobmatch.web.refused import Refused

COOKIE = "sprog"
DONE = "klaret"
"""Names, in an address, what the form before it has done: the page says so once."""
_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Nothing from outside, no script unless a page asks for one of ours, no framing, and nothing left in a cache."""
_WITH_SCRIPT = {**HEADERS, "Content-Security-Policy": f"{_POLICY}; script-src 'self'; connect-src 'self'"}
_WORDS = ("long_date", "short_date", "moment", "clock", "hours", "counted", "day_range", "day_name", "signed")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("jobmatch.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["opening"] = lambda text: text[:1].upper() + text[1:]
    environment.filters["path"] = lambda text: quote(text, safe="")
    environment.globals["asset"] = address_of
    return environment


def load_templates() -> None:
    """Compile every template now rather than when its page is first shown."""
    environment = _environment()
    for name in environment.list_templates():
        environment.get_template(name)


@dataclass(frozen=True)
class Reader:
    """Who reads: the language, and everything that is written in it."""

    language: str

    def label(self, name: str, /, **facts: object) -> str:
        """A label of the catalogue with its facts filled in."""
        text = LABELS[name].in_language(self.language)
        return text.format(**facts) if facts else text

    def text(self, text: Text | Mapping[str, str]) -> str:
        """A two-language text, or its JSON form."""
        return reading.in_language(text, self.language)


def application_of(request: Request) -> Application:
    """The application behind the pages."""
    application: Application = request.app.state.application
    return application


def reader_of(request: Request) -> Reader:
    """The reader's language: from the cookie, else from the settings."""
    chosen = request.cookies.get(COOKIE)
    return Reader(chosen if chosen in ("da", "en") else application_of(request).settings.language)


def render(
    request: Request,
    template: str,
    status: int = 200,
    scripts: Sequence[str] = (),
    advice: bool = False,
    refused: Refused | None = None,
    **facts: Any,
) -> HTMLResponse:
    """One page in the reader's language.

    Args:
        scripts: Our own modules that the page gets better with; it works without them.
        advice: Whether the page shows an order, so that its foot says what an order is worth.
        refused: A form of this page that could not be kept: it is shown again as it was sent, and the page says why.
    """
    around = _around(request)
    if refused is not None:
        status = refused.status
    facts["refused"] = refused
    body = _environment().get_template(template).render(**around, scripts=scripts, advice=advice, **facts)
    if refused is not None:
        wrong = {name: reader_of(request).text(text) for name, text in refused.wrong.items()}
        body = refilled(body, request.url.path, refused.sent, wrong)
    headers = _WITH_SCRIPT if scripts else HEADERS
    return HTMLResponse(keyed(request, body), status_code=status, headers=headers)


def fragment(request: Request, template: str, **facts: Any) -> HTMLResponse:
    """A part of a page, for a script that puts it in the place of the part before."""
    body = _environment().get_template(template).render(**_around(request), **facts)
    return HTMLResponse(keyed(request, body), headers=HEADERS)


def _around(request: Request) -> dict[str, Any]:
    """What every template can use."""
    reader, settings = reader_of(request), application_of(request).settings
    language = reader.language
    done = f"done_{request.query_params.get(DONE, '')}"
    return {
        "l": reader.label,
        "t": reader.text,
        "language": language,
        "fit": reading.fit,
        "share": reading.share,
        "joined": lambda items: join_words(list(items), language),
        "rules_date": lambda version: date.fromisoformat(version[:10]),
        "here": request.url.path,
        "switch": _switch(request, "da" if language == "en" else "en"),
        "trial": TRIAL if settings.trial else None,
        "municipality": settings.municipality,
        "day_names": [reading.day_name(day, language) for day in range(7)],
        "flash": done if done in LABELS else None,
        **_looking(request),
        **{name: partial(getattr(reading, name), language=language) for name in _WORDS},
    }


def _looking(request: Request) -> dict[str, Any]:
    """Who looks and where they may go; nobody and nowhere while there is no database to ask."""
    try:
        return {"entries": entries_for(visit_of(request)), **shown_to(request)}
    except NotReady:
        return {"entries": (), "viewer": None, "may": lambda _: False, "switcher": ()}


def _switch(request: Request, language: str) -> str:
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in (COOKIE, DONE)]
    return f"{quote(request.url.path)}?{urlencode([*kept, (COOKIE, language)])}"
