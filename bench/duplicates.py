"""Measure the grouping of copies on generated pairs, and its speed over many articles.

usage: python -m bench.duplicates [--articles 100000]

The texts are put together from sentences of the corpus (`data/corpus`, our own). Pairs that are copies: the whole with
another headline, or a translated one, shortened to 60, 50 (here and there) and 30 %, with paragraphs added, with a new
lede, half an agency's text and half own, joined to another story, with furniture around it, with light edits, with
updated figures in every sentence, and all of it: new lede, half of the rest, figures. Pairs that are none: other
sentences about the same parties, a long shared quotation, one bulletin's form filled with other facts, a digest that
holds one paragraph of the other, two stories that a third text joins. Each pair goes through the ledger's own tables, as
`legation add` does it.

Real pairs, where ../shared is there: pages that are kept both as HTML and as a dump of plain text, each cleaned the
way it came; of all others none is a copy, though some tell the same event and share quotations.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import resource
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import combinations
from pathlib import Path
from typing import TypeVar

from legation.acquire import Page
from legation.acquire.hypertext import page_of_html
from legation.clean import make_document
from legation.clean.copies import Sketch, are_copies, containment, sketch, told_words
from legation.clean.repetition import Lines
from legation.errors import SourceError
from legation.serve.adding import group
from legation.store import intake
from legation.store.ledger import Ledger

CORPUS = Path(__file__).parent.parent / "data/corpus/text"
T = TypeVar("T")
Pair = tuple[str, str]


def sentences() -> list[str]:
    """Return the sentences of the corpus without their marks, those of eight words or more."""
    found = []
    for path in sorted(CORPUS.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            plain = re.sub(r"\[([^\]|]*)\|[^\]]*\]", r"\1", line)
            if not line.startswith("#") and len(plain.split()) >= 8 and not re.match(r"\d+ [A-Z]+", plain):
                found.append(plain)
    return found


class Writer:
    """Makes texts and pairs from a stock of sentences."""

    def __init__(self, stock: list[str], seed: int) -> None:
        """Start from a seed."""
        self.stock = stock
        self.chance = random.Random(seed)  # noqa: S311 - no secret

    def story(self, low: int = 6, high: int = 25) -> list[str]:
        """Return the sentences of a story."""
        return self.chance.sample(self.stock, self.chance.randint(low, high))

    def edited(self, story: list[str], share: float = 0.04) -> list[str]:
        """Change one word in twenty-five, as desks do."""
        words = [
            [
                word if self.chance.random() > share else self.chance.choice(self.stock).split()[0]
                for word in line.split()
            ]
            for line in story
        ]
        return [" ".join(line) for line in words]

    def positive(self, kind: str) -> Pair:
        """Return a text and a copy of it of this kind."""
        story, other = self.story(8), self.story(4, 8)
        match kind:
            case "headline":
                copy = [other[0], *story[1:]]
            case "cut 60 %":
                copy = story[: max(4, int(0.6 * len(story)))]
            case "cut 30 %":
                story = self.story(14, 30)
                copy = story[: max(4, int(0.3 * len(story)))]
            case "added":
                copy = [*story, *other[:3]]
            case "lede":
                copy = [*other[:2], *story[1:]]
            case "half":
                half = len(story) // 2 + 1
                copy = [*story[:half], *self.story(half, half)]
            case "translated":
                copy = [" ".join(word[::-1] for word in story[0].split()), *story[1:]]
            case "cut 50 %":
                # Sentences dropped here and there, not from the end.
                copy = [line for line in story if self.chance.random() < 0.5] or story[:1]
                copy += [line for line in story if line not in copy][: max(0, 4 - len(copy))]
            case "joined":
                copy = [*story, *self.story(len(story), len(story))]
            case "figures":
                copy = [self._updated(line) for line in story]
            case "all of it":
                copy = [*other[:2], *(self._updated(line) for line in story[1 : max(6, len(story) // 2)])]
            case "furniture":
                copy = [
                    "Share this article",
                    "Photo: Agencies",
                    *story,
                    "Subscribe to our newsletter",
                    "You may also like",
                ]
            case _:
                copy = self.edited(story)
        return "\n".join(story), "\n".join(copy)

    def _updated(self, line: str) -> str:
        """Put another figure into a sentence: for the one that it has, else in the place of a word."""
        number = str(self.chance.randint(2, 900))
        if re.search(r"\d", line):
            return re.sub(r"\d[\d.,]*", number, line)
        words = line.split()
        words[self.chance.randrange(len(words))] = number
        return " ".join(words)

    def negative(self, kind: str) -> Pair:
        """Return two texts that are no copies."""
        story, other = self.story(8), self.story(8)
        match kind:
            case "others":
                pass
            case "quotation":
                # Two sentences word for word: what the minister said.
                other[1:3] = story[2:4]
            case "bulletin":
                return self._bulletin(), self._bulletin()
            case _:
                other = [*self.story(12, 20), story[0]]
        return "\n".join(story), "\n".join(other)

    def _bulletin(self) -> str:
        number = self.chance.randint
        name = [self.chance.choice(self.stock).split()[-1].strip(".") for _ in range(4)]
        return (
            f"An earthquake of magnitude {number(4, 7)}.{number(0, 9)} struck {number(5, 90)} kilometres off {name[0]} on {name[1]}, the survey said. "
            f"It was {number(5, 90)} kilometres deep. Officials in {name[2]} reported {number(0, 90)} injured. A warning for {name[3]} was lifted after {number(2, 9)} hours. "
            f"{self.chance.choice(self.stock)} {self.chance.choice(self.stock)}"
        )


POSITIVE = ("headline", "translated", "cut 60 %", "cut 50 %", "cut 30 %", "added", "lede", "half", "joined", "furniture", "edited", "figures", "all of it")  # fmt: skip
NEGATIVE = ("others", "quotation", "bulletin", "digest")
#: Two stories with a text that joins them, by when that text comes.
BRIDGED = ("bridged last", "bridged first")
SHARED = CORPUS.parents[3] / "shared"


def measure(ledger: Ledger, pairs: list[tuple[str, Pair]]) -> dict[str, tuple[int, int]]:
    """Put all texts into one ledger; return for each kind how many pairs were joined, and how many there were."""
    with ledger.writing() as connection:
        for number, (_, pair) in enumerate(pairs):
            for side, text in enumerate(pair):
                group(connection, f"{number}.{side}", sketch(text))
    found: dict[str, tuple[int, int]] = {}
    with ledger.reading() as connection:
        for number, (kind, _) in enumerate(pairs):
            joined = f"{number}.1" in intake.story_of(connection, f"{number}.0")
            hits, all_of = found.get(kind, (0, 0))
            found[kind] = (hits + joined, all_of + 1)
    return found


def bridged(ledger: Ledger, writer: Writer, each: int) -> dict[str, tuple[int, int]]:
    """Put two stories and a text that holds both into a ledger; return how often the two become one story."""
    joined = dict.fromkeys(BRIDGED, 0)
    with ledger.writing() as connection:
        for number in range(each):
            for kind in BRIDGED:
                one, other = writer.story(8, 16), writer.story(8, 16)
                texts = {"one": one, "other": other, "both": [*one, *other]}
                names = ("one", "other", "both") if kind == "bridged last" else ("both", "one", "other")
                for name in names:
                    group(connection, f"{kind}.{number}.{name}", sketch("\n".join(texts[name])))
                joined[kind] += f"{kind}.{number}.other" in intake.story_of(connection, f"{kind}.{number}.one")
    return {kind: (joined[kind], each) for kind in BRIDGED}


def real() -> None:
    """Print how many of the pages that are there in two forms are found as copies, and how many others are taken for some."""
    dumps, pages = SHARED / "data/lines/plain_lines_dev.jsonl.gz", SHARED / "articles/html"
    if not (dumps.is_file() and pages.is_dir()):
        print("no real pages are there: nothing measured on them")
        return
    sketches: dict[str, tuple[str, Sketch]] = {}
    for name, row in json.loads((pages / "ground-truth.json").read_text(encoding="utf-8")).items():
        data = gzip.decompress((pages / f"{name}.html.gz").read_bytes())
        with suppress(SourceError):
            document = make_document(page_of_html(data, row["url"], url=row["url"]))
            sketches[f"html {name}"] = (row["url"], sketch(told_words(document)))
    with gzip.open(dumps, "rt", encoding="utf-8") as stream:
        rows = [row for row in map(json.loads, stream) if row["flavour"] == "page"]
    lines = Lines()
    for again in (False, True):
        for row in rows:
            # As `legation add` does it: what other pages of the outlet have, too, counts as well.
            own = tuple(line.strip() for line in row["lines"] if line.strip())
            if not again:
                lines.note(row["publisher"], row["id"], own)
                continue
            repeated = lines.repeated(row["publisher"], row["id"], own)
            document = make_document(Page(text="\n".join(own), source=row["url"]), repeated=repeated)
            sketches[f"dump {row['id']}"] = (row["url"], sketch(told_words(document)))
    right = hits = false = pairs = 0
    others: list[tuple[float, str, str]] = []
    for (url, one), (other_url, other) in combinations(sketches.values(), 2):
        pairs += 1
        joined = are_copies(one, other)
        if url == other_url:
            right += 1
            hits += joined
        else:
            false += joined
            others.append((containment(one, other)[0], url, other_url))
    print(f"real pages: {hits} of {right} found in both forms; {false} of {pairs - right} other pairs taken for copies")
    for share, url, other_url in sorted(others, reverse=True)[:5]:
        print(f"  {share:.3f} shared by {url[:70]} and {other_url[:70]}")


def quality(stock: list[str], each: int) -> None:
    """Print recall for each kind of copy and false joins for each kind of other pair, with precision and recall over all."""
    writer = Writer(stock, 11)
    made: list[tuple[str, Pair]] = [(kind, writer.positive(kind)) for kind in POSITIVE for _ in range(each)]
    made += [(kind, writer.negative(kind)) for kind in NEGATIVE for _ in range(2 * each)]
    writer.chance.shuffle(made)
    results = _in_ledger(lambda ledger: measure(ledger, made))
    results |= _in_ledger(lambda ledger: bridged(ledger, writer, each))
    hits = sum(results[kind][0] for kind in POSITIVE)
    false = sum(results[kind][0] for kind in NEGATIVE)
    for kind, (joined, all_of) in sorted(results.items()):
        print(f"  {'copy' if kind in POSITIVE else 'none':5} {kind:13} joined {joined:5} of {all_of}")
    print(f"pairs: precision {hits / max(hits + false, 1):.4f}, recall {hits / (each * len(POSITIVE)):.4f}")


def speed(stock: list[str], number: int) -> None:
    """Print how long a ledger takes to group so many articles, a fifth of them copies."""
    writer = Writer(stock, 12)

    def run(ledger: Ledger) -> None:
        kept: list[str] = []
        making = 0.0
        started = time.process_time()
        for start in range(0, number, 500):
            with ledger.writing() as connection:
                for place in range(start, min(start + 500, number)):
                    begun = time.process_time()
                    copied = kept and writer.chance.random() < 0.2
                    text = (
                        "\n".join(writer.edited(writer.chance.choice(kept).split("\n")))
                        if copied
                        else "\n".join(writer.story())
                    )
                    if len(kept) < 2000:
                        kept.append(text)
                    making += time.process_time() - begun
                    group(connection, str(place), sketch(text))
        seconds = time.process_time() - started - making
        size = sum(path.stat().st_size for path in ledger.path.parent.iterdir()) / 1e6
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
        with ledger.reading() as connection:
            stories = intake.count(connection)["stories"]
        print(
            f"{number} articles in {seconds:.0f} s of one core ({number / seconds:.0f}/s), {stories} stories, {size:.0f} MB on disk, {peak:.0f} MB of memory at most"
        )

    _in_ledger(run)


def _in_ledger(work: Callable[[Ledger], T]) -> T:
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "copies.ledger") as ledger:
        intake.prepare(ledger)
        return work(ledger)


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--each", type=int, default=300, help="pairs of each kind of copy")
    arguments = parser.parse_args()
    stock = sentences()
    print(f"{len(stock)} sentences")
    quality(stock, arguments.each)
    real()
    if arguments.articles:
        speed(stock, arguments.articles)


if __name__ == "__main__":
    main()
