"""The addresses of logging in, one's own account and the log."""

from __future__ import annotations

from jobmatch.services.access.policy import Action
from jobmatch.web.access import Page
from jobmatch.web.account import invitation, log, login, municipal, own, own_login

ROUTES = [
    Page("/log-ind", login.ask, Action.ENTER),
    Page("/log-ind", login.enter, Action.ENTER, ["POST"]),
    Page("/log-ind/kommunen", municipal.begin, Action.ENTER),
    Page(municipal.BACK, municipal.finish, Action.ENTER),
    Page("/log-ud", login.leave, Action.ENTER, ["POST"]),
    Page("/kode", login.ask_code, Action.ENTER),
    Page("/kode", login.use_code, Action.ENTER, ["POST"]),
    Page("/konto", own.show, Action.ACCOUNT),
    Page("/konto/adgangskode", own.change_password, Action.ACCOUNT, ["POST"]),
    Page("/konto/log-ud-andre", own.end_all, Action.ACCOUNT, ["POST"]),
    Page("/mit-login", own_login.ask, Action.ENTER),
    Page("/mit-login", own_login.enter, Action.ENTER, ["POST"]),
    Page("/mit-login/foerste-gang", own_login.ask_first, Action.ENTER),
    Page("/mit-login/foerste-gang", own_login.first, Action.ENTER, ["POST"]),
    Page("/borgere/{citizen_id:path}/login", own_login.give, Action.INVITE_CITIZEN, ["POST"]),
    Page("/borgere/{citizen_id:path}/kode", invitation.make, Action.INVITE_CITIZEN, ["POST"]),
    Page("/log", log.show, Action.SEE_LOG),
]
