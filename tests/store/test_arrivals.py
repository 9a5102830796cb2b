"""What came in since a moment: by when a text first came into the ledger, whatever its date and however often it is coded."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from legation.errors import InputError
from legation.keeping import settle
from legation.store.arrivals import arrived_since, words_of
from legation.store.ledger import Ledger
from tests.store import made

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
#: Another act, another text of the first one, and the first in other words.
OTHER = "Norway praised Chad on Tuesday."


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "a.ledger") as found:
        yield found


def came(ledger, identity, moment):
    """Set when an article came in."""
    with ledger.writing() as connection:
        connection.execute(
            sa.text("UPDATE arrivals SET at = :at WHERE article = :id").bindparams(at=words_of(moment), id=identity)
        )


def put(ledger, article, moment=None):
    ledger.write(article)
    settle(ledger)
    if moment is not None:
        came(ledger, article.id, moment)


def test_an_event_is_new_where_no_article_told_it_before_and_told_again_where_one_did(ledger):
    put(ledger, made.article("a1"), NOON)
    put(ledger, made.article("a2", OTHER, "praised", "SUPPORT"), NOON + timedelta(hours=2))
    put(ledger, made.renamed(made.article(), "a3"), NOON + timedelta(hours=3))
    found = arrived_since(ledger, NOON + timedelta(hours=1))
    assert found.articles == 2
    assert [(row.event["type"], row.articles, row.fresh) for row in found.rows] == [
        ("ACCUSE", 1, False),
        ("SUPPORT", 1, True),
    ]
    assert not found.cut
    everything = arrived_since(ledger, NOON - timedelta(hours=1))
    assert everything.articles == 3
    assert {(row.event["type"], row.articles, row.fresh) for row in everything.rows} == {
        ("ACCUSE", 2, True),
        ("SUPPORT", 1, True),
    }
    assert arrived_since(ledger, NOON + timedelta(hours=3)).rows == ()


def test_the_ledger_notes_the_time_by_itself(ledger):
    before = datetime.now(UTC) - timedelta(seconds=5)
    put(ledger, made.article("a1"))
    assert len(arrived_since(ledger, before).rows) == 1
    assert arrived_since(ledger, datetime.now(UTC) + timedelta(seconds=5)).rows == ()


def test_coding_again_is_no_arrival_another_text_is(ledger):
    put(ledger, made.article("a1"), NOON)
    later = NOON + timedelta(hours=1)
    put(ledger, made.article("a1", event_type="REJECT", coder="another"))
    assert arrived_since(ledger, later).articles == 0
    put(ledger, made.article("a1", made.TEXT + " Talks go on."))
    assert arrived_since(ledger, later).articles == 1


def test_what_was_withdrawn_or_is_not_told_as_fact_is_left_out(ledger):
    plan = made.article("a1")
    plan = dataclasses.replace(plan, reports=(dataclasses.replace(plan.reports[0], status="future"),))
    put(ledger, plan)
    put(ledger, made.article("a2", OTHER, "praised", "SUPPORT"))
    ledger.withdraw("a2", "wrong")
    settle(ledger)
    assert arrived_since(ledger, NOON).rows == ()


def test_what_has_no_time_came_in_earlier(ledger):
    put(ledger, made.article("a1"))
    with ledger.writing() as connection:
        connection.execute(sa.text("DELETE FROM arrivals"))
    put(ledger, made.renamed(made.article(), "a2"))
    (row,) = arrived_since(ledger, NOON).rows
    assert not row.fresh


def test_of_many_the_last_told_are_given_and_that_there_are_more(ledger):
    for n in range(4):
        text = f"{OTHER} {n}"
        put(
            ledger,
            made.article(f"a{n}", text, ("praised", "on")[n % 2], ("SUPPORT", "ACCUSE")[n % 2]),
            NOON + timedelta(hours=n),
        )
    all_rows = arrived_since(ledger, NOON - timedelta(hours=1)).rows
    few = arrived_since(ledger, NOON - timedelta(hours=1), limit=1)
    assert few.cut
    assert few.rows == all_rows[:1]


def test_moments_of_any_zone_are_written_as_utc():
    assert words_of(datetime.fromisoformat("2026-01-01T13:00:00.1234+01:00")) == "2026-01-01T12:00:00.123Z"


def test_the_list_goes_on_where_it_was_cut(ledger):
    put(ledger, made.article("a1"), NOON + timedelta(hours=1))
    put(ledger, made.article("a2", OTHER, "praised", "SUPPORT"), NOON + timedelta(hours=2))
    first = arrived_since(ledger, NOON, limit=1)
    assert [row.event["type"] for row in first.rows] == ["SUPPORT"]
    assert first.rows[0].at == words_of(NOON + timedelta(hours=2))
    rest = arrived_since(ledger, NOON, limit=1, after=first.following)
    assert [row.event["type"] for row in rest.rows] == ["ACCUSE"]
    assert rest.following is None
    with pytest.raises(InputError):
        arrived_since(ledger, NOON, after="nonsense")
