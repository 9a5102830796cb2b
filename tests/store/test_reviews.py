"""What people say of records: kept beside them, never in them, and counted by what still stands."""

import csv
import dataclasses
import io
import json
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from legation.errors import InputError, LedgerError, NotFoundError
from legation.keeping import settle
from legation.store import doubtful, finding, reviews, tables
from legation.store.doubtful import Wanted
from legation.store.export import FORMATS, Options
from legation.store.ledger import Ledger, Run
from legation.store.query import Query
from legation.store.urgency import urgency
from tests.store import made

EVIL = "=cmd|'/C calc'!A0 <script>alert(1)</script>"


def changed(article, **fields):
    """Return an article whose one report says something else under the same id."""
    return dataclasses.replace(article, reports=(dataclasses.replace(article.reports[0], **fields),), coder="another")


@pytest.fixture(name="ledger")
def many(tmp_path):
    """A ledger of twelve reports with rising confidence, four ASSAULTs and eight ACCUSEs; the last is told twice."""
    with Ledger(tmp_path / "x.ledger") as ledger:
        for place in range(12):
            text = f"Chad accused Sudan on Tuesday of arming rebels, case {place}."
            one = made.article(f"a{place}", text, event_type="ASSAULT" if place % 3 == 0 else "ACCUSE")
            ledger.write(changed(one, confidence=0.3 + place / 20))
        text = "Chad accused Sudan on Tuesday of arming rebels, case 11."
        ledger.write(changed(made.article("a-copy", text), confidence=0.3 + 11 / 20))
        settle(ledger)
        yield ledger


def report_of(ledger, article):
    return next(form for form in ledger.articles() if form["id"] == article)["reports"][0]["id"]


def say(ledger, article, verdict, **fields):
    reviews.add(ledger, record=report_of(ledger, article), article=article, verdict=verdict, **fields)


def test_a_review_stands_beside_its_record_and_changes_nothing_in_it(ledger):
    before = list(ledger.articles())
    record = report_of(ledger, "a1")
    at = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
    say(ledger, "a1", "wrong", reviewer="  Ana\u0301   Lo ", wrong={"date", "actor"}, note="a\r\nb\x00", now=lambda: at)
    assert list(ledger.articles()) == before
    (kept,) = reviews.every(ledger)
    assert (kept.record, kept.kind, kept.article, kept.run) == (record, "report", "a1", ledger.runs()[0][0].id)
    assert (kept.reviewer, kept.verdict, kept.wrong, kept.note) == ("Aná Lo", "wrong", ("actor", "date"), "a\nb")
    assert (kept.way, kept.made, kept.stands) == ("page", "2026-11-26T09:30:00+00:00", True)
    assert kept.form == next(form for form in before if form["id"] == "a1")["reports"][0]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"verdict": "perhaps"}, "no review"),
        ({"verdict": "right", "way": "elsewhere"}, "no review"),
        ({"verdict": "wrong", "wrong": ["colour"]}, "nothing that can be wrong"),
        ({"verdict": "right", "wrong": ["date"]}, "not that it is wrong"),
        ({"verdict": "right", "reviewer": "x" * 81}, "longer than 80"),
        ({"verdict": "wrong", "note": "x" * 2001}, "longer than 2,000"),
        ({"verdict": "wrong", "note": "\ud800"}, "surrogate"),
    ],
)
def test_what_is_no_review_is_refused_and_nothing_is_kept(ledger, fields, words):
    with pytest.raises(InputError, match=words):
        reviews.add(ledger, record=report_of(ledger, "a1"), article="a1", **fields)
    assert list(reviews.every(ledger)) == []


def test_a_record_that_is_not_there_and_a_ledger_for_reading_are_told(ledger):
    with pytest.raises(NotFoundError, match="coded again"):
        reviews.add(ledger, record=report_of(ledger, "a1"), article="a2", verdict="right")
    with Ledger(ledger.path, read_only=True) as other, pytest.raises(LedgerError, match="reading only"):
        reviews.add(other, record=report_of(ledger, "a1"), article="a1", verdict="right")


def test_the_last_word_of_each_reviewer_counts_and_a_skip_takes_it_back(ledger):
    record = report_of(ledger, "a1")

    def verdict():
        return reviews.verdicts(ledger, [record])[record]

    say(ledger, "a1", "wrong", reviewer="Ana", wrong=["type"])
    assert (verdict().status, verdict().wrong) == ("wrong", ("type",))
    say(ledger, "a1", "right", reviewer="Ana")
    assert (verdict().status, verdict().wrong, len(verdict().reviews)) == ("right", (), 2)
    say(ledger, "a1", "wrong", reviewer="Ben")
    assert (verdict().status, verdict().reviewers) == ("disputed", ("Ana", "Ben"))
    say(ledger, "a1", "skip", reviewer="Ben")
    assert (verdict().status, verdict().reviewers) == ("right", ("Ana",))
    assert reviews.verdicts(ledger, ["r0"]) == {}


def test_a_record_that_was_coded_differently_waits_again_and_the_old_review_is_kept(ledger):
    record = report_of(ledger, "a1")
    say(ledger, "a1", "right")
    assert record not in {one.id for one in doubtful.queue(ledger, Wanted())}
    text = "Chad accused Sudan on Tuesday of arming rebels, case 1."
    ledger.write(changed(made.article("a1", text), confidence=0.99), Run(coder="another"))
    found = reviews.verdicts(ledger)[record]
    assert (found.status, found.reviews[0].stands, found.reviews[0].form["confidence"]) == ("", False, 0.35)
    assert record in {one.id for one in doubtful.queue(ledger, Wanted())}
    assert reviews.accuracy(ledger) == ()
    # The same coding by another run leaves it standing.
    ledger.write(changed(made.article("a1", text), confidence=0.35))
    assert reviews.verdicts(ledger)[record].status == "right"
    ledger.write(made.article("a1", "Nothing is accused here."))
    assert [one.stands for one in reviews.every(ledger)] == [False]


# --- the queue ---------------------------------------------------------------------------------------------------


LEAST_CERTAIN = Wanted(order="confidence")


def test_the_least_certain_come_first_each_once_where_they_are_asked_for(ledger):
    found = doubtful.queue(ledger, LEAST_CERTAIN, limit=50)
    assert [one.form["confidence"] for one in found] == sorted(one.form["confidence"] for one in found)
    assert len(found) == 12
    assert [one.article for one in doubtful.queue(ledger, LEAST_CERTAIN, limit=2)] == ["a0", "a1"]


def urgencies(ledger, found):
    return [urgency(finding.event(ledger, one.id)) for one in found]


def test_what_is_doubtful_and_matters_comes_first_each_once(ledger):
    found = doubtful.queue(ledger, Wanted(), limit=50)
    assert len(found) == 12
    assert urgencies(ledger, found) == sorted(urgencies(ledger, found), reverse=True)
    assert urgencies(ledger, found) == [one.urgency for one in found]
    # Less certain talk stands behind more certain violence.
    assert [one.form["type"] for one in found[:4]] == ["ASSAULT"] * 4
    assert found[3].form["confidence"] > found[4].form["confidence"]
    assert [one.id for one in doubtful.queue(ledger, Wanted(), limit=3)] == [one.id for one in found[:3]]


@pytest.mark.parametrize("words", [{}, {"type": "ASSAULT"}, {"status": "actual"}, {"below": "0.6"}, {"party": "SDN"}])
def test_along_the_events_or_all_looked_up_the_order_is_the_same(ledger, monkeypatch, words):
    few = [one.id for one in doubtful.queue(ledger, Wanted.of(words), limit=50)]
    monkeypatch.setattr(doubtful, "_FEW", 0)
    assert [one.id for one in doubtful.queue(ledger, Wanted.of(words), limit=50)] == few
    assert few


def test_urgency_is_kept_in_step_with_the_event(ledger):
    with ledger.reading() as connection:
        rows = connection.execute(sa.select(tables.events.c.form, tables.events.c.urgency)).fetchall()
    assert rows
    assert all(kept == urgency(form) for form, kept in rows)


def test_by_lot_is_the_order_of_the_ids(ledger):
    found = [one.id for one in doubtful.queue(ledger, Wanted(order="lot"))]
    assert found == sorted(found)
    assert len(found) == 12


def test_filters_choose_what_waits(ledger):
    assert {one.form["type"] for one in doubtful.queue(ledger, Wanted.of({"type": "assault"}))} == {"ASSAULT"}
    assert len(doubtful.queue(ledger, Wanted.of({"below": "0.4"}))) == 2
    assert len(doubtful.queue(ledger, Wanted.of({"party": "SDN/GOV"}))) == 12
    assert doubtful.queue(ledger, Wanted.of({"party": "SDN/MIL"})) == ()
    assert doubtful.queue(ledger, Wanted.of({"status": "future"})) == ()
    assert doubtful.queue(ledger, Wanted.of({"kind": "statement"})) == ()
    ledger.withdraw("a0", "killed")
    assert doubtful.queue(ledger, LEAST_CERTAIN)[0].article == "a1"


def test_what_was_said_can_be_looked_through(ledger):
    say(ledger, "a0", "right", reviewer="Ana")
    say(ledger, "a1", "wrong", reviewer="Ana")
    say(ledger, "a2", "skip", reviewer="Ana")

    def articles(show, reviewer="Ben"):
        wanted = Wanted(show=show, order="confidence")
        assert {one.id for one in doubtful.queue(ledger, Wanted(show=show), reviewer=reviewer)} == {
            one.id for one in doubtful.queue(ledger, wanted, reviewer=reviewer)
        }
        return [one.article for one in doubtful.queue(ledger, wanted, reviewer=reviewer)]

    assert (articles("right"), articles("wrong"), articles("skip")) == (["a0"], ["a1"], ["a2"])
    assert articles("open")[0] == "a3"
    assert (articles("second"), articles("second", "Ana")) == (["a0", "a1"], [])
    assert doubtful.progress(ledger, "Ana") == (2, 2, 13)
    assert doubtful.progress(ledger, "Ben") == (2, 0, 13)


def test_a_filter_is_its_words_and_what_is_none_is_refused():
    words = {"type": "ASSAULT", "below": "0.5", "order": "lot", "show": "wrong", "party": "RUS/MIL"}
    assert Wanted.of(words).words() == words
    assert Wanted.of({}).words() == {}
    assert (Wanted.of({"order": "lot"}).way, Wanted.of({"order": "lot", "type": "AID"}).way) == ("lot", "lot of a type")
    assert Wanted.of({"order": "lot", "below": "0.5"}).way == "doubt"
    for wrong in (
        {"type": "WAR"}, {"below": "2"}, {"below": "nan"}, {"below": "x"}, {"order": "x"}, {"show": "x"}, {"kind": "event"},
        {"status": "x"}, {"party": "RUS,USA"}, {"kind": "tenure", "type": "AID"},
    ):  # fmt: skip
        with pytest.raises(InputError):
            Wanted.of(wrong)


@pytest.mark.parametrize("order", ["confidence", "doubt"])
def test_the_doubtful_are_found_by_their_index(ledger, order):
    wanted = (
        doubtful._ordered(LEAST_CERTAIN, "")
        if order == "confidence"
        else doubtful._by_urgency(Wanted(), "", along_events=True)
    )
    words = str(wanted.compile(dialect=ledger._engine.dialect))
    with ledger.reading() as connection:
        plan = " ".join(str(row) for row in connection.exec_driver_sql("EXPLAIN QUERY PLAN " + words))
    assert ("records_doubt" if order == "confidence" else "events_urgency") in plan
    # Within one event its few reports may be sorted; never all of them.
    assert "USE TEMP B-TREE FOR ORDER BY" not in plan


# --- how often records are right ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    # Brown, Cai and DasGupta (2001), and R's binom::binom.wilson.
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662), (0, 0, 0.0, 1.0)],
)
def test_wilsons_interval(right, n, low, high):
    assert reviews.wilson(right, n) == pytest.approx((low, high), abs=5e-5)


def test_accuracy_counts_records_by_type_and_tells_what_was_drawn_by_lot(ledger):
    ordered = doubtful.queue(ledger, Wanted(order="lot"), limit=50)
    for one in ordered[:4]:
        reviews.add(ledger, record=one.id, article=one.article, verdict="right", way="lot", reviewer="Ana")
    last = ordered[-1]
    reviews.add(ledger, record=last.id, article=last.article, verdict="wrong", wrong=["date"], way="doubt")
    both = ordered[4]
    for verdict, who in (("right", "Ana"), ("wrong", "Ben")):
        reviews.add(ledger, record=both.id, article=both.article, verdict=verdict, way="doubt", reviewer=who)
    every, *types = reviews.accuracy(ledger)
    assert (every.kind, every.type, every.disputed, every.wrong) == ("report", "", 1, {"date": 1})
    assert (every.reviewed.right, every.reviewed.n, every.lot.right, every.lot.n) == (4, 5, 4, 4)
    assert sum(row.reviewed.n for row in types) == 5
    assert {row.type for row in types} <= {"ACCUSE", "ASSAULT"}
    assert every.row()["low"] == pytest.approx(reviews.wilson(4, 5)[0], abs=1e-4)


def test_what_was_judged_as_doubtful_before_belongs_to_the_lot_that_passes_it(ledger):
    ordered = doubtful.queue(ledger, Wanted(order="lot"), limit=50)
    reviews.add(ledger, record=ordered[1].id, article=ordered[1].article, verdict="wrong", way="doubt")
    for one in (ordered[0], ordered[2]):
        reviews.add(ledger, record=one.id, article=one.article, verdict="right", way="lot")
    lot = reviews.accuracy(ledger)[0].lot
    assert (lot.right, lot.n) == (2, 3)


# --- out ---------------------------------------------------------------------------------------------------------


def test_reviews_go_out_as_lines_and_as_a_table_without_formulas(ledger):
    say(ledger, "a0", "wrong", reviewer="@Ana", wrong=["type", "date"], note=EVIL)
    (line,) = reviews.json_lines(reviews.every(ledger))
    form = json.loads(line)
    assert (form["note"], form["wrong"], form["form"]["type"]) == (EVIL, ["type", "date"], "ASSAULT")
    (row,) = csv.DictReader(io.StringIO("".join(reviews.table(reviews.every(ledger)))))
    assert (row["note"], row["reviewer"], row["wrong"]) == ("'" + EVIL, "'@Ana", "type date")
    assert (row["type"], row["confidence"], row["stands"]) == ("ASSAULT", "0.3", "1")
    assert list(reviews.every(ledger, verdict="right")) == []
    assert len(list(reviews.every(ledger, reviewer="@Ana"))) == 1
    with pytest.raises(InputError):
        list(reviews.every(ledger, verdict="perhaps"))


def test_extended_exports_tell_what_reviewers_say_of_an_event(ledger):
    say(ledger, "a0", "wrong", reviewer="Ana")
    say(ledger, "a0", "wrong", reviewer="Ben")

    def rows(**options):
        lines = FORMATS["csv"](finding.events(ledger, Query()), Options(extended=True, **options))
        return {row["legation_event_id"]: row for row in csv.DictReader(io.StringIO("".join(lines)))}

    event = finding.event(ledger, report_of(ledger, "a0"))
    found = rows(reviews=reviews.verdicts(ledger))
    assert (found[event["id"]]["review_status"], found[event["id"]]["reviewed_by"]) == ("wrong", "Ana; Ben")
    assert {row["review_status"] for identity, row in found.items() if identity != event["id"]} <= {""}
    assert {row["review_status"] for row in rows().values()} == {""}
    polecat = list(FORMATS["polecat"](iter([event]), Options(extended=True, reviews=reviews.verdicts(ledger))))
    assert "\twrong\tAna; Ben\t" in polecat[1]
