"""A form that was refused comes back as it was sent: what was typed, ticked and chosen, and what is wrong at its field.

The templates write forms as the record has them. When one is refused, what was sent is put into that one form of the
finished page, so that no form can forget to do it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape

from jobmatch.web.fields import Fields

_FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)
_TAG = re.compile(r"<(input|textarea|select)\b([^>]*)>(?:(.*?)</\1>)?", re.DOTALL)
_OPTION = re.compile(r"<option\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')
_DETAILS = re.compile(r"<(/?)details\b([^>]*)>")
_TICKED = ("radio", "checkbox")
_NEVER = ("hidden", "password", "submit")
"""Kinds of fields that are never filled in: ours, secret, or no field at all."""
_FRESH = ("version", "form_key", "set", "vist")
"""Hidden fields that say what was known when the page was made; they do not tell which form it is."""


def refilled(body: str, action: str, sent: Fields, wrong: Mapping[str, str]) -> str:
    """A page with what was sent in the form that it was sent from.

    Args:
        action: The address that it was sent to.
        wrong: By field: what is wrong with it, as it is said to the reader.
    """
    found = next((one for one in _FORM.finditer(body) if _is_sent(one[0], action, sent)), None)
    if found is None:
        return body
    before = _opened_around(body[: found.start()])
    filled = _DETAILS.sub(_open, _TAG.sub(lambda tag: _filled(tag, sent, wrong), found[0]))
    for name, text in wrong.items():
        filled = _said_of_choices(filled, name, text)
    return before + filled + body[found.end() :]


def _attributes(text: str) -> dict[str, str | None]:
    return {name: None if value is None else unescape(value) for name, value in _pairs(text)}


def _pairs(text: str) -> list[tuple[str, str | None]]:
    return [(one[1], one[2]) for one in _ATTRIBUTE.finditer(text)]


def _written(attributes: Mapping[str, str | None]) -> str:
    return "".join(f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in attributes.items())


def _is_sent(form: str, action: str, sent: Fields) -> bool:
    """Whether this is the form: sent there, and with the hidden fields that tell it from the others."""
    head = _attributes(form[len("<form") : form.index(">")])
    if head.get("method") != "post" or head.get("action", action) != action:
        return False
    fields = [_attributes(tag[2]) for tag in _TAG.finditer(form) if tag[1] == "input"]
    hidden = {one["name"]: one.get("value") for one in fields if one.get("type") == "hidden" and one.get("name")}
    return all(sent.get(name or "") == value for name, value in hidden.items() if name not in _FRESH)


def _filled(tag: re.Match[str], sent: Fields, wrong: Mapping[str, str]) -> str:
    kind, attributes, inside = tag[1], _attributes(tag[2]), tag[3]
    name = attributes.get("name") or ""
    if not name or attributes.get("type") in _NEVER:
        return tag[0]
    values = sent.every.get(name)
    if kind == "input" and attributes.get("type") in _TICKED:
        attributes.pop("checked", None)
        if attributes.get("value") in (values or ()):
            attributes["checked"] = None
        return f"<input{_written(attributes)}>"
    if values is None and name not in wrong:
        return tag[0]
    said = _said(name, attributes, wrong)
    if values is None:
        return f"{said}<{kind}{_written(attributes)}>{'' if inside is None else f'{inside}</{kind}>'}"
    if kind == "textarea":
        return f"{said}<textarea{_written(attributes)}>{escape(values[0])}</textarea>"
    if kind == "select":
        return f"{said}<select{_written(attributes)}>{_chosen(inside or '', values[0])}</select>"
    attributes["value"] = values[0]
    return f"{said}<input{_written(attributes)}>"


def _said(name: str, attributes: dict[str, str | None], wrong: Mapping[str, str]) -> str:
    """What is wrong, before its field, and bound to it for who does not see it."""
    if name not in wrong or "aria-invalid" in attributes:
        return ""
    key = f"{attributes.get('id') or name}-wrong"
    described = attributes.get("aria-describedby")
    attributes["aria-describedby"] = f"{described} {key}" if described else key
    attributes["aria-invalid"] = "true"
    return f'<p class="wrong" id="{escape(key)}">{escape(wrong[name])}</p>'


def _said_of_choices(form: str, name: str, text: str) -> str:
    """What is wrong with a choice of several, before them all."""
    first = re.search(rf'<input\b[^>]*type="radio"[^>]*name="{re.escape(name)}"', form)
    group = form.rfind("<fieldset", 0, first.start()) if first else -1
    if first is None or group < 0:
        return form
    head = form.index(">", group)
    begin = form.rfind("<div", head, first.start())
    key = escape(f"{name}-wrong")
    said = f'<p class="wrong" id="{key}">{escape(text)}</p>'
    return f'{form[:head]} aria-describedby="{key}"{form[head:begin]}{said}{form[begin:]}'


def _chosen(options: str, value: str) -> str:
    def one(option: re.Match[str]) -> str:
        attributes = _attributes(option[1])
        attributes.pop("selected", None)
        if attributes.get("value") == value:
            attributes["selected"] = None
        return f"<option{_written(attributes)}>"

    return _OPTION.sub(one, options)


def _open(details: re.Match[str]) -> str:
    if details[1] or "open" in _attributes(details[2]):
        return details[0]
    return f"<details{details[2]} open>"


def _opened_around(before: str) -> str:
    """The page up to the form, with every part opened that the form stands in."""
    around: list[re.Match[str]] = []
    for one in _DETAILS.finditer(before):
        if one[1]:
            around.pop()
        else:
            around.append(one)
    for one in reversed(around):
        before = before[: one.start()] + _open(one) + before[one.end() :]
    return before
