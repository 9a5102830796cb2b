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
import secrets
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Bytes of a request's body.
BODY_LIMIT: Final = 2_000_000
SESSION_COOKIE: Final = "legation_session"
TOKEN_COOKIE: Final = "legation_key"  # noqa: S105 - a name
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
    #: Signs sessions; a restart ends them.
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def knows(self, host: str) -> bool:
        """Tell whether the server is known by this name; a name without a port stands for every port."""
        bare = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        return host.lower() in self.names or bare.lower() in self.names

    def admits(self, given: str) -> bool:
        """Tell whether this is the token, in the same time for every wrong one."""
        return self.token is None or hmac.compare_digest(given.encode(), self.token.encode())

    def key(self) -> str:
        """Return what the cookie of somebody who has signed in holds: never the token itself."""
        return hmac.new(self.secret, f"key {self.token}".encode(), hashlib.sha256).hexdigest()

    def form_token(self, session: str) -> str:
        """Return a token for the forms of a session, another one each time (so that compression tells nothing)."""
        once = secrets.token_hex(8)
        return once + hmac.new(self.secret, f"form {session} {once}".encode(), hashlib.sha256).hexdigest()

    def is_form_token(self, session: str, given: str) -> bool:
        """Tell whether a form of this session carries the token."""
        once = given[:16]
        expected = once + hmac.new(self.secret, f"form {session} {once}".encode(), hashlib.sha256).hexdigest()
        return bool(session) and hmac.compare_digest(given.encode(), expected.encode())


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
            await _refuse(413, f"more than {BODY_LIMIT // 1_000_000} MB; use `legation code` for corpora")(
                scope, receive, send_guarded
            )

    def _refusal(self, scope: Scope, headers: Headers, cookies: dict[str, str]) -> ASGIApp | None:
        if not self.rules.knows(headers.get("host", "")):
            return _refuse(421, "this server is not known by that name; see `legation serve --help`, --name")
        if scope["method"] not in _SAFE and not self._is_ours(headers):
            return _refuse(403, "the request comes from another site")
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > BODY_LIMIT:
            return _refuse(413, f"more than {BODY_LIMIT // 1_000_000} MB; use `legation code` for corpora")
        if self.rules.token is None or scope["path"] == "/sign-in" or scope["path"].startswith("/static/"):
            return None
        bearer = headers.get("authorization", "")
        signed_in = hmac.compare_digest(cookies.get(TOKEN_COOKIE, "").encode(), self.rules.key().encode())
        if signed_in or (bearer.startswith("Bearer ") and self.rules.admits(bearer[7:])):
            return None
        if scope["path"].startswith("/api/"):
            return _refuse(401, "send the token: Authorization: Bearer TOKEN")
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


def _refuse(status: int, words: str) -> ASGIApp:
    return PlainTextResponse(f"legation: {words}\n", status_code=status)


def form_token(request: Request) -> str:
    """Return a token for a form on the page that answers this request."""
    rules: Rules = request.scope["legation.rules"]
    return rules.form_token(request.scope["legation.session"])


def is_form_token(request: Request, given: object) -> bool:
    """Tell whether a form that was sent carries its session's token."""
    rules: Rules = request.scope["legation.rules"]
    return isinstance(given, str) and rules.is_form_token(request.scope["legation.session"], given)
