"""Bytes in, pages out: text files, JSONL and standard input, their kind told by the content.

`read_source` is the only way in. It never raises for bad input: what cannot be used comes out as a `Problem` in its
place in the order, and the rest goes on.
"""

from legation.acquire.pages import Page, PagePair, Problem
from legation.acquire.sources import DOCUMENT_LIMIT, read_source

__all__ = ["DOCUMENT_LIMIT", "Page", "PagePair", "Problem", "read_source"]
