"""A part of a chart's time is chosen by the address: the events follow, the chart keeps all of the time."""

import re
from types import SimpleNamespace

import pytest

from legation.errors import InputError
from legation.serve.web.choosing import Chosen
from legation.store.query import Query

MONTHS = [f"{year}-{month:02d}" for year in (2021, 2022) for month in range(1, 13)]


def chosen(words):
    return Chosen.of(SimpleNamespace(query_params={"chosen": words}))


def rows(page):
    return re.findall(r'<td class="date">([^<]*)</td>', page)


@pytest.mark.parametrize(
    ("words", "periods", "places"),
    [
        ("2021-03..2021-05", MONTHS, (2, 4)),
        ("2021-05..2021-03", MONTHS, (2, 4)),
        ("2021-03", MONTHS, (2, 2)),
        ("2022", MONTHS, (12, 23)),
        ("2021-11-20..2022-01-03", MONTHS, (10, 12)),
        ("2021-03..2022-05", ["2020", "2021", "2022", "2023"], (1, 2)),
        ("2020", MONTHS, None),
        ("2020..2030", MONTHS, (0, 23)),
    ],
)
def test_periods_are_chosen_that_the_time_touches(words, periods, places):
    assert chosen(words).places(periods) == places


def test_nothing_is_chosen_where_nothing_is_said_and_no_date_is_an_error():
    assert chosen("  ") is None
    for words in ("foo", "2021..foo", "2021-13", "..2021", "2021-1", "2021-02-30", "2021..2022..2023", "٢٠٢١"):
        with pytest.raises(InputError):
            chosen(words)


def test_chosen_time_lies_within_the_page_s_own():
    query = chosen("2021-03..2021-05").narrow(Query.of({"since": "2021-04-10", "until": "2023", "type": "AID"}))
    assert query.words() == {"type": "AID", "since": "2021-04-10", "until": "2021-05-31"}
    assert str(chosen("2021-03..2021-05")) == "2021-03..2021-05"
    assert str(chosen("2021-03..2021-03")) == "2021-03"


def test_the_events_follow_what_is_chosen_and_the_chart_stays(gold):
    whole, part = gold.get("/actors/RUS").text, gold.get("/actors/RUS?chosen=2022-04..2022-07").text
    assert rows(part)
    assert set(rows(part)) == {day for day in rows(whole) if "2022-04" <= day[:7] <= "2022-07"}
    assert "Events, 2022-04 to 2022-07</h2>" in part
    # The bars and their links are the same; the band is new.
    bars = re.compile(r'<a href="[^"]*" aria-label="\d{4}-\d\d, [^"]*"')
    assert bars.findall(part) == bars.findall(whole)
    assert 'class="band"' in part
    assert 'class="band"' not in whole
    assert "Chosen: <b>2022-04 to 2022-07</b>: 7 acts of Russia (−40), 2 of others (−11)." in part
    # What is taken along is what is listed.
    assert "/api/v1/events?since=2022-04-01&amp;until=2022-07-31&amp;party=RUS&amp;format=csv" in part


def test_of_a_pair_too_with_the_words_that_its_address_has(gold):
    page = gold.get("/dyads/FRA/RUS?type=SANCTION&with=IRN-SAU&chosen=2022-05").text
    assert rows(page) == ["2022-05-18"]
    assert "0 acts of France (0), 1 of Russia (−5.5)" in page
    alone = "/dyads/FRA/RUS?type=SANCTION&amp;with=IRN-SAU&amp;since=2022-05-01&amp;until=2022-05-31"
    assert f'<a href="{alone}">Draw the chart of this alone</a>' in page
    assert '<a href="/dyads/FRA/RUS?type=SANCTION&amp;with=IRN-SAU" data-chosen="">All of the time</a>' in page
    empty = gold.get("/dyads/FRA/RUS?chosen=2019").text
    assert "No event of the two in this time." in empty
    assert "the chart has nothing of that time" in empty


def test_what_is_no_time_is_said(gold):
    answer = gold.get("/dyads/FRA/RUS?chosen=yesterday")
    assert answer.status_code == 400
    assert "is no time" in answer.text


def test_older_events_stay_within_what_is_chosen(gold):
    page = gold.get("/actors/USA?chosen=2015..2023").text
    following = re.search(r'href="([^"]*)#events" rel="next"', page)
    assert following is None or "chosen=2015..2023" in following[1]
