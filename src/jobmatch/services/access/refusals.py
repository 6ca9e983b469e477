"""How somebody is turned away, in one plain sentence."""

from __future__ import annotations

from jobmatch.errors import JobmatchError, NotFound, Text

LOG_IN = Text("Log ind først.", "Log in first.")
NOT_YOURS = Text(
    "Det har din rolle ikke adgang til. Spørg din leder, hvis du har brug for det.",
    "Your role has no access to this. Ask your team lead if you need it.",
)
NO_SUCH_CITIZEN = Text(
    "Der er ingen borger med det nummer. Måske er nummeret skrevet forkert, eller borgeren er trukket tilbage.",
    "There is no citizen with that id. It may be misspelt, or the citizen has been withdrawn.",
)


class LoginNeeded(JobmatchError):
    """Nobody knows who is asking."""

    status = 401

    def __init__(self, text: Text = LOG_IN) -> None:
        super().__init__(text)


class NotAllowed(JobmatchError):
    """None of the viewer's roles may do this."""

    status = 403

    def __init__(self, text: Text = NOT_YOURS) -> None:
        super().__init__(text)


class NotThere(NotFound):
    """No such citizen, or another team's: the two must not be told apart."""

    def __init__(self) -> None:
        super().__init__(NO_SUCH_CITIZEN)
