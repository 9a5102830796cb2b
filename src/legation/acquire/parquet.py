"""Parquet, batch by batch: one page a row. Needs pyarrow (`pip install 'legation[parquet]'`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from itertools import islice
from typing import IO, Any

from legation.acquire.columns import choose
from legation.acquire.options import Options
from legation.acquire.pages import Page, Problem
from legation.acquire.tables import pages_of_rows
from legation.errors import SourceError

_SAMPLE = 50
#: Rows in memory at once: a dictionary lets a small file hold a long text a million times.
_BATCH = 32


def read_parquet(stream: IO[bytes], place: str, options: Options) -> Iterator[Page | Problem]:
    """Yield the pages of a Parquet file in a seekable stream. Raises `SourceError`, also where pyarrow is absent."""
    try:
        from pyarrow import ArrowException  # noqa: PLC0415 - an extra
        from pyarrow.parquet import ParquetFile  # noqa: PLC0415
    except ImportError:
        problem = "is a Parquet file, and pyarrow is not installed"
        raise SourceError(problem, place=place, remedy="pip install 'legation[parquet]'") from None
    try:
        with ParquetFile(stream) as file:
            names = [str(name) for name in file.schema_arrow.names]
            sample = [row for _, row in islice(_rows(file, place, None), _SAMPLE)]
            chosen = choose(names, options.columns, sample, place)
            wanted = [column for column in asdict(chosen).values() if column is not None]
            yield from pages_of_rows(_rows(file, place, wanted), chosen, sample)
    except (ArrowException, OSError, ValueError) as error:
        if isinstance(error, SourceError):
            raise
        raise SourceError(f"is no whole Parquet file: {error}", place=place, remedy="write it anew") from None


def _rows(file: Any, place: str, columns: list[str] | None) -> Iterator[tuple[str, Mapping[str, Any]]]:
    number = 0
    for batch in file.iter_batches(batch_size=_BATCH, columns=columns):
        for row in batch.to_pylist():
            number += 1
            yield f"{place}:{number}", row
