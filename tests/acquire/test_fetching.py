"""One answer from the web: limits of size and time, redirects, robots.txt and the pause between questions."""

import gzip
import time
import zlib

import pytest

from legation.acquire.fetching import Bounds, Fetcher, FetchError
from tests.acquire.site import page


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
