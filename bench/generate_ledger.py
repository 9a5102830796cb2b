"""Make a big ledger, and time what people ask of it: `python -m bench.generate_ledger FILE [--events 1000000 --copies 8]`.

Articles of four reports or so are drawn with a fixed seed: parties by how often news name them, days over twenty
years, one article in eight a wire copy, one act in ten told again by another outlet. They go the real way, in rounds as
a newsroom's days would: written, merged, queried. Printed: size on disk, and with all times the processor's beside the
clock's, since a busy machine stretches the clock: what each round took, and each question (the median of five, the file warm).
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import accumulate, count, islice
from pathlib import Path
from typing import Any

from bench.forms import article_form_of
from bench.ledger_copies import multiply
from legation import ontology
from legation.keeping import settle
from legation.store import finding
from legation.store.ledger import Ledger, Run
from legation.store.query import Query

Json = dict[str, Any]
_CODES = (
    "USA RUS CHN ISR UKR GBR FRA IRN DEU SYR TUR IRQ IND PAK PRK KOR JPN SAU EGY AFG PSE LBN YEM LBY ITA POL CAN AUS BRA MEX "
    "VEN COL CUB NGA ETH SDN SSD KEN SOM ZAF COD MLI TCD MMR THA PHL IDN VNM TWN ARM AZE GEO BLR SRB GRC ESP SWE FIN NOR NLD "
    "IGO:UN IGO:EU IGO:NATO NSA:HAMAS NSA:HEZBOLLAH NSA:TALIBAN"
).split()
_SECTORS = ("GOV", "GOV", "GOV", "MIL", "CVL", "OPP", "COP", "REB")
_SYLLABLES = "ba de ki lo mu ra se ti vo zan por mel tar gri nos fel kur bin dos hal".split()
#: Words by how often they are used, the commonest first, as in a language.
_WORDS = [
    *"border grain ships talks missile embassy ministry treaty water pipeline prisoners harbour sanctions observers".split(),
    *sorted({a + b + c for a in _SYLLABLES for b in _SYLLABLES for c in _SYLLABLES[:15]}, key=lambda word: word[::-1]),
    *"uranium turbine satellite".split(),
]
_HOW_OFTEN = list(accumulate(1 / (place + 8) for place in range(len(_WORDS))))
_VERBS = {
    "AGREE": "agreed", "CONSULT": "met", "SUPPORT": "praised", "CONCEDE": "yielded", "COOPERATE": "cooperated", "AID": "aided",
    "RETREAT": "withdrew", "REQUEST": "urged", "ACCUSE": "accused", "REJECT": "refused", "THREATEN": "threatened",
    "PROTEST": "protested", "SANCTION": "sanctioned", "MOBILIZE": "deployed", "COERCE": "detained", "ASSAULT": "attacked",
}  # fmt: skip
_WEIGHTS = (8, 18, 7, 2, 5, 3, 2, 6, 12, 5, 4, 5, 5, 3, 7, 12)
_CITIES = [(f"Town{n}", _CODES[n % 60], -50 + n * 1.7 % 110, -170 + n * 7.3 % 340) for n in range(400)]
_FIRST = date(2004, 1, 1)
_DAYS = 7300
_BATCH = 500
#: Reports that are written before they are merged.
_ROUND = 60_000
#: Events that are written and merged into a ledger that is made already.
_MORE = 8_000
#: Days that no two reports of one act lie apart.
_APART = 40
_EVERY = Query(status=(), claims=True)


class Newsroom:
    """Writes articles, the same ones for the same seed."""

    def __init__(self, seed: int = 1, days: int = _DAYS) -> None:
        """Start with nothing written; all happens in so many days."""
        self.days = days
        self.random = random.Random(seed)  # noqa: S311 - a corpus, no secret
        self.weights = [1 / (place + 2) for place in range(len(_CODES))]
        self.recent: list[Json] = []

    def articles(self) -> Iterator[tuple[Json, str]]:
        """Yield (form, text), one after another without end."""
        for number in count():
            spec = self._article(number)
            yield article_form_of(spec), spec["text"]

    def _article(self, number: int) -> Json:
        draw = self.random.random()
        if self.recent and draw < 0.12:
            old = self.random.choice(self.recent)
            text = old["text"] + " " + self._filler()
            return {**old, "id": f"g{number:07d}", "source": self._outlet(), "text": text}
        day = _FIRST + timedelta(days=self.random.randrange(self.days))
        sentences, reports = [], []
        for _ in range(self.random.choice((1, 3, 4, 4, 5, 6))):
            report, sentence = self._report(day)
            sentences += [sentence, self._filler()]
            reports.append(report)
        if self.recent and draw < 0.4:
            again = self.random.choice(self.recent)
            if again["published"][:7] == day.isoformat()[:7]:
                reports.append(again["reports"][0])
                sentences.append(again["sentence"] + " " + self._filler())
        text = " ".join(sentences)
        spec = {
            "id": f"g{number:07d}", "published": (day + timedelta(days=1)).isoformat(), "source": self._outlet(),
            "title": self._words(6).capitalize(), "text": text, "reports": reports,
            "sentence": sentences[0],
        }  # fmt: skip
        self.recent = [*self.recent[-60:], spec]
        return spec

    def _outlet(self) -> str:
        return f"https://outlet{self.random.randrange(300)}.example/{self.random.randrange(10**9)}"

    def _filler(self) -> str:
        return self._words(self.random.randrange(40, 90)).capitalize() + "."

    def _words(self, count: int) -> str:
        return " ".join(self.random.choices(_WORDS, cum_weights=_HOW_OFTEN, k=count))

    def _report(self, day: date) -> tuple[Json, str]:
        (event_type,) = self.random.choices(ontology.TYPES, _WEIGHTS)
        mode = self.random.choice(("", *ontology.modes(event_type)))
        one, other = self.random.choices(_CODES, self.weights, k=2)
        actor, recipient = (
            f"{one}/{self.random.choice(_SECTORS)} {one}",
            f"{other}/{self.random.choice(_SECTORS)} {other}",
        )
        joint = event_type in {"CONSULT", "AGREE"}
        words = self._words(6)
        sentence = f"{one} {_VERBS[event_type]} {other} on {day.isoformat()} over the {words}."
        report: Json = {
            "code": f"{event_type}/{mode}" if mode else event_type, "trigger": _VERBS[event_type], "from": sentence,
            "actors": [actor, recipient] if joint else [actor], "recipients": [] if joint else [recipient],
            "when": (day - timedelta(days=self.random.randrange(3))).isoformat(),
            "status": self.random.choice(("actual",) * 8 + ("historical", "negated", "future")),
        }  # fmt: skip
        if self.random.random() < 0.5:
            name, country, latitude, longitude = self.random.choice(_CITIES)
            report["where"] = f"{name} {country} {latitude:.2f} {longitude:.2f}"
        if event_type == "ASSAULT":
            report["toll"] = {"killed": (self.random.randrange(1, 60),) * 2}
        return report, sentence


def load(ledger: Ledger, newsroom: Newsroom, events: int) -> Json:
    """Write and merge, round by round, until there are so many events; return the rates, and tell those of each round."""
    run = Run(coder="generated")
    articles = newsroom.articles()
    rounds: list[Json] = []
    total: Counter[str] = Counter()
    while (standing := finding.count_events(ledger, _EVERY)) < events:
        spent: Counter[str] = Counter()
        # Copies and what is told again make about one report in seven no event of its own.
        wanted = min(_ROUND, max(int(1.15 * (events - standing)), 100))
        while spent["reports"] < wanted:
            batch = list(islice(articles, _BATCH))
            with _timed(spent, "write"):
                ledger.write_forms(batch, run)
            spent += Counter(articles=len(batch), reports=sum(len(form["reports"]) for form, _ in batch))
        with _timed(spent, "merge"):
            settle(ledger)
        rounds.append(_rates(spent))
        print(json.dumps({"events": standing, **rounds[-1]}), file=sys.stderr, flush=True)
        total += spent
    return {"rounds": len(rounds), "last_round": rounds[-1], "all": _rates(total)}


def make(path: Path, events: int, copies: int) -> Json:
    """Write and merge one part, multiply it, and write and merge something more at the full size; return what each took."""
    days = _DAYS // copies
    part = path.with_name(f"{path.name}.part") if copies > 1 else path
    with Ledger(part) as ledger:
        # Days between the copies, so that nothing of one can be an act of another.
        figures: Json = {"part": load(ledger, Newsroom(days=days - (_APART if copies > 1 else 0)), events // copies)}
    if copies > 1:
        spent: Counter[str] = Counter()
        with _timed(spent, "clock"):
            multiply(part, path, copies, days)
        part.unlink()
        figures["copies"] = {
            "number": copies,
            **{name.replace("clock_", ""): round(value / 1e9, 1) for name, value in spent.items()},
        }
    return figures


def grow(ledger: Ledger) -> Json:
    """Write and merge a round of articles at the size that the ledger has; return the rates."""
    standing = finding.count_events(ledger, _EVERY)
    return load(ledger, _Late(seed=standing), standing + _MORE)


class _Late(Newsroom):
    """Articles that no ledger made here holds yet."""

    def articles(self) -> Iterator[tuple[Json, str]]:
        for form, text in super().articles():
            yield {**form, "id": f"late-{self.random.randrange(10**12)}"}, text


@contextmanager
def _timed(spent: Counter[str], what: str) -> Iterator[None]:
    clock, processor = time.perf_counter_ns(), time.process_time_ns()
    yield
    spent[what] += time.perf_counter_ns() - clock
    spent[f"{what}_processor"] += time.process_time_ns() - processor


def _rates(spent: Counter[str]) -> Json:
    seconds = {name: spent[name] / 1e9 for name in ("write", "write_processor", "merge", "merge_processor")}
    return {
        "articles": spent["articles"], "reports": spent["reports"],
        **{f"{name}_s": round(value, 1) for name, value in seconds.items()},
        "articles_written_per_s": round(spent["articles"] / seconds["write"]),
        "articles_written_per_processor_s": round(spent["articles"] / seconds["write_processor"]),
        "reports_merged_per_s": round(spent["reports"] / seconds["merge"]),
        "reports_merged_per_processor_s": round(spent["reports"] / seconds["merge_processor"]),
    }  # fmt: skip


def questions(ledger: Ledger) -> dict[str, Callable[[], object]]:
    """Return what is asked, by name."""

    def page(**words: str) -> Callable[[], object]:
        query = Query.of(words)
        return lambda: list(finding.events(ledger, query, limit=50))

    return {
        "dyad_month_busiest": lambda: finding.dyad(ledger, "USA", "RUS", Query()),
        "dyad_month_rare": lambda: finding.dyad(ledger, "NOR", "TCD", Query()),
        "dyad_month_filtered": lambda: finding.dyad(ledger, "USA", "RUS", Query.of({"type": "SANCTION"})),
        "page_all": page(),
        "page_actor": page(actor="USA"),
        "page_rare_actor": page(actor="NSA:TALIBAN", recipient="NOR"),
        "page_dyad_type": page(dyad="USA-RUS", type="CONSULT"),
        "page_type_since_until": page(type="ASSAULT", since="2012-03", until="2012-04"),
        "page_near": page(near="19.7,129.3,200km"),
        "page_origins": page(min_origins="3"),
        "page_status": page(status="negated", party="CUB/GOV"),
        "page_text": page(text="uranium turbine"),
        "page_old_rare_type": page(type="CONCEDE", until="2005"),
        "page_none_so_sure": page(actor="USA", min_confidence="0.95"),
        "page_none_by_mode": page(actor="USA", recipient="RUS", mode="phone"),
        "page_text_none_so_sure": page(text="border", min_confidence="0.95"),
        "text_common_word": lambda: finding.search(ledger, "border"),
        "text_two_words": lambda: finding.search(ledger, "uranium satellite"),
        "text_phrase": lambda: finding.search(ledger, '"grain ships talks"'),
    }


def ask(ledger: Ledger) -> dict[str, tuple[float, float]]:
    """Return the median milliseconds of each question: on the clock, and of the processor (what a busy machine leaves)."""
    found = {}
    for name, question in questions(ledger).items():
        clock, processor = [], []
        for _ in range(5):
            started, used = time.perf_counter(), time.process_time()
            question()
            clock.append(time.perf_counter() - started)
            processor.append(time.process_time() - used)
        found[name] = (round(1000 * statistics.median(clock), 1), round(1000 * statistics.median(processor), 1))
    return found


def main(arguments: list[str] | None = None) -> int:
    """Make the ledger where the file does not exist, and print the figures as JSON."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.generate_ledger", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--events", type=int, default=100_000, help="about so many events")
    parser.add_argument("--copies", type=int, default=1, help="write and merge a part, and multiply it to so many")
    parser.add_argument("--grow", action="store_true", help="write and merge some more before asking")
    given = parser.parse_args(arguments)
    figures = {} if given.file.exists() else make(given.file, given.events, given.copies)
    with Ledger(given.file) as ledger:
        if given.grow:
            figures["at_full_size"] = grow(ledger)
        figures["events"] = finding.count_events(ledger, _EVERY)
        figures |= ledger.count()
        figures["milliseconds"] = ask(ledger)
    figures["megabytes"] = round(given.file.stat().st_size / 1e6)
    print(json.dumps(figures, indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
