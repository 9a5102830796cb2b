"""When a feed is asked again, and what its answer means for the next time: decisions without a network or a clock.

A feed is never given up in silence: one that is gone (410) is off and listed as a problem, one that fails is asked
more and more rarely, once a day at least.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict, dataclass, replace
from email.utils import parsedate_to_datetime
from typing import Any

from legation.acquire.fetching import Answer

_DAY = 86_400.0
#: Rounds for which a page that fails for now is asked again, though its feed stays the same.
_RETRIES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is remembered of a feed; times are seconds since 1970."""

    #: Where it is asked now: the address first named, or the one that it has moved to for good.
    url: str
    title: str | None = None
    etag: str | None = None
    modified: str | None = None
    #: SHA-256 of the last body; some servers ignore conditions.
    digest: str | None = None
    due: float = 0.0
    failures: int = 0
    #: Rounds in a row after which pages of its items were to be tried later.
    retries: int = 0
    #: Why it is not asked any more.
    off: str | None = None

    def form(self) -> dict[str, Any]:
        """Return it as JSON."""
        return asdict(self)


def is_same(state: FeedState, answer: Answer) -> bool:
    """Tell whether an answer holds nothing new."""
    return answer.status == 304 or (answer.status == 200 and digest_of(answer.body) == state.digest)


def digest_of(body: bytes) -> str:
    """Return the SHA-256 of a body, hexadecimal."""
    return hashlib.sha256(body).hexdigest()


def after_success(
    state: FeedState, answer: Answer, *, now: float, every: float, wait: float | None = None, jitter: float = 0.0
) -> FeedState:
    """Return the state after an answer that was read whole; `wait` is what the feed itself asks for, in seconds.

    `jitter` is between 0 and 1 and spreads the feeds of one list.
    """
    asked = max(every, wait or 0.0, retry_after(answer, now) or 0.0, fresh_for(answer, now) or 0.0)
    pause = min(asked, _DAY)
    same = answer.status == 304
    return replace(
        state,
        url=answer.moved or state.url,
        etag=state.etag if same else answer.headers.get("etag"),
        modified=state.modified if same else answer.headers.get("last-modified"),
        digest=state.digest if same else digest_of(answer.body),
        due=now + pause * (1 + 0.1 * jitter),
        failures=0,
        off=None,
    )


def with_items_left(state: FeedState) -> FeedState:
    """Return the state of a feed some of whose items could not be had just now: it is read again whole, for some rounds."""
    if state.retries >= _RETRIES:
        return state
    return replace(state, etag=None, modified=None, digest=None, retries=state.retries + 1)


def after_failure(
    state: FeedState, answer: Answer | None, *, now: float, every: float, jitter: float = 0.0
) -> FeedState:
    """Return the state after no answer, or one that cannot be used: asked more and more rarely, or off for good (410)."""
    if answer is not None and answer.status == 410:
        return replace(state, off="gone (410)", failures=state.failures + 1)
    failures = state.failures + 1
    pause = every * 2 ** min(failures, 12)
    told = retry_after(answer, now) if answer is not None else None
    pause = min(max(pause * (0.75 + 0.5 * jitter), told or 0.0), _DAY)
    return replace(state, due=now + pause, failures=failures)


def retry_after(answer: Answer, now: float) -> float | None:
    """Return the seconds that `Retry-After` asks for, written as a number or as a date; None without it."""
    words = answer.headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}", words):
        return float(words)
    return _until(words, now)


def fresh_for(answer: Answer, now: float) -> float | None:
    """Return the seconds for which an answer says that it stays fresh; None where it says nothing."""
    match = re.search(r"\bmax-age=(\d{1,9})", answer.headers.get("cache-control", ""))
    if match:
        return float(match.group(1))
    return _until(answer.headers.get("expires", ""), now)


def _until(words: str, now: float) -> float | None:
    try:
        return max(0.0, parsedate_to_datetime(words).timestamp() - now)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def seconds_of(words: str) -> float | None:
    """Read a span of time: `90`, `90s`, `15m`, `2h`, `1d`; None for other words."""
    match = re.fullmatch(r"(\d{1,7}(?:\.\d{1,3})?)([smhd]?)", words.strip().lower())
    return float(match.group(1)) * {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86_400}[match.group(2)] if match else None
