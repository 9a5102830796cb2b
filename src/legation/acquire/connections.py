"""Connections to machines that may be asked, each for one answer and its time; `fetching` alone uses them.

It loads httpcore, and so is itself loaded when something is fetched.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from typing import Any

import certifi
import httpcore

from legation.acquire.addresses import FetchError, is_public


def open_pool(*, deadline: float, allow_private: bool, clock: Callable[[], float]) -> httpcore.ConnectionPool:
    """Return connections that dial only numbers that are allowed, and end so many seconds after they began."""
    backend = _Guarded(deadline=deadline, allow_private=allow_private, clock=clock)
    context = ssl.create_default_context(cafile=certifi.where())
    # No connection is kept: its deadline is that of one answer.
    return httpcore.ConnectionPool(
        ssl_context=context, max_connections=8, max_keepalive_connections=0, network_backend=backend
    )


class _Guarded(httpcore.NetworkBackend):
    """Looks a name up once and dials one of the numbers that were looked at."""

    def __init__(self, *, deadline: float, allow_private: bool, clock: Callable[[], float]) -> None:
        self._plain = httpcore.SyncBackend()
        self._deadline = deadline
        self._allow_private = allow_private
        self._clock = clock

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        *others, last = self._numbers(host, port)
        ends = self._clock() + self._deadline
        for number in others:
            try:
                stream = self._plain.connect_tcp(number, port, timeout, local_address, socket_options)
            except httpcore.ConnectError:
                continue
            return _Timed(stream, ends, self._clock)
        return _Timed(self._plain.connect_tcp(last, port, timeout, local_address, socket_options), ends, self._clock)

    def _numbers(self, host: str, port: int) -> list[str]:
        """Return the numbers of a host that may be dialled, one at least. Raises `FetchError` for a host without any."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"no such host: {host}") from error
        numbers = [str(row[4][0]) for row in found]
        allowed = [number for number in numbers if self._allow_private or is_public(number)]
        if not allowed:
            problem = f"leads to {numbers[0] if numbers else 'nothing'}, which is no public address"
            raise FetchError(problem, place=host, remedy="--allow-private, if it is a machine of yours")
        return allowed


class _Timed(httpcore.NetworkStream):
    """A stream that ends at its deadline, however slowly a server drips."""

    def __init__(self, stream: httpcore.NetworkStream, ends: float, clock: Callable[[], float]) -> None:
        self._stream = stream
        self._ends = ends
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = self._ends - self._clock()
        if left <= 0:
            raise httpcore.ReadTimeout("the deadline has passed")
        return self._stream.read(max_bytes, min(timeout or left, left))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, timeout), self._ends, self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
