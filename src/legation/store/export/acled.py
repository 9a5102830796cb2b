"""A table in ACLED's columns: the part of our events that its types can hold; never to be called ACLED data."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

from legation.store.export.common import EXTENSION, Column, Json, Options, country_of, day_of, first_told, sides, toll
from legation.store.export.plain import inert

_VIOLENCE, _DEMONSTRATIONS, _STRATEGIC = "Political violence", "Demonstrations", "Strategic developments"
#: (type, mode) -> (event type, sub-event type); the type alone where the mode has no row.
#: Letters of a country's code.
_LETTERS: Final = 3
_KINDS: Final = {
    ("ASSAULT", "aerial"): ("Explosions/Remote violence", "Air/drone strike"),
    ("ASSAULT", "drone"): ("Explosions/Remote violence", "Air/drone strike"),
    ("ASSAULT", "explosives"): ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
    ("ASSAULT", "suicide-attack"): ("Explosions/Remote violence", "Suicide bomb"),
    ("ASSAULT", "heavy-weapons"): ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
    ("ASSAULT", "unconventional"): ("Explosions/Remote violence", "Chemical weapon"),
    ("ASSAULT", "abduct"): ("Violence against civilians", "Abduction/forced disappearance"),
    ("ASSAULT", "sexual"): ("Violence against civilians", "Sexual violence"),
    ("ASSAULT", "destroy"): (_STRATEGIC, "Looting/property destruction"),
    ("ASSAULT", "crowd-control"): ("Protests", "Excessive force against protesters"),
    ("PROTEST", "riot"): ("Riots", "Violent demonstration"),
    ("PROTEST", "vandalize"): ("Riots", "Mob violence"),
    ("PROTEST", None): ("Protests", "Peaceful protest"),
    ("COERCE", "arrest"): (_STRATEGIC, "Arrests"),
    ("MOBILIZE", None): (_STRATEGIC, "Change to group/activity"),
    ("RETREAT", "withdraw"): (_STRATEGIC, "Non-violent transfer of territory"),
    ("RETREAT", "ceasefire"): (_STRATEGIC, "Agreement"),
}
_CLASH, _ATTACK = ("Battles", "Armed clash"), ("Violence against civilians", "Attack")
_CIVILIANS: Final = frozenset({"CVL", "JRN", "MED", "EDU", "REL", "REF", "LAB", "BUS", "SOC", "AGR"})
_IDENTITIES: Final = {
    "GOV": "State forces", "MIL": "State forces", "COP": "State forces", "SPY": "State forces", "JUD": "State forces",
    "REB": "Rebel group", "OPP": "Protesters", "PTY": "Political militia", "UAF": "Political militia", "CRM": "Political militia",
}  # fmt: skip


def kind_of(event: Json) -> tuple[str, str] | None:
    """Return ACLED's (event type, sub-event type), or None for an act that it has no place for."""
    event_type, mode = event["type"], event["mode"]
    found = _KINDS.get((event_type, mode))
    if found is None and event_type == "ASSAULT":
        victims = {actor["sector"] for actor in event["recipients"]}
        return _ATTACK if victims & _CIVILIANS else _CLASH
    return found or _KINDS.get((event_type, None))


def _identity(side: list[Json], event: Json, *, acting: bool) -> str | None:
    if not side:
        return None
    sector = side[0]["sector"] or ""
    if event["type"] == "PROTEST" and acting:
        return "Rioters" if event["mode"] in {"riot", "vandalize"} else "Protesters"
    if side[0]["code"].startswith("NSA:"):
        return "Rebel group"
    return "Civilians" if sector in _CIVILIANS else _IDENTITIES.get(sector, "External/Other forces")


def _interaction(event: Json, _options: Options) -> str | None:
    one, other = sides(event)
    names = [name for name in (_identity(one, event, acting=True), _identity(other, event, acting=False)) if name]
    return "-".join(names) if len(names) == 2 else f"{names[0]} only" if names else None


def _disorder(event: Json, _options: Options) -> str:
    kind = kind_of(event) or ("", "")
    if kind[0] == "Riots":
        return f"{_VIOLENCE}; {_DEMONSTRATIONS}" if kind[1] == "Mob violence" else _DEMONSTRATIONS
    return _DEMONSTRATIONS if kind[0] == "Protests" else _STRATEGIC if kind[0] == _STRATEGIC else _VIOLENCE


def _who(side: int, *, rest: bool = False) -> Any:
    def names(event: Json, options: Options) -> str:
        found = sides(event)[side]
        called = [_name(actor, options) for actor in (found[1:] if rest else found[:1])]
        return "; ".join(called)

    return names


def _name(actor: Json, options: Options) -> str:
    country = country_of(actor["code"])
    return f"{actor['name']} ({options.countries.name(country)})" if country else actor["name"]


def _civilians_hit(event: Json, _options: Options) -> str | None:
    hit = any(actor["sector"] in _CIVILIANS for actor in event["recipients"])
    return "Civilian targeting" if hit and event["type"] == "ASSAULT" else None


def _where(key: str) -> Any:
    return lambda event, _: event["where"][key] if event["where"] else None


def _precision(event: Json, _options: Options) -> int:
    return 1 if event["when"] and event["when"]["precision"] == "day" else 2


def _timestamp(event: Json, _options: Options) -> int | None:
    day = first_told(event)
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()) if day else None


def _fatalities(event: Json, _options: Options) -> int:
    found = toll(event, "killed")
    return found["low"] if found else 0


def _number(event: Json) -> str:
    """Return three letters and a number, as ACLED's ids are: the country of the place, else of a party; the id in decimals."""
    parties = [party["code"] for party in (*event["recipients"], *event["actors"]) if len(party["code"]) == _LETTERS]
    country = (event["where"] or {}).get("country") or next((code for code in parties if code.isalpha()), "XXX")
    return f"{country}{int(event['id'][1:], 16)}"


ACLED: Final[tuple[Column, ...]] = (
    ("event_id_cnty", lambda e, _: _number(e)),
    ("event_date", lambda e, _: day_of(e)),
    ("year", lambda e, _: (day_of(e) or "")[:4]),
    ("time_precision", _precision),
    ("disorder_type", _disorder),
    ("event_type", lambda e, _: (kind_of(e) or ("", ""))[0]),
    ("sub_event_type", lambda e, _: (kind_of(e) or ("", ""))[1]),
    ("actor1", _who(0)),
    ("assoc_actor_1", _who(0, rest=True)),
    ("inter1", lambda e, _: _identity(sides(e)[0], e, acting=True)),
    ("actor2", _who(1)),
    ("assoc_actor_2", _who(1, rest=True)),
    ("inter2", lambda e, _: _identity(sides(e)[1], e, acting=False)),
    ("interaction", _interaction),
    ("civilian_targeting", _civilians_hit),
    ("iso", lambda e, o: o.countries.code(e["where"]["country"] or "", "numeric") if e["where"] else None),
    ("region", lambda _e, _: None),
    ("country", lambda e, o: o.countries.name(e["where"]["country"] or "") if e["where"] else None),
    ("admin1", _where("admin1")),
    ("admin2", lambda _e, _: None),
    ("admin3", lambda _e, _: None),
    ("location", _where("name")),
    ("latitude", _where("latitude")),
    ("longitude", _where("longitude")),
    (
        "geo_precision",
        lambda e, _: (
            {"city": 1, "point": 1, "admin1": 3, "country": 3}.get(e["where"]["precision"]) if e["where"] else None
        ),
    ),
    ("source", lambda e, _: "; ".join(_sources(e))),
    ("source_scale", lambda _e, _: None),
    ("notes", lambda e, _: e["reports"][0]["quote"]),
    ("fatalities", _fatalities),
    ("tags", lambda e, _: "; ".join(e["contexts"])),
    ("timestamp", _timestamp),
)


def _sources(event: Json) -> list[str]:
    return sorted({a["source"] for report in event["reports"] for a in report["articles"] if a["source"]})


def acled(events: Iterable[Json], options: Options) -> Iterator[str]:
    """Yield a CSV in ACLED's 31 columns of the dated acts that it has a type for."""
    columns = [*ACLED, *(EXTENSION if options.extended else ())]
    yield ",".join(name for name, _ in columns) + "\n"
    for event in events:
        if kind_of(event) is None or day_of(event) is None:
            continue
        stream = io.StringIO()
        csv.writer(stream, lineterminator="\n").writerow([inert(value(event, options)) for _, value in columns])
        yield stream.getvalue()
