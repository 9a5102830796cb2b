"""Which addresses may be asked: http and https, and only machines that everybody can reach, unless the caller says otherwise.

The check is made on the number that is really dialled (`connections` does it for every one), so that neither a
redirect nor a name that changes its number between two look-ups leads into somebody's own network.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urlsplit

from legation.errors import SourceError

_NAT64 = IPv6Network("64:ff9b::/96")
_MOST = 4000
_ASCII = "".join(map(chr, range(33, 127)))


class FetchError(SourceError):
    """An address cannot be read just now: no connection, no answer, too large, too slow, or not allowed."""


def is_public(number: str) -> bool:
    """Tell whether an IP address belongs to the public network, whatever form it hides in (mapped, 6to4, Teredo, NAT64)."""
    try:
        address = ip_address(number.partition("%")[0])
    except ValueError:
        return False
    return all(part.is_global and not part.is_multicast for part in _parts(address))


def _parts(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """Return the address, or those that are wrapped in it."""
    if isinstance(address, IPv4Address):
        return [address]
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    if address.sixtofour is not None:
        return [address, address.sixtofour]
    if address.teredo is not None:
        return [address, *address.teredo]
    if address in _NAT64:
        return [IPv4Address(int(address) & 0xFFFFFFFF)]
    return [address]


def checked(url: str) -> str:
    """Return an address that may be asked, without its fragment. Raises `SourceError`."""
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        raise SourceError("is no address", place=url[:200], remedy="write it as https://host/path") from None
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        raise SourceError("is no address of the web", place=url[:200], remedy="write it as https://host/path")
    if parts.username or parts.password:
        raise SourceError("has a user's name in it", place=parts.hostname, remedy="leave name and password out")
    if len(url) > _MOST or any(character < "!" for character in url.strip()):
        raise SourceError("is too long for an address, or has blanks in it", place=url[:100], remedy="check it")
    return parts._replace(fragment="").geturl()


def as_sent(url: str) -> str:
    """Return an address in ASCII, as it goes over the wire: letters of other scripts in IDNA (host) or percent signs (the rest).

    Raises `SourceError` for a host whose name is none.
    """
    if url.isascii():
        return url
    parts = urlsplit(url)
    try:
        host = parts.netloc.encode("idna").decode("ascii")
    except UnicodeError:
        raise SourceError("has a host that no name can be", place=url[:200], remedy="check it") from None
    path, query = quote(parts.path, safe=_ASCII), quote(parts.query, safe=_ASCII)
    return parts._replace(netloc=host, path=path, query=query).geturl()


def is_address(source: str) -> bool:
    """Tell an address of the web from a path."""
    return source.lower().startswith(("http://", "https://"))


def host_of(url: str) -> str:
    """Return scheme, host and port: what robots.txt and politeness are kept for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()
