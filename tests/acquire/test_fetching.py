"""One answer from the web: limits of size and time, redirects, robots.txt and the pause between questions."""

import gzip
import threading
import time
import zlib

import pytest

from legation.acquire import connections
from legation.acquire.fetching import Bounds, Fetcher, FetchError
from tests.acquire.site import Site, page


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


def polite(**options):
    return Fetcher(bounds=Bounds(allow_private=True, pause=0), **options)


def test_robots_that_move_are_followed_and_hold_for_the_site_that_was_asked(site):
    site.routes["/robots.txt"] = lambda _: (301, {"Location": "/r/1"}, b"")
    for number in range(1, 5):
        site.routes[f"/r/{number}"] = lambda _, number=number: (302, {"Location": f"/r/{number + 1}"}, b"")
    site.routes["/r/5"] = lambda _: (
        200,
        {},
        b"User-agent: legation\nDisallow: /page/\n\nUser-agent: news\nDisallow: /\n",
    )
    site.routes["/other"] = lambda _: (200, {}, b"words")
    asking = polite()
    with pytest.raises(FetchError, match=r"robots\.txt"):
        asking.fetch(f"{site.base}/page/1")
    assert asking.fetch(f"{site.base}/other").status == 200
    assert site.asked == ["/robots.txt", *(f"/r/{number}" for number in range(1, 6)), "/other"]


@pytest.mark.parametrize("target", ["/robots.txt", "file:///etc/passwd", "http://[::1"])
def test_robots_that_lead_nowhere_are_none(site, target):
    site.routes["/robots.txt"] = lambda _: (301, {"Location": target}, b"")
    assert polite().fetch(f"{site.base}/page/1").status == 200
    assert site.asked.count("/robots.txt") <= 6


def test_robots_that_move_inside_are_not_followed_there(site, monkeypatch):
    other = Site("127.0.0.2")
    other.routes["/robots.txt"] = lambda _: (301, {"Location": f"{site.base}/robots.txt"}, b"")
    thread = threading.Thread(target=other.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    # The one is on a number that passes for a public one here, the other stays private.
    monkeypatch.setattr(connections, "is_public", lambda number: number == "127.0.0.2")
    try:
        with pytest.raises(FetchError, match=rf"{site.base}/robots.txt leads to .*no public address") as raised:
            Fetcher(bounds=Bounds(pause=0)).fetch(f"{other.base}/page/1")
        assert raised.value.place == f"{other.base}/page/1"
    finally:
        other.shutdown()
        other.server_close()
        thread.join()
    assert other.asked == ["/robots.txt"]
    assert site.asked == []


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_whose_robots_fail_is_asked_nothing_until_they_can_be_had(site, status):
    now = [0.0]
    asking = polite(clock=lambda: now[0])
    site.routes["/robots.txt"] = lambda _: (status, {}, b"")
    for _ in range(2):
        with pytest.raises(FetchError, match=f"fails .status {status}") as raised:
            asking.fetch(f"{site.base}/page/1")
        assert raised.value.remedy == "try later"
    assert site.asked == ["/robots.txt"]
    del site.routes["/robots.txt"]
    now[0] = 90.0
    assert asking.fetch(f"{site.base}/page/1").status == 200


def test_rules_are_asked_for_again_after_a_day_and_read_as_far_as_the_limit(site):
    now = [0.0]
    asking = polite(clock=lambda: now[0])
    rules = b"User-agent: *\nDisallow: /page/1\n"
    site.routes["/robots.txt"] = lambda _: (200, {}, rules + b"# and so on\n" * 100_000)
    with pytest.raises(FetchError, match=r"robots\.txt"):
        asking.fetch(f"{site.base}/page/1")
    del site.routes["/robots.txt"]
    now[0] = 80_000.0
    with pytest.raises(FetchError, match=r"robots\.txt"):
        asking.fetch(f"{site.base}/page/1")
    now[0] = 90_000.0
    assert asking.fetch(f"{site.base}/page/1").status == 200


def test_a_host_that_cannot_be_had_is_told_as_that_and_not_as_its_robots(site):
    closed = Site()
    closed.server_close()
    with pytest.raises(FetchError, match=r"page/1: cannot be reached"):
        polite().fetch(f"{closed.base}/page/1")
    site.routes["/robots.txt"] = lambda _: (200, {"Content-Encoding": "br"}, b"x")
    with pytest.raises(FetchError, match=r"page/1: is not asked for: .*robots\.txt is packed as"):
        polite().fetch(f"{site.base}/page/1")


def test_letters_beyond_ascii_are_sent_as_they_are_meant(site):
    site.routes["/stra%C3%9Fe?q=%C3%A9&r=%20"] = lambda _: (200, {}, b"words")
    site.routes["/away"] = lambda _: (302, {"Location": "/stra\u00dfe?q=\u00e9&r=%20"}, b"")
    # http.server writes headers as Latin-1: these are the bytes of UTF-8, as most servers send them.
    moved = "/stra\u00dfe?q=\u00e9&r=%20".encode().decode("latin-1")
    site.routes["/away-utf-8"] = lambda _: (302, {"Location": moved}, b"")
    for path in ("/stra\u00dfe?q=\u00e9&r=%20", "/away", "/away-utf-8"):
        assert fetcher().fetch(site.base + path).body == b"words"
