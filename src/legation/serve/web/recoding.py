"""Coding again from the pages: one job at a time, in a thread of its own, that lets others have the model between two articles.

What is coded is written as it comes, an article a transaction: stopped, or killed with the server, nothing is lost, and the
next job goes on with what is left.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from legation.errors import InputError, LedgerError, LegationError
from legation.keeping import Recoded, recode, run_of, settle
from legation.serve.web.desk import BusyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from legation.records import Article, Document
    from legation.serve.web.desk import Desk
    from legation.store.query import Query

#: Seconds that closing waits for the article at hand.
_PATIENCE: Final = 30.0
_log: Final = logging.getLogger("legation.web")


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How far a job is. While it looks for what a change can touch, `total` is None."""

    phase: Literal["looking", "coding", "merging", "done", "stopped", "failed"]
    done: int = 0
    total: int | None = None
    #: Seconds since it began, or that it took.
    seconds: float = 0.0
    #: What came of it, where it came to its end.
    outcome: Recoded | None = None
    problem: str = ""

    @property
    def running(self) -> bool:
        """Whether it still works."""
        return self.phase in {"looking", "coding", "merging"}

    @property
    def left(self) -> int | None:
        """How many seconds it may still take, None where nobody can tell yet."""
        if self.phase != "coding" or not self.total or self.done < 3:
            return None
        return round(self.seconds / self.done * (self.total - self.done))

    def row(self) -> dict[str, Any]:
        """Return the state as JSON."""
        outcome = self.outcome
        return {
            "phase": self.phase, "running": self.running, "done": self.done, "total": self.total, "seconds": round(self.seconds, 1),
            "left": self.left, "problem": self.problem or None, "run": outcome.run if outcome else None,
            "changed": outcome.changed if outcome else None, "skipped": outcome.skipped if outcome else None,
        }  # fmt: skip


class _StoppedError(Exception):
    """Somebody asked the job to stop."""


class _InTurn:
    """The desk's pipeline, an article at a time, each in its turn."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def version(self) -> str:
        return self._desk.pipeline.version

    def code_many(self, documents: Iterable[Document]) -> Iterator[Article]:
        for document in documents:
            with self._desk.turn:
                article = self._desk.pipeline.code(document)
            yield article


class Recoding:
    """The one job of a server that codes again, and what the last one came to."""

    def __init__(self, desk: Desk) -> None:
        """Take the desk whose ledger and coder it works with."""
        self._desk = desk
        self._guard = threading.Lock()
        self._halt = threading.Event()
        self._closing = False
        self._thread: threading.Thread | None = None
        self._state: State | None = None
        self._since = 0.0

    def state(self) -> State | None:
        """Return how far the job is, None where there was none."""
        with self._guard:
            state = self._state
            return replace(state, seconds=time.monotonic() - self._since) if state and state.running else state

    def stale(self) -> int:
        """Return how many articles another run coded than this server's."""
        return sum(n for run, n in self._desk.runs() if run.id != self._desk.run.id)

    def start(self, query: Query | None, *, every: bool) -> None:
        """Begin. Raises LedgerError where nothing can be written, BusyError where a job is under way, InputError where files have changed."""
        if not self._desk.can_write:
            raise LedgerError("was opened for reading only", place=self._desk.name)
        if run_of(self._desk.pipeline) != self._desk.run:
            problem = "the lexicon, model or knowledge base has changed since this server started"
            raise InputError(problem, remedy="start the server again: it then codes by the new ones")
        with self._guard:
            if self._closing or (self._state is not None and self._state.running):
                raise BusyError("articles are being coded again already", remedy="wait for its end, or stop it")
            self._halt.clear()
            self._state, self._since = State(phase="looking"), time.monotonic()
            self._thread = threading.Thread(
                target=self._work, args=(query,), kwargs={"every": every}, name="recode", daemon=True
            )
            self._thread.start()

    def stop(self) -> None:
        """Let the job end after the article at hand; what is coded stays."""
        self._halt.set()

    def close(self) -> None:
        """End the job before the ledger is closed; what it left to be merged is merged when the ledger is opened next."""
        with self._guard:
            self._closing = True
        self.stop()
        if self._thread is not None:
            self._thread.join(_PATIENCE)

    # --- in the thread -------------------------------------------------------------------------------------------

    def _work(self, query: Query | None, *, every: bool) -> None:
        try:
            self._now(self._end(query, every=every))
        except LegationError as error:
            self._now(State(phase="failed", problem=str(error)))
        except Exception as error:  # noqa: BLE001 - told and logged below
            # Nobody waits for this thread: it is told on the page, and logged.
            _log.exception("%s while coding again", type(error).__name__)
            self._now(State(phase="failed", problem="something went wrong here; the server's log tells more"))

    def _end(self, query: Query | None, *, every: bool) -> State:
        desk = self._desk
        try:
            found = recode(desk.ledger, _InTurn(desk), query, every=every, step=self._step, begin=self._begin)
        except _StoppedError:
            if not self._closing:
                self._phase("merging")
                settle(desk.ledger)
            return State(phase="stopped")
        return State(phase="done", outcome=found)

    def _begin(self, total: int) -> None:
        with self._guard:
            self._state = State(phase="coding", total=total)
        self._check()

    def _step(self) -> None:
        with self._guard:
            state = self._state
            assert state is not None  # noqa: S101 - set before the thread began
            last = state.done + 1 == state.total
            self._state = replace(state, done=state.done + 1, phase="merging" if last else "coding")
        if not last:
            self._check()

    def _check(self) -> None:
        if self._halt.is_set():
            raise _StoppedError

    def _phase(self, phase: Literal["merging"]) -> None:
        with self._guard:
            if self._state is not None:
                self._state = replace(self._state, phase=phase)

    def _now(self, state: State) -> None:
        """Note how it ended, with how far it had come."""
        with self._guard:
            before = self._state or state
            seconds = time.monotonic() - self._since
            self._state = replace(state, done=before.done, total=before.total, seconds=seconds)
