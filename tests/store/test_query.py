"""One query for all faces: read from words, written back, and answered as a plain loop over all events would."""

import dataclasses
import importlib.util
from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from legation import ontology
from legation.errors import InputError, LegationError, NotFoundError
from legation.store import browsing, conditions, finding, tables
from legation.store.conditions import match_words
from legation.store.ledger import Ledger
from legation.store.query import Near, Query, Who

EVERY = Query(status=(), claims=True)


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ({"actor": "RUS,IGO:UN", "since": "2021-02"}, Query(actor=(Who("RUS"), Who("IGO:UN")), since=date(2021, 2, 1))),
        ({"party": "rus/mil", "until": "2020"}, Query(party=(Who("RUS", "MIL"),), until=date(2020, 12, 31))),
        ({"dyad": "RUS-CUB"}, Query(dyad=("RUS", "CUB"))),
        ({"dyad": ["USA", "IGO:EU"]}, Query(dyad=("USA", "IGO:EU"))),
        ({"status": "any", "type": ["consult", "AID"]}, Query(status=(), type=("CONSULT", "AID"))),
        (
            {"near": "23.1,-82.4,50km", "claims": "yes", "min_origins": "2"},
            Query(near=Near(23.1, -82.4, 50), claims=True, min_origins=2),
        ),
        ({"near": "Havana, 50 km"}, Query(near=Near(23.1, -82.4, 50))),
        ({"text": "grain straits", "quad": "1,2", "mode": ""}, Query(text="grain straits", quad=(1, 2))),
    ],
)
def test_a_query_is_read_from_words_and_back(words, query):
    found = Query.of(words, lambda _place: (23.1, -82.4))
    assert found == query
    assert Query.of(found.words()) == query


@pytest.mark.parametrize(
    "words",
    [
        {"actor": "Russia"}, {"actor": "RUS/XYZ"}, {"type": "TALK"}, {"since": "20 April"}, {"until": "2021-13"}, {"dyad": "RUS"},
        {"near": "Nowhere,5km"}, {"near": "Havana"}, {"quad": "5"}, {"min_origins": "many"}, {"colour": "red"}, {"status": "real"},
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_what_can(words):
    with pytest.raises(InputError) as caught:
        Query.of(words, lambda _place: None)
    assert caught.value.remedy


def plainly(event, query):
    """Answer a query for one event without SQL."""
    when, where = event["when"], event["where"]
    sides = {
        "actor": event["actors"],
        "recipient": event["recipients"],
        "party": [*event["actors"], *event["recipients"], *event["others"]],
    }
    checks = [
        not query.status or event["status"] in query.status,
        query.claims or event["voice"] != "adversary",
        not query.type or event["type"] in query.type,
        not query.mode or event["mode"] in query.mode,
        not query.quad or event["quad"] in query.quad,
        query.since is None or (when is not None and when["end"] >= query.since.isoformat()),
        query.until is None or (when is not None and when["start"] <= query.until.isoformat()),
        not query.country or (where is not None and where["country"] in query.country),
        event["n_origins"] >= query.min_origins,
    ]
    for name, actors in sides.items():
        wanted = getattr(query, name)
        checks.append(
            not wanted or any(a["code"] == w.code and w.sector in (None, a["sector"]) for w in wanted for a in actors)
        )
    return all(checks)


codes = st.sampled_from(["RUS", "USA", "UKR", "FRA", "CHN", "AFG", "IGO:UN", "ISR"])
whos = st.lists(st.builds(Who, codes, st.sampled_from([None, "GOV", "MIL"])), max_size=2).map(tuple)
queries = st.builds(
    Query,
    actor=whos, recipient=whos, party=whos,
    type=st.lists(st.sampled_from(ontology.TYPES), max_size=4).map(tuple),
    quad=st.lists(st.integers(1, 4), max_size=2).map(tuple),
    since=st.none() | st.dates(date(2018, 1, 1), date(2023, 12, 31)),
    until=st.none() | st.dates(date(2018, 1, 1), date(2023, 12, 31)),
    status=st.sampled_from([("actual",), (), ("negated",), ("actual", "historical")]),
    claims=st.booleans(),
    country=st.lists(st.sampled_from(["UKR", "AFG", "FIN"]), max_size=2).map(tuple),
    min_origins=st.integers(0, 3),
)  # fmt: skip


@pytest.fixture(scope="module")
def every(gold_path):
    with Ledger(gold_path, read_only=True) as ledger:
        yield ledger, list(finding.events(ledger, EVERY))


@settings(deadline=None)  # a busy machine is no error
@given(query=queries)
def test_sql_answers_as_a_plain_loop_does(every, query):
    ledger, events = every
    expected = [event["id"] for event in events if plainly(event, query)]
    assert [event["id"] for event in finding.events(ledger, query)] == expected
    assert finding.count_events(ledger, query) == len(expected)


def test_common_filters_are_answered_like_rare_ones(every, monkeypatch):
    ledger, _ = every
    asked = [
        Query(actor=(Who("RUS"),)),
        Query(party=(Who("USA", "GOV"),)),
        Query(dyad=("RUS", "FRA")),
        Query(text="grain"),
    ]
    rare = [[e["id"] for e in finding.events(ledger, query)] for query in asked]
    assert all(rare)
    monkeypatch.setattr("legation.store.conditions._RARE", 0)
    assert [[e["id"] for e in finding.events(ledger, query)] for query in asked] == rare


@pytest.mark.parametrize("some", [0, 10_000])
def test_words_that_most_articles_hold_are_answered_from_those_that_do_not(every, monkeypatch, some):
    ledger, _ = every
    asked = [
        Query(text=words, **more)
        for words in ("the", "the -grain", "the on", '"on Monday"', "grain", "-grain the Moscow")
        for more in ({}, {"status": (), "claims": True}, {"party": (Who("RUS"),)}, {"type": ("ASSAULT", "SANCTION")})
    ]
    asked.append(Query(text="the", since=date(2022, 1, 1), quad=(4,)))
    rare = [[event["id"] for event in finding.events(ledger, query)] for query in asked]
    assert sum(map(bool, rare)) > 15
    monkeypatch.setattr(conditions, "_SOME", some)
    for bound in (0, 10, 4000):
        monkeypatch.setattr(conditions, "_RARE", bound)
        monkeypatch.setattr(
            conditions.chosen, "__kwdefaults__", (conditions.chosen.__kwdefaults__ or {}) | {"rare": bound}
        )
        monkeypatch.setattr(browsing, "_SCARCE", max(bound, 2000) if some else bound)
        assert [finding.count_events(ledger, query) for query in asked] == list(map(len, rare))
        assert [[event["id"] for event in finding.events(ledger, query)] for query in asked] == rare
        assert [browsing.facets(ledger, query)[0] for query in asked] == list(map(len, rare))


def test_pages_of_common_filters_are_those_of_rare_ones(every, monkeypatch):
    ledger, _ = every
    asked = [Query(party=(Who("RUS"),)), Query(actor=(Who("USA"),)), Query(dyad=("RUS", "UKR")), Query(text="grain")]
    asked += [Query(party=(Who("RUS"),), type=("SANCTION",)), Query(party=(Who("RUS"),), recipient=(Who("UKR"),))]

    def pages():
        found = []
        for query in asked:
            page = browsing.events_page(ledger, query, limit=3)
            after = browsing.events_page(ledger, query, limit=3, after=page.following)
            found.append([event["id"] for event in (*page.events, *after.events)])
        return found

    rare = pages()
    assert all(rare)
    monkeypatch.setattr(browsing, "_RARE", 0)
    assert pages() == rare
    monkeypatch.setattr("legation.store.conditions._OFTEN", 1)
    assert pages() == rare


def test_near_finds_what_lies_within_the_circle(gold):
    places = {e["where"]["name"] for e in finding.events(gold, Query(near=Near(46.5, 30.7, 30)))}
    assert places == {"Odesa"}
    wider = {e["where"]["name"] for e in finding.events(gold, Query(near=Near(46.5, 30.7, 150)))}
    assert wider == {"Odesa", "Mykolaiv"}


def test_pages_join_to_the_whole(gold):
    whole = [e["id"] for e in finding.events(gold, Query())]
    pages = [e["id"] for skip in range(0, len(whole) + 7, 7) for e in finding.events(gold, Query(), limit=7, skip=skip)]
    assert pages == whole
    oldest = [e["when"]["start"] for e in finding.events(gold, Query(), order="oldest") if e["when"]]
    assert oldest == sorted(oldest)


def test_a_series_is_the_sum_of_its_events(gold):
    for query in (
        Query(),
        Query(since=date(2022, 1, 1)),
        Query(quad=(4,)),
        Query(type=("SANCTION",)),
        Query(status=(), claims=True),
    ):
        rows = finding.dyad(gold, "FRA", "RUS", query)
        asked = dataclasses.replace(query, dyad=("FRA", "RUS"))
        dated = [
            e
            for e in finding.events(gold, asked)
            if e["when"] and (query.since is None or e["when"]["start"] >= query.since.isoformat())
        ]
        joint = sum(row.joint for row in rows) // 2
        assert sum(row.n for row in rows) - joint == len(dated)
    months = [(row.period, row.source, row.n) for row in finding.dyad(gold, "FRA", "RUS", Query())]
    assert months == [("2022-04", "FRA", 1), ("2022-05", "RUS", 1)]


def test_an_event_is_found_by_any_of_its_reports(gold):
    event = next(e for e in finding.events(gold, Query()) if e["n_reports"] > 1)
    for report in event["reports"]:
        assert finding.event(gold, report["id"])["id"] == event["id"]
    with pytest.raises(NotFoundError):
        finding.event(gold, "r0")


def test_search_finds_words_phrases_and_exclusions(gold):
    assert {hit.id.split("-")[0] for hit in finding.search(gold, "grain straits")} == {"call"}
    assert finding.search(gold, '"grain straits"') == ()
    assert not {hit.id for hit in finding.search(gold, "mosque -Kunduz")}
    assert "[grain]" in finding.search(gold, "grain", limit=1)[0].snippet


def test_words_that_nearly_all_hold_give_the_latest(gold, monkeypatch):
    monkeypatch.setattr(finding, "_RANKED", 3)
    latest = [hit.id for hit in finding.search(gold, "the", limit=3)]
    with gold.reading() as connection:
        stored = [row[0] for row in connection.exec_driver_sql("SELECT id FROM articles ORDER BY number DESC")]
    assert latest == [identity for identity in stored if identity in latest]
    assert len(latest) == 3


@settings(deadline=None)
@given(st.text(max_size=40))
def test_no_words_are_an_error_of_sqlite(gold_path, words):
    try:
        match_words(words)
    except InputError:
        return
    with Ledger(gold_path, read_only=True) as ledger:
        finding.search(ledger, words)
        finding.count_events(ledger, Query(text=words))


@pytest.mark.parametrize(("name", "turn"), [("pyarrow", "to_arrow"), ("pandas", "to_pandas"), ("polars", "to_polars")])
def test_tables_for_other_packages_hold_all_rows_or_say_what_is_missing(gold, name, turn):
    found = gold.events(type="SANCTION")
    if importlib.util.find_spec(name) is None:
        with pytest.raises(LegationError, match=f"{name} is not installed"):
            getattr(found, turn)()
    else:
        assert len(getattr(found, turn)()) == found.count()


@pytest.mark.parametrize("words", [{}, {"until": "2019-12"}, {"since": "2020"}, {"status": "any"}])
def test_a_pairs_series_by_type_adds_up_to_that_of_all_types(gold, words):
    def told(**more):
        rows = [
            row
            for pair in (("USA", "CHN"), ("RUS", "UKR"))
            for row in finding.dyad(gold, *pair, Query.of({**words, **more}))
        ]
        return sum(row.n for row in rows), round(sum(row.score for row in rows), 3)

    each = [told(type=one) for one in ontology.TYPES]
    assert told(type=",".join(ontology.TYPES)) == (sum(n for n, _ in each), round(sum(score for _, score in each), 3))
    assert told() == told(type=",".join(ontology.TYPES))
    assert told()[0] > 0


@pytest.mark.parametrize(
    "words",
    [
        {"min_confidence": "0.99"}, {"context": "military"}, {"mode": "phone", "party": "RUS"}, {"quad": "3", "party": "USA,RUS"},
        {"text": "Monday", "quad": "4"}, {"min_origins": "1", "mode": "visit"},
    ],
)  # fmt: skip
def test_a_page_of_what_filters_leave_together_looks_up_no_other_event(gold, words):
    query, events = Query.of(words), tables.events.c
    asked = []

    def note(_connection, _cursor, statement, parameters, *_):
        asked.append((statement, parameters))

    with gold.reading() as connection:
        wanted = conditions.chosen(connection, query, sa.select(events.id), rare=0, by_day=True)
        sa.event.listen(connection, "before_cursor_execute", note)
        found = [row[0] for row in connection.execute(wanted.order_by(events.start.desc().nulls_last(), events.id))]
        sa.event.remove(connection, "before_cursor_execute", note)
        statement, parameters = asked[-1]
        plan = [row[3] for row in connection.exec_driver_sql("EXPLAIN QUERY PLAN " + statement, parameters)]
    assert found == [event["id"] for event in finding.events(gold, query)]
    assert "INDEX events_facts (shown=?)" in plan[0]
