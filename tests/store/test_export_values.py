"""Tables read back cell by cell: types, fixed words and missing values as ../shared/reference/export_formats.json lists them."""

import csv
import io
import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from legation.store import finding
from legation.store.export import FORMATS, Options
from legation.store.export.cameo import GDELT, ICEWS, MENTIONS
from legation.store.export.plover import POLECAT
from legation.store.ledger import Ledger
from legation.store.query import Query

REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "export_formats.json"
EVERY = Query(status=(), claims=True)
#: What a name of a party, a place or an outlet may hold where pages are broken.
HOSTILE = 'A\tB\r\nC "D" \u2028 E\x00 ; F, G'


@pytest.fixture(name="reference", scope="module")
def known_formats():
    if not REFERENCE.is_file():
        pytest.skip("../shared/reference is not part of the repository")
    return json.loads(REFERENCE.read_text(encoding="utf-8"))


@pytest.fixture(name="events", scope="module")
def all_events(gold_path):
    with Ledger(gold_path, read_only=True) as ledger:
        return list(finding.events(ledger, EVERY))


def table(events, name, columns, *, header=True):
    """Read a table without quoting, as its readers do."""
    lines = "".join(FORMATS[name](iter(events), Options())).split("\n")
    assert lines.pop() == ""
    cells = [line.split("\t") for line in lines]
    assert {len(row) for row in cells} == {len(columns)}
    if header:
        assert cells.pop(0) == columns
    return [dict(zip(columns, row, strict=True)) for row in cells]


def names(columns):
    return [name for name, _ in columns]


def test_gdelt_cells_have_the_types_and_codes_of_the_reference(events, reference):
    kinds = {column["name"]: column["type"] for column in reference["gdelt"]["columns"]}
    rows = table(events, "gdelt", names(GDELT), header=False)
    for row in rows:
        for name, cell in row.items():
            if cell and kinds[name] == "INTEGER":
                assert int(cell) >= 0, name
            elif cell and kinds[name] == "FLOAT":
                float(cell)
        assert (row["MonthYear"], row["Year"]) == (row["SQLDATE"][:6], row["SQLDATE"][:4])
        month, day = int(row["SQLDATE"][4:6]), int(row["SQLDATE"][6:])
        assert float(row["FractionDate"]) == pytest.approx(int(row["Year"]) + (month * 30 + day) / 365, abs=1e-3)
        assert re.fullmatch(r"(?:0[1-9]|1\d|20)\d{1,2}|(?:0[1-9]|1\d|20)", row["EventCode"])
        assert row["EventCode"].startswith(row["EventBaseCode"])
        assert row["EventBaseCode"].startswith(row["EventRootCode"])
        assert row["QuadClass"] in reference["gdelt"]["rules"]["QuadClass"]
        assert row["AvgTone"] == ""
        for side in ("Actor1", "Actor2", "Action"):
            assert row[f"{side}Geo_Type"] in {"", *reference["gdelt"]["rules"]["Geo_Type"]}
            assert re.fullmatch(r"(?:[A-Z]{2})?", row[f"{side}Geo_CountryCode"])
        for side in ("Actor1", "Actor2"):
            assert re.fullmatch(r"(?:[A-Z]{3})?", row[f"{side}CountryCode"])
        if row["DATEADDED"]:
            datetime.strptime(row["DATEADDED"] + "+0000", "%Y%m%d%H%M%S%z")


def test_mentions_cells_have_the_types_of_the_reference(events, reference):
    kinds = {column["name"]: column["type"] for column in reference["gdelt_mentions"]["columns"]}
    for row in table(events, "gdelt-mentions", list(MENTIONS), header=False):
        for name, cell in row.items():
            if cell and kinds[name] == "INTEGER":
                assert int(cell) >= -1, name
        assert int(row["SentenceID"]) >= 1
        assert 0 <= int(row["Confidence"]) <= 100
        assert 0 <= int(row["ActionCharOffset"]) < int(row["MentionDocLen"])


def test_polecat_cells_have_the_values_of_the_reference(events):
    quads = {"VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"}
    for row in table(events, "polecat", names(POLECAT)):
        assert "" not in row.values()
        assert re.fullmatch(r"\d{4}-\d\d-\d\d|None", row["Event Date"])
        assert row["Event Type"].isupper()
        assert row["Quad Code"] in quads
        assert -10 <= float(row["Event Intensity"]) <= 10
        for name in ("Actor Country", "Recipient Country", "Country"):
            assert re.fullmatch(r"None|[A-Z]{3}(?:; ?[A-Z]{3})*", row[name]), name


def test_icews_cells_have_the_values_of_the_reference(events):
    seen = set()
    for row in table(events, "icews", names(ICEWS)):
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["Event Date"])
        assert re.fullmatch(r"\d{2,4}", row["CAMEO Code"])
        assert -10 <= float(row["Intensity"]) <= 10
        seen.add((row["Event ID"], row["Event Date"]))
    assert len(seen) == len(table(events, "icews", names(ICEWS)))


def test_acled_cells_have_the_values_of_the_reference(events, reference):
    values = reference["acled"]["values"]
    found = list(csv.DictReader(io.StringIO("".join(FORMATS["acled"](iter(events), Options())), newline="")))
    assert len(found) > 5
    for row in found:
        for name in ("disorder_type", "event_type", "sub_event_type"):
            assert row[name] in values[name]
        assert re.fullmatch(r"[A-Z]{3}\d+", row["event_id_cnty"])
    assert len({row["event_id_cnty"] for row in found}) == len(found)
    for row in found:
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["event_date"])
        assert row["year"] == row["event_date"][:4]
        assert row["time_precision"] in {"1", "2", "3"}
        assert row["fatalities"].isdigit()
        assert row["civilian_targeting"] in {"", "Civilian targeting"}
        for name in ("inter1", "inter2"):
            assert row[name] in {"", *values["inter1/inter2"], *values["inter1/inter2"].values()}


@pytest.mark.parametrize("name", ["gdelt", "gdelt-mentions", "polecat", "icews", "acled", "csv"])
def test_no_name_breaks_a_line_or_a_cell(events, name):
    def hostile(value, key=""):
        if isinstance(value, dict):
            return {one: hostile(inner, one) for one, inner in value.items()}
        if isinstance(value, list):
            return [hostile(one, key) for one in value]
        return (
            HOSTILE if key in {"name", "title", "source", "quote", "admin1", "office"} and value is not None else value
        )

    def cells(some):
        text = "".join(FORMATS[name](iter(some), Options(extended=True)))
        if name in {"acled", "csv"}:
            return [len(row) for row in csv.reader(io.StringIO(text, newline=""))]
        return [line.count("\t") for line in text.split("\n")]

    assert cells([hostile(event) for event in events]) == cells(events)
