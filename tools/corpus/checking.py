"""Check items against PLOVER's codes and the markup's rules, and against the gold, which must not leak in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from legation.ontology import CONTEXTS, STATUSES, TYPES, modes
from tools.corpus.markup import EventLine, Item, Problem, Sentence

CHANNELS: Final = (
    "said", "statement", "briefing", "interview", "post", "letter", "state-media", "court", "unnamed", "report",
)  # fmt: skip
STANCES: Final = ("denies", "confirms")
#: Issue 4: no run of this many words of a gold sentence stands in the corpus.
RUN: Final = 8

_WORD: Final = re.compile(r"\w+")


def check_items(items: Iterable[Item]) -> list[Problem]:
    """Give every breach of the markup's rules, in order of appearance."""
    found: list[Problem] = []
    seen: dict[str, str] = {}
    for item in items:
        if not item.batch:
            found.append(Problem(item.path, item.line, "no batch", "put '## batch: ...' at the top of the file"))
        if item.kind == "article" and len(item.sentences) < 2:
            found.append(Problem(item.path, item.line, "article of fewer than two sentences", "use a construction"))
        for sentence in item.sentences:
            found += [Problem(item.path, line, what, remedy) for line, what, remedy in _check_sentence(sentence)]
            if item.kind == "negative":
                found += [
                    Problem(item.path, event.line, f"{event.type} {event.status} under a negative", "move the sentence")
                    for event in sentence.events
                    if event.status == "actual"
                ]
            key = " ".join(_words(sentence.text))
            if key in seen and len(key) > 40:
                found.append(Problem(item.path, sentence.line, f"same sentence as {seen[key]}", "write another"))
            seen.setdefault(key, f"{item.path}:{sentence.line}")
    return found


def _check_sentence(sentence: Sentence) -> Iterator[tuple[int, str, str]]:
    if "  " in sentence.text or sentence.text != sentence.text.strip():
        yield sentence.line, "double or outer blank in the text", "leave one blank between words"
    numbers = [event.number for event in sentence.events]
    for event in sentence.events:
        yield from ((event.line, what, remedy) for what, remedy in _check_codes(event))
        if numbers.count(event.number) > 1:
            yield event.line, f"event {event.number} has two lines", "number events 1, 2, 3 ..."
        triggers = [span for span in sentence.spans if (event.number, "T") in span.labels]
        if len(triggers) != 1:
            what = f"event {event.number} has {len(triggers)} triggers"
            yield event.line, what, f"mark exactly one [words|{event.number}T]"
        origins = [span for span in sentence.spans if {(event.number, letter) for letter in "SY"} & set(span.labels)]
        if origins and "via" not in event.keys:
            yield event.line, f"event {event.number} has a source but no via=", f"add one of {', '.join(CHANNELS)}"
    for span in sentence.spans:
        words = sentence.text[span.start : span.end]
        if not words or words != words.strip() or _cuts_word(sentence.text, span.start, span.end):
            yield sentence.line, f"span {words!r} is empty, has outer blanks or cuts a word", "bracket whole words"
        for number, letter in span.labels:
            if number not in numbers:
                what = f"{number}{letter} on {words!r} has no event line"
                yield sentence.line, what, f"add '{number} TYPE/mode status' below, or drop the label"


def _cuts_word(text: str, start: int, end: int) -> bool:
    # "pro-[Russian|1A]", "Turkish-[backed|1T]" and "[Russia's|1A]" are whole at hyphen and apostrophe.
    before = start > 0 and text[start - 1].isalnum() and text[start : start + 1].isalnum()
    after = 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return before or after


def _check_codes(event: EventLine) -> Iterator[tuple[str, str]]:
    if event.type not in TYPES:
        yield f"type {event.type!r} is not PLOVER's", f"use one of {', '.join(TYPES)}"
    elif event.mode is not None and event.mode not in modes(event.type):
        yield f"{event.type} has no mode {event.mode!r}", f"use one of {', '.join(modes(event.type)) or 'none'}"
    if event.status not in STATUSES:
        yield f"status {event.status!r} is not known", f"use one of {', '.join(STATUSES)}, then key=value"
    for key, value in event.keys.items():
        allowed = {"via": CHANNELS, "stance": STANCES, "ctx": CONTEXTS}.get(key)
        if allowed is None:
            yield f"key {key!r} is not known", "use via=, stance=, ctx="
        else:
            for part in value.split(",") if key == "ctx" else [value]:
                if part not in allowed:
                    yield f"{key}={part!r} is not known", f"use one of {', '.join(allowed)}"


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = _words(text)
    return (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def check_gold(items: Iterable[Item], gold: Path) -> list[Problem]:
    """Give every corpus sentence that shares a run of `RUN` words with any string in `gold`/*.jsonl; none if absent."""
    forbidden: set[tuple[str, ...]] = set()
    for path in sorted(gold.glob("*.jsonl")) if gold.is_dir() else []:
        for line in path.read_text(encoding="utf-8").splitlines():
            for text in _strings(json.loads(line)):
                forbidden.update(_runs(text))
    found: list[Problem] = []
    for item in items:
        for sentence in item.sentences:
            shared = next((run for run in _runs(sentence.text) if run in forbidden), None)
            if shared:
                what = f"eight words stand in a gold sentence: {' '.join(shared)!r}"
                found.append(Problem(item.path, sentence.line, what, "write the sentence anew"))
    return found
