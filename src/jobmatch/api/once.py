"""Requests that are carried out once, however often they are sent: the same key gets the same answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel

from jobmatch.api.problems import Refusal
from jobmatch.bootstrap import Application
from jobmatch.store.changes import Reply


class Once:
    """One request with its ``Idempotency-Key``, when it has one."""

    def __init__(self, application: Application, key: str | None, facts: Any, by: str) -> None:
        """Args: facts: What makes two requests the same, as JSON can hold it. by: User name of who asks."""
        self._by = by
        self._application = application
        self._key = key
        self._digest = hashlib.sha256(json.dumps(facts, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()

    def before(self) -> Any:
        """What this very request was answered before; None when it is new."""
        if not self._key:
            return None
        found = self._application.store.reply_to(self._by, self._key, self._digest)
        return None if found is None else json.loads(found.body)

    def keeping(self, body: Any) -> Callable[[int], Reply] | None:
        """Has the answer kept in the transaction that makes the change."""
        return (lambda revision: self.reply(body)) if self._key else None

    def keep(self, body: Any) -> None:
        """Keep the answer to a request that changes nothing in the store."""
        if self._key:
            self._application.store.keep_reply(self._by, self.reply(body))

    def reply(self, body: Any) -> Reply:
        """The answer as the store keeps it."""
        return Reply(self._key or "", self._digest, 200, json.dumps(body))


def change_once(
    application: Application,
    name: Mapping[str, str],
    body: BaseModel,
    by: str,
    key: str | None,
    if_match: str | None,
    save: Callable[[str, Callable[[int], Reply] | None], None],
) -> Any:
    """Carry out one thing that is said about something that has a version, once for each key; returns the answer.

    Args:
        name: What it is about, which is also the answer.
        save: Saves it, given the If-Match that was sent and how to keep the answer.

    Raises:
        Refusal: Nobody said which version they had seen.
    """
    once = Once(application, key, [type(body).__name__, name, body.model_dump(mode="json"), if_match], by)
    if (before := once.before()) is not None:
        return before
    if if_match is None:
        raise Refusal(428)
    save(if_match, once.keeping(name))
    return name
