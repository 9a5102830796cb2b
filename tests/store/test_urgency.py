"""Uncertainty times impact: what a reviewer is to look at first."""

import sqlite3
from contextlib import closing

import pytest

from legation.keeping import settle
from legation.store.ledger import Ledger
from legation.store.urgency import impact, urgency
from tests.store import made

EVENT = {
    "confidence": 0.5,
    "score": None,
    "n_articles": 1,
    "n_origins": 1,
    "toll": [],
    "status": "actual",
    "voice": "narrator",
}


def event(**changes):
    return {**EVENT, **changes}


def dead(number):
    return [{"kind": "killed", "low": 1, "high": number, "latest": [1, 1]}]


def test_the_measure_is_what_it_says():
    assert urgency(EVENT) == 0.5
    assert urgency(event(confidence=1.0)) == 0
    assert impact(event(score=-9.0)) == impact(event(score=9.0)) == 10
    assert impact(event(n_articles=4)) == 3
    assert impact(event(n_articles=4, n_origins=2)) == 4
    assert impact(event(toll=dead(99))) == 3
    assert impact(event(toll=[*dead(9), *dead(99)])) == 3
    assert impact(event(status="future")) == impact(event(voice="adversary")) == 0.5
    assert urgency(event(confidence=0.25, score=-9.0, n_articles=2, toll=dead(9))) == 0.75 * 10 * 2 * 2


@pytest.mark.parametrize(
    "more",
    [{"confidence": 0.4}, {"score": -1.0}, {"score": 7.5}, {"n_articles": 2}, {"n_origins": 3}, {"toll": dead(1)}],
)
def test_each_reason_adds_to_it(more):
    assert urgency(event(**more)) > urgency(EVENT)


def test_an_older_file_gets_it_for_the_events_that_it_holds(tmp_path):
    path = tmp_path / "a.ledger"
    with Ledger(path) as ledger:
        ledger.write(made.article())
        settle(ledger)
    with closing(sqlite3.connect(path)) as connection, connection:
        before = connection.execute("SELECT id, urgency FROM events").fetchall()
        connection.execute("DROP INDEX events_urgency")
        connection.execute("DROP INDEX events_facts")
        connection.execute("DROP INDEX former_records_id")
        connection.execute("ALTER TABLE events DROP COLUMN urgency")
        connection.execute("UPDATE about SET value = '7' WHERE key = 'schema'")
    with Ledger(path):
        pass
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT id, urgency FROM events").fetchall() == before
    assert before
    assert all(value > 0 for _, value in before)
