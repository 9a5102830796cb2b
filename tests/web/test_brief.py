"""The brief says what came in since the last visit, in words, and what a visit is."""

from datetime import UTC, datetime, timedelta

import pytest

from legation.keeping import settle
from legation.serve.web.brief import COOKIE, Visits
from tests.store import made

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def look(cookie, at):
    return Visits.of(cookie, at)


def test_a_visit_ends_after_half_an_hour_and_the_next_one_looks_back_to_its_end():
    first = look(None, NOON)
    assert first.before is None
    again = look(first.cookie, NOON + 20 * MINUTE)
    assert again.before is None
    second = look(again.cookie, NOON + 60 * MINUTE)
    assert second.before == NOON + 20 * MINUTE
    # Looking twice in one visit hides nothing.
    twice = look(second.cookie, NOON + 70 * MINUTE)
    assert twice.before == NOON + 20 * MINUTE
    third = look(twice.cookie, NOON + timedelta(days=3))
    assert third.before == NOON + 70 * MINUTE


@pytest.mark.parametrize(
    "cookie", ["", "x", "1.2.3", "1.-2", "9.8", "²³.²³", "1" * 40 + ".1", "0.99999999999", "<script>.1"]
)
def test_a_cookie_that_is_none_of_ours_is_a_first_visit(cookie):
    found = look(cookie, NOON)
    assert found.before is None
    assert found.seen == NOON


def test_the_brief_tells_what_came_in_since_the_last_visit(client, desk):
    desk.ledger.write(made.article("a1"))
    settle(desk.ledger)
    first = client.get("/brief")
    assert "This is your first visit" in first.text
    assert "HttpOnly" in first.headers["set-cookie"]
    assert "SameSite=strict" in first.headers["set-cookie"]
    assert first.headers["cache-control"] == "private, no-store"
    hour_ago = int((datetime.now(UTC) - 60 * MINUTE).timestamp())
    client.cookies.set(COOKIE, f"{hour_ago - 9}.{hour_ago}", path="/brief", domain="127.0.0.1")
    page = client.get("/brief").text
    assert "Since your last visit, " in page
    assert "1 article came in; it tells 1 event that no article told before." in page
    assert '<span class="chip">new</span>' in page
    assert "Sudan and Chad" in page
    desk.ledger.write(made.renamed(made.article(), "a2"))
    settle(desk.ledger)
    assert "2 articles came in" in client.get("/brief").text


def test_a_moment_in_the_address_is_the_same_for_everybody(client, desk):
    desk.ledger.write(made.article("a1"))
    settle(desk.ledger)
    page = client.get("/brief?arrived=2020-01-01")
    assert "Since 2020-01-01 00:00 UTC, 1 article came in" in page.text
    assert "set-cookie" not in {name for name in page.headers if "legation_visit" in page.headers[name]}
    assert page.headers["etag"]
    assert "nothing came in" in client.get("/brief?arrived=2090-01-01T10:00%2B02:00").text
    assert "Since 2090-01-01 08:00 UTC" in client.get("/brief?arrived=2090-01-01T10:00%2B02:00").text
    for words in ("yesterday", "2026-13-01", "1e999", "0001-01-01T00:00+23:59"):
        assert client.get(f"/brief?arrived={words.replace('+', '%2B')}").status_code == 400, words


def test_the_days_by_date_stay(gold):
    assert "by the dates of the events" in gold.get("/brief?days=7").text
    assert gold.get("/brief?days=8").status_code == 400
