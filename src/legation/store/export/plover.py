"""PLOVER's JSON lines and POLECAT's weekly table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from legation.ontology import QUAD_NAMES
from legation.store.export.common import (
    Column,
    Json,
    Options,
    country_of,
    day_of,
    first_told,
    is_claim,
    said_by,
    table,
    toll,
)

#: PLOVER's words for a status; `actual` has none.
_AUXILIARY: Final = {
    "future": "future", "hypothetical": "hypothetical", "negated": "negation", "historical": "historical",
}  # fmt: skip


def plover(events: Iterable[Json], options: Options) -> Iterator[str]:
    """Yield PLOVER's records (manual, "Fields"), which need a date; a status is an auxiliary mode, behind the type's own."""
    for event in events:
        if day_of(event) is None:
            continue
        yield json.dumps(_record(event, options), ensure_ascii=False) + "\n"


def _record(event: Json, options: Options) -> Json:
    report, where, when = event["reports"][0], event["where"], event["when"]
    article = report["articles"][0]
    modes = [mode for mode in (event["mode"], _AUXILIARY.get(event["status"])) if mode]
    record: Json = {
        "id": event["id"], "has_event": 1, "date": day_of(event), "actor": [_entity(a) for a in event["actors"]],
        "recipient": [_entity(a) for a in event["recipients"]], "event": event["type"], "mode": modes,
        "context": event["contexts"], "quad_code": event["quad"], "event_scale": event["score"],
        "event_text": report["quote"], "text": report["quote"],
        "text_info": {"sequence": report["n_sentence"], "start": report["sentence"][0], "end": report["sentence"][1]},
        "cite_info": {"corpus": "Legation", "citation": article["id"], "url": article["source"], "title": article["title"]},
        "coder": report["made_by"], "coded_date": None,
    }  # fmt: skip
    if when is not None and when["end"] != when["start"]:
        record["enddate"] = when["end"]
    if where is not None:
        record["event_loc"] = {
            "extracted_place": where["name"], "resolved_place": where["name"], "lat": where["latitude"],
            "lon": where["longitude"], "province": where["admin1"], "country_code": where["country"],
            "country": options.countries.name(where["country"] or ""), "resolution": where["precision"],
        }  # fmt: skip
    size = {
        name: found["latest"][1]
        for name, kind in (("dead", "killed"), ("injured", "injured"), ("arrested", "arrested"))
        if (found := toll(event, kind)) is not None
    }
    if size:
        record["size"] = size
    if is_claim(event):
        record["comment"] = "claimed by the adversary alone"
    if options.extended:
        record["legation"] = {
            "status": event["status"], "voice": event["voice"], "n_origins": event["n_origins"], "said_by": said_by(event),
            "conflicts": event["conflicts"],
        }  # fmt: skip
    return record


def _entity(actor: Json) -> Json:
    return {
        "code": actor["code"], "sector": actor["sector"], "entity_text": actor["name"], "office": actor.get("office"),
    }  # fmt: skip


# --- POLECAT -----------------------------------------------------------------------------------------------------


def _several(event: Json, name: str, key: str) -> str:
    return "; ".join(dict.fromkeys(str(actor[key]) for actor in event[name] if actor.get(key)))


def _party(name: str) -> tuple[Column, ...]:
    called, field = ("Actor", "actors") if name == "actor" else ("Recipient", "recipients")

    def countries(event: Json) -> list[str]:
        return list(dict.fromkeys(found for actor in event[field] if (found := country_of(actor["code"]))))

    def cow(event: Json, options: Options) -> str:
        return "; ".join(found for code in countries(event) if (found := options.countries.code(code, "cow")))

    return (
        (f"{called} Name", lambda e, _: _several(e, field, "name")),
        (f"{called} Country", lambda e, _: "; ".join(countries(e))),
        (f"{called} COW", cow),
        (f"Primary {called} Sector", lambda e, _: next((a["sector"] for a in e[field] if a["sector"]), None)),
        (f"{called} Sectors", lambda e, _: _several(e, field, "sector")),
        (f"{called} Title", lambda e, _: _several(e, field, "office")),
        (f"{called} Name Raw", lambda e, _: _several(e, field, "name")),
        (f"Wikipedia {called} ID", lambda _e, _: None),
    )


def _where(key: str) -> Any:
    return lambda event, _: event["where"][key] if event["where"] else None


POLECAT: Final[tuple[Column, ...]] = (
    ("Event ID", lambda e, _: e["id"]),
    ("Event Date", lambda e, _: day_of(e)),
    ("Event Type", lambda e, _: e["type"]),
    ("Event Mode", lambda e, _: e["mode"]),
    ("Event Intensity", lambda e, _: e["score"]),
    ("Quad Code", lambda e, _: QUAD_NAMES[e["quad"]].upper()),
    ("Contexts", lambda e, _: "; ".join(e["contexts"])),
    *_party("actor"),
    *_party("recipient"),
    ("Placename", _where("name")),
    ("City", lambda e, _: e["where"]["name"] if e["where"] and e["where"]["precision"] == "city" else None),
    ("District", lambda _e, _: None),
    ("Province", _where("admin1")),
    ("Country", _where("country")),
    ("Latitude", _where("latitude")),
    ("Longitude", _where("longitude")),
    ("GeoNames ID", lambda _e, _: None),
    ("Raw Placename", _where("name")),
    ("Feature Type", lambda _e, _: None),
    ("Source", lambda e, _: e["reports"][0]["articles"][0]["source"]),
    ("Publication Date", lambda e, _: first_told(e)),
    ("Story People", lambda _e, _: None),
    ("Story Organizations", lambda _e, _: None),
    ("Story Locations", lambda _e, _: None),
    ("Language", lambda _e, _: "en"),
    ("Version", lambda _e, _: "Legation"),
)


def polecat(events: Iterable[Json], options: Options) -> Iterator[str]:
    """Yield POLECAT's table: 40 columns, header, tabs, no quotes, `None` for what is missing."""
    return table(events, options, POLECAT, separator="\t", header=True, missing="None")
