"""Progress on standard error: a bar on a terminal, nothing when piped."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType


class Progress:
    """Counts steps on a terminal; silent elsewhere."""

    def __init__(self, *, unit: str) -> None:
        """Name what is counted."""
        self._bars: Bars | None = None
        if sys.stderr.isatty():
            self._bars = Bars(
                SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), BarColumn(),
                TimeElapsedColumn(), console=Console(stderr=True), transient=True,
            )  # fmt: skip
            self._task = self._bars.add_task(unit, total=None)

    def __enter__(self) -> Self:
        """Start the bar."""
        if self._bars is not None:
            self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        if self._bars is not None:
            self._bars.stop()

    def step(self) -> None:
        """Count one."""
        if self._bars is not None:
            self._bars.advance(self._task)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Hide the bar while results are printed to the same terminal."""
        if self._bars is None or not sys.stdout.isatty():
            yield
            return
        self._bars.stop()
        yield
        self._bars.start()
