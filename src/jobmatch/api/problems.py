"""Every error over HTTP is a problem document (RFC 9457) with a Danish and an English sentence."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from jobmatch.errors import JobmatchError, Text
from jobmatch.services import faults

MEDIA_TYPE = "application/problem+json"

SENTENCES: dict[int, Text] = {
    400: Text("Forespørgslen kan ikke læses.", "The request cannot be read."),
    401: Text("Log ind først, eller send en gyldig nøgle.", "Log in first, or send a valid key."),
    403: Text("Det er ikke tilladt her.", "That is not allowed here."),
    404: Text("Her er ikke noget at finde. Tjek adressen.", "There is nothing to find here. Check the address."),
    405: Text("Det kan man ikke gøre på denne adresse.", "That cannot be done at this address."),
    409: Text("Det passer ikke med det, der er gemt.", "That does not fit with what is stored."),
    412: Text(
        "En anden har ændret det i mellemtiden. Hent det igen, og prøv så.",
        "Somebody else has changed it meanwhile. Fetch it again, then try.",
    ),
    413: Text("Det, der blev sendt, er for stort.", "What was sent is too big."),
    415: Text("Send indholdet som application/json.", "Send the content as application/json."),
    422: Text("Noget af det, der blev sendt, kan ikke bruges.", "Some of what was sent cannot be used."),
    428: Text(
        "Send If-Match med det ETag, du så sidst, så ingen ændring går tabt.",
        "Send If-Match with the ETag that you saw last, so that no change is lost.",
    ),
    429: Text("Der er prøvet for mange gange. Vent lidt.", "There were too many tries. Wait a little."),
    500: Text(
        "Noget gik galt hos os. Intet er gemt halvt. Prøv igen om lidt.",
        "Something went wrong on our side. Nothing was saved halfway. Try again shortly.",
    ),
    503: Text("Tjenesten er ikke klar endnu.", "The service is not ready yet."),
}
"""What each status means, said to a person."""

_TYPES: tuple[tuple[str, Text], ...] = (
    ("value_error", Text("kan ikke bruges her", "cannot be used here")),
    ("missing", Text("mangler", "is missing")),
    ("extra_forbidden", Text("kender vi ikke", "is not known")),
    ("string_too_long", Text("er for langt", "is too long")),
    ("string_too_short", Text("er for kort", "is too short")),
    ("string_pattern", Text("er ikke skrevet på den rigtige måde", "is not written in the right way")),
    ("string", Text("skal være tekst", "must be text")),
    ("int", Text("skal være et helt tal", "must be a whole number")),
    ("float", Text("skal være et tal", "must be a number")),
    ("bool", Text("skal være true eller false", "must be true or false")),
    ("date", Text("skal være en dato, fx 2026-11-21", "must be a date, e.g. 2026-11-21")),
    ("list", Text("skal være en liste", "must be a list")),
    ("tuple", Text("skal være en liste", "must be a list")),
    ("model", Text("skal være et objekt", "must be an object")),
    ("dict", Text("skal være et objekt", "must be an object")),
    ("json", Text("er ikke gyldig JSON", "is not valid JSON")),
    ("literal", Text("er ikke en af de værdier, der kan bruges", "is not one of the values that can be used")),
    ("enum", Text("er ikke en af de værdier, der kan bruges", "is not one of the values that can be used")),
    ("too_long", Text("er for langt", "is too long")),
    ("too_short", Text("er for kort", "is too short")),
    ("greater", Text("er for lille", "is too small")),
    ("less", Text("er for stort", "is too big")),
)
_UNUSABLE = Text("kan ikke bruges", "cannot be used")


class Sentence(BaseModel):
    """One sentence in both languages."""

    da: str
    en: str


class FieldFault(BaseModel):
    """One field that cannot be used; the value itself is never repeated."""

    field: str
    message: Sentence


class Problem(BaseModel):
    """A problem document: what went wrong, for a program and for a person."""

    type: str
    title: str
    status: int
    detail: str
    message: Sentence
    errors: list[FieldFault] = []


class Refusal(JobmatchError):
    """An answer that only HTTP knows: precondition, size, media type."""

    def __init__(self, status: int, text: Text | None = None, errors: list[tuple[str, Text]] | None = None) -> None:
        super().__init__(text or SENTENCES[status])
        self.status = status
        self.errors = errors or []


def problem(status: int, text: Text | None = None, errors: list[tuple[str, Text]] | None = None) -> JSONResponse:
    """The problem document of one status."""
    sentence = text or SENTENCES.get(status) or SENTENCES[400 if status < 500 else 500]
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": sentence.da,
        "message": sentence.as_dict(),
    }
    if errors:
        body["errors"] = [{"field": field, "message": said.as_dict()} for field, said in errors]
    return JSONResponse(body, status_code=status, media_type=MEDIA_TYPE)


def describe(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI descriptions of the problems that a route can answer with."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {"description": SENTENCES[status].en, "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in statuses
    }


def install(app: FastAPI) -> None:
    """Make every error of an app a problem document."""
    app.add_exception_handler(JobmatchError, _of_ours)
    app.add_exception_handler(RequestValidationError, _of_validation)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(Exception, _of_anything)


def _of_ours(_: Request, fault: Exception) -> JSONResponse:
    assert isinstance(fault, JobmatchError)
    answer = problem(fault.status, fault.text, getattr(fault, "errors", None))
    if fault.status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _of_http(_: Request, fault: Exception) -> JSONResponse:
    assert isinstance(fault, HTTPException)
    answer = problem(fault.status_code)
    answer.headers.update(fault.headers or {})
    return answer


def _of_validation(_: Request, fault: Exception) -> JSONResponse:
    assert isinstance(fault, RequestValidationError)
    faults = [(field_name(error["loc"]), said_of(error["type"])) for error in fault.errors()]
    return problem(422, errors=faults)


def _of_anything(request: Request, fault: Exception) -> JSONResponse:
    faults.note(fault, "api", request.method, request.app.state.application.settings.logs == "json")
    return problem(500)


def field_name(location: tuple[int | str, ...]) -> str:
    """Where in the request a fault lies, as ``needs.0.code``."""
    parts = [str(part) for part in location if part not in ("body", "query", "path", "header")]
    return ".".join(parts)[:200] or "body"


def said_of(kind: str) -> Text:
    """What a validation fault means, without the value."""
    return next((said for start, said in _TYPES if start in kind), _UNUSABLE)
