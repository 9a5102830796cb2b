"""Answers that stay true until the ledger changes: rendered once, given to all who ask meanwhile.

Only pages without a form are kept: a form carries a token of its session.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from legation.store.browsing import Clock

#: Bytes of all pages that are kept.
_ROOM: Final = 32_000_000


@dataclass(frozen=True, slots=True)
class _Page:
    body: bytes
    kind: str
    tag: str


class Kept:
    """Pages by their address, as of one state of the ledger."""

    def __init__(self, clock: Clock) -> None:
        """Take what tells whether the ledger has changed."""
        self._clock = clock
        self._turn = threading.Lock()
        self._state: int | None = None
        self._pages: OrderedDict[str, _Page] = OrderedDict()
        self._size = 0

    def __call__(self, answer: Callable[[Request], Response]) -> Callable[[Request], Response]:
        """Wrap the function of a page."""

        def kept(request: Request) -> Response:
            address = f"{request.url.path}?{request.url.query}"
            # The state is asked for before the page is made: what is written meanwhile makes it old, never new.
            state = self._clock.now()
            page = self._find(state, address)
            if page is None:
                made = answer(request)
                if made.status_code != 200:
                    return made
                body = bytes(made.body)
                page = _Page(body, made.headers["content-type"], f'W/"{hashlib.sha256(body).hexdigest()[:24]}"')
                self._keep(state, address, page)
            headers = {"etag": page.tag, "cache-control": "no-cache"}
            if page.tag in request.headers.get("if-none-match", ""):
                return Response(status_code=304, headers=headers)
            return Response(page.body, headers={**headers, "content-type": page.kind})

        return kept

    def _find(self, state: int, address: str) -> _Page | None:
        with self._turn:
            if state != self._state:
                self._state, self._size = state, 0
                self._pages.clear()
            if address in self._pages:
                self._pages.move_to_end(address)
            return self._pages.get(address)

    def _keep(self, state: int, address: str, page: _Page) -> None:
        with self._turn:
            if state != self._state or address in self._pages:
                return
            self._pages[address] = page
            self._size += len(page.body)
            while self._size > _ROOM:
                self._size -= len(self._pages.popitem(last=False)[1].body)
