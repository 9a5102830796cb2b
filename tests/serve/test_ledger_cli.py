"""Commands on a ledger: what they print, what they refuse, and that they leave it as it should be."""

import csv
import io
import json
import shutil

import pytest
from click.testing import CliRunner

from bench.corroborate import GOLD, HALVES, read_gold
from legation.keeping import recode, settle
from legation.serve.cli import main
from legation.store.ledger import Ledger, Run
from legation.store.query import Query
from tests.store import made


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    found = tmp_path_factory.mktemp("cli") / "gold.ledger"
    with Ledger(found) as ledger:
        for half in HALVES:
            ledger.write_forms([(row.form, row.text) for row in read_gold(GOLD / f"{half}.txt")], Run(coder="by hand"))
    return found


def run(*arguments, code=0):
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def test_events_shows_one_block_a_happening_with_outlets_origins_and_reasons(path):
    told = run("events", "--ledger", path, "--type", "ASSAULT", "--near", "36.7,68.9,20km").stdout
    assert "ASSAULT explosives" in told
    assert "versions differ on killed: 12 (2) / 15 (1) / 19 (1)" in told
    assert "one event because: same kind of act" in told


def test_filters_are_the_same_in_every_command(path):
    lines = run("events", "--ledger", path, "--dyad", "FRA-RUS", "--format", "jsonl").stdout.splitlines()
    rows = [
        json.loads(line)
        for line in run("dyad", "FRA", "RUS", "--ledger", path, "--format", "jsonl").stdout.splitlines()
    ]
    shown = run("timeline", "--ledger", path, "--dyad", "FRA-RUS").stdout.splitlines()
    assert len(lines) == sum(row["n"] for row in rows) == len(shown) == 2
    assert "2022-04-04" in shown[0]
    table = run("dyad", "FRA", "RUS", "--ledger", path, "--by", "year").stdout.splitlines()
    assert table[0].split() == ["period", "direction", "quad", "n", "joint", "score", "articles"]


def test_an_event_is_shown_by_its_id(path):
    event = json.loads(run("events", "--ledger", path, "--limit", 1, "--format", "jsonl").stdout)
    assert event["id"] in run("events", event["id"], "--ledger", path).stdout
    assert "no event" in run("events", "r0", "--ledger", path, code=2).stderr


def test_a_file_is_written_whole_and_country_names_come_from_the_knowledge_base(path, tmp_path):
    out = tmp_path / "events.tab"
    run("events", "--ledger", path, "--format", "icews", "--out", out)
    header, *rows = [line.split("\t") for line in out.read_text(encoding="utf-8").splitlines()]
    countries = {row[header.index("Source Country")] for row in rows}
    assert {"France", "China"} <= countries
    assert [file.name for file in tmp_path.iterdir()] == ["events.tab"]
    gdelt = run("events", "--ledger", path, "--format", "gdelt", "--near", "60.17,24.94,10km").stdout
    assert "\tFI\t" in gdelt


def test_claims_switch_the_flag_on(path):
    result = run("events", "--ledger", path, "--claims", "--format", "polecat")
    assert "--extended is on" in result.stderr
    assert result.stdout.splitlines()[0].endswith("claim_only")
    rows = csv.DictReader(io.StringIO(run("events", "--ledger", path, "--claims", "--format", "csv").stdout))
    assert {row["claim_only"] for row in rows} <= {"0", "1"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("events", "--actor", "Russia"), "legation who"),
        (("events", "--since", "yesterday"), "2021-04"),
        (("events", "--near", "Nowhereville,5km"), "coordinates"),
        (("events", "--format", "parquet"), "--out"),
        (("dyad", "FRA", "RUS", "--dyad", "A-B"), "leave --dyad out"),
        (("search", "..."), "no word"),
        (("diff", "u1", "u2"), "legation runs"),
        (("withdraw", "nothing", "--reason", "x"), "no article"),
    ],
)
def test_what_is_wrong_ends_with_code_2_and_a_remedy(path, arguments, words):
    assert words in run(*arguments, "--ledger", path, code=2).stderr


def test_no_ledger_is_made_by_asking(tmp_path):
    assert "no such ledger" in run("events", "--ledger", tmp_path / "none.ledger", code=2).stderr
    assert list(tmp_path.iterdir()) == []


def test_near_takes_a_place_by_name(path):
    assert "Odesa" in run("events", "--ledger", path, "--near", "Odesa,30km", "--format", "csv").stdout


def test_search_shows_the_words(path):
    assert "[grain]" in run("search", "grain", "--ledger", path, "--limit", 1).stdout


def test_join_part_and_withdraw_by_hand(path, tmp_path):
    copy = tmp_path / "x.ledger"
    shutil.copy(path, copy)
    events = [
        json.loads(line)
        for line in run("events", "--ledger", copy, "--type", "PROTEST", "--format", "jsonl").stdout.splitlines()
    ]
    merged = next(event for event in events if event["n_reports"] > 1)
    other = next(event for event in events if event["id"] != merged["id"])
    run("part", merged["reports"][0]["id"], merged["reports"][1]["id"], "--ledger", copy)
    run("join", merged["id"], other["id"], "--note", "one march", "--ledger", copy)
    after = json.loads(run("events", merged["id"], "--ledger", copy, "--format", "jsonl").stdout)
    found = {report["id"] for report in after["reports"]}
    assert other["id"] in found
    assert not {merged["reports"][0]["id"], merged["reports"][1]["id"]} <= found
    assert "by hand; one march" in run("events", merged["id"], "--ledger", copy).stdout
    article = after["reports"][0]["articles"][0]["id"]
    run("withdraw", article, "--reason", "killed by the agency", "--ledger", copy)
    left = run("events", "--ledger", copy, "--status", "any", "--claims", "--format", "jsonl").stdout
    assert f'"id": "{article}"' not in left
    assert run("doctor", copy).stdout == "all is well\n"


def test_doctor_and_backup(path, tmp_path):
    assert run("doctor", path).stdout == "all is well\n"
    copy = tmp_path / "copy.ledger"
    run("backup", path, copy)
    assert (
        run("events", "--ledger", copy, "--format", "csv").stdout
        == run("events", "--ledger", path, "--format", "csv").stdout
    )
    assert "exists" in run("backup", path, copy, code=2).stderr
    run("backup", path, copy, "--replace")
    copy.write_bytes(copy.read_bytes()[:9000])
    assert "malformed" in run("doctor", copy, code=1).stdout


class FakePipeline:
    """Codes every text as one ACCUSE, or, as version 2, as one SUPPORT."""

    def __init__(self, version):
        self.version = f"fake {version}"
        self.type = {1: "ACCUSE", 2: "SUPPORT"}[version]

    def code_many(self, documents):
        for document in documents:
            yield made.article(document.id, text=document.text, event_type=self.type, coder=self.version)


def test_recode_codes_what_another_version_coded_and_diff_tells(tmp_path):
    path = tmp_path / "x.ledger"
    with Ledger(path) as ledger:
        for number in range(3):
            ledger.write(
                made.article(f"a{number}", text=f"Chad accused Sudan of {number} raids.", coder="fake 0"),
                Run(coder="fake 0"),
            )
        settle(ledger)
        first = recode(ledger, FakePipeline(1))
        assert (first.articles, first.changed) == (3, 3)  # the coder's version is part of the form
        assert recode(ledger, FakePipeline(1)).articles == 0
        second = recode(ledger, FakePipeline(2))
        old = ledger.runs()[0][0].id
    told = run("diff", first.run, second.run, "--ledger", path)
    assert "3 gained, 3 lost, 0 changed" in told.stderr
    assert "Chad accused Sudan of 1 raids." in told.stdout
    assert run("diff", old, first.run, "--ledger", path).stdout == ""
    assert [line.split()[1] for line in run("runs", "--ledger", path).stdout.splitlines() if line.startswith("u")] == [
        "0",
        "0",
        "3",
    ]


def test_recode_takes_only_what_a_change_can_touch(tmp_path):
    with Ledger(tmp_path / "x.ledger") as ledger:
        for number in range(3):
            ledger.write(made.article(f"a{number}", text=f"Chad accused Sudan of {number} raids."), Run(coder="fake 0"))
        settle(ledger)
        asked = (Query(text="2"), Query(text="9"), Query(type=("ACCUSE",), text="1"), Query(type=("AID",)))
        assert [recode(ledger, FakePipeline(2), query).articles for query in asked] == [1, 0, 1, 0]
        assert [standing for _, standing in ledger.runs()] == [1, 2]


def test_code_keeps_articles_with_their_run_and_makes_events(tmp_path):
    text = tmp_path / "a.txt"
    text.write_text("Chad accused Sudan on Tuesday of arming rebels.\n", encoding="utf-8")
    ledger = tmp_path / "x.ledger"
    run("code", text, "--date", "2021-04-21", "--ledger", ledger)
    assert "ACCUSE" in run("events", "--ledger", ledger).stdout
    told = run("runs", "--ledger", ledger).stdout
    assert "lexicon " in told
    assert "model " in told
    assert run("recode", "--ledger", ledger).stderr.startswith("0 articles coded again")
    assert "Sudan" in run("search", "rebels", "--ledger", ledger).stdout
