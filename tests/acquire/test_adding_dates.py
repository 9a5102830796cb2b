"""Dates of what comes in: bad ones, those still to come, and those that coding again must keep."""

import json

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
    assert "2199-05-03, which is still to come" in add(tmp_path, tmp_path / "feed.xml").stdout
    (article,) = kept(tmp_path)
    assert article["document"]["date_basis"] == "unknown"
