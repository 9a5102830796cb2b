"""What the corpus holds, and how varied it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from legation.ontology import STATUSES, TYPES, modes
from tools.corpus.checking import CHANNELS
from tools.corpus.markup import EventLine, Item, Sentence

_WORD: Final = re.compile(r"\w+(?:['’]\w+)?")
_DATELINE: Final = re.compile(r"^[A-Z][^a-z]{2,30}[^-–—]{0,30} [-–—]+ ")
#: Helpers of a verb; what is left of a trigger is the word that names the act.
_HELPERS: Final = frozenset(
    "has have had having is are was were be been being will would shall should could can may might must do does did "
    "to not n't never no a an the it of its their his her up out off down in on over away back into with".split()
)


def act_words(trigger: str) -> str:
    """Reduce a trigger to the words that name the act: "had not been shelled" -> "shelled"."""
    words = [word.lower() for word in _WORD.findall(trigger)]
    return " ".join(word for word in words if word not in _HELPERS) or " ".join(words)


def opening(sentence: Sentence) -> str:
    """Give the first six words with names as X and figures as 0: sentences that open alike share it.

    A dateline ("KABUL (Reuters) -") is passed over: agencies open all their stories with one.
    """
    words = _WORD.findall(_DATELINE.sub("", sentence.text))[:6]
    masked = ["0" if word[0].isdigit() else "X" if word[0].isupper() else word for word in words]
    return " ".join(masked)


def frame(sentence: Sentence, event: EventLine) -> str:
    """Give the act's words and the order of the marked roles around them: "A T=shelled R W"."""
    marks: list[tuple[int, str]] = []
    for span in sentence.spans:
        for number, letter in span.labels:
            if number == event.number:
                words = act_words(sentence.text[span.start : span.end]) if letter == "T" else ""
                marks.append((span.start, f"T={words}" if words else letter))
    return f"{event.type}: " + " ".join(mark for _, mark in sorted(marks))


def _repeated(keys: list[set[str]]) -> float:
    counts = Counter(key for found in keys for key in found)
    return sum(any(counts[key] > 1 for key in found) for found in keys) / max(1, len(keys))


def mean_overlap(sentences: list[Sentence]) -> float:
    """Give the mean share of a sentence's word 4-grams that stand in another sentence too; 0 when all are new."""
    grams: list[set[tuple[str, ...]]] = []
    for sentence in sentences:
        words = [word.lower() for word in _WORD.findall(sentence.text)]
        grams.append({tuple(words[at : at + 4]) for at in range(len(words) - 3)})
    counts = Counter(gram for found in grams for gram in found)
    shares = [sum(counts[gram] > 1 for gram in found) / len(found) for found in grams if found]
    return sum(shares) / max(1, len(shares))


def describe(items: Iterable[Item]) -> Iterator[str]:
    """Give the coverage table line by line: counts, then variety."""
    items = list(items)
    sentences = [sentence for item in items for sentence in item.sentences]
    pairs = [(sentence, event) for sentence in sentences for event in sentence.events]
    articles = sum(item.kind == "article" for item in items)
    empty = sum(not any(sentence.events for sentence in item.sentences) for item in items)
    yield f"items {len(items)}  articles {articles}  sentences {len(sentences)}  events {len(pairs)}"
    negatives = Counter(item.heading for item in items if item.kind == "negative")
    yield f"items without event {empty}  under 'negative' {sum(negatives.values())} in {len(negatives)} kinds"
    yield f"sentences with two or more events {sum(len(sentence.events) > 1 for sentence in sentences)}"
    yield "constructions " + str(len({(item.batch, item.construction) for item in items}))
    yield ""
    yield "type       events  words  modes"
    for kind in TYPES:
        mine = [(sentence, event) for sentence, event in pairs if event.type == kind]
        words = {
            act_words(sentence.text[span.start : span.end])
            for sentence, event in mine
            for span in sentence.spans
            if (event.number, "T") in span.labels
        }
        by_mode = Counter(event.mode or "-" for _, event in mine)
        listed = "  ".join(f"{mode} {by_mode[mode]}" for mode in (*modes(kind), "-") if mode != "-" or by_mode[mode])
        yield f"{kind:10} {len(mine):6} {len(words):6}  {listed}"
    yield ""
    total = max(1, len(pairs))
    by_status = Counter(event.status for _, event in pairs)
    yield "status     " + "  ".join(f"{name} {by_status[name]} ({by_status[name] / total:.0%})" for name in STATUSES)
    by_channel = Counter(event.keys.get("via", "-") for _, event in pairs)
    yield "via        " + "  ".join(f"{name} {by_channel[name]}" for name in (*CHANNELS, "-"))
    by_stance = Counter(event.keys.get("stance", "-") for _, event in pairs)
    yield "stance     " + "  ".join(f"{name} {count}" for name, count in sorted(by_stance.items()))
    yield "negatives  " + "  ".join(f"{name} {count}" for name, count in negatives.most_common())
    yield ""
    openings = [{opening(sentence)} for sentence in sentences]
    frames = [{frame(sentence, event) for event in sentence.events} for sentence in sentences if sentence.events]
    yield f"mean 4-gram overlap between sentences {mean_overlap(sentences):.3f}"
    yield f"sentences that share an opening of six words (names masked) {_repeated(openings):.1%}"
    yield f"sentences with acts that share a frame (act words, roles and their order) {_repeated(frames):.1%}"
