"""What kind of source begins with these bytes; names play no part, except where the bytes leave the choice open."""

from __future__ import annotations

import csv
import re
from itertools import islice
from typing import Literal

from legation.acquire.columns import guess
from legation.acquire.decoding import marked_encoding

Kind = Literal[
    "text", "jsonl", "json feed", "html", "table", "zip", "gzip", "warc", "parquet", "feed", "opml", "sitemap",
    "mail", "mbox", "json list", "json object", "xml",
]  # fmt: skip

#: Kinds of which each file is one list of addresses and holds no text itself.
LISTS: frozenset[str] = frozenset({"opml", "sitemap"})

_HEADERS = frozenset(
    "from to date subject received return-path delivered-to message-id mime-version content-type reply-to sender".split()
)
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,40}):[ \t]")
_MBOX = re.compile(r"From \S{1,200} {1,3}[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d .{5,40}$")
_TAG = re.compile(r"<(?:p|div|span|h[1-6]|article|section|main|a|ul|table|br|img|meta|title|script)\b", re.IGNORECASE)
_XML_ROOT = re.compile(r"<([A-Za-z_][\w.:-]{0,60})[\s>/]")
_ROOTS: dict[str, Kind] = {
    "rss": "feed", "rdf:rdf": "feed", "feed": "feed", "atom:feed": "feed", "opml": "opml", "urlset": "sitemap",
    "sitemapindex": "sitemap", "html": "html",
}  # fmt: skip
_JSON_FEED = re.compile(r'"version"\s{0,9}:\s{0,9}"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org')


def packed_kind(opening: bytes) -> Kind | None:
    """Return the kind of a source that is no text by itself and that we can open, else None."""
    if opening.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if opening.startswith(b"\x1f\x8b\x08"):
        return "gzip"
    if opening.startswith(b"PAR1"):
        return "parquet"
    if re.match(rb"WARC/\d\.\d\r?\n", opening):
        return "warc"
    return None


def text_kind(opening: bytes, name: str, encoding: str | None) -> Kind:
    """Return the kind of a text by its first 64 KB; `name` decides only for a list of columns without usual names."""
    beginning = opening.decode(encoding or marked_encoding(opening) or "utf-8", errors="replace")
    beginning = beginning.lstrip("\ufeff \t\r\n")
    first, _, _ = beginning.partition("\n")
    lowered = name.lower().removesuffix(".gz")
    if lowered.endswith((".jsonl", ".ndjson")):
        return "jsonl"
    if beginning.startswith("{") and beginning[1:].lstrip()[:1] in {'"', "}"}:
        if _JSON_FEED.search(beginning[:4000]):
            return "json feed"
        # One object on its line is JSONL; one that goes on over lines is not.
        same_line = first[1:].lstrip()[:1] in {'"', "}"}
        return "jsonl" if same_line else "json object"
    if beginning.startswith("[") and beginning[1:].lstrip()[:1] == "{":
        return "json list"
    if beginning.startswith("<"):
        return _markup_kind(beginning)
    if _MBOX.match(first.rstrip("\r")):
        return "mbox"
    if _is_mail(beginning):
        return "mail"
    return "table" if delimiter_of(beginning, lowered) else "text"


def _markup_kind(beginning: str) -> Kind:
    head = beginning[:6000]
    without = re.sub(
        r"<\?[^>]{0,500}\?>|<!--.{0,2000}?-->|<!doctype[^>]{0,500}>", " ", head, flags=re.IGNORECASE | re.DOTALL
    )
    root = _XML_ROOT.search(without)
    kind = _ROOTS.get(root.group(1).lower()) if root else None
    if kind is not None:
        return kind
    if re.match(r"<!doctype html", head, re.IGNORECASE) or re.search(r"<(?:html|head|body)\b", head, re.IGNORECASE):
        return "html"
    if head.startswith("<?xml"):
        return "xml"
    # A fragment of a page, as exports of content systems hold it.
    return "html" if len(_TAG.findall(beginning[:20_000])) >= 3 or re.match(r"<p\b", head, re.IGNORECASE) else "text"


def _is_mail(beginning: str) -> bool:
    """Tell a message by its head: lines of `Name: value`, three of them known, and an empty line after them."""
    known = 0
    for number, line in enumerate(beginning[:30_000].split("\n")):
        if not line.strip("\r"):
            return known >= 3
        match = _HEADER.match(line)
        if match:
            known += match.group(1).lower() in _HEADERS
        elif number == 0 or not line.startswith((" ", "\t")):
            return False
    return False


def delimiter_of(beginning: str, name: str = "") -> str | None:
    """Return what parts the columns of a table, None for no table.

    A table's first line names its columns, one of them a text's by a usual name; where none is, the file's name must
    say that it is a table.
    """
    named = name.endswith((".csv", ".tsv", ".tab"))
    lines = [line for line in beginning.splitlines() if line.strip()][:200]
    first = lines[0] if lines else ""
    if not 3 <= len(first) <= 5000:
        return None
    for delimiter in "\t,;|":
        if delimiter not in first:
            continue
        try:
            names, *rows = islice(csv.reader(lines, delimiter=delimiter), 2)
        except (csv.Error, ValueError):
            continue
        # Names are short; a sentence with commas is no list of them, and the line below it has as many cells.
        if len(names) < 2 or any(len(cell) > 60 or cell.count(" ") > 4 for cell in names):
            continue
        if rows and len(rows[0]) < 2:
            continue
        if guess(names).text is not None or named:
            return delimiter
    return "," if named else None
