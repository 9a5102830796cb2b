"""Coding again from the pages: one job, its progress, stopping, others meanwhile, who may, and what it leaves behind."""

import dataclasses
import threading
import time

import pytest
from starlette.testclient import TestClient

from legation.errors import LedgerError
from legation.keeping import run_of, settle
from legation.pipeline import default_pipeline
from legation.serve.web import wording
from legation.serve.web.app import make_app
from legation.serve.web.desk import Desk
from legation.serve.web.guards import Rules
from legation.serve.web.recoding import State
from legation.store.comparing import differences
from legation.store.ledger import Ledger, Run
from tests.store import made
from tests.web.conftest import NAMES, TEXT, client_of, form_token

OLD = Run(coder="old")
MANY = 12


class Fake:
    """A pipeline that reads threats where accusations were read; it can be held, slowed, and made to fail."""

    version = "fake 2"

    def __init__(self):
        self.knowledge = default_pipeline().knowledge
        self.gate = threading.Event()
        self.gate.set()
        self.pause = 0.0
        self.error = None
        self.coded = []

    def code(self, document):
        self.coded.append(document.id)
        assert self.gate.wait(20)
        time.sleep(self.pause)
        if self.error is not None:
            raise self.error
        found = made.article(document.id, text=document.text, event_type="THREATEN", coder=self.version)
        return dataclasses.replace(found, document=document)

    def code_many(self, documents):
        return (self.code(document) for document in documents)


def texts(count=MANY):
    return [f"Chad accused Sudan of {number} raids." for number in range(count)]


@pytest.fixture(name="fake")
def fake_pipeline():
    return Fake()


@pytest.fixture(name="desk")
def stale_desk(tmp_path, fake):
    with Ledger(tmp_path / "stale.ledger") as ledger:
        for number, text in enumerate(texts()):
            ledger.write(made.article(f"a{number:02d}", text=text), OLD)
        settle(ledger)
        with Desk(ledger, name="stale.ledger") as desk:
            desk.__dict__["pipeline"] = fake
            yield desk
            fake.gate.set()


@pytest.fixture(name="client")
def client_of_stale_desk(desk):
    found = client_of(desk)
    yield found
    found.app.state.recoding.close()


def token_of(client):
    return form_token(client.get("/"))


def begin(client, **fields):
    return client.post("/runs/recode", data={"token": token_of(client), "every": "yes", **fields})


def until(client, *phases):
    end = time.monotonic() + 20
    while time.monotonic() < end:
        state = client.get("/api/v1/recoding").json()
        if state["phase"] in phases:
            return state
        time.sleep(0.01)
    raise AssertionError(state)


def types(client):
    return {event["type"] for event in client.get("/api/v1/events?limit=100").json()["events"]}


def test_what_other_runs_coded_is_coded_again_and_compared(client, desk):
    assert client.get("/api/v1/recoding").json()["phase"] == "none"
    assert f"{MANY} articles stand by other runs" in client.get("/runs").text
    assert types(client) == {"ACCUSE"}
    answer = begin(client)
    assert (answer.status_code, answer.headers["location"]) == (303, "/runs#recoding")
    state = until(client, "done")
    assert (state["done"], state["total"], state["changed"], state["run"]) == (MANY, MANY, MANY, desk.run.id)
    page = client.get("/runs").text
    assert f"Done: {MANY} articles coded again, {MANY} changed." in page
    assert "coded again they would be the same" in page
    assert types(client) == {"THREATEN"}
    assert desk.ledger.pending() == 0
    assert len(list(differences(desk.ledger, OLD.id, desk.run.id))) == 2 * MANY


def test_without_all_only_what_a_change_can_touch_and_why_is_told(client, desk):
    begin(client, every="")
    state = until(client, "done")
    # Of the run before nothing is known, so that anything may have changed.
    assert state["changed"] == MANY
    assert f"Since run <code>{OLD.id}</code>" in client.get("/runs").text
    assert f'href="/runs?before={OLD.id}&amp;after={desk.run.id}"' in client.get("/runs").text


def test_a_filter_leaves_the_others(client):
    begin(client, text='"3 raids"')
    assert until(client, "done")["done"] == 1
    assert client.app.state.recoding.stale() == MANY - 1
    assert begin(client, type="WAR").status_code == 400


def test_progress_is_told_and_there_is_one_job_at_a_time(client, fake):
    fake.gate.clear()
    begin(client)
    until(client, "coding")
    page = client.get("/runs").text
    assert f"0 of {MANY} articles coded again" in page
    assert f'max="{MANY}" value="0"' in page
    assert "recoding.js" in page
    assert 'action="/runs/recode"' not in page
    again = begin(client)
    assert again.status_code == 503
    assert "being coded again already" in again.text
    fake.gate.set()
    assert until(client, "done")["done"] == MANY
    assert "recoding.js" not in client.get("/runs").text


def test_stopped_it_keeps_what_is_coded_and_goes_on_later(client, desk, fake):
    fake.pause = 0.05
    begin(client)
    until(client, "coding")
    while client.get("/api/v1/recoding").json()["done"] < 2:
        time.sleep(0.01)
    client.post("/runs/recode/stop", data={"token": token_of(client)})
    state = until(client, "stopped")
    assert 2 <= state["done"] < MANY
    assert desk.ledger.pending() == 0
    standing = {run.id: n for run, n in desk.ledger.runs()}
    assert standing == {OLD.id: MANY - state["done"], desk.run.id: state["done"]}
    assert f"Stopped: {state['done']} of {MANY} articles" in client.get("/runs").text
    fake.coded.clear()
    begin(client, every="")
    assert until(client, "done")["done"] == MANY - state["done"]
    assert len(fake.coded) == MANY - state["done"]


def test_others_have_the_model_between_two_articles(client, fake):
    fake.pause = 0.3
    begin(client)
    until(client, "coding")
    answer = client.post("/api/v1/articles", json={"text": "Chad accused Sudan meanwhile."})
    assert answer.status_code == 201
    assert client.get("/api/v1/recoding").json()["running"]
    fake.pause = 0.0
    until(client, "done")


def test_a_form_needs_its_token_and_other_sites_may_not(client, fake):
    for address in ("/runs/recode", "/runs/recode/stop"):
        assert client.post(address, data={"token": "x" * 80}).status_code == 403
        assert (
            client.post(
                address, data={"token": token_of(client)}, headers={"origin": "http://evil.example"}
            ).status_code
            == 403
        )
        assert client.get(address).status_code == 405
    assert fake.coded == []


def test_who_has_not_signed_in_begins_nothing(desk, fake):
    stranger = client_of(desk, rules=Rules(NAMES, token="a-long-secret-of-the-test"))  # noqa: S106 - the test's own
    assert stranger.post("/runs/recode", data={"token": "x"}).headers["location"] == "/sign-in"
    assert stranger.get("/api/v1/recoding").status_code == 401
    assert fake.coded == []


def test_a_ledger_for_reading_only_is_left_alone(desk, fake):
    with Ledger(desk.ledger.path, read_only=True) as ledger, Desk(ledger, name="stale.ledger") as reading:
        reading.__dict__["pipeline"] = fake
        client = client_of(reading)
        page = client.get("/runs").text
        assert "nothing can be coded again here" in page
        assert "/runs/recode" not in page
        assert begin(client).status_code == 403
        assert client.post("/runs/recode/stop", data={"token": token_of(client)}).status_code == 403
        with pytest.raises(LedgerError):
            client.app.state.recoding.start(None, every=True)
    assert fake.coded == []


@pytest.mark.parametrize(("error", "words"), [(LedgerError("database or disk is full"), "disk is full"), (ValueError("a secret"), "log tells more")])  # fmt: skip
def test_a_failure_is_told_and_another_try_goes_on(client, fake, error, words):
    fake.error = error
    begin(client)
    assert words in until(client, "failed")["problem"]
    page = client.get("/runs").text
    assert words in page
    assert "a secret" not in page
    fake.error = None
    begin(client)
    assert until(client, "done")["done"] == MANY


def test_what_has_changed_since_the_start_is_no_run_of_this_server(client, desk, fake):
    _ = desk.run
    fake.version = "fake 3"
    answer = begin(client)
    assert answer.status_code == 400
    assert "has changed since this server started" in answer.text
    assert fake.coded == []


def test_a_server_that_ends_stops_after_the_article_at_hand(desk, fake):
    fake.pause = 0.05
    with TestClient(make_app(desk, Rules(NAMES)), base_url="http://127.0.0.1", follow_redirects=False) as client:
        begin(client)
        until(client, "coding")
        recoding = client.app.state.recoding
    assert recoding.state().phase == "stopped"
    assert recoding.stale() > 0
    assert len(fake.coded) < MANY
    # What was left to be merged is merged when the ledger is opened next (`legation serve` settles it).
    settle(desk.ledger)
    assert desk.ledger.pending() == 0


def test_the_real_coder_leaves_what_no_change_can_touch(tmp_path):
    pipe = default_pipeline()
    with Ledger(tmp_path / "real.ledger") as ledger, Desk(ledger, name="real") as desk:
        desk.code(TEXT, published="2021-04-21")
        client = client_of(desk)
        assert "coded again they would be the same" in client.get("/runs").text
        assert run_of(pipe) == desk.run
        begin(client, every="")
        state = until(client, "done")
    assert (state["done"], state["changed"], state["total"]) == (0, 0, 0)


def test_how_far_it_is_in_words():
    coding = State(phase="coding", done=10, total=1200, seconds=20.0)
    assert wording.job(coding) == "10 of 1,200 articles coded again, about 40 minutes left."
    assert wording.job(dataclasses.replace(coding, done=2)) == "2 of 1,200 articles coded again."
    assert wording.job(State(phase="stopped")) == "Stopped: nothing was coded again. Code again to go on with the rest."
    assert wording.span_of(0) == "1 second"
    assert wording.span_of(7200) == "2 hours"
