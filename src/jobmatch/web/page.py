"""Rendering a page: language, labels, and the headers every page is sent with."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from jobmatch.bootstrap import Application
from jobmatch.domain.text import Text, join_words
from jobmatch.settings import TRIAL
from jobmatch.web import reading
from jobmatch.web.labels import LABELS

STATIC = Path(__file__).resolve().parent / "static"
COOKIE = "sprog"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Nothing from outside, no script, no framing, and nothing about people left in a cache."""


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
    environment.globals["style_address"] = f"/static/style.css?{_fingerprint('style.css')}"
    return environment


def _fingerprint(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]


@dataclass(frozen=True)
class Reader:
    """Who reads: the language, and everything that is written in it."""

    language: str

    def label(self, name: str, **facts: object) -> str:
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


def render(request: Request, template: str, status: int = 200, **facts: Any) -> HTMLResponse:
    """One page in the reader's language."""
    reader = reader_of(request)
    application = application_of(request)
    language = reader.language
    page = _environment().get_template(template)
    words = {
        name: partial(getattr(reading, name), language=language)
        for name in ("long_date", "short_date", "clock", "hours", "day_range", "day_name")
    }
    body = page.render(
        l=reader.label,
        t=reader.text,
        language=language,
        fit=reading.fit,
        share=reading.share,
        joined=lambda items: join_words(list(items), language),
        rules_date=lambda version: date.fromisoformat(version[:10]),
        here=request.url.path,
        switch=_switch(request, "da" if language == "en" else "en"),
        trial=TRIAL if application.settings.trial else None,
        municipality=application.settings.municipality,
        day_names=[reading.day_name(day, language) for day in range(7)],
        **words,
        **facts,
    )
    return HTMLResponse(body, status_code=status, headers=HEADERS)


def _switch(request: Request, language: str) -> str:
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != COOKIE]
    return f"{quote(request.url.path)}?{urlencode([*kept, (COOKIE, language)])}"
