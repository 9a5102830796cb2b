"""Bytes of an HTML page to characters: the encoding is what the protocol or the page says, else what its bytes tell."""

from __future__ import annotations

import codecs
import hashlib
import re
from contextlib import suppress
from urllib.parse import urljoin

from legation.acquire.decoding import detected_encoding, marked_encoding
from legation.acquire.pages import Page
from legation.errors import SourceError

_META = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_.:-]{2,40})|<\?xml[^>]{0,100}encoding=[\"']([A-Za-z0-9_.:-]{2,40})",
    re.IGNORECASE,
)
#: Browsers read these labels as Windows-1252 and friends; so do the pages that carry them.
_WIDER = {"iso8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "iso8859-9": "cp1254", "euc_kr": "cp949", "shift_jis": "cp932"}  # fmt: skip


def feed_named(data: bytes, url: str) -> str | None:
    """Return the address of the first feed that a page names in its head, None without any."""
    for tag in re.findall(rb"<link\b[^>]{1,1000}>", data[:200_000], re.IGNORECASE):
        words = tag.decode("latin-1")
        if re.search(r"application/(?:rss\+xml|atom\+xml|feed\+json)", words, re.IGNORECASE):
            target = re.search(r"\bhref\s?=\s?[\"']?([^\s\"'>]{1,1000})", words, re.IGNORECASE)
            with suppress(ValueError):
                return urljoin(url, target.group(1)) if target is not None else None
    return None


def decode_page(data: bytes, *, told: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Return the characters of a page, and notes on the encoding where it was not plain UTF-8; never fails.

    `told` is what the caller or the protocol says. Bytes that fit no encoding become U+FFFD, noted.
    """
    if data[:3] == codecs.BOM_UTF8 or (marked_encoding(data) is None and told is None):
        try:
            return data.decode("utf-8-sig"), ()
        except UnicodeDecodeError:
            pass
    match = _META.search(data[:4096])
    in_page = (match.group(1) or match.group(2)).decode("ascii") if match else None
    for name, why in (
        (marked_encoding(data), "its mark"),
        (told, "as told"),
        (in_page, "as the page says"),
        (detected_encoding(data), "detected"),
    ):
        codec = _codec(name)
        if codec is None:
            continue
        try:
            return data.decode(codec), () if codec == "utf-8" else (f"encoding: {codec}, {why}",)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", errors="replace"), ("encoding: utf-8 with damaged bytes",)


def _codec(name: str | None) -> str | None:
    if not name:
        return None
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    return _WIDER.get(found, found)


def page_of_html(data: bytes, place: str, *, told: str | None = None, url: str | None = None) -> Page:
    """Make a page of HTML as received. Raises `SourceError` for one without anything on it."""
    text, notes = decode_page(data, told=told)
    if not text.strip():
        raise SourceError("is empty", place=place, remedy="give a page with text")
    return Page(text=text, source=place, form="html", url=url, notes=notes, received=hashlib.sha256(data).hexdigest())
