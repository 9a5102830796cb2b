"""How long a connection may take: one that sends its request, or takes its answer, drop by drop is cut off.

uvicorn waits as long as a client likes for the end of a request's head, and for the room to write: a few hundred such
connections would be all that it serves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

if TYPE_CHECKING:
    import asyncio


class PatientProtocol(H11Protocol):
    """HTTP/1.1 with an end to every wait."""

    #: Seconds for the head of a request, from the connection on or from its first byte.
    HEAD: ClassVar[float] = 15.0
    #: Seconds in which a reader must take what lies ready (some 48 KB).
    READER: ClassVar[float] = 30.0

    def __init__(self, *given: Any, **named: Any) -> None:
        """Take what uvicorn gives."""
        super().__init__(*given, **named)
        self._head: asyncio.TimerHandle | None = None
        self._stuck: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for a request from now on."""
        super().connection_made(transport)
        self._head = self.loop.call_later(self.HEAD, self._cut)

    def data_received(self, data: bytes) -> None:
        """Take bytes: those of a head have their time, those of a body that of the application."""
        super().data_received(data)
        # Before the first request there is none.
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is not None and not cycle.response_complete:
            self._end_head()
        elif self._head is None:
            self._head = self.loop.call_later(self.HEAD, self._cut)

    def pause_writing(self) -> None:
        """Note that the reader takes nothing just now."""
        super().pause_writing()
        self._stuck = self._stuck or self.loop.call_later(self.READER, self._cut)

    def resume_writing(self) -> None:
        """Go on with a reader that has taken what lay ready."""
        super().resume_writing()
        self._end_stuck()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._end_head()
        self._end_stuck()
        super().connection_lost(exc)

    def _cut(self) -> None:
        # Closing would wait until all is written.
        self.transport.abort()

    def _end_head(self) -> None:
        if self._head is not None:
            self._head.cancel()
        self._head = None

    def _end_stuck(self) -> None:
        if self._stuck is not None:
            self._stuck.cancel()
        self._stuck = None
