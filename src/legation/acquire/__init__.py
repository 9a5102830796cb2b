"""Bytes in, pages out: texts, pages, tables, feeds, mail, crawls and archives of them, their kind told by the content.

`read_source` is the only way in. It never raises for bad input: what cannot be used comes out as a `Problem` in its
place in the order, and the rest goes on. Nothing here touches the network but `fetching`, which `legation add` and
`legation watch` alone call.
"""

from legation.acquire.options import DOCUMENT_LIMIT, Columns, Limits, Options
from legation.acquire.pages import Page, PagePair, Problem
from legation.acquire.sources import read_bytes, read_source

__all__ = ["DOCUMENT_LIMIT", "Columns", "Limits", "Options", "Page", "PagePair", "Problem", "read_bytes", "read_source"]
