"""A part of a chart's time that is chosen: its events are listed, while the chart shows all of the time.

The address says it (`chosen=2021-04..2021-09`), so that it can be kept, shared and read without a script; `brush.js`
changes it as somebody drags over the bars.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Self

from legation.errors import InputError
from legation.store.query import Query

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from starlette.requests import Request


#: Two years, months or days, or one.
_WORDS: Final = re.compile(r"(\d{4}(?:-\d\d){0,2})(?:\.\.(\d{4}(?:-\d\d){0,2}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The first and the last period as told, and the days that they cover."""

    first: str
    last: str
    since: date
    until: date

    @classmethod
    def of(cls, request: Request) -> Self | None:
        """Read it from an address; one period stands for itself. Raises InputError for what is no time."""
        words = request.query_params.get("chosen", "").strip()
        if not words:
            return None
        found = _WORDS.fullmatch(words)
        if found is None:
            raise InputError(f"{words!r} is no time", remedy="write 2021, 2021-04 or 2021-04..2021-09")
        first, last = sorted((found[1], found[2] or found[1]))
        query = Query.of({"since": first, "until": last})
        assert query.since is not None  # noqa: S101 - both were given
        assert query.until is not None  # noqa: S101
        return cls(first, last, query.since, query.until)

    def __str__(self) -> str:
        """Give the words it is read from."""
        return self.first if self.first == self.last else f"{self.first}..{self.last}"

    @property
    def told(self) -> str:
        """What a reader is told."""
        return self.first if self.first == self.last else f"{self.first} to {self.last}"

    def narrow(self, query: Query) -> Query:
        """Return a query within the chosen time."""
        since = max(self.since, query.since) if query.since is not None else self.since
        until = min(self.until, query.until) if query.until is not None else self.until
        return replace(query, since=since, until=until)

    def places(self, periods: Sequence[str]) -> tuple[int, int] | None:
        """Return the places of the first and the last period that it touches, None where it touches none."""
        found = [
            place for place, one in enumerate(periods)
            if self.first[: len(one)] <= one[: len(self.first)] and one[: len(self.last)] <= self.last[: len(one)]
        ]  # fmt: skip
        return (found[0], found[-1]) if found else None
