"""RSS, Atom and JSON feeds: one page for every item, with the feed's word on date, title, address and author.

A relative link is completed from where the feed says that it is (`xml:base`), else from the address that it was fetched
at, else from the one that it names as its own. Where there is none of these (a file), no host is invented: the item
has no address, and a note says what its link is.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urljoin

from legation.acquire.addresses import checked, is_address
from legation.acquire.pages import Page, Problem
from legation.acquire.stamps import iso_date
from legation.errors import LineError, SourceError

#: Stands for where a file's feed was, which nobody knows: RFC 2606 keeps `.invalid` for nobody.
_NOWHERE = "https://legation.invalid/"
_HERE = f"{_NOWHERE}-here-/"
#: `xml:base`, and `base`, which the parser takes for it; the longest that is let through.
_BASE = re.compile(rb"""(?<![\w-])base\s{0,9}=\s{0,9}(?:"([^"]{0,100000})|'([^']{0,100000}))""")
_BASES_LONG = 2000
#: Words below which the text of an item is a teaser of the page that it links.
TEASER_WORDS = 120
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{0,20}:")
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
    #: What is to be known of the link, in words: it was completed, or is none that leads anywhere.
    notes: tuple[str, ...] = ()

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
    return _json_feed(data, place, url) if opening.startswith(b"{") else _xml_feed(data, place, url)


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
        notes=(*item.notes, *(("only the feed's teaser",) if item.is_teaser else ())),
        received=hashlib.sha256(item.text.encode("utf-8", "replace")).hexdigest(),
    )


def _xml_feed(data: bytes, place: str, url: str | None) -> Feed:
    import feedparser  # noqa: PLC0415 - only where there is a feed

    # Entities are what bombs are made of; no feed that is news declares any.
    # Half of UTF-16 is noughts.
    bare = data.replace(b"\0", b"")
    if re.search(rb"<!ENTITY", bare[:100_000], re.IGNORECASE):
        raise SourceError(
            "declares entities of its own, which is how XML bombs are made", place=place, remedy="nothing to do"
        )
    if _has_endless_base(bare):
        problem = "names places for its links (xml:base) that are longer than any address"
        raise SourceError(problem, place=place, remedy="nothing to do")
    # Its cleaning and its relative links are what it is for; the text is taken off its markup below.
    found = feedparser.parse(data, response_headers={"content-location": url or _HERE})
    if not found.get("version") and not found.entries:
        # The parser of XML puts the name of no file, and the place in it, before its reason.
        reason = re.sub(r"^<unknown>:\d+:\d+: ", "", str(found.get("bozo_exception") or ""))
        raise SourceError(f"is no feed{f': {reason}' if reason else ''}"[:300], place=place, remedy="check the address")
    title = _words(found.feed.get("title"))
    lost = [str(entry.get("link")).startswith(_NOWHERE) for entry in found.entries]
    own = _own_address(found.feed)
    if own is not None and any(lost):
        found = feedparser.parse(data, response_headers={"content-location": own})
    home = _found(_words(found.feed.get("link"))) or title or ""
    items = tuple(
        _xml_item(entry, home, own if relative else None) for entry, relative in zip(found.entries, lost, strict=True)
    )
    wait = _number(found.feed.get("ttl"))
    return Feed(title=title, items=items, wait=wait * 60 if wait else None)


def _has_endless_base(data: bytes) -> bool:
    """Tell whether the places that links are relative to are so long, alone or one within the other, that joining takes hours.

    Every element may bring one, relative to that of the element around it; each link is taken apart with all of them.
    """
    bases = [found.group(1) or found.group(2) or b"" for found in _BASE.finditer(data)]
    # What begins with a slash, or has none, is no longer for those around it.
    growing = sum(len(base) for base in bases if b"/" in base.lstrip() and not re.match(rb"\s*(?:/|[\w+.-]+:)", base))
    return growing > _BASES_LONG or any(len(base) > _BASES_LONG for base in bases)


def _own_address(feed: Any) -> str | None:
    """Return the address that an XML feed names as its own, None for none or one that is itself relative."""
    named = [_words(link.get("href")) for link in feed.get("links") or () if link.get("rel") == "self"]
    return next((address for address in named if address and _found(address)), None)


def _found(link: str | None) -> str | None:
    """Return a link that leads to a place of the web, None for any other."""
    if not link or not is_address(link) or link.startswith(_NOWHERE):
        return None
    try:
        checked(link)
    except SourceError:
        return None
    return link


def _as_written(link: str) -> str:
    """Return a link as the feed has it, without the place that stands for none."""
    for nowhere, written in ((_HERE, ""), (_NOWHERE, "/")):
        if link.startswith(nowhere):
            return written + link.removeprefix(nowhere)
    return link


def _link(words: str | None, own: str | None) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Return the address of an item, its link as written, and notes; `own` is what a relative link was completed from."""
    if words is None:
        return None, None, ()
    written = _as_written(words)
    if found := _found(words):
        return found, written, (f"a relative link, completed from the feed's own address {own}",) if own else ()
    kind = "no address of the web" if _SCHEME.match(written) else "relative, and the feed does not tell of which site"
    return None, written, (f"the link is {kind} (it says {written[:200]})",)


def _xml_item(entry: Any, home: str, own: str | None) -> Item:
    bodies = [str(part.get("value") or "") for part in entry.get("content") or ()]
    bodies.append(str(entry.get("summary") or ""))
    text = plain(max(bodies, key=len))
    title, identity = _words(entry.get("title")), _words(entry.get("id"))
    link, written, notes = _link(_words(entry.get("link")), own)
    date = _words(entry.get("published")) or _words(entry.get("updated")) or _words(entry.get("created"))
    author = _words(entry.get("author"))
    return Item(
        key=_key(identity and _as_written(identity), link, written, title, date, home), link=link, title=title, text=text,
        published=iso_date(date) if date else None, authors=(author,) if author else (), notes=notes,
    )  # fmt: skip


def _json_feed(data: bytes, place: str, url: str | None) -> Feed:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise SourceError("is no valid JSON", place=place, remedy="check the address") from None
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        raise SourceError("is JSON but no feed", place=place, remedy="check the address")
    home = _found(_words(found.get("home_page_url"))) or _words(found.get("title")) or ""
    own = None if url else _found(_words(found.get("feed_url")))
    items = tuple(_json_item(row, home, url or own or _HERE, own) for row in found["items"] if isinstance(row, dict))
    return Feed(title=_words(found.get("title")), items=items)


def _json_item(row: dict[str, Any], home: str, base: str, own: str | None) -> Item:
    text = row.get("content_text")
    text = (
        text
        if isinstance(text, str) and text.strip()
        else plain(str(row.get("content_html") or row.get("summary") or ""))
    )
    link = _words(row.get("url")) or _words(row.get("external_url"))
    if link is not None and _SCHEME.match(link):
        own = None
    elif link is not None:
        link = _joined(base, link)
    link, written, notes = _link(link, own)
    date = _words(row.get("date_published")) or _words(row.get("date_modified"))
    given = row.get("authors") if isinstance(row.get("authors"), list) else [row.get("author")]
    names = [_words(one.get("name")) for one in given or () if isinstance(one, dict)]
    title = _words(row.get("title"))
    return Item(
        key=_key(_words(row.get("id")), link, written, title, date, home), link=link, title=title, text=text,
        published=iso_date(date) if date else None, authors=tuple(name for name in names if name), notes=notes,
    )  # fmt: skip


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return link


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


def _key(
    identity: str | None, link: str | None, written: str | None, title: str | None, date: str | None, home: str
) -> str:
    """Return what an item is known by: its id, made unique by the feed's home where it is a bare number or word.

    A relative link is no such thing by itself: two sites have a `/news/1` each.
    """
    if identity is not None:
        return identity if _SCHEME.match(identity) else f"{home}#{identity}"
    words = [home, title, date] if written is None else [home, title, written]
    return link or hashlib.sha256("\n".join(map(str, words)).encode("utf-8", "replace")).hexdigest()


def _words(value: Any) -> str | None:
    return plain(value) or None if isinstance(value, str) else str(value) if isinstance(value, int) else None


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
