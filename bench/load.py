"""Readers at the pages while articles are taken in: `python -m bench.load [--readers 50] [--articles 1000]`.

A server (`legation serve`) and a coder (`legation code --ledger`) run as processes of their own over one ledger, as users
run them. Each reader asks for a page, reads it for a while (`--think`, seconds on average) and asks for the next: articles,
events, actors, pairs, Explore, map, network, brief and the API, the busiest ones among them. It goes on until the coder has
ended. Told are the times on the clock from the request to the last byte, what went wrong, and whether every article is there
at the end. Results go to bench/results/load.json; 1 is returned where there was an error, something was lost, or p95 is over
the bound.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bench import pages
from bench.speed import prose
from legation.store.care import examine
from legation.store.ledger import Ledger

Json = dict[str, Any]
STORED: Final = Path(__file__).parent / "results" / "load.json"
#: Milliseconds under which 95 of 100 answers must be.
BOUND: Final = 300.0
#: Characters of an article that is taken in, a short news item.
_LENGTH: Final = 1_200
_PROGRAM: Final = (sys.executable, "-c", "from legation.serve.cli import main; main()")


@dataclass
class Heard:
    """What the readers have heard: seconds by kind of page, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def figures(self) -> Json:
        """Return the figures, all together and by kind of page."""
        every = [one for times in self.seconds.values() for one in times]
        kinds = {name: _milliseconds(times) for name, times in sorted(self.seconds.items())}
        return {"errors": len(self.errors), **_milliseconds(every), "kinds": kinds}


def _milliseconds(times: list[float]) -> Json:
    if len(times) < 2:
        return {"answers": len(times)}
    parts = statistics.quantiles(times, n=100, method="inclusive")
    told = {"median": parts[49], "p95": parts[94], "p99": parts[98], "worst": max(times)}
    return {"answers": len(times), **{name: round(1000 * value, 1) for name, value in told.items()}}


def texts(articles: int) -> Iterator[Json]:
    """Yield so many different articles, as lines of JSON: the own corpus, cut anew for each."""
    draw = random.Random(11)  # noqa: S311 - a choice of texts, no secret
    whole = prose()
    for number in range(articles):
        start = whole.find("\n", draw.randrange(len(whole) - 2 * _LENGTH))
        text = whole[start : start + _LENGTH].rpartition(".")[0].strip() + "."
        day = f"2024-{1 + number % 12:02d}-{1 + number % 28:02d}"
        yield {"id": f"load-{number}", "text": f"Item {number}.\n\n{text}", "date": day}


@contextmanager
def server(ledger: Path) -> Iterator[tuple[str, int]]:
    """Run a server over the ledger; give its host and port."""
    command = [*_PROGRAM, "serve", "--ledger", str(ledger), "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None  # noqa: S101 - asked for above
    try:
        for line in process.stderr:
            found = re.search(r"http://([\d.]+):(\d+)", line)
            if found:
                # What it says later is read, so that it never waits for a reader of it.
                threading.Thread(target=process.stderr.read, daemon=True).start()
                yield found[1], int(found[2])
                return
        raise SystemExit("the server did not start")
    finally:
        process.terminate()
        process.wait(timeout=60)


def read(host: str, port: int, wanted: dict[str, list[str]], think: float, ended: threading.Event, heard: Heard, number: int) -> None:  # fmt: skip
    """Be one reader until all has ended."""
    draw = random.Random(number)  # noqa: S311 - a choice of pages, no secret
    kinds = sorted(wanted)
    connection = http.client.HTTPConnection(host, port, timeout=60)
    # They do not come all at once.
    ended.wait(draw.uniform(0, think))
    while not ended.is_set():
        kind = draw.choice(kinds)
        address = draw.choice(wanted[kind])
        started = time.perf_counter()
        try:
            answer = _asked(connection, address)
            answer.read()
            if answer.status >= 400:
                heard.errors.append(f"{answer.status} {address}")
            heard.seconds.setdefault(kind, []).append(time.perf_counter() - started)
        except (OSError, http.client.HTTPException) as error:
            heard.errors.append(f"{type(error).__name__} {address}")
            connection.close()
        ended.wait(draw.expovariate(1 / think) if think else 0)
    connection.close()


def _asked(connection: http.client.HTTPConnection, address: str) -> http.client.HTTPResponse:
    """Ask for a page; once more where the server had let go of the idle connection, as browsers do (RFC 9112, 9.3.1)."""
    for is_last in (False, True):
        try:
            connection.request("GET", address, headers={"accept-encoding": "gzip"})
            return connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            connection.close()
            if is_last:
                raise
    raise AssertionError


def warm(host: str, port: int, wanted: dict[str, list[str]]) -> None:
    """Ask once for each kind of page, uncounted: a server that has just started still loads the model and the borders."""
    connection = http.client.HTTPConnection(host, port, timeout=120)
    for rows in wanted.values():
        connection.request("GET", rows[-1])
        connection.getresponse().read()
    connection.close()


def _addresses(path: Path) -> dict[str, list[str]]:
    with Ledger(path, read_only=True) as ledger:
        wanted = pages.addresses(ledger)
    api = [f"/api/v1{row}" for kind in ("event", "dyad", "actor") for row in wanted[kind][:12]]
    return {**wanted, "api": [*api, "/api/v1/events?limit=50", "/api/v1/articles"]}


def measure(path: Path, articles: int, readers: int, think: float) -> tuple[Heard, Json]:
    """Let readers read while articles are taken in; return what they heard, and what became of the articles."""
    wanted = _addresses(path)
    with Ledger(path, read_only=True) as ledger:
        before = ledger.count()["article"]
    heard, ended = Heard(), threading.Event()
    with tempfile.TemporaryDirectory() as folder, server(path) as (host, port):
        source = Path(folder) / "articles.jsonl"
        source.write_text("".join(json.dumps(one) + "\n" for one in texts(articles)), encoding="utf-8")
        warm(host, port, wanted)
        crowd = [
            threading.Thread(target=read, args=(host, port, wanted, think, ended, heard, number)) for number in range(readers)
        ]  # fmt: skip
        started = time.perf_counter()
        coder = subprocess.Popen([*_PROGRAM, "code", str(source), "--ledger", str(path)], stdout=subprocess.DEVNULL)
        for one in crowd:
            one.start()
        status = coder.wait()
        seconds = time.perf_counter() - started
        ended.set()
        for one in crowd:
            one.join()
    with Ledger(path, read_only=True) as ledger:
        came = ledger.count()["article"] - before
        pending = ledger.pending()
    taken = {
        "articles": articles, "lost": articles - came, "pending": pending, "exit": status, "damage": list(examine(path)),
        "seconds": round(seconds, 1), "articles_per_second": round(articles / seconds, 2),
    }  # fmt: skip
    return heard, taken


def main(arguments: list[str] | None = None) -> int:
    """Measure, print and store the figures; tell by the status whether all is as it must be."""
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--ledger", type=Path, help="a ledger to work on (it is written to); else one is made")
    parser.add_argument("--before", type=int, default=2_000, help="articles of the ledger that is made")
    parser.add_argument("--articles", type=int, default=1_000, help="articles taken in meanwhile")
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--think", type=float, default=5.0, help="seconds between a reader's pages, on average")
    parser.add_argument("--no-store", action="store_true", help="print only; bench/results/load.json stays as it is")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = given.ledger or Path(folder) / "load.ledger"
        if not path.exists():
            with Ledger(path) as ledger:
                pages.make(ledger, given.before)
        heard, taken = measure(path, given.articles, given.readers, given.think)
    figures = {
        "readers": given.readers, "think": given.think, **heard.figures(), "taken_in": taken, "cores": os.cpu_count(),
        "load_average": round(os.getloadavg()[0], 1),
    }  # fmt: skip
    print(json.dumps(figures, indent=1))
    for one in heard.errors[:20]:
        print(one, file=sys.stderr)
    if not given.no_store:
        STORED.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    sound = not (heard.errors or taken["lost"] or taken["pending"] or taken["exit"] or taken["damage"])
    return 0 if sound and figures.get("p95", BOUND) < BOUND else 1


if __name__ == "__main__":
    raise SystemExit(main())
