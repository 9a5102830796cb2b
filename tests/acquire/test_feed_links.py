"""Relative links of feeds: completed from what the feed or its address says, and never from a host of our own invention."""

import json
import time

import pytest

from legation.acquire.feeds import parse_feed, read_feed
from legation.errors import SourceError
from legation.store import intake
from legation.store.ledger import Ledger
from tests.acquire.commands import add, kept, run
from tests.acquire.site import feed

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" {base}><title>Strait</title>{links}
<entry xml:base="sub/"><id>tag:1</id><title>A</title><link href="one.html"/><summary>Words.</summary></entry>
<entry><id>tag:2</id><title>B</title><link href="/two"/><summary>Words.</summary></entry>
<entry><id>tag:3</id><title>C</title><link href="https://other.example/3"/><summary>Words.</summary></entry></feed>"""
SELF = '<link rel="self" href="https://strait.example/world/feed.xml"/>'


def atom(*, base="", links=""):
    return ATOM.format(base=base, links=links).encode()


def links_of(data, url=None):
    return [item.link for item in parse_feed(data, "feed", url=url).items]


@pytest.mark.parametrize(
    ("data", "url", "links"),
    [
        (atom(), None, [None, None, "https://other.example/3"]),
        (atom(base='xml:base="/world/"'), None, [None, None, "https://other.example/3"]),
        (
            atom(base='xml:base="https://b.example/x/"'),
            None,
            ["https://b.example/x/sub/one.html", "https://b.example/two", "https://other.example/3"],
        ),
        (
            atom(links=SELF),
            None,
            ["https://strait.example/world/sub/one.html", "https://strait.example/two", "https://other.example/3"],
        ),
        (
            atom(links=SELF, base='xml:base="https://b.example/x/"'),
            None,
            ["https://b.example/x/sub/one.html", "https://b.example/two", "https://other.example/3"],
        ),
        (
            atom(links=SELF),
            "https://mirror.example/a/feed",
            ["https://mirror.example/a/sub/one.html", "https://mirror.example/two", "https://other.example/3"],
        ),
        (
            atom(links='<link rel="self" href="/feed.xml"/><link href="/home"/>'),
            None,
            [None, None, "https://other.example/3"],
        ),
    ],
)
def test_a_relative_link_is_completed_from_base_address_or_the_feeds_own(data, url, links):
    assert links_of(data, url) == links


def test_the_links_of_a_json_feed_are_completed_alike():
    rows = [{"id": "1", "url": "one"}, {"id": "2", "url": "/two"}, {"id": "3", "url": "https://other.example/3"}]
    told = {"version": "https://jsonfeed.org/version/1.1", "title": "Strait", "items": rows}
    assert links_of(json.dumps(told).encode()) == [None, None, "https://other.example/3"]
    named = json.dumps({**told, "feed_url": "https://strait.example/world/feed.json"}).encode()
    own = ["https://strait.example/world/one", "https://strait.example/two", "https://other.example/3"]
    assert links_of(named) == own
    assert [bool(item.notes) for item in parse_feed(named, "feed").items] == [True, True, False]
    mirrored = links_of(named, "https://mirror.example/a/feed")
    assert mirrored == ["https://mirror.example/a/one", "https://mirror.example/two", "https://other.example/3"]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "mailto:a@b.example", "file:///etc/passwd", "http://[::1"])
def test_what_leads_nowhere_is_no_address(link):
    data = f"<rss><channel><title>S</title><item><title>A</title><link>{link}</link><description>Words.</description></item></channel></rss>"
    row = {"id": "1", "url": link, "content_text": "Words."}
    told = {"version": "https://jsonfeed.org/version/1.1", "title": "S", "items": [row]}
    for feed_data in (data.encode(), json.dumps(told).encode()):
        (item,) = parse_feed(feed_data, "feed").items
        assert item.link is None
        assert not any("legation.invalid" in note for note in item.notes)


def test_a_note_says_what_the_link_is_as_it_was_written():
    one, two, three = read_feed(atom(), "feed.xml")
    assert one.notes[0] == "the link is relative, and the feed does not tell of which site (it says sub/one.html)"
    assert two.notes[0].endswith("(it says /two)")
    assert three.notes == ("only the feed's teaser",)
    one, *_ = read_feed(atom(links=SELF), "feed.xml")
    assert one.notes[0] == (
        "a relative link, completed from the feed's own address https://strait.example/world/feed.xml"
    )


def test_equal_relative_links_of_two_feeds_are_two_articles(tmp_path):
    for number, title in ((1, "Strait"), (2, "Gulf")):
        data = feed([number], "", teaser=False).replace(b"<guid>tag:%d</guid>" % number, b"")
        data = data.replace(b"<title>Strait</title>", f"<title>{title}</title>".encode())
        (tmp_path / f"{title}.xml").write_bytes(data.replace(b"/page/%d" % number, b"/news/1"))
    for _ in range(2):
        told = add(tmp_path, tmp_path / "Strait.xml", tmp_path / "Gulf.xml")
    assert told.stdout.count("1 known") == 2
    with Ledger(tmp_path / "l") as ledger, ledger.reading() as connection:
        rows = [row for article in kept(tmp_path) for row in intake.arrivals(connection, article["id"])]
    assert [row.url for row in rows] == [None, None]
    assert all("(it says /news/1)" in row.about["notes"][0] for row in rows)


def test_from_a_pipe_alike_links_are_summed_up_in_one_line(tmp_path):
    data = feed([1, 2, 3], "", teaser=False)
    told = run("add", "-", "--ledger", tmp_path / "l", "--no-code", stdin=data).stdout
    assert "    the link is relative, and the feed does not tell of which site (3)" in told.splitlines()
    assert len(kept(tmp_path)) == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "entries",
    [
        "<entry xml:base='a/'>" * 20_000,
        '<entry base = "a/">' * 20_000,
        '<entry xml:base="\'a/">' * 20_000,
        "<entry xml:base='https://s.example/" + "a/" * 50_000 + "'><link href='x'/></entry>",
    ],
)
def test_bases_within_bases_are_refused_before_they_are_joined(entries, encoding):
    data = f"<?xml version='1.0' encoding='{encoding}'?><feed xmlns='http://www.w3.org/2005/Atom'>{entries}".encode(
        encoding
    )
    started = time.process_time()
    with pytest.raises(SourceError, match="longer than any address"):
        parse_feed(data, "feed")
    assert time.process_time() - started < 2
    # As many as an honest feed has: one for every entry, of its own site.
    honest = "".join(f"<entry xml:base='https://s.example/{n}/'><link href='x'/></entry>" for n in range(300))
    whole = f"<feed xmlns='http://www.w3.org/2005/Atom'>{honest}</feed>"
    assert parse_feed(whole.encode(), "feed").items[7].link == "https://s.example/7/x"


def test_entities_in_utf_16_are_refused_too():
    data = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE r [<!ENTITY a "b">]><rss><channel/></rss>'
    with pytest.raises(SourceError, match="declares entities"):
        parse_feed(data.encode("utf-16"), "feed")
