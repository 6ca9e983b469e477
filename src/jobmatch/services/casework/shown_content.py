"""What stood on the screen: the bytes that are kept, and what they say."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any

from jobmatch.domain.decision import ShownList


def content_of(shown: ShownList) -> bytes:
    """The JSON that was shown, the same bytes every time."""
    return zlib.decompress(shown.content)


def answer_of(shown: ShownList) -> dict[str, Any]:
    """The contract's object that was shown."""
    answer: dict[str, Any] = json.loads(content_of(shown))["answer"]
    return answer


def titles_of(shown: ShownList) -> dict[str, str]:
    """What each placement was called then."""
    titles: dict[str, str] = json.loads(content_of(shown))["titles"]
    return titles


def bytes_of(content: Mapping[str, Any]) -> bytes:
    """What is kept: the same content is always the same bytes."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
