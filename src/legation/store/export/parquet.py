"""Parquet, and tables for Arrow, pandas and Polars: for those who have installed them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from legation.errors import LegationError
from legation.store.export.common import Json, Options
from legation.store.export.plain import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_WHOLE: Final = frozenset(
    {"quad", "claim_only", "killed_low", "killed_high", "reports", "articles", "outlets", "origins"}
)
_REAL: Final = frozenset({"score", "latitude", "longitude", "confidence"})


def _needed(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        remedy = f"pip install {'legation[parquet]' if name == 'pyarrow' else name}"
        raise LegationError(f"the package {name} is not installed", remedy=remedy) from None


def arrow_table(events: Iterable[Json], options: Options | None = None) -> Any:
    """Return a pyarrow.Table in the columns of the CSV, with types. Raises LegationError without pyarrow."""
    arrow = _needed("pyarrow")
    given, rows = options or Options(), list(events)
    kinds = {
        name: arrow.int64() if name in _WHOLE else arrow.float64() if name in _REAL else arrow.string()
        for name, _ in COLUMNS
    }
    return arrow.table(
        {name: arrow.array([value(row, given) for row in rows], type=kinds[name]) for name, value in COLUMNS}
    )


def write_parquet(events: Iterable[Json], path: Path, options: Options | None = None) -> None:
    """Write a Parquet file. Raises LegationError without pyarrow."""
    found = arrow_table(events, options)
    import_module("pyarrow.parquet").write_table(found, path)


def pandas_frame(events: Iterable[Json]) -> Any:
    """Return a pandas.DataFrame in the columns of the CSV. Raises LegationError without pandas."""
    options = Options()
    return _needed("pandas").DataFrame(
        [{name: value(row, options) for name, value in COLUMNS} for row in events], columns=_names()
    )


def polars_frame(events: Iterable[Json]) -> Any:
    """Return a polars.DataFrame in the columns of the CSV. Raises LegationError without polars."""
    options = Options()
    rows = [{name: value(row, options) for name, value in COLUMNS} for row in events]
    return _needed("polars").DataFrame(rows, schema=_names(), infer_schema_length=None)


def _names() -> list[str]:
    return [name for name, _ in COLUMNS]
