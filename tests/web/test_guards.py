"""Who may ask, how much, and for how long."""

import time

import pytest
from click.testing import CliRunner

from legation.serve import web_cli
from legation.serve.cli import main
from legation.serve.web import desk as desks
from legation.serve.web import pages
from legation.serve.web.app import TIME_LIMIT
from legation.serve.web.guards import BODY_LIMIT, Rules
from tests.web.conftest import NAMES, TEXT, client_of, form_token, paste

CSP = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
TOKEN = "a-long-secret-of-the-test"  # noqa: S105 - the test's own


@pytest.mark.parametrize(
    "address", ["/", "/nowhere", "/events?type=WAR", "/static/app.css", "/api/v1/events", "/api/v1/nowhere"]
)
def test_every_answer_carries_the_policy(gold, address):
    headers = gold.get(address).headers
    assert headers["content-security-policy"] == CSP
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", ""])
def test_another_host_is_refused(gold, host):
    assert gold.get("/", headers={"host": host}).status_code == 421
    assert gold.get("/", headers={"host": "localhost:9999"}).status_code == 200


def test_a_form_needs_the_token_of_its_session(client, desk):
    fields = {"text": TEXT, "keep": "yes"}
    token = form_token(client.get("/"))
    for wrong in ("", "x" * 80, token[:-1] + ("0" if token[-1] != "0" else "1")):
        assert client.post("/code", data={**fields, "token": wrong}).status_code == 403
    other = client_of(desk)
    assert other.post("/code", data={**fields, "token": token}).status_code == 403
    assert desk.ledger.count()["article"] == 0
    assert client.post("/code", data={**fields, "token": token}).status_code == 303


@pytest.mark.parametrize("headers", [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}])  # fmt: skip
def test_other_sites_change_nothing(client, desk, headers):
    assert client.post("/api/v1/articles", json={"text": TEXT}, headers=headers).status_code == 403
    assert desk.ledger.count()["article"] == 0
    assert (
        client.post("/api/v1/articles", json={"text": TEXT}, headers={"origin": "http://127.0.0.1"}).status_code == 201
    )


def test_a_browser_cannot_send_the_api_a_form(client):
    sent = client.post("/api/v1/articles", content='{"text": "x"}', headers={"content-type": "text/plain"})
    assert sent.status_code == 415


def test_bodies_are_limited_whatever_they_say_of_their_length(client):
    big = b"x" * (BODY_LIMIT + 1)
    assert client.post("/api/v1/articles", content=big, headers={"content-type": "application/json"}).status_code == 413
    pieces = iter([big[: BODY_LIMIT // 2]] * 3)
    assert (
        client.post("/api/v1/articles", content=pieces, headers={"content-type": "application/json"}).status_code == 413
    )
    assert client.get("/").status_code == 200


def test_refusals_are_told_to_programs_as_problems_and_to_browsers_as_pages(client):
    big, kind = b"x" * (BODY_LIMIT + 1), {"content-type": "application/json"}
    answer = client.post("/api/v1/articles", content=big, headers=kind)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 413
    page = client.post("/code", content=big, headers={**kind, "accept": "text/html,*/*;q=0.8"})
    assert page.status_code == 413
    assert "<h1>more than 2 MB at once" in page.text
    # Nor does a page for whom nobody knows tell what is served.
    assert "new.ledger" not in page.text
    refused = client.get("/api/v1/events", headers={"host": "evil.example"})
    assert refused.json()["status"] == refused.status_code == 421


def test_what_is_under_way_may_end_before_the_server_does():
    assert web_cli._GRACE > TIME_LIMIT


def test_a_text_longer_than_a_page_can_wait_for_is_refused(client):
    answer = paste(client, "Chad accused Sudan. " * (desks.TEXT_LIMIT // 20 + 1))
    assert answer.status_code == 400
    assert "legation code" in answer.text


def test_what_takes_too_long_is_told(desk, monkeypatch):
    def slow(_request):
        time.sleep(0.6)

    monkeypatch.setattr(pages, "about", slow)
    begun = time.monotonic()
    answer = client_of(desk, time_limit=0.1).get("/about")
    assert answer.status_code == 503
    assert "takes too long" in answer.text
    assert time.monotonic() - begun < 0.55


def test_an_accident_is_an_answer_with_the_policy_and_tells_nothing(desk, monkeypatch, caplog):
    def broken(_request):
        raise ZeroDivisionError("secret words")

    monkeypatch.setattr(pages, "about", broken)
    answer = client_of(desk).get("/about?q=private")
    assert answer.status_code == 500
    assert "secret words" not in answer.text
    assert answer.headers["content-security-policy"] == CSP
    assert "private" not in caplog.text


def test_too_many_texts_at_once_are_told_to_come_back(client, desk):
    for _ in range(8):
        assert desk._places.acquire(blocking=False)
    assert client.post("/api/v1/articles", json={"text": TEXT}).status_code == 503


def test_nothing_is_shown_without_the_token(desk):
    client = client_of(desk, rules=Rules(NAMES, TOKEN))
    assert client.get("/").headers["location"] == "/sign-in"
    assert client.get("/api/v1/events").status_code == 401
    assert client.get("/api/v1/events", headers={"authorization": "Bearer wrong"}).status_code == 401
    assert client.get("/api/v1/events", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    page = client.get("/sign-in")
    assert client.post("/sign-in", data={"token": form_token(page), "key": "wrong"}).status_code == 403
    signed = client.post("/sign-in", data={"token": form_token(page), "key": TOKEN})
    assert TOKEN not in signed.headers["set-cookie"]
    assert "HttpOnly" in signed.headers["set-cookie"]
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "arguments",
    ["--host 0.0.0.0", "--host 192.0.2.1", "--host 0.0.0.0 --token short", f"--host 0.0.0.0 --token {TOKEN}"],
)
def test_another_address_than_loopback_needs_a_token_and_a_name(arguments):
    result = CliRunner().invoke(main, ["serve", *arguments.split()])
    assert result.exit_code == 2
    assert "legation:" in result.output


def test_loopback_is_told_from_other_addresses():
    assert all(web_cli._is_loopback(host) for host in ("127.0.0.1", "127.9.9.9", "::1", "localhost"))
    assert not any(web_cli._is_loopback(host) for host in ("0.0.0.0", "::", "192.168.0.1", "localhost.evil.example"))  # noqa: S104
