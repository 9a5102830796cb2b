"""One line of JSONL to a page: `{"text", "id", "date", "title", "pairs"}`, everything but the text optional."""

from __future__ import annotations

import json
from typing import Any

from legation.acquire.columns import Chosen, authors, dated, guess
from legation.acquire.columns import label as words_of
from legation.acquire.options import Columns
from legation.acquire.pages import Page, PagePair
from legation.acquire.stamps import order_of
from legation.errors import LineError
from legation.records import Span

#: Lines that are looked at for the order of day and month.
_SAMPLE = 50
_FORM = 'a line is {"id": ..., "date": ..., "text": ...}'


def order_in(opening: str, columns: Columns) -> bool | None:
    """Tell from the first lines of a file whether its dates begin with the day; None where none of them tells."""
    cells: list[str] = []
    for line in opening.split("\n")[:_SAMPLE]:
        try:
            found = json.loads(line.lstrip("\ufeff"))
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict) and (key := columns.date or guess(found).date) and isinstance(found.get(key), str):
            cells.append(found[key])
    return order_of(cells)


def page_of_line(line: str, place: str, columns: Columns | None = None, *, day_first: bool | None = None) -> Page:
    """Read one JSONL line; raises `LineError` naming `place`. Unknown keys are left alone.

    `columns` are the caller's names for the keys; where there is no "text", usual names for it are looked for, and
    a note says what was taken for what. `day_first` settles 04/05/2021.
    """
    try:
        found = json.loads(line.lstrip("\ufeff"))
    except RecursionError:
        raise LineError("is nested too deeply", place=place, remedy=_FORM) from None
    except ValueError as error:
        # The decoder's own words name the column; longer ones would quote the line.
        reason = f"{error.msg} at column {error.colno}" if isinstance(error, json.JSONDecodeError) else "a bad number"
        raise LineError(f"is not valid JSON: {reason}", place=place, remedy=_FORM) from None
    if not isinstance(found, dict):
        raise LineError(f"is no JSON object but {_kind(found)}", place=place, remedy=_FORM)
    if columns or "text" not in found:
        return _mapped(found, place, columns or Columns(), day_first=day_first)
    text = found.get("text")
    if not isinstance(text, str):
        problem = '"text" is missing' if text is None else f'"text" is {_kind(text)}'
        raise LineError(problem, place=place, remedy=_FORM)
    if not text.strip():
        raise LineError('"text" is empty', place=place, remedy="leave the line out")
    _refuse_half_characters(text, "text", place)
    return Page(
        text=text,
        source=place,
        id=_label(found, "id", place),
        published=_label(found, "date", place),
        title=_label(found, "title", place),
        pairs=_pairs(found.get("pairs"), len(text), place),
        **_further(found),
    )


def _further(found: dict[str, Any]) -> dict[str, Any]:
    """Return address, outlet and authors where they stand under their plain names."""
    row = {key: words_of(found.get(key)) for key in ("url", "outlet") if isinstance(found.get(key), str)}
    return {**row, "authors": authors(found["authors"])} if found.get("authors") else row


def _mapped(found: dict[str, Any], place: str, columns: Columns, *, day_first: bool | None) -> Page:
    """Read a line whose keys have other names."""
    guessed = guess(found)
    chosen = Chosen(
        text=columns.text or guessed.text, date=columns.date or guessed.date, id=columns.id or guessed.id,
        title=columns.title or guessed.title, url=guessed.url, outlet=guessed.outlet, author=guessed.author,
    )  # fmt: skip
    text = found.get(chosen.text) if chosen.text else None
    if not isinstance(text, str):
        name = chosen.text or "text"
        problem = f'"{name}" is missing' if text is None else f'"{name}" is {_kind(text)}'
        known = ", ".join(name for name in list(found)[:10] if name.isprintable())[:200]
        remedy = (
            f"name the text's key with --text-column; its keys: {known}"
            if columns.text is None
            else f"its keys: {known}"
        )
        raise LineError(problem, place=place, remedy=remedy)
    if not text.strip():
        raise LineError(f'"{chosen.text}" is empty', place=place, remedy="leave the line out")
    _refuse_half_characters(text, chosen.text or "text", place)
    markup = text[:500].lstrip().lower()
    return Page(
        text=text,
        source=place,
        id=_label(found, chosen.id, place) if chosen.id else None,
        published=dated(_label(found, chosen.date, place), day_first=day_first) if chosen.date else None,
        title=_label(found, chosen.title, place) if chosen.title else None,
        url=words_of(found.get(chosen.url)) if chosen.url else None,
        outlet=words_of(found.get(chosen.outlet)) if chosen.outlet else None,
        authors=authors(found.get(chosen.author)) if chosen.author else (),
        form="html" if markup.startswith(("<!doctype html", "<html", "<p>", "<p ", "<div")) else "text",
        pairs=_pairs(found.get("pairs"), len(text), place),
        notes=(chosen.words(),),
    )


def _label(found: dict[str, Any], key: str, place: str) -> str | None:
    """Return a short field as words; numbers are taken as written, since ids and years often are numbers."""
    value = found.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise LineError(f'"{key}" is {_kind(value)}', place=place, remedy="write it as a string")
    words = str(value)
    _refuse_half_characters(words, key, place)
    return words


def _refuse_half_characters(words: str, key: str, place: str) -> None:
    """Refuse half a surrogate pair, which JSON can write but which no file or database can hold."""
    try:
        words.encode()
    except UnicodeEncodeError as error:
        problem = f'"{key}" holds half of a character at offset {error.start}'
        raise LineError(problem, place=place, remedy="write characters beyond U+FFFF as both halves") from None


def _pairs(value: Any, length: int, place: str) -> tuple[PagePair, ...]:
    if value is None:
        return ()
    remedy = '"pairs": [{"source": [start, end], "target": [start, end]}], half-open offsets into "text"'
    if not isinstance(value, list):
        raise LineError(f'"pairs" is {_kind(value)}', place=place, remedy=remedy)
    pairs: list[PagePair] = []
    for number, pair in enumerate(value, start=1):
        if not isinstance(pair, dict):
            raise LineError(f'pair {number} in "pairs" is {_kind(pair)}', place=place, remedy=remedy)
        ends = [_span(pair.get(end), length) for end in ("source", "target")]
        if ends[0] is None or ends[1] is None:
            raise LineError(f'pair {number} in "pairs" selects no words of the text', place=place, remedy=remedy)
        pairs.append(PagePair(source=ends[0], target=ends[1]))
    return tuple(pairs)


def _span(value: Any, length: int) -> Span | None:
    """Return the span that a pair of numbers names, None unless it selects something within the text."""
    match value:
        case [int(start), int(end)] if 0 <= start < end <= length and not isinstance(start, bool):
            return Span(start, end)
        case _:
            return None


def _kind(value: Any) -> str:
    """Name the JSON kind of a value, for messages."""
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a string",
        list: "a list",
        dict: "an object",
    }
    return names.get(type(value), "null")
