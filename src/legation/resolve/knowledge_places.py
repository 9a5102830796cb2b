"""Towns by name (GeoNames), unpacked at the first question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legation.resolve.knowledge_types import Town

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterator

    from legation.resolve.knowledge_file import Columns


class PlaceTable:
    """The place columns; coordinates are kept as hundred-thousandths of a degree."""

    def __init__(self, columns: Columns) -> None:
        """Remember the file; nothing is unpacked yet."""
        self._columns = columns
        self._index: dict[str, int] | None = None
        self._first: array[int]
        self._place: array[int]

    def places(self, norm: str) -> tuple[Town, ...]:
        """Return the towns whose alias, in normal form, is `norm`; the largest first."""
        if self._index is None:
            self._unpack()
            assert self._index is not None  # noqa: S101 - set by _unpack
        at = self._index.get(norm)
        if at is None:
            return ()
        return tuple(self._town(self._place[row]) for row in range(self._first[at], self._first[at + 1]))

    def every(self) -> Iterator[tuple[str, tuple[Town, ...]]]:
        """Yield every name, in normal form, with its towns."""
        self.places("")
        for norm in self._index or ():
            yield norm, self.places(norm)

    def _unpack(self) -> None:
        columns = self._columns
        norms = columns.strings("place_norm")
        self._first, self._place = columns.numbers("place_first"), columns.numbers("place_row")
        self._names, self._admin = columns.strings("place_name"), columns.strings("place_admin1")
        self._admin_row, self._country = columns.numbers("place_admin_row"), columns.strings("place_country")
        self._latitude, self._longitude = columns.numbers("place_latitude"), columns.numbers("place_longitude")
        self._population, self._capital = columns.numbers("place_population"), columns.numbers("place_capital")
        self._ids = columns.numbers("place_id")
        self._index = dict(zip(norms, range(len(norms)), strict=True))

    def _town(self, row: int) -> Town:
        return Town(
            self._names[row],
            self._country[row],
            self._admin[self._admin_row[row]],
            self._latitude[row] / 1e5,
            self._longitude[row] / 1e5,
            self._population[row],
            bool(self._capital[row]),
            self._ids[row],
        )
