"""``jobmatch user``: who may log in, in which roles, and the keys of programs."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from jobmatch.bootstrap import Application
from jobmatch.cli.door import Door, by_hand, open_door
from jobmatch.cli.help import add_group
from jobmatch.cli.options import AsJson, Db, Lang, refuse_cpr
from jobmatch.domain.user import User
from jobmatch.domain.viewer import ROLES, Role
from jobmatch.errors import BadInput, Text
from jobmatch.services.access.accounts import Accounts

RoleNames = Annotated[list[Role] | None, typer.Option("--role")]
TeamNames = Annotated[list[str] | None, typer.Option("--team")]
EveryTeam = Annotated[bool, typer.Option("--every-team")]


def _accounts(db: str | None, lang: str | None, as_json: bool = False, create: bool = False) -> tuple[Door, Accounts]:
    door = open_door(db, lang, as_json)
    return door, Application(door.settings, create=create).access.accounts


def new(
    user_name: str,
    title: Annotated[str | None, typer.Option("--title")] = None,
    role: RoleNames = None,
    team: TeamNames = None,
    every_team: EveryTeam = False,
    db: Db = None,
    lang: Lang = None,
) -> None:
    """Add a user."""
    refuse_cpr(user_name, title, *(team or ()))
    door, accounts = _accounts(db, lang, create=True)
    roles = frozenset(role or ())
    teams = None if every_team else frozenset(team or ())
    asked = _asked(door)
    chosen = accounts.add(User(user_name, title or user_name, roles, teams), by_hand(), asked)
    door.say(f"{user_name} er oprettet.", f"{user_name} is added.")
    _show_password(door, chosen, asked)


def _asked(door: Door) -> str | None:
    """A password typed twice at a terminal; None when one should be made."""
    if not sys.stdin.isatty():
        return None
    typed = typer.prompt(
        door.t(Text("Adgangskode (tom: vi laver en)", "Password (empty: one is made)")),
        default="", show_default=False, hide_input=True, err=True,
    )  # fmt: skip
    if not typed:
        return None
    again = typer.prompt(door.t(Text("Igen", "Again")), default="", show_default=False, hide_input=True, err=True)
    if typed != again:
        raise BadInput(Text("De to adgangskoder er ikke ens.", "The two passwords are not alike."))
    return str(typed)


def _show_password(door: Door, chosen: str, asked: str | None) -> None:
    if asked is None:
        door.say(
            f"Adgangskode, vises kun nu: {chosen}  (skiftes på siden Min konto)",
            f"Password, shown only now: {chosen}  (changed on the page My account)",
        )


def change(
    user_name: str,
    role: RoleNames = None,
    team: TeamNames = None,
    every_team: EveryTeam = False,
    db: Db = None,
    lang: Lang = None,
) -> None:
    """Give other roles or teams."""
    refuse_cpr(user_name, *(team or ()))
    door, accounts = _accounts(db, lang)
    user = accounts.change(user_name, by_hand(), role or None, team or None, every_team)
    door.say(f"{user.name}: {_roles(door, user)}; {_teams(door, user)}.", f"{user.name}: {_roles(door, user)}; "
             f"{_teams(door, user)}.")  # fmt: skip


def show(db: Db = None, lang: Lang = None, as_json: AsJson = False) -> None:
    """Who may log in."""
    door, accounts = _accounts(db, lang, as_json)
    users = accounts.users()
    if door.as_json:
        door.answer({"users": [_as_dict(user) for user in users]})
        return
    if not users:
        door.say(
            "Der er ingen brugere. Opret den første med: jobmatch user add NAVN --role consultant --team TEAM",
            "There are no users. Add the first with: jobmatch user add NAME --role consultant --team TEAM",
        )
    table = Table.grid(padding=(0, 3, 0, 0))
    for user in users:
        state = door.t(Text("lukket ude", "shut out")) if user.disabled else ""
        login = door.t(Text("kommunens login", "the municipality's login")) if user.issuer else ""
        cells = (user.name, user.title, _roles(door, user), _teams(door, user), login, state)
        table.add_row(*(escape(cell) for cell in cells))
    door.out.print(table, highlight=False)


def _as_dict(user: User) -> dict[str, object]:
    return {
        "name": user.name,
        "title": user.title,
        "roles": sorted(user.roles),
        "teams": None if user.teams is None else sorted(user.teams),
        "disabled": user.disabled,
        "municipal_login": user.issuer is not None,
    }


def _roles(door: Door, user: User) -> str:
    return ", ".join(door.t(title) for role, title in ROLES.items() if role in user.roles)


def _teams(door: Door, user: User) -> str:
    if user.teams is None:
        return door.t(Text("alle teams", "every team"))
    return ", ".join(sorted(user.teams)) or door.t(Text("intet team", "no team"))


def disable(user_name: str, db: Db = None, lang: Lang = None) -> None:
    """Let a user in no more."""
    refuse_cpr(user_name)
    door, accounts = _accounts(db, lang)
    accounts.shut_out(user_name, by_hand())
    door.say(
        f"{user_name} er lukket ude. Sessioner og nøgler er afsluttet.",
        f"{user_name} is shut out. Sessions and keys have ended.",
    )


def enable(user_name: str, db: Db = None, lang: Lang = None) -> None:
    """Let a user in again."""
    refuse_cpr(user_name)
    door, accounts = _accounts(db, lang)
    accounts.let_in(user_name, by_hand())
    door.say(f"{user_name} kan logge ind igen.", f"{user_name} can log in again.")


def password(user_name: str, db: Db = None, lang: Lang = None) -> None:
    """Give a new password."""
    refuse_cpr(user_name)
    door, accounts = _accounts(db, lang)
    accounts.user(user_name)
    asked = _asked(door)
    chosen = accounts.set_password(user_name, by_hand(), asked)
    door.say(f"{user_name} har fået en ny adgangskode.", f"{user_name} has a new password.")
    _show_password(door, chosen, asked)


def token(
    user_name: str,
    label: Annotated[str, typer.Option("--label")] = "",
    days: Annotated[int | None, typer.Option("--days", min=1, max=3650)] = None,
    end: Annotated[str | None, typer.Option("--end", metavar="ID")] = None,
    db: Db = None,
    lang: Lang = None,
) -> None:
    """A key for a program, or the end of one."""
    refuse_cpr(user_name, label)
    door, accounts = _accounts(db, lang)
    if end is not None:
        accounts.end_token(user_name, end, by_hand())
        door.say("Nøglen gælder ikke mere.", "The key is void.")
        return
    key = accounts.make_token(user_name, label, by_hand(), timedelta(days=days) if days else None)
    door.say(
        "Nøglen vises kun nu. Programmet sender den som: Authorization: Bearer …",
        "The key is shown only now. The program sends it as: Authorization: Bearer …",
    )
    door.out.print(key, highlight=False, markup=False)


def tokens(db: Db = None, lang: Lang = None, as_json: AsJson = False) -> None:
    """The keys of programs, without what is secret about them."""
    door, accounts = _accounts(db, lang, as_json)
    found = accounts.tokens()
    if door.as_json:
        rows = [{"id": one.token_id, "user": one.user_name, "label": one.label, "made_at": one.made_at.isoformat(),
                 "expires_at": one.expires_at.isoformat() if one.expires_at else None} for one in found]  # fmt: skip
        door.answer({"tokens": rows})
        return
    if not found:
        door.say("Der er ingen nøgler.", "There are no keys.")
    for one in found:
        until = f"{one.expires_at:%Y-%m-%d}" if one.expires_at else "-"
        line = f"{one.token_id}  {one.user_name}  {one.label}  {one.made_at:%Y-%m-%d}  {until}"
        door.out.print(line, highlight=False, markup=False)


_EXPLAINED = (
    ("add", "Opretter en bruger; adgangskoden skrives, eller laves og vises én gang.",
     "Adds a user; the password is typed, or made and shown once.",
     "jobmatch user add mette --title \"Mette Holm\" --role consultant --team voksen", new),
    ("list", "Viser, hvem der må logge ind, i hvilke roller og for hvilke teams.",
     "Shows who may log in, in which roles and for which teams.", "jobmatch user list", show),
    ("change", "Giver en bruger andre roller eller teams; det, der ikke nævnes, bliver.",
     "Gives a user other roles or teams; what is not named stays.",
     "jobmatch user change mette --team voksen --team unge", change),
    ("disable", "Lukker en bruger ude med det samme.", "Shuts a user out at once.",
     "jobmatch user disable mette", disable),
    ("enable", "Lukker en bruger ind igen.", "Lets a user in again.", "jobmatch user enable mette", enable),
    ("password", "Giver en bruger en ny adgangskode og logger ud alle steder.",
     "Gives a user a new password and logs out everywhere.", "jobmatch user password mette", password),
    ("token", "Laver en nøgle til et program, eller afslutter en med --end.",
     "Makes a key for a program, or ends one with --end.", "jobmatch user token natten --label cron --days 365", token),
    ("tokens", "Viser nøglerne til programmer.", "Shows the keys of programs.", "jobmatch user tokens", tokens),
)  # fmt: skip


def add(app: typer.Typer) -> None:
    """Add the group of commands to the program."""
    add_group(
        app,
        "user",
        "Passer brugerne: hvem må logge ind, og hvad må de se.",
        "Looks after users: who may log in and see what.",
        _EXPLAINED,
    )
