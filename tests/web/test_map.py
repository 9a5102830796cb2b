"""The map shows what the filter finds, every mark a link, and says what it cannot show; charts can be saved."""

import csv
import io
import re
from html import unescape

import pytest

from legation.serve.web.worldmap import VIEWS, WIDTH, Frame
from legation.store import finding, mapping
from legation.store.query import Query


@pytest.fixture
def ledger(gold):
    return gold.app.state.desk.ledger


def rows_of(answer):
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_every_event_is_at_a_place_in_a_country_or_nowhere(ledger):
    query = Query.of({"status": "any", "claims": "yes"})
    found = mapping.spots(ledger, query, limit=1000)
    assert sum(spot.n for spot in found.spots) + found.nowhere == finding.count_events(ledger, query)
    assert found.more == 0
    few = mapping.spots(ledger, query, limit=3)
    assert few.spots == found.spots[:3]
    assert few.more == len(found.spots) - 3
    assert [spot.n for spot in found.spots] == sorted((spot.n for spot in found.spots), reverse=True)


def test_a_mark_leads_to_the_events_that_it_counts(gold):
    page = gold.get("/map?since=2022").text
    marks = re.findall(r'<a href="(/events\?[^"]+)" aria-label="([^"]+)"><circle', page)
    assert len(marks) > 5
    for href, label in marks[:8]:
        n = sum(int(one) for one in re.findall(r"(\d+) (?:verbal|material)", label))
        shown = gold.get(unescape(href)).text
        told = int(re.search(r"(\d+) events?", shown)[1])
        assert told >= n, label
        if "country=" not in href:
            assert told == n, label


def test_places_and_pairs_stand_in_tables_too_and_can_be_shown_alone(gold):
    both, places, pairs = (gold.get(f"/map?show={one}").text for one in ("both", "places", "pairs"))
    assert "<h2>Places</h2>" in both
    assert "<h2>Pairs</h2>" in both
    assert "<h2>Pairs</h2>" not in places
    assert 'class="tie' not in places
    assert "<h2>Places</h2>" not in pairs
    assert 'class="spot' not in pairs
    assert "who holds the land, not whose it is" in both


def test_the_filter_goes_along_between_table_network_and_map(gold):
    for page in ("events", "network", "map"):
        text = gold.get(f"/{page}?party=RUS&since=2022").text
        for other in ("events", "network", "map"):
            assert f'href="/{other}?party=RUS&amp;since=2022' in text
        assert f'action="/{page}"' in text
        assert 'name="party" value="RUS"' in text
        assert f'href="/{page}?since=2022' in text  # the pill takes the filter away
    seen = gold.get("/map?party=RUS&view=europe").text
    assert '<input type="hidden" name="view" value="europe">' in seen
    assert 'href="/map?view=europe"' in seen


@pytest.mark.parametrize(
    "address", ["/map?type=WAR", "/network?type=WAR", "/map?view=moon", "/map?show=all", "/map.csv?type=WAR"]
)
def test_what_cannot_be_shown_is_said(gold, address):
    answer = gold.get(address)
    assert answer.status_code == 400
    assert "is no" in answer.text or "is nothing" in answer.text


def test_where_nothing_fits_the_map_says_so(gold):
    page = gold.get("/map?since=2050").text
    assert "No event fits" in page
    assert "<circle" not in page.split("<main")[1]


def test_the_files_hold_what_the_pages_show(gold, ledger):
    spots = mapping.spots(ledger, Query.of({"since": "2022"}), limit=1000).spots
    rows = rows_of(gold.get("/map.csv?since=2022"))
    assert [int(row["events"]) for row in rows] == [spot.n for spot in spots]
    assert rows[0]["place"] == (spots[0].name if spots[0].at else "")
    for row in rows:
        quads = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
        assert sum(int(row[quad]) for quad in quads) == int(row["events"])
    pairs = rows_of(gold.get("/network.csv?party=RUS"))
    assert all("RUS" in (row["one"], row["other"]) or int(row["events"]) > 0 for row in pairs)
    assert len(pairs) == gold.get("/network?party=RUS").text.count('class="tie')
    for address in ("/map.svg?view=europe", "/network.svg?party=RUS"):
        answer = gold.get(address)
        assert answer.headers["content-type"] == "image/svg+xml"
        assert re.fullmatch(r'attachment; filename="legation-\w+\.svg"', answer.headers["content-disposition"])
        assert answer.text.startswith("<svg")
        assert 'xmlns="http://www.w3.org/2000/svg"' in answer.text
        # Colours stand in the file itself.
        assert re.search(r'class="tie \w+"[^>]* stroke="#', answer.text)


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_a_view_shows_what_it_is_named_after(view):
    frame = Frame(view)
    inside = {
        "world": [(-99, 39), (151, -34), (-70, -50), (15, 78)], "europe": [(-9, 39), (37.6, 55.8), (-22, 64)],
        "middle-east": [(35.2, 31.8), (51.4, 35.7), (44, 15.4)], "africa": [(18.4, -33.9), (3, 36.7), (43.3, 11.6)],
        "asia": [(139.7, 35.7), (77.2, 28.6), (174.8, -41.3)], "americas": [(-70.7, -33.5), (-149.9, 61.2), (-47.9, -15.8)],
    }[view.name]  # fmt: skip
    for place in inside:
        assert frame.shows(frame.at(*place)), place
    assert 0.4 < frame.height / WIDTH < 1.4
    if view.name != "world":
        assert not frame.shows(frame.at(view.meridian + 180, 0))


def test_north_is_up_and_east_is_right_and_areas_compare():
    frame = Frame(VIEWS["world"])
    (x, y), (east, _), (_, north) = frame.at(20, 10), frame.at(21, 10), frame.at(20, 11)
    assert east > x
    assert north < y

    # A degree by a degree is cos(latitude) of one at the equator, wherever it lies: that is what equal area means.
    def area(longitude, latitude):
        points = [frame.at(longitude + dx, latitude + dy) for dx, dy in ((0, 0), (1, 0), (1, 1), (0, 1))]
        return (
            abs(sum(x * to_y - to_x * y for (x, y), (to_x, to_y) in zip(points, [*points[1:], points[0]], strict=True)))
            / 2
        )

    assert area(-60, 59.5) / area(100, -0.5) == pytest.approx(0.5, rel=0.01)
