"""Lists of the REST API: each goes on to its end, gives tables and ETags, and leads to its items; the documented examples run."""

import csv
import io
import re
import shlex
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from legation.serve.web.api_answers import cut
from tests.web.conftest import TEXT, paste

DOCS = Path(__file__).parents[2] / "docs" / "web.md"
LONG_AGO = "arrivals?since=2000-01-01"
#: Each list with the name of its rows, and how the address of an item follows from a row (None: it has no items).
LISTS = {
    "articles?limit=9": ("articles", "articles/{id}"), "events?limit=7&status=any&claims=yes": ("events", "events/{id}"),
    "reports?limit=11": ("reports", "reports/{id}"), "statements?limit=3": ("statements", "statements/{id}"),
    "tenures?limit=1": ("tenures", "tenures/{id}"), "relations?limit=1": ("relations", "relations/{id}"),
    "indicators?limit=1": ("indicators", "indicators/{id}"), "dyads?limit=7": ("dyads", "dyads/{one}/{other}"), "actors?limit=7": ("actors", "actors/{code}"),
    "search?q=the&limit=7": ("hits", "articles/{id}"), "runs?limit=1": ("runs", "runs/{id}"), LONG_AGO + "&limit=7": ("arrivals", None),
}  # fmt: skip


def walk(client, address, name):
    """Return all rows of a list, following `next`."""
    rows, pages = [], 0
    address = f"/api/v1/{address}"
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        rows += answer.json()[name]
        address, pages = answer.json()["next"], pages + 1
    return rows, pages


def key(row):
    return row.get("id") or row.get("code") or (row.get("one"), row.get("other"), row.get("event", {}).get("id"))


@pytest.mark.parametrize("address", LISTS)
def test_a_list_goes_on_to_its_end_and_leads_to_its_items(gold, address):
    name, item = LISTS[address]
    rows, pages = walk(gold, address, name)
    assert pages > 1 or len(rows) <= int(re.search(r"limit=(\d+)", address)[1])
    whole, _ = walk(gold, re.sub(r"limit=\d+", "limit=500", address), name)
    assert rows == whole
    assert len({key(row) for row in rows}) == len(rows)
    for row in rows[:3] if item else ():
        assert gold.get(f"/api/v1/{item.format(**row)}").status_code == 200


@pytest.mark.parametrize("address", LISTS)
def test_a_list_is_a_table_and_unchanged_it_is_not_sent_again(gold, address):
    for accept in ("application/json", "text/csv"):
        first = gold.get(f"/api/v1/{address}", headers={"accept": accept})
        assert first.headers["content-type"].startswith(accept)
        again = gold.get(f"/api/v1/{address}", headers={"accept": accept, "if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
    name = LISTS[address][0]
    if not address.startswith("events"):  # of which CSV is an export, whole
        assert len(list(csv.DictReader(io.StringIO(first.text)))) == len(gold.get(f"/api/v1/{address}").json()[name])


@pytest.mark.parametrize("address", LISTS)
def test_a_wrong_cursor_or_word_is_a_problem(gold, address):
    for wrong in ("after=%C3%A9", "after=n99999999", "after=WyJcdWQ4MDAiXQ", "limit=501", "colour=red", "format=xml"):
        answer = gold.get(f"/api/v1/{re.sub('[?&]limit=[0-9]+', '', address)}{'&' if '?' in address else '?'}{wrong}".replace("runs&", "runs?"))  # fmt: skip
        if answer.status_code != 400:
            answer = gold.get(f"/api/v1/{address.partition('?')[0]}?{wrong}")
        assert answer.status_code == 400, wrong
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("name", ["articles", "events", "reports", "statements", "tenures", "relations", "indicators", "runs"])  # fmt: skip
def test_what_there_is_not_is_a_problem(gold, name):
    answer = gold.get(f"/api/v1/{name}/nothing-of-that-name")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_record_is_found_under_its_own_kind_alone(gold):
    report = gold.get("/api/v1/reports?limit=1").json()["reports"][0]
    assert gold.get(f"/api/v1/reports/{report['id']}").json()["article"] == report["article"]
    assert gold.get(f"/api/v1/statements/{report['id']}").status_code == 404


def test_reports_are_chosen_by_type_and_status(gold):
    everything, _ = walk(gold, "reports?limit=500", "reports")
    chosen, _ = walk(gold, "reports?type=ASSAULT&status=actual&limit=5", "reports")
    assert [row["id"] for row in chosen] == [row["id"] for row in everything if (row["type"], row["status"]) == ("ASSAULT", "actual")]  # fmt: skip
    assert chosen
    assert gold.get("/api/v1/reports?type=WAR").status_code == 400


def test_a_filter_that_is_given_twice_stands_in_next_twice(gold):
    answer = gold.get("/api/v1/events?type=ASSAULT&type=CONSULT&limit=2").json()
    assert "type=ASSAULT&type=CONSULT" in answer["next"]


def test_an_export_has_an_etag_until_the_ledger_changes(client):
    client.post("/api/v1/articles", json={"text": TEXT, "published": "2021-04-21"})
    first = client.get("/api/v1/events?format=jsonl")
    asked = {"if-none-match": first.headers["etag"]}
    assert client.get("/api/v1/events?format=jsonl", headers=asked).status_code == 304
    assert client.get("/api/v1/events?format=jsonl&type=ACCUSE", headers=asked).status_code == 200
    client.post("/api/v1/articles", json={"text": "Norway praised Chad on Tuesday.", "published": "2021-04-21"})
    assert client.get("/api/v1/events?format=jsonl", headers=asked).status_code == 200


def test_what_came_in_is_told_once_to_who_asks_again_with_the_newest(client):
    before = (datetime.now(UTC) - timedelta(seconds=5)).isoformat(timespec="seconds").replace("+00:00", "Z")
    client.post("/api/v1/articles", json={"text": TEXT, "published": "2021-04-21"})
    first = client.get(f"/api/v1/arrivals?since={before}").json()
    assert first["articles"] == 1
    assert {row["event"]["type"] for row in first["arrivals"]} >= {"ACCUSE", "CONSULT"}
    assert all(row["new"] and row["articles"] == 1 for row in first["arrivals"])
    newest = first["arrivals"][0]["at"]
    assert client.get(f"/api/v1/arrivals?since={newest}").json() == {"arrivals": [], "next": None, "articles": 0}
    client.post(
        "/api/v1/articles", json={"text": "N'Djamena.\n\nChad accused Sudan on Monday of arming rebels.", "published": "2021-04-21"}
    )  # fmt: skip
    again = client.get(f"/api/v1/arrivals?since={newest}").json()
    assert ("ACCUSE", False) in [(row["event"]["type"], row["new"]) for row in again["arrivals"]]
    table = client.get(f"/api/v1/arrivals?since={before}&format=csv").text
    rows = {row["type"]: row for row in csv.DictReader(io.StringIO(table))}
    assert (rows["ACCUSE"]["actors"], rows["ACCUSE"]["recipients"], rows["ACCUSE"]["new"]) == ("TCD", "SDN", "True")


@pytest.mark.parametrize("words", ["", "?since=", "?since=yesterday", "?since=99999-01-01"])
def test_since_when_must_be_said(gold, words):
    assert gold.get(f"/api/v1/arrivals{words}").status_code == 400


def test_a_cut_of_a_list_says_where_it_goes_on():
    rows = [{"n": n} for n in range(4)]
    assert cut(rows, 0, 3) == (rows[:3], "n3")
    assert cut(rows, 6, 4) == (rows, None)
    assert cut(rows, 9_999, 3)[1] is None


# --- documented examples -----------------------------------------------------------------------------------------


def calls(text):
    """Return the calls of curl in a text: (method, address, headers, body)."""
    lines = re.findall(r"^curl (?:.*\\\n)*.*", text, re.MULTILINE)
    found = []
    for line in lines:
        words = shlex.split(line.replace("\\\n", " "))[1:]
        headers, body, address = {}, None, None
        while words:
            word = words.pop(0)
            if word == "-H":
                name, _, value = words.pop(0).partition(": ")
                headers[name] = value
            elif word == "-d":
                body = words.pop(0)
            else:
                address = word
        found.append(("POST" if body else "GET", address, headers, body))
    return found


def test_the_documented_examples_run(client):
    page = client.get("/api").text
    shown = re.search(r"<pre[^>]*><code>(.*?)</code>", page, re.DOTALL)[1].replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&")  # fmt: skip
    examples = calls(DOCS.read_text()) + calls(shown)
    assert len(examples) > 8
    for method, address, headers, body in examples:
        path = re.sub(r"^https?://[^/]+", "", address)
        answer = client.request(method, path, headers=headers, content=body)
        assert answer.status_code in {200, 201}, (address, answer.text)
        if "events?dyad" in path:
            assert [row["type"] for row in answer.json()["events"]] == ["ACCUSE"]
        if headers.get("accept") == "text/csv":
            assert "TCD" in answer.text


@pytest.mark.parametrize("form", ["csv", "plover", "gdelt", "icews", "geojson", "atom"])
def test_one_event_is_taken_along_in_any_format(gold, form):
    event = gold.get("/api/v1/events?type=ASSAULT&limit=1").json()["events"][0]
    answer = gold.get(f"/api/v1/events/{event['id']}?format={form}")
    every = gold.get(f"/api/v1/events?type=ASSAULT&limit=1&format={form}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == every.headers["content-type"]
    if form != "atom":  # whose title differs
        assert answer.text == every.text
    again = gold.get(f"/api/v1/events/{event['id']}?format={form}", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304
    assert gold.get(f"/api/v1/events/{event['id']}?format=xml").status_code == 400


FULL = (
    TEXT
    + "\n\nMahamat Déby became president of Chad on Tuesday. Sudan and Chad are allies. The economy of Chad shrank 2 percent in 2020.\n"
)
TABLES = (
    "articles", "reports", "statements", "tenures", "relations", "indicators", "dyads", "actors", "runs", "search?q=Chad", "accuracy",
    "arrivals?since=2020-01-01T00:00Z", "dyads/TCD/SDN",
)  # fmt: skip


@pytest.mark.parametrize("path", TABLES)
def test_an_empty_table_has_the_header_of_a_full_one(client, path):
    def header():
        answer = client.get(f"/api/v1/{path}", headers={"accept": "text/csv"})
        assert answer.status_code == 200
        return answer.text.splitlines()

    empty = header()
    assert len(empty) == 1
    assert "," in empty[0]
    assert paste(client, FULL, published="2021-04-21").status_code == 303
    full = header()
    if path in {"articles", "reports", "statements", "tenures", "actors", "runs", "dyads", "dyads/TCD/SDN"}:
        assert len(full) > 1
    assert full[0] == empty[0]


def test_a_filter_that_finds_nothing_gives_the_header_of_events(gold):
    for form, begin in (
        ("csv", "id,date,"),
        ("polecat", "Event ID\t"),
        ("icews", "Event ID\t"),
        ("acled", "event_id_cnty,"),
    ):
        assert gold.get(f"/api/v1/events?since=2050&format={form}").text.startswith(begin)
    for address in (
        "/network.csv?since=2050",
        "/map.csv?since=2050",
        "/dyads/AAA/BBB/chart.csv",
        "/actors/XXX/scores.csv",
    ):
        assert len(gold.get(address).text.splitlines()) == 1
