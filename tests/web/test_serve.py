"""The command as a process: it serves until it is told to stop, and `demo` does so on a terminal only."""

import os
import pty
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import pytest

from legation.store.ledger import Ledger
from tests.web.conftest import TEXT

LEGATION = [sys.executable, "-c", "from legation.serve.cli import main; main()"]


def address_in(stream, process, seconds=60):
    """Read a process's output until it tells its address."""
    told, end = b"", time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            told += os.read(stream, 4096)
        except OSError:
            break
        found = re.search(rb"at (http://[\d.:]+/)", told)
        if found:
            return found[1].decode(), told.decode(errors="replace")
    raise AssertionError(told.decode(errors="replace"))


def get(address, **headers):
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - loopback
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
        return answer.status, answer.read().decode()


@pytest.fixture
def environment():
    return {**os.environ, "PYTHONUNBUFFERED": "1", "DISPLAY": "", "WAYLAND_DISPLAY": ""}


def test_a_ledger_is_served_until_sigterm_and_nothing_under_way_is_lost(tmp_path, environment):
    path = tmp_path / "new.ledger"
    process = subprocess.Popen(
        [*LEGATION, "serve", "--ledger", str(path), "--port", "0"], stderr=subprocess.PIPE, env=environment
    )
    try:
        page, told = address_in(process.stderr.fileno(), process)
        assert "new and empty" in told
        assert get(page + "events")[0] == 200
        with pytest.raises(urllib.error.HTTPError) as refused:
            get(page, host="evil.example")
        assert refused.value.code == 421
        refused.value.close()
        answers = []

        def post():
            body = ('{"text": ' + repr(TEXT * 40).replace("'", '"').replace('Cuba"s', "Cuba's") + "}").encode()
            request = urllib.request.Request(page + "api/v1/articles", body, {"content-type": "application/json"})  # noqa: S310
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
                answers.append(answer.status)

        sender = threading.Thread(target=post)
        sender.start()
        time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        sender.join(timeout=30)
        assert process.wait(timeout=20) == 0
        assert answers == [201]
    finally:
        process.kill()
        process.communicate()
    with Ledger(path) as ledger:
        assert ledger.count()["article"] == 1
        assert ledger.pending() == 0


def test_the_demo_serves_its_sample_on_a_terminal(environment):
    outer, inner = pty.openpty()
    process = subprocess.Popen(
        [*LEGATION, "demo"], stdin=inner, stdout=inner, stderr=inner, env=environment, start_new_session=True
    )
    os.close(inner)
    try:
        page, told = address_in(outer, process)
        assert "Moscow and Havana look to deepen partnership" in told
        status, text = get(page)
        assert status == 200
        assert "six dispatches written for Legation" in text
        assert "Moscow and Havana look to deepen partnership" in text
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
    finally:
        process.kill()
        process.wait()
        os.close(outer)


def test_the_demo_prints_and_ends_without_a_terminal(environment):
    done = subprocess.run(
        [*LEGATION, "demo"], capture_output=True, env=environment, timeout=60, check=False, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0
    assert b"Moscow and Havana" in done.stdout
    assert b"http://" not in done.stderr
    # A range of days is as wide as its column.
    assert re.search(rb"\.\.\d{4}-\d\d-\d\d +[A-Z]{4}", done.stdout)
    assert not re.search(rb"\.\.\d{4}-\d\d-\d\d[A-Z]", done.stdout)


def test_a_port_that_is_taken_is_told_in_one_line(environment):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [*LEGATION, "serve", "--port", port], capture_output=True, env=environment, timeout=60, check=False
        )
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
    assert "--port 0" in done.stderr.decode()


def test_a_file_of_borders_that_is_none_is_told_before_anything_is_served(tmp_path):
    path = tmp_path / "borders.json"
    path.write_text("{}", encoding="utf-8")
    told = subprocess.run(
        [*LEGATION, "serve", "--borders", str(path), "--port", "0"], capture_output=True, timeout=60, check=False
    )
    assert told.returncode == 2
    assert b"no TopoJSON or GeoJSON that can be drawn" in told.stderr
