"""Words that say where a list goes on: the keys of the last row, so that what is written meanwhile moves nothing."""

from __future__ import annotations

import base64
import binascii
import json

from legation.errors import InputError


def cursor_of(*parts: str) -> str:
    """Return the words for the keys of the last row that was given."""
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def read_cursor(words: str, length: int) -> list[str]:
    """Return the keys again. Raises InputError for words that are none of ours."""
    try:
        parts = json.loads(base64.urlsafe_b64decode(words + "=" * (-len(words) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        parts = None
    if not isinstance(parts, list) or len(parts) != length or not all(isinstance(part, str) for part in parts):
        raise InputError("the cursor is none of ours", remedy="take it from the answer before, unchanged")
    try:
        "".join(parts).encode()
    except UnicodeEncodeError:
        raise InputError("the cursor is none of ours", remedy="take it from the answer before, unchanged") from None
    return parts
