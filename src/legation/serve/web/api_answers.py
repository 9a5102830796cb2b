"""How the REST API answers: JSON with an ETag, tables, problems (RFC 9457), and where a list goes on."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import secrets
from itertools import chain
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from starlette.responses import Response, StreamingResponse

from legation.errors import InputError
from legation.serve.web.api_columns import COLUMNS
from legation.serve.web.openapi import LIMIT
from legation.serve.web.page import desk_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from starlette.requests import Request

Json = dict[str, Any]
#: How far a list without a key of its own is followed.
DEEP: Final = 10_000
#: The states of a ledger are counted anew by each server.
_BORN: Final = secrets.token_hex(8)


def problem(status: int, words: str, remedy: str | None = None) -> Response:
    """Return an error as programs want it."""
    title = {400: "Bad request", 401: "Token needed", 404: "Not found", 405: "Method not allowed", 503: "Busy"}.get(
        status, "Error"
    )
    form = {"type": "about:blank", "title": title, "status": status, "detail": words}
    if remedy:
        form["remedy"] = remedy
    return Response(json.dumps(form, ensure_ascii=False), status_code=status, media_type="application/problem+json")


def answer(request: Request, form: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Return JSON with its ETag, or 304 to who has it already."""
    return tagged(request, json.dumps(form, ensure_ascii=False).encode(), "application/json", status, headers)


def tagged(
    request: Request, data: bytes, kind: str, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    """Return bytes with their ETag, or 304 to who has them already."""
    shared = {"etag": tag_of(data), "cache-control": "no-cache", "vary": "accept", **(headers or {})}
    if status == 200 and has_already(request, shared["etag"]):
        return Response(status_code=304, headers=shared)
    return Response(data, status_code=status, media_type=kind, headers=shared)


def tag_of(data: bytes) -> str:
    """Return the ETag of an answer's bytes, or of what they follow from."""
    return f'W/"{hashlib.sha256(data).hexdigest()[:24]}"'


def has_already(request: Request, tag: str) -> bool:
    """Tell whether the client holds the answer with this ETag."""
    given = [one.strip() for one in request.headers.get("if-none-match", "").split(",")]
    return tag in given or "*" in given


def streamed(request: Request, lines: Iterable[str], kind: str, headers: dict[str, str]) -> Response:
    """Return lines as they are made; the ETag is that of the ledger's state, since none of their bytes are known before.

    The first ones are made here, so that an error is still told as one.
    """
    state = f"{_BORN} {desk_of(request).clock.now()} {request.url} {kind}"
    shared = {"etag": tag_of(state.encode()), "cache-control": "no-cache", "vary": "accept", **headers}
    if has_already(request, shared["etag"]):
        return Response(status_code=304, headers=shared)
    rest = iter(lines)
    first = next(rest, "")
    return StreamingResponse(chain([first], rest), media_type=kind, headers=shared)


def wanted_format(request: Request) -> str:
    """Return the format that is asked for: by `format`, else by the Accept header (JSON where both are possible)."""
    named = request.query_params.get("format")
    if named is not None:
        return named
    accepted = request.headers.get("accept", "")
    return "csv" if "text/csv" in accepted and "application/json" not in accepted else "json"


def listed(
    request: Request, name: str, rows: Sequence[Json], following: str | None, *, table: str = "", **beside: object
) -> Response:
    """Return a list as JSON with the address of what follows (and what stands beside it), or as CSV with that address in `Link`.

    `table` names the list's columns where its own name does not.
    """
    link = None
    if following is not None:
        words = [(key, value) for key, value in request.query_params.multi_items() if key != "after"]
        link = f"{request.url.path}?{urlencode([*words, ('after', following)])}"
    wanted = wanted_format(request)
    headers = {"link": f'<{link}>; rel="next"'} if link else {}
    if wanted == "csv":
        return tagged(
            request, _table(rows, COLUMNS.get(table or name, ())).encode(), "text/csv; charset=utf-8", headers=headers
        )
    if wanted != "json":
        raise InputError(f"{wanted!r} is no format of this list", remedy="json or csv")
    return answer(request, {name: rows, "next": link, **beside}, headers=headers)


def _table(rows: Sequence[Json], known: Sequence[str]) -> str:
    """Return rows as CSV, with the header where there is none of them; what nests is JSON in its cell."""
    out = io.StringIO()
    columns = list(dict.fromkeys([*known, *(key for row in rows for key in row)]))
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([[_cell(row.get(name)) for name in columns] for row in rows])
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        # A spreadsheet would compute it.
        return "'" + value
    return value


def known_words(request: Request, *names: str) -> None:
    """Refuse words of the address that mean nothing here: a filter that is misspelt must not find everything."""
    for name in request.query_params:
        if name not in names:
            raise InputError(f"no parameter {name!r}", remedy=f"there are {', '.join(sorted(names)) or 'none here'}")


def limit_of(request: Request) -> int:
    """Return how many rows are asked for. Raises InputError."""
    words = request.query_params.get("limit", "50")
    if not (words.isascii() and words.isdigit() and len(words) < 20) or not 1 <= int(words) <= LIMIT:
        raise InputError(f"{words!r} is no limit", remedy=f"a number from 1 to {LIMIT}")
    return int(words)


def skipped(after: str | None, most: int = DEEP) -> int:
    """Return how many rows a cursor by position has passed. Raises InputError."""
    if after is None:
        return 0
    number = after.removeprefix("n")
    if not (after.startswith("n") and number.isascii() and number.isdigit() and len(number) < 20) or int(number) > most:
        raise InputError("the cursor is none of ours", remedy="take it from the answer before, unchanged")
    return int(number)


def cut(rows: Sequence[Json], skip: int, limit: int) -> tuple[Sequence[Json], str | None]:
    """Return the first `limit` of rows that begin behind `skip` others, and the cursor of what follows: one row more tells whether any does."""
    return rows[:limit], f"n{skip + limit}" if len(rows) > limit and skip + limit <= DEEP else None
