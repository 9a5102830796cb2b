"""The Factbook's lines on the executive, blocs, parties and groups; all texts here are made up in its manner."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tools.build_kb.factbook.dates import find_date, last_day
from tools.build_kb.factbook.executive import Holder, read_executive, read_line
from tools.build_kb.factbook.groups import read_groups
from tools.build_kb.factbook.heads import overlaps
from tools.build_kb.factbook.memberships import read_list
from tools.build_kb.factbook.names import person_name, short_forms
from tools.build_kb.factbook.parties import read_parties
from tools.build_kb.factbook.reading import LAST_DAY, Look
from tools.build_kb.factbook.tenures import Country, Tenure


def _brief(holders: tuple[Holder, ...]) -> list[tuple[str, str, str]]:
    return [(holder.office, holder.name.news, holder.since) for holder in holders]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("since 17 March 2013", "2013-03-17"),
        ("since NA February 1989", "1989-02"),
        ("since NA", None),
        ("since 31 February 2003", "2003-02"),
        ("since 1997", "1997"),
        ("since May 3, 2001", "2001-05-03"),
    ],
)
def test_dates_are_no_more_precise_than_the_source(text: str, day: str | None) -> None:
    assert find_date(text) == day


def test_last_day_of_a_month() -> None:
    assert last_day("2012-02") == date(2012, 2, 29)


@pytest.mark.parametrize(
    ("printed", "code", "news"),
    [
        ("LI Minghao", "CHN", "Li Minghao"),
        ("XI Minghao", "CHN", "Xi Minghao"),
        ("Ana DIAZ-LOPEZ Bermudez", "CUB", "Ana Diaz-Lopez"),
        ("Ana FERNANDEZ de Soto", "ARG", "Ana Fernandez de Soto"),
        ("Umar Hasan al-TAJIR", "SDN", "Umar Hasan al-Tajir"),
        ("Peter O'DONAGH", "IRL", "Peter O'Donagh"),
        ("Mary McGREER", "IRL", "Mary McGreer"),
        ("Jean LeROUX", "CAN", "Jean LeRoux"),
        ("Sergey Petrovich KUZIN", "RUS", "Sergey Kuzin"),
        ("Jan VAN DER VELT", "NLD", "Jan van der Velt"),
        ("ELIZABETH IV", "GBR", "Elizabeth IV"),
        ("William R. HARDY Jr.", "USA", "William Hardy Jr"),
        ("'ABD al-Karim 'UTHMAN", "YEM", "Abd al-Karim 'Uthman"),
    ],
)
def test_names_as_news_writes_them(printed: str, code: str, news: str) -> None:
    assert person_name(printed, code).news == news


def test_parts_of_a_compound_given_name_are_no_short_form() -> None:
    assert short_forms(person_name("Abd al-Rahim al-KIB", "LBY"), "LBY") == ()
    assert "Hosam Najjar" in short_forms(person_name("Ahmad Hosam NAJJAR", "EGY"), "EGY")


def test_lines_of_state_and_government() -> None:
    text = (
        "chief of state: President Ana BELL (since 1 May 2001); Vice President Carl DUNN (since NA June 2001); note - the president is"
        " both chief of state and head of government head of government: Prime Minister Eva FROST (since 3 May 2001) cabinet: Cabinet"
        " appointed by President BELL (since 4 May 2001)"
    )
    holders = read_executive(text, "XXX")
    assert _brief(holders) == [
        ("President", "Ana Bell", "2001-05-01"),
        ("Vice President", "Carl Dunn", "2001-06"),
        ("Prime Minister", "Eva Frost", "2001-05-03"),
    ]
    assert [holder.line for holder in holders] == ["state", "state", "government"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # represented by
            "Queen IRENE II (since 6 February 1992), represented by Governor General Sir Tom HALL (since 1 July 2003)",
            [("Queen", "Irene II", "1992-02-06"), ("Governor General", "Tom Hall", "2003-07-01")],
        ),
        (  # nested brackets and the office that matches
            "President Raul PONCE Ruiz (prime minister from 1989 until 24 May 1996 (when it was abolished); president since 2 December 1996)",
            [("President", "Raul Ponce Ruiz", "1996-12-02")],
        ),
        (  # a bracket within the name, a rank, two names under one title
            "Deputy Prime Ministers Brig. Gen. (Ret.) Hugo (Max) INGRAM (since 1 May 1990) and Ivo JUNG (since NA)",
            [("Deputy Prime Minister", "Hugo Ingram", "1990-05-01"), ("Deputy Prime Minister", "Ivo Jung", "")],
        ),
        (  # one bracket for several
            "Deputy Prime Ministers Jo KANE, Leo She LANG, Mia MOSS Sankey (since February 2018)",
            [
                ("Deputy Prime Minister", "Jo Kane", "2018-02"),
                ("Deputy Prime Minister", "Leo She Lang", "2018-02"),
                ("Deputy Prime Minister", "Mia Moss Sankey", "2018-02"),
            ],
        ),
        (  # entities, also doubly escaped
            "Prime Minister S&amp;eacute;bastien N&Eacute;GR&Eacute;&nbsp;(since 10 September 2025)",
            [("Prime Minister", "Sébastien Négré", "2025-09-10")],
        ),
        (  # ranks that are names elsewhere
            "President To LANG (since 22 May 2024); Prime Minister Ngo Tan DINH (since 1 June 2024)",
            [("President", "To Lang", "2024-05-22"), ("Prime Minister", "Ngo Tan Dinh", "2024-06-01")],
        ),
        (  # two offices at once
            "Sultan and Prime Minister OMAR bin Tariq (sultan since 23 July 1970 and prime minister since 23 July 1972)",
            [("Sultan", "Omar bin Tariq", "1970-07-23"), ("Prime Minister", "Omar bin Tariq", "1972-07-23")],
        ),
        ("President-elect Nia OBER (since 18 June 2021)", []),
        ("Heir Apparent Prince PAUL (son of the king, born 11 November 1981)", []),
        ("Prime Minister (vacant); Minister of Foreign Affairs Rita SOLE (since 1 May 2000)", [("Minister of Foreign Affairs", "Rita Sole", "2000-05-01")]),
        ("President Tim ULM (since 1 May 1990); election last held 3 May 1990; results - Tim ULM 52%, Vic WEST 45%", [("President", "Tim Ulm", "1990-05-01")]),
    ],
)  # fmt: skip
def test_lines(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [one for one in _brief(read_line(text, "state", "XXX")) if one[0] != "vacant"] == expected


def test_acting_and_confirmed() -> None:
    (acting,) = read_line("Acting President Ada BIRD (since 5 May 2007)", "state", "XXX")
    assert acting.acting
    assert acting.office == "President"
    (confirmed,) = read_line(
        "President Ada BIRD (acting president since 5 May 2007, president since 6 June 2007)", "state", "XXX"
    )
    assert not confirmed.acting
    assert confirmed.since == "2007-06-06"


# --- tenures ------------------------------------------------------------------------------------------------------


def _look(day: str, state: str, until: str = "", source: str = "factbook_archive") -> Look:
    first = date.fromisoformat(day)
    return Look("XXX", first, date.fromisoformat(until) if until else first, source, read_line(state, "state", "XXX"))


def _tenures(*looks: Look) -> dict[str, Tenure]:
    return {f"{one.name} {one.start}": one for one in Country("XXX", list(looks)).tenures()}


def test_end_is_the_start_of_the_next() -> None:
    found = _tenures(
        _look("2001-06-29", "President Ana BELL (since 1 May 1999)"),
        _look("2003-03-07", "President Carl DUNN (since 4 July 2002)"),
    )
    assert found["Ana Bell 1999-05-01"].end == "2002-07-04"
    assert found["Ana Bell 1999-05-01"].seen == "2001-06-29"
    assert found["Carl Dunn 2002-07-04"].end == ""


def test_end_is_a_year_where_no_start_is_told() -> None:
    found = _tenures(
        _look("2001-06-29", "President Ana BELL (since 1 May 1999)"),
        _look("2002-05-07", "President Carl DUNN (since NA)"),
    )
    assert found["Ana Bell 1999-05-01"].end == "2002"
    assert found["Carl Dunn 2002-05"].note.endswith("first seen then")


def test_blank_editions_are_bridged_only_for_who_held_on() -> None:
    found = _tenures(
        _look("2017-10-26", "President Ana BELL (since 1 May 2009); Vice President Carl DUNN (since 1 May 2009)"),
        _look("2020-11-24", "President Ana BELL (since 1 May 2009); Vice President Eva FROST (since 3 March 2020)"),
    )
    assert found["Ana Bell 2009-05-01"].end == ""
    assert found["Ana Bell 2009-05-01"].seen == "2020-11-24"
    # Another may have been vice president in between: only the year of the last look is told.
    assert found["Carl Dunn 2009-05-01"].end == "2017"


def test_spellings_and_order_of_names_are_one_person() -> None:
    found = _tenures(
        _look("2001-06-29", "President GOH Chok Teng (since 28 November 1999)"),
        _look("2003-03-07", "President Chok Teng GOH (since 28 November 1999)"),
        _look("2003-11-14", "President GOH Chok Teng (since 28 November 1999)"),
    )
    assert len(found) == 1


def test_father_and_son_are_two() -> None:
    found = _tenures(
        _look("2000-04-05", "President Laurent KABANDA (since 17 May 1997)"),
        _look("2001-06-29", "President Joseph KABANDA (since 26 January 2001)"),
    )
    assert sorted(found) == ["Joseph Kabanda 2001-01-26", "Laurent Kabanda 1997-05-17"]
    assert found["Laurent Kabanda 1997-05-17"].end == "2001-01-26"


def test_reelection_keeps_the_first_start_and_return_begins_anew() -> None:
    found = _tenures(
        _look("2001-06-29", "President Ana BELL (since 1 May 1999)"),
        _look("2004-06-29", "President Ana BELL (since 1 May 2004)"),
        _look("2008-06-29", "President Ana BELL (since 1 May 2004)"),
        _look("2009-06-29", "President Carl DUNN (since 1 May 2009)"),
        _look("2014-06-29", "President Ana BELL (since 1 May 2014)"),
    )
    assert found["Ana Bell 1999-05-01"].end == "2009-05-01"
    assert "Ana Bell 2014-05-01" in found
    assert "Ana Bell 2004-05-01" not in found


def test_deputies_left_out_of_a_text_have_not_ended() -> None:
    found = _tenures(
        _look(
            "2024-05-30",
            "President Ana BELL (since 1 May 2020); Vice President Carl DUNN (since 1 May 2020)",
            "2024-06-21",
            "factbook_weekly",
        ),
        _look("2024-06-27", "President Ana BELL (since 1 May 2020)", LAST_DAY.isoformat(), "factbook_last"),
    )
    assert found["Carl Dunn 2020-05-01"].end == ""
    assert found["Carl Dunn 2020-05-01"].seen == "2024-06-21"
    assert found["Ana Bell 2020-05-01"].seen == LAST_DAY.isoformat()


def test_named_before_taking_office_is_not_in_office() -> None:
    day = date(2001, 6, 29)
    later = (day + timedelta(120)).strftime("%d %B %Y")
    assert _tenures(_look(day.isoformat(), f"President Ana BELL (since {later})")) == {}


def test_overlaps_are_counted() -> None:
    rows = [
        ("", "Ana Bell", "President", "XXX", "2001-05-01", "2005-05-01", "", "", "", ""),
        ("", "Carl Dunn", "President", "XXX", "2004-05-01", "", "", "", "", ""),
        ("", "Eva Frost", "Vice President", "XXX", "2004-05-01", "", "", "", "", ""),
    ]
    assert len(overlaps(rows)) == 1
    assert overlaps([rows[0], (*rows[1][:4], "2005-05-01", *rows[1][5:])]) == []


# --- blocs, parties, groups -------------------------------------------------------------------------------------------


def test_blocs() -> None:
    text = "AU (suspended), EU (candidate country), G- 7, NATO, OAS (observer), UN, UNESCO, WTO note: no OPEC"
    assert read_list(text, 2020) == {
        "IGO:AU": "suspended", "IGO:EU": "candidate", "IGO:G7": "member", "IGO:NATO": "member", "IGO:OAS": "observer", "IGO:UN": "member",
        "IGO:UNESCO": "member", "IGO:WTO": "member",
    }  # fmt: skip


def test_wto_was_tourism_before_2004_and_ec_is_the_union() -> None:
    assert read_list("EC, WTO, WTrO (observer)", 1995) == {"IGO:EU": "member", "IGO:WTO": "observer"}
    assert read_list("WTO", 1999) == {}


def test_parties() -> None:
    text = "Green Force or GF [Ana BELL, chairwoman]<br>Workers' Party (WP) [Carl DUNN and Eva FROST]<br>note: the Old Party [Gus HALE] was banned"
    green, workers = read_parties(text, "XXX")
    assert (green.name, green.aliases, green.leaders) == ("Green Force", ("GF",), ("Ana Bell",))
    assert (workers.name, workers.aliases, workers.leaders) == ("Workers' Party", ("WP",), ("Carl Dunn", "Eva Frost"))


def test_groups() -> None:
    text = "Northern Front (NF); Army of the Hills (AH/Hill Army)(2020) | note: details appear elsewhere; Red Guide"
    assert read_groups(text) == {"Northern Front": ("NF",), "Army of the Hills": ("AH", "Hill Army")}
