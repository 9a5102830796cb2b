"""Phrases that refer back (tests/cases/reference.py): how many stand for the parties that a careful reader names.

Each phrase stands in brackets in its text; the answer is the set of codes of its first candidates, or nobody.
"""

from __future__ import annotations

import re

from legation.records import Resolved
from tests.cases.reference import REFERENCE


def run() -> list[tuple[str, str, str, str]]:
    """Return (text, phrase, expected, found) for every phrase."""
    from legation.acquire import Page  # noqa: PLC0415
    from legation.pipeline import default_pipeline, document_of  # noqa: PLC0415

    pipeline = default_pipeline()
    rows = []
    for number, (marked, expected) in enumerate(REFERENCE):
        text, spans = _unmarked(marked)
        reading = pipeline.reader(document_of(Page(text=text, source="case", id=str(number), published="2024-05-15")))
        resolved = pipeline.resolver(reading)
        for (start, end), wanted in zip(spans, expected, strict=True):
            rows.append((text, text[start:end], wanted, _found(resolved, start, end)))
    return rows


def _unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text without its brackets, and where each bracketed phrase stands in it."""
    text, spans, start = "", [], 0
    for part in re.split(r"([\[\]])", marked):
        if part == "[":
            start = len(text)
        elif part == "]":
            spans.append((start, len(text)))
        else:
            text += part
    return text, spans


def _found(resolved: tuple[Resolved, ...], start: int, end: int) -> str:
    by_head = {(row.sentence, row.head): row for row in resolved}
    inside = [row for row in resolved if row.span.start >= start and row.span.end <= end]
    inside.sort(key=lambda row: row.span.start - row.span.end)
    for row in inside:
        meant = [by_head[key] for key in row.antecedents if key in by_head] if len(row.antecedents) > 1 else [row]
        codes = {one.candidates[0].code for one in meant if one.candidates}
        if codes:
            return "+".join(sorted(codes))
    return "-"


def _agrees(wanted: str, found: str) -> bool:
    return found in wanted.split("|")


def figures() -> dict[str, float]:
    """Return the share of phrases answered right, and of answered ones that are right."""
    rows = run()
    answered = [row for row in rows if row[3] != "-"]
    return {
        "right": sum(_agrees(wanted, found) for *_, wanted, found in rows) / len(rows),
        "answered_right": sum(_agrees(wanted, found) for *_, wanted, found in answered) / max(1, len(answered)),
        "phrases": len(rows),
    }


def main() -> None:
    """Print what is not right."""
    for text, phrase, wanted, found in run():
        if not _agrees(wanted, found):
            print(f"[{phrase}] {wanted}, found {found}: {text}")
    print(figures())


if __name__ == "__main__":
    main()
