"""One address at a time from the web: politely, within limits of size and time, and only from public machines.

httpcore is used by itself: there one can choose which number a name is dialled at, and read the body as it comes, packed,
before anything is unpacked. robots.txt is asked for (protego, and RFC 9309 for what its answers mean), hosts are given a
pause between two questions, redirects are followed by ourselves, each one checked like the first.
"""

from __future__ import annotations

import time
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from legation.acquire.addresses import FetchError, as_sent, checked, host_of
from legation.errors import SourceError

if TYPE_CHECKING:
    import httpcore

__all__ = ["AGENT", "Answer", "Bounds", "FetchError", "Fetcher"]

#: What robots.txt knows us by.
_NAME = "Legation"
AGENT = f"{_NAME} (news reader; obeys robots.txt)"
_REDIRECTS = 6
#: What RFC 9309 asks for at least: so much of robots.txt is read, the rest is not; and so many redirects to it are followed.
_ROBOTS_BYTES = 512_000
_ROBOTS_REDIRECTS = 5
#: Seconds for which rules are believed, and those after which one that could not be had is asked for again.
_ROBOTS_KEPT = 86_400.0
_ROBOTS_FAILED = 60.0
#: How problems begin that are the host's, whatever was asked of it.
_OF_HOST = ("leads to ", "cannot be reached", "does not answer")
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Manners:
    """What a host's robots.txt says: `rules`, None without any; or, since it could not be had, why nothing may be asked."""

    rules: Any = None
    unknown: FetchError | None = None
    #: By the fetcher's clock; then it is asked for again.
    until: float


@dataclass(slots=True)
class Fetcher:
    """Asks addresses; use it as long as a run lasts, since it remembers robots.txt and when each host was asked."""

    bounds: Bounds = field(default_factory=Bounds)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _pool: Any = None
    _asked: OrderedDict[str, float] = field(default_factory=OrderedDict)
    _robots: OrderedDict[str, _Manners] = field(default_factory=OrderedDict)

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
            target = _as_meant(answer.headers["location"])
            try:
                current = checked(urljoin(current, target))
            except (SourceError, ValueError):
                # The problem is that of the address that was asked, and is over when that can be had.
                problem = f"redirects to {target[:200]!r}, which is no address of the web"
                raise FetchError(problem, place=url, remedy="check the address") from None
            moved = current if lasting else moved
        raise FetchError(f"redirects more than {_REDIRECTS} times", place=url, remedy="check the address")

    def close(self) -> None:
        """Close all connections."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    def _allowed(self, url: str) -> None:
        """Raise FetchError where robots.txt forbids the address, or cannot be had; note the pause that it asks for."""
        if not self.bounds.robots:
            return
        host = host_of(url)
        manners = self._robots.get(host)
        if manners is None or manners.until <= self.clock():
            manners = self._robots[host] = self._manners(host)
            self._robots.move_to_end(host)
            while len(self._robots) > _HOSTS:
                self._robots.popitem(last=False)
        if manners.unknown is not None:
            raise FetchError(manners.unknown.problem, place=url, remedy=manners.unknown.remedy)
        if manners.rules is not None and not manners.rules.can_fetch(url, _NAME):
            raise FetchError(
                "is forbidden by the site's robots.txt", place=url, remedy="ask the publisher, or use its feed"
            )

    def _manners(self, host: str) -> _Manners:
        """Ask for a host's robots.txt. A host without one forbids nothing; one that fails to answer is asked nothing for now."""
        from protego import Protego  # noqa: PLC0415 - only for the web

        try:
            answer = self._robots_of(f"{host}/robots.txt")
        except FetchError as error:
            # Where the host itself cannot be had, that is the page's problem, too.
            of_host = host_of(error.place or "") == host and error.problem.startswith(_OF_HOST)
            problem = error.problem if of_host else f"is not asked for: {error.place} {error.problem}"
            unknown = FetchError(problem, place=host, remedy=error.remedy if of_host else "try later")
            return _Manners(unknown=unknown, until=self.clock() + _ROBOTS_FAILED)
        status = answer.status if answer is not None else 404
        if status == 429 or status >= 500:
            problem = f"is not asked for: the site's robots.txt fails (status {status})"
            unknown = FetchError(problem, place=host, remedy="try later")
            return _Manners(unknown=unknown, until=self.clock() + _ROBOTS_FAILED)
        rules = None
        if status in {401, 403}:
            rules = Protego.parse("User-agent: *\nDisallow: /")
        elif answer is not None and status == 200:
            rules = Protego.parse(answer.body.decode("utf-8", "replace"))
        return _Manners(rules=rules, until=self.clock() + _ROBOTS_KEPT)

    def _robots_of(self, url: str) -> Answer | None:
        """Return the answer that robots.txt leads to, whosever machine gives it; None where it leads nowhere."""
        for _ in range(_ROBOTS_REDIRECTS + 1):
            answer = self._ask(url, {}, most=_ROBOTS_BYTES, cut=True)
            if answer.status not in _MOVED or "location" not in answer.headers:
                return answer
            try:
                url = checked(urljoin(url, _as_meant(answer.headers["location"])))
            except (SourceError, ValueError):
                return None
        return None

    def _pause(self, url: str) -> None:
        host = host_of(url)
        manners = self._robots.get(host)
        wanted = self.bounds.pause
        if manners is not None and manners.rules is not None:
            told = manners.rules.crawl_delay(_NAME)
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

    def _ask(self, url: str, conditions: dict[str, str], *, most: int | None = None, cut: bool = False) -> Answer:
        """Ask one address once. What is larger than `most` raises FetchError, or is `cut` there."""
        import httpcore  # noqa: PLC0415 - only for the web

        self._pause(url)
        sent = as_sent(url)
        headers = {
            "User-Agent": AGENT, "Accept-Encoding": "gzip, deflate", **conditions,
            "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, text/plain, */*;q=0.5",
        }  # fmt: skip
        bounds = self.bounds
        timeout = {"connect": bounds.connect, "read": bounds.silence, "write": bounds.silence, "pool": bounds.connect}
        try:
            with self._connections().stream(
                "GET", sent, headers=_pairs(headers, sent), extensions={"timeout": timeout}
            ) as answer:
                told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
                coding = told.get("content-encoding", "")
                body = self._body(answer.iter_stream(), coding, url, most or bounds.size, cut=cut)
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

    def _body(self, pieces: Iterable[bytes], coding: str, url: str, most: int, *, cut: bool) -> bytes:
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
                    if cut:
                        return bytes(held[:most])
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
    return [(b"Host", host.encode("ascii")), *((name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items())]  # fmt: skip


def _as_meant(words: str) -> str:
    """Return a header as its server meant it: bytes that are UTF-8, though headers are read as Latin-1."""
    try:
        return words.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return words


def _bits(coding: str, opening: bytes) -> int:
    """Return how to unpack a body that begins so; servers send `deflate` with a head (zlib), as they should, or without."""
    if "gzip" in coding:
        return 31
    headed = opening[0] & 15 == 8 and int.from_bytes(opening[:2], "big") % 31 == 0
    return zlib.MAX_WBITS if headed else -zlib.MAX_WBITS


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
