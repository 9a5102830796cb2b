"""Dates of what comes in: bad ones, those still to come, and those that coding again must keep."""

import json
import os
from datetime import UTC, date, datetime, timedelta

from legation.acquire import read_source
from legation.store import intake
from legation.store.ledger import Ledger
from tests.acquire.commands import add, kept, run
from tests.acquire.site import feed, page, story


def test_a_bad_date_costs_the_date_and_not_the_article(tmp_path):
    source = tmp_path / "a.jsonl"
    source.write_text(json.dumps({"text": story(1), "date": "the feast of St John"}))
    result = add(tmp_path, source)
    assert "1 new" in result.stdout
    assert "is no date" in result.stderr
    assert kept(tmp_path)[0]["document"]["published"] is None


def test_coding_again_keeps_the_date_that_the_page_told_and_the_headline(tmp_path):
    meta = b'<meta property="article:published_time" content="2021-05-03T10:00:00Z"/></head>'
    (tmp_path / "a.html").write_bytes(page(2, "Norland accuses Sutria of shelling").replace(b"</head>", meta))
    add(tmp_path, tmp_path / "a.html")
    (before,) = kept(tmp_path)
    assert run("recode", "--ledger", tmp_path / "l").exit_code == 0
    (after,) = kept(tmp_path)
    for key in ("title", "published", "date_basis", "hash"):
        assert before["document"][key] == after["document"][key]
    assert after["document"]["date_basis"] == "metadata"
    assert before["furniture"] == after["furniture"]


def test_a_date_of_a_feed_that_is_still_to_come_is_left_aside_and_noted(tmp_path):
    (tmp_path / "feed.xml").write_bytes(feed([1], "https://strait.example", teaser=False).replace(b"2021", b"2199"))
    told = add(tmp_path, tmp_path / "feed.xml").stdout.splitlines()
    assert "    a date in its feed that is later than the page itself is left aside" in told
    (article,) = kept(tmp_path)
    assert article["document"]["date_basis"] == "unknown"
    (note,) = notes_of(tmp_path)
    assert "(it says 2199-05-03; the page came on 2" in note


def notes_of(folder):
    with Ledger(folder / "l") as ledger, ledger.reading() as connection:
        rows = [row for article in kept(folder) for row in intake.arrivals(connection, article["id"])]
    return [note for row in rows for note in row.about["notes"]]


META = b'<meta property="article:published_time" content="%s"/></head>'
TIME = b'<time datetime="2021-05-03T10:00:00Z">3 May</time><h1>'


def dated_page(day, *, visible=False):
    data = page(2).replace(b"</head>", META % day.encode())
    return data.replace(b"<h1>", TIME) if visible else data


def test_a_date_later_than_the_file_is_left_aside_for_the_next_and_the_trace_says_so(tmp_path):
    source = tmp_path / "a.html"
    source.write_bytes(dated_page("2021-09-01", visible=True))
    written = datetime(2021, 6, 1, tzinfo=UTC).timestamp()
    os.utime(source, (written, written))
    add(tmp_path, source)
    (article,) = kept(tmp_path)
    told = article["document"]["published"]
    assert (told["start"], told["basis"]) == ("2021-05-03", "metadata")
    assert told["reasons"] == ["metadata says 2021-09-01, later than the page itself"]
    (note,) = notes_of(tmp_path)
    assert note.endswith("is left aside (it says 2021-09-01; the page came on 2021-06-01)")


def test_a_fetched_page_is_of_no_later_day_than_its_fetching(site, tmp_path):
    ahead = {days: (datetime.now(UTC) + timedelta(days=days)).date() for days in (1, 30)}
    for days, day in ahead.items():
        site.routes[f"/{days}"] = lambda _, day=day: (200, {}, dated_page(day.isoformat()))
    late = f"/{ahead[30]:%Y/%m/%d}/x"
    site.routes[late] = lambda _: (200, {}, page(3))
    add(tmp_path, f"{site.base}/1")
    (article,) = kept(tmp_path)
    # Tomorrow's paper, or a zone ahead of ours.
    assert article["document"]["published"]["start"] == ahead[1].isoformat()
    (tmp_path / "l").unlink()
    add(tmp_path, f"{site.base}/30", f"{site.base}{late}")
    assert [article["document"]["published"] for article in kept(tmp_path)] == [None, None]
    assert sorted(note.partition(" that")[0] for note in notes_of(tmp_path)) == [
        "a date in its address", "a date in its head",
    ]  # fmt: skip


def test_the_callers_date_stands_however_late_it_is(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": story(1), "date": "2150-05-03"}))
    add(tmp_path, tmp_path / "a.jsonl")
    assert kept(tmp_path)[0]["document"]["published"]["start"] == "2150-05-03"


def test_a_page_of_a_crawl_came_when_it_was_crawled_and_a_file_without_a_time_today(tmp_path):
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + dated_page("2021-09-01")
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://s.example/a\r\nWARC-Date: 2021-06-01T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    (tmp_path / "a.warc").write_bytes(head.encode() + http + b"\r\n\r\n")
    (tmp_path / "b.txt").write_text(story(1))
    os.utime(tmp_path / "b.txt", (0, 0))
    (crawled,) = read_source(tmp_path / "a.warc")
    assert crawled.came == date(2021, 6, 1)
    (plain,) = read_source(tmp_path / "b.txt")
    assert plain.came == datetime.now(UTC).date()
    add(tmp_path, tmp_path / "a.warc")
    assert kept(tmp_path)[0]["document"]["published"] is None
