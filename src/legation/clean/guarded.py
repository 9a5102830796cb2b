"""HTML pages read by processes of their own, so that no page can take more than its share of time or memory.

Limits of size (`hypertext.check_markup`) cannot promise how long a parser, an XPath or a pattern of somebody else's is
busy with a page. So a worker process reads it under limits of the operating system: one that is over them ends, the
page is a `SourceError` like any other, and the next page gets a new worker. Workers start with the first page, read
many, as many at once as there are processors, and end when the process that asked them does, however that ends.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Protocol

from legation.clean.hypertext import Extracted, check_markup
from legation.clean.hypertext import extract as extract_here
from legation.errors import SourceError

#: Seconds of processor time for one page; news pages take a twentieth of one, the largest that is let through five.
SECONDS: Final = 30
#: Seconds by the clock, for a worker that waits or a system without limits on processor time.
_CLOCK: Final = 4
#: Bytes that a worker may take beyond what it has when it starts.
MEMORY: Final = 1_500_000_000
_MOST_WORKERS: Final = 4
#: Pages that were read last, by the hash of the markup: `watch` asks first whether a page is an article, and one with lines
#: that others of its outlet have is cleaned again.
_REMEMBERED: Final = 128
_REMEMBERED_CHARACTERS: Final = 200_000
#: The path to the package is handed over as it is here: with `-m` the folder that one happens to stand in would come first.
_PROGRAM: Final = (
    "import sys; sys.path[:] = sys.argv[3:]; from legation.clean.guarded import serve; serve(*map(int, sys.argv[1:3]))"
)
_READY: Final = b"ready\n"
_REMEDY: Final = "save the article as text"


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Extractor(Protocol):
    """Whatever takes the main text out of a page; raises `SourceError` where there is none."""

    def __call__(self, markup: str, *, place: str, url: str | None = None, came: date | None = None) -> Extracted:
        """Return the main text and what is said of it, no date later than the day on which the page `came`."""
        ...


class _EndedError(Exception):
    """A worker has ended without an answer."""

    def __init__(self, status: int, *, late: bool) -> None:
        self.status = status
        self.late = late


class _Worker:
    """One process that reads pages, one after the other."""

    def __init__(self, seconds: int, memory: int) -> None:
        self._clock = seconds * _CLOCK
        self._late = False
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-P", "-c", _PROGRAM, str(seconds), str(memory), *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Ctrl-C is for the one who asks; a worker ends when its input does.
            start_new_session=True,
        )
        if self._line(b"") != _READY:
            self.close()
            message = "no reader of pages starts"
            raise OSError(message)

    def ask(self, job: dict[str, str | None]) -> dict[str, Any]:
        """Return the answer to a job. Raises `_EndedError` where the worker ends over it."""
        answer = self._line(json.dumps(job).encode() + b"\n")
        if not answer.endswith(b"\n"):
            self.close()
            raise _EndedError(self.process.returncode, late=self._late)
        found: dict[str, Any] = json.loads(answer)
        return found

    def _line(self, question: bytes) -> bytes:
        """Return the line that the worker writes next; nothing, or a part, where it ends or the time by the clock is over."""
        timer = threading.Timer(self._clock, self._end)
        timer.daemon = True
        timer.start()
        try:
            assert self.process.stdin is not None  # noqa: S101 - a pipe
            assert self.process.stdout is not None  # noqa: S101 - a pipe
            with suppress(OSError):
                self.process.stdin.write(question)
                self.process.stdin.flush()
                return self.process.stdout.readline()
            return b""
        finally:
            timer.cancel()

    def _end(self) -> None:
        self._late = True
        self.process.kill()

    def close(self) -> None:
        """End the process and wait for it."""
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self.process.wait()


class Workers:
    """Processes that read pages under limits, started as they are needed; any thread may ask."""

    def __init__(self, *, most: int | None = None, seconds: int = SECONDS, memory: int = MEMORY) -> None:
        """Have at most so many workers at once (as many as processors by default), each page under these limits."""
        self.most = most or min(_processors(), _MOST_WORKERS)
        self._limits = (seconds, memory)
        self._forget()

    def _forget(self) -> None:
        """Start from nothing, as a forked child must: the parent's workers answer the parent."""
        self._turns = threading.BoundedSemaphore(self.most)
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._recent: OrderedDict[bytes, Extracted] = OrderedDict()

    def __call__(self, markup: str, *, place: str, url: str | None = None, came: date | None = None) -> Extracted:
        """Return the main text of a page and what is said of it.

        Raises `SourceError` where there is none, and where the page takes more time or memory than a page may.
        """
        check_markup(markup, place)
        key = sha256(f"{url}\n{came}\n{markup}".encode("utf-8", "surrogatepass")).digest()
        with self._lock:
            known = self._recent.get(key)
        if known is not None:
            return known
        with self._turns:
            found = self._read(markup, place, url, came)
        if len(found.text) <= _REMEMBERED_CHARACTERS:
            with self._lock:
                self._recent[key] = found
                while len(self._recent) > _REMEMBERED:
                    self._recent.popitem(last=False)
        return found

    def _read(self, markup: str, place: str, url: str | None, came: date | None) -> Extracted:
        with self._lock:
            worker = self._idle.pop() if self._idle else None
        if worker is None:
            try:
                worker = _Worker(*self._limits)
            except OSError:
                # No process is to be had, or this Python is part of another program: the limits of size must do.
                return extract_here(markup, place=place, url=url, came=came)
        day = came.isoformat() if came is not None else None
        try:
            answer = worker.ask({"markup": markup, "place": place, "url": url, "came": day})
        except _EndedError as ended:
            raise SourceError(self._reason(ended), place=place, remedy=_REMEDY) from None
        except BaseException:
            # Interrupted in the middle: its answer would be taken for the next page's.
            worker.close()
            raise
        if answer.pop("ends", False):
            worker.close()
        else:
            with self._lock:
                self._idle.append(worker)
        if "problem" in answer:
            raise SourceError(answer["problem"], place=place, remedy=answer["remedy"])
        answer["authors"] = tuple(answer["authors"])
        return Extracted(**answer)

    def _reason(self, ended: _EndedError) -> str:
        # 24 is SIGXCPU: the processor time is over.
        if ended.late or ended.status == -24:
            return f"is a page that takes more than {self._limits[0]} seconds to read"
        return f"is a page over which its reader ended ({ended.status})"

    def close(self) -> None:
        """End all workers that are at rest."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.close()


#: Reads a page under the limits; the one set of workers of this process.
extract = Workers()
atexit.register(extract.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=extract._forget)  # noqa: SLF001 - of this module


# --- in the worker -----------------------------------------------------------------------------------------------


def serve(seconds: int, memory: int) -> None:
    """Answer jobs, a line of JSON each, until the input ends; what libraries print goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    with suppress(SourceError):
        # What reading needs is loaded before memory is counted.
        extract_here("<html><body><p>Words.</p></body></html>", place="")
    _limit_memory(memory)
    answers.write(_READY)
    answers.flush()
    for line in sys.stdin.buffer:
        _limit_time(seconds)
        answer = _answer(json.loads(line))
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()
        if answer.get("ends"):
            return


def _answer(job: dict[str, Any]) -> dict[str, Any]:
    """Read one page; whatever goes wrong in it is an answer, too."""
    try:
        came = date.fromisoformat(job["came"]) if job.get("came") else None
        return asdict(extract_here(job["markup"], place=job["place"], url=job["url"], came=came))
    except SourceError as error:
        return {"problem": error.problem, "remedy": error.remedy}
    except MemoryError:
        return {"problem": "is a page that takes too much memory to read", "remedy": _REMEDY, "ends": True}
    except Exception as error:  # noqa: BLE001 - libraries fail in their own ways, and the run goes on
        problem = f"is a page that cannot be read: {type(error).__name__}: {error}"[:300]
        return {"problem": problem, "remedy": _REMEDY, "ends": True}


def _limit_memory(memory: int) -> None:
    """Refuse this process more memory than it has and so much more; nothing where the system has no such limit."""
    try:
        import resource  # noqa: PLC0415 - not on Windows

        taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + memory, taken + memory))
    except (ImportError, OSError, ValueError):
        return


def _limit_time(seconds: int) -> None:
    """End this process (SIGXCPU) when it has used so much more processor time; nothing where there is no such limit."""
    try:
        import resource  # noqa: PLC0415 - not on Windows

        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + 1 + seconds, hard))
    except (ImportError, OSError, ValueError):
        return
