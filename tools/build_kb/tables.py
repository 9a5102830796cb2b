"""Tables of the knowledge base: tab-separated, one header, `#` comments, items of a cell parted by "; "."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from legation.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ROOT: Final = Path(__file__).resolve().parents[2]
TABLES: Final = ROOT / "data" / "kb"
BINARY: Final = ROOT / "src" / "legation" / "resolve" / "data" / "knowledge.bin"

#: Sources that came by a look-up, not by memory, outrank it.
RECOLLECTION: Final = "recollection"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands ("tenures.tsv:12") and its cells by column name, stripped."""

    place: str
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """Return a cell, "" where the table has no such column."""
        return self.cells.get(column, "")

    def items(self, column: str) -> tuple[str, ...]:
        """Return the items of a cell."""
        return tuple(item for part in self[column].split(";") if (item := part.strip()))

    def fail(self, problem: str, remedy: str = "mend the row") -> DataError:
        """Return an error that names the row."""
        return DataError(problem, place=self.place, remedy=remedy)


def read_table(path: Path, needed: Sequence[str]) -> list[Row]:
    """Read a table; `DataError` where a column that is needed is missing or a row has too many cells."""
    return list(_rows(path, needed))


def _rows(path: Path, needed: Sequence[str]) -> Iterator[Row]:
    header: list[str] | None = None
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.startswith("#") or not line.strip():
                continue
            cells = [cell.strip() for cell in line.rstrip("\r\n").split("\t")]
            place = f"{path.name}:{number}"
            if header is None:
                header = cells
                missing = [column for column in needed if column not in cells]
                if missing:
                    raise DataError(
                        f"no column {missing[0]!r}", place=place, remedy=f"the header needs {', '.join(needed)}"
                    )
                continue
            if len(cells) > len(header):
                raise DataError(
                    f"{len(cells)} cells under {len(header)} columns", place=place, remedy="part cells by one tab"
                )
            yield Row(place, dict(zip(header, cells, strict=False)))


def optional(folder: Path, name: str, needed: Sequence[str]) -> list[Row]:
    """Read a table that may be missing: no rows then."""
    path = folder / name
    return read_table(path, needed) if path.is_file() else []


def write_table(path: Path, comment: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a table, rows sorted; return their number."""
    lines = sorted({"\t".join(_clean(cell) for cell in row) for row in rows})
    head = "".join(f"# {line}\n" for line in comment.strip().splitlines())
    path.write_text(head + "\t".join(columns) + "\n" + "".join(line + "\n" for line in lines), encoding="utf-8")
    return len(lines)


def _clean(cell: str) -> str:
    return " ".join(cell.split())


def tables_hash(folder: Path = TABLES) -> str:
    """Return a digest of all tables, in the order of their names; comments count too."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.tsv")):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Day:
    """A day with the precision it was given in: "day", "month", "year", or "" where nothing was."""

    first: int
    last: int
    precision: str


NO_DAY: Final = Day(0, 0, "")


def read_day(text: str, row: Row) -> Day:
    """Read YYYY, YYYY-MM or YYYY-MM-DD as the ordinals of its first and last day; `DataError` otherwise."""
    if not text:
        return NO_DAY
    try:
        parts = [int(part) for part in text.split("-")]
        if len(parts) == 1 and len(text) == 4:
            return Day(date(parts[0], 1, 1).toordinal(), date(parts[0], 12, 31).toordinal(), "year")
        if len(parts) == 2 and len(text) == 7:
            following = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
            return Day(date(parts[0], parts[1], 1).toordinal(), (following - timedelta(days=1)).toordinal(), "month")
        if len(text) == 10:
            day = date(*parts).toordinal()
            return Day(day, day, "day")
    except (ValueError, TypeError) as error:
        raise row.fail(f"{text!r} is no day", "write YYYY, YYYY-MM or YYYY-MM-DD") from error
    raise row.fail(f"{text!r} is no day", "write YYYY, YYYY-MM or YYYY-MM-DD")
