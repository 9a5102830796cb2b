"""`legation who` and `legation kb`."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from legation.resolve import KnowledgeBase
from legation.serve.who import kb, who


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def _who(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(who, arguments, input=stdin, catch_exceptions=False)


def _first(*arguments: str) -> dict[str, object]:
    answers = json.loads(_who(*arguments, "--format", "json").stdout)
    first: dict[str, object] = answers[0]
    return first


@pytest.mark.parametrize(
    ("day", "office"), [("2010-05-01", "Prime Minister"), ("2005-05-01", "President"), ("2021-04-20", "President")]
)
def test_the_office_is_that_of_the_day(day: str, office: str) -> None:
    answer = _first("Vladimir Putin", "--date", day)
    assert (answer["code"], answer["office"], answer["sector"]) == ("RUS", office, "GOV")


def test_a_former_holder_is_marked() -> None:
    answer = _first("Boris Johnson", "--date", "2024-01-01")
    assert (answer["code"], answer["sector"], answer["status"]) == ("GBR", "ELI", "former")


def test_words_are_read_where_no_name_is_known() -> None:
    answer = _first("Ukrainian farmers")
    assert (answer["code"], answer["sector"]) == ("UKR", "AGR")


def test_a_role_without_a_country_gives_the_sector_alone() -> None:
    answer = _first("soldiers")
    assert (answer["code"], answer["sector"]) == ("---", "MIL")


def test_an_armed_group_is_its_countrys_and_names_itself() -> None:
    answer = _first("Hezbollah")
    assert (answer["code"], answer["sector"], answer["organisation"]) == ("LBN", "REB", "NSA:HEZBOLLAH")


def test_another_spelling_of_a_name_is_found() -> None:
    answer = _first("Muhammad Mursi", "--date", "2013-01-01")
    assert (answer["code"], answer["office"]) == ("EGY", "President")


def test_a_country_that_only_backs_is_not_meant() -> None:
    assert _first("Turkish-backed rebels")["code"] == "---"


def test_nobody_is_an_answer() -> None:
    result = _who("Qwxzy Vbnmk")
    assert result.exit_code == 1
    assert "nobody of that name" in result.stderr


def test_lines_are_answered_in_order_and_bad_ones_said() -> None:
    lines = [
        {"id": "a", "mention": "Angela Merkel", "date": "2017-04-01", "in": None},
        {"id": "b", "mention": "Havana", "date": None, "in": None},
    ]
    text = "\n".join(
        [json.dumps(lines[0]), "{", json.dumps({"id": "c", "mention": "x", "date": "soon"}), json.dumps(lines[1])]
    )
    result = _who("--format", "jsonl", "-", stdin=text)
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", "b"]
    assert answers[0]["candidates"][0]["code"] == "DEU"
    assert result.exit_code == 1
    assert "-:2" in result.stderr
    assert "-:3" in result.stderr


def test_a_bad_day_is_a_wrong_call() -> None:
    result = _who("Havana", "--date", "tomorrow")
    assert result.exit_code == 2
    assert "is no day" in result.stderr


def test_stats_sources_and_check() -> None:
    assert "data to" in CliRunner().invoke(kb, ["stats"]).stdout
    assert "geonames" in CliRunner().invoke(kb, ["sources"]).stdout
    assert CliRunner().invoke(kb, ["check"]).exit_code == 0


# --- the user's own ------------------------------------------------------------------------------------------------

_ROWS = """name\tcode\tkind\tsector\taliases\toffice\tstart\tend
Zorblax Industries\tUSA\tcompany\tBUS\tZorblax\t\t\t
Ada Beispiel\tDEU\t\tGOV\t\tMinister of Time\t2020-01-01\t2021-12-31
Broken\tXYZ\t\t\t\t\t\t
Late\tDEU\tperson\t\t\tMinister\t2021-01-01\t2020-01-01
"""


def test_own_actors_are_layered_and_bad_rows_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(_ROWS, encoding="utf-8")
    result = CliRunner().invoke(kb, ["add", str(path)], catch_exceptions=False)
    assert result.exit_code == 1
    assert f"{path}:4: unknown code 'XYZ'" in result.stderr
    assert f"{path}:5: ends (2020-01-01) before it starts" in result.stderr
    assert "2 new of 2 good rows" in result.stdout
    base = KnowledgeBase.load()
    assert base.longest(["Zorblax", "said"], 0)[1][0].sector == "BUS"
    ada = base.look_up("Ada Beispiel")[0]
    assert base.standing(ada.id, date(2020, 6, 1)).office == "Minister of Time"
    assert base.standing(ada.id, date(2022, 6, 1)).status == "former"
    again = CliRunner().invoke(kb, ["add", str(path)], catch_exceptions=False)
    assert "0 new of 2" in again.stdout


def test_a_correction_replaces_the_office_and_leaves_the_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(
        "name\tcode\toffice\tstart\tend\nVladimir Putin\tRUS\tPresident\t2012-05-07\t2030-01-01\n", encoding="utf-8"
    )
    before = KnowledgeBase.load()
    CliRunner().invoke(kb, ["add", str(path)], catch_exceptions=False)
    after = KnowledgeBase.load()
    putin = after.look_up("Vladimir Putin")[0].id
    assert [held.office for held in after.holders("president", "RUS", date(2029, 1, 1))] == ["President"]
    assert after.standing(putin, date(2029, 1, 1)).status == "known"
    assert before.standing(putin, date(2029, 1, 1)).status == "presumed"
    assert after.standing(putin, date(2010, 1, 1)).office == "Prime Minister"


def test_yaml_and_unknown_columns_are_refused(tmp_path: Path) -> None:
    yaml, table = tmp_path / "mine.yaml", tmp_path / "mine.tsv"
    yaml.write_text("- name: A\n", encoding="utf-8")
    table.write_text("name\tcode\tcolour\n", encoding="utf-8")
    assert "YAML is not read" in CliRunner().invoke(kb, ["add", str(yaml)]).stderr
    result = CliRunner().invoke(kb, ["add", str(table)])
    assert result.exit_code == 2
    assert "unknown column 'colour'" in result.stderr
