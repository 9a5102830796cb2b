"""Lists of addresses: OPML (feeds) and sitemaps (pages, or further sitemaps). Read here, fetched by `legation add`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree as ET

from legation.errors import SourceError

#: Addresses that one list may hold; the sitemap protocol allows 50,000.
_MOST = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address to be fetched, with what the list says of it."""

    url: str
    kind: Literal["feed", "page", "sitemap"]
    title: str | None = None
    published: str | None = None


def read_opml(data: bytes, place: str) -> Iterator[Link]:
    """Yield the feeds of an OPML list, in order. Raises `SourceError`."""
    for outline in _tree(data, place).iter("outline"):
        url = outline.get("xmlUrl") or outline.get("xmlurl") or outline.get("url")
        if url:
            yield Link(url=url.strip(), kind="feed", title=outline.get("title") or outline.get("text"))


def read_sitemap(data: bytes, place: str) -> Iterator[Link]:
    """Yield the pages of a sitemap or the sitemaps of an index. Raises `SourceError`."""
    root = _tree(data, place)
    kind: Literal["page", "sitemap"] = "sitemap" if _local(root.tag) == "sitemapindex" else "page"
    for number, entry in enumerate(root):
        if number >= _MOST:
            return
        url, date, title = "", None, None
        for part in entry.iter():
            words = (part.text or "").strip()
            match _local(part.tag):
                case "loc" if not url:
                    url = words
                case "publication_date":
                    date = words[:10] or None
                case "title":
                    title = words or None
                case _:
                    pass
        if url:
            yield Link(url=url, kind=kind, title=title, published=date)


def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1].lower()


def _tree(data: bytes, place: str) -> ET.Element:
    # expat expands entities that a document declares; a list needs none, and bombs are made of nothing else.
    if re.search(rb"<!(?:ENTITY|DOCTYPE)", data.replace(b"\0", b""), re.IGNORECASE):
        raise SourceError(
            "declares entities or a document type, which lists need not",
            place=place,
            remedy="remove the declaration if you trust it",
        )
    try:
        return ET.fromstring(data)  # noqa: S314 - entities are refused above
    except (ET.ParseError, ValueError, LookupError) as error:
        raise SourceError(f"is no whole XML: {error}", place=place, remedy="fetch it again") from None
