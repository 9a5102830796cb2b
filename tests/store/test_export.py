"""Exports: the columns of the formats, in their order, with their missing values; the same bytes everywhere."""

import csv
import io
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import jsonschema
import pytest

from legation.store import finding
from legation.store.event_schema import event_schema
from legation.store.export import FORMATS, Options
from legation.store.export.acled import _ATTACK, _CLASH, _KINDS, ACLED
from legation.store.export.cameo import GDELT, ICEWS, MENTIONS, number_of, pairs_of
from legation.store.export.common import CODEBOOK, EXTENSION, NoCountries
from legation.store.export.parquet import write_parquet
from legation.store.export.plain import COLUMNS, inert
from legation.store.export.plover import POLECAT
from legation.store.query import Query

REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "export_formats.json"
COUNTS = {"gdelt": 61, "gdelt-mentions": 16, "polecat": 40, "icews": 20, "acled": 31}


def text(gold, name, query=None, **options):
    return "".join(FORMATS[name](finding.events(gold, query or Query()), Options(**options)))


def rows(gold, name, **options):
    return [line.split("\t") for line in text(gold, name, **options).splitlines()]


def names(columns):
    return [name for name, _ in columns]


@pytest.mark.skipif(not REFERENCE.is_file(), reason="../shared/reference is not part of the repository")
def test_columns_are_those_of_the_reference():
    reference = json.loads(REFERENCE.read_text(encoding="utf-8"))

    def listed(name):
        return [column["name"] for column in reference[name]["columns"]]

    assert names(GDELT) == listed("gdelt")
    assert list(MENTIONS) == listed("gdelt_mentions")
    # Newer files write column 5 as the reference's variants say.
    assert names(POLECAT) == [name if name != "Intensity" else "Event Intensity" for name in listed("polecat")]
    assert names(ICEWS) == listed("icews")
    assert names(ACLED) == listed("acled")
    ours = [name.split(" ")[0] for name in reference["legation_extension_columns"]["columns"]]
    assert names(EXTENSION)[: len(ours)] == ours
    kinds = reference["acled"]["values"]
    for event_type, sub_type in [*_KINDS.values(), _ATTACK, _CLASH]:
        assert event_type in kinds["event_type"]
        assert sub_type in kinds["sub_event_type"]


@pytest.mark.parametrize("name", ["gdelt", "gdelt-mentions", "polecat", "icews"])
def test_every_line_of_a_table_has_the_formats_columns(gold, name):
    found = rows(gold, name)
    assert {len(row) for row in found} == {COUNTS[name]}
    assert len(found) > 50
    extended = rows(gold, name, extended=True)
    if name != "gdelt-mentions":
        assert {len(row) for row in extended} == {COUNTS[name] + len(EXTENSION)}
        assert [row[: COUNTS[name]] for row in extended] == found


def test_our_columns_tell_the_codebook_and_what_a_later_version_replaced(gold):
    cells = [
        dict(zip([*names(ICEWS), *names(EXTENSION)], row, strict=True))
        for row in rows(gold, "icews", extended=True)[1:]
    ]
    assert {row["codebook_version"] for row in cells} == {CODEBOOK}
    # The wire told of 12 dead on the first day, a copy with it, and of 19 on the second.
    assert {row["supersedes"] for row in cells} == {"", "bombing-006; bombing-007"}


def test_the_codebook_says_which_version_it_is():
    assert f"Version {CODEBOOK}." in (Path(__file__).parents[2] / "docs" / "codebook.md").read_text(encoding="utf-8")


def test_gdelt_holds_codes_as_text_and_no_header(gold):
    first = rows(gold, "gdelt")[0]
    assert first[0].isdigit()
    cells = [dict(zip(names(GDELT), row, strict=True)) for row in rows(gold, "gdelt")]
    call = next(row for row in cells if row["EventCode"] == "041")
    assert (call["EventBaseCode"], call["EventRootCode"], call["QuadClass"], call["GoldsteinScale"]) == (
        "041",
        "04",
        "1",
        "1.0",
    )
    assert (call["MonthYear"], call["Year"]) == (call["SQLDATE"][:6], call["SQLDATE"][:4])
    assert call["Actor1Name"].isupper()
    sanction = next(row for row in cells if row["EventCode"] == "163")
    assert sanction["EventRootCode"] == "16"
    mentions = [dict(zip(MENTIONS, row, strict=True)) for row in rows(gold, "gdelt-mentions")]
    assert {row["GLOBALEVENTID"] for row in mentions} == {row["GLOBALEVENTID"] for row in cells}
    assert sum(int(row["NumArticles"]) for row in cells) == len(mentions)


def test_lists_of_parties_are_expanded_to_pairs(gold):
    accords = next(e for e in finding.events(gold, Query()) if len(e["actors"]) == 3)
    pairs = [(e["actors"][0]["code"], e["recipients"][0]["code"]) for e in pairs_of(accords)]
    assert pairs == [("ISR", "ARE"), ("ISR", "BHR"), ("ARE", "BHR")]
    assert len({number_of(e) for e in pairs_of(accords)}) == 3
    many = {**accords, "actors": [{**accords["actors"][0], "code": code} for code in ("A", "B", "C", "D", "E")]}
    assert [e["recipients"][0]["code"] for e in pairs_of(many)] == ["B", "C", "D", "E"]
    cells = [dict(zip(names(GDELT), row, strict=True)) for row in rows(gold, "gdelt")]
    assert sum(row["SQLDATE"] == "20200915" for row in cells) == 3
    assert len({row["GLOBALEVENTID"] for row in cells}) == len(cells)


def test_tables_are_read_back_by_pandas(gold):
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    text_codes = {"EventCode": str, "EventBaseCode": str, "EventRootCode": str}
    read = pandas.read_csv(
        io.StringIO(text(gold, "gdelt")), sep="\t", header=None, names=names(GDELT), dtype=text_codes
    )
    assert read.shape == (len(rows(gold, "gdelt")), 61)
    assert set(read["EventCode"]) >= {"041", "163"}
    assert read["ActionGeo_Lat"].dtype == float
    polecat = pandas.read_csv(io.StringIO(text(gold, "polecat")), sep="\t", quoting=3, na_values=["None"])
    assert list(polecat.columns) == names(POLECAT)
    assert pandas.api.types.is_numeric_dtype(polecat["Event Intensity"])
    assert pandas.read_csv(io.StringIO(text(gold, "acled"))).shape[1] == 31


def test_polecat_says_none_and_icews_leaves_empty(gold):
    header, *found = rows(gold, "polecat")
    assert header == names(POLECAT)
    joint = next(row for row in found if row[2] == "CONSULT" and row[header.index("Recipient Name")] == "None")
    assert joint[header.index("Quad Code")] == "VERBAL COOPERATION"
    header, *found = rows(gold, "icews")
    assert header == names(ICEWS)
    assert all("None" not in row for row in found)
    assert all(row[header.index("CAMEO Code")][0] in "012" for row in found)


def test_acled_takes_only_what_it_has_a_type_for(gold):
    found = list(csv.DictReader(io.StringIO(text(gold, "acled"))))
    assert list(found[0]) == names(ACLED)
    assert {row["disorder_type"] for row in found} >= {"Political violence", "Demonstrations", "Strategic developments"}
    blast = next(row for row in found if row["location"] == "Kunduz" and row["event_date"] == "2021-09-06")
    assert (blast["sub_event_type"], blast["fatalities"]) == ("Remote explosive/landmine/IED", "15")
    assert "Sergei Lavrov spoke" not in text(gold, "acled")


def test_csv_reads_back_and_runs_no_formula(gold):
    found = list(csv.DictReader(io.StringIO(text(gold, "csv"))))
    assert list(found[0]) == names(COLUMNS)
    assert len(found) == finding.count_events(gold, Query())
    assert [inert(value) for value in ("=1+1", "@x", "-2", "---", "plain", -2)] == [
        "'=1+1",
        "'@x",
        "'-2",
        "---",
        "plain",
        -2,
    ]


def test_claims_come_only_when_asked_for_and_are_flagged(gold):
    default = list(csv.DictReader(io.StringIO(text(gold, "csv"))))
    claims = list(csv.DictReader(io.StringIO(text(gold, "csv", Query(claims=True)))))
    assert {row["claim_only"] for row in default} == {"0"}
    added = [row for row in claims if row["claim_only"] == "1"]
    assert len(claims) == len(default) + len(added)


def test_plover_has_what_the_manual_requires(gold):
    for line in text(gold, "plover", Query(status=(), claims=True)).splitlines():
        record = json.loads(line)
        assert {"id", "date", "actor", "event"} <= set(record)
        assert record["date"]
    denied = [json.loads(line) for line in text(gold, "plover", Query(status=("negated",))).splitlines()]
    assert all(record["mode"][-1] == "negation" for record in denied)


def test_geojson_and_atom_are_well_formed(gold):
    collection = json.loads(text(gold, "geojson"))
    odesa = next(f for f in collection["features"] if f["properties"]["place"] == "Odesa")
    assert odesa["geometry"]["coordinates"] == [30.73, 46.48]
    feed = ET.fromstring(text(gold, "atom", title="Legation: <all> & more"))  # noqa: S314 - our own output
    space = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.find("a:title", space).text == "Legation: <all> & more"
    assert len(feed.findall("a:entry", space)) == finding.count_events(gold, Query())


def test_native_lines_are_the_events(gold):
    assert [json.loads(line) for line in text(gold, "jsonl").splitlines()] == list(finding.events(gold, Query()))


def test_parquet_reads_back_or_says_what_to_install(gold, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet", reason="the optional extra `parquet` is not installed")
    write_parquet(finding.events(gold, Query()), tmp_path / "x.parquet")
    assert parquet.read_table(tmp_path / "x.parquet").num_rows == finding.count_events(gold, Query())


_EXPORT = """
import sys
from legation.store import finding
from legation.store.event_schema import event_schema
from legation.store.export import FORMATS, Options
from legation.store.ledger import Ledger
from legation.store.query import Query
with Ledger(sys.argv[1], read_only=True) as ledger:
    for name in FORMATS:
        sys.stdout.writelines(FORMATS[name](finding.events(ledger, Query(status=(), claims=True)), Options(extended=True)))
"""


def test_exports_are_the_same_bytes_whatever_the_hash_seed(tmp_path):
    outputs = set()
    for seed in ("0", "1", "4242"):
        # The ledger, too, is made anew under every seed.
        path = tmp_path / f"{seed}.ledger"
        program = (
            "import sys\nfrom bench.corroborate import GOLD, read_gold\nfrom legation.keeping import settle\n"
            "from legation.store.ledger import Ledger, Run\nwith Ledger(sys.argv[1]) as ledger:\n"
            "    ledger.write_forms([(r.form, r.text) for r in read_gold(GOLD / 'dev.txt')], Run(coder='by hand'))\n    settle(ledger)\n"
        )
        given = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", program, str(path)], check=True, env=given)
        done = subprocess.run([sys.executable, "-c", _EXPORT, str(path)], check=True, env=given, capture_output=True)
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert len(outputs.pop()) > 10_000


def test_no_country_book_leaves_codes(gold):
    assert NoCountries().name("RUS") == "RUS"
    header, *found = rows(gold, "icews")
    assert any(row[header.index("Source Country")] == "RUS" for row in found)


def test_every_event_follows_the_schema(gold):
    checker = jsonschema.Draft202012Validator(event_schema())
    for event in finding.events(gold, Query(status=(), claims=True)):
        checker.validate(json.loads(json.dumps(event)))
        assert event["reports"][0]["articles"][0]["run"] == gold.runs()[0][0].id
