"""`legation add`, `watch` and `problems` end to end, against files and a server of our own; no outside network."""

import gzip
import io
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
import zlib
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from legation.acquire import Page
from legation.acquire.addresses import checked, is_public
from legation.acquire.fetching import Answer, Bounds, Fetcher, FetchError
from legation.acquire.watching import FeedState, after_failure, after_success, retry_after, seconds_of, with_items_left
from legation.clean import make_document
from legation.errors import SourceError
from legation.keeping import stored_document
from legation.serve import adding
from legation.serve.adding import Adder
from legation.serve.cli import main
from legation.serve.progress import Progress, rate
from legation.store import intake, stored
from legation.store.ledger import Ledger

STOCK = [
    "Norland recalled its ambassador from Sutria on {day} after border guards shot at boat {n} in the strait, the foreign ministry said.",
    "The guards fired after boat {n} crossed the line in the strait that both countries claim, a spokesman for the coast guard told reporters.",
    "“We expect an apology for boat {n} and we expect it soon,” said the minister, who had met the Sutrian president last week.",
    "Talks on the border, which began in 20{n:02}, are to go on in May, and neither of the {n} delegations said that it would leave them.",
]


def story(number):
    chance = random.Random(number)  # noqa: S311 - no secret
    words = "harbour treaty envoy customs grain tanker mountain valley pipeline bridge election parliament soldier fisherman".split()
    filler = [
        f"Officials of district {number} spoke of the {' and the '.join(chance.sample(words, 5))} on {chance.randint(1, 28)} May {number}."
        for _ in range(5)
    ]
    return "\n\n".join([*(line.format(day="Monday", n=number % 90 + 10) for line in STOCK[:2]), *filler])


def page(number, title=None):
    paragraphs = "".join(f"<p>{line}</p>" for line in story(number).split("\n\n"))
    title = title or f"Envoy of district {number} recalled"
    return f"<!doctype html><html><head><title>{title}</title></head><body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{paragraphs}</article></body></html>".encode()


def feed(numbers, base, *, teaser=True):
    items = "".join(
        f"<item><guid>tag:{n}</guid><title>Envoy of district {n} recalled</title><link>{base}/page/{n}</link>"
        f"<pubDate>Mon, 03 May 2021 10:00:00 GMT</pubDate><description>{'A teaser.' if teaser else story(n)}</description></item>"
        for n in numbers
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Strait</title>{items}</channel></rss>'.encode()


class Site(ThreadingHTTPServer):
    """A server whose answers a test sets: path -> function of the request -> (status, headers, body)."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.routes = {}
        self.asked = []
        self.base = f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        route = self.server.routes.get(self.path)
        if route is None and self.path.startswith("/page/"):
            route = lambda _: (200, {"Content-Type": "text/html"}, page(int(self.path.rsplit("/", 1)[1])))  # noqa: E731
        status, headers, body = route(self) if route else (404, {}, b"no")
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if isinstance(body, bytes):
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            return
        self.end_headers()
        try:
            for piece in body:
                self.wfile.write(piece)
                self.wfile.flush()
        except OSError:
            pass

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    server = Site()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def run(*arguments, stdin=None):
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin, catch_exceptions=False)


def add(folder, *sources):
    return run("add", *sources, "--ledger", folder / "l", "--no-code", "--allow-private", "--pause", "0")


def watch(folder, *sources):
    return run(
        "watch",
        *sources,
        "--ledger",
        folder / "l",
        "--no-code",
        "--allow-private",
        "--pause",
        "0",
        "--once",
        "--every",
        "0.001s",
    )


def kept(folder):
    with Ledger(folder / "l", read_only=True) as ledger:
        return list(ledger.articles())


# --- files -------------------------------------------------------------------------------------------------------


def test_a_folder_of_all_kinds_comes_in_once_and_again_changes_nothing(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(story(1))
    (folder / "b.html").write_bytes(page(2))
    (folder / "c.csv").write_text(f'id,body,date\nrow,"{story(3)}",2021-05-03\n')
    (folder / "d.jsonl.gz").write_bytes(gzip.compress(json.dumps({"text": story(4), "id": "line"}).encode()))
    (folder / "e.pdf").write_bytes(b"%PDF-1.7\n\xe2\xe3")
    first = add(tmp_path, folder)
    assert first.exit_code == 1
    assert "4 new" in first.stdout
    assert "1 problem;" in first.stdout
    assert "text = 'body'" in first.stdout
    before = kept(tmp_path)
    assert {"row", "line"} < {article["id"] for article in before}
    again = add(tmp_path, folder)
    assert "4 known" in again.stdout
    assert kept(tmp_path) == before
    told = run("problems", "--ledger", tmp_path / "l")
    assert "e.pdf" in told.stdout
    assert "2 times" in told.stdout
    (folder / "e.pdf").write_text(story(5))
    assert "1 new" in add(tmp_path, folder).stdout
    assert "no problems" in run("problems", "--ledger", tmp_path / "l").stderr


def test_a_dry_run_keeps_nothing_and_shows_the_columns(tmp_path):
    source = tmp_path / "rows.csv"
    source.write_text(f'id,body\n1,"{story(3)}"\n2,\n')
    result = run("add", source, "--dry-run")
    assert "would be 1 new" in result.stdout
    assert "text = 'body'" in result.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["rows.csv"]


def test_articles_are_coded_unless_told_otherwise_and_those_kept_are_coded_later(tmp_path):
    source = tmp_path / "a.txt"
    source.write_text("Chad accused Sudan on Tuesday of arming rebels.\n")
    assert add(tmp_path, source).exit_code == 0
    assert kept(tmp_path)[0]["reports"] == []
    assert run("add", source, "--ledger", tmp_path / "l", "--date", "2021-04-21").exit_code == 0
    (article,) = kept(tmp_path)
    assert article["reports"][0]["type"] == "ACCUSE"


def test_a_bad_date_costs_the_date_and_not_the_article(tmp_path):
    source = tmp_path / "a.jsonl"
    source.write_text(json.dumps({"text": story(1), "date": "the feast of St John"}))
    result = add(tmp_path, source)
    assert "1 new" in result.stdout
    assert "is no date" in result.stderr
    assert kept(tmp_path)[0]["document"]["published"] is None


def test_arrivals_keep_outlet_credits_and_the_hash_of_what_came(tmp_path):
    text = f"Norland recalls envoy\n\nBy Ana Lund\n\nPhoto: Pool\n\n{story(1)}\n\n© 2021 Strait"
    line = {"text": text, "outlet": "Strait", "url": "https://s.example/2021/05/03/x", "id": "x"}
    (tmp_path / "a.jsonl").write_text(json.dumps(line))
    (tmp_path / "b.html").write_bytes(page(2))
    add(tmp_path, tmp_path / "a.jsonl", tmp_path / "b.html")
    with Ledger(tmp_path / "l") as ledger, ledger.reading() as connection:
        (row,) = intake.arrivals(connection, "x")
        assert (row.outlet, row.url, row.published) == ("Strait", "https://s.example/2021/05/03/x", "2021-05-03")
        assert row.about["credit"] == ["Photo: Pool"]
        assert row.about["byline"] == ["By Ana Lund"]
        assert row.about["dates"] == [["url", "2021-05-03", "2021-05-03"]]
        other = next(article["id"] for article in kept(tmp_path) if article["id"] != "x")
        assert len(intake.arrivals(connection, other)[0].received) == 64


def test_copies_are_one_story_whatever_the_order_and_the_earliest_comes_first(tmp_path):
    body = story(1)
    texts = {
        "cut": "\n\n".join(body.split("\n\n")[:3]),
        "whole": f"Another headline\n\n{body}",
        "added": f"{body}\n\nThe mayor of the port said that he had heard shots before dawn and again at noon.",
        "other": "\n\n".join(
            f"On day {n} the {n} judges of the court heard {n * 3} fishermen, none of whom had been paid."
            for n in range(20)
        ),
    }
    for order in (list(texts), list(texts)[::-1]):
        folder = tmp_path / order[0]
        folder.mkdir()
        days = {"cut": "2021-05-04", "whole": "2021-05-03", "added": "2021-05-05", "other": "2021-05-03"}
        (folder / "a.jsonl").write_text(
            "\n".join(json.dumps({"id": name, "text": texts[name], "date": days[name]}) for name in order)
        )
        result = add(folder, folder / "a.jsonl")
        assert "2 of the new are copies" in result.stdout
        with Ledger(folder / "l") as ledger, ledger.reading() as connection:
            assert intake.story_of(connection, "added") == ("whole", "cut", "added")
            assert intake.story_of(connection, "other") == ("other",)


def test_a_story_keeps_every_outlet_and_names_its_agency(tmp_path):
    wire = f"ANKARA (Reuters) - {story(1)}"
    rows = [
        {"id": "daily", "text": f"Daily headline\n\n{wire}", "date": "2021-05-03", "outlet": "The Daily"},
        {"id": "wire", "text": wire, "date": "2021-05-04", "outlet": "Reuters"},
        {"id": "again", "text": wire, "date": "2021-05-05", "outlet": "The Herald"},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    add(tmp_path, tmp_path / "a.jsonl")
    with Ledger(tmp_path / "l") as ledger, ledger.reading() as connection:
        found = intake.story(connection, "again")
        assert intake.story(connection, "nowhere") is None
    assert found.articles == ("daily", "wire", "again")
    assert set(found.outlets) == {"The Daily", "Reuters", "The Herald"}
    assert (found.agency, found.original) == ("Reuters", "wire")


def test_a_text_that_changes_leaves_its_story(tmp_path):
    for text in (story(1), story(2)):
        (tmp_path / "a.jsonl").write_text(
            "\n".join(json.dumps({"id": i, "text": t}) for i, t in (("a", story(1)), ("b", text)))
        )
        add(tmp_path, tmp_path / "a.jsonl")
    with Ledger(tmp_path / "l") as ledger, ledger.reading() as connection:
        assert intake.story_of(connection, "b") == ("b",)


def test_killed_again_and_again_nothing_is_lost_doubled_or_half(tmp_path):
    rows = [json.dumps({"id": f"n{number}", "text": story(number)}) for number in range(600)]
    (tmp_path / "a.jsonl").write_text("\n".join(rows))
    command = [
        sys.executable,
        "-m",
        "legation.serve.cli",
        "add",
        str(tmp_path / "a.jsonl"),
        "--ledger",
        str(tmp_path / "l"),
        "--no-code",
    ]
    command[1:3] = ["-c", "from legation.serve.cli import main; main()"]
    chance = random.Random(3)  # noqa: S311 - no secret
    for _ in range(4):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.6, 1.6))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if (tmp_path / "l").exists():
            with Ledger(tmp_path / "l") as ledger:
                intake.prepare(ledger)
                with ledger.reading() as connection:
                    # Article, arrival and story are there together.
                    counts = {
                        table: connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608
                        for table in ("articles", "intake_received", "intake_copies")
                    }
                    assert len(set(counts.values())) == 1
    assert add(tmp_path, tmp_path / "a.jsonl").exit_code == 0
    assert sorted(article["id"] for article in kept(tmp_path)) == sorted(f"n{number}" for number in range(600))


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


def test_coding_again_leaves_out_what_was_left_out_because_other_pages_have_it(tmp_path):
    menu = ["Europe in turmoil", "The long read on fisheries", "Strait cooking with Ana Lund"]
    for number in range(3):
        lines = [*menu, f"Envoy of district {number} recalled", *story(number).split("\n\n"), menu[0]]
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"{number}.txt").write_text("\n".join(lines))
    add(tmp_path, tmp_path / "in")
    before = {article["id"]: article for article in kept(tmp_path)}
    with Ledger(tmp_path / "l") as ledger:
        for one in stored.read(ledger, list(stored.chosen(ledger, None))):
            document = stored_document(one)
            assert tuple(line.span.of(document.text) for line in document.furniture) == one.aside
            assert one.aside == (*menu, menu[0])
            # The page alone would not tell that.
            assert len(make_document(Page(text=one.text, source="x")).furniture) < len(one.aside)
    # They were kept, and not coded, so that all are coded now.
    result = run("recode", "--ledger", tmp_path / "l")
    assert (result.exit_code, len(before)) == (0, 3)
    assert "3 articles" in result.output
    for after in kept(tmp_path):
        assert after["furniture"] == before[after["id"]]["furniture"]


# --- the web -----------------------------------------------------------------------------------------------------


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


def test_a_private_address_is_refused_before_it_is_asked(site, tmp_path):
    result = run("add", f"{site.base}/page/1", "--ledger", tmp_path / "l", "--no-code")
    assert result.exit_code == 1
    assert "no public address" in result.stderr
    # The problem is that of the address, and over when it can be had.
    assert f"{site.base}/page/1" in run("problems", "--ledger", tmp_path / "l").stdout
    assert site.asked == []


def test_a_redirect_or_a_name_that_leads_inside_is_refused(site, monkeypatch):
    real = socket.getaddrinfo

    def numbers(host, *arguments, **options):
        return real("127.0.0.1" if host == "rebound.example" else host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", numbers)
    fetcher = Fetcher(bounds=Bounds(pause=0, robots=False))
    with pytest.raises(FetchError, match="no public address"):
        fetcher.fetch(f"http://rebound.example:{site.server_port}/page/1")
    assert site.asked == []
    for target in ("file:///etc/passwd", "ftp://x.example/", "http://user:secret@x.example/"):
        site.routes["/away"] = lambda _, target=target: (302, {"Location": target}, b"")
        with pytest.raises(SourceError, match="redirects to") as raised:
            Fetcher(bounds=Bounds(pause=0, allow_private=True, robots=False)).fetch(f"{site.base}/away")
        assert raised.value.place == f"{site.base}/away"


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False),
        ("192.168.1.1", False), ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.1", False), ("224.0.0.1", False),
        ("::1", False), ("fe80::1%eth0", False), ("fd00::1", False), ("::ffff:127.0.0.1", False), ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False), ("64:ff9b::5db8:d822", True), ("::", False), ("localhost", False),
    ],
)  # fmt: skip
def test_only_public_numbers_are_dialled(number, public):
    assert is_public(number) is public


@pytest.mark.parametrize(
    "url",
    [
        "ftp://x.example/",
        "//x.example",
        "https://",
        "http://x.example/a b",
        "http://[::1",
        "javascript:1",
        "http://x:99999/",
    ],
)
def test_what_is_no_address_of_the_web_is_refused(url):
    with pytest.raises(SourceError):
        checked(url)


def fetcher(**bounds):
    return Fetcher(bounds=Bounds(allow_private=True, **{"pause": 0, "robots": False, **bounds}))


def test_a_packed_bomb_and_an_endless_page_end_at_the_limit(site):
    bomb = gzip.compress(b"a" * 60_000_000)
    site.routes["/bomb"] = lambda _: (200, {"Content-Encoding": "gzip"}, bomb)

    def endless(_):
        return 200, {}, (b"a" * 65_536 for _ in range(10_000))

    site.routes["/endless"] = endless
    for path in ("/bomb", "/endless"):
        with pytest.raises(FetchError, match="larger than 2 MB"):
            fetcher(size=2_000_000).fetch(site.base + path)


def test_a_server_that_drips_or_says_nothing_is_cut_off(site):
    def drip(_):
        def pieces():
            for _ in range(200):
                time.sleep(0.05)
                yield b"a"

        return 200, {}, pieces()

    def silent(_):
        time.sleep(1.5)
        return 200, {}, b""

    site.routes |= {"/drip": drip, "/silent": silent}
    started = time.monotonic()
    with pytest.raises(FetchError, match=r"in time|takes more"):
        fetcher(deadline=0.5).fetch(f"{site.base}/drip")
    with pytest.raises(FetchError, match="in time"):
        fetcher(silence=0.3).fetch(f"{site.base}/silent")
    assert time.monotonic() - started < 4


@pytest.mark.parametrize("bits", [31, 15, -15])
def test_packed_answers_are_unpacked_and_cut_ones_are_no_pages(site, bits):
    packer = zlib.compressobj(wbits=bits)
    packed = packer.compress(page(1)) + packer.flush()
    coding = {"Content-Encoding": "gzip" if bits == 31 else "deflate"}
    site.routes["/packed"] = lambda _: (200, coding, packed)
    site.routes["/cut"] = lambda _: (200, coding, packed[: len(packed) // 2])
    assert fetcher().fetch(f"{site.base}/packed").body == page(1)
    with pytest.raises(FetchError, match="is cut"):
        fetcher().fetch(f"{site.base}/cut")


def test_redirects_end_and_lasting_ones_are_told(site):
    site.routes["/loop"] = lambda _: (302, {"Location": "/loop"}, b"")
    site.routes["/old"] = lambda _: (301, {"Location": "/newer"}, b"")
    site.routes["/newer"] = lambda _: (308, {"Location": "/page/1"}, b"")
    site.routes["/for-now"] = lambda _: (302, {"Location": "/old"}, b"")
    with pytest.raises(FetchError, match="redirects more than"):
        fetcher().fetch(f"{site.base}/loop")
    assert fetcher().fetch(f"{site.base}/old").moved == f"{site.base}/page/1"
    assert fetcher().fetch(f"{site.base}/for-now").moved is None


def test_robots_are_obeyed_and_hosts_get_their_pause(site):
    site.routes["/robots.txt"] = lambda _: (200, {}, b"User-agent: *\nDisallow: /private\nCrawl-delay: 2\n")
    slept, now = [], [0.0]

    def sleep(seconds):
        slept.append(seconds)
        now[0] += seconds

    polite = Fetcher(bounds=Bounds(allow_private=True, pause=0.5), clock=lambda: now[0], sleep=sleep)
    polite.fetch(f"{site.base}/page/1")
    polite.fetch(f"{site.base}/page/2")
    with pytest.raises(FetchError, match=r"robots\.txt"):
        polite.fetch(f"{site.base}/private/1")
    assert site.asked == ["/robots.txt", "/page/1", "/page/2"]
    assert slept == [2.0, 2.0]


# --- watching ----------------------------------------------------------------------------------------------------


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


def test_what_is_asked_wrongly_ends_with_a_remedy(tmp_path):
    (tmp_path / "a.txt").write_text("Words.")
    for arguments in (
        ("add", tmp_path / "a.txt"),
        ("watch", tmp_path / "a.txt", "--ledger", tmp_path / "l"),
        ("watch", "https://x.example", "--every", "soon", "--ledger", tmp_path / "l"),
    ):
        result = run(*arguments)
        assert result.exit_code == 2
        assert "(" in result.stderr


def test_adding_loads_nothing_of_the_web_or_of_html_for_plain_text(tmp_path):
    (tmp_path / "a.txt").write_text(story(1))
    program = f"""
import sys
sys.argv = ["legation", "add", {str(tmp_path / "a.txt")!r}, "--dry-run"]
from legation.serve.cli import main
try:
    main()
except SystemExit:
    pass
print([name for name in ("trafilatura", "lxml", "httpcore", "feedparser", "ftfy", "pyarrow", "py3langid", "onnxruntime") if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert done.stdout.strip().endswith("[]")


def test_a_source_is_summed_up_in_one_line_with_its_rate(tmp_path):
    rows = [json.dumps({"text": story(number), "id": str(number)}) for number in range(3)]
    (tmp_path / "a.jsonl").write_text("\n".join([*rows, "{"]))
    (tmp_path / "b.txt").write_text(story(7))
    summed = add(tmp_path, tmp_path / "a.jsonl", tmp_path / "b.txt").stdout
    first, second = (line for line in summed.splitlines() if not line.startswith(" "))
    assert re.fullmatch(r".*a\.jsonl: 3 new, 3 without a date, 1 problem; 4 in \d+\.\d s \(\d[\d.,]*/s\)", first)
    (tmp_path / "c.txt").write_text(f"Envoy recalled\n\nGENEVA, April 12, 2021 (AP) - {story(9)}")
    dated = run("add", tmp_path / "c.txt", "--ledger", tmp_path / "coded")
    assert re.fullmatch(r".*c\.txt: 1 new; 1 in .*", dated.stdout.splitlines()[0])
    assert re.fullmatch(r".*b\.txt: 1 new, 1 without a date; 1 in \d+\.\d s \(\d[\d.,]*/s\)", second)


@pytest.mark.parametrize(
    ("number", "seconds", "words"),
    [(340, 10, "34/s"), (8, 10, "0.8/s"), (25_000, 10, "2,500/s"), (0, 10, ""), (5, 0, "")],
)
def test_rates_are_told_as_finely_as_they_can_be_read(number, seconds, words):
    assert rate(number, seconds) == words


def test_the_bar_shows_count_rate_and_what_came_of_it_and_a_pipe_gets_nothing(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with Progress(unit="articles") as progress:
        progress.step(64, "60 new, 4 [bold]problems")
        time.sleep(0.05)
        progress.step(64, "120 new, 8 [bold]problems")
    words = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", screen.getvalue())
    assert re.search(r"articles 128/\? [\d.,]+/s", words)
    assert "120 new, 8 [bold]problems" in words
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with Progress(unit="articles") as progress:
        progress.step()
    assert sys.stderr.getvalue() == ""


def test_pages_that_come_slowly_are_written_before_there_are_many(monkeypatch):
    clock = iter(range(0, 1000, 2))
    monkeypatch.setattr(adding.time, "monotonic", lambda: next(clock))
    steps = []
    pages = [Page(text=story(number), source=str(number)) for number in range(7)]
    Adder(None, None, step=lambda number, told: steps.append((number, told))).add(pages)
    assert [(number, told.split(",")[0]) for number, told in steps] == [(3, "3 new"), (3, "6 new"), (1, "7 new")]


def test_a_date_of_a_feed_that_is_still_to_come_is_left_aside_and_noted(tmp_path):
    (tmp_path / "feed.xml").write_bytes(feed([1], "https://strait.example", teaser=False).replace(b"2021", b"2199"))
    assert "2199-05-03, which is still to come" in add(tmp_path, tmp_path / "feed.xml").stdout
    (article,) = kept(tmp_path)
    assert article["document"]["date_basis"] == "unknown"


def test_a_front_page_is_no_article_and_its_feed_is_named(site, tmp_path):
    head = b'<head><link rel="alternate" type="application/rss+xml" href="/feed"></head>'
    site.routes["/"] = lambda _: (200, {"Content-Type": "text/html"}, page(1).replace(b"<head>", head[:-7]))
    result = add(tmp_path, f"{site.base}/")
    assert f"add its feed: {site.base}/feed" in result.stderr
    assert kept(tmp_path) == []


def test_watching_once_says_when_nothing_is_due_and_what_is_no_list(site, tmp_path):
    site.routes["/feed"] = lambda _: (200, {}, feed([1], site.base, teaser=False))
    more = ("--ledger", tmp_path / "l", "--no-code", "--allow-private", "--pause", "0", "--once", "--every", "1h")
    assert "1 new" in run("watch", f"{site.base}/feed", *more).stdout
    again = run("watch", f"{site.base}/feed", *more).stdout
    assert re.fullmatch(r"nothing new; the next feed is due in \d\d min\n", again)
    assert "no such file" in run("watch", tmp_path / "none.opml", *more).stderr
