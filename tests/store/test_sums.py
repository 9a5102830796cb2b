"""The sums are those of the events, to the last bit, whatever is written, merged, parted, coded again or withdrawn."""

import random

import pytest
import sqlalchemy as sa

from bench.corroborate import GOLD, HALVES, read_gold
from legation import ontology
from legation.keeping import join, part, settle
from legation.store import browsing, migrations, tables
from legation.store.ledger import Ledger, Run
from legation.store.query import Query, Who


def summed(ledger):
    with ledger.reading() as connection:
        return {tuple(row)[:5]: tuple(row)[5:] for row in connection.execute(sa.select(tables.event_sums))}


def counted(ledger):
    """Add everything up anew, as the migration does."""
    fill = [one for one in migrations._V5.split(";") if one.strip().startswith("INSERT INTO event_sums")]
    assert len(fill) == 4
    with ledger.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE kept AS SELECT * FROM event_sums")
        connection.exec_driver_sql("DELETE FROM event_sums")
        for statement in fill:
            connection.exec_driver_sql(statement)
        found = {tuple(row)[:5]: tuple(row)[5:] for row in connection.execute(sa.select(tables.event_sums))}
        connection.exec_driver_sql("DELETE FROM event_sums")
        connection.exec_driver_sql("INSERT INTO event_sums SELECT * FROM kept")
        connection.exec_driver_sql("DROP TABLE kept")
    return found


@pytest.fixture(scope="module")
def rows():
    return [row for half in HALVES for row in read_gold(GOLD / f"{half}.txt")]


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "a.ledger") as found:
        yield found


def test_the_sums_follow_every_change(ledger, rows):
    draw = random.Random(3)  # noqa: S311 - a test
    order = draw.sample(rows, len(rows))
    for start in range(0, len(order), 40):
        ledger.write_forms([(row.form, row.text) for row in order[start : start + 40]], Run(coder="by hand"))
        settle(ledger)
        assert summed(ledger) == counted(ledger)
    with ledger.reading() as connection:
        reports = connection.execute(sa.select(tables.event_reports.c.report)).scalars().all()
    for _ in range(6):
        one, other = draw.sample(reports, 2)
        join(ledger, one, other)
        assert summed(ledger) == counted(ledger)
        part(ledger, one, other)
        assert summed(ledger) == counted(ledger)
    for row in order[:12]:
        form = {**row.form, "reports": row.form["reports"][1:]}
        ledger.write_forms([(form, row.text)], Run(coder="another"))
    for row in order[12:40]:
        ledger.withdraw(row.form["id"], "a test")
    settle(ledger)
    assert summed(ledger) == counted(ledger)
    assert all(n > 0 for n, _ in summed(ledger).values())
    for row in order:
        ledger.withdraw(row.form["id"], "a test")
    settle(ledger)
    assert summed(ledger) == {}


def test_questions_that_sums_answer_are_answered_as_by_the_events(ledger, rows):
    ledger.write_forms([(row.form, row.text) for row in rows], Run(coder="by hand"))
    settle(ledger)
    # A span of time that holds everything asks the events themselves.
    always = Query.of({"since": "0013", "until": "9000"})
    assert [(tie.one, tie.other, tie.n, tie.score) for tie in browsing.ties(ledger, Query(), limit=999)] == [
        (tie.one, tie.other, tie.n, tie.score)
        for tie in browsing.ties(ledger, Query.of({"min_confidence": "0.0001"}), limit=999)
    ]
    for code, n in browsing.actors(ledger):
        for by in ("month", "year"):
            assert browsing.actor_series(ledger, code, Query(), by=by) == browsing.actor_series(
                ledger, code, always, by=by
            )
        assert browsing.facets(ledger, Query(party=(Who(code),)))[0] == n
    quad = Query(quad=(4,))
    assert browsing.actor_series(ledger, "RUS", quad) == tuple(
        row for row in browsing.actor_series(ledger, "RUS", Query()) if row.quad == 4
    )
    days = browsing.actor_series(ledger, "RUS", Query(), by="day")
    assert sum(row.n for row in days) == sum(row.n for row in browsing.actor_series(ledger, "RUS", Query()))


def test_scores_are_halves_so_that_sums_stay_exact():
    for event_type in ontology.TYPES:
        for mode in (None, *ontology.modes(event_type)):
            score = ontology.score(event_type, mode)
            assert score is None or (2 * score).is_integer()
