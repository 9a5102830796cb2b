"""One address at a time from the web: politely, within limits of size and time, and only from public machines.

httpcore is used by itself: there one can choose which number a name is dialled at, and read the body as it comes, packed,
before anything is unpacked. robots.txt is asked for (protego), hosts are given a pause between two questions, redirects
are followed by ourselves, each one checked like the first.
"""

from __future__ import annotations

import time
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from legation.acquire.addresses import FetchError, checked, host_of
from legation.errors import SourceError

if TYPE_CHECKING:
    import httpcore

__all__ = ["AGENT", "Answer", "Bounds", "FetchError", "Fetcher"]

AGENT = "Legation (news reader; obeys robots.txt)"
_REDIRECTS = 6
_ROBOTS_BYTES = 512_000
_HOSTS = 2000
_LASTING = frozenset({301, 308})
_MOVED = frozenset({301, 302, 303, 307, 308})
#: A host that asks for longer pauses than this is asked no more in this run.
_LONGEST_PAUSE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Limits on one answer, and manners."""

    size: int = 20_000_000
    #: Seconds for the whole answer, redirects left out; a server that drips is cut off.
    deadline: float = 60.0
    #: Seconds without a byte.
    silence: float = 20.0
    connect: float = 10.0
    #: Seconds between two questions to one host.
    pause: float = 1.0
    allow_private: bool = False
    robots: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: `status` is the last one, `url` the address that gave it."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes = b""
    #: The address that all lasting redirects (301, 308) lead to from the one asked; None without any.
    moved: str | None = None


@dataclass(slots=True)
class Fetcher:
    """Asks addresses; use it as long as a run lasts, since it remembers robots.txt and when each host was asked."""

    bounds: Bounds = field(default_factory=Bounds)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _pool: Any = None
    _asked: OrderedDict[str, float] = field(default_factory=OrderedDict)
    _robots: OrderedDict[str, Any] = field(default_factory=OrderedDict)

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        """Return the answer of an address, whatever its status. Raises `FetchError` and `SourceError`."""
        asked = checked(url)
        current, lasting, moved = asked, True, None
        for _ in range(_REDIRECTS):
            self._allowed(current)
            conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
            headers = {name: value for name, value in conditions.items() if value}
            answer = self._ask(current, headers)
            if answer.status not in _MOVED or "location" not in answer.headers:
                return Answer(url=current, status=answer.status, headers=answer.headers, body=answer.body, moved=moved)
            lasting = lasting and answer.status in _LASTING
            try:
                current = checked(urljoin(current, answer.headers["location"]))
            except (SourceError, ValueError):
                # The problem is that of the address that was asked, and is over when that can be had.
                problem = f"redirects to {answer.headers['location'][:200]!r}, which is no address of the web"
                raise FetchError(problem, place=url, remedy="check the address") from None
            moved = current if lasting else moved
        raise FetchError(f"redirects more than {_REDIRECTS} times", place=url, remedy="check the address")

    def close(self) -> None:
        """Close all connections."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    def _allowed(self, url: str) -> None:
        """Raise FetchError where robots.txt forbids the address; note the pause that it asks for."""
        if not self.bounds.robots:
            return
        host = host_of(url)
        if host not in self._robots:
            self._robots[host] = self._rules(host)
            while len(self._robots) > _HOSTS:
                self._robots.popitem(last=False)
        rules = self._robots[host]
        if rules is not None and not rules.can_fetch(url, AGENT):
            raise FetchError(
                "is forbidden by the site's robots.txt", place=url, remedy="ask the publisher, or use its feed"
            )

    def _rules(self, host: str) -> Any:
        """Return the rules of a host, None where it has none. A host that fails to answer is asked as if it had none."""
        from protego import Protego  # noqa: PLC0415 - only for the web

        try:
            answer = self._ask(f"{host}/robots.txt", {}, most=_ROBOTS_BYTES)
        except FetchError:
            # The page itself will tell what is wrong with the host.
            return None
        if answer.status in {401, 403} or answer.status >= 500:
            return Protego.parse("User-agent: *\nDisallow: /")
        return Protego.parse(answer.body.decode("utf-8", "replace")) if answer.status == 200 else None

    def _pause(self, url: str) -> None:
        host = host_of(url)
        rules = self._robots.get(host)
        wanted = self.bounds.pause
        if rules is not None:
            told = rules.crawl_delay(AGENT)
            if told is not None and told > _LONGEST_PAUSE:
                raise FetchError(f"asks for pauses of {told:.0f} seconds", place=url, remedy="use the site's feed")
            wanted = max(wanted, told or 0.0)
        wait = self._asked.get(host, -1e9) + wanted - self.clock()
        if wait > 0:
            self.sleep(wait)
        self._asked[host] = self.clock()
        self._asked.move_to_end(host)
        while len(self._asked) > _HOSTS:
            self._asked.popitem(last=False)

    def _ask(self, url: str, conditions: dict[str, str], *, most: int | None = None) -> Answer:
        import httpcore  # noqa: PLC0415 - only for the web

        self._pause(url)
        headers = {
            "User-Agent": AGENT, "Accept-Encoding": "gzip, deflate", **conditions,
            "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, text/plain, */*;q=0.5",
        }  # fmt: skip
        bounds = self.bounds
        timeout = {"connect": bounds.connect, "read": bounds.silence, "write": bounds.silence, "pool": bounds.connect}
        try:
            with self._connections().stream(
                "GET", url, headers=_pairs(headers, url), extensions={"timeout": timeout}
            ) as answer:
                told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
                body = self._body(answer.iter_stream(), told.get("content-encoding", ""), url, most or bounds.size)
                return Answer(url=url, status=int(answer.status), headers=told, body=body)
        except FetchError as error:
            # A connection knows the host alone; the problem is that of the address, and is over when that can be had.
            raise FetchError(error.problem, place=url, remedy=error.remedy) from None
        except httpcore.TimeoutException:
            raise FetchError("does not answer in time", place=url, remedy="try later") from None
        except (
            httpcore.NetworkError,
            httpcore.ProtocolError,
            httpcore.UnsupportedProtocol,
            OSError,
            UnicodeError,
        ) as error:
            raise FetchError(
                f"cannot be reached: {_short(error)}", place=url, remedy="check the address, or try later"
            ) from None

    def _body(self, pieces: Iterable[bytes], coding: str, url: str, most: int) -> bytes:
        """Read a body to its end or to the limits, whichever comes first; unpacked piece by piece."""
        coding = coding.strip().lower()
        if coding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise FetchError(
                f"is packed as {coding[:20]!r}, which was not asked for", place=url, remedy="nothing to do"
            )
        unpack: Any = None
        held = bytearray()
        ends = self.clock() + self.bounds.deadline
        try:
            for piece in filter(None, pieces):
                if unpack is None and coding not in {"", "identity"}:
                    unpack = zlib.decompressobj(_bits(coding, piece))
                held += piece if unpack is None else unpack.decompress(piece, most + 1 - len(held))
                if len(held) > most or (unpack is not None and unpack.unconsumed_tail):
                    raise FetchError(f"is larger than {most / 1e6:g} MB", place=url, remedy="nothing to do")
                if self.clock() > ends:
                    problem = f"takes more than {self.bounds.deadline:g} seconds"
                    raise FetchError(problem, place=url, remedy="try later")
        except zlib.error:
            raise FetchError("is damaged: it cannot be unpacked", place=url, remedy="try later") from None
        if unpack is not None and not unpack.eof:
            raise FetchError("is cut: what is packed has no end", place=url, remedy="try later")
        return bytes(held)

    def _connections(self) -> httpcore.ConnectionPool:
        if self._pool is None:
            from legation.acquire.connections import open_pool  # noqa: PLC0415 - only for the web

            self._pool = open_pool(
                deadline=self.bounds.deadline, allow_private=self.bounds.allow_private, clock=self.clock
            )
        return self._pool  # type: ignore[no-any-return]


def _pairs(headers: dict[str, str], url: str) -> list[tuple[bytes, bytes]]:
    host = host_of(url).partition("://")[2]
    return [(b"Host", host.encode("idna" if not host.isascii() else "ascii")), *((name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items())]  # fmt: skip


def _bits(coding: str, opening: bytes) -> int:
    """Return how to unpack a body that begins so; servers send `deflate` with a head (zlib), as they should, or without."""
    if "gzip" in coding:
        return 31
    headed = opening[0] & 15 == 8 and int.from_bytes(opening[:2], "big") % 31 == 0
    return zlib.MAX_WBITS if headed else -zlib.MAX_WBITS


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
