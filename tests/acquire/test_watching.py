"""`legation watch`: what is asked again and when, what is new, and what is gone."""

import re
import time
from dataclasses import replace

import pytest

from legation.acquire.fetching import Answer
from legation.acquire.watching import FeedState, after_failure, after_success, retry_after, seconds_of, with_items_left
from legation.store import intake
from legation.store.ledger import Ledger
from tests.acquire.commands import kept, run, watch
from tests.acquire.site import feed, page


def test_a_feed_is_asked_with_conditions_and_its_items_come_in_once(site, tmp_path):
    asked = []

    def answer(request):
        asked.append(request.headers.get("If-None-Match"))
        if request.headers.get("If-None-Match") == '"2"':
            return 304, {}, b""
        return 200, {"ETag": f'"{len(asked)}"'}, feed(range(len(asked) + 1), site.base)

    site.routes["/feed"] = answer
    for _ in range(4):
        watch(tmp_path, f"{site.base}/feed")
        time.sleep(0.03)
    assert asked == [None, '"1"', '"2"', '"2"']
    assert len(kept(tmp_path)) == 3
    assert sum(path.startswith("/page/") for path in site.asked) == 3


def test_an_edited_item_is_a_new_revision_of_the_same_article(site, tmp_path):
    bodies = [
        feed([1], site.base, teaser=False),
        feed([1], site.base, teaser=False).replace(b"Officials", b"Ministers"),
    ]
    site.routes["/feed"] = lambda _: (200, {}, bodies[0])
    watch(tmp_path, f"{site.base}/feed")
    (before,) = kept(tmp_path)
    bodies.pop(0)
    time.sleep(0.03)
    watch(tmp_path, f"{site.base}/feed")
    (after,) = kept(tmp_path)
    assert before["id"] == after["id"]
    assert before["document"]["hash"] != after["document"]["hash"]


def test_one_dead_feed_stops_none_of_the_others_and_is_listed(site, tmp_path):
    site.routes["/gone"] = lambda _: (410, {}, b"")
    site.routes["/broken"] = lambda _: (200, {}, b"<rss><channel><title>")
    site.routes["/busy"] = lambda _: (429, {"Retry-After": "3600"}, b"")
    site.routes["/good"] = lambda _: (200, {}, feed([1], site.base))
    names = ["gone", "broken", "busy", "good", "missing"]
    (tmp_path / "feeds.opml").write_text(
        "<opml><body>" + "".join(f'<outline xmlUrl="{site.base}/{name}"/>' for name in names) + "</body></opml>"
    )
    for _ in range(2):
        result = watch(tmp_path, tmp_path / "feeds.opml")
        time.sleep(0.1)
    assert result.exit_code == 0
    assert len(kept(tmp_path)) == 1
    told = run("problems", "--ledger", tmp_path / "l").stdout
    for name, words in (("gone", "410"), ("busy", "429"), ("missing", "404")):
        assert f"/{name}: " in told
        assert words in told
    assert site.asked.count("/gone") == 1
    assert site.asked.count("/busy") == 1


def test_a_page_that_cannot_be_had_leaves_the_teaser_with_a_note(site, tmp_path):
    body = (
        feed([1], site.base)
        .replace(b"A teaser.", b"Norland recalled its ambassador from Sutria on Monday, the ministry said.")
        .replace(b"/page/1", b"/none")
    )
    site.routes["/feed"] = lambda _: (200, {}, body)
    watch(tmp_path, f"{site.base}/feed")
    (article,) = kept(tmp_path)
    with Ledger(tmp_path / "l") as ledger, ledger.reading() as connection:
        (row,) = intake.arrivals(connection, article["id"])
    assert any("404" in note for note in row.about["notes"])


def test_a_page_that_fails_for_now_is_asked_again_though_the_feed_stays_the_same(site, tmp_path):
    teaser = b"Norland recalled its ambassador from Sutria on Monday, the ministry said."
    site.routes["/feed"] = lambda _: (200, {"ETag": '"1"'}, feed([1, 2, 3], site.base).replace(b"A teaser.", teaser))
    site.routes["/page/1"] = lambda _: (503, {}, b"")
    site.routes["/page/2"] = lambda _: (404, {}, b"")
    watch(tmp_path, f"{site.base}/feed")
    del site.routes["/page/1"]
    watch(tmp_path, f"{site.base}/feed")
    watch(tmp_path, f"{site.base}/feed")
    with Ledger(tmp_path / "l") as ledger, ledger.reading() as connection:
        rows = [row for article in kept(tmp_path) for row in intake.arrivals(connection, article["id"])]
    assert len(rows) == 3
    assert [note for row in rows for note in row.about["notes"] if "page" in note] == [
        "the page is not there (status 404)"
    ]
    assert [site.asked.count(f"/page/{number}") for number in (1, 2, 3)] == [2, 1, 1]


def test_a_feed_is_read_again_for_items_to_be_tried_later_but_not_for_ever():
    state, rounds = FeedState(url="u", etag="e", digest="d"), 0
    while (following := with_items_left(state)) != state:
        state, rounds = following, rounds + 1
        assert following.digest is None
        assert following.etag is None
    assert 2 < rounds < 20
    assert with_items_left(replace(state, etag="e")).etag == "e"


def answer(status=200, body=b"x", **headers):
    return Answer(
        url="u", status=status, headers={name.replace("_", "-"): value for name, value in headers.items()}, body=body
    )


def test_when_a_feed_is_asked_again():
    state = FeedState(url="u")
    assert after_success(state, answer(), now=100, every=900).due == 1000
    assert after_success(state, answer(), now=100, every=900, wait=3600).due == 3700
    assert after_success(state, answer(cache_control="public, max-age=7200"), now=0, every=900).due == 7200
    assert after_success(state, answer(retry_after="99999999"), now=0, every=900).due == 86_400
    moved = after_success(state, Answer(url="n", status=200, headers={}, body=b"", moved="n"), now=0, every=900)
    assert moved.url == "n"
    pauses = []
    for _ in range(12):
        state = after_failure(state, None, now=0, every=900, jitter=0.5)
        pauses.append(state.due)
    assert pauses[:3] == [1800, 3600, 7200]
    assert pauses[-1] == 86_400
    assert state.off is None
    assert after_failure(state, answer(410), now=0, every=900).off
    assert after_failure(FeedState(url="u"), answer(503, retry_after="7000"), now=0, every=900).due == 7000
    assert after_success(state, answer(), now=0, every=900).failures == 0
    assert retry_after(answer(retry_after="Thu, 01 Jan 1970 01:00:00 GMT"), 0) == 3600
    assert retry_after(answer(retry_after="soon"), 0) is None


@pytest.mark.parametrize(
    ("words", "seconds"),
    [("90", 90), ("90s", 90), ("15m", 900), ("2h", 7200), ("1d", 86_400), ("soon", None), ("", None)],
)
def test_spans_of_time(words, seconds):
    assert seconds_of(words) == seconds


def test_watching_once_says_when_nothing_is_due_and_what_is_no_list(site, tmp_path):
    site.routes["/feed"] = lambda _: (200, {}, feed([1], site.base, teaser=False))
    more = ("--ledger", tmp_path / "l", "--no-code", "--allow-private", "--pause", "0", "--once", "--every", "1h")
    assert "1 new" in run("watch", f"{site.base}/feed", *more).stdout
    again = run("watch", f"{site.base}/feed", *more).stdout
    assert re.fullmatch(r"nothing new; the next feed is due in \d\d min\n", again)
    assert "no such file" in run("watch", tmp_path / "none.opml", *more).stderr


def test_what_is_no_feed_is_told_with_what_to_do(site, tmp_path):
    head = b'<head><link rel="alternate" type="application/rss+xml" href="/feed">'
    site.routes["/named"] = lambda _: (200, {}, page(1).replace(b"<head>", head))
    (tmp_path / "feeds.opml").write_text(
        f'<opml><body><outline xmlUrl="{site.base}/named"/><outline xmlUrl="{site.base}/page/1"/><outline xmlUrl="ftp://x.example/"/></body></opml>'
    )
    told = watch(tmp_path, tmp_path / "feeds.opml").stderr
    assert f"/named: is a page and no feed (watch its feed: {site.base}/feed)" in told
    assert "/page/1: is a page and no feed (legation watch asks again later)" in told
    assert "ftp://x.example/: is no address of the web (correct it in the list)" in told


def test_watching_once_what_is_gone_says_so_again(site, tmp_path):
    site.routes["/gone"] = lambda _: (410, {}, b"")
    assert watch(tmp_path, f"{site.base}/gone").exit_code == 0
    again = watch(tmp_path, f"{site.base}/gone")
    assert again.exit_code == 2
    assert "all feeds are gone" in again.stderr


def test_watching_a_machine_of_ones_own_says_how(site, tmp_path):
    told = run("watch", f"{site.base}/feed", "--ledger", tmp_path / "l", "--no-code", "--once").stderr
    assert "no public address (--allow-private, if it is a machine of yours)" in told
    assert site.asked == []
