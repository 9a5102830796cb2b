"""Charts and their figures as files: what the page shows, at addresses that take the page's own words along."""

import csv
import io
import re
from html import unescape

import pytest

from legation.serve.web.saved import csv_file


def rows_of(answer):
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.text)))


@pytest.mark.parametrize(
    "page",
    ["/dyads/FRA/RUS?since=2022&by=month", "/dyads/FRA/RUS?with=IRN-SAU", "/actors/RUS?quad=4", "/network", "/map"],
)
def test_every_file_that_a_page_offers_is_there(gold, page):
    links = {
        unescape(found) for found in re.findall(r'(?:href|data-png)="(/[^"]+\.(?:svg|csv)[^"]*)"', gold.get(page).text)
    }
    links = {link for link in links if not link.startswith("/static/")}
    assert len(links) >= 2
    for link in links:
        answer = gold.get(link)
        assert answer.status_code == 200, link
        assert answer.headers["content-disposition"].startswith("attachment; filename=")
        assert answer.text.startswith("<svg" if ".svg" in link else ("month", "year", "place", "one")), link
        assert "since=2022" in link or "since=2022" not in page
        assert "quad=4" in link or "quad=4" not in page


def test_the_figures_of_a_pair_are_those_of_its_table(gold):
    rows = rows_of(gold.get("/dyads/FRA/RUS/chart.csv"))
    assert {"month": "2022-04", "source": "FRA", "target": "RUS", "events": "1", "verbal_cooperation": "0", "material_cooperation": "0",
            "verbal_conflict": "0", "material_conflict": "1", "score": "-5.5"} in rows  # fmt: skip
    page = gold.get("/dyads/FRA/RUS").text
    assert len(rows) == 2 * page.count('<th scope="row">20')
    bars, scores = rows_of(gold.get("/dyads/FRA/RUS/bars.csv")), rows_of(gold.get("/dyads/FRA/RUS/scores.csv"))
    assert list(bars[0])[-1] == "material_conflict"
    assert list(scores[0]) == ["month", "source", "target", "events", "score"]
    assert [row["events"] for row in bars] == [row["events"] for row in scores] == [row["events"] for row in rows]
    turned = rows_of(gold.get("/dyads/RUS/FRA/chart.csv"))
    key = lambda row: sorted(row.items())  # noqa: E731
    assert sorted(turned, key=key) == sorted(rows, key=key)


def test_a_part_of_a_chart_holds_that_part_alone(gold):
    whole, bars, scores = (gold.get(f"/dyads/FRA/RUS/{part}.svg").text for part in ("chart", "bars", "scores"))
    assert "<rect" in bars
    assert "<circle" not in bars
    assert 'class="q4"' not in scores
    assert "<circle" in scores
    assert whole.count("<rect") == bars.count("<rect")
    assert whole.count("<circle") == scores.count("<circle")
    height = lambda drawn: int(re.search(r'height="(\d+)"', drawn)[1])  # noqa: E731
    assert height(whole) > height(bars) > height(scores)
    assert 'fill="#' in bars


def test_what_an_actor_did_and_what_was_done_to_it_are_told_apart(gold):
    rows = rows_of(gold.get("/actors/RUS/chart.csv"))
    assert {row["source"] for row in rows} == {"RUS", "others"}
    assert sum(int(row["events"]) for row in rows if row["source"] == "RUS") > 0


def test_a_file_has_a_name_without_surprises_and_no_formula():
    answer = csv_file(("a",), [("=1+1",), ('"x"',)], "NSA:X/../é\r\n", "chart")
    assert answer.headers["content-disposition"] == 'attachment; filename="legation-NSA_X_______-chart.csv"'
    assert list(csv.reader(io.StringIO(answer.body.decode()))) == [["a"], ["'=1+1"], ['"x"']]


def test_no_other_part_has_an_address(gold):
    assert gold.get("/dyads/FRA/RUS/pie.svg").status_code == 404
    assert gold.get("/dyads/FRA/RUS/chart.png").status_code == 404
