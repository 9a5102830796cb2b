"""The main text of an HTML page, with what the page says of itself: title, outlet, authors, dates.

trafilatura finds the text (`bench/html.py` measures it beside others), htmldate the date. Both are loaded at the first
page. A page whose size could keep them busy for ever is refused before it is parsed; `guarded` bounds time and memory.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date as day
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from legation.clean.publication import day_of_url, latest_day
from legation.errors import SourceError

#: Characters and tags of one page; news pages have a tenth of these, and a tag costs 75 microseconds.
_MOST_CHARACTERS = 10_000_000
_MOST_TAGS = 60_000
#: Share of the characters of all paragraphs, or of this many, below which a text has missed much of the page.
_SHARE = 0.5
_FEW_CHARACTERS = 1600
_AUTHOR_NOISE = re.compile(r"https?://|@|^\W*$|^(?:staff|admin|editor|news desk)$", re.IGNORECASE)
#: Every mark that trafilatura's paths to an author ask for.
_AUTHOR_MARK = re.compile(
    r"author|byl|BBL|username|zuozhe|bianji|xiaobian|channel-name|submitted-by|posted-by|journalist-name|screenname|writer",
    re.IGNORECASE,
)


#: A limit that is none: whether a date is to be believed is decided when it is known.
_EVER = "2199-12-31"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What a page holds: the main text, a paragraph for every block, and what is said of it."""

    text: str
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    #: ISO day by how it was found: `metadata` (the head of the page) or `page` (its words, asked where the address has no day).
    date: str | None = None
    date_basis: str = "metadata"
    #: ISO day that the head tells, where the page cannot be of it since it came before.
    later: str | None = None
    #: What the page says of its language, ISO 639-1.
    language: str | None = None


def extract(markup: str, *, place: str, url: str | None = None, came: day | None = None) -> Extracted:
    """Return the main text of a page and what is said of it. Raises `SourceError` where there is none.

    No date is looked for that is later than the day on which the page `came`.
    """
    check_markup(markup, place)
    from trafilatura import bare_extraction  # noqa: PLC0415 - a third of a second
    from trafilatura.utils import load_html  # noqa: PLC0415

    # XML's declaration of an encoding is wrong by now: these are characters.
    tree = load_html(re.sub(r"^\s{0,100}<\?xml[^>]{0,200}\?>", "", markup))
    if tree is None:
        raise SourceError("is an HTML page that cannot be read", place=place, remedy="save the page as text")
    latest = latest_day(came)
    date, later = _date_in_head(tree, latest)
    language = _language_of(tree)
    about = _about(tree, url)
    # What runs and what draws is copied and searched a dozen times from here on, and holds no words.
    _leave_out_scripts(tree)
    read = partial(
        bare_extraction, tree, url=url, include_comments=False, include_tables=False, with_metadata=False
    )  # fmt: skip
    found: Any = read(fast=True)
    text = _paragraphs(found.text) if found is not None else ""
    if len(text) < _SHARE * _in_paragraphs(tree):
        # It has missed much: compared with what two other libraries find, for four tenths more time.
        found = read()
        text = _paragraphs(found.text) if found is not None else ""
    if not text:
        raise SourceError("is an HTML page without an article's text", place=place, remedy="save the article as text")
    basis = "metadata"
    told = day_of_url(url) if url is not None else None
    if date is None and (told is None or (latest is not None and told.start > latest)):
        # The page's own words are the last to be believed, and the slowest to be searched.
        date, basis = _date_in_words(tree, latest), "page"
    title = _title_of(about.title, about.sitename)
    return Extracted(
        text=_without_headline(text, title),
        title=title,
        outlet=_line(about.sitename),
        authors=_authors_of(about.author),
        url=url or about.url,
        date=date,
        date_basis=basis,
        later=later,
        language=language,
    )


def check_markup(markup: str, place: str) -> None:
    """Raise `SourceError` for a page too large, or with too many tags, to be parsed in a few seconds.

    Depth needs no limit of ours: the parser (libxml2) drops what lies deeper than 256 elements.
    """
    if len(markup) > _MOST_CHARACTERS:
        problem = f"is a page of more than {_MOST_CHARACTERS // 1_000_000} million characters"
        raise SourceError(problem, place=place, remedy="save the article as text")
    if markup.count("<") > _MOST_TAGS:
        raise SourceError(f"is a page of more than {_MOST_TAGS} tags", place=place, remedy="save the article as text")


def _about(tree: Any, url: str | None) -> Any:
    """Return title, outlet, author and address as the page tells them.

    The steps of trafilatura's `extract_metadata`, without tags, categories, licence and date, which cost twice as much again.
    """
    from trafilatura import metadata  # noqa: PLC0415

    about: Any = metadata.examine_meta(tree)
    if about.author and " " not in about.author:
        about.author = None
    # Its reading of JSON-LD fails on some; the rest of the head is there all the same.
    with suppress(Exception):
        about = metadata.extract_meta_json(tree, about)
    about.title = about.title or metadata.extract_title(tree)
    about.author = about.author or (metadata.extract_author(tree) if _may_name_author(tree) else None)
    about.url = about.url or metadata.extract_url(tree, url)
    about.sitename = (about.sitename or metadata.extract_sitename(tree) or "").lstrip("@") or _host_of(about.url)
    if about.sitename and "." not in about.sitename and not about.sitename[0].isupper():
        about.sitename = about.sitename.title()
    about.clean_and_trim()
    return about


def _may_name_author(tree: Any) -> bool:
    """Tell whether any element is marked as one that names an author; where none is, looking for it takes longest."""
    marks = "\n".join(
        map(str, tree.xpath("//@class | //@id | //@itemprop | //@rel | //@data-testid | //@data-component"))
    )
    return _AUTHOR_MARK.search(marks) is not None or tree.find(".//author") is not None


def _host_of(url: str | None) -> str:
    try:
        return urlsplit(url or "").netloc.removeprefix("www.")
    except ValueError:
        return ""


def _in_paragraphs(tree: Any) -> int:
    """Return the number of characters that stand in the page's paragraphs, `_FEW_CHARACTERS` where there are fewer."""
    return max(_FEW_CHARACTERS, sum(len(paragraph.text_content()) for paragraph in tree.iter("p")))


def _without_headline(text: str, title: str | None) -> str:
    """Take the headline off the text where the page repeats it there, give or take its marks."""
    first, parted, rest = text.partition("\n\n")
    if title is None or not parted:
        return text
    one, other = _letters(first), _letters(title)
    same = one == other or (
        len(one) > 15 and (one in other or other in one) and abs(len(one) - len(other)) < 0.4 * len(other)
    )
    return rest if same else text


def _paragraphs(text: str | None) -> str:
    """Return the text with an empty line between blocks, and no blank at the ends of one."""
    lines = (" ".join(line.split()) for line in (text or "").replace("\0", "").split("\n"))
    return "\n\n".join(line for line in lines if line)


def _title_of(title: str | None, outlet: str | None) -> str | None:
    """Return the headline without the outlet's name behind it."""
    words = _line(title)
    name = _line(outlet)
    if words is None or name is None:
        return words
    for mark in (" | ", " - ", " – ", " — ", " · ", " : "):
        head, parted, tail = words.rpartition(mark)
        same = _letters(tail) and (_letters(tail) in _letters(name) or _letters(name) in _letters(tail))
        if parted and same and len(head.split()) > 1:
            return head.strip()
    return words


def _letters(words: str) -> str:
    return re.sub(r"\W+", "", words).casefold()


def _line(words: str | None) -> str | None:
    return " ".join(words.split()) or None if isinstance(words, str) else None


def _authors_of(words: str | None) -> tuple[str, ...]:
    names = (_line(name) for name in (words or "").split(";"))
    return tuple(name for name in names if name and len(name) < 80 and not _AUTHOR_NOISE.search(name))


def _date_in_head(tree: Any, latest: day | None) -> tuple[str | None, str | None]:
    """Return the day of publication that the page's head, or an element made for dates, tells.

    Where that is later than it can be, the next one that it tells, and beside it the one that was not believed.
    """
    if latest is None:
        return _found_date(tree, None, extensive_search=False), None
    found = _found_date(tree, _EVER, extensive_search=False)
    if found is None or found <= latest.isoformat():
        return found, None
    return _found_date(tree, latest.isoformat(), extensive_search=False), found


def _date_in_words(tree: Any, latest: day | None) -> str | None:
    """Return the day of publication as the words of the page tell it."""
    found = _found_date(tree, latest.isoformat() if latest is not None else None, extensive_search=True)
    # A year alone ("© 2019") comes out as its first day: no date is better.
    return found if found and not found.endswith("-01-01") else None


def _found_date(tree: Any, latest: str | None, *, extensive_search: bool) -> str | None:
    """Ask htmldate, which takes none later than `latest`, by default today."""
    from htmldate import find_date  # noqa: PLC0415

    with suppress(ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return find_date(
            tree,
            original_date=True,
            extensive_search=extensive_search,
            deferred_url_extractor=True,
            max_date=latest,
        )
    return None


def _leave_out_scripts(tree: Any) -> None:
    """Take out scripts, styles and drawings; what is written for machines to read (JSON-LD) stays."""
    for element in tree.xpath("//script[not(contains(@type, 'ld+json'))] | //style | //svg"):
        element.drop_tree()


def _language_of(tree: Any) -> str | None:
    words = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    match = re.match(r"[A-Za-z]{2}\b", words) if isinstance(words, str) else None
    return match.group().lower() if match else None
