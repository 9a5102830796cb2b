"""Articles into a ledger, reports into events: any order, any portion, again and again, the same events."""

import random
from importlib import import_module

import pytest
import sqlalchemy as sa

from bench.corroborate import GOLD, read_gold
from bench.forms import article_form_of
from legation.corroborate import RULES
from legation.keeping import join, part, settle
from legation.store import merging, tables
from legation.store.care import examine
from legation.store.ledger import Ledger, Run

RUN = Run(coder="by hand")
ROWS = [(row.form, row.text) for row in read_gold(GOLD / "test.txt")]


def events(ledger):
    with ledger.reading() as connection:
        return dict(connection.execute(sa.select(tables.events.c.id, tables.events.c.form)).fetchall())


def kept(path, rows, *, together, portion=2000):
    with Ledger(path) as ledger:
        for start in range(0, len(rows), together):
            ledger.write_forms(rows[start : start + together], RUN)
            settle(ledger, portion=portion)
        return events(ledger)


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    return kept(tmp_path_factory.mktemp("all") / "x.ledger", ROWS, together=len(ROWS))


@pytest.mark.parametrize(("seed", "together", "portion"), [(1, 1, 2000), (2, 7, 3), (3, 1000, 1)])
def test_any_order_and_portion_gives_the_same_events_to_the_byte(tmp_path, expected, seed, together, portion):
    rows = ROWS.copy()
    random.Random(seed).shuffle(rows)  # noqa: S311 - an order, no secret
    assert kept(tmp_path / "x.ledger", rows, together=together, portion=portion) == expected


def test_writing_all_again_adds_nothing(tmp_path, expected):
    path = tmp_path / "x.ledger"
    kept(path, ROWS, together=10)
    with Ledger(path) as ledger:
        before = sizes(ledger)
        assert ledger.write_forms(ROWS, RUN) == 0
        assert settle(ledger) == 0
        assert sizes(ledger) == before
        assert events(ledger) == expected
    assert examine(path) == ()


def sizes(ledger):
    with ledger.reading() as connection:
        return {
            name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar()
            for name, table in tables.metadata.tables.items()
        }


CALL = "Russia and Turkey spoke by telephone on Wednesday about grain and the straits."


def call(identity, text=CALL, **more):
    report = {
        "code": "CONSULT/phone", "trigger": "spoke", "actors": ["RUS/GOV Russia", "TUR/GOV Turkey"], "when": "2022-03-02", **more,
    }  # fmt: skip
    spec = {
        "id": identity,
        "published": "2022-03-03",
        "source": f"https://{identity}.example/",
        "text": text,
        "reports": [report],
    }
    return article_form_of(spec), text


def test_an_event_that_loses_its_article_is_made_anew_and_its_id_redirects(tmp_path):
    one, other = (
        call("a"),
        call("b", "Turkey and Russia spoke on Wednesday by telephone; grain in the straits was the subject."),
    )
    with Ledger(tmp_path / "x.ledger") as ledger:
        ledger.write_forms([one, other], RUN)
        settle(ledger)
        (identity,) = events(ledger)
        first = min(one[0]["reports"][0]["id"], other[0]["reports"][0]["id"])
        assert identity == first
        carrier = "a" if one[0]["reports"][0]["id"] == first else "b"
        ledger.withdraw(carrier, "retracted by the agency")
        settle(ledger)
        (left,) = events(ledger)
        assert left != first
        with ledger.reading() as connection:
            assert connection.execute(sa.select(tables.redirects)).fetchall() == [(first, left)]
        assert ledger.find(first)[0]["id"] == first  # the withdrawn report is kept


def test_equal_texts_are_one_report_of_two_articles(tmp_path):
    with Ledger(tmp_path / "x.ledger") as ledger:
        ledger.write_forms([call("a"), call("b")], RUN)
        settle(ledger)
        (form,) = events(ledger).values()
    assert (form["n_reports"], form["n_articles"], form["n_origins"]) == (1, 2, 1)
    assert [one["id"] for one in form["reports"][0]["articles"]] == ["a", "b"]


def test_what_a_hand_joins_and_parts_survives_a_rerun(tmp_path):
    one, same = (
        call("a"),
        call("b", "Turkey and Russia spoke on Wednesday by telephone; grain in the straits was the subject."),
    )
    far = call("c", "Russia and Turkey spoke in May about tourists.", when="2022-05-02")
    ids = [row[0]["reports"][0]["id"] for row in (one, same, far)]
    with Ledger(tmp_path / "x.ledger") as ledger:
        ledger.write_forms([one, same, far], RUN)
        settle(ledger)
        assert len(events(ledger)) == 2
        part(ledger, ids[0], ids[1], "two calls")
        join(ledger, ids[0], ids[2], "misdated")
        expected = events(ledger)
        assert len(expected) == 2
        for form in expected.values():
            found = {report["id"] for report in form["reports"]}
            assert found in ({ids[0], ids[2]}, {ids[1]})
        recoded = [
            ({**form, "document": {**form["document"], "coder": "another"}}, text) for form, text in (one, same, far)
        ]
        assert ledger.write_forms(recoded, Run(coder="another")) == 3
        settle(ledger)
        assert members(events(ledger)) == members(expected)


def test_other_rules_merge_all_anew(tmp_path, monkeypatch):
    rows = [
        call("a"),
        call("b", "Turkey and Russia spoke on Wednesday by telephone; grain in the straits was the subject."),
    ]
    with Ledger(tmp_path / "x.ledger") as ledger:
        ledger.write_forms(rows, RUN)
        settle(ledger)
        assert len(events(ledger)) == 1
        monkeypatch.setattr(import_module("legation.corroborate.compare"), "SAME", 99.0)
        assert settle(ledger) == 0
        assert len(events(ledger)) == 1
        monkeypatch.setattr("legation.keeping.RULES", RULES + 1)
        settle(ledger)
        assert len(events(ledger)) == 2


def members(found):
    return {identity: [report["id"] for report in form["reports"]] for identity, form in found.items()}


def test_a_merge_that_is_interrupted_goes_on_where_it_stopped(tmp_path, expected, monkeypatch):
    path = tmp_path / "x.ledger"
    with Ledger(path) as ledger:
        ledger.write_forms(ROWS, RUN)
        real, calls = merging.replace_events, []

        def failing(*arguments):
            calls.append(1)
            if len(calls) == 3:
                raise KeyboardInterrupt
            return real(*arguments)

        monkeypatch.setattr(merging, "replace_events", failing)
        with pytest.raises(KeyboardInterrupt):
            settle(ledger, portion=10)
        monkeypatch.undo()
    with Ledger(path) as ledger:
        settle(ledger, portion=10)
        assert events(ledger) == expected
