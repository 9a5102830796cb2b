"""What is told while articles come in, and the line that sums a source up."""

import io
import json
import re
import sys
import time

import pytest

from legation.acquire import Page
from legation.serve import adding
from legation.serve.adding import Adder
from legation.serve.progress import Progress, rate
from tests.acquire.commands import add, run
from tests.acquire.site import story


def test_a_source_is_summed_up_in_one_line_with_its_rate(tmp_path):
    rows = [json.dumps({"text": story(number), "id": str(number)}) for number in range(3)]
    (tmp_path / "a.jsonl").write_text("\n".join([*rows, "{"]))
    (tmp_path / "b.txt").write_text(story(7))
    summed = add(tmp_path, tmp_path / "a.jsonl", tmp_path / "b.txt").stdout
    first, second = (line for line in summed.splitlines() if not line.startswith(" "))
    assert re.fullmatch(r".*a\.jsonl: 3 new, 3 without a date, 1 problem; 4 in \d+\.\d s \(\d[\d.,]*/s\)", first)
    (tmp_path / "c.txt").write_text(f"Envoy recalled\n\nGENEVA, April 12, 2021 (AP) - {story(9)}")
    dated = run("add", tmp_path / "c.txt", "--ledger", tmp_path / "coded")
    assert re.fullmatch(r".*c\.txt: 1 new; 1 in .*", dated.stdout.splitlines()[0])
    assert re.fullmatch(r".*b\.txt: 1 new, 1 without a date; 1 in \d+\.\d s \(\d[\d.,]*/s\)", second)


@pytest.mark.parametrize(
    ("number", "seconds", "words"),
    [(340, 10, "34/s"), (8, 10, "0.8/s"), (25_000, 10, "2,500/s"), (0, 10, ""), (5, 0, "")],
)
def test_rates_are_told_as_finely_as_they_can_be_read(number, seconds, words):
    assert rate(number, seconds) == words


def test_the_bar_shows_count_rate_and_what_came_of_it_and_a_pipe_gets_nothing(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with Progress(unit="articles") as progress:
        progress.step(64, "60 new, 4 [bold]problems")
        time.sleep(0.05)
        progress.step(64, "120 new, 8 [bold]problems")
    words = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", screen.getvalue())
    assert re.search(r"articles 128/\? [\d.,]+/s", words)
    assert "120 new, 8 [bold]problems" in words
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with Progress(unit="articles") as progress:
        progress.step()
    assert sys.stderr.getvalue() == ""


def test_pages_that_come_slowly_are_written_before_there_are_many(monkeypatch):
    clock = iter(range(0, 1000, 2))
    monkeypatch.setattr(adding.time, "monotonic", lambda: next(clock))
    steps = []
    pages = [Page(text=story(number), source=str(number)) for number in range(7)]
    Adder(None, None, step=lambda number, told: steps.append((number, told))).add(pages)
    assert [(number, told.split(",")[0]) for number, told in steps] == [(3, "3 new"), (3, "6 new"), (1, "7 new")]
