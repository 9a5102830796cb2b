"""The box of the first page: a file of whatever kind, an address, and what it says where it cannot use them."""

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from legation.acquire.fetching import Bounds, Fetcher
from legation.serve.web import incoming
from legation.serve.web.incoming import Fetching
from legation.store import intake
from tests.web.conftest import client_of, form_token

HTML = """<!doctype html><html lang="en"><head><title>Neighbours trade words - The Sahel Post</title>
<meta property="article:published_time" content="2021-04-21T08:00:00Z"></head><body><nav><a href="/">Home</a> <a href="/africa">Africa</a></nav>
<article><h1>Neighbours trade words</h1><p>The government of Chad accused Sudan on Tuesday of arming rebels in the east of the country, the
foreign ministry said in a statement that was read on television in the capital.</p><p>Sudan rejected the accusation the same day and said that
it wanted good relations with all of its neighbours, as it had told them many times before.</p></article>
<script>alert("x")</script><footer>Subscribe to our newsletter</footer></body></html>"""
TEXT = "The government of Chad accused Sudan on Tuesday of arming rebels."


def send(client, name=None, data=b"", **fields):
    """Send the box's form as a browser does."""
    given = {"token": form_token(client.get("/")), "text": "", **fields}
    files = {"file": (name, data)} if name is not None else None
    return client.post("/code", data=given, files=files)


def page_of(client, answer):
    assert answer.status_code == 303, answer.text
    return client.get(answer.headers["location"]).text


# --- files -------------------------------------------------------------------------------------------------------


def test_a_page_of_html_is_read_as_legation_add_reads_it(client, desk):
    answer = send(client, "page.html", HTML.encode(), keep="yes")
    page = page_of(client, answer)
    assert re.search(r'<a class="m [^"]*act q3[^>]*>accused</a>', page)
    assert "Published <b>2021-04-21</b>" in page
    assert "alert(" not in page.split('class="text"')[1].split("</article>")[0]
    identity = answer.headers["location"].rpartition("/")[2]
    with desk.ledger.reading() as connection:
        (arrival,) = intake.arrivals(connection, identity)
    assert arrival.source == "page.html"
    assert len(arrival.received) == 64
    assert desk.ledger.pending() == 0
    assert len(client.get("/api/v1/events?dyad=TCD-SDN&type=ACCUSE").json()["events"]) == 1


def test_the_source_of_a_page_that_is_pasted_is_read_as_a_page(client):
    # What the page says of its encoding was true of its bytes, not of what was pasted.
    source = (
        HTML.replace("<head>", '<head><meta charset="iso-8859-1">').replace("Chad", "Curaçao", 1).replace("\n", "\r\n")
    )
    page = page_of(client, send(client, text="\n" + source))
    assert "Published <b>2021-04-21</b>" in page
    assert "Curaçao" in page.split('class="text"')[1]
    assert "&lt;" not in page.split('class="text"')[1].split("</article>")[0]
    page = page_of(client, send(client, text="Of <html> he spoke. " + TEXT))
    assert "&lt;html&gt;" in page


def test_an_empty_file_is_called_so(client):
    answer = send(client, "nothing.txt", b"")
    assert answer.status_code == 400
    assert "nothing.txt: is empty" in answer.text


def test_a_page_of_html_can_be_looked_at_and_kept_later(client, desk):
    answer = send(client, "page.html", HTML.encode())
    page = client.get(answer.headers["location"])
    assert "Not kept" in page.text
    assert desk.ledger.count()["article"] == 0
    client.post(answer.headers["location"] + "/keep", data={"token": form_token(page)})
    with desk.ledger.reading() as connection:
        assert len(intake.arrivals(connection, answer.headers["location"].rpartition("/")[2])) == 1


def test_lines_of_json_are_several_articles_each_with_its_date(client):
    rows = [
        {"id": "one", "date": "2021-04-21", "text": TEXT},
        {"id": "two", "text": TEXT.replace("Chad", "Mali").replace("Sudan", "Niger")},
        {"id": "three", "date": "yesterday", "text": TEXT.replace("Chad", "Iran").replace("Sudan", "Iraq")},
    ]
    data = "\n".join([*(json.dumps(row) for row in rows), "{broken"]).encode()
    answer = send(client, "some.jsonl", data, keep="yes", published="2022-01-02")
    assert answer.status_code == 200
    assert "3 articles coded" in answer.text
    assert "What could not be used" in answer.text
    assert "some.jsonl:4" in answer.text
    assert [client.get(f"/articles/{row['id']}").status_code for row in rows] == [200] * 3
    days = {row["id"]: row["published"] for row in client.get("/api/v1/articles").json()["articles"]}
    assert (days["one"], days["two"]) == ("2021-04-21", "2022-01-02")
    assert days["three"] != "yesterday"


def test_a_file_of_many_articles_is_read_up_to_a_limit_and_says_so(client, desk, monkeypatch):
    monkeypatch.setattr(incoming, "MOST", 2)
    data = "\n".join(json.dumps({"id": f"n{n}", "text": f"{TEXT} Case {n}."}) for n in range(5)).encode()
    answer = send(client, "many.jsonl", data, keep="yes")
    assert "only the first 2" in answer.text
    assert desk.ledger.count()["article"] == 2


def test_one_line_of_json_leads_to_its_article(client):
    answer = send(client, "one.jsonl", json.dumps({"id": "one", "text": TEXT}).encode())
    assert answer.headers["location"] == "/articles/one"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.zip", b"PK\x03\x04" + b"x" * 50, "is an archive (zip)"),
        (
            "a.docx",
            b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml" + b"x" * 50,
            "is a document of an office program",
        ),
        ("a.odt", b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", "copy its text"),
        ("a.gz", b"\x1f\x8b\x08" + b"x" * 50, "is an archive (gzip)"),
        ("a.warc", b"WARC/1.0\r\nWARC-Type: response\r\n", "is an archive (warc)"),
        ("a.txt", b"%PDF-1.4\n\x00", "PDF"),
        ("a.txt", b"   \n", "is empty"),
        ("a.html", b"<html><body><script>x()</script></body></html>", "a.html"),
        ("a.jsonl", b"{broken", "a.jsonl:1"),
        (
            "a.xml",
            b"<opml version='2.0'><body><outline xmlUrl='https://example.org/f'/></body></opml>",
            "list of addresses",
        ),
        ("<img src=x>.zip", b"PK\x03\x04" + b"x" * 50, "&lt;img src=x&gt;.zip"),
        ("../../etc/passwd.zip", b"PK\x03\x04" + b"x" * 50, "passwd.zip: is an archive"),
    ],
)
def test_what_is_no_article_is_said(client, desk, name, data, words):
    answer = send(client, name, data, keep="yes")
    assert answer.status_code == 400
    assert words in answer.text.replace("&#39;", "'")
    assert desk.ledger.count()["article"] == 0


def test_a_wrong_date_of_the_form_costs_nothing_that_was_typed(client):
    answer = send(client, text=TEXT, published="yesterday", url="", source="AFP")
    assert answer.status_code == 400
    for typed in (TEXT, 'value="yesterday"', 'value="AFP"'):
        assert typed in answer.text


# --- addresses ---------------------------------------------------------------------------------------------------


class Site(BaseHTTPRequestHandler):
    """Serves a page, a text, a feed, and an address that leads elsewhere."""

    asked: list[str] = []  # noqa: RUF012 - the tests' own

    def do_GET(self):
        self.asked.append(self.path)
        kinds = {
            "/page": ("text/html; charset=utf-8", HTML), "/text": ("text/plain", TEXT), "/odd.jsonl": ("text/plain", TEXT),
            "/feed": ("application/rss+xml", "<rss version='2.0'><channel><item><link>http://127.0.0.1/</link></item></channel></rss>"),
        }  # fmt: skip
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("location", "http://169.254.169.254/latest/meta-data")
            self.end_headers()
            return
        kind, body = kinds.get(self.path, ("text/plain", ""))
        self.send_response(200 if body else 404)
        self.send_header("content-type", kind)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_given):
        """Say nothing."""


@pytest.fixture(scope="module")
def site():
    Site.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def reaching(desk):
    """A client of a server that may fetch, also from this very machine."""
    desk.fetching = Fetching(
        Fetcher(bounds=Bounds(allow_private=True, pause=0.0, deadline=5.0, connect=2.0, silence=2.0))
    )
    return client_of(desk)


def test_an_address_is_fetched_and_coded(reaching, desk, site):
    answer = send(reaching, url=f"{site}/page", keep="yes")
    page = page_of(reaching, answer)
    assert re.search(r'<a class="m [^"]*act q3[^>]*>accused</a>', page)
    assert f"{site}/page" in page
    with desk.ledger.reading() as connection:
        (arrival,) = intake.arrivals(connection, answer.headers["location"].rpartition("/")[2])
    assert (arrival.url, len(arrival.received)) == (f"{site}/page", 64)


def test_an_address_alone_in_the_box_is_fetched_too_but_not_one_in_a_text(reaching, site):
    assert "accused" in page_of(reaching, send(reaching, text=f"  {site}/text \r\n"))
    asked = len(Site.asked)
    page_of(reaching, send(reaching, text=f"{TEXT} See {site}/page"))
    page_of(reaching, send(reaching, text=f"{site}/page tells of it. {TEXT}"))
    assert len(Site.asked) == asked


def test_a_text_is_one_page_whatever_its_address_is_called(reaching, site):
    answer = send(reaching, url=f"{site}/odd.jsonl")
    assert answer.status_code in {303, 400}


@pytest.mark.parametrize(
    ("path", "words"),
    [("/nothing", "status 404"), ("/feed", "is no page but feed"), (":1/x", "is no address")],
)
def test_what_cannot_be_had_is_said_and_what_was_typed_stays(reaching, site, path, words):
    answer = send(reaching, url=site + path, published="2021-04-21")
    assert answer.status_code == 400
    assert words in answer.text
    assert f'value="{site}{path}"' in answer.text
    assert 'value="2021-04-21"' in answer.text


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/", "http://localhost/", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/", "http://0/",
        "http://[::ffff:127.0.0.1]/", "http://2130706433/",
    ],
)  # fmt: skip
def test_only_public_machines_are_asked(client, desk, url):
    desk.fetching = Fetching(Fetcher(bounds=Bounds(pause=0.0, connect=2.0)))
    answer = send(client, url=url)
    assert answer.status_code == 400
    assert "no public address" in answer.text or "no such host" in answer.text
    assert "--allow-private" not in answer.text


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/x", "gopher://x", "javascript:alert(1)", "//example.org", "http://a:b@example.org/"])  # fmt: skip
def test_other_addresses_are_none(client, desk, url):
    desk.fetching = Fetching()
    assert send(client, url=url).status_code == 400


def test_a_redirect_leads_no_deeper_into_the_network(client, desk, site):
    # The site itself may be asked here, what it leads to may not: as with a name that is public at first.
    class Half(Fetcher):
        def _ask(self, url, *given, **named):
            self.bounds = Bounds(allow_private=url.startswith(site), pause=0.0, connect=2.0, robots=False)
            self.close()
            return super()._ask(url, *given, **named)

    desk.fetching = Fetching(Half(bounds=Bounds(robots=False, pause=0.0)))
    answer = send(client, url=f"{site}/moved")
    assert answer.status_code == 400
    assert "no public address" in answer.text


def test_without_the_switch_nothing_is_asked_and_the_page_says_how_to_turn_it_on(client, site):
    asked = len(Site.asked)
    assert "legation serve --allow-fetch" in client.get("/").text
    assert 'name="url"' not in client.get("/").text
    for fields in ({"url": f"{site}/page"}, {"text": f"{site}/page"}):
        answer = send(client, **fields)
        assert answer.status_code == 400
        assert "started without the network" in answer.text
    assert len(Site.asked) == asked


def test_another_sites_page_makes_nobody_fetch(reaching, site):
    asked = len(Site.asked)
    assert reaching.post("/code", data={"url": f"{site}/page"}).status_code == 403
    token = form_token(reaching.get("/"))
    headers = {"origin": "http://evil.example"}
    assert reaching.post("/code", data={"url": f"{site}/page", "token": token}, headers=headers).status_code == 403
    assert len(Site.asked) == asked


def test_one_address_at_a_time_and_who_waits_too_long_is_told(reaching, desk, site, monkeypatch):
    monkeypatch.setattr(incoming, "_PATIENCE", 0.05)
    with desk.fetching._turn:
        answer = send(reaching, url=f"{site}/page")
    assert answer.status_code == 503
    assert "another address is being fetched" in answer.text
    assert page_of(reaching, send(reaching, url=f"{site}/page"))
