"""Tables to the binary: what the rows say is what the knowledge base answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from legation.errors import DataError
from legation.resolve import KnowledgeBase
from tools.build_kb.compiler import compile_tables

Build = Callable[[], KnowledgeBase]


def _add(tables: Path, name: str, *lines: str) -> None:
    path = tables / name
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    path.write_text(text + "".join(f"{line}\n" for line in lines), encoding="utf-8")


def test_names_adjectives_and_seats_of_a_state(compiled: Build) -> None:
    base = compiled()
    assert [entry.code for entry in base.look_up("Republic of Cuba")] == ["CUB"]
    assert base.demonym("Cubans") == "CUB"
    havana = base.look_up("Havana")[0]
    assert (havana.code, havana.condition) == ("CUB", "acts")
    assert base.look_up("Vienna") == ()  # stands for no one by itself, and is too small a town here
    assert base.look_up("the States")[0].needs == "country_in_doc"


def test_an_acronym_that_is_a_word_needs_its_capitals(compiled: Build) -> None:
    base = compiled()
    assert base.longest(["US", "troops"], 0)[0] == 1
    assert base.longest(["Us", "too"], 0) == (0, ())


def test_the_same_tables_give_the_same_bytes(tables: Path) -> None:
    assert compile_tables(tables) == compile_tables(tables)


def test_a_row_without_an_id_joins_the_person_of_that_name(compiled: Build) -> None:
    base = compiled()
    offices = {held.office for held in base.held("Q2", date(2022, 1, 1))}
    assert offices == {"President", "First Secretary of the Communist Party"}


def test_where_one_party_rules_the_office_taken_last_is_the_chief_one(compiled: Build) -> None:
    assert compiled().standing("Q2", date(2021, 4, 20)).office == "First Secretary of the Communist Party"


def test_another_spelling_joins_in_the_same_office_and_days(tables: Path, compiled: Build) -> None:
    _add(tables, "hand/tenures.tsv", "\tMuhammad Mursi\tPresident\tEGY\t\t\t2013-01-01\t\tcia_list\t")
    base = compiled()
    assert [entry.id for entry in base.look_up("Muhammad Mursi")] == ["Q1"]
    held = base.held("Q1", None)
    assert len(held) == 1
    assert held[0].end == date(2013, 7, 3)


def test_a_namesake_elsewhere_stays_another_person(tables: Path, compiled: Build) -> None:
    _add(tables, "hand/tenures.tsv", "\tMohamed Morsi\tMinister of Health\tAUT\t2001\t2002\t\t\tfiles\t")
    assert len({entry.id for entry in compiled().look_up("Mohamed Morsi")}) == 2


def test_after_the_last_look_the_answer_is_presumed(compiled: Build) -> None:
    base = compiled()
    assert base.standing("Q2", date(2020, 1, 1)).status == "known"
    assert base.standing("Q2", date(2024, 1, 1)).status == "presumed"


def test_memory_alone_is_always_presumed(compiled: Build) -> None:
    base = compiled()
    castro = base.look_up("Fidel Castro")[0].id
    assert base.standing(castro, date(1990, 1, 1)).status == "presumed"
    assert base.held(castro, date(1990, 1, 1))[0].open_as_of == date(1900, 1, 1)


def test_memory_may_end_what_a_file_left_open_but_not_vouch_for_it(tables: Path, compiled: Build) -> None:
    _add(tables, "hand/tenures.tsv", "\tMiguel Diaz-Canel\tPresident\tCUB\t2018-04-19\t2024-04-19\t\t\trecollection\t")
    base = compiled()
    president = next(held for held in base.held("Q2", date(2023, 6, 1)) if held.office == "President")
    assert (president.end, president.open_as_of) == (date(2024, 4, 19), date(2023, 1, 11))


def test_a_successor_closes_an_open_term(tables: Path, compiled: Build) -> None:
    _add(tables, "hand/tenures.tsv", "\tAna Nueva\tPresident\tCUB\t2024-05-01\t\t2025-01-01\t\tfiles\t")
    base = compiled()
    assert [held.name for held in base.holders("president", "CUB", date(2024, 6, 1))] == ["Ana Nueva"]
    assert base.standing("Q2", date(2024, 2, 1)).status == "presumed"


def test_an_end_after_the_last_look_is_only_known_until_then(tables: Path, compiled: Build) -> None:
    _add(tables, "hand/tenures.tsv", "\tHosni Mubarak\tPresident\tEGY\t1981-10-14\t2011\t2010-09-01\t\tfiles\t")
    base = compiled()
    mubarak = base.look_up("Hosni Mubarak")[0].id
    assert base.standing(mubarak, date(2010, 8, 1)).status == "known"
    assert base.standing(mubarak, date(2011, 1, 1)).status == "presumed"


def test_a_surname_needs_more_than_itself(compiled: Build) -> None:
    base = compiled()
    entry = base.look_up("Díaz-Canel")[0]
    assert (entry.id, entry.alias_kind, entry.needs) == ("Q2", "surname", "country_in_doc")


def test_an_organisation_may_act_for_its_state_for_some_years(tables: Path, compiled: Build) -> None:
    _add(
        tables, "hand/organisations.tsv", "id\tcode\tkind\tsector\tname\tcountry\taliases\tsource",
        "NSA:GROUP\tNSA:GROUP\tarmed_group\tREB\tThe Group\tEGY\t\tfiles",
        "NSA:OTHER\tNSA:OTHER\tarmed_group\tREB\tThe Others\tEGY\t\tfiles",
    )  # fmt: skip
    _add(
        tables, "hand/sectors.tsv", "id\tsector\tfrom\tto\tsource", "NSA:GROUP\tGOV\t1990-01-01\t1995-01-01\tfiles",
        "NSA:GROUP\tGOV\t2020-01-01\t\tfiles", "NSA:OTHER\tPRM\t2013\t2014\tfiles",
    )  # fmt: skip
    base = compiled()

    def meant(name: str, day: date | None) -> tuple[str, str | None]:
        first = base.look_up(name, day)[0]
        return first.code, first.sector

    assert meant("The Group", date(2010, 1, 1)) == ("NSA:GROUP", "REB")
    assert meant("The Group", date(1992, 1, 1)) == ("EGY", "GOV")
    assert meant("The Group", date(2021, 1, 1)) == ("EGY", "GOV")
    assert meant("The Group", None) == ("EGY", "GOV")
    assert meant("The Others", date(2013, 6, 1)) == ("NSA:OTHER", "PRM")
    assert meant("The Others", None) == ("NSA:OTHER", "REB")


def test_memberships_and_successions(tables: Path, compiled: Build) -> None:
    _add(
        tables, "hand/organisations.tsv", "id\tcode\tkind\tsector\tname\tcountry\taliases\tsource",
        "IGO:BLOC\tIGO:BLOC\tigo\t\tThe Bloc\t\tTB^\tfiles",
    )  # fmt: skip
    _add(
        tables, "hand/memberships.tsv", "organisation\tcountry\tstatus\tfrom\tto\tsource\tnote",
        "IGO:BLOC\tAUT\tmember\t1995-01-01\t2020-01-31\tfiles\t",
    )  # fmt: skip
    base = compiled()
    assert [row.country for row in base.members("IGO:BLOC", date(2000, 1, 1))] == ["AUT"]
    assert base.members("IGO:BLOC", date(2021, 1, 1)) == ()
    assert base.longest(["Tb", "rose"], 0) == (0, ())


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("\tA B\tPresident\tXXX\t2001\t\t\t\tfiles\t", "unknown code 'XXX'"),
        ("\tA B\tPresident\tCUB\t2001\t1999\t\t\tfiles\t", "before it starts"),
        ("\tA B\tPresident\tCUB\t2001-13\t\t\t\tfiles\t", "'2001-13' is no day"),
        ("\tA B\tPresident\tCUB\t\t\t\t\tfiles\t", "neither start, end"),
        ("\tA B\t\tCUB\t2001\t\t\t\tfiles\t", "office is empty"),
        ("\tA B\tPresident\tCUB\t2001\t\t\t\tnowhere\t", "unknown source 'nowhere'"),
    ],
)
def test_a_bad_row_is_refused_with_its_reason(tables: Path, row: str, problem: str) -> None:
    _add(tables, "hand/tenures.tsv", row)
    with pytest.raises(DataError, match=problem) as caught:
        compile_tables(tables)
    assert "tenures.tsv:6" in str(caught.value)


def test_a_row_that_is_wrong_can_be_dropped(tables: Path, compiled: Build) -> None:
    _add(
        tables, "dropped.tsv", "name\toffice\tcode\tstart\tnote\tsource",
        "Fidel Castro\tPresident\tCUB\t1976\tfor the test\trecollection",
    )  # fmt: skip
    assert compiled().look_up("Fidel Castro") == ()


def test_a_drop_that_meets_no_row_is_an_error(tables: Path) -> None:
    _add(
        tables, "dropped.tsv", "name\toffice\tcode\tstart\tnote\tsource", "Nobody\tPresident\tCUB\t1976\t\trecollection"
    )
    with pytest.raises(DataError, match="to drop"):
        compile_tables(tables)
