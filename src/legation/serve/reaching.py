"""From an address to pages: what `legation add` and `legation watch` fetch, and what they make of it.

A page is a page, a feed its items, a sitemap its pages, a list its feeds; the kind is told by what comes back. A feed's item
that is only a teaser is followed to its page, and where the page cannot be had, the teaser is kept.
"""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from legation.acquire import Options, Page, Problem, read_bytes
from legation.acquire.archives import Unpacked
from legation.acquire.decoding import binary_kind
from legation.acquire.feeds import Feed, Item, page_of_item, parse_feed
from legation.acquire.fetching import Answer, Fetcher, FetchError
from legation.acquire.hypertext import feed_named, page_of_html
from legation.acquire.kinds import LISTS, packed_kind, text_kind
from legation.acquire.lists import Link, read_opml, read_sitemap
from legation.acquire.options import Limits
from legation.acquire.watching import FeedState, after_failure, after_success, is_same, with_items_left
from legation.clean.documents import clean_page
from legation.errors import LegationError, SourceError
from legation.store import intake

if TYPE_CHECKING:
    from legation.serve.adding import Adder, Tally
    from legation.store.ledger import Ledger

_LISTS_DEEP = 3
_LISTED = 50_000
_STATUSES = {
    401: "wants a password",
    403: "is forbidden",
    404: "is not there",
    410: "is gone",
    429: "asks to be left alone for now",
}


def kind_of(answer: Answer) -> str:
    """Return the kind of an answer by its body: a kind of text, or `binary`."""
    if binary_kind(answer.body[:8192]):
        return "binary"
    return text_kind(answer.body[:65_536], "", None)


def read_address(
    url: str, fetcher: Fetcher, *, depth: int = 0, options: Options | None = None
) -> Iterator[Page | Problem]:
    """Yield the pages that an address leads to; what cannot be had is a `Problem`.

    `options` say how to read a table, an archive or whatever else comes back that is neither page nor list.
    """
    try:
        answer = _open(_good(url, fetcher.fetch(url)))
        kind = kind_of(answer)
        if kind in {"feed", "json feed"}:
            feed = parse_feed(answer.body, url, url=answer.url)
            if not feed.items:
                raise SourceError("is a feed without items", place=url, remedy="nothing to do")
            for item in feed.items:
                yield page_of_feed(item, feed, url, fetcher)
        elif kind in {"opml", "sitemap"}:
            if depth >= _LISTS_DEEP:
                raise SourceError(f"is a list more than {_LISTS_DEEP} lists deep", place=url, remedy="name it itself")
            links = read_opml(answer.body, url) if kind == "opml" else read_sitemap(answer.body, url)
            yield from read_links(links, fetcher, url, depth=depth + 1)
        elif kind not in {"html", "text"}:
            yield from read_bytes(answer.body, url, options or Options(repair=True))
        else:
            if (
                kind == "html"
                and urlsplit(answer.url).path in {"", "/"}
                and (named := feed_named(answer.body, answer.url))
            ):
                raise SourceError("is a site's front page and no article", place=url, remedy=f"add its feed: {named}")
            yield _page(answer, url)
    except LegationError as error:
        yield Problem(source=error.place or url, error=error)


def _open(answer: Answer) -> Answer:
    """Return an answer with its list or feed taken out of gzip, as most sitemaps are kept; any other as it came."""
    if packed_kind(answer.body[:64]) != "gzip":
        return answer
    limits = Limits()
    reader = io.BufferedReader(Unpacked(io.BytesIO(answer.body), answer.url, limits))
    try:
        opening = reader.read(65_536)
        if kind_of(replace(answer, body=opening)) not in {*LISTS, "feed", "json feed"}:
            return answer
        return replace(answer, body=opening + reader.read(limits.page))
    except SourceError:
        # Whoever reads it says what is wrong with it.
        return answer


def read_page(url: str, fetcher: Fetcher) -> Page:
    """Return the one page that an address is. Raises SourceError for a feed, a list, an archive, and where it cannot be had."""
    return _page(_good(url, fetcher.fetch(url)), url)


def read_links(links: Iterator[Link], fetcher: Fetcher, place: str, *, depth: int = 0) -> Iterator[Page | Problem]:
    """Yield the pages of a list's addresses; a list that is broken ends in a `Problem`, an empty one is nothing else."""
    some = False
    try:
        for number, link in enumerate(links):
            some = True
            if number >= _LISTED:
                raise SourceError(f"lists more than {_LISTED} addresses", place=link.url, remedy="split the list")
            for item in read_address(link.url, fetcher, depth=depth):
                if isinstance(item, Page) and link.kind == "page" and link.published and item.published is None:
                    yield replace(item, published=link.published, published_basis="feed")
                else:
                    yield item
        if not some:
            raise SourceError(
                "lists no addresses", place=place, remedy="give a list with xmlUrl (OPML) or loc (sitemap)"
            )
    except LegationError as error:
        yield Problem(source=error.place or place, error=error)


def page_of_feed(item: Item, feed: Feed, place: str, fetcher: Fetcher) -> Page | Problem:
    """Return the page of an item: the feed's own text, or the linked page where that is only a teaser."""
    return _of_item(item, feed, place, fetcher)[0]


def _of_item(item: Item, feed: Feed, place: str, fetcher: Fetcher) -> tuple[Page | Problem, bool]:
    """Return the page of an item, and whether it is worth trying later since its page cannot be had just now."""
    where = item.link or f"{place}#{item.key}"
    own = page_of_item(item, feed, where)
    if own is not None and not item.is_teaser:
        return own, False
    if item.link is None:
        return own or _without(where), False
    try:
        page = _page(_good(item.link, fetcher.fetch(item.link)), item.link)
        if page.form == "html":
            # One without an article (a video, a wall) is no better than the teaser.
            clean_page(page)
    except LegationError as error:
        later = "later" in (error.remedy or "")
        if own is None:
            return Problem(source=error.place or where, error=error), later
        return replace(own, notes=(*own.notes, f"the page {error.problem}")), later
    title = None if page.form == "html" else item.title
    told = {"published": item.published, "published_basis": "feed"} if item.published else {}
    page = replace(page, id=_id(item), title=title, outlet=feed.title, authors=item.authors, source=where, **told)  # type: ignore[arg-type]
    return page, False


def _id(item: Item) -> str:
    return "f" + hashlib.sha256(item.key.encode("utf-8", "replace")).hexdigest()[:15]


def _without(where: str) -> Problem:
    return Problem(
        source=where, error=SourceError("is an item without text or address", place=where, remedy="nothing to do")
    )


def _good(url: str, answer: Answer) -> Answer:
    """Return an answer of status 200. Raises SourceError."""
    if answer.status != 200:
        problem = f"{_STATUSES.get(answer.status, 'fails' if answer.status >= 500 else 'gives no page')} (status {answer.status})"
        raise SourceError(problem, place=url, remedy="try later" if answer.status >= 429 else "check the address")
    return answer


def _page(answer: Answer, url: str) -> Page:
    """Return the page of an answer. Raises SourceError for what is no page."""
    kind = kind_of(answer)
    today = datetime.now(UTC).date()
    if kind == "html":
        told = answer.headers.get("content-type", "").lower().partition("charset=")[2].split(";")[0].strip(" \"'")
        return replace(page_of_html(answer.body, url, told=told or None, url=answer.url), came=today)
    if kind != "text":
        raise SourceError(f"is no page but {kind}", place=url, remedy="save it and add the file")
    # The kind was told by the bytes alone; a name that says otherwise must not make more of it than one page.
    item = next(read_bytes(answer.body, url, Options(repair=True)))
    if isinstance(item, Problem):
        raise item.error
    return replace(item, url=answer.url, came=today)


# --- watching ----------------------------------------------------------------------------------------------------

_WATCHED = "legation watch asks again later"
_ITS_FEED = "watch its feed: "


def _feed_in(answer: Answer, named: str) -> Feed:
    """Return the feed of an answer. Raises SourceError, for a page with the feed that it names."""
    if kind_of(answer) == "html":
        feed = feed_named(answer.body, answer.url)
        raise SourceError("is a page and no feed", place=named, remedy=f"{_ITS_FEED}{feed}" if feed else _WATCHED)
    return parse_feed(answer.body, named, url=answer.url)


@dataclass(slots=True, kw_only=True)
class Watch:
    """Reads a list of feeds again and again; all that it must remember is in the ledger.

    A feed's state is kept after its items: killed in between, it reads the feed again and knows the items by their keys.
    """

    ledger: Ledger
    fetcher: Fetcher
    adder: Adder
    every: float
    now: Callable[[], float] = time.time
    chance: Random

    def states(self, links: list[Link]) -> dict[str, FeedState]:
        """Return the state of each feed by the address under which the list names it."""
        with self.ledger.reading() as connection:
            kept = intake.feed_forms(connection)
        return {
            link.url: FeedState(**kept[link.url]) if link.url in kept else FeedState(url=link.url, title=link.title)
            for link in links
        }

    def round(self, links: list[Link], tally: Tally) -> float | None:
        """Ask all feeds that are due; return the seconds until the next one is, None where none ever is."""
        for named, state in self.states(links).items():
            if state.off is None and state.due <= self.now():
                self._feed(named, state, tally)
        dues = [state.due for state in self.states(links).values() if state.off is None]
        return max(0.0, min(dues) - self.now()) if dues else None

    def _feed(self, named: str, state: FeedState, tally: Tally) -> None:
        answer: Answer | None = None
        wait: float | None = None
        left = False
        try:
            answer = self.fetcher.fetch(state.url, etag=state.etag, modified=state.modified)
            if not is_same(state, answer):
                feed = _feed_in(_good(state.url, answer), named)
                wait = feed.wait
                left = self._items(named, feed, tally)
                state = state if left else replace(state, retries=0)
            after = after_success(
                state, answer, now=self.now(), every=self.every, wait=wait, jitter=self.chance.random()
            )
            after = with_items_left(after) if left else after
            problem: LegationError | None = None
        except LegationError as error:
            after = after_failure(state, answer, now=self.now(), every=self.every, jitter=self.chance.random())
            remedy = _WATCHED if after.off is None else "it is asked no more; take it off the list"
            if answer is None and not isinstance(error, FetchError):
                remedy = "correct it in the list"
            elif after.off is None and error.remedy and error.remedy.startswith((_ITS_FEED, "--allow-private")):
                # What only the user can mend is not mended by waiting.
                remedy = error.remedy
            problem = SourceError(error.problem, place=named, remedy=remedy)
        if problem is not None:
            self.adder.add([Problem(source=named, error=problem)], tally)
        with self.ledger.writing() as connection:
            if problem is None:
                intake.settled(connection, [named])
            intake.keep_feed(connection, named, after.form())

    def _items(self, named: str, feed: Feed, tally: Tally) -> bool:
        """Add the items that are new or edited, each noted as seen after it is kept; tell whether some are to be tried later."""
        left = False
        with self.ledger.reading() as connection:
            seen = intake.seen_items(connection, named)
        fresh = [item for item in feed.items if seen.get(item.key) != item.digest]
        for start in range(0, len(fresh), 16):
            part = fresh[start : start + 16]
            found = [_of_item(item, feed, named, self.fetcher) for item in part]
            self.adder.add([one for one, _ in found], tally)
            left = left or any(later for _, later in found)
            # What could not be had is asked for again when the feed is read again.
            done = [item for item, (one, later) in zip(part, found, strict=True) if isinstance(one, Page) and not later]
            with self.ledger.writing() as connection:
                intake.see_items(connection, named, [(item.key, item.digest) for item in done])
        return left
