"""GDELT 2 (events and mentions) and ICEWS: tables whose acts are CAMEO codes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import combinations, product
from typing import Any, Final

from legation.ontology.cameo import Cameo, cameo_of
from legation.store.export.common import (
    Column,
    Json,
    Options,
    cell,
    country_of,
    day_of,
    first_told,
    group_of,
    sides,
    table,
)

_TYPES_OF_SECTOR: Final = {
    "GOV": "GOV", "MIL": "MIL", "COP": "COP", "JUD": "JUD", "LEG": "LEG", "SPY": "SPY", "OPP": "OPP", "PTY": "PTY",
    "REB": "REB", "CVL": "CVL", "JRN": "MED", "MED": "HLH", "BUS": "BUS", "EDU": "EDU", "REL": "REL", "LAB": "LAB",
    "CRM": "CRM", "ELI": "ELI", "REF": "REF", "UAF": "UAF", "AGR": "AGR",
}  # fmt: skip


def code_of(event: Json) -> Cameo:
    """Return the CAMEO code of an event."""
    return cameo_of(event["type"], event["mode"], event["contexts"])


def number_of(event: Json) -> int:
    """Return a number for formats that want one: the same id gives the same number, in 53 bits that any reader holds."""
    identity, pair = event["id"], event.get("pair", 0)
    return int(hashlib.sha256(f"{identity}:{pair}".encode()).hexdigest()[:14], 16) & (2**53 - 1)


#: Members of a list that are paired with all others; beyond it the first stands for all (CODEBOOK section 4).
_LISTED: Final = 4


def pairs_of(event: Json) -> Iterator[Json]:
    """Yield an event once for each pair of parties, as tables with one source and one target want it.

    `pair` numbers them from 0; an event that names one side only, or none, is yielded as it is.
    """
    actors, recipients = event["actors"], event["recipients"]
    if recipients and actors:
        firsts, seconds = (side if len(side) <= _LISTED else side[:1] for side in (actors, recipients))
        pairs = list(product(firsts, seconds))
    elif len(actors) > 1:
        pairs = list(combinations(actors, 2)) if len(actors) <= _LISTED else [(actors[0], one) for one in actors[1:]]
    else:
        yield event
        return
    for number, (one, other) in enumerate(pairs):
        yield {**event, "actors": [one], "recipients": [other], "pair": number}


def _dated_pairs(events: Iterable[Json]) -> Iterator[Json]:
    return (pair for event in events if day_of(event) for pair in pairs_of(event))


def _compact(day: str | None) -> str | None:
    return day.replace("-", "") if day else None


def _fraction(event: Json) -> str | None:
    day = day_of(event)
    if day is None:
        return None
    found = date.fromisoformat(day)
    return f"{found.year + (found.month * 30 + found.day) / 365:.4f}"


def _actor_columns(side: int) -> tuple[Column, ...]:
    name = f"Actor{side + 1}"

    def first(event: Json) -> Json | None:
        found = sides(event)[side]
        return found[0] if found else None

    def of(pick: Callable[[Json, Options], Any]) -> Callable[[Json, Options], Any]:
        return lambda event, options: pick(actor, options) if (actor := first(event)) is not None else None

    def whole(actor: Json, options: Options) -> str:
        country = options.countries.code(actor["code"], "cameo") or country_of(actor["code"])
        return country + group_of(actor["code"]) + _TYPES_OF_SECTOR.get(actor["sector"] or "", "")

    return (
        (f"{name}Code", of(whole)),
        (f"{name}Name", of(lambda actor, _: actor["name"].upper())),
        (
            f"{name}CountryCode",
            of(lambda actor, o: o.countries.code(actor["code"], "cameo") or country_of(actor["code"])),
        ),
        (f"{name}KnownGroupCode", of(lambda actor, _: group_of(actor["code"]))),
        *((f"{name}{part}Code", lambda _e, _: None) for part in ("Ethnic", "Religion1", "Religion2")),
        (f"{name}Type1Code", of(lambda actor, _: _TYPES_OF_SECTOR.get(actor["sector"] or "", ""))),
        (f"{name}Type2Code", lambda _e, _: None),
        (f"{name}Type3Code", lambda _e, _: None),
    )


_NO_PLACE: Final = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")


def _no_geo(name: str) -> tuple[Column, ...]:
    return tuple((f"{name}Geo_{part}", lambda _e, _: None) for part in _NO_PLACE)


def _geo_type(event: Json) -> int | None:
    """1 country, 3 US city, 4 city elsewhere, 2 US state, 5 division elsewhere."""
    where = event["where"]
    if where is None:
        return None
    american = where["country"] == "USA"
    return {"country": 1, "admin1": 2 if american else 5}.get(where["precision"], 3 if american else 4)


def _full_name(event: Json, options: Options) -> str | None:
    where = event["where"]
    if where is None:
        return None
    country = options.countries.name(where["country"] or "")
    return ", ".join(dict.fromkeys(part for part in (where["name"], where["admin1"], country) if part))


def _where(key: str) -> Callable[[Json, Options], Any]:
    return lambda event, _: event["where"][key] if event["where"] else None


_ACTION_GEO: Final[tuple[Column, ...]] = (
    ("ActionGeo_Type", lambda e, _: _geo_type(e)),
    ("ActionGeo_FullName", _full_name),
    (
        "ActionGeo_CountryCode",
        lambda e, o: o.countries.code(e["where"]["country"] or "", "gec") if e["where"] else None,
    ),
    ("ActionGeo_ADM1Code", lambda _e, _: None),
    ("ActionGeo_ADM2Code", lambda _e, _: None),
    ("ActionGeo_Lat", _where("latitude")),
    ("ActionGeo_Long", _where("longitude")),
    ("ActionGeo_FeatureID", lambda _e, _: None),
)

GDELT: Final[tuple[Column, ...]] = (
    ("GLOBALEVENTID", lambda e, _: number_of(e)),
    ("SQLDATE", lambda e, _: _compact(day_of(e))),
    ("MonthYear", lambda e, _: (_compact(day_of(e)) or "")[:6]),
    ("Year", lambda e, _: (day_of(e) or "")[:4]),
    ("FractionDate", lambda e, _: _fraction(e)),
    *_actor_columns(0),
    *_actor_columns(1),
    ("IsRootEvent", lambda e, _: int(any(report["n_sentence"] == 1 for report in e["reports"]))),
    ("EventCode", lambda e, _: code_of(e).code),
    ("EventBaseCode", lambda e, _: code_of(e).base),
    ("EventRootCode", lambda e, _: code_of(e).root),
    ("QuadClass", lambda e, _: code_of(e).quad),
    ("GoldsteinScale", lambda e, _: code_of(e).goldstein),
    ("NumMentions", lambda e, _: len(e["claims"])),
    ("NumSources", lambda e, _: e["n_outlets"]),
    ("NumArticles", lambda e, _: e["n_articles"]),
    ("AvgTone", lambda _e, _: None),
    *_no_geo("Actor1"),
    *_no_geo("Actor2"),
    *_ACTION_GEO,
    ("DATEADDED", lambda e, _: _moment(first_told(e))),
    ("SOURCEURL", lambda e, _: e["reports"][0]["articles"][0]["source"]),
)


def _moment(day: str | None) -> str | None:
    return f"{_compact(day)}000000" if day else None


def gdelt(events: Iterable[Json], options: Options) -> Iterator[str]:
    """Yield GDELT 2's event table: 61 columns, tabs, no header, one line a pair; undated events have no place in it."""
    return table(_dated_pairs(events), options, GDELT, separator="\t", header=False)


MENTIONS: Final = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier", "SentenceID",
    "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen", "MentionDocTone",
    "MentionDocTranslationInfo", "Extras",
)  # fmt: skip


def gdelt_mentions(events: Iterable[Json], _options: Options) -> Iterator[str]:
    """Yield GDELT 2's mentions: 16 columns, one line for each article of each report of each pair, no header."""
    for event in _dated_pairs(events):
        for report in event["reports"]:
            for article in report["articles"]:
                yield "\t".join(cell(value) for value in _mention(event, report, article)) + "\n"


def _mention(event: Json, report: Json, article: Json) -> list[Any]:
    source = article["source"] or ""
    web = source.startswith(("http://", "https://"))
    host = source.split("://", 1)[1].split("/", 1)[0].removeprefix("www.") if web else source
    return [
        number_of(event), _moment(first_told(event)), _moment(article["published"]), 1 if web else 2, host,
        source or article["id"], report["n_sentence"], _at(report["actor_at"]), _at(report["recipient_at"]),
        report["trigger"][0], 1, round(100 * report["confidence"]), report["text_length"], None, None, None,
    ]  # fmt: skip


def _at(offset: int | None) -> int:
    return -1 if offset is None else offset


# --- ICEWS -------------------------------------------------------------------------------------------------------

_SECTOR_NAMES: Final = {
    "GOV": "Government", "MIL": "Military", "COP": "Police", "JUD": "Judicial", "LEG": "Legislative / Parliamentary", "OPP": "Opposition",
    "PTY": "Parties", "REB": "Rebel", "CVL": "General Population / Civilian / Social", "JRN": "Media", "BUS": "Business", "EDU": "Education",
    "REL": "Religious", "LAB": "Labor", "CRM": "Criminals / Gangs", "ELI": "Elite", "REF": "Refugees", "UAF": "Unidentified Forces",
    "SPY": "Intelligence", "MED": "Medical / Health",
}  # fmt: skip


def _icews_party(side: int, called: str) -> tuple[Column, ...]:
    def first(event: Json) -> Json:
        found = sides(event)[side]
        return found[0] if found else {"name": None, "sector": None, "code": ""}

    return (
        (f"{called} Name", lambda e, _: first(e)["name"]),
        (f"{called} Sectors", lambda e, _: _SECTOR_NAMES.get(first(e)["sector"] or "")),
        (f"{called} Country", lambda e, o: o.countries.name(code) if (code := country_of(first(e)["code"])) else None),
    )


ICEWS: Final[tuple[Column, ...]] = (
    ("Event ID", lambda e, _: number_of(e)),
    ("Event Date", lambda e, _: day_of(e)),
    *_icews_party(0, "Source"),
    ("Event Text", lambda e, _: code_of(e).label),
    ("CAMEO Code", lambda e, _: code_of(e).code),
    ("Intensity", lambda e, _: code_of(e).goldstein),
    *_icews_party(1, "Target"),
    ("Story ID", lambda e, _: e["reports"][0]["articles"][0]["id"]),
    ("Sentence Number", lambda e, _: e["reports"][0]["n_sentence"]),
    ("Publisher", lambda e, _: e["reports"][0]["articles"][0]["source"]),
    ("City", lambda e, _: e["where"]["name"] if e["where"] and e["where"]["precision"] == "city" else None),
    ("District", lambda _e, _: None),
    ("Province", _where("admin1")),
    ("Country", lambda e, o: o.countries.name(e["where"]["country"] or "") if e["where"] else None),
    ("Latitude", _where("latitude")),
    ("Longitude", _where("longitude")),
)


def icews(events: Iterable[Json], options: Options) -> Iterator[str]:
    """Yield ICEWS's table: 20 columns, header, tabs, no quotes, one line a pair."""
    return table(_dated_pairs(events), options, ICEWS, separator="\t", header=True)
