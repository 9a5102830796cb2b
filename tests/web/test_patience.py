"""A connection that goes drop by drop ends: whatever a client sends, or does not take, holds a place for so long only."""

import contextlib
import socket
import threading
import time

import pytest
import uvicorn

from legation.serve.web.patience import PatientProtocol

BIG = b"x" * 4_000_000


class Hasty(PatientProtocol):
    """The same, in less time."""

    HEAD = 0.6
    READER = 0.6


async def app(scope, receive, send):
    """Answer / with a word, /big with megabytes, and /body with what was sent."""
    body, more = b"", scope["path"] == "/body"
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    answer = BIG if scope["path"] == "/big" else body or b"well"
    headers = [(b"content-length", str(len(answer)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": answer})


@pytest.fixture(scope="module")
def port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        config = uvicorn.Config(app, http=Hasty, ws="none", lifespan="off", log_level="error", timeout_keep_alive=5)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join(timeout=10)


@contextlib.contextmanager
def connected(port, room=None):
    with socket.socket() as connection:
        if room is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
        connection.settimeout(10)
        connection.connect(("127.0.0.1", port))
        yield connection


def read_until(connection, words):
    """Read on until these words are there."""
    found = b""
    while words not in found:
        piece = connection.recv(65_536)
        assert piece, found
        found += piece


def drip(connection, end):
    """Send a head that never ends, as long as anybody listens."""
    connection.sendall(b"GET / HTTP/1.1\r\nhost: x\r\n")
    while time.monotonic() < end:
        connection.sendall(b"x-drop: 1\r\n")
        time.sleep(0.1)


def is_cut(connection, seconds):
    """Tell whether the server ends the connection within some time."""
    connection.settimeout(seconds)
    try:
        return connection.recv(65_536) == b""
    except ConnectionResetError:
        return True
    except TimeoutError:
        return False


def test_one_that_says_nothing_is_cut_off(port):
    with connected(port) as connection:
        begun = time.monotonic()
        assert is_cut(connection, 8)
        assert time.monotonic() - begun >= 0.5


@pytest.mark.parametrize(
    "first", ["", "GET / HTTP/1.1\r\nhost: x\r\n\r\n", "GET / HTTP/1.1\r\nhost: x\r\ncontent-length: 9999\r\n\r\n"]
)
def test_a_head_that_drips_is_cut_off_also_after_an_answer(port, first):
    with connected(port) as connection:
        if first:
            connection.sendall(first.encode())
            read_until(connection, b"well")
        end = time.monotonic() + 8
        with pytest.raises(ConnectionError):
            drip(connection, end)
        assert time.monotonic() < end


def test_a_connection_that_is_kept_is_not_cut_off_between_requests(port):
    with connected(port) as connection:
        for _ in range(3):
            connection.sendall(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
            read_until(connection, b"well")
            time.sleep(0.8)


def test_a_body_has_the_time_that_the_application_gives_it(port):
    with connected(port) as connection:
        connection.sendall(b"POST /body HTTP/1.1\r\nhost: x\r\ncontent-length: 12\r\n\r\n")
        for _ in range(12):
            connection.sendall(b"z")
            time.sleep(0.1)
        read_until(connection, b"z" * 12)


def test_a_reader_that_takes_nothing_is_cut_off(port):
    with connected(port, room=4096) as connection:
        connection.sendall(b"GET /big HTTP/1.1\r\nhost: x\r\n\r\n")
        time.sleep(1.6)
        taken = 0
        try:
            while piece := connection.recv(65_536):
                taken += len(piece)
        except ConnectionResetError:
            pass
        assert taken < len(BIG)


def test_a_slow_reader_that_goes_on_gets_all(port):
    with connected(port) as connection:
        connection.sendall(b"GET /big HTTP/1.1\r\nhost: x\r\n\r\n")
        taken = 0
        while taken < len(BIG):
            piece = connection.recv(200_000)
            assert piece
            taken += len(piece)
            time.sleep(0.02)
        assert taken >= len(BIG)
