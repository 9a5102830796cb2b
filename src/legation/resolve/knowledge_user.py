"""Actors and corrections of the user's own, layered over the shipped knowledge base, which is never edited.

A table of tabs, one row an alias group and, for persons, one office:

    name	code	kind	sector	aliases	office	start	end	source

`name` and `code` are needed. `kind` is `person` where an office is given, else `company` unless the row says otherwise.
`aliases` are parted by "; ", days are YYYY, YYYY-MM or YYYY-MM-DD. A row for a person and office that the shipped file
knows replaces what it tells of that office; other rows add to it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from legation.errors import DataError
from legation.resolve.knowledge_names import normal
from legation.resolve.knowledge_types import ENTITY_KINDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

COLUMNS: Final = ("name", "code", "kind", "sector", "aliases", "office", "start", "end", "source")
_HEADER: Final = "\t".join(COLUMNS)
_KINDS: Final = frozenset(ENTITY_KINDS) - {"state", "former_state", "territory", "place"}
_PREFIXES: Final = ("IGO:", "NGO:", "NSA:")


@dataclass(frozen=True, slots=True)
class UserRow:
    """One row; days are None where unknown or open."""

    name: str
    code: str
    kind: str
    sector: str
    aliases: tuple[str, ...]
    office: str
    start: date | None
    end: date | None
    source: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as it is kept."""
        start, end = (day.isoformat() if day else "" for day in (self.start, self.end))
        return (
            self.name,
            self.code,
            self.kind,
            self.sector,
            "; ".join(self.aliases),
            self.office,
            start,
            end,
            self.source,
        )


def user_file() -> Path:
    """Return where the user's rows are kept: `$XDG_DATA_HOME/legation/actors.tsv`."""
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "legation" / "actors.tsv"


def read_user_rows(
    path: Path, codes: Collection[str], sectors: Collection[str]
) -> tuple[list[UserRow], list[DataError]]:
    """Read a user's table; return the good rows, and an error with file, line and reason for each bad one.

    `codes` are the codes of states and organisations that the base knows. Raises `DataError` where the file cannot be
    read or is no such table at all.
    """
    if path.suffix.casefold() in {".yaml", ".yml"}:
        raise DataError(
            "YAML is not read", place=str(path), remedy=f"write a table of tabs with the header {_HEADER!r}"
        )
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"cannot be read: {error}", place=str(path), remedy="give a UTF-8 text file") from error
    rows: list[UserRow] = []
    problems: list[DataError] = []
    header: list[str] | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
            unknown = [name for name in cells if name not in COLUMNS]
            if unknown or not {"name", "code"} <= set(cells):
                problem = f"unknown column {unknown[0]!r}" if unknown else "no columns name and code"
                raise DataError(problem, place=f"{path}:{number}", remedy=f"columns are {', '.join(COLUMNS)}, by tabs")
            continue
        try:
            rows.append(_row(dict(zip(header, cells, strict=False)), len(cells) > len(header), codes, sectors))
        except ValueError as error:
            problems.append(DataError(str(error), place=f"{path}:{number}", remedy="mend the row and add it again"))
    return rows, problems


def _row(cells: dict[str, str], too_long: bool, codes: Collection[str], sectors: Collection[str]) -> UserRow:  # noqa: FBT001
    if too_long:
        raise ValueError("more cells than columns")
    name, code, office = cells.get("name", ""), cells.get("code", ""), cells.get("office", "")
    kind = cells.get("kind", "") or ("person" if office else "company")
    sector = cells.get("sector", "").upper()
    if not normal(name):
        raise ValueError("no name")
    if code not in codes and not (code.startswith(_PREFIXES) and code.partition(":")[2]):
        raise ValueError(f"unknown code {code!r}: use ISO 3166 alpha-3, or IGO:NAME, NGO:NAME, NSA:NAME")
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}: use one of {', '.join(sorted(_KINDS))}")
    if sector and sector not in sectors:
        raise ValueError(f"unknown sector {sector!r}: use one of {', '.join(sorted(sectors))}")
    if office and kind != "person":
        raise ValueError(f"an office, but the kind is {kind!r}")
    start, end = _day(cells.get("start", ""), last=False), _day(cells.get("end", ""), last=True)
    if start and end and end < start:
        raise ValueError(f"ends ({end}) before it starts ({start})")
    if (start or end) and not office:
        raise ValueError("days without an office")
    aliases = tuple(alias for part in cells.get("aliases", "").split(";") if normal(alias := part.strip()))
    return UserRow(name, code, kind, sector, aliases, office, start, end, cells.get("source", "") or "user")


def _day(text: str, *, last: bool) -> date | None:
    if not text:
        return None
    parts = text.split("-")
    try:
        numbers = [int(part) for part in parts]
        if [len(part) for part in parts] == [4, 2, 2]:
            return date(*numbers)
        if [len(part) for part in parts] == [4, 2]:
            first = date(numbers[0], numbers[1], 1)
            return date(numbers[0] + numbers[1] // 12, numbers[1] % 12 + 1, 1) - timedelta(days=1) if last else first
        if [len(part) for part in parts] == [4]:
            return date(numbers[0], 12, 31) if last else date(numbers[0], 1, 1)
    except ValueError:
        pass
    raise ValueError(f"{text!r} is no day: write YYYY, YYYY-MM or YYYY-MM-DD")


def keep_user_rows(rows: Iterable[UserRow], path: Path) -> int:
    """Add rows to the user's kept ones, each once; return how many are new."""
    kept = path.read_text(encoding="utf-8").splitlines() if path.is_file() else [_HEADER]
    known = set(kept)
    fresh = [line for line in dict.fromkeys("\t".join(row.cells) for row in rows) if line not in known]
    if fresh:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([*kept, *fresh]) + "\n", encoding="utf-8")
    return len(fresh)
