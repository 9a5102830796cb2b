"""Who may sign in by name: a file of names and hashed passwords, one `NAME:HASH` a line (`legation password NAME` makes it)."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from pathlib import Path
from typing import Final

from legation.errors import InputError

#: Cost of one trial: 16 MB of memory and some 50 ms.
_COST: Final = (2**14, 8, 1)
_LENGTH: Final = 32
_LEAST: Final = 10
_NAME_LIMIT: Final = 80
#: Failures of one address in so many seconds, after which it must wait.
_FAILURES: Final = 10
_SECONDS: Final = 300.0
_ADDRESSES: Final = 10_000
#: Trials at once: each takes memory.
_AT_ONCE: Final = 2


def hash_of(password: str) -> str:
    """Return a password as it is kept. Raises InputError for one that is no secret."""
    if len(password) < _LEAST:
        raise InputError(f"the password is shorter than {_LEAST} characters", remedy="take a longer one")
    salt = secrets.token_bytes(16)
    return "$".join(("scrypt", *map(str, _COST), salt.hex(), _key(password, salt, _COST).hex()))


def line_of(name: str, password: str) -> str:
    """Return a line of the file. Raises InputError."""
    if not name.strip() or not name.isprintable() or ":" in name or name != name.strip() or len(name) > _NAME_LIMIT:
        raise InputError(f"{name[:40]!r} is no name to sign in with", remedy="printable characters, no colon")
    return f"{name}:{hash_of(password)}"


def _key(password: str, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    n, r, p = cost
    return hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, dklen=_LENGTH, maxmem=256 * n * r)


class Passwords:
    """The names that may sign in; trials are counted, so that nobody guesses for long."""

    def __init__(self, hashes: dict[str, str], clock: Callable[[], float] = time.monotonic) -> None:
        """Take hashes by name."""
        self._hashes = {name: _parts(words) for name, words in hashes.items()}
        self._nobody = _parts(hash_of(secrets.token_hex(16)))
        self._clock = clock
        self._failed: OrderedDict[str, deque[float]] = OrderedDict()
        self._turn = threading.Lock()
        self._places = threading.BoundedSemaphore(_AT_ONCE)

    @classmethod
    def read(cls, path: Path) -> Passwords:
        """Read the file. Raises InputError, with the line."""
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"cannot be read: {error}", place=str(path)) from None
        hashes: dict[str, str] = {}
        for number, line in enumerate(lines, 1):
            if not line.strip() or line.startswith("#"):
                continue
            name, _, words = line.strip().partition(":")
            try:
                _parts(words)
            except ValueError:
                remedy = "`legation password NAME >> FILE` writes one"
                raise InputError("is no name with a hashed password", place=f"{path}:{number}", remedy=remedy) from None
            if name in hashes:
                raise InputError(f"names {name!r} again", place=f"{path}:{number}", remedy="keep one line for each")
            hashes[name] = words
        if not hashes:
            raise InputError("names nobody", place=str(path), remedy="`legation password NAME >> FILE`")
        return cls(hashes)

    def must_wait(self, address: str) -> bool:
        """Tell whether too many trials from an address have failed just now."""
        with self._turn:
            failed = self._failed.get(address, deque[float]())
            while failed and failed[0] < self._clock() - _SECONDS:
                failed.popleft()
            return len(failed) >= _FAILURES

    def admits(self, name: str, password: str, address: str) -> bool:
        """Tell whether this is somebody's password; unknown names take as long as known ones."""
        if self.must_wait(address) or len(password) > 1000:
            return False
        cost, salt, key = self._hashes.get(name, self._nobody)
        try:
            with self._places:
                right = hmac.compare_digest(_key(password, salt, cost), key) and name in self._hashes
        except UnicodeEncodeError:
            right = False
        if not right:
            self._note(address)
        return right

    def __contains__(self, name: object) -> bool:
        """Tell whether there is such a name."""
        return name in self._hashes

    def _note(self, address: str) -> None:
        with self._turn:
            self._failed.setdefault(address, deque(maxlen=_FAILURES)).append(self._clock())
            self._failed.move_to_end(address)
            while len(self._failed) > _ADDRESSES:
                self._failed.popitem(last=False)


def _parts(words: str) -> tuple[tuple[int, int, int], bytes, bytes]:
    """Return cost, salt and key of a hash. Raises ValueError for what is none, or asks for too much."""
    kind, n, r, p, salt, key = words.split("$")
    cost = (int(n), int(r), int(p))
    if (
        kind != "scrypt"
        or not 2**10 <= cost[0] <= 2**17
        or cost[0] & (cost[0] - 1)
        or not 1 <= cost[1] <= 16
        or not 1 <= cost[2] <= 4
    ):
        raise ValueError(words)
    if len(bytes.fromhex(key)) != _LENGTH:
        raise ValueError(words)
    return cost, bytes.fromhex(salt), bytes.fromhex(key)
