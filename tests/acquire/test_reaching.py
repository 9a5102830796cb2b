"""What `legation add` makes of an address: a page, a feed, a list, a table, an archive; told by what comes back."""

import gzip
import io
import json
import random
import subprocess
import sys
import zipfile

from legation.store import intake
from legation.store.ledger import Ledger
from tests.acquire.commands import add, kept
from tests.acquire.site import feed, page, story


def test_a_page_a_feed_a_sitemap_and_a_list_are_told_by_what_comes_back(site, tmp_path):
    site.routes["/feed"] = lambda _: (200, {}, feed([1, 2], site.base))
    site.routes["/map"] = lambda _: (
        200,
        {},
        f"<urlset><url><loc>{site.base}/page/3</loc></url><url><loc>{site.base}/none</loc></url></urlset>".encode(),
    )
    (tmp_path / "feeds.opml").write_text(f'<opml><body><outline xmlUrl="{site.base}/feed"/></body></opml>')
    result = add(tmp_path, f"{site.base}/page/4", f"{site.base}/map", tmp_path / "feeds.opml", f"{site.base}/feed")
    assert "status 404" in result.stderr
    articles = {article["document"]["title"]: article for article in kept(tmp_path)}
    assert sorted(articles) == [f"Envoy of district {number} recalled" for number in (1, 2, 3, 4)]
    assert articles["Envoy of district 1 recalled"]["document"]["date_basis"] == "feed"
    assert "2 known" in result.stdout


def test_a_table_an_archive_mail_and_a_packed_sitemap_come_in_from_their_addresses(site, tmp_path):
    crawl = io.BytesIO()
    with zipfile.ZipFile(crawl, "w") as archive:
        archive.writestr("in/a.html", page(1))
    sitemap = f"<urlset><url><loc>{site.base}/page/2</loc></url></urlset>".encode()
    bodies = {
        "/rows": f'number;full_text;on\n7;"{story(3)}";2021-05-03\n'.encode(),
        "/crawl": crawl.getvalue(),
        "/lines": gzip.compress(json.dumps({"text": story(4)}).encode()),
        "/mail": b"From: Strait <s@strait.example>\nTo: x@y.example\nSubject: Of the strait\n\n" + story(5).encode(),
        "/map": gzip.compress(sitemap),
        "/cut": gzip.compress(random.Random(1).randbytes(2000))[:900],  # noqa: S311 - no secret
    }
    for path, body in bodies.items():
        site.routes[path] = lambda _, body=body: (200, {}, body)
    result = add(tmp_path, *(site.base + path for path in bodies), "--date-column", "on")
    assert result.stdout.count("1 new") == 5
    assert f"{site.base}/cut: is cut" in result.stderr
    places = sorted(article["document"]["source"].removeprefix(site.base) for article in kept(tmp_path))
    assert places == ["/crawl!in/a.html", "/lines:1", "/mail", "/page/2", "/rows:2"]


def test_lists_are_read_from_gzip_and_from_a_pipe(site, tmp_path):
    site.routes["/feed"] = lambda _: (200, {}, feed([1], site.base))
    feeds = f'<opml><body><outline xmlUrl="{site.base}/feed"/></body></opml>'.encode()
    (tmp_path / "map.xml.gz").write_bytes(
        gzip.compress(f"<urlset><url><loc>{site.base}/page/2</loc></url></urlset>".encode())
    )
    add(tmp_path, tmp_path / "map.xml.gz")
    program = "from legation.serve.cli import main; main()"
    command = [sys.executable, "-c", program, "add", "-", "--ledger", tmp_path / "l", "--no-code", "--allow-private"]
    subprocess.run([*command, "--pause", "0"], input=feeds, check=True)
    titles = sorted(article["document"]["title"] for article in kept(tmp_path))
    assert titles == [f"Envoy of district {number} recalled" for number in (1, 2)]


def test_a_front_page_is_no_article_and_its_feed_is_named(site, tmp_path):
    head = b'<head><link rel="alternate" type="application/rss+xml" href="/feed"></head>'
    site.routes["/"] = lambda _: (200, {"Content-Type": "text/html"}, page(1).replace(b"<head>", head[:-7]))
    result = add(tmp_path, f"{site.base}/")
    assert f"add its feed: {site.base}/feed" in result.stderr
    assert kept(tmp_path) == []


def test_what_lists_nothing_is_explained(site, tmp_path):
    site.routes["/feed"] = lambda _: (200, {}, feed([], site.base))
    site.routes["/map"] = lambda _: (200, {}, b"<urlset></urlset>")
    (tmp_path / "none.opml").write_text("<opml><body/></opml>")
    told = add(tmp_path, f"{site.base}/feed", f"{site.base}/map", tmp_path / "none.opml").stderr
    assert f"{site.base}/feed: is a feed without items" in told
    assert f"{site.base}/map: lists no addresses" in told
    assert "none.opml: lists no addresses" in told


def test_one_page_under_two_addresses_is_one_article_with_both(site, tmp_path):
    addresses = [f"{site.base}/story?utm_source=feed", f"{site.base}/story?utm_source=letter"]
    for address in addresses:
        site.routes[address.removeprefix(site.base)] = lambda _: (200, {}, page(1))
    assert "1 known" in add(tmp_path, *addresses).stdout
    (article,) = kept(tmp_path)
    with Ledger(tmp_path / "l") as ledger, ledger.reading() as connection:
        assert [row.url for row in intake.arrivals(connection, article["id"])] == addresses
