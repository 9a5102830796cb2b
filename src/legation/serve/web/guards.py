"""What protects every page: who may ask (Host, origin, token), how much (size, time), and what a browser may run.

Host       only the names that the server is known by: a page elsewhere cannot be pointed at it (DNS rebinding)
token      where the address is not loopback: in a cookie after signing in, or `Authorization: Bearer`
origin     what changes something must come from our own pages, and forms carry a token that only these know
size       bodies are counted while they come in
headers    `default-src 'self'`: no script, style, font or frame of others, none inline
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass, field
from functools import partial
from html import escape
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from legation.serve.web.passwords import Passwords

#: Bytes of a request's body.
BODY_LIMIT: Final = 2_000_000
SESSION_COOKIE: Final = "legation_session"
TOKEN_COOKIE: Final = "legation_key"  # noqa: S105 - a name
_TOO_LARGE: Final = (
    f"more than {BODY_LIMIT // 1_000_000} MB at once; corpora are for the command line (legation add, legation code)"
)
_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>{words}</title><link rel="stylesheet" href="/static/app.css"></head>
<body><main class="page prose"><p class="kicker">{status}</p><h1>{words}</h1><p><a href="/">To the first page</a></p></main></body></html>
"""
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_HEADERS: Final = {
    "content-security-policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True, slots=True)
class Rules:
    """Who may ask: the names of the server (host, or host:port), and the token without which nobody else may."""

    names: frozenset[str]
    token: str | None = None
    #: Who may sign in by name.
    passwords: Passwords | None = None
    #: Signs sessions; a restart ends them.
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    #: Keys of those who have signed out: a copy of their cookie opens nothing any more.
    ended: set[str] = field(default_factory=set)

    def knows(self, host: str) -> bool:
        """Tell whether the server is known by this name; a name without a port stands for every port."""
        bare = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        return host.lower() in self.names or bare.lower() in self.names

    @property
    def is_open(self) -> bool:
        """Tell whether everybody who reaches the server may look."""
        return self.token is None and self.passwords is None

    def admits(self, given: str) -> bool:
        """Tell whether this is the token, in the same time for every wrong one."""
        return self.token is not None and hmac.compare_digest(given.encode("utf-8", "replace"), self.token.encode())

    def key(self, name: str = "") -> str:
        """Return what the cookie of somebody who signs in holds: the name and a number, sealed; never a token or password."""
        words = f"{quote(name, safe='')}.{secrets.token_hex(8)}"
        return f"{words}.{self._seal('key', words)}"

    def visitor(self, cookie: str) -> str | None:
        """Return the name of who has signed in (empty: by the token), None for a cookie that is none of ours."""
        words, _, seal = cookie.rpartition(".")
        if not hmac.compare_digest(seal.encode("utf-8", "replace"), self._seal("key", words).encode()):
            return None
        if words in self.ended:
            return None
        found = unquote(words.rpartition(".")[0])
        # The file was read when the server started; so was the secret of the seal.
        known = (
            found in self.passwords if found and self.passwords is not None else self.token is not None and not found
        )
        return found if known else None

    def end(self, cookie: str) -> None:
        """Let a cookie of ours open nothing from now on; others are not remembered, so that nobody can fill the memory."""
        if self.visitor(cookie) is not None:
            self.ended.add(cookie.rpartition(".")[0])

    def _seal(self, *words: str) -> str:
        return hmac.new(self.secret, " ".join(words).encode("utf-8", "replace"), hashlib.sha256).hexdigest()

    def form_token(self, session: str) -> str:
        """Return a token for the forms of a session, another one each time (so that compression tells nothing)."""
        once = secrets.token_hex(8)
        return once + self._seal("form", session, once)

    def is_form_token(self, session: str, given: str) -> bool:
        """Tell whether a form of this session carries the token."""
        once = given[:16]
        expected = once + self._seal("form", session, once)
        return bool(session) and hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())


class TooLargeError(Exception):
    """A body is larger than the limit."""


class Guards:
    """ASGI middleware around everything."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        """Take the application and the rules."""
        self.app = app
        self.rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what may not come in, else pass it on with a session, and a counted body."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        cookies = _cookies(headers.get("cookie", ""))
        session = cookies.get(SESSION_COOKIE, "")
        fresh = "" if _is_session(session) else secrets.token_hex(16)
        scope["legation.session"] = fresh or session
        scope["legation.rules"] = self.rules
        scope["legation.visitor"] = ""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    out.setdefault(name, value)
                if fresh and out.get("content-type", "").startswith("text/html"):
                    out.append("set-cookie", f"{SESSION_COOKIE}={fresh}; Path=/; HttpOnly; SameSite=Strict")
            await send(message)

        refusal = self._refusal(scope, headers, cookies)
        if refusal is not None:
            await refusal(scope, receive, send_guarded)
            return
        started = False

        async def send_noted(message: Message) -> None:
            nonlocal started
            started = True
            await send_guarded(message)

        try:
            await self.app(scope, _counted(receive), send_noted)
        except TooLargeError:
            if started:
                raise
            await _refuse(headers, scope["path"], 413, _TOO_LARGE)(scope, receive, send_guarded)

    def _refusal(self, scope: Scope, headers: Headers, cookies: dict[str, str]) -> ASGIApp | None:
        refuse = partial(_refuse, headers, scope["path"])
        if not self.rules.knows(headers.get("host", "")):
            return refuse(421, "this server is not known by that name; see `legation serve --help`, --name")
        if scope["method"] not in _SAFE and not self._is_ours(headers):
            return refuse(403, "the request comes from another site")
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdecimal() and len(length) < 20) or int(length) > BODY_LIMIT:
            return refuse(413, _TOO_LARGE)
        if self.rules.is_open or scope["path"] == "/sign-in" or scope["path"].startswith("/static/"):
            return None
        name = self.rules.visitor(cookies.get(TOKEN_COOKIE, ""))
        bearer = headers.get("authorization", "")
        if name is not None or (bearer.startswith("Bearer ") and self.rules.admits(bearer[7:])):
            scope["legation.visitor"] = name or ""
            return None
        if scope["path"].startswith("/api/"):
            return refuse(401, "send the token: Authorization: Bearer TOKEN")
        return RedirectResponse("/sign-in", status_code=303)

    def _is_ours(self, headers: Headers) -> bool:
        """Tell whether a change is asked for by our own pages or by a program, not by another site's page."""
        site = headers.get("sec-fetch-site")
        if site is not None and site not in {"same-origin", "none"}:
            return False
        origin = headers.get("origin")
        return origin is None or (origin != "null" and urlsplit(origin).netloc == headers.get("host"))


def _cookies(words: str) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(words).items()}
    except CookieError:
        return {}


def _is_session(words: str) -> bool:
    return len(words) == 32 and all(letter in "0123456789abcdef" for letter in words)


def _counted(receive: Receive) -> Receive:
    """Count the bytes of a body as they come: a length that is told may be a lie, or missing."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > BODY_LIMIT:
            raise TooLargeError
        return message

    return counted


def _refuse(headers: Headers, path: str, status: int, words: str) -> ASGIApp:
    """Say no: to programs as problem+json, to a browser as a page that tells nothing of the ledger, else in one line."""
    if path.startswith("/api/"):
        form = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": words}
        return Response(json.dumps(form), status_code=status, media_type="application/problem+json")
    if "text/html" in headers.get("accept", ""):
        return HTMLResponse(_PAGE.format(status=status, words=escape(words)), status_code=status)
    return PlainTextResponse(f"legation: {words}\n", status_code=status)


def form_token(request: Request) -> str:
    """Return a token for a form on the page that answers this request."""
    rules: Rules = request.scope["legation.rules"]
    return rules.form_token(request.scope["legation.session"])


def is_form_token(request: Request, given: object) -> bool:
    """Tell whether a form that was sent carries its session's token."""
    rules: Rules = request.scope["legation.rules"]
    return isinstance(given, str) and rules.is_form_token(request.scope["legation.session"], given)
