"""Pages that are read by a process apart: what takes too long or too much ends there, and nothing else does."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from legation.acquire import Page
from legation.clean import guarded
from legation.clean.documents import clean_page
from legation.clean.guarded import Workers
from legation.clean.hypertext import extract as extract_here
from legation.errors import SourceError
from legation.serve.adding import Adder

PARAGRAPH = "<p>Norland recalled its ambassador from Sutria on Monday after border guards shot at boat {}, the ministry said.</p>"
#: 3 MB that keep the metadata patterns of the library busy for minutes.
ENDLESS = (
    '<html><head><script type="application/ld+json">'
    + '{"author":"' * 300_000
    + "</script></head><body>"
    + PARAGRAPH * 20
)


def page(number=1, paragraphs=6):
    body = "".join(PARAGRAPH.format(f"{number}-{place}") for place in range(paragraphs))
    return f"<html><head><title>Story {number}</title></head><body><article><h1>Story {number}</h1>{body}</article></body></html>"


@pytest.fixture
def workers(monkeypatch):
    # Processor time is what ends them; on a machine with much to do the clock would be first.
    monkeypatch.setattr(guarded, "_CLOCK", 100)
    made = Workers(most=2, seconds=2)
    yield made
    made.close()


def problem_of(workers, markup):
    with pytest.raises(SourceError) as caught:
        workers(markup, place="here")
    assert caught.value.place == "here"
    assert caught.value.remedy
    return caught.value.problem


def test_a_page_is_read_as_it_would_be_here(workers):
    assert workers(page(), place="here", url="https://s.example/1") == extract_here(
        page(), place="here", url="https://s.example/1"
    )
    assert "without an article" in problem_of(workers, "<html><body></body></html>")


def test_a_page_that_takes_for_ever_ends_its_worker_and_the_next_is_read(workers):
    started = time.process_time()
    assert problem_of(workers, ENDLESS) == "is a page that takes more than 2 seconds to read"
    assert time.process_time() - started < 2
    assert "boat 1-1," in workers(page(), place="here").text


def test_a_worker_that_only_waits_is_ended_by_the_clock(monkeypatch):
    monkeypatch.setattr(guarded, "_PROGRAM", "import time; print('ready', flush=True); time.sleep(60)")
    monkeypatch.setattr(guarded, "_CLOCK", 8)
    assert problem_of(Workers(seconds=1), page()) == "is a page that takes more than 1 seconds to read"


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is bounded on Linux alone")
def test_a_page_that_takes_too_much_memory_is_a_problem_and_the_next_is_read():
    workers = Workers(most=1, memory=25_000_000)
    assert "too much memory" in problem_of(workers, "<html><body>" + PARAGRAPH * 20_000)
    assert "boat 1-1," in workers(page(), place="here").text
    workers.close()


def test_a_worker_that_is_killed_costs_one_page(workers):
    workers(page(1), place="here")
    workers._idle[0].process.send_signal(signal.SIGKILL)
    assert "its reader ended (-9)" in problem_of(workers, page(2))
    assert "boat 2-1," in workers(page(2), place="here").text


def test_an_error_of_a_library_is_a_problem(monkeypatch):
    def fails(*_, **__):
        message = "no such axis"
        raise ZeroDivisionError(message)

    monkeypatch.setattr(guarded, "extract_here", fails)
    answer = guarded._answer({"markup": page(), "place": "here", "url": None})
    assert answer["problem"] == "is a page that cannot be read: ZeroDivisionError: no such axis"
    assert answer["ends"]


def test_each_thread_gets_the_text_of_its_own_page(workers):
    with ThreadPoolExecutor(8) as threads:
        texts = list(threads.map(lambda number: workers(page(number), place=str(number)).text, range(40)))
    assert all(f"boat {number}-0," in text for number, text in enumerate(texts))
    assert len(workers._idle) <= 2


def test_where_no_worker_starts_pages_are_read_here(workers, monkeypatch):
    monkeypatch.setattr(guarded, "_PROGRAM", "print('I am another program')")
    assert "boat 1-1," in workers(page(), place="here").text


def test_without_processes_pages_are_read_here(workers, monkeypatch):
    def refused(*_, **__):
        raise OSError

    monkeypatch.setattr(subprocess, "Popen", refused)
    assert "boat 1-1," in workers(page(), place="here").text


def test_workers_end_when_whoever_asked_is_killed():
    program = (
        "import sys; from legation.clean.guarded import extract; extract(sys.stdin.read(), place='x');"
        "print(extract._idle[0].process.pid, flush=True); import time; time.sleep(60)"
    )
    asking = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    asking.stdin.write(page())
    asking.stdin.close()
    worker = int(asking.stdout.readline())
    os.kill(worker, 0)
    asking.kill()
    asking.wait()
    asking.stdout.close()
    for _ in range(100):
        if not _runs(worker):
            return
        time.sleep(0.1)
    pytest.fail("the worker still runs")


def _runs(process):
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_an_endless_page_is_a_problem_among_pages_that_are_kept(monkeypatch, workers):
    monkeypatch.setattr(clean_page, "__kwdefaults__", {"extracting": workers})
    told = []
    markups = [page(1), ENDLESS, page(2)]
    tally = Adder(None, None, say=told.append).add(
        Page(text=markup, source=str(place), form="html") for place, markup in enumerate(markups)
    )
    assert (tally.new, tally.problems) == (2, 1)
    assert [(error.place, error.problem) for error in told] == [
        ("1", "is a page that takes more than 2 seconds to read")
    ]
