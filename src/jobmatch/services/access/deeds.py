"""What can stand in the log, as people say it."""

from __future__ import annotations

from jobmatch.errors import Text
from jobmatch.services.access.policy import Action
from jobmatch.store.access_log import ERASED

LOGIN, LOGIN_FAILED, LOGOUT = "login", "login_failed", "logout"
CODE_MADE, CODE_USED, CODE_FAILED = "code_made", "code_used", "code_failed"
USER_ADDED, USER_CHANGED, USER_SHUT_OUT = "user_added", "user_changed", "user_shut_out"
PASSWORD_CHANGED, SESSIONS_ENDED = "password_changed", "sessions_ended"
TOKEN_MADE, TOKEN_ENDED = "token_made", "token_ended"
OWN_LOGIN_MADE, OWN_LOGIN_USED = "own_login_made", "own_login_used"
OWN_LOGIN_FAILED, OWN_LOGIN_CLOSED = "own_login_failed", "own_login_closed"
EXPORTED = "exported"
MODEL_LEARNED, MODEL_PROMOTED, MODEL_ROLLED_BACK = "model_learned", "model_promoted", "model_rolled_back"

DEEDS: dict[str, Text] = {
    LOGIN: Text("loggede ind", "logged in"),
    LOGIN_FAILED: Text("kunne ikke logge ind", "could not log in"),
    LOGOUT: Text("loggede ud", "logged out"),
    CODE_MADE: Text("lavede en engangskode", "made a one-time code"),
    CODE_USED: Text("åbnede sin egen side med en engangskode", "opened the own page with a one-time code"),
    CODE_FAILED: Text("prøvede en engangskode, der ikke passer", "tried a one-time code that does not fit"),
    OWN_LOGIN_MADE: Text("gav borgeren sit eget login", "gave the citizen a login of her own"),
    OWN_LOGIN_USED: Text("loggede ind med sit eget login", "logged in with the own login"),
    OWN_LOGIN_FAILED: Text("prøvede et eget login, der ikke passer", "tried an own login that does not fit"),
    OWN_LOGIN_CLOSED: Text("lukkede borgerens eget login", "closed the citizen's own login"),
    USER_ADDED: Text("oprettede en bruger", "added a user"),
    USER_CHANGED: Text("ændrede en bruger", "changed a user"),
    USER_SHUT_OUT: Text("lukkede en bruger ude", "shut a user out"),
    PASSWORD_CHANGED: Text("skiftede adgangskode", "changed a password"),
    SESSIONS_ENDED: Text("loggede ud alle steder", "logged out everywhere"),
    TOKEN_MADE: Text("lavede en nøgle til et program", "made a key for a program"),
    TOKEN_ENDED: Text("lukkede en nøgle til et program", "ended a key for a program"),
    EXPORTED: Text("hentede alt om borgeren", "exported everything about the citizen"),
    MODEL_LEARNED: Text("lærte en model", "learned a model"),
    MODEL_PROMOTED: Text("satte en lært model i kraft", "put a learned model in force"),
    MODEL_ROLLED_BACK: Text("gik tilbage til modellen før", "went back to the model before"),
    ERASED: Text("slettede en borger", "erased a citizen"),
    Action.SEE_CITIZENS: Text("så profilen", "saw the profile"),
    Action.CHANGE_CITIZEN: Text("ændrede profilen", "changed the profile"),
    Action.SEE_MATCHES: Text("så forslag og begrundelser", "saw suggestions and reasons"),
    Action.DECIDE: Text("skrev et valg ned", "recorded a choice"),
    Action.FOLLOW_COURSE: Text("så eller førte forløb og aftaler", "saw or kept course and agreements"),
    Action.INVITE_CITIZEN: Text("åbnede for borgerens egen side", "opened the way to the citizen's own page"),
    Action.CHANGE_PLACEMENT: Text("ændrede en plads", "changed a placement"),
    Action.SEE_CANDIDATES: Text("så kandidater uden navn", "saw candidates without names"),
    Action.NAME_CANDIDATES: Text("så kandidater med navn", "saw candidates by name"),
    Action.SEE_WORKPLACES: Text("så en arbejdsplads", "saw a workplace"),
    Action.CHANGE_WORKPLACE: Text("skrev om en arbejdsplads", "wrote about a workplace"),
    Action.SEE_DEMAND: Text("så, hvad der mangler af pladser", "saw which placements are missing"),
    Action.SEE_PLAN: Text("så planen", "saw the plan"),
    Action.SEE_CHANGES: Text("så, hvad natten ændrede", "saw what the night changed"),
    Action.START_RUN: Text("satte en kørsel i gang", "started a run"),
    Action.GOVERN: Text("foreslog eller godkendte vægte og regler", "proposed or approved weights and rules"),
    Action.TEACH_WORDS: Text("lærte ordlisten et ord", "taught the vocabulary a word"),
    Action.SEE_FIGURES: Text("så tal for et team", "saw the figures of a team"),
    Action.SEE_LOG: Text("så loggen", "saw the log"),
    Action.SEE_OWN_PAGE: Text("så sin egen side", "saw the own page"),
    Action.CHANGE_OWN_PAGE: Text("skrev på sin egen side", "wrote on the own page"),
    Action.ACCOUNT: Text("så eller ændrede sin konto", "saw or changed the own account"),
}


def deed(action: str) -> Text:
    """What was done, in words; an action of an older version by its own name."""
    return DEEDS.get(action) or Text(action, action)
