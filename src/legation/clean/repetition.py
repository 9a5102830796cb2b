"""Lines that several pages of one outlet have: menus, teasers, appeals and notices, whatever their words.

Four in five lines of furniture stand on another page of their outlet, of the article's own one in a hundred; so a line
that does needs less to be set aside (`classify`). A page that repeats its very story is a copy or a new version of
another, and tells nothing of this kind.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

#: Lines that are remembered; those that were met longest ago are forgotten first.
_MOST: Final = 200_000
#: Words of a line that tells the story, and the share of such words that makes a page a copy of another.
_SENTENCE: Final = 9
_COPY: Final = 0.5
_LINE_OF_FILE: Final = re.compile(r":\d+$")
#: Longer lines are paragraphs.
_LONGEST: Final = 300


def site_of(source: str, *, url: str | None = None, outlet: str | None = None) -> str:
    """Return whose page it is: the outlet, else the host of its address, else the file or folder that it came from."""
    if outlet:
        return outlet
    host = urlsplit(url).netloc if url is not None and "[" not in url else ""
    if host:
        return host
    file = _LINE_OF_FILE.sub("", source)
    return file if file != source else source.rpartition("/")[0]


class Lines:
    """The lines of the pages that were met, by site, in bounded memory."""

    def __init__(self, most: int = _MOST) -> None:
        """Remember so many lines."""
        self._most = most
        #: The page on which a line was met, 0 for several.
        self._pages: OrderedDict[int, int] = OrderedDict()

    def note(self, site: str, page: str, lines: Sequence[str]) -> None:
        """Remember the lines of a page."""
        number = hash(page) or 1
        for line in lines:
            if len(line) <= _LONGEST:
                key = hash((site, line))
                before = self._pages.pop(key, number)
                self._pages[key] = number if before == number else 0
        while len(self._pages) > self._most:
            self._pages.popitem(last=False)

    def repeated(self, site: str, page: str, lines: Sequence[str]) -> frozenset[str]:
        """Return the lines of a page that stand on another one of the site; none where these are the story itself."""
        number = hash(page) or 1
        found = frozenset(line for line in lines if self._pages.get(hash((site, line)), number) != number)
        told = [(len(line.split()), line in found) for line in lines if len(line.split()) >= _SENTENCE]
        of_story, shared = sum(words for words, _ in told), sum(words for words, known in told if known)
        return frozenset() if shared > _COPY * of_story else found
