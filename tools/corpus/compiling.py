"""Items to JSON objects with offsets, one file of lines for each text file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from tools.corpus.markup import LETTERS, EventLine, Item, Sentence

#: Roles that hold one stretch at most where the corpus marks one; the first is kept.
_SINGLE: Final = ("trigger", "channel", "place", "time")


def compile_item(item: Item) -> dict[str, Any]:
    """Give the item as JSON-ready object; all offsets are half-open [start, end) in its `text`.

    An article's sentences are joined by a newline. `article` is the id for articles and null for single sentences.
    """
    sentences: list[list[int]] = []
    events: list[dict[str, Any]] = []
    start = 0
    for sentence in item.sentences:
        sentences.append([start, start + len(sentence.text)])
        events += [_compile_event(sentence, event, start) for event in sentence.events]
        start += len(sentence.text) + 1
    return {
        "id": item.id,
        "batch": item.batch,
        "construction": item.construction,
        "negative": item.heading if item.kind == "negative" else None,
        "article": item.id if item.kind == "article" else None,
        "published": item.fields.get("published"),
        "text": "\n".join(sentence.text for sentence in item.sentences),
        "sentences": sentences,
        "events": events,
    }


def _compile_event(sentence: Sentence, event: EventLine, shift: int) -> dict[str, Any]:
    roles: dict[str, list[list[int]]] = {role: [] for role in LETTERS.values()}
    for span in sorted(sentence.spans, key=lambda span: (span.start, span.end)):
        for number, letter in span.labels:
            if number == event.number:
                roles[LETTERS[letter]].append([span.start + shift, span.end + shift])
    compiled: dict[str, Any] = {
        "type": event.type,
        "mode": event.mode or None,
        "status": event.status,
        "via": event.keys.get("via"),
        "stance": event.keys.get("stance"),
        "contexts": event.keys["ctx"].split(",") if "ctx" in event.keys else [],
    }
    for role, spans in roles.items():
        compiled[role] = (spans[0] if spans else None) if role in _SINGLE else spans
    return compiled


def _lines(items: Iterable[Item], folder: Path) -> dict[Path, list[str]]:
    lines: dict[Path, list[str]] = {}
    for item in items:
        path = folder / f"{Path(item.path).stem}.jsonl"
        lines.setdefault(path, []).append(json.dumps(compile_item(item), ensure_ascii=False))
    return lines


def write_jsonl(items: Iterable[Item], folder: Path) -> dict[Path, int]:
    """Write `folder`/<stem>.jsonl for the text files that `items` come from; give each path with its count of lines."""
    lines = _lines(items, folder)
    for path, content in lines.items():
        path.write_text("\n".join(content) + "\n", encoding="utf-8")
    return {path: len(content) for path, content in lines.items()}


def stale(items: Iterable[Item], folder: Path) -> list[Path]:
    """Return the compiled files that do not say what the texts of `items` say (any more, or yet)."""
    return [
        path
        for path, content in _lines(items, folder).items()
        if not path.is_file() or path.read_text(encoding="utf-8") != "\n".join(content) + "\n"
    ]
