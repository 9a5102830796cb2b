"""The date of publication from date lines, datelines and successions."""

from dataclasses import replace
from datetime import date

import pytest

from legation.ground.dates import find_times, infer_published, resolve_time
from legation.records import Document, Furniture, Held, Reading, Sentence, Span, When
from tests.make import reading

YEAR = When(start=date(2004, 1, 1), end=date(2004, 12, 31), precision="year", basis="given")
BEGAN = date(2019, 6, 3)  # a Monday


def unread(text, published=None, furniture=()):
    document = Document(id="d", text=text, hash="", published=published, furniture=furniture)
    return Reading(document=document, sentences=(), names=(), quotes=(), engine="hand")


def read_as(*sentences, published=None):
    """Make a reading whose sentences have no words: the inference reads their text alone."""
    text = "\n".join(sentences)
    spans, start = [], 0
    for sentence in sentences:
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence) + 1
    document = Document(id="d", text=text, hash="", published=published)
    rows = tuple(Sentence(index, span, ()) for index, span in enumerate(spans))
    return Reading(document=document, sentences=rows, names=(), quotes=(), engine="hand")


def held(start=BEGAN):
    return Held(
        person="lund", name="Ana Lund", office="prime minister", code="XYZ", sector="GOV", start=start, end=None,
        open_as_of=None, source="the gazette",
    )  # fmt: skip


def inferred(found, facts=()):
    return infer_published(found.document, found, facts)


def test_a_full_date_of_the_caller_stands():
    given = When(start=BEGAN, end=BEGAN, precision="day", basis="given")
    found = read_as("OSLO, Oct 2 (NTB) - Envoys met.", published=given)
    assert inferred(found, ((held(), 0, "takes"),)) is given


def test_a_succession_and_a_weekday_make_a_window():
    found = read_as(
        "President Rowe called the new premier on Tuesday.",
        "The call came the day after Lund took over as prime minister.",
        "Rowe had left office last Friday.",
    )
    when = inferred(found, ((held(), 1, "takes"),))
    assert (when.start, when.end, when.basis) == (date(2019, 6, 4), date(2019, 6, 10), "inferred")
    assert "Ana Lund prime minister since 2019-06-03 (the gazette)" in when.reasons[0]
    days = {}
    for sentence in found.sentences:
        for expression in find_times(found.document.text, sentence.span):
            resolved = resolve_time(expression, when)
            days[expression.text] = resolved and (resolved.start, resolved.end)
    assert days["Tuesday"] == (date(2019, 6, 4), date(2019, 6, 4))
    assert days["last Friday"] == (date(2019, 5, 31), date(2019, 5, 31))


def test_the_weekday_must_be_that_of_the_day():
    found = read_as("Rowe called on Thursday.", "The call came the day after Lund took over as prime minister.")
    assert inferred(found, ((held(), 1, "takes"),)) is None


@pytest.mark.parametrize(
    ("sentence", "window"),
    [
        ("Lund took office on Monday.", (date(2019, 6, 3), date(2019, 6, 9))),
        ("Lund took office last Monday.", (date(2019, 6, 4), date(2019, 6, 10))),
        ("Lund took office yesterday.", (date(2019, 6, 4), date(2019, 6, 4))),
        ("Lund took office on Friday.", None),
        ("Lund took office three years ago.", None),
    ],
)
def test_the_day_of_a_succession_by_its_weekday(sentence, window):
    when = inferred(read_as(sentence), ((held(), 0, "takes"),))
    assert (when and (when.start, when.end)) == window


def test_successions_that_contradict_one_another_date_nothing():
    found = read_as("Lund took office on Monday.", "Berg took office on Monday.")
    facts = ((held(), 0, "takes"), (held(date(2001, 1, 1)), 1, "takes"))
    assert inferred(found, facts) is None
    assert inferred(found, facts[:1]) is not None


def test_a_succession_outside_the_callers_year_is_not_believed():
    found = read_as("Lund took office on Monday.", published=YEAR)
    assert inferred(found, ((held(), 0, "takes"),)) is YEAR


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("A headline\nLONDON, Oct 2 (NTB) - Envoys met.", YEAR, date(2004, 10, 2)),
        ("KHARTOUM/NAIROBI, Nov. 3, 2004 (NTB) - Envoys met.", None, date(2004, 11, 3)),
        ("WASHINGTON, May 5 -- Envoys met.", YEAR, date(2004, 5, 5)),
        ("LONDON, Oct 2 (NTB) - Envoys met.", None, None),
        ("HAVANA (NTB) - Envoys met on Oct 2.", YEAR, None),
        ("LONDON, Oct 2, 2011 (NTB) - Envoys met.", YEAR, None),
        ("LONDON, Feb 30 (NTB) - Envoys met.", YEAR, None),
    ],
)
def test_a_dateline_names_the_day(text, published, day):
    when = inferred(unread(text, published))
    assert (when if day is None else (when.start, when.basis)) == (published if day is None else (day, "dateline"))


def test_the_pages_date_line_names_the_day():
    text = "A headline\nFriday, July 21, 2017\nEnvoys met in Oslo."
    line = Furniture(kind="dateline", span=Span(11, 32))
    when = inferred(unread(text, furniture=(line,)))
    assert (when.start, when.basis) == (date(2017, 7, 21), "dateline")
    assert "Friday, July 21, 2017" in when.reasons[0]


def test_dates_of_other_stories_below_the_text_are_not_believed():
    text = "Envoys of the two countries met in Oslo and talked for a long time about fish, oil and other things.\nJuly 21, 2017\nMay 2, 2016"
    first = text.index("July")
    lines = (
        Furniture(kind="dateline", span=Span(first, first + 13)),
        Furniture(kind="dateline", span=Span(first + 14, len(text))),
    )
    assert inferred(unread(text, furniture=lines)) is None


def test_words_in_furniture_do_not_date():
    found = reading(
        "Rowe|PROPN|2|nsubj called|VERB|0|root Tuesday|PROPN|2|obl:tmod\n"
        "It|PRON|2|nsubj came|VERB|0|root the|DET|4|det day|NOUN|2|obl after|SCONJ|7|mark Lund|PROPN|7|nsubj took|VERB|2|advcl over|ADP|7|compound:prt"
    )
    assert inferred(found, ((held(), 1, "takes"),)).start == date(2019, 6, 4)
    furniture = (Furniture(kind="related", span=found.sentences[0].span),)
    found = replace(found, document=replace(found.document, furniture=furniture))
    assert inferred(found, ((held(), 1, "takes"),)) is None
