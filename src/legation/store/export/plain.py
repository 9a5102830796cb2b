"""Our own JSON lines, a CSV for spreadsheets, GeoJSON for maps, Atom for readers of feeds."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape

from legation import ontology
from legation.store.export.common import EXTENSION, Column, Json, Options, first_told, is_claim, said_by, toll

_ROLES: Final = (("actor", "actors"), ("recipient", "recipients"))


def native(events: Iterable[Json], _options: Options) -> Iterator[str]:
    """Yield one event a line, whole."""
    for event in events:
        yield json.dumps(event, ensure_ascii=False, sort_keys=True) + "\n"


def _joined(name: str, key: str) -> Callable[[Json, Options], str]:
    return lambda event, _: "; ".join(str(actor[key] or "") for actor in event[name])


def _role_columns() -> list[Column]:
    cells = (("", "code"), ("_sector", "sector"), ("_name", "name"))
    return [(role + cell, _joined(name, key)) for role, name in _ROLES for cell, key in cells]


def _toll_of(event: Json, kind: str, key: str) -> int | None:
    found = toll(event, kind)
    return found[key] if found else None


#: The columns of the CSV and of Parquet. `claim_only` marks what an adversary alone asserts.
COLUMNS: Final[tuple[Column, ...]] = (
    ("id", lambda e, _: e["id"]),
    ("date", lambda e, _: e["when"]["start"] if e["when"] else None),
    ("date_end", lambda e, _: e["when"]["end"] if e["when"] else None),
    ("date_precision", lambda e, _: e["when"]["precision"] if e["when"] else None),
    ("type", lambda e, _: e["type"]),
    ("mode", lambda e, _: e["mode"]),
    ("contexts", lambda e, _: "; ".join(e["contexts"])),
    ("quad", lambda e, _: e["quad"]),
    ("score", lambda e, _: e["score"]),
    ("status", lambda e, _: e["status"]),
    ("voice", lambda e, _: e["voice"]),
    ("claim_only", lambda e, _: int(is_claim(e))),
    *_role_columns(),
    ("place", lambda e, _: e["where"]["name"] if e["where"] else None),
    ("country", lambda e, _: e["where"]["country"] if e["where"] else None),
    ("latitude", lambda e, _: e["where"]["latitude"] if e["where"] else None),
    ("longitude", lambda e, _: e["where"]["longitude"] if e["where"] else None),
    ("killed_low", lambda e, _: _toll_of(e, "killed", "low")),
    ("killed_high", lambda e, _: _toll_of(e, "killed", "high")),
    ("reports", lambda e, _: e["n_reports"]),
    ("articles", lambda e, _: e["n_articles"]),
    ("outlets", lambda e, _: e["n_outlets"]),
    ("origins", lambda e, _: e["n_origins"]),
    ("said_by", lambda e, _: "; ".join(said_by(e))),
    ("confidence", lambda e, _: e["confidence"]),
    ("quote", lambda e, _: e["reports"][0]["quote"]),
    ("source", lambda e, _: e["reports"][0]["articles"][0]["source"]),
)


def comma(events: Iterable[Json], options: Options) -> Iterator[str]:
    """Yield a CSV with a header; a cell that a spreadsheet would run as a formula gets a quotation mark before it."""
    known = {name for name, _ in COLUMNS}
    columns = [*COLUMNS, *((name, value) for name, value in EXTENSION if options.extended and name not in known)]
    yield _csv_line([name for name, _ in columns])
    for event in events:
        yield _csv_line([inert(value(event, options)) for _, value in columns])


def _csv_line(cells: Sequence[Any]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue()


def inert(value: Any) -> Any:
    """Return a cell that no spreadsheet runs as a formula."""
    return (
        "'" + value
        if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t"} and value[:3] != "---"
        else value
    )


def geojson(events: Iterable[Json], options: Options) -> Iterator[str]:
    """Yield a FeatureCollection of the events that have coordinates; longitude comes first, as RFC 7946 wants it."""
    yield '{"type": "FeatureCollection", "features": ['
    first = True
    for event in events:
        where = event["where"]
        if where is None or where["latitude"] is None:
            continue
        properties = {
            name: value(event, options) for name, value in COLUMNS if name not in {"id", "latitude", "longitude"}
        }
        feature = {
            "type": "Feature", "id": event["id"],
            "geometry": {"type": "Point", "coordinates": [where["longitude"], where["latitude"]]}, "properties": properties,
        }  # fmt: skip
        yield ("\n" if first else ",\n") + json.dumps(feature, ensure_ascii=False)
        first = False
    yield "\n]}\n"


def headline(event: Json) -> str:
    """Return an event as one line for people."""
    act = f"{event['type']} {event['mode']}" if event["mode"] else event["type"]
    who = ", ".join(actor["name"] for actor in event["actors"]) or "unknown"
    whom = ", ".join(actor["name"] for actor in event["recipients"])
    claimed = " (claimed by the adversary)" if is_claim(event) else ""
    return f"{act}: {who}{' -> ' + whom if whom else ''}{claimed}"


def atom(events: Iterable[Json], options: Options) -> Iterator[str]:
    """Yield an Atom feed; its dates are those of publication, so that the same ledger gives the same feed."""
    rows = list(events)
    told = [first_told(event) or "1970-01-01" for event in rows]
    yield '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield f"<title>{_xml(options.title)}</title>\n<id>urn:legation:{_xml(options.title.replace(' ', '-'))}</id>\n"
    yield f"<updated>{max(told, default='1970-01-01')}T00:00:00Z</updated>\n<author><name>Legation</name></author>\n"
    for event, day in zip(rows, told, strict=True):
        report = event["reports"][0]
        source = report["articles"][0]["source"] or ""
        yield f"<entry>\n<title>{_xml(headline(event))}</title>\n<id>urn:legation:{event['id']}</id>\n"
        yield f"<updated>{day}T00:00:00Z</updated>\n"
        if source.startswith(("http://", "https://")):
            yield f'<link href="{_xml(source)}"/>\n'
        quad = ontology.QUAD_NAMES[event["quad"]]
        yield f'<category term="{event["type"]}"/>\n<category term="{quad}"/>\n<summary>{_xml(report["quote"])}</summary>\n</entry>\n'
    yield "</feed>\n"


def _xml(text: str) -> str:
    """Escape for text and attributes; characters that XML 1.0 cannot hold are left out."""
    kept = "".join(
        c for c in text if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c >= "\U00010000"
    )
    return escape(kept, {'"': "&quot;"})
