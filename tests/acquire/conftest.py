"""A server of our own for every test that asks the web; no outside network."""

import threading

import pytest

from tests.acquire.site import Site


@pytest.fixture
def site():
    server = Site()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
