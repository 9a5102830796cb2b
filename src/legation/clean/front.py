"""Front matter: what stands between two lines of `---` above a Markdown text, as blogs and note-takers write it."""

from __future__ import annotations

import re

from legation.clean.hypertext import Extracted

_FRONT = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?:[A-Za-z][\w-]{0,40}:[^\r\n]{0,2000}\r?\n|[ \t]+[^\r\n]{0,2000}\r?\n){1,60}---[ \t]*(?:\r?\n|$)"
)
_FIELD = re.compile(r"^([A-Za-z][\w-]{0,40}):[ \t]*(\S[^\r\n]{0,1999})", re.MULTILINE)
#: The names under which each field stands, the likeliest first.
_NAMES = {
    "title": ("title", "headline"),
    "date": ("date", "published", "publishdate", "pubdate"),
    "outlet": ("outlet", "publisher", "publication", "source", "site"),
    "url": ("url", "link", "canonical", "permalink"),
    "author": ("author", "authors", "byline"),
}


def front_matter(text: str) -> int:
    """Return where the front matter of a Markdown file ends (`---`, lines of `name: value`, `---`), 0 without any."""
    match = _FRONT.match(text)
    return match.end() if match else 0


def said_in(matter: str) -> Extracted:
    """Return what front matter says of its text; only plain values on one line are read."""
    values: dict[str, str] = {}
    for name, words in _FIELD.findall(matter):
        values.setdefault(re.sub(r"[_-]", "", name.lower()), words.strip().strip("\"'").strip())
    found = {field: next((values[name] for name in names if values.get(name)), None) for field, names in _NAMES.items()}
    authors = (part.strip().strip("\"'") for part in re.split(r"[,;]", (found["author"] or "").strip("[]")))
    return Extracted(
        text="",
        title=found["title"],
        outlet=found["outlet"],
        url=found["url"] if (found["url"] or "").startswith(("http://", "https://")) else None,
        authors=tuple(name for name in authors if name),
        date=found["date"],
    )
