"""What may be asked: addresses of the web, and public numbers only, on the one that is dialled."""

import socket

import pytest

from legation.acquire.addresses import as_sent, checked, is_public
from legation.acquire.fetching import Bounds, Fetcher, FetchError
from legation.errors import SourceError
from tests.acquire.commands import run


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


def test_an_address_is_sent_in_ascii():
    assert as_sent("https://x.example/a?b=%20&c=[1]") == "https://x.example/a?b=%20&c=[1]"
    assert (
        as_sent("https://m\u00fcnchen.example:81/\u00e9?q=\u00e9")
        == "https://xn--mnchen-3ya.example:81/%C3%A9?q=%C3%A9"
    )
    long = "\u00e9" * 200
    with pytest.raises(SourceError, match="no name can be"):
        as_sent(f"https://{long}.example/")
