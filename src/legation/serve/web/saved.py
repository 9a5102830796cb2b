"""Charts and their figures as files, at addresses that stay: SVG that stands by itself, CSV that no spreadsheet runs.

A PNG is painted from the SVG by the reader's own browser (`charts.js`): the server has no renderer.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from starlette.responses import Response

from legation.store.export.plain import inert

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markupsafe import Markup


def svg_file(drawn: Markup, *words: str) -> Response:
    """Return a chart as a file; `words` become its name."""
    return _file(str(drawn), "image/svg+xml", f"{_name(words)}.svg")


def csv_file(columns: Sequence[str], rows: Iterable[Sequence[object]], *words: str) -> Response:
    """Return rows as a file of comma-separated values."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return _file(out.getvalue(), "text/csv; charset=utf-8", f"{_name(words)}.csv")


def _name(words: Sequence[str]) -> str:
    """Return a name for a file: letters, digits and `-` alone, whatever an actor is called."""
    return "-".join(
        (
            "legation",
            *("".join(letter if letter.isalnum() and letter.isascii() else "_" for letter in word) for word in words),
        )
    )


def _file(content: str, kind: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-cache"}
    return Response(content, media_type=kind, headers=headers)
