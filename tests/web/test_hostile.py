"""All text is hostile: what an article, a title, an address or a search holds is never more than text on a page."""

import re
from html.parser import HTMLParser
from urllib.parse import quote

import pytest

from bench.corroborate import GOLD, read_gold
from legation.keeping import settle
from legation.store.ledger import Run
from tests.web.conftest import client_of, paste

EVIL = (
    "\"><script>alert(1)</script><img src=x onerror=alert(2)>'{{7*7}}{% raw %}</textarea></title><svg onload=alert(3)>"
)
ARTICLE = f"""{EVIL} Chad warns Sudan

The government of Chad accused Sudan on Tuesday of arming rebels in the east of the country.

Chad accused Sudan<script>alert(4)</script> on Tuesday of arming rebels, "{EVIL}" said President <b>Mahamat</b> Déby.

Chad's <iframe src=javascript:alert(5)></iframe> foreign minister Onclick=alert(6) met Sudan's president in Khartoum.
"""


class Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def check(page):
    parser = Elements()
    parser.feed(page)
    scripts = [attrs for tag, attrs in parser.found if tag == "script"]
    assert scripts[0]["src"].startswith("/static/app.js")
    assert all(re.fullmatch(r"/static/(app|waiting|charts|brush)\.js\?[0-9a-f]{10}", attrs["src"]) for attrs in scripts)
    for tag, attrs in parser.found:
        assert tag not in {"iframe", "object", "embed", "base", "b "}, tag
        assert not any(name.startswith("on") for name in attrs), (tag, attrs)
        for name in ("href", "src", "action"):
            assert (attrs.get(name) or "/").startswith(("/", "#", "?")), (tag, attrs)
    assert "49" not in "".join(page.split("{{7*7}}")[1:2])[:3]


def test_a_hostile_article_is_shown_as_text_on_every_page(client):
    answer = paste(client, ARTICLE, published="2021-04-21", source=f"javascript:alert(7)//{EVIL}")
    assert answer.status_code == 303
    page = client.get(answer.headers["location"]).text
    check(page)
    assert "&lt;script&gt;alert(4)" in page
    events = client.get("/api/v1/events?status=any&claims=yes").json()["events"]
    assert events
    for address in (
        "/",
        "/articles",
        "/events",
        "/brief",
        "/map",
        "/network",
        "/actors",
        "/search?q=Chad",
        "/actors/TCD",
        "/dyads/TCD/SDN",
        f"/events/{events[0]['id']}",
    ):
        check(client.get(address).text)


def evil(value):
    """Put hostile words in place of everything that a form tells in words."""
    if isinstance(value, dict):
        return {
            key: EVIL if key in {"name", "speaker", "person", "office", "org_or_country", "channel", "made_by", "source", "title", "what", "unit", "text"} and isinstance(one, str) else evil(one)
            for key, one in value.items()
        }  # fmt: skip
    return [evil(one) if not isinstance(one, str) else one for one in value] if isinstance(value, list) else value


def test_hostile_records_are_shown_as_text(desk):
    rows = [row for row in read_gold(GOLD / "dev.txt") if row.form["reports"]][:12]
    desk.ledger.write_forms([(evil(row.form), row.text) for row in rows], Run(coder=EVIL))
    settle(desk.ledger)
    client = client_of(desk)
    events = client.get("/api/v1/events?status=any&claims=yes").json()["events"]
    assert EVIL in events[0]["actors"][0]["name"]
    addresses = [
        "/",
        "/articles",
        "/events?status=any&claims=yes",
        "/brief",
        "/map?status=any&claims=yes",
        "/network?status=any&claims=yes",
        "/runs",
        "/codebook",
        "/codebook/ASSAULT",
        "/actors",
        *(f"/events/{event['id']}" for event in events[:5]),
    ]
    addresses += [f"/articles/{row.form['id']}" for row in rows]
    for event in events[:5]:
        codes = [actor["code"] for name in ("actors", "recipients") for actor in event[name]]
        addresses += ["/dyads/" + "/".join(codes[:2])] if len(codes) > 1 else []
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        check(answer.text)
    assert EVIL not in client.get(f"/articles/{rows[0].form['id']}").text


def test_a_hostile_history_is_shown_as_text(desk):
    rows = [row for row in read_gold(GOLD / "dev.txt") if row.form["reports"]][:6]
    for coder, place in ((EVIL, "Havana"), (EVIL + "2", EVIL)):
        forms = [evil(row.form) for row in rows]
        for form in forms:
            form["reports"][0]["where"] = {"name": place, "country": None, "admin1": None, "latitude": None, "longitude": None, "precision": "city", "span": [0, 1]}  # fmt: skip
        desk.ledger.write_forms([(form, row.text) for form, row in zip(forms, rows, strict=True)], Run(coder=coder))
        settle(desk.ledger)
    client = client_of(desk)
    events = client.get("/api/v1/events?status=any&claims=yes").json()["events"]
    pages = [client.get(f"/events/{event['id']}").text for event in events]
    assert any("Coded again" in page for page in pages)
    before, after = (run.id for run, _ in desk.ledger.runs())
    pages.append(client.get(f"/runs?before={before}&after={after}").text)
    assert "where of" in pages[-1]
    report = events[0]["reports"][0]
    for row in rows:
        desk.ledger.withdraw(row.form["id"], EVIL)
    settle(desk.ledger)
    gone = client.get(f"/events/{report['id']}")
    assert gone.status_code == 410
    for page in (*pages, gone.text):
        check(page)


@pytest.mark.parametrize(
    "address",
    [
        "/events?text=",
        "/search?q=",
        "/actors?q=",
        "/events?party=",
        "/map?text=",
        "/network?party=",
        "/dyads/RUS/USA?with=",
        "/articles/",
        "/events/",
        "/codebook/",
        "/runs?before=a&after=",
    ],
)
def test_a_hostile_address_is_shown_as_text(gold, address):
    answer = gold.get(address + quote(EVIL, safe=""))
    assert answer.status_code in {200, 400, 404}
    check(answer.text)


def test_a_hostile_id_works_as_an_address(client):
    name = 'a b/../<script>?#"&'
    made = client.post("/api/v1/articles", json={"id": name, "text": ARTICLE, "published": "2021-04-21"})
    assert made.status_code == 201
    assert client.get(made.headers["location"]).json()["id"] == name
    page = client.get("/articles").text
    check(page)
    assert quote(name, safe=":") in page


@pytest.mark.parametrize("name", ["", ".", "..", "a\nb", "x" * 201])
def test_an_id_that_is_no_address_is_refused(client, name):
    assert client.post("/api/v1/articles", json={"id": name, "text": "x"}).status_code == 400


def test_half_characters_are_refused_not_stored(client):
    body = b'{"text": "Chad \\ud800 accused Sudan."}'
    answer = client.post("/api/v1/articles", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert "surrogate" in answer.json()["detail"]


def test_a_table_for_spreadsheets_holds_no_formula(client):
    client.post(
        "/api/v1/articles", json={"text": "Chad accused Sudan.", "source": "=cmd|' /C calc'!A0", "title": "@SUM(1)"}
    )
    table = client.get("/api/v1/articles?format=csv").text
    assert "'=cmd" in table
    assert "'@SUM" in table
