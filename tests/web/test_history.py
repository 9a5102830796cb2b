"""An event's history and the difference of two runs, as pages and over the API: paged, as tables, true to the ledger."""

import csv
import io
import re
from html import unescape

import pytest

from legation.keeping import settle
from legation.serve.web.desk import Desk
from legation.store.comparing import differences
from legation.store.ledger import Ledger, Run
from tests.store import made
from tests.store.test_revisions import told
from tests.web.conftest import client_of

OLD, NEW = Run(coder="old <b>hand</b>"), Run(coder="new")
LOST = "r" + 15 * "0"


@pytest.fixture(scope="module", name="recoded")
def recoded_ledger(tmp_path_factory):
    texts = [made.TEXT, *(f"Chad accused Sudan of {n} <i>raids</i>." for n in range(130))]
    # Of another type than the first, so that this one stands alone.
    kinds = ["ACCUSE", *("AID" for _ in texts[1:])]
    before = [told(f"a{n}", text=text, status="future", type=kinds[n]) for n, text in enumerate(texts)]
    before[0][0]["reports"][0] |= {"id": LOST, "type": "THREATEN"}
    with Ledger(tmp_path_factory.mktemp("history") / "a.ledger") as ledger:
        ledger.write_forms(before, OLD)
        settle(ledger)
        ledger.write_forms([told(f"a{n}", text=text, type=kinds[n]) for n, text in enumerate(texts)], NEW)
        settle(ledger)
        with Desk(ledger, name="a.ledger") as desk:
            yield client_of(desk), ledger, told("x")[0]["reports"][0]["id"]


def everything(client, address, name):
    rows = []
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        rows += answer.json()[name]
        address = answer.json()["next"]
    return rows


def test_the_api_tells_the_differences_that_the_command_tells(recoded):
    client, ledger, _ = recoded
    rows = everything(client, f"/api/v1/runs/{OLD.id}/diff/{NEW.id}?limit=50", "differences")
    own = list(differences(ledger, OLD.id, NEW.id))
    assert [(row["kind"], row["article"], row["id"], row["sentence"], tuple(row["what"])) for row in rows] == [
        (one.kind, one.article, one.id, one.sentence, one.what) for one in own
    ]
    assert len(rows) == 132
    assert rows[0]["before"] is None or rows[0]["after"] is None
    changed = next(row for row in rows if row["kind"] == "changed")
    assert (changed["before"]["status"], changed["after"]["status"], changed["what"]) == (
        "future",
        "actual",
        ["status"],
    )


def test_the_differences_are_a_table(recoded):
    client, _, _ = recoded
    answer = client.get(f"/api/v1/runs/{OLD.id}/diff/{NEW.id}?limit=500", headers={"accept": "text/csv"})
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == 132
    assert {row["before_act"] for row in rows if row["kind"] == "lost"} == {"THREATEN"}
    assert {(row["before_status"], row["after_status"]) for row in rows if row["kind"] == "changed"} == {
        ("future", "actual")
    }
    first = client.get(f"/api/v1/runs/{OLD.id}/diff/{NEW.id}?format=csv")
    assert "after=" in first.headers["link"]
    again = client.get(
        f"/api/v1/runs/{OLD.id}/diff/{NEW.id}?format=csv", headers={"if-none-match": first.headers["etag"]}
    )
    assert again.status_code == 304


def test_what_cannot_be_compared_is_a_problem(recoded):
    client, _, _ = recoded
    assert client.get(f"/api/v1/runs/{OLD.id}/diff/u0").status_code == 404
    assert client.get(f"/api/v1/runs/{OLD.id}/diff/{OLD.id}").status_code == 400
    assert client.get(f"/api/v1/runs/{OLD.id}/diff/{NEW.id}?after=x").status_code == 400
    assert client.get(f"/api/v1/runs/{OLD.id}/diff/{NEW.id}?colour=red").status_code == 400
    assert client.get("/api/v1/events/r1/revisions").status_code == 404


def test_the_page_of_runs_goes_on_to_the_last_difference(recoded):
    client, _, _ = recoded
    address, seen = f"/runs?before={OLD.id}&after={NEW.id}", []
    while address:
        page = client.get(address).text
        seen += re.findall(r'<p class="small"><a href="/articles/(a\d+)"', page)
        found = re.search(r'href="([^"]+)" rel="next"', page)
        address = unescape(found[1]) if found else None
    assert len(seen) == 132
    assert len(set(seen)) == 131
    assert "<b>hand" not in page


def test_an_event_shows_its_history(recoded):
    client, _, identity = recoded
    page = client.get(f"/events/{identity}").text
    history = page[page.index('id="revisions"') :]
    assert "Coded again" in history
    assert re.search(r"<del>THREATEN</del>.*<ins>ACCUSE</ins>", history, re.DOTALL)
    assert re.search(r"<del>planned or expected</del>.*<ins>reported as fact</ins>", history, re.DOTALL)
    rows = everything(client, f"/api/v1/events/{identity}/revisions", "revisions")
    assert {row["kind"] for row in rows} == {"told", "recoded"}
    table = client.get(f"/api/v1/events/{identity}/revisions?format=csv").text
    assert "act: THREATEN -> ACCUSE" in table


def test_an_event_that_never_changed_says_so(gold):
    listed = gold.get("/api/v1/events?type=SANCTION&limit=50").json()["events"]
    alone = next(event for event in listed if event["n_articles"] == 1)
    page = gold.get(f"/events/{alone['id']}").text
    assert "One article tells it, and nothing has changed since." in page
    assert "Coded again" not in page


def test_the_address_of_an_event_that_is_no_more_tells_what_became_of_it(recoded):
    client, _, identity = recoded
    answer = client.get(f"/events/{LOST}")
    assert answer.status_code == 410
    assert "THREATEN" in answer.text
    assert f'href="/events/{identity}"' in answer.text
    assert client.get(f"/api/v1/events/{LOST}").status_code == 404
    assert client.get("/events/r1").status_code == 404


def test_the_address_of_a_withdrawn_event_says_why(tmp_path):
    form, text = told("a1")
    with Ledger(tmp_path / "w.ledger") as ledger, Desk(ledger, name="w") as desk:
        ledger.write_forms([(form, text)], OLD)
        settle(ledger)
        ledger.withdraw("a1", "a <script>hoax</script>")
        settle(ledger)
        answer = client_of(desk).get(f"/events/{form['reports'][0]['id']}")
    assert answer.status_code == 410
    assert "was withdrawn: a &lt;script&gt;hoax" in answer.text
