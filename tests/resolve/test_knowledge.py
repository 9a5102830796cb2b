"""The shipped knowledge base: what every look-up keeps, whatever is asked, and some well-known facts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.resolve import KnowledgeBase, load_knowledge

BASE: KnowledgeBase = load_knowledge()
NAMES = BASE.names()
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
WORDS = st.one_of(st.text(max_size=40), st.sampled_from(NAMES), st.sampled_from(NAMES).map(str.title))


@settings(max_examples=300, deadline=None)
@given(WORDS, DAYS)
def test_no_string_and_no_day_crash_a_look_up(text: str, day: date) -> None:
    for entry in BASE.look_up(text, day):
        assert entry.valid_on(day)
        assert 0 < entry.weight <= 1
        if entry.person is not None:
            BASE.held(entry.person, day)
    BASE.places(text)
    BASE.demonym(text)
    BASE.persons(text)
    BASE.office_sector(text)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.text(min_size=1, max_size=12) | st.sampled_from("The U.S. of - ' O'Brien Congo".split()),
        min_size=1,
        max_size=8,
    )
)
def test_no_words_crash_the_scan(words: list[str]) -> None:
    for start in range(len(words)):
        length, entries = BASE.longest(words, start)
        assert start + length <= len(words)
        assert bool(length) == bool(entries)


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(NAMES), DAYS)
def test_nobody_is_in_an_office_outside_of_it_unmarked(name: str, day: date) -> None:
    for entry in BASE.look_up(name):
        if entry.person is None:
            continue
        standing = BASE.standing(entry.person, day)
        held = standing.held
        if standing.status == "known":
            assert held is not None
            assert held.start is None or held.start <= day
            assert held.end is None or day <= held.end
            assert held.open_as_of is None or day <= held.open_as_of
        if standing.status == "former":
            assert standing.sector == "ELI"
            assert held is not None
            assert held.end is not None
            assert held.end < day
        if standing.status in {"before", "unknown"}:
            assert standing.sector is None
        for one in BASE.held(entry.person, day):
            assert one.start is None or one.start <= day
            assert one.end is None or day <= one.end


@pytest.mark.parametrize("name", ["Moscow", "Tehran", "Beijing"])
def test_capitals_stand_for_governments_where_they_act(name: str) -> None:
    first = BASE.look_up(name)[0]
    assert (first.kind, first.condition) == ("state", "acts")
    assert any(entry.kind == "place" for entry in BASE.look_up(name))


def test_holders_by_role() -> None:
    assert [held.name for held in BASE.holders("president", "FRA", date(2019, 1, 1))] == ["Emmanuel Macron"]
    assert BASE.holders("foreign minister", "RUS", date(2015, 1, 1))[0].name.endswith("Lavrov")


def test_codes_of_states() -> None:
    assert BASE.codes("DEU")["iso2"] == "DE"
    assert BASE.codes("XKX")["cameo"] == "KSV"
    assert BASE.codes("nowhere") == {}


def test_successive_persons_of_one_name() -> None:
    elder, younger = date(1990, 6, 1), date(2003, 6, 1)
    in_office = {
        day: [e.id for e in BASE.look_up("George Bush") if BASE.standing(e.id, day).sector == "GOV"]
        for day in (elder, younger)
    }
    assert len(in_office[elder]) == len(in_office[younger]) == 1
    assert in_office[elder] != in_office[younger]


def test_sources_stand_behind_every_answer() -> None:
    held = BASE.holders("president", "USA", date(2015, 1, 1))[0]
    assert BASE.source(held.source)[0] == held.source
