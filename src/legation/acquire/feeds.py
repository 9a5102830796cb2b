"""RSS, Atom and JSON feeds: one page for every item, with the feed's word on date, title, address and author."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from legation.acquire.pages import Page, Problem
from legation.acquire.stamps import iso_date
from legation.errors import LineError, SourceError

#: Words below which the text of an item is a teaser of the page that it links.
TEASER_WORDS = 120
_MARKUP = re.compile(r"<[a-zA-Z/!][^>]{0,2000}>")
_BLOCK = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|table|blockquote|figure|figcaption)\b[^>]{0,500}>", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a feed. `key` stays the same when the item is edited; `published` is ISO words, unchecked."""

    key: str
    link: str | None
    title: str | None
    text: str
    published: str | None
    authors: tuple[str, ...] = ()

    @property
    def is_teaser(self) -> bool:
        """Tell whether the text is too short to be the story."""
        return len(self.text.split()) < TEASER_WORDS

    @property
    def digest(self) -> str:
        """SHA-256 of what readers see; another one is a new revision."""
        return hashlib.sha256(
            "\n".join([self.title or "", self.published or "", self.text]).encode("utf-8", "replace")
        ).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed as it was read; `wait` is how long it asks to be left alone, in seconds."""

    title: str | None
    items: tuple[Item, ...]
    wait: float | None = None


def parse_feed(data: bytes, place: str, *, url: str | None = None) -> Feed:
    """Read a feed of any of the three kinds. Raises `SourceError` for what is none."""
    opening = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    return _json_feed(data, place) if opening.startswith(b"{") else _xml_feed(data, place, url)


def read_feed(data: bytes, place: str) -> Iterator[Page | Problem]:
    """Yield the items of a feed as pages. Raises `SourceError` for what is no feed, or an empty one."""
    feed = parse_feed(data, place)
    if not feed.items:
        raise SourceError("is a feed without items", place=place, remedy="nothing to do")
    for number, item in enumerate(feed.items, start=1):
        where = f"{place}:{number}"
        page = page_of_item(item, feed, where)
        if page is None:
            error = LineError(
                "is an item without text", place=where, remedy="`legation add` fetches the pages of a feed's address"
            )
            yield Problem(source=where, error=error)
        else:
            yield page


def page_of_item(item: Item, feed: Feed, where: str) -> Page | None:
    """Make a page of what the feed itself holds; None where that is nothing."""
    if not item.text.strip():
        return None
    return Page(
        text=item.text,
        source=where,
        id="f" + hashlib.sha256(item.key.encode("utf-8", "replace")).hexdigest()[:15],
        published=item.published,
        published_basis="feed",
        title=item.title,
        url=item.link,
        outlet=feed.title,
        authors=item.authors,
        notes=("only the feed's teaser",) if item.is_teaser else (),
        received=hashlib.sha256(item.text.encode("utf-8", "replace")).hexdigest(),
    )


def _xml_feed(data: bytes, place: str, url: str | None) -> Feed:
    import feedparser  # noqa: PLC0415 - only where there is a feed

    # Entities are what bombs are made of; no feed that is news declares any.
    if re.search(rb"<!ENTITY", data[:100_000], re.IGNORECASE):
        raise SourceError(
            "declares entities of its own, which is how XML bombs are made", place=place, remedy="nothing to do"
        )
    headers = {"content-location": url} if url else {}
    # Its cleaning and its relative links are what it is for; the text is taken off its markup below.
    found = feedparser.parse(data, response_headers=headers)
    if not found.get("version") and not found.entries:
        # The parser of XML puts the name of no file, and the place in it, before its reason.
        reason = re.sub(r"^<unknown>:\d+:\d+: ", "", str(found.get("bozo_exception") or ""))
        raise SourceError(f"is no feed{f': {reason}' if reason else ''}"[:300], place=place, remedy="check the address")
    title = _words(found.feed.get("title"))
    home = _words(found.feed.get("link")) or title or ""
    items = tuple(_xml_item(entry, home) for entry in found.entries)
    wait = _number(found.feed.get("ttl"))
    return Feed(title=title, items=items, wait=wait * 60 if wait else None)


def _xml_item(entry: Any, home: str) -> Item:
    bodies = [str(part.get("value") or "") for part in entry.get("content") or ()]
    bodies.append(str(entry.get("summary") or ""))
    text = plain(max(bodies, key=len))
    title, link = _words(entry.get("title")), _words(entry.get("link"))
    date = _words(entry.get("published")) or _words(entry.get("updated")) or _words(entry.get("created"))
    author = _words(entry.get("author"))
    return Item(
        key=_key(_words(entry.get("id")), link, title, date, home), link=link, title=title, text=text,
        published=iso_date(date) if date else None, authors=(author,) if author else (),
    )  # fmt: skip


def _json_feed(data: bytes, place: str) -> Feed:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise SourceError("is no valid JSON", place=place, remedy="check the address") from None
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        raise SourceError("is JSON but no feed", place=place, remedy="check the address")
    home = _words(found.get("home_page_url")) or _words(found.get("title")) or ""
    items = tuple(_json_item(row, home) for row in found["items"] if isinstance(row, dict))
    return Feed(title=_words(found.get("title")), items=items)


def _json_item(row: dict[str, Any], home: str) -> Item:
    text = row.get("content_text")
    text = (
        text
        if isinstance(text, str) and text.strip()
        else plain(str(row.get("content_html") or row.get("summary") or ""))
    )
    link = _words(row.get("url")) or _words(row.get("external_url"))
    date = _words(row.get("date_published")) or _words(row.get("date_modified"))
    given = row.get("authors") if isinstance(row.get("authors"), list) else [row.get("author")]
    names = [_words(one.get("name")) for one in given or () if isinstance(one, dict)]
    title = _words(row.get("title"))
    return Item(
        key=_key(_words(row.get("id")), link, title, date, home), link=link, title=title, text=text,
        published=iso_date(date) if date else None, authors=tuple(name for name in names if name),
    )  # fmt: skip


def plain(markup: str) -> str:
    """Return the words of a fragment of HTML, a line for each block."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    without = _without(_without(markup, "script"), "style")
    words = unescape(_MARKUP.sub("", _BLOCK.sub("\n\n", without)))
    lines = (" ".join(line.split()) for line in words.split("\n"))
    return "\n\n".join(line for line in lines if line)


def _without(markup: str, tag: str) -> str:
    """Take out the elements of a tag with what they hold; one that never ends is left."""
    lowered = markup.lower()
    if f"<{tag}" not in lowered or len(lowered) != len(markup):
        return markup
    pieces, place = [], 0
    while (start := lowered.find(f"<{tag}", place)) >= 0 and (end := lowered.find(f"</{tag}>", start)) >= 0:
        pieces.append(markup[place:start])
        place = end + len(tag) + 3
    return " ".join([*pieces, markup[place:]])


def _key(identity: str | None, link: str | None, title: str | None, date: str | None, home: str) -> str:
    """Return what an item is known by: its id, made unique by the feed's home where it is a bare number or word."""
    if identity is not None:
        return identity if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]{0,20}:", identity) else f"{home}#{identity}"
    return link or hashlib.sha256(f"{home}\n{title}\n{date}".encode("utf-8", "replace")).hexdigest()


def _words(value: Any) -> str | None:
    return plain(value) or None if isinstance(value, str) else str(value) if isinstance(value, int) else None


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
