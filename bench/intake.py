"""Measure taking news in: how fast texts and pages are cleaned and grouped, beside coding; and a day on the web, with kills.

usage: python -m bench.intake                     speeds, on the corpus's own sentences, and on real pages where they are
       python -m bench.intake --items 20000       a server of our own with feeds, pages, 404, 410, 429, slow, broken, bombs;
                                                  `legation watch` killed ten times at random; what came of it

Either is kept in bench/results/intake.json. It ends with status 1 where an article is missing, doubled or unexplained.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bench.duplicates import Writer, sentences
from bench.html import PAGES
from legation.acquire import Page
from legation.acquire.hypertext import page_of_html
from legation.clean.copies import sketch, told_words
from legation.clean.documents import clean_page
from legation.clean.hypertext import extract as extract_here
from legation.pipeline import Pipeline, open_pipeline
from legation.serve.adding import group
from legation.store import intake
from legation.store.ledger import Ledger

_PER_FEED = 50
_KILLS = 10
STORED = Path(__file__).parent / "results" / "intake.json"
#: `legation watch` as a user would start it, but for a server on this machine that is asked without a pause.
_WATCH = (
    sys.executable, "-c", "from legation.serve.cli import main; main()", "watch", "--no-code", "--allow-private",
    "--pause", "0", "--no-robots", "--timeout", "5", "--once", "--every", "12h",
)  # fmt: skip


def text_of(number: int, stock: list[str]) -> str:
    """Return the story of a number, always the same."""
    chance = random.Random(number)  # noqa: S311 - no secret
    story = Writer(stock, number).story(12, 20)
    return (
        f"Story {number} of the day\n\n"
        + "\n\n".join(" ".join(story[place : place + 2]) for place in range(0, len(story), 2))
        + f"\n\n{chance.choice(stock)}"
    )


def html_of(number: int, stock: list[str]) -> str:
    """Return the same story as a page among what pages have."""
    title, *paragraphs = text_of(number, stock).split("\n\n")
    menu = "".join(f'<li><a href="/s{place}">Section {place}</a></li>' for place in range(60))
    teasers = "".join(
        f'<div class="teaser"><h3><a href="/t{place}">Another story {place}</a></h3><img src="x.png"></div>'
        for place in range(40)
    )
    body = "".join(f"<p>{line}</p>" for line in paragraphs)
    return f"<!doctype html><html><head><title>{title}</title><script>{'var a=1;' * 2000}</script></head><body><nav><ul>{menu}</ul></nav><article><h1>{title}</h1>{body}</article><aside>{teasers}</aside></body></html>"


def speeds(stock: list[str], number: int) -> None:
    """Print articles a second of one core for texts, pages and coding, and what they are to one another."""
    texts = [Page(text=text_of(place, stock), source=f"text-{place}") for place in range(number)]
    pages = [Page(text=html_of(place, stock), source=f"page-{place}", form="html") for place in range(number)]
    pipeline = open_pipeline()
    real, bodies = real_pages()
    # As many are coded as take about as long as the pages.
    coding = coding_rate(pipeline, texts[: max(20, number // 5)])
    rates = {"coding": coding, "texts": cleaning_rate(texts), "pages": cleaning_rate(pages)}
    ratios = {"texts": rates["texts"] / coding, "pages": rates["pages"] / coding}
    if real:
        rates |= {"coding of real pages' text": coding_rate(pipeline, bodies), "real pages": cleaning_rate(real)}
        ratios["real pages"] = rates["real pages"] / rates["coding of real pages' text"]
    for name, rate in rates.items():
        of_coding = f"  ({ratios[name]:.1f} x coding)" if name in ratios else ""
        print(f"{name:28} {rate:6.1f} articles a second of processor time{of_coding}")
    _keep("speeds", {"rates": rates, "ratios": ratios})


def real_pages() -> tuple[list[Page], list[Page]]:
    """Return the pages of ../shared and the texts that people marked in them; nothing where they are not there."""
    if not PAGES.is_dir():
        return [], []
    truth = json.loads((PAGES / "ground-truth.json").read_text(encoding="utf-8"))
    pages = [
        page_of_html(gzip.decompress((PAGES / f"{name}.html.gz").read_bytes()), name, url=row["url"])
        for name, row in truth.items()
    ]
    return pages, [Page(text=row["body"], source=name) for name, row in truth.items()]


def cleaning_rate(pages: list[Page]) -> float:
    """Return how many pages are cleaned, and grouped with their copies, in a second of processor time."""
    # In this process, so that its time is counted; `legation add` has workers do the same, one for each processor.
    clean_page(pages[0], extracting=extract_here)
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "l") as ledger:
        intake.prepare(ledger)
        started = time.process_time()
        with ledger.writing() as connection:
            for page in pages:
                document = clean_page(page, extracting=extract_here).document
                group(connection, page.source, sketch(told_words(document)))
        return len(pages) / (time.process_time() - started)


def coding_rate(pipeline: Pipeline, pages: list[Page]) -> float:
    """Return how many articles are read and coded in a second of processor time."""
    documents = [clean_page(page).document for page in pages]
    list(pipeline.code_many(documents[:5]))
    started = time.process_time()
    list(pipeline.code_many(documents))
    return len(documents) / (time.process_time() - started)


def _keep(name: str, results: dict[str, object]) -> None:
    """Put results in their place among those of other runs."""
    stored = json.loads(STORED.read_text(encoding="utf-8")) if STORED.exists() else {}
    STORED.write_text(json.dumps(stored | {name: results}, indent=1) + "\n", encoding="utf-8")


class Site(ThreadingHTTPServer):
    """Feeds of fifty items, RSS, Atom and JSON; four items in five with their text, the fifth linked, to HTML or plain text.

    One item in fifty has a page that is bad, in one of six ways.
    """

    daemon_threads = True

    def __init__(self, items: int, stock: list[str]) -> None:
        """Listen on any free port of this machine."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.items = items
        self.stock = stock
        self.base = f"http://127.0.0.1:{self.server_port}"
        # Made beforehand: on a busy machine a feed that is made when it is asked for takes longer than is waited for.
        self.feeds = [self._feed(place) for place in range((items + _PER_FEED - 1) // _PER_FEED)]

    def good(self) -> set[int]:
        """Return the numbers of all stories that can be had."""
        return {number for number in range(self.items) if not self.bad(number)}

    def bad(self, number: int) -> str:
        """Return how a story's page is bad, nothing where it is not."""
        return ("404", "410", "429", "silent", "broken", "bomb")[number // 50 % 6] if number % 50 == 49 else ""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a reader that went away: it is killed, or has had enough of a bomb."""

    def _feed(self, place: int) -> bytes:
        """Return one feed: RSS, Atom or JSON, by turns."""
        numbers = range(place * _PER_FEED, min((place + 1) * _PER_FEED, self.items))
        form = place % 3
        if form == 2:
            rows = [
                {
                    "id": f"s{number}", "title": f"Story {number} of the day", "url": f"{self.base}/p/{number}",
                    "date_published": "2021-05-03T10:00:00Z", "content_html": self._body(number),
                }
                for number in numbers
            ]  # fmt: skip
            told = {"version": "https://jsonfeed.org/version/1.1", "title": f"Feed {place}", "items": rows}
            return json.dumps(told).encode()
        items = "".join((self._rss if form == 0 else self._atom)(number) for number in numbers)
        if form == 0:
            return f'<rss version="2.0"><channel><title>Feed {place}</title>{items}</channel></rss>'.encode()
        return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Feed {place}</title>{items}</feed>'.encode()

    def _rss(self, number: int) -> str:
        return f"<item><guid>s{number}</guid><title>Story {number} of the day</title><link>{self.base}/p/{number}</link><pubDate>Mon, 03 May 2021 10:00:00 GMT</pubDate><description><![CDATA[{self._body(number)}]]></description></item>"

    def _atom(self, number: int) -> str:
        return f'<entry><id>tag:s.example,2021:s{number}</id><title>Story {number} of the day</title><link href="{self.base}/p/{number}"/><published>2021-05-03T10:00:00Z</published><content type="html"><![CDATA[{self._body(number)}]]></content></entry>'

    def _body(self, number: int) -> str:
        """Return the story as markup; nothing of every fifth, whose page is to be fetched."""
        if number % 5 == 4:
            return ""
        return "".join(f"<p>{line}</p>" for line in text_of(number, self.stock).split("\n\n")[1:])


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        kind, _, name = self.path.strip("/").partition("/")
        if kind == "f":
            self._send(200, self.server.feeds[int(name)])
        elif kind == "p":
            self._page(int(name))
        else:
            self._send(404, b"")

    def _page(self, number: int) -> None:
        match self.server.bad(number):
            case "404" | "410" | "429" as status:
                self._send(int(status), b"")
            case "silent":
                time.sleep(30)
            case "broken":
                self._send(200, b"<html><body><p>cut", {"Content-Length": "5000"})
            case "bomb":
                self._send(200, gzip.compress(b"<p>a</p>" * 10_000_000), {"Content-Encoding": "gzip"})
            case _ if number % 3 == 0:
                self._send(200, text_of(number, self.server.stock).encode(), {"Content-Type": "text/plain"})
            case _:
                self._send(200, html_of(number, self.server.stock).encode())

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the base's name
        """Say nothing."""


def day_on_the_web(items: int, stock: list[str]) -> bool:
    """Watch the site's feeds, killed ten times at random; print what is missing, doubled or unexplained, and tell whether nothing is."""
    site = Site(items, stock)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        feeds, ledger = Path(folder) / "feeds.opml", Path(folder) / "news.ledger"
        outlines = (
            f'<outline xmlUrl="{site.base}/f/{place}"/>' for place in range((items + _PER_FEED - 1) // _PER_FEED)
        )
        feeds.write_text(f"<opml><body>{''.join(outlines)}</body></opml>")
        started = time.monotonic()
        kills = watch_with_kills([*_WATCH, str(feeds), "--ledger", str(ledger)], items)
        seconds = time.monotonic() - started
        results = _verdict(site, ledger)
    site.shutdown()
    results = {"items": items, **results, "kills": kills, "seconds": round(seconds)}
    print(json.dumps(results))
    _keep("day on the web", results)
    return not (results["doubled"] or results["missing"] or results["unexplained"] or results["kept though bad"])


def watch_with_kills(command: list[str], items: int) -> int:
    """Start watching, kill it after any time, ten times over, then let it end; return how often it was in the middle."""
    chance = random.Random(4)  # noqa: S311 - no secret
    killed = 0
    for _ in range(_KILLS):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            # Ten times about half of what the whole takes.
            process.wait(chance.uniform(1, max(2.0, items / 100)))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            killed += 1
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return killed


def _verdict(site: Site, path: Path) -> dict[str, object]:
    """Compare what is kept with what the site had; say of each story that is missing what the ledger says of it."""
    with Ledger(path) as ledger:
        found = [int(str(article["document"]["title"]).split()[1]) for article in ledger.articles()]
        told = {row.source: row.problem for row in intake.troubles(ledger)}
    bad = set(range(site.items)) - site.good()
    missing = sorted(site.good() - set(found))
    for number in missing:
        place, feed = f"{site.base}/p/{number}", f"{site.base}/f/{number // _PER_FEED}"
        print(f"  missing {number}: {told.get(place) or told.get(feed) or 'no reason told'}")
    for words in sorted({problem for source, problem in told.items() if "/p/" in source}):
        print(f"  {words}")
    return {
        "good": len(site.good()), "kept": len(found), "doubled": len(found) - len(set(found)), "missing": len(missing),
        "kept though bad": len(set(found) & bad), "bad": len(bad),
        "unexplained": sum(f"{site.base}/p/{number}" not in told for number in bad),
    }  # fmt: skip


def main() -> None:
    """Measure speeds, or a day on the web."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=0)
    parser.add_argument("--number", type=int, default=300, help="texts and pages whose cleaning is timed")
    arguments = parser.parse_args()
    stock = sentences()
    if arguments.items:
        if not day_on_the_web(arguments.items, stock):
            sys.exit(1)
    else:
        speeds(stock, arguments.number)


if __name__ == "__main__":
    main()
