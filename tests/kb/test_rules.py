"""The rules of the compiler by themselves: spellings, chairs, surnames, names from files."""

from __future__ import annotations

import pytest

from tools.build_kb.derive_cia import proper_name
from tools.build_kb.joining import alike
from tools.build_kb.offices import chair_of, is_single, office_role
from tools.build_kb.surnames import short_names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hasan Ruhani", "Hassan Rouhani"), ("Abdelfattah Elsisi", "Abdel Fattah el-Sisi"), ("Sergei Lavrov", "Sergey Lavrov"),
        ("Justin Pierre James Trudeau", "Justin Trudeau"), ("Fumio Kishida", "Kishida Fumio"), ("Milo Djukanovic", "Milo Đukanović"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_are_alike(one: str, other: str) -> None:
    assert alike(one, other) >= 0.74


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hu Jintao", "Xi Jinping"), ("Angela Merkel", "Olaf Scholz"), ("Raul Castro", "Fidel Castro"), ("Lech Kaczynski", "Jaroslaw Kaczynski")],
)  # fmt: skip
def test_other_people_are_not(one: str, other: str) -> None:
    assert alike(one, other) < 0.74


def test_titles_of_one_chair() -> None:
    assert chair_of("Foreign Minister", "RUS") == chair_of("Minister of Foreign Affairs", "RUS")
    assert chair_of("President of Albania", "ALB") == chair_of("President", "ALB")
    assert chair_of("Secretary of State", "USA") == "foreign minister"
    assert chair_of("Secretary of State", "AUT") != "foreign minister"
    assert chair_of("Premier of Western Australia", "AUS") != chair_of("Prime Minister", "AUS")


def test_a_deputy_is_no_single_holder() -> None:
    assert is_single("President", "FRA")
    assert not is_single("Deputy Prime Minister", "FRA")
    assert not is_single("Member of the Presidency", "BIH")


def test_the_premier_of_a_province_is_no_prime_minister() -> None:
    assert office_role("Premier of Western Australia", "AUS") == "regional_leader"
    assert office_role("Prime Minister", "AUS") == "prime_minister"


@pytest.mark.parametrize(
    ("name", "country", "short"),
    [
        ("Ursula von der Leyen", "DEU", "von der leyen"), ("Xi Jinping", "CHN", "xi"), ("Miguel Díaz-Canel", "CUB", "diaz canel"),
        ("Bashar al-Assad", "SYR", "assad"), ("Enrique Peña Nieto", "MEX", "pena nieto"), ("Abiy Ahmed", "ETH", "abiy"),
        ("Ferdinand Marcos Jr.", "PHL", "marcos"), ("Moon Jae-in", "KOR", "moon"),
    ],
)  # fmt: skip
def test_short_names_follow_the_custom_of_the_country(name: str, country: str, short: str) -> None:
    assert short in short_names(name, country)


def test_names_of_one_word_have_no_short_form() -> None:
    assert short_names("Pelé", "BRA") == ()


def test_surnames_in_capitals_come_in_proper_case() -> None:
    assert proper_name("Lt. Gen. Ahmed GAID Salah") == "Ahmed Gaid Salah"
    assert proper_name("XI Jinping") == "Xi Jinping"
    assert proper_name("Ghayth bin Mubarak al-KUWARI") == "Ghayth bin Mubarak al-Kuwari"
    assert proper_name("ELIZABETH II") == "Elizabeth II"
