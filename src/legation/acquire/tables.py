"""CSV and TSV, row by row: one page a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any

from legation.acquire.columns import Chosen, authors, choose, dated, label
from legation.acquire.decoding import marked_encoding
from legation.acquire.kinds import delimiter_of
from legation.acquire.options import DOCUMENT_LIMIT, Options
from legation.acquire.pages import Page, Problem
from legation.acquire.stamps import order_of
from legation.errors import LegationError, LineError, SourceError

#: Rows that are looked at before the columns are chosen.
_SAMPLE = 50


def read_table(stream: io.RawIOBase, opening: bytes, place: str, options: Options) -> Iterator[Page | Problem]:
    """Yield the pages of a CSV or TSV; a bad row is a `Problem` of its own. Raises `SourceError`."""
    encoding = options.encoding or marked_encoding(opening) or "utf-8"
    delimiter = (
        delimiter_of(opening.decode(encoding, errors="replace").lstrip("\ufeff"), place.lower().removesuffix(".gz"))
        or ","
    )
    # A field is refused when it is larger than a document may be; the limit is the module's own.
    csv.field_size_limit(DOCUMENT_LIMIT + 1)
    text = io.TextIOWrapper(io.BufferedReader(stream), encoding=encoding, newline="", errors="strict")
    taken = _Taken(text)
    reader = csv.reader(taken, delimiter=delimiter)
    try:
        names = [name.strip().lstrip("\ufeff") for name in next(reader)]
        rows = _rows(reader, taken, names, place)
        sample = list(islice(rows, _SAMPLE))
        good = [row for _, row in sample if not isinstance(row, Problem)]
        chosen = choose(names, options.columns, good, place)
        yield from pages_of_rows(chain(sample, rows), chosen, good)
    except StopIteration:
        raise SourceError("is empty", place=place, remedy="give a file with text") from None
    except UnicodeError as error:
        raise SourceError(f"is not {encoding}: {error}", place=place, remedy="convert it to UTF-8 first") from None


class _Taken:
    """The lines of a table, remembering how the quotation marks of the row that is being read stand."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.marks = 0
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            line = next(self._lines)
        except StopIteration:
            self.ended = True
            raise
        self.marks += line.count('"')
        return line


def _rows(
    reader: Any, taken: _Taken, names: list[str], place: str
) -> Iterator[tuple[str, Mapping[str, Any] | Problem]]:
    """Yield each row with its place; the place names the line on which the row begins."""
    while True:
        where = f"{place}:{reader.line_num + 1}"
        taken.marks = 0
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            # An open quotation mark swallows what follows it; the reader begins anew at the next line.
            problem = LineError(f"is no row: {error}", place=where, remedy="check the quotation marks before this line")
            yield where, Problem(source=where, error=problem)
            continue
        if taken.ended and taken.marks % 2:
            # The reader asks for another line only within quotation marks: what follows the open one is no text.
            open_mark = "opens a quotation mark that is never closed: it and all below it are not read"
            unclosed = LineError(
                open_mark, place=where, remedy="close the mark, or double one that is part of the text"
            )
            yield where, Problem(source=where, error=unclosed)
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(names):
            problem = LineError(
                f"has {len(cells)} cells, the first line names {len(names)}",
                place=where,
                remedy="put cells with a delimiter in them into quotation marks",
            )
            yield where, Problem(source=where, error=problem)
            continue
        yield where, dict(zip(names, cells, strict=False))


def pages_of_rows(
    rows: Iterable[tuple[str, Mapping[str, Any] | Problem]],
    chosen: Chosen,
    sample: list[Mapping[str, Any]],
) -> Iterator[Page | Problem]:
    """Turn rows into pages by the chosen columns; `sample` settles whether dates begin with the day."""
    cells = [words for row in sample if chosen.date and (words := label(row.get(chosen.date)))]
    day_first = order_of(cells)
    note = chosen.words(list(sample[0]) if sample else ())
    for where, row in rows:
        if isinstance(row, Problem):
            yield row
            continue
        try:
            yield page_of_row(row, chosen, where, note, day_first=day_first)
        except LegationError as error:
            yield Problem(source=error.place or where, error=error)


def page_of_row(row: Mapping[str, Any], chosen: Chosen, where: str, note: str, *, day_first: bool | None) -> Page:
    """Make a page of one row; raises `LineError` where there is no text."""
    assert chosen.text is not None  # noqa: S101 - chosen before
    text = row.get(chosen.text)
    if not isinstance(text, str) or not text.strip():
        raise LineError(
            f"column {chosen.text!r} is empty", place=where, remedy="leave the row out, or name the text's column"
        )
    if len(text) > DOCUMENT_LIMIT or len(text.encode("utf-8", "surrogatepass")) > DOCUMENT_LIMIT:
        raise LineError("is one document of more than 5 MB", place=where, remedy="split the document")
    return Page(
        text=text,
        source=where,
        id=label(row.get(chosen.id)) if chosen.id else None,
        published=dated(row.get(chosen.date), day_first=day_first) if chosen.date else None,
        title=label(row.get(chosen.title)) if chosen.title else None,
        url=label(row.get(chosen.url)) if chosen.url else None,
        outlet=label(row.get(chosen.outlet)) if chosen.outlet else None,
        authors=authors(row.get(chosen.author)) if chosen.author else (),
        form="html" if _is_markup(text) else "text",
        notes=(note,),
    )


def _is_markup(text: str) -> bool:
    """Tell a cell of HTML from a text that has an angle bracket in it."""
    head = text[:3000].lstrip().lower()
    return (
        head.startswith(("<!doctype html", "<html", "<p>", "<p ", "<div", "<article", "<body"))
        or head.count("</p>") >= 2
    )
