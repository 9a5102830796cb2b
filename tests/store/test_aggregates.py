"""Maps and networks of a filter say what its events say, looked up one by one or out of indexes alone."""

from collections import Counter, defaultdict

import pytest

from bench.corroborate import GOLD, HALVES, read_gold
from legation import ontology
from legation.keeping import settle
from legation.store import browsing, conditions, finding, mapping
from legation.store.ledger import Ledger, Run
from legation.store.merging import directed_pairs
from legation.store.query import Query

FILTERS = [
    {}, {"party": "RUS"}, {"party": "RUS,USA"}, {"actor": "RUS", "recipient": "UKR"}, {"party": "RUS/MIL"}, {"dyad": "RUS-UKR"},
    {"since": "2022-03"}, {"until": "2022-03"}, {"since": "2010", "until": "2022"}, {"type": "ASSAULT"}, {"type": "ASSAULT,CONSULT", "party": "RUS"},
    {"quad": "4"}, {"quad": "1,4", "since": "2020"}, {"mode": "visit"}, {"status": "any"}, {"status": "any", "claims": "yes"}, {"status": "historical"},
    {"status": "actual,negated", "party": "RUS"}, {"claims": "yes"}, {"status": "future"}, {"status": "actual,negated"}, {"status": "future,negated", "claims": "yes"},
    {"status": "actual,future", "claims": "yes"}, {"status": "any", "since": "2020"}, {"status": "any", "quad": "4"}, {"status": "any", "country": "UKR"}, {"country": "UKR"}, {"country": "UKR", "party": "RUS"}, {"min_origins": "2"},
    {"min_confidence": "0.8"}, {"context": "military"}, {"near": "50.45,30.52,300km"}, {"text": "the"}, {"text": "the", "quad": "4"},
]  # fmt: skip


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    with Ledger(tmp_path_factory.mktemp("aggregates") / "a.ledger") as found:
        forms = [(row.form, row.text) for half in HALVES for row in read_gold(GOLD / f"{half}.txt")]
        # Some of every status and voice: the gold tells hardly anything but facts.
        for place, (form, _) in enumerate(forms[::3]):
            for report in form["reports"]:
                report["status"] = ontology.STATUSES[place % len(ontology.STATUSES)]
                report["voice"] = ("narrator", "adversary", "party")[place % 3]
        found.write_forms(forms, Run(coder="by hand"))
        settle(found)
        yield found


def added_up(events):
    """Add up ties and places from the events' forms."""
    n, scores, places = Counter(), defaultdict(float), Counter()
    for event in events:
        pairs = {}
        for source, target, joint in directed_pairs(event):
            if source != target:
                pair = (min(source, target), max(source, target))
                pairs[pair] = pairs.get(pair, 0.0) + (event["score"] or 0.0) * (0.5 if joint else 1)
        for pair, score in pairs.items():
            n[pair] += 1
            scores[pair] += score
        where = event["where"] or {}
        if where.get("latitude") is not None or where.get("country") is not None:
            places[where.get("latitude"), where.get("longitude"), where.get("country"), event["quad"]] += 1
    return {pair: (n[pair], pytest.approx(scores[pair], abs=0.01)) for pair in n}, places


@pytest.mark.parametrize("rare", [None, 0])
@pytest.mark.parametrize("words", FILTERS, ids=str)
def test_a_map_and_a_network_hold_what_the_events_do(ledger, monkeypatch, words, rare):
    if rare is not None:
        monkeypatch.setattr(conditions, "_RARE", rare)
        monkeypatch.setattr(
            conditions.chosen, "__kwdefaults__", (conditions.chosen.__kwdefaults__ or {}) | {"rare": rare}
        )
    query = Query.of(words) if words else Query()
    ties, places = added_up(finding.events(ledger, query))
    assert {(tie.one, tie.other): (tie.n, tie.score) for tie in browsing.ties(ledger, query, limit=10_000)} == ties
    found = mapping.spots(ledger, query, limit=10_000)
    told = {((*spot.at, spot.country) if spot.at else (None, None, spot.country)): spot.quads for spot in found.spots}
    assert {(*place, quad): n for place, quads in told.items() for quad, n in quads.items()} == places


def test_the_filters_find_something(ledger):
    found = [browsing.ties(ledger, Query.of(words) if words else Query()) for words in FILTERS]
    assert sum(map(bool, found)) > 20


@pytest.mark.parametrize(
    "words",
    [
        {"party": "RUS"},
        {"since": "2010"},
        {"type": "ASSAULT"},
        {"actor": "RUS", "since": "2010"},
        {"quad": "4"},
        {"status": "any"},
        {"status": "any", "since": "2010"},
        {"status": "future"},
        {"status": "actual,negated"},
        {"claims": "yes"},
    ],
)
def test_no_event_is_looked_up_for_them(ledger, monkeypatch, words):
    monkeypatch.setattr(conditions, "_RARE", 0)
    asked = []

    def plan(connection, query):
        text = str(query.compile(dialect=ledger._engine.dialect, compile_kwargs={"literal_binds": True}))
        rows = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + text).fetchall()
        asked.extend(row[3] for row in rows)

    query = Query.of(words)
    with ledger.reading() as connection:
        plan(connection, browsing._chosen_ties(connection, query))
        found = mapping._along_places(connection, query, mapping.sa.select(mapping.tables.events.c.number))
        plan(connection, found)
    touched = [step for step in asked if " events" in step]
    assert touched
    assert all("COVERING INDEX" in step for step in touched), asked
