"""Where the consultant's pages are, and what each of them does."""

from __future__ import annotations

from jobmatch.services.access.policy import Action
from jobmatch.web.access import Page
from jobmatch.web.consultant import (
    board,
    comparing,
    competences,
    courses,
    deciding,
    editing,
    night,
    people,
    person,
    suggestions,
    trying,
)

_ONE = "/borgere/{citizen_id:path}"

ROUTES = [
    Page("/borgere", people.listing, Action.SEE_CITIZENS),
    Page("/nyt-fra-natten", night.listing, Action.SEE_CHANGES),
    Page(f"{_ONE}/forslag", suggestions.listing, Action.SEE_MATCHES),
    Page(f"{_ONE}/sammenlign", comparing.side_by_side, Action.SEE_MATCHES),
    Page(f"{_ONE}/proev", trying.form, Action.SEE_MATCHES),
    Page(f"{_ONE}/proev", trying.result, Action.SEE_MATCHES, ["POST"]),
    Page(f"{_ONE}/beslut", deciding.decide, Action.DECIDE, ["POST"]),
    Page(f"{_ONE}/egen-ide", deciding.own_idea, Action.DECIDE, ["POST"]),
    Page(f"{_ONE}/fortryd", deciding.undo, Action.DECIDE, ["POST"]),
    Page(f"{_ONE}/set", deciding.seen, Action.FOLLOW_COURSE, ["POST"]),
    Page(f"{_ONE}/valg/{{number:number}}", deciding.chosen, Action.DECIDE),
    Page(f"{_ONE}/tavle", board.show, Action.SEE_CITIZENS),
    Page(f"{_ONE}/tavle", board.write, Action.FOLLOW_COURSE, ["POST"]),
    Page(f"{_ONE}/forloeb/start", courses.start_form, Action.FOLLOW_COURSE),
    Page(f"{_ONE}/forloeb/start", courses.start, Action.FOLLOW_COURSE, ["POST"]),
    Page(f"{_ONE}/forloeb/{{course_id}}/{{what}}", courses.write, Action.FOLLOW_COURSE, ["POST"]),
    Page(f"{_ONE}/forloeb", courses.show, Action.FOLLOW_COURSE),
    Page(f"{_ONE}/laest", competences.decide, Action.CHANGE_CITIZEN, ["POST"]),
    Page(f"{_ONE}/ret/{{part}}", editing.FORM.show, Action.CHANGE_CITIZEN),
    Page(f"{_ONE}/ret/{{part}}", editing.FORM.save, Action.CHANGE_CITIZEN, ["POST"]),
    Page(f"{_ONE}/status", editing.status, Action.CHANGE_CITIZEN, ["POST"]),
    Page(_ONE, person.overview, Action.SEE_CITIZENS),
]
