"""Which column of a table, or key of a JSON object, holds the text, the date, the id and the title."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from legation.acquire.options import Columns
from legation.acquire.stamps import iso_date
from legation.errors import SourceError

#: Usual names, the likeliest first; compared without case, blanks, dashes and underscores.
_USUAL: dict[str, tuple[str, ...]] = {
    "text": ("text", "articletext", "fulltext", "maintext", "body", "articlebody", "bodytext", "content", "contents", "story", "storytext", "articlecontent", "plaintext", "rawtext", "article", "texte", "texto", "html", "contenthtml"),
    "date": ("date", "published", "publishedat", "publishdate", "datepublish", "datepublished", "publicationdate", "pubdate", "publicationdatetime", "storydate", "articledate", "datetime", "publishedon", "posteddate", "timestamp", "created", "createdat", "day"),
    "id": ("id", "docid", "documentid", "articleid", "storyid", "uuid", "guid", "uid", "gid"),
    "title": ("title", "headline", "heading", "articletitle", "head", "titre", "titulo"),
    "url": ("url", "link", "articleurl", "sourceurl", "permalink", "webaddress", "uri"),
    "outlet": ("outlet", "publisher", "publication", "newspaper", "sitename", "sourcedomain", "domain", "sourcename", "source", "medianame", "media"),
    "author": ("author", "authors", "byline", "creator"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The column of each field, None where there is none."""

    text: str | None = None
    date: str | None = None
    id: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None

    def words(self, names: Collection[str] = ()) -> str:
        """Say the choice, for people; where no column has the date, also which of `names` are left to be named."""
        taken = {row.name: getattr(self, row.name) for row in fields(self) if getattr(self, row.name) is not None}
        words = "columns: " + ", ".join(f"{field} = {name!r}" for field, name in taken.items())
        left = [name for name in names if name and name not in taken.values()][:8] if self.date is None else []
        return f"{words}; no date among {', '.join(map(repr, left))} (--date-column)" if left else words


def _plain(name: str) -> str:
    return re.sub(r"[\s_.-]+", "", name).lower()


def guess(names: Iterable[str]) -> Chosen:
    """Choose columns by their usual names."""
    by_plain: dict[str, str] = {}
    for name in names:
        by_plain.setdefault(_plain(name.lstrip("\ufeff")), name)
    found: dict[str, str] = {}
    for field, usual in _USUAL.items():
        for name in usual:
            column = by_plain.get(name)
            if column is not None and column not in found.values():
                found[field] = column
                break
    return Chosen(**found)


def choose(names: list[str], given: Columns, sample: list[Mapping[str, Any]], place: str) -> Chosen:
    """Choose by the caller's word, then by usual names, and the text last by length in the sample.

    Raises `SourceError` for a column that is not there, and where no column can be the text.
    """
    guessed = guess(names)
    named = {field: getattr(given, field) for field in ("text", "date", "id", "title") if getattr(given, field)}
    for field, name in named.items():
        if name not in names:
            known = ", ".join(names[:30])
            raise SourceError(f"has no column {name!r} for the {field}", place=place, remedy=f"its columns: {known}")
    rows = {
        row.name: getattr(guessed, row.name)
        for row in fields(guessed)
        if getattr(guessed, row.name) not in named.values()
    }
    chosen = {**rows, **named}
    if chosen.get("text") is None:
        chosen["text"] = _longest(names, sample)
    if chosen["text"] is None:
        known = ", ".join(names[:30])
        raise SourceError(
            "has no column that reads like a text",
            place=place,
            remedy=f"name it with --text-column; its columns: {known}",
        )
    return Chosen(**chosen)


def _longest(names: list[str], sample: list[Mapping[str, Any]]) -> str | None:
    """Return the column whose cells are longest on average, if they are as long as a sentence."""
    best, most = None, 80.0
    for name in names:
        cells = [str(row.get(name) or "") for row in sample]
        mean = sum(map(len, cells)) / max(len(cells), 1)
        if mean > most:
            best, most = name, mean
    return best


def label(value: Any) -> str | None:
    """Return a cell as words, None for an empty one; whole numbers lose the `.0` that tables give them."""
    if value is None or isinstance(value, (bytes, list, dict)):
        return None
    if isinstance(value, float):
        if value != value:  # noqa: PLR0124 - not a number, as tables write an empty cell
            return None
        value = int(value) if value.is_integer() else value
    words = str(value).strip()
    return words if words and words.lower() not in {"nan", "none", "null", "nat"} else None


def authors(value: Any) -> tuple[str, ...]:
    """Return the authors of a cell: a list, or names parted by semicolons or bars."""
    if isinstance(value, (list, tuple)):
        return tuple(name for name in map(label, value) if name)
    words = label(value)
    return tuple(part.strip() for part in re.split(r"[;|]", words) if part.strip()) if words else ()


def dated(value: Any, *, day_first: bool | None = None) -> str | None:
    """Return a date in ISO form; words that cannot be read stand as they are, for the cleaner to refuse by name."""
    words = label(value)
    return (iso_date(words, day_first=day_first) or words) if words else None
