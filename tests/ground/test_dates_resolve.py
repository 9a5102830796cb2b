"""Time expressions found and dated: each row is a clause, the words that say when, and the days they mean."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.ground.dates import find_times, resolve_time, why_unresolved
from legation.records import Span, When

#: A Wednesday.
TODAY = date(2021, 4, 21)
PUBLISHED = When(start=TODAY, end=TODAY, precision="day", basis="given")


def times(sentence):
    return find_times(sentence, Span(0, len(sentence)))


def shown(when):
    if when is None:
        return None
    return f"{when.start}" if when.start == when.end else f"{when.start}..{when.end}"


PAST = [
    ("Envoys met Tuesday in Oslo.", "Tuesday", "2021-04-20"),
    ("Envoys met on Wednesday.", "Wednesday", "2021-04-21"),
    ("The envoy left last Friday.", "last Friday", "2021-04-16"),
    ("The envoy left last Wednesday.", "last Wednesday", "2021-04-14"),
    ("The envoy left on Sunday night.", "Sunday night", "2021-04-18"),
    ("Shelling went on today.", "today", "2021-04-21"),
    ("The envoy left yesterday morning.", "yesterday morning", "2021-04-20"),
    ("He left the day before yesterday.", "the day before yesterday", "2021-04-19"),
    ("Rockets fell overnight.", "overnight", "2021-04-20..2021-04-21"),
    ("Rockets fell last night.", "last night", "2021-04-20..2021-04-21"),
    ("Troops moved in this week.", "this week", "2021-04-19..2021-04-21"),
    ("Troops moved in earlier this week.", "earlier this week", "2021-04-19..2021-04-21"),
    ("Troops moved in last week.", "last week", "2021-04-12..2021-04-18"),
    ("They voted at the weekend.", "the weekend", "2021-04-17..2021-04-18"),
    ("They voted last weekend.", "last weekend", "2021-04-17..2021-04-18"),
    ("Troops moved in last month.", "last month", "2021-03-01..2021-03-31"),
    ("Troops moved in late last month.", "late last month", "2021-03-21..2021-03-31"),
    ("Earlier this month Oslo agreed.", "Earlier this month", "2021-04-01..2021-04-21"),
    ("Troops moved in last year.", "last year", "2020-01-01..2020-12-31"),
    ("Three days ago he fled.", "Three days ago", "2021-04-18"),
    ("He fled two weeks ago.", "two weeks ago", "2021-04-04..2021-04-10"),
    ("He fled a year ago.", "a year ago", "2020-01-01..2020-12-31"),
    ("He fled twenty-five years ago.", "twenty-five years ago", "1996-01-01..1996-12-31"),
    ("He fled a few days ago.", "a few days ago", "2021-04-15..2021-04-19"),
    ("He fled on Oct. 2.", "Oct. 2", "2020-10-02"),
    ("He fled on April 20.", "April 20", "2021-04-20"),
    ("He fled on Saturday, Oct. 2, 2004, by sea.", "Saturday, Oct. 2, 2004", "2004-10-02"),
    ("He fled on 2 October 2004.", "2 October 2004", "2004-10-02"),
    ("He fled on the 2nd of October 2004.", "the 2nd of October 2004", "2004-10-02"),
    ("The note of 2004-10-02 was kept.", "2004-10-02", "2004-10-02"),
    ("The note of 02.10.2004 was kept.", "02.10.2004", "2004-10-02"),
    ("The note of 13/10/2004 was kept.", "13/10/2004", "2004-10-13"),
    ("The note of 3/10/2004 was kept.", "3/10/2004", None),
    ("He fled in 2014.", "2014", "2014-01-01..2014-12-31"),
    ("Russia’s 2014 annexation was condemned.", "2014", "2014-01-01..2014-12-31"),
    ("The 2014 annexation was condemned.", "The 2014", "2014-01-01..2014-12-31"),
    ("He fled in October.", "October", "2020-10-01..2020-10-31"),
    ("He fled last October.", "last October", "2020-10-01..2020-10-31"),
    ("He fled in early May 2019.", "early May 2019", "2019-05-01..2019-05-10"),
    ("It eased between 2014 and 2016.", "between 2014 and 2016", "2014-01-01..2016-12-31"),
    ("It eased from 2014 to 2016.", "from 2014 to 2016", "2014-01-01..2016-12-31"),
    ("The 2014-16 thaw ended.", "The 2014-16", "2014-01-01..2016-12-31"),
    ("In 2014-16 ties eased.", "2014-16", "2014-01-01..2016-12-31"),
    ("Talks ran from Monday to Tuesday.", "from Monday to Tuesday", "2021-04-19..2021-04-20"),
    ("Talks ran on May 3-5, 2019.", "May 3-5, 2019", "2019-05-03..2019-05-05"),
    ("Talks ran between May 3 and 5, 2019.", "between May 3 and 5, 2019", "2019-05-03..2019-05-05"),
    ("Shelling has gone on since Monday.", "since Monday", "2021-04-19..2021-04-21"),
    ("He has ruled since 2014.", "since 2014", "2014-01-01..2021-04-21"),
    ("The pact of the 1990s lapsed.", "the 1990s", "1990-01-01..1999-12-31"),
    ("It lapsed in the late 1990s.", "the late 1990s", "1997-01-01..1999-12-31"),
    ("It lapsed in the nineties.", "the nineties", "1990-01-01..1999-12-31"),
    ("The treaty of the 19th century lapsed.", "the 19th century", "1801-01-01..1900-12-31"),
    ("They ruled for more than six decades.", "for more than six decades", None),
    ("They fought for three days.", "for three days", None),
    ("It was the first vote in 41 years.", "in 41 years", None),
    ("Output fell in the third quarter of 2014.", "the third quarter of 2014", "2014-07-01..2014-09-30"),
    ("Output fell in the third quarter.", "the third quarter", "2020-07-01..2020-09-30"),
    ("Output fell in the first half of 2014.", "the first half of 2014", "2014-01-01..2014-06-30"),
    ("Aid fell in fiscal year 2014.", "fiscal year 2014", "2013-04-01..2014-12-31"),
    ("Visas rose in the 2014-15 school year.", "the 2014-15 school year", "2014-08-01..2015-07-31"),
    ("Talks failed last summer.", "last summer", "2020-06-01..2020-08-31"),
    ("Talks failed in the summer of 2014.", "the summer of 2014", "2014-06-01..2014-08-31"),
    ("They marched on Christmas Day.", "Christmas Day", "2020-12-25"),
    ("They marched on Good Friday.", "Good Friday", "2021-04-02"),
    ("They marched on Easter Sunday 2016.", "Easter Sunday 2016", "2016-03-27"),
    ("Over the past three days ten fell.", "the past three days", "2021-04-18..2021-04-21"),
    ("The call came the day after he took over.", "the day after", None),
    ("A day earlier, Oslo had agreed.", "A day earlier", None),
    ("The Sept. 11 attacks changed that.", "Sept. 11", "2001-09-11"),
    ("The 9/11 plot changed that.", "9/11", "2001-09-11"),
    ("He had earlier signed.", "earlier", None),
    ("Oslo recently agreed.", "recently", None),
    ("He left on 31 June 2019.", "31 June 2019", None),
]

FUTURE = [
    ("Envoys will meet on Friday.", "Friday", "2021-04-23"),
    ("Envoys will meet on Wednesday.", "Wednesday", "2021-04-21"),
    ("Envoys will meet next Monday.", "next Monday", "2021-04-26..2021-05-03"),
    ("Envoys will meet next Thursday.", "next Thursday", "2021-04-29"),
    ("Envoys will meet tomorrow.", "tomorrow", "2021-04-22"),
    ("Envoys will meet in two days.", "in two days", "2021-04-23"),
    ("Envoys will meet in October.", "October", "2021-10-01..2021-10-31"),
    ("Envoys will meet on Oct. 2.", "Oct. 2", "2021-10-02"),
    ("Envoys will meet on April 3.", "April 3", "2022-04-03"),
    ("Envoys will meet next month.", "next month", "2021-05-01..2021-05-31"),
    ("Envoys will meet later this week.", "later this week", "2021-04-21..2021-04-25"),
    ("Envoys will meet this weekend.", "this weekend", "2021-04-24..2021-04-25"),
    ("They must leave by Friday.", "by Friday", "2021-04-21..2021-04-23"),
    ("They will stay until Friday.", "until Friday", "2021-04-21..2021-04-23"),
]


@pytest.mark.parametrize(
    ("sentence", "words", "days", "future"), [(*row, False) for row in PAST] + [(*row, True) for row in FUTURE]
)
def test_expression_is_found_and_dated(sentence, words, days, future):
    found = times(sentence)
    assert [expression.text for expression in found] == ([words] if words else [])
    for expression in found:
        assert expression.span.of(sentence) == expression.text
        when = resolve_time(expression, PUBLISHED, future=future)
        assert shown(when) == days
        if when is None:
            assert why_unresolved(expression, PUBLISHED)
        else:
            assert when.span == expression.span


@pytest.mark.parametrize(
    "sentence",
    [
        "May said Britain would leave.",
        "The March on Washington drew crowds.",
        "He told the Sunday Times so.",
        "Black Friday sales rose.",
        "They pray on Fridays.",
        "The party won 2014 seats.",
        "The bloc sent 2000 soldiers.",
        "It costs $ 2014 a head.",
        "A three-day truce held.",
        "He told Russia Today so.",
        "Jan Egeland said so.",
        "Some 300 people may march.",
        "He is a two-year-old.",
    ],
)
def test_words_that_look_like_times_are_left_alone(sentence):
    assert times(sentence) == ()


def test_offsets_lead_into_the_whole_text():
    text = "A headline\n\nEnvoys met Tuesday."
    (expression,) = find_times(text, Span(12, len(text)))
    assert expression.span.of(text) == "Tuesday"


@pytest.mark.parametrize(
    ("sentence", "days", "precision"),
    [
        ("Envoys met Tuesday.", "2004-01-01..2004-12-31", "year"),
        ("Envoys met on Oct. 2.", "2004-10-02", "day"),
        ("Envoys met on Saturday, Oct. 2.", "2004-10-02", "day"),
        ("Envoys met in 2001.", "2001-01-01..2001-12-31", "year"),
        ("Envoys met last year.", "2003-01-01..2003-12-31", "year"),
        ("Envoys met last month.", None, None),
        ("Envoys met next Friday.", None, None),
    ],
)
def test_a_year_alone_dates_no_weekday(sentence, days, precision):
    published = When(start=date(2004, 1, 1), end=date(2004, 12, 31), precision="year", basis="given")
    (expression,) = times(sentence)
    when = resolve_time(expression, published)
    assert shown(when) == days
    assert when is None or when.precision == precision


def test_an_inferred_window_dates_its_weekdays_and_says_so():
    published = When(
        start=date(2021, 4, 20), end=date(2021, 4, 26), precision="range", basis="inferred", reasons=("a succession",)
    )
    for words, days in (
        ("Tuesday", "2021-04-20"),
        ("last Friday", "2021-04-16"),
        ("last month", "2021-03-01..2021-03-31"),
    ):
        when = resolve_time(times(f"Envoys met {words}.")[0], published)
        assert shown(when) == days
        assert when.basis == "inferred"
        assert "a succession" in when.reasons
    assert resolve_time(times("Envoys met in 2014.")[0], published).basis == "expression"
    assert shown(resolve_time(times("Envoys met yesterday.")[0], published)) == "2021-04-19..2021-04-25"


def test_without_publication_only_whole_dates_are_dated():
    assert shown(resolve_time(times("They met on 2 October 2004.")[0], None)) == "2004-10-02"
    for words in ("on Tuesday", "on Oct. 2", "yesterday", "last week", "last summer", "on Christmas Day", "since 2014"):
        assert resolve_time(times(f"They met {words}.")[0], None) is None


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("the day after the vote", "2021-04-20"),
        ("two days before the vote", "2021-04-17"),
        ("the next day", "2021-04-20"),
        ("the previous day", "2021-04-18"),
        ("the same day", "2021-04-19"),
        ("a week earlier", "2021-04-09..2021-04-15"),
        ("that month", "2021-04-01..2021-04-30"),
        ("two years later", "2023-01-01..2023-12-31"),
        ("months later", None),
    ],
)
def test_what_hangs_on_another_happening_takes_its_date(words, days):
    anchor = When(start=date(2021, 4, 19), end=date(2021, 4, 19), precision="day", basis="expression")
    found = times(f"They met {words}.")
    when = resolve_time(found[0], PUBLISHED, anchor=anchor) if found else None
    assert shown(when) == days


WORDS = st.sampled_from(
    "the a last next this early late mid in on since until by between and from to three two days weeks ago earlier after"
    " before Monday Friday May March Oct . , - 2 31 2014 16 1990s first quarter of year past decades today / 's summer Easter".split()
)


@given(st.lists(WORDS, max_size=12).map(" ".join), st.booleans(), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_no_sentence_breaks_the_finder_or_turns_time_round(sentence, future, day):
    published = When(start=day, end=day, precision="day", basis="given")
    end = 0
    for expression in times(sentence):
        assert end <= expression.span.start < expression.span.end
        assert expression.span.of(sentence) == expression.text
        end = expression.span.end
        when = resolve_time(expression, published, future=future)
        assert when is None or when.start <= when.end
