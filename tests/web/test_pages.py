"""Every page says what the ledger holds, and every link of ours leads somewhere."""

import re
from html import unescape

import pytest

from legation.keeping import settle
from legation.serve.web import wording
from legation.serve.web.network import network
from legation.store import browsing, finding
from legation.store.browsing import Tie
from legation.store.ledger import Ledger
from legation.store.query import Query
from tests.store.made import article
from tests.web.conftest import TEXT, form_token, paste

PAGES = (
    "/", "/brief", "/brief?days=365", "/events", "/actors", "/actors?q=Kremlin", "/articles", "/search?q=missiles", "/runs", "/about", "/api", "/network", "/network?party=RUS&since=2022",
    "/actors/RUS", "/actors/IGO:UN", "/actors/XXX", "/dyads/FRA/RUS", "/dyads/FRA/RUS?with=IRN-SAU&by=year", "/dyads/AAA/BBB",
)  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_and_is_whole(gold, address):
    answer = gold.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.text.rstrip().endswith("</html>")
    assert answer.text.count("<h1") == 1


def links(text):
    return {unescape(found).partition("#")[0] for found in re.findall(r'(?:href|src|action)="(/[^"]*)"', text)}


def test_every_link_of_ours_leads_somewhere(gold):
    seen, waiting = set(), ["/", "/dyads/FRA/RUS", "/actors/RUS"]
    while waiting and len(seen) < 150:
        address = waiting.pop(0)
        if address in seen or address == "/code":
            continue
        seen.add(address)
        answer = gold.get(address)
        assert answer.status_code in {200, 302}, (address, answer.status_code)
        if answer.headers.get("content-type", "").startswith("text/html"):
            waiting += sorted(links(answer.text) - seen)
    assert len(seen) == 150


def test_explore_filters_by_its_address_and_counts_beside_it(gold):
    page = gold.get("/events?type=ASSAULT").text
    assert "11 events" in page
    assert re.search(r'aria-current="true"[^>]*><span>ASSAULT</span> <b>11</b>', page)
    assert "No event fits" in gold.get("/events?type=ASSAULT&since=2050").text


def test_a_filter_that_is_none_is_said_and_finds_nothing_else(gold):
    answer = gold.get("/events?type=WAR")
    assert answer.status_code == 400
    assert "&#39;WAR&#39; is no type" in answer.text


def test_older_events_follow_without_gap_or_repetition(gold):
    seen, address = [], "/events?status=any&claims=yes"
    while address:
        page = gold.get(address).text
        seen += re.findall(r'<td class="small"><a href="/events/(\w+)"', page)
        found = re.search(r'href="([^"]+)" rel="next"', page)
        address = unescape(found[1]) if found else None
    assert len(seen) == len(set(seen))
    assert len(seen) > 80


def test_an_event_shows_its_evidence_its_origins_and_what_differs(gold):
    listed = gold.get("/api/v1/events?type=ASSAULT&country=UKR").json()["events"]
    event = next(row for row in listed if row["conflicts"])
    page = gold.get(f"/events/{event['id']}").text
    assert "Where the versions differ" in page
    assert page.count("<blockquote>") == len(event["reports"])
    assert ", ".join(event["origins"]) + ". Denied by Russia." in page
    other = event["reports"][-1]["id"]
    assert gold.get(f"/events/{other}").headers.get("location", f"/events/{event['id']}") == f"/events/{event['id']}"


def test_a_pair_shows_both_directions_as_chart_and_as_table(gold):
    page = gold.get("/dyads/FRA/RUS").text
    assert 'aria-label="2022-04, France → Russia: 1 material conflict; score -5.5"' in page
    assert 'aria-label="2022-05, Russia → France: 1 material conflict; score -5.5"' in page
    assert "▲ France → Russia</text>" in page
    assert "▼ Russia → France</text>" in page
    assert "Emmanuel Macron" in page
    assert '<th scope="row">2022-04</th><td class="num">1</td>' in page
    assert "since=2022-04-01&amp;until=2022-04-30" in page
    assert page.count("<tr>") > gold.get("/dyads/FRA/RUS?since=2022-05").text.count("<tr>")


def test_the_network_counts_what_the_table_finds(gold):
    page = gold.get("/network?dyad=FRA-RUS").text
    assert re.search(r"France and Russia</a></th><td class=\"num\">2</td><td class=\"num\">−5.5</td>", page)
    assert 'aria-label="France and Russia: 2 events, mean score -5.5"' in page
    ties = browsing.ties(gold.app.state.desk.ledger, Query.of({"status": "any"}), limit=1000)
    assert all(tie.one < tie.other for tie in ties)
    assert [tie.n for tie in ties] == sorted((tie.n for tie in ties), reverse=True)
    for tie in ties[:10]:
        both = finding.count_events(
            gold.app.state.desk.ledger, Query.of({"status": "any", "dyad": f"{tie.one} {tie.other}"})
        )
        assert both == tie.n


def test_what_is_no_actor_is_said(gold):
    assert gold.get("/actors/nobody").status_code == 400
    assert gold.get("/dyads/RUS/x").status_code == 400
    assert gold.get("/events/r0").status_code == 404
    assert gold.get("/articles/none").status_code == 404
    assert gold.get("/nowhere").status_code == 404


def test_a_pasted_article_is_coded_shown_and_joins_the_ledger(client):
    answer = paste(client, TEXT.replace("\n", "\r\n"), published="2021-04-21", source="https://example.org/a")
    assert answer.status_code == 303
    page = client.get(answer.headers["location"]).text
    assert re.search(r'<a class="m act q3[^>]*>accused</a>', page)
    assert "1 line set aside: sign-up form" in page
    assert "Chad" in client.get("/events?dyad=TCD-SDN").text
    report = re.search(r'<li class="card q3" id="(r\w+)"', page)[1]
    assert client.get(f"/events/{report}").status_code == 200
    assert (
        paste(client, TEXT, published="2021-04-21", source="https://example.org/a").headers["location"]
        == answer.headers["location"]
    )
    assert client.get("/api/v1/articles").json()["articles"][0]["source"] == "https://example.org/a"


def test_a_text_can_be_looked_at_without_being_kept_and_kept_later(client):
    answer = paste(client, TEXT, published="2021-04-21", keep="no")
    page = client.get(answer.headers["location"])
    assert "Not kept" in page.text
    assert client.get("/api/v1/events?dyad=TCD-SDN").json()["events"] == []
    kept = client.post(answer.headers["location"] + "/keep", data={"token": form_token(page)})
    assert kept.headers["location"] == answer.headers["location"]
    assert len(client.get("/api/v1/events?dyad=TCD-SDN").json()["events"]) == 1
    assert client.get(answer.headers["location"]).text.count("2021-04-21") == page.text.count("2021-04-21")


def test_a_file_is_coded_like_what_is_pasted(client):
    token = form_token(client.get("/"))
    files = {"file": ("a.txt", TEXT.encode(), "text/plain")}
    answer = client.post("/code", data={"token": token, "text": "", "published": "2021-04-21"}, files=files)
    assert client.get(answer.headers["location"]).status_code == 200


def test_what_was_typed_is_given_back_where_it_cannot_be_used(client):
    answer = paste(client, TEXT, published="yesterday")
    assert answer.status_code == 400
    assert "Chad accused Sudan" in answer.text
    assert 'value="yesterday"' in answer.text
    assert paste(client, "  ").status_code == 400


def test_a_ledger_open_for_reading_codes_and_keeps_nothing(gold):
    answer = paste(gold, TEXT, published="2021-04-21")
    page = gold.get(answer.headers["location"]).text
    assert "Not kept" in page
    assert "Keep it in the ledger" not in page
    assert gold.post("/api/v1/articles", json={"text": TEXT}).status_code == 500


def test_a_text_in_another_language_is_kept_and_said_not_to_be_coded(client):
    text = "Le président de la République française a rencontré hier à Paris le chancelier allemand pour parler de l'Europe et de la paix."
    assert "Legation reads English" in client.get(paste(client, text).headers["location"]).text


def test_no_page_needs_anything_from_elsewhere(gold):
    for address in PAGES:
        page = gold.get(address).text
        assert not re.search(r'(src|href)="(https?:)?//', page), address
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page), address
        assert 1 <= page.count("<script") == page.count('<script src="/static/') <= 4


def test_a_page_is_made_anew_when_the_ledger_changes_and_only_then(client, desk, monkeypatch):
    made, facets = [], browsing.facets
    monkeypatch.setattr(browsing, "facets", lambda *given: made.append(1) or facets(*given))
    first = client.get("/events")
    assert client.get("/events").text == first.text
    assert len(made) == 1
    assert client.get("/events", headers={"if-none-match": first.headers["etag"]}).status_code == 304
    with Ledger(desk.ledger.path) as other:
        other.write(article())
        settle(other)
    assert "1 event " in client.get("/events").text
    assert len(made) == 2
    client.get("/events?type=ACCUSE")
    assert len(made) == 3


def test_what_is_told_of_two_is_followed_from_an_event_and_an_article(gold):
    event = gold.get("/api/v1/events?type=ASSAULT&min_origins=2&limit=1").json()["events"][0]
    article = event["reports"][0]["articles"][0]["id"]
    one, other = event["actors"][0]["code"], event["recipients"][0]["code"]
    for address in (f"/events/{event['id']}", f"/articles/{article}"):
        feed = f"/api/v1/events?format=atom&amp;dyad={one}+{other}"
        assert feed in gold.get(address).text
    assert gold.get(feed.replace("&amp;", "&")).headers["content-type"].startswith("application/atom+xml")


def test_a_form_keeps_the_filters_that_it_has_no_field_for(gold):
    for address in ("/dyads/FRA/RUS?type=ASSAULT", "/actors/RUS?type=ASSAULT"):
        assert '<input type="hidden" name="type" value="ASSAULT">' in gold.get(address).text
    assert 'value="2021-01-01"' in gold.get("/actors/RUS?since=2021-01-01").text


@pytest.mark.parametrize(
    ("actors", "recipients", "expected"),
    [
        (["RUS"], ["USA"], {"dyad": "RUS USA"}), (["RUS", "CUB"], [], {"dyad": "RUS CUB"}), (["IRN", "---"], [], {"party": "IRN"}),
        (["---"], ["USA"], {"party": "USA"}), (["---"], [], {}), ([], [], {}), (["RUS"], ["RUS"], {"party": "RUS"}),
    ],
)  # fmt: skip
def test_who_is_followed(actors, recipients, expected):
    found = {"actors": [{"code": one} for one in actors], "recipients": [{"code": one} for one in recipients]}
    assert wording.followed(found) == expected


def test_actors_of_no_stated_country_have_words_on_the_network():
    ties = [Tie(one="---", other="IRN", n=1, score=2.5)]
    names = {"---": "people of no stated country", "IRN": "Iran"}
    drawn = network(ties, names, lambda code: f"/actors/{code}", lambda _tie: "/")
    assert ">no stated country</text>" in drawn
    assert ">---<" not in drawn


def test_what_the_api_page_calls_by_name_is_set_as_code(gold):
    page = gold.get("/api").text
    assert "<code>new</code> where no article told" in page
    assert "`" not in page
