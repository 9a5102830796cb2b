"""Records of somebody, the newest first: found by walking along days, and the same as by looking at all of them."""
# ruff: noqa: ARG005 - questions to all records have one form

from datetime import date

import pytest

from bench.pages import FullNewsroom
from legation.store import finding
from legation.store.ledger import Ledger, Run
from legation.store.query import Query, Who

CODES = ("USA", "RUS", "IGO:UN", "NOR", "XXX")
KINDS = {"statement": "statements", "tenure": "tenures", "relation": "relations", "indicator": "indicators"}


@pytest.fixture(scope="module")
def forms():
    rows = list(FullNewsroom().forms(80))
    for form, _ in rows[::7]:
        form["document"]["published"] = None
        for name in KINDS.values():
            for record in form[name]:
                record["when"] = None
    return rows


@pytest.fixture(scope="module")
def ledger(forms, tmp_path_factory):
    with Ledger(tmp_path_factory.mktemp("told") / "a.ledger") as found:
        found.write_forms(forms, Run(coder="generated"))
        found.withdraw(forms[3][0]["id"], "a test")
        yield found


def parties(kind, record):
    """Return (code, role) of a record."""
    if kind == "tenure":
        return {(record["country"], "actor")}
    if kind == "relation":
        return {(one["code"], role) for one, role in zip(record["actors"], ("first", "second"), strict=True)}
    found = {(record["actor"]["code"], "actor")}
    return found | ({(record["addressee"]["code"], "addressee")} if record.get("addressee") else set())


def all_of(forms, kind, wanted):
    """Look at every record."""
    rows = []
    for place, (form, _) in enumerate(forms):
        published = form["document"]["published"]
        for at, record in enumerate(form[KINDS[kind]] if place != 3 else ()):
            day = (record["when"] or published or {}).get("start")
            if wanted(parties(kind, record), day):
                rows.append(((day is None, [-ord(letter) for letter in day or ""], form["id"], at), record["id"]))
    return [identity for _, identity in sorted(rows)]


def ids(found):
    return [record["id"] for record, _ in found]


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_is_asked_for(ledger, forms, kind):
    assert ids(finding.records(ledger, kind, Query())) == all_of(forms, kind, lambda found, day: True)
    for code in CODES:
        everything = all_of(forms, kind, lambda found, day, code=code: code in {one for one, _ in found})
        query = Query(party=(Who(code),))
        assert ids(finding.records(ledger, kind, query)) == everything
        for limit in (1, 2, 8):
            assert ids(finding.records(ledger, kind, query, limit=limit)) == everything[:limit]
        as_actor = all_of(forms, kind, lambda found, day, code=code: {(code, "actor"), (code, "first")} & found)
        assert ids(finding.records(ledger, kind, Query(actor=(Who(code),)))) == as_actor


@pytest.mark.parametrize("kind", KINDS)
def test_either_of_two_and_both_ways_of_asking_at_once(ledger, forms, kind):
    either = Query(party=(Who("USA"), Who("RUS")))
    expected = all_of(forms, kind, lambda found, day: {one for one, _ in found} & {"USA", "RUS"})
    assert ids(finding.records(ledger, kind, either)) == expected
    assert ids(finding.records(ledger, kind, either, limit=5)) == expected[:5]
    both = Query(actor=(Who("USA"),), party=(Who("RUS"), Who("CHN")))
    assert ids(finding.records(ledger, kind, both)) == all_of(
        forms,
        kind,
        lambda found, day: {("USA", "actor"), ("USA", "first")} & found and {one for one, _ in found} & {"RUS", "CHN"},
    )


def test_a_span_of_days(ledger, forms):
    query = Query(party=(Who("USA"),), since=date(2010, 1, 1), until=date(2015, 12, 31))
    expected = all_of(
        forms,
        "statement",
        lambda found, day: "USA" in {one for one, _ in found} and day and "2010-01-01" <= day <= "2015-12-31",
    )
    assert expected
    assert ids(finding.records(ledger, "statement", query)) == expected


def test_the_walks_go_along_their_indexes(ledger):
    """What makes the pages of the busiest fast: no question reads all of a kind's records."""
    for who in (None, Who("USA")):
        walk = finding._walk("statement", who, None, Query(), 8)
        with ledger.reading() as connection:
            sql = str(walk.compile(connection.engine, compile_kwargs={"literal_binds": True}))
            plan = " ".join(str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}"))
        assert ("parties_told" if who else "records_day") in plan, plan
        assert "SCAN" not in plan
