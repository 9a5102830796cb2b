"""The answer to a query from Python: read when it is looped over, and turned into tables where these are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from legation.store import finding
from legation.store.export.parquet import arrow_table, pandas_frame, polars_frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legation.store.ledger import Ledger
    from legation.store.query import Query


@dataclass(frozen=True, slots=True)
class Events:
    """Events of a ledger that a query asks for, the newest first; each loop asks anew."""

    ledger: Ledger
    query: Query

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield the forms of the events."""
        return finding.events(self.ledger, self.query)

    def count(self) -> int:
        """Return how many there are."""
        return finding.count_events(self.ledger, self.query)

    def to_arrow(self) -> Any:
        """Return a pyarrow.Table in the columns of the CSV. Raises LegationError without pyarrow."""
        return arrow_table(self)

    def to_pandas(self) -> Any:
        """Return a pandas.DataFrame. Raises LegationError without pandas."""
        return pandas_frame(self)

    def to_polars(self) -> Any:
        """Return a polars.DataFrame. Raises LegationError without polars."""
        return polars_frame(self)
