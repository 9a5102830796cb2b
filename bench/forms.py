"""Forms of coded articles from a compact notation: for gold sets, generated ledgers and tests; no model is needed.

An article: `{"id", "published", "source", "title", "text", "reports": [...]}`. A report:

    code       "CONSULT/phone": type and mode
    trigger    the word of the text that names the act (its first place, or after `from`)
    actors     ["RUS/GOV Vladimir Putin"]: code, sector, name; `recipients`, `others` alike
    when       "2021-04-20", "2021-04", "2021", "2021-04-18..2021-04-20"; left out: unknown
    where      "Havana CUB 23.11 -82.37", or "CUB CUB" for a country alone
    status     actual, where left out
    said_by    ["RUS/GOV the foreign ministry"], the origin first; "?" for an unnamed one
    stance     asserts, denies, confirms
    toll       {"killed": [12, 14]}
    about      type of the act promised, asked, refused or threatened
"""

from __future__ import annotations

import calendar
import hashlib
import re
from datetime import date
from typing import Any

from legation import ontology

Json = dict[str, Any]
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def article_form_of(spec: Json) -> Json:
    """Return the form of an article as `legation code --format jsonl` prints it."""
    text = spec["text"]
    digest = hashlib.sha256(text.encode()).hexdigest()
    published = spec.get("published")
    return {
        "id": spec["id"],
        "document": {
            "hash": digest, "title": spec.get("title"), "published": when_of(published, "given"),
            "date_basis": "given" if published else "unknown", "language": "en", "source": spec.get("source"),
            "coder": spec.get("coder", "by hand"),
        },
        "reports": [report_form_of(text, digest, row) for row in spec["reports"]],
        "statements": [], "tenures": [], "relations": [], "indicators": [], "furniture": [],
    }  # fmt: skip


def report_form_of(text: str, digest: str, row: Json) -> Json:
    """Return the form of one report of the text."""
    event_type, _, mode = row["code"].partition("/")
    at = text.index(row["trigger"], text.index(row["from"]) if "from" in row else 0)
    trigger = [at, at + len(row["trigger"])]
    sentence = _sentence(text, at)
    actors = [_actor(text, one) for one in row.get("actors", ())]
    recipients = [_actor(text, one) for one in row.get("recipients", ())]
    status, stance = row.get("status", "actual"), row.get("stance", "asserts")
    chain = [_link(text, one, sentence, stance) for one in row.get("said_by", ())]
    confidence = row.get("confidence", 0.8)
    mention = {
        "trigger": trigger, "text": row["trigger"], "sentence": sentence, "status": status, "attribution": chain,
        "made_by": "hand", "confidence": confidence, "reasons": [],
    }  # fmt: skip
    identity = f"{digest}:{event_type}:{trigger[0]}:{trigger[1]}"
    about = row.get("about")
    return {
        "id": "r" + hashlib.sha256(identity.encode()).hexdigest()[:15], "type": event_type, "mode": mode or None,
        "contexts": row.get("contexts", []), "status": status, "voice": row.get("voice") or _voice(chain, actors, recipients),
        "actors": actors, "recipients": recipients, "others": [_actor(text, one) for one in row.get("others", ())],
        "initiator": None, "about": {"type": about, "mode": None, "span": trigger, "when": None} if about else None,
        "toll": [
            {"kind": kind, "low": low, "high": high, "span": sentence} for kind, (low, high) in row.get("toll", {}).items()
        ],
        "effective": None, "when": when_of(row.get("when"), "expression"), "where": _place(row.get("where"), sentence),
        "attribution": chain, "mentions": [mention], "score": ontology.score(event_type, mode or None),
        "confidence": confidence, "made_by": "hand",
    }  # fmt: skip


def when_of(text: str | None, basis: str) -> Json | None:
    """Return a date as in the form of an article."""
    if text is None:
        return None
    first, _, last = text.partition("..")
    precision = {10: "day", 7: "month", 4: "year"}[len(first)] if not last else "range"
    start, end = _bounds(first)[0], _bounds(last or first)[1]
    return {"start": start, "end": end, "precision": precision, "basis": basis, "span": None, "reasons": []}


def _bounds(text: str) -> tuple[str, str]:
    if len(text) == 4:
        return f"{text}-01-01", f"{text}-12-31"
    if len(text) == 7:
        year, month = map(int, text.split("-"))
        return f"{text}-01", f"{text}-{calendar.monthrange(year, month)[1]:02d}"
    return date.fromisoformat(text).isoformat(), text


def _sentence(text: str, at: int) -> list[int]:
    start = 0
    for gap in _SENTENCE.finditer(text):
        if gap.start() > at:
            return [start, gap.start()]
        start = gap.end()
    return [start, len(text)]


def _actor(text: str, one: str) -> Json:
    code, _, name = one.partition(" ")
    country, _, sector = code.partition("/")
    name = name or country
    at = text.find(name)
    return {
        "code": country, "sector": sector or None, "name": name,
        "span": [at, at + len(name)] if at >= 0 else None, "known": "text",
    }  # fmt: skip


def _link(text: str, one: str, sentence: list[int], stance: str) -> Json:
    named = one != "?"
    return {
        "actor": _actor(text, one) if named else None, "verb": "say", "channel": None if named else "unnamed",
        "span": sentence, "relay": False, "stance": stance,
    }  # fmt: skip


def _voice(chain: list[Json], actors: list[Json], recipients: list[Json]) -> str:
    if not chain:
        return "narrator"
    origin = chain[0]["actor"]
    if origin is None:
        return "unnamed"
    if origin["code"] in {actor["code"] for actor in actors}:
        return "party"
    return "adversary" if origin["code"] in {actor["code"] for actor in recipients} else "third"


def _place(text: str | None, sentence: list[int]) -> Json | None:
    if text is None:
        return None
    parts = text.split()
    located = len(parts) > 2 and re.fullmatch(r"-?\d+\.\d+", parts[-1]) is not None
    latitude, longitude = (float(parts[-2]), float(parts[-1])) if located else (None, None)
    rest = parts[:-2] if located else parts
    name = " ".join(rest[:-1])
    return {
        "name": name, "country": rest[-1], "admin1": None, "latitude": latitude, "longitude": longitude,
        "precision": "city" if located else "country", "span": sentence,
    }  # fmt: skip
