"""Figures in a sentence: percentages, sums of money and counts, with their value, unit and words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legation.records import Sentence, Span

_SCALES = {
    "trillion": 1e12, "tn": 1e12, "billion": 1e9, "bn": 1e9, "million": 1e6, "mn": 1e6, "m": 1e6, "thousand": 1e3, "hundred": 100.0,
}  # fmt: skip
_CURRENCIES = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "dollar": "USD", "euro": "EUR", "yen": "JPY", "yuan": "CNY",
    "ruble": "RUB", "rouble": "RUB", "rupee": "INR", "lira": "TRY", "hryvnia": "UAH", "rial": "IRR", "won": "KRW",
}  # fmt: skip
_WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
_NUMBERS = {word: float(value) for value, word in enumerate(_WORDS.split(), start=1)} | {"zero": 0.0, "half": 0.5}
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|" + "|".join(_NUMBERS) + r")"
_SCALE = r"(?:trillion|billion|million|thousand|hundred|tn|bn|mn|m)"
_PERCENT = re.compile(
    rf"(?<![\w.,-])(?P<sign>[-−–]?)(?P<number>{_NUMBER})(?:-|\s)?(?P<unit>percentage points?|percent|per\scent|%|pct)(?!\w)",
    re.IGNORECASE,
)
_MARKED = re.compile(
    rf"(?:(?:US|A|C|HK|NZ)?(?P<mark>[$€£¥]))\s?(?P<number>\d[\d,]*(?:\.\d+)?)(?:[\s-]?(?P<scale>{_SCALE})(?!\w))?",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"(?<![\w.,$€£¥])(?P<number>{_NUMBER})(?:[\s-](?P<scale>{_SCALE}))?\s(?:US\s|U\.S\.\s)?"
    r"(?P<mark>dollar|euro|yen|yuan|ruble|rouble|rupee|lira|hryvnia|rial|won)s?(?!\w)",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"(?<![\w.,$€£¥-])(?P<number>{_NUMBER})(?:[\s-](?P<scale>{_SCALE}))?(?![\w%-]|[.,]\d|\s?per\s?cent)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit: `percent`, `percentage points`, a currency's ISO code, or `count`.

    `tokens` are the indices of its words in the sentence, `top` the one whose head stands outside of them.
    """

    value: float
    unit: str
    span: Span
    tokens: tuple[int, ...]
    top: int


def figures_of(sentence: Sentence, text: str) -> tuple[Figure, ...]:
    """Return the figures of a sentence in order; `text` is the document's, offsets are into it."""
    words = sentence.span.of(text)
    found: list[Figure] = []
    for pattern in (_PERCENT, _MARKED, _NAMED, _COUNT):
        for match in pattern.finditer(words):
            span = Span(sentence.span.start + match.start(), sentence.span.start + match.end())
            if any(other.span.touches(span) for other in found):
                continue
            figure = _figure(sentence, span, match)
            if figure is not None:
                found.append(figure)
    return tuple(sorted(found, key=lambda figure: figure.span))


def _figure(sentence: Sentence, span: Span, match: re.Match[str]) -> Figure | None:
    parts = match.groupdict()
    value = number_of(parts["number"])
    if value is None:
        return None
    value *= _SCALES.get((parts.get("scale") or "").lower(), 1.0)
    if parts.get("sign"):
        value = -value
    unit: str | None = "count"
    if parts.get("unit"):
        unit = "percentage points" if "point" in parts["unit"].lower() else "percent"
    elif parts.get("mark"):
        # A pattern that ignores case lets the Turkish i through ("lıra"), which no table has.
        unit = _CURRENCIES.get(parts["mark"].lower())
    if unit is None:
        return None
    inside = tuple(token.index for token in sentence.tokens if token.span.touches(span))
    tops = [index for index in inside if sentence.tokens[index].head not in inside]
    return Figure(value, unit, span, inside, tops[-1]) if tops else None


def number_of(words: str) -> float | None:
    """Return the value of digits ("1,200", "3.5") or of a number word, None for what is neither."""
    lower = words.lower()
    if lower in _NUMBERS:
        return _NUMBERS[lower]
    digits = lower.replace(",", "")
    return float(digits) if len(digits) < 18 and re.fullmatch(r"\d+(?:\.\d+)?", digits) else None
