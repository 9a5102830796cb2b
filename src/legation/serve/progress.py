"""Progress on standard error: a bar on a terminal, nothing when piped."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from rich.progress import Task


def rate(number: float, seconds: float) -> str:
    """Say how fast so many went by in so much time: `34/s`, `0.8/s`; nothing where there was no time to tell."""
    if number <= 0 or seconds <= 0:
        return ""
    speed = number / seconds
    return f"{speed:,.0f}/s" if speed >= 10 else f"{speed:.1f}/s"


class _Rate(ProgressColumn):
    """The rate of the last half minute; of the whole time as long as that is too short to tell."""

    def render(self, task: Task) -> Text:
        """Return the words of the column."""
        return Text(rate(task.speed, 1) if task.speed else rate(task.completed, task.elapsed or 0), style="cyan")


class Progress:
    """Counts steps on a terminal, with their rate and what came of them; silent elsewhere."""

    def __init__(self, *, unit: str) -> None:
        """Name what is counted."""
        self._bars: Bars | None = None
        if sys.stderr.isatty():
            self._bars = Bars(
                SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), _Rate(), BarColumn(),
                TimeElapsedColumn(), TextColumn("{task.fields[told]}", markup=False), console=Console(stderr=True),
                transient=True,
            )  # fmt: skip
            self._task = self._bars.add_task(unit, total=None, told="")

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

    def step(self, number: int = 1, told: str = "") -> None:
        """Count one, or so many; `told` is what came of all so far, in words."""
        if self._bars is not None:
            self._bars.update(self._task, advance=number, told=told)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Hide the bar while results are printed to the same terminal."""
        if self._bars is None or not sys.stdout.isatty():
            yield
            return
        self._bars.stop()
        yield
        self._bars.start()
