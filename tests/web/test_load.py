"""The load test's own parts: different articles with dates, and figures of what the readers heard."""

from itertools import islice

from bench import load
from bench.load import Heard, texts
from legation.clean import read_date


def test_articles_differ_and_are_dated(monkeypatch):
    # The own corpus takes long to read.
    lines = [f"{number} delegates of Chad met {number} of Sudan." for number in range(2_000)]
    monkeypatch.setattr(load, "prose", lambda: "\n\n".join(lines))
    rows = list(islice(texts(40), 40))
    assert len({row["id"] for row in rows}) == len({row["text"] for row in rows}) == 40
    assert all(read_date(row["date"]) and 300 < len(row["text"]) < 1_300 and row["text"].endswith(".") for row in rows)
    assert list(texts(3)) == rows[:3]


def test_figures_tell_the_slow_ones_and_what_went_wrong():
    heard = Heard({"event": [0.01] * 99 + [1.0], "map": [0.2]}, ["500 /map"])
    found = heard.figures()
    assert (found["answers"], found["errors"], found["median"], found["worst"]) == (101, 1, 10.0, 1000.0)
    assert found["kinds"]["event"]["p95"] == 10.0
    assert found["kinds"]["map"] == {"answers": 1}
