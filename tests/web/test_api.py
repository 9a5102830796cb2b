"""The REST API does what its description says."""

import csv
import io
import json

import pytest

from legation.store.schema import article_schema
from tests.web.conftest import TEXT


def test_posting_is_idempotent_by_content(client, desk):
    first = client.post("/api/v1/articles", json={"text": TEXT, "published": "2021-04-21"})
    again = client.post("/api/v1/articles", json={"text": TEXT, "published": "2021-04-21"})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json() == client.get(first.headers["location"]).json()
    assert desk.ledger.count()["article"] == 1
    changed = client.post("/api/v1/articles", json={"text": TEXT, "published": "2021-04-28"})
    assert changed.status_code == 201
    assert desk.ledger.count()["article"] == 1


def test_the_form_is_that_of_the_command_line(client):
    jsonschema = pytest.importorskip("jsonschema")
    form = client.post("/api/v1/articles", json={"text": TEXT, "published": "2021-04-21", "keep": False}).json()
    assert form.pop("kept") is False
    assert form.pop("text") == TEXT
    assert form.pop("withdrawn") is None
    jsonschema.validate(form, article_schema())


@pytest.mark.parametrize("body", [{}, [], {"text": 1}, {"text": ""}, {"text": "x", "other": 1}, {"text": "x", "keep": "no"}, {"text": "x", "published": "soon"}])  # fmt: skip
def test_a_body_that_cannot_be_used_is_a_problem(client, body):
    answer = client.post("/api/v1/articles", json=body)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 400
    assert answer.json()["detail"]


def test_cursors_walk_over_everything_once(gold):
    for name in ("events?status=any&claims=yes&limit=7", "articles?limit=9", "statements?limit=3"):
        seen, address = [], f"/api/v1/{name}"
        while address:
            answer = gold.get(address).json()
            seen += [row["id"] for row in answer[name.partition("?")[0]]]
            address = answer["next"]
        whole = gold.get(
            f"/api/v1/{name}".replace("limit=7", "limit=500")
            .replace("limit=9", "limit=500")
            .replace("limit=3", "limit=500")
        ).json()
        assert seen == [row["id"] for row in whole[name.partition("?")[0]]]
        assert len(set(seen)) == len(seen)


@pytest.mark.parametrize("address", ["events?after=nonsense", "events?limit=0", "events?limit=x", "events?tpye=ASSAULT", "events?format=xml", "articles?after=bm8", "statements?after=n-1", "dyads/RUS/USA?by=week", "search?q="])  # fmt: skip
def test_what_means_nothing_is_refused(gold, address):
    answer = gold.get(f"/api/v1/{address}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_unchanged_answer_is_not_sent_again(gold):
    first = gold.get("/api/v1/events?type=ASSAULT")
    again = gold.get("/api/v1/events?type=ASSAULT", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert gold.get("/api/v1/events?type=AGREE").headers["etag"] != first.headers["etag"]


def test_tables_are_given_to_who_accepts_them(gold):
    table = gold.get("/api/v1/dyads/FRA/RUS?by=year", headers={"accept": "text/csv"})
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert {row["source"] for row in rows} == {"FRA", "RUS"}
    assert [int(row["n"]) for row in rows] == [
        row["n"] for row in gold.get("/api/v1/dyads/FRA/RUS?by=year").json()["rows"]
    ]
    events = gold.get("/api/v1/events?type=ASSAULT", headers={"accept": "text/csv"})
    assert len(list(csv.DictReader(io.StringIO(events.text)))) == 11


@pytest.mark.parametrize(
    "form", ["csv", "jsonl", "plover", "geojson", "atom", "gdelt", "gdelt-mentions", "polecat", "icews", "acled"]
)
def test_every_export_is_the_ledgers_own(gold, form):
    answer = gold.get(f"/api/v1/events?type=ASSAULT&format={form}")
    assert answer.status_code == 200
    assert answer.text
    if form == "jsonl":
        assert [json.loads(line)["id"] for line in answer.text.splitlines()] == [
            row["id"] for row in gold.get("/api/v1/events?type=ASSAULT").json()["events"]
        ]


def test_a_report_leads_to_its_event_and_its_words(gold):
    event = gold.get("/api/v1/events?type=ASSAULT&min_origins=2").json()["events"][0]
    report = gold.get(f"/api/v1/reports/{event['reports'][-1]['id']}").json()
    assert report["quote"] == event["reports"][-1]["quote"]
    assert gold.get(f"/api/v1/events/{report['id']}").json()["id"] == event["id"]
    assert gold.get("/api/v1/actors/XXX").status_code == 404
    assert gold.get("/api/v1/actors/RUS").json()["counterparts"][0]["events"] > 1
    assert gold.get("/api/v1/runs").json()["runs"][0]["articles"] > 100
    assert gold.get("/api/v1/search?q=missiles").json()["hits"]
