"""Check and correct: what is wrong is said beside a record, the desk hands out what is doubtful, all of it goes out again."""

import csv
import io
import json
import re
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from legation.serve.cli import main
from legation.store import reviews
from legation.store.ledger import Ledger
from tests.web.conftest import TEXT, client_of, form_token, paste
from tests.web.test_hostile import EVIL, check

MANY = (
    "Havana gets a new leader\n\nMiguel Díaz-Canel became first secretary of Cuba's Communist Party on Monday, succeeding Raul Castro. "
    '"We will defend the revolution," Díaz-Canel said.\n\nMoscow has historically been a close ally of Havana. Cuba\'s inflation reached 70 '
    "percent in 2021, and trade between Russia and Cuba was worth 300 million dollars.\n"
)
REPORT = r'<li class="card q3" id="(r\w+)"'


@pytest.fixture
def article(client):
    """The address of an article that is kept, coded from TEXT."""
    return paste(client, TEXT, published="2021-04-21").headers["location"]


def say(client, page, record, verdict, **fields):
    """Send the form of a record as a browser does."""
    token, identity = form_token(client.get(page)), page.rpartition("/")[2]
    fields = {"token": token, "record": record, "article": identity, "verdict": verdict, "back": page, **fields}
    return client.post("/reviews", data=fields)


def test_every_record_of_an_article_can_be_said_to_be_wrong(client, article):
    page = client.get(article).text
    records = re.findall(r'<li class="card [^"]*" id="(\w+)"', page)
    assert len(records) >= 3
    assert re.findall(r'name="record" value="(\w+)"', page) == records
    assert page.count("<summary>Wrong?") == len(records)


def test_what_is_said_is_shown_beside_the_record_and_on_its_event(client, desk, article):
    record = re.search(REPORT, client.get(article).text)[1]
    before = list(desk.ledger.articles())
    answer = say(
        client, article, record, "wrong", wrong_date="yes", wrong_actor="yes", note="It was Monday.", reviewer="Ana Ló"
    )
    assert (answer.status_code, answer.headers["location"]) == (303, f"{article}#{record}")
    assert list(desk.ledger.articles()) == before
    (kept,) = reviews.every(desk.ledger)
    assert (kept.record, kept.article, kept.reviewer) == (record, article.rpartition("/")[2], "Ana Ló")
    assert (kept.verdict, kept.wrong, kept.note, kept.way) == ("wrong", ("actor", "date"), "It was Monday.", "page")
    for address in (article, f"/events/{record}"):
        page = client.get(address).text
        assert "reviewed: wrong: actor, date" in page
        assert "It was Monday." in page
        assert 'value="Ana Ló"' in page
    assert "<dt>Reviewed</dt><dd>reviewed: wrong, by Ana Ló" in client.get(f"/events/{record}").text


def test_a_word_can_be_taken_back(client, article):
    record = re.search(REPORT, client.get(article).text)[1]
    say(client, article, record, "wrong", reviewer="Ana")
    assert "Take my word back" in client.get(article).text
    say(client, article, record, "skip", reviewer="Ana")
    page = client.get(article).text
    assert "reviewed: wrong" not in page
    assert "Take my word back" not in page


def test_a_review_needs_the_forms_token_and_a_record_of_the_ledger(client, desk, article):
    record = re.search(REPORT, client.get(article).text)[1]
    assert say(client, article, record, "wrong", token="x" * 80).status_code == 403
    assert say(client, article, "r0", "wrong").status_code == 404
    assert say(client, article, record, "wrong", article="another").status_code == 404
    assert say(client, article, record, "perhaps").status_code == 400
    assert say(client, article, record, "wrong", way="elsewhere").status_code == 400
    assert say(client, article, record, "wrong", note="x" * 2001).status_code == 400
    assert say(client, article, record, "wrong", reviewer="x" * 81).status_code == 400
    other = client_of(desk)
    fields = {"token": form_token(client.get(article)), "record": record, "article": article.rpartition("/")[2]}
    assert other.post("/reviews", data={**fields, "verdict": "right"}).status_code == 403
    assert list(reviews.every(desk.ledger)) == []


@pytest.mark.parametrize(
    "back",
    [
        "https://evil.example/",
        "//evil.example/articles/x",
        "/\\evil.example",
        "javascript:alert(1)",
        "/articles/x\ny",
        "",
        "/code",
    ],
)
def test_the_way_back_leads_to_pages_of_ours_alone(client, article, back):
    record = re.search(REPORT, client.get(article).text)[1]
    assert say(client, article, record, "right", back=back).headers["location"] == f"/desk?done={record}"


def test_a_text_that_is_only_looked_at_takes_no_reviews(client):
    page = client.get(paste(client, TEXT, keep="no").headers["location"]).text
    assert "Wrong?" not in page
    assert 'action="/reviews"' not in page


def test_a_ledger_for_reading_says_that_nothing_can_be_said(gold):
    listed = gold.get("/api/v1/articles").json()["articles"]
    for address in (f"/articles/{listed[0]['id']}", "/desk"):
        page = gold.get(address).text
        assert 'action="/reviews"' not in page
        assert "nothing can be said of its records" in page


# --- the desk ----------------------------------------------------------------------------------------------------


def current(page):
    return re.search(r'<section class="card desk-card[^"]*" id="(\w+)"', page)[1]


def test_the_desk_hands_out_one_record_after_the_other_until_none_is_left(client, desk, article):
    seen, address = [], "/desk"
    for verdict in ("right", "wrong", "skip", "right", "right"):
        page = client.get(address)
        if "Nothing waits here" in page.text:
            break
        record = current(page.text)
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text.split("desk-card")[1]))
        assert fields["record"] == record
        answer = client.post("/reviews", data={**fields, "verdict": verdict, "reviewer": "Ana", "wrong_type": "yes"})
        address = answer.headers["location"]
        assert address == f"/desk?done={record}"
        seen.append(record)
    assert len(seen) == len(set(seen)) >= 2
    page = client.get(address).text
    assert "Nothing waits here" in page
    assert f"at={seen[-1]}" in page
    kept = list(reviews.every(desk.ledger))
    assert [one.record for one in kept] == seen
    assert {one.way for one in kept} == {"doubt"}
    # Boxes that are ticked count only with the word wrong.
    assert [one.wrong for one in kept] == [("type",) if one.verdict == "wrong" else () for one in kept]
    assert current(client.get(f"/desk?at={seen[0]}").text) == seen[0]
    assert client.get(article).text.count("reviewed: right") == [one.verdict for one in kept].count("right")


@pytest.mark.usefixtures("article")
def test_the_desk_shows_the_words_of_the_record_marked(client):
    page = client.get("/desk?type=ACCUSE").text
    evidence = page.split('class="text evidence"')[1].split("</div>")[0]
    assert re.search(r'<a class="m act q3[^>]*>accused</a>', evidence)
    assert "telephoned" in evidence  # the paragraph before it
    assert "Subscribe" not in evidence
    assert "Tuesday" in evidence


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("statement", "speaker"),
        ("tenure", "takes, leaves or holds"),
        ("relation", "kind of tie"),
        ("indicator", "what is counted"),
    ],
)
def test_the_desk_asks_of_other_kinds_what_can_be_wrong_with_them(client, kind, label):
    paste(client, MANY, published="2021-04-21")
    page = client.get(f"/desk?kind={kind}").text
    assert f"> {label}</label>" in page
    assert 'name="wrong_mode"' not in page
    assert re.search(r'<span class="m [^"]*(said|office|tie|figure)', page.split('class="text evidence"')[1])
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.split("desk-card")[1]))
    assert client.post("/reviews", data={**fields, "verdict": "right"}).status_code == 303
    assert client.get("/api/v1/accuracy").json()["rows"][0]["kind"] == kind


def test_filters_of_the_desk_are_its_address(gold):
    page = gold.get("/desk?type=ASSAULT&below=0.99").text
    waiting = page.split('class="waiting"')[1].split("</ol>")[0]
    assert set(re.findall(r'act-name q\d">(\w+)<', waiting)) == {"ASSAULT"}
    assert "type=ASSAULT" in waiting
    assert "<option selected>ASSAULT</option>" in page
    wrong = gold.get("/desk?type=WAR")
    assert wrong.status_code == 400
    assert "&#39;WAR&#39; is no type" in wrong.text
    assert gold.get("/desk?at=r0").status_code == 404


@pytest.mark.usefixtures("article")
def test_who_picks_from_the_list_draws_no_lot(client):
    first = client.get("/desk?order=lot").text
    assert 'name="way" value="lot"' in first
    later = re.search(r'href="(/desk[^"]*at=\w+)"', first.split('class="waiting"')[1])[1].replace("&amp;", "&")
    assert 'name="way" value="page"' in client.get(later).text
    assert 'name="way" value="lot of a type"' in client.get("/desk?order=lot&type=ACCUSE").text


def test_the_desk_tells_progress_and_how_often_records_are_right(client, article):
    assert "Nothing was judged yet" in client.get("/desk/accuracy").text
    record = re.search(REPORT, client.get(article).text)[1]
    say(client, article, record, "wrong", wrong_date="yes", reviewer="Ana")
    page = client.get("/desk").text
    assert "1 record judged, 1 of them by you" in page
    row = client.get("/desk/accuracy").text.split('<span class="act-name q3">ACCUSE</span></th>')[1].split("</tr>")[0]
    assert re.findall(r"<td[^>]*>([^<]*)</td>", row) == ["0", "1", "0 %", "0 % to 79 %", "0", "0", "", "", "", "date 1"]


# --- hostile words -----------------------------------------------------------------------------------------------


def test_hostile_notes_and_names_are_shown_as_text(client, article):
    record = re.search(REPORT, client.get(article).text)[1]
    answer = say(
        client,
        article,
        record,
        "wrong",
        wrong_other="yes",
        note=EVIL,
        reviewer=EVIL[:80],
        back=f"/desk?type={quote(EVIL)}",
    )
    assert answer.status_code == 303
    assert "\n" not in answer.headers["location"]
    assert EVIL[:20] not in answer.headers["set-cookie"]
    # The name comes back from the cookie into every form.
    for address in (
        article,
        f"/events/{record}",
        "/desk",
        f"/desk?at={record}",
        f"/desk?done={record}",
        answer.headers["location"],
    ):
        page = client.get(address)
        assert page.status_code in {200, 400}
        check(page.text)
        if "done" not in address and address != "/desk":
            assert "&lt;script&gt;alert(1)" in page.text


@pytest.mark.parametrize("cookie", ["%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "%FF%00", "x" * 4000, "%ED%A0%80"])
def test_a_hostile_cookie_is_only_a_name(client, article, cookie):
    answer = client.get(article, headers={"cookie": f"legation_reviewer={cookie}"})
    assert answer.status_code == 200
    check(answer.text)


@pytest.mark.parametrize("name", ["kind", "type", "status", "party", "below", "order", "show", "at", "in", "done"])
def test_a_hostile_address_of_the_desk_is_shown_as_text(gold, name):
    answer = gold.get(f"/desk?{name}={quote(EVIL, safe='')}")
    assert answer.status_code in {200, 400, 404}
    check(answer.text)


# --- out ---------------------------------------------------------------------------------------------------------


def test_reviews_go_out_by_the_api(client, article):
    record = re.search(REPORT, client.get(article).text)[1]
    for note in ("=1+1", "second", "third"):
        say(client, article, record, "wrong", note=note, reviewer="Ana")
    first = client.get("/api/v1/reviews?limit=2").json()
    assert [row["note"] for row in first["reviews"]] == ["=1+1", "second"]
    assert [row["note"] for row in client.get(first["next"]).json()["reviews"]] == ["third"]
    table = list(csv.DictReader(io.StringIO(client.get("/api/v1/reviews", headers={"accept": "text/csv"}).text)))
    assert [row["note"] for row in table] == ["'=1+1", "second", "third"]
    lines = client.get("/api/v1/reviews?format=jsonl&reviewer=Ana").text.splitlines()
    assert [json.loads(line)["form"]["id"] for line in lines] == [record] * 3
    assert client.get("/api/v1/reviews?verdict=right").json()["reviews"] == []
    for wrong in ("verdict=perhaps", "after=x", "after=n" + "9" * 5000, "limit=" + "9" * 5000, "format=xml", "note=x"):
        assert client.get(f"/api/v1/reviews?{wrong}").status_code == 400
    (all_events, accuse) = client.get("/api/v1/accuracy").json()["rows"]
    assert (all_events["n"], accuse["type"], accuse["right"]) == (1, "ACCUSE", 0)


def test_extended_exports_of_the_server_carry_the_reviews(client, article):
    record = re.search(REPORT, client.get(article).text)[1]
    say(client, article, record, "right", reviewer="Ana")
    table = client.get("/api/v1/events?format=csv&extended=yes&type=ACCUSE").text
    (row,) = csv.DictReader(io.StringIO(table))
    assert (row["review_status"], row["reviewed_by"]) == ("right", "Ana")
    assert "review_status" not in client.get("/api/v1/events?format=csv&type=ACCUSE").text


def test_reviews_go_out_by_the_command(client, desk, article):
    def told(*words):
        return CliRunner().invoke(main, ["reviews", "--ledger", str(desk.ledger.path), *words])

    assert "nothing was reviewed yet" in told().output
    record = re.search(REPORT, client.get(article).text)[1]
    say(client, article, record, "wrong", wrong_place="yes", reviewer="Ana")
    assert re.search(r"ACCUSE +0/1 0\.00 \[0\.00, 0\.79\] +-  place 1", told().output)
    assert json.loads(told("--format", "jsonl").output)["record"] == record
    (row,) = csv.DictReader(io.StringIO(told("--format", "csv").output))
    assert (row["verdict"], row["wrong"], row["reviewer"]) == ("wrong", "place", "Ana")
    assert told("--format", "jsonl", "--verdict", "right").output == ""
    assert told("--verdict", "right").exit_code == 2
    listed = CliRunner().invoke(
        main, ["events", "--ledger", str(desk.ledger.path), "--type", "ACCUSE", "--format", "csv", "--extended"]
    )
    assert [row["reviewed_by"] for row in csv.DictReader(io.StringIO(listed.output))] == ["Ana"]


def test_reviews_survive_the_server(client, desk, article):
    record = re.search(REPORT, client.get(article).text)[1]
    say(client, article, record, "right")
    with Ledger(desk.ledger.path, read_only=True) as again:
        assert reviews.verdicts(again)[record].reviewers == ("unnamed",)


def test_the_desk_tells_why_a_record_comes_first(client):
    paste(client, TEXT, published="2021-04-21")
    page = client.get("/desk").text
    told = re.search(r"urgency ([\d.]+) \(uncertainty ([\d.]+) × impact ([\d.]+)\)", page)
    assert float(told[1]) == pytest.approx(float(told[2]) * float(told[3]), abs=0.1)
    assert "Least certain first" in page
    assert "urgency" not in client.get("/desk?kind=statement").text
    assert client.get("/desk?order=confidence").status_code == 200
