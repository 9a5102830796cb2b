"""Borders are read from TopoJSON and GeoJSON, or refused in words; the shipped file holds what its policy promises."""

import json

import pytest

from legation.errors import InputError
from legation.serve.web.borders import SHIPPED, read_borders

#: Two countries side by side: they share arc 0.
TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "arcs": [[[10, 0], [0, 10]], [[10, 10], [-10, 0], [0, -10], [10, 0]], [[10, 10], [10, 0], [0, -10], [-10, 0]]],
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "id": "250", "properties": {"name": "West"}},
                {"type": "Polygon", "arcs": [[~0, ~2]], "id": 4, "properties": {"name": "East"}},
            ],
        },
        "disputed": {"type": "GeometryCollection", "geometries": [{"type": "LineString", "arcs": [0]}]},
    },
}


def put(path, content):
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def square(west, south, **properties):
    ring = [[west, south], [west + 4, south], [west + 4, south + 4], [west, south + 4], [west, south]]
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def test_a_topology_gives_rings_the_line_between_two_and_what_is_disputed(tmp_path):
    found = read_borders(put(tmp_path / "a.json", TOPOLOGY))
    assert len(found.rings) == 2
    assert found.lines == (((10.0, 0.0), (10.0, 10.0)),)
    assert found.disputed == found.lines
    assert found.middles["250"] == pytest.approx((5, 5))
    assert found.middles["004"] == pytest.approx((15, 5))
    assert "a.json" in found.policy


def test_features_are_read_by_their_codes_and_those_disputed_apart(tmp_path):
    line = {
        "type": "Feature",
        "properties": {"disputed": True},
        "geometry": {"type": "LineString", "coordinates": [[0, 0], [1, 1, 9]]},
    }
    features = [
        square(0, 0, ISO_A3="FRA"),
        square(9, 9, ISO_A3="-99", ADM0_A3="NOR"),
        line,
        {"type": "Feature", "properties": None, "geometry": None},
    ]
    found = read_borders(put(tmp_path / "b.geojson", {"type": "FeatureCollection", "features": features}))
    assert found.middles == {"FRA": pytest.approx((2, 2)), "NOR": pytest.approx((11, 11))}
    assert found.disputed == (((0.0, 0.0), (1.0, 1.0)),)


@pytest.mark.parametrize(
    "content",
    [
        "", "[]", "{}", "null", "7", '{"type": "Topology"}', '{"type": "FeatureCollection", "features": []}', "[" * 100_000,
        '{"type": "FeatureCollection", "features": [{}]}', {"type": "Topology", "arcs": [[[0, 1e9]]], "objects": {}},
        {**TOPOLOGY, "arcs": TOPOLOGY["arcs"][:1]}, {**TOPOLOGY, "arcs": [[["x", 0]]]},
        '{"type": "FeatureCollection", "features": [{"geometry": {"type": "Polygon", "coordinates": [[[NaN, 0], [1, 1], [2, 2]]]}}]}',
    ],
)  # fmt: skip
def test_what_is_no_map_is_refused_in_words(tmp_path, content):
    with pytest.raises(InputError) as told:
        read_borders(put(tmp_path / "c.json", content))
    assert told.value.remedy
    assert "c.json" in str(told.value.place)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_borders(tmp_path / "none.json")


def test_the_shipped_borders_say_what_they_are_and_dash_what_is_disputed():
    found = read_borders()
    assert "who holds the land, not whose it is" in found.policy
    content = json.loads(SHIPPED.read_text(encoding="utf-8"))
    named = [shape["properties"]["name"] for shape in content["objects"]["disputed"]["geometries"]]
    assert {"Crimea, of Ukraine, annexed by Russia", "Western Sahara, claimed by Morocco"} <= set(named)
    # The line over the neck of Crimea, and none along the rest of that border.
    crimea = found.disputed[named.index("Crimea, of Ukraine, annexed by Russia")]
    assert all(33 < longitude < 36 and 45 < latitude < 46.5 for longitude, latitude in crimea)
    assert found.middles["470"] == pytest.approx((14.4, 35.9), abs=0.2)  # Malta: small states are there
    assert (
        (SHIPPED.parent / "world-atlas-LICENSE.txt")
        .read_text(encoding="utf-8")
        .startswith("Copyright 2013-2019 Michael Bostock")
    )
