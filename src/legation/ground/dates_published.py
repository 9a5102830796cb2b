"""The date of publication where the caller does not know it to the day (CODEBOOK section 6).

Looked for in the order of trust: the page's own date line, the dateline of the first paragraph, then facts in the
text that can be dated, such as a succession whose day the knowledge base has. Nothing is taken from a guess: where
the sources contradict one another or the caller, the caller's date stands as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from datetime import date, timedelta

from legation.ground.dates_expressions import Anchored, Calendar, Deictic, TimeExpression, Weekday
from legation.ground.dates_find import find_times
from legation.records import Document, Held, Reading, Span, When

_DAY = timedelta(days=1)
#: "LONDON, Oct 2 (AFP) - ", "KHARTOUM/NAIROBI, Nov. 3, 2020 (Reuters) -- ": place in capitals, date, dash.
_DATELINE = re.compile(
    r"[A-Z][A-Z .'’/-]{2,40}(?:, [A-Z][\w. ]{1,25})?,? {1,2}([A-Z][\w.]{2,9} \d{1,2}(?:, \d{4})?)(?: \([A-Za-z .]{2,25}\))? {0,2}[-–—]"
)
_OPENING = 3000


def infer_published(document: Document, reading: Reading, facts: tuple[tuple[Held, int, str], ...] = ()) -> When | None:
    """Return the date of publication, as an interval, or what the caller gave (perhaps None).

    `facts` are tenures that the text tells of and the knowledge base dates: the tenure, the sentence, and the change
    (`takes`). The answer's `basis` is `given`, `dateline` or `inferred`, with the reasons in words.
    """
    given = document.published
    if given is not None and given.start == given.end:
        return given
    for found in (_date_line(document), _paragraph_dateline(document, given), _from_facts(reading, facts, given)):
        if found is not None and _fits(found, given):
            return found
    return given


def _fits(found: When, given: When | None) -> bool:
    """Tell whether the find lies within what the caller knows."""
    return given is None or (given.start <= found.end and found.start <= given.end)


def _date_line(document: Document) -> When | None:
    """Read the page's own date line; where several whole dates stand on the page, only one above the text counts."""
    text_begins = _first_paragraph(document)
    above: list[When] = []
    anywhere: list[When] = []
    for line in document.furniture:
        if line.kind not in {"dateline", "byline"}:
            continue
        for day, span in _whole_dates(document.text, line.span):
            reason = f"the page's date line “{span.of(document.text)}”"
            when = When(start=day, end=day, precision="day", basis="dateline", span=span, reasons=(reason,))
            (above if line.span.end <= text_begins else anywhere).append(when)
    if above:
        return above[0]
    return anywhere[0] if len({when.start for when in anywhere}) == 1 else None


def _first_paragraph(document: Document) -> int:
    """Return where the first line of many words begins, furniture left out."""
    taken = {line.span.start for line in document.furniture}
    for match in re.finditer(r"\S[^\n\r]*", document.text):
        if match.start() not in taken and match.group().count(" ") >= 15:
            return match.start()
    return len(document.text)


def _whole_dates(text: str, span: Span) -> list[tuple[date, Span]]:
    found = []
    for expression in find_times(text, span):
        meaning = expression.meaning
        if isinstance(meaning, Calendar) and meaning.year and meaning.month and meaning.day:
            day = _day(meaning.year, meaning.month, meaning.day)
            if day is not None:
                found.append((day, expression.span))
    return found


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _paragraph_dateline(document: Document, given: When | None) -> When | None:
    """Read the dateline of the first paragraphs; a missing year is the caller's, if the caller knows it."""
    for line in re.finditer(r"[^\n\r]+", document.text[:_OPENING]):
        match = _DATELINE.match(line.group().strip())
        if match is None:
            continue
        start = document.text.index(match.group(1), line.start())
        span = Span(start, start + len(match.group(1)))
        (expression, *_) = find_times(document.text, span) or (None,)
        meaning = expression.meaning if expression else None
        if not isinstance(meaning, Calendar) or not meaning.month or not meaning.day:
            continue
        years = [meaning.year] if meaning.year else _years(given)
        days = [day for year in years if (day := _day(year, meaning.month, meaning.day)) and _inside(day, given)]
        if len(days) == 1:
            reason = f"the dateline “{span.of(document.text)}”"
            return When(start=days[0], end=days[0], precision="day", basis="dateline", span=span, reasons=(reason,))
    return None


def _years(given: When | None) -> list[int]:
    return list(range(given.start.year, given.end.year + 1)) if given else []


def _inside(day: date, given: When | None) -> bool:
    # News written late on the last day is published on the first of the next month or year.
    return given is None or given.start - _DAY <= day <= given.end


def _from_facts(reading: Reading, facts: tuple[tuple[Held, int, str], ...], given: When | None) -> When | None:
    """Infer a window of publication from successions that the text tells of and whose day is known."""
    if not facts:
        return None
    weekdays = _told_weekdays(reading)
    windows = [
        window
        for held, sentence, change in facts
        if change == "takes" and held.start is not None
        for window in _windows(reading, held, held.start, sentence, weekdays)
    ]
    if given is not None:
        windows = [window for window in windows if _fits(window, given)]
    if not windows:
        return None
    start = max(window.start for window in windows)
    end = min(window.end for window in windows)
    if start > end:
        return None  # two facts that contradict one another date nothing
    reasons = tuple(dict.fromkeys(reason for window in windows for reason in window.reasons))
    precision = "day" if start == end else "range"
    return When(start=start, end=end, precision=precision, basis="inferred", span=windows[0].span, reasons=reasons)  # type: ignore[arg-type]


def _windows(
    reading: Reading, held: Held, began: date, sentence: int, weekdays: Mapping[int, TimeExpression]
) -> list[When]:
    """Return the windows that one succession allows, by the times told in its sentence."""
    document = reading.document
    known = f"{held.name} {held.office} since {began} ({held.source})"
    found: list[When] = []
    for expression in find_times(document.text, reading.sentences[sentence].span):
        meaning = expression.meaning
        if (
            isinstance(meaning, Anchored)
            and meaning.unit == "day"
            and meaning.amount
            and meaning.sign
            and not meaning.approximate
        ):
            # "The call came the day after he took over": the call's day, if the text also names its weekday.
            day = began + int(meaning.amount) * meaning.sign * _DAY
            weekday = weekdays.get(day.weekday())
            if weekday is not None:
                reasons = (
                    f"“{expression.text}” + {known}",
                    f"“{weekday.text}” is {day}, the last one on or before publication",
                )
                found.append(_window(day, day + 6 * _DAY, expression.span, reasons))
        elif isinstance(meaning, Weekday) and meaning.day == began.weekday() and meaning.shift in {None, -1}:
            first = began if meaning.shift is None else began + _DAY
            found.append(_window(first, first + 6 * _DAY, expression.span, (f"“{expression.text}” + {known}",)))
        elif isinstance(meaning, Deictic) and not meaning.overnight and meaning.days <= 0:
            day = began - meaning.days * _DAY
            found.append(_window(day, day, expression.span, (f"“{expression.text}” + {known}",)))
    return found


def _window(first: date, last: date, span: Span, reasons: tuple[str, ...]) -> When:
    return When(start=first, end=last, precision="range", basis="inferred", span=span, reasons=reasons)


def _told_weekdays(reading: Reading) -> dict[int, TimeExpression]:
    """Return the first bare mention of each weekday in the text: news is told by the weekday for a week at most."""
    furniture = sorted(line.span for line in reading.document.furniture)
    ends = [span.end for span in furniture]
    found: dict[int, TimeExpression] = {}
    for sentence in reading.sentences:
        place = bisect_right(ends, sentence.span.start)
        if place < len(ends) and furniture[place].touches(sentence.span):
            continue
        for expression in find_times(reading.document.text, sentence.span):
            meaning = expression.meaning
            if isinstance(meaning, Weekday) and meaning == Weekday(meaning.day) and expression.bound == "at":
                found.setdefault(meaning.day, expression)
    return found
