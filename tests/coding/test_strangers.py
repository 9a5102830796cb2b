"""Parties that the text names and nobody knows: named by their words, coded `---`, never given a country."""

import pytest

import legation


def _sides(text, kind):
    article = legation.code(text, published="2024-05-15")
    return [
        ([(a.code, a.name) for a in r.actors], [(a.code, a.name) for a in r.recipients])
        for r in article.reports
        if r.type == kind
    ]


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Police in Lima arrested Yenifer Quispe on Sunday.", "COERCE", "Yenifer Quispe"),
        ("Yemen freed Tawfiq Mansoubi, who had led protests.", "RETREAT", "Tawfiq Mansoubi"),
        ("Iran arrested dozens of dervishes.", "COERCE", "dozens of dervishes"),
    ],
)
def test_whom_nobody_knows_is_named_by_the_words(text, kind, name):
    [(_, recipients)] = _sides(text, kind)
    assert recipients == [("---", name)]


def test_the_words_of_a_stranger_are_its_span():
    text = "Police in Lima arrested Yenifer Quispe on Sunday."
    [report] = legation.code(text, published="2024-05-15").reports
    [quispe] = report.recipients
    assert quispe.span.of(text) == "Yenifer Quispe"
    assert quispe.sector == "UNK"


@pytest.mark.parametrize(
    ("text", "kind", "sides"),
    [
        ("The gunmen released 12 hostages on Sunday.", "RETREAT", ([("---", "UAF")], [("---", "CVL")])),
        (
            "Rebels killed a nurse and three protesters.",
            "ASSAULT",
            ([("---", "REB")], [("---", "MED"), ("---", "CVL")]),
        ),
        ("Police arrested a journalist.", "COERCE", ([("---", "COP")], [("---", "JRN")])),
    ],
)
def test_the_sector_of_a_stranger_is_that_of_its_role_word(text, kind, sides):
    [report] = [r for r in legation.code(text, published="2024-05-15").reports if r.type == kind]
    assert ([(a.code, a.sector) for a in report.actors], [(a.code, a.sector) for a in report.recipients]) == sides


def test_strangers_of_one_sector_do_not_join_two_acts():
    text = "Police in Lima arrested a journalist on Sunday.\n\nPolice in Lima arrested a radio reporter on Monday."
    assert len(_sides(text, "COERCE")) == 2


def test_a_known_party_stays_and_no_word_of_its_phrase_is_one_more():
    [(_, recipients)] = _sides("Moscow expelled two Norwegian diplomats on Friday.", "SANCTION")
    assert [code for code, _ in recipients] == ["NOR"]


def test_a_place_or_a_thing_is_nobody():
    for text, kind in (("Moscow rejected the referendum as a farce.", "REJECT"), ("Chad closed its border.", "COERCE")):
        for _, recipients in _sides(text, kind):
            assert recipients == []


def test_two_arrests_of_two_strangers_are_two_acts():
    text = "Police in Lima arrested Yenifer Quispe on Sunday.\n\nPolice in Lima arrested Wilber Huanca on Monday."
    found = _sides(text, "COERCE")
    assert [recipients[0][1] for _, recipients in found] == ["Yenifer Quispe", "Wilber Huanca"]


def test_migrants_are_of_no_country_for_where_they_are():
    [report] = legation.code("Greek coastguards rescued 60 migrants off Crete.", published="2024-05-15").reports
    assert [(a.code, a.sector) for a in report.recipients] == [("---", "REF")]
