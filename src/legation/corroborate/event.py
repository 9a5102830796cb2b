"""An event: the reports of one act, with who claims what, where the versions differ, and why they are one."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from legation import ontology
from legation.corroborate.origins import origins, principal, wire_groups

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from legation.corroborate.cluster import Match

Json = dict[str, Any]
_VOICE: Final = {voice: rank for rank, voice in enumerate(ontology.VOICES)}
_STATUS: Final = {
    status: rank for rank, status in enumerate(("actual", "negated", "historical", "future", "hypothetical"))
}
_PRECISION: Final = {"day": 0, "range": 1, "month": 2, "year": 3, "decade": 4}
#: The form of an article has no list of sentences: a sentence's number is counted by what ends one.
_SENTENCE_END: Final = re.compile(r"[.!?][\"'”’)]*\s|\n\s*\n")
_PLACE: Final = {"point": 0, "city": 1, "admin1": 2, "country": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """An article that carries a report."""

    article: str
    source: str | None
    title: str | None
    published: str | None
    #: What coded it, where known.
    run: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A report with its form, its text, the shingles of that, and all articles of this very text, the earliest first."""

    form: Json
    text: str
    shingles: frozenset[int]
    carriers: tuple[Carrier, ...]


def event_of(reports: Sequence[Reported], joined: Sequence[Match] = ()) -> Json:
    """Return the form of an event; the same set of reports gives the same form, in whatever order.

    `joined` are the matches within the event; their reasons tell why its reports are one.
    """
    rows = sorted(reports, key=lambda row: str(row.form["id"]))
    forms = [row.form for row in rows]
    claims = claims_of(rows)
    chief = min(forms, key=_authority)
    fullest = min(
        forms, key=lambda form: (-len(form["actors"]) - len(form["recipients"]), -form["confidence"], form["id"])
    )
    event_type = _commonest([form["type"] for form in forms])
    mode = _commonest([form["mode"] for form in forms if form["mode"] and form["type"] == event_type])
    found = origins(claims)
    contexts = {context for form in forms for context in form["contexts"]}
    articles = sorted({carrier.article for row in rows for carrier in row.carriers})
    return {
        "id": rows[0].form["id"], "type": event_type, "mode": mode,
        "contexts": [context for context in ontology.CONTEXTS if context in contexts],
        "status": chief["status"], "voice": chief["voice"], "quad": ontology.quad(event_type),
        "score": ontology.score(event_type, mode), "actors": fullest["actors"], "recipients": fullest["recipients"],
        "others": _first([form["others"] for form in forms]) or [], "initiator": _first([form["initiator"] for form in forms]),
        "about": _first([form["about"] for form in forms]), "toll": _tolls(claims),
        "when": _best([form["when"] for form in forms], lambda when: (_PRECISION[when["precision"]], when["start"], when["end"])),
        "where": _best([form["where"] for form in forms], lambda where: (_PLACE.get(where["precision"], 4), where["name"])),
        "confidence": max(form["confidence"] for form in forms),
        "n_reports": len(rows), "n_articles": len(articles),
        "n_outlets": len({_outlet(carrier) for row in rows for carrier in row.carriers}),
        "n_origins": len(found["asserts"]), "origins": list(found["asserts"]), "denied_by": list(found["denies"]),
        "claims": claims, "conflicts": list(_conflicts(rows, claims)),
        "reports": [_told(row) for row in rows],
        "because": [
            {"first": match.first, "second": match.second, "weight": match.weight, "reasons": list(match.reasons)}
            for match in strongest(joined)
        ],
    }  # fmt: skip


def strongest(matches: Sequence[Match]) -> list[Match]:
    """Return the matches that are enough to connect what all of them connect: the strongest, one less than reports."""
    home: dict[str, str] = {}

    def top(report: str) -> str:
        while home.setdefault(report, report) != report:
            report = home[report]
        return report

    kept = []
    for match in sorted(matches, key=lambda match: (-match.weight, match.first, match.second)):
        one, other = top(match.first), top(match.second)
        if one != other:
            home[max(one, other)] = min(one, other)
            kept.append(match)
    return kept


def _authority(form: Json) -> tuple[float, int, str]:
    """Rank a report by its voice; who denies its own act is heard after a third's word, before the adversary's."""
    denied = form["voice"] == "party" and form["status"] == "negated"
    return 2.5 if denied else float(_VOICE[form["voice"]]), _STATUS[form["status"]], form["id"]


def _commonest(values: Sequence[str]) -> str | Any:
    """Return the commonest value, of equals the smallest; None of none."""
    return min(Counter(values).items(), key=lambda row: (-row[1], row[0]))[0] if values else None


def _first(values: Sequence[Any]) -> Any:
    return next((value for value in values if value), None)


def _best(values: Sequence[Json | None], rank: Callable[[Json], tuple[Any, ...]]) -> Json | None:
    """Return the value told most precisely, of those the one told most often."""
    told = [value for value in values if value is not None]
    if not told:
        return None
    precise = min(rank(value)[0] for value in told)
    kept = [value for value in told if rank(value)[0] == precise]
    counts = Counter(rank(value) for value in kept)
    return min(kept, key=lambda value: (-counts[rank(value)], rank(value)))


def _outlet(carrier: Carrier) -> str:
    """Return who published: the host of an address, else the article itself (a file tells no outlet)."""
    source = carrier.source or ""
    if "://" in source:
        return source.split("://", 1)[1].split("/", 1)[0].lower().removeprefix("www.")
    return f"article {carrier.article}"


def _told(row: Reported) -> Json:
    """Return one report as listed in its event: its words, and the articles that carry them."""
    form, mention = row.form, row.form["mentions"][0]
    start, end = mention["sentence"]
    return {
        "id": form["id"], "type": form["type"], "mode": form["mode"], "status": form["status"], "voice": form["voice"],
        "trigger": mention["trigger"], "sentence": [start, end], "quote": " ".join(row.text[start:end].split()),
        "n_sentence": 1 + len(_SENTENCE_END.findall(row.text, 0, start)), "text_length": len(row.text),
        "actor_at": _span_start(form["actors"]), "recipient_at": _span_start(form["recipients"]),
        "chain": [link["actor"]["name"] if link["actor"] else "unnamed" for link in form["attribution"]],
        "confidence": form["confidence"], "made_by": form["made_by"],
        "articles": [
            {"id": c.article, "source": c.source, "title": c.title, "published": c.published, "run": c.run} for c in row.carriers
        ],
    }  # fmt: skip


def _span_start(actors: Sequence[Json]) -> int | None:
    return next((actor["span"][0] for actor in actors if actor["span"] is not None), None)


# --- claims ------------------------------------------------------------------------------------------------------


def claims_of(rows: Sequence[Reported]) -> list[Json]:
    """Return who asserts, denies or confirms the act: one claim for each mention, a copy once.

    Within one wire story what a later version says supersedes what an earlier one said of the same principal. An old
    version that a paper prints late is an old version.
    """
    wires = wire_groups({row.carriers[0].article: row.shingles for row in rows})
    claims = []
    for row in rows:
        carrier = row.carriers[0]
        for mention in row.form["mentions"]:
            claims.append(_claim(row.form, mention, carrier, wires[carrier.article]))
    claims.sort(key=lambda claim: (claim["published"] or "", claim["article"], claim["trigger"]))
    first: dict[str, str] = {}
    for claim in claims:
        first.setdefault(_version(claim), claim["published"] or "")
    for claim in claims:
        later = [one for one in claims if _supersedes(one, claim, first)]
        latest = max(
            later, key=lambda one: (first[_version(one)], one["published"] or "", one["article"]), default=None
        )
        claim["superseded_by"] = latest["report"] if latest else None
    return claims


def _claim(form: Json, mention: Json, carrier: Carrier, wire: str) -> Json:
    chain = mention["attribution"]
    first = chain[0] if chain else None
    stance = first["stance"] if first else "asserts"
    if mention["status"] == "negated":
        stance = "denies"
    return {
        "report": form["id"], "article": carrier.article, "published": carrier.published, "wire": wire,
        "trigger": mention["trigger"], "status": mention["status"], "stance": stance,
        "who": first["actor"]["name"] if first and first["actor"] else None,
        "principal": principal(first["actor"]) if first else None,
        "toll": [{"kind": toll["kind"], "low": toll["low"], "high": toll["high"]} for toll in form["toll"]],
    }  # fmt: skip


def _version(claim: Json) -> str:
    """Return what the copies of one version of a wire story have in common: who says so, and how many."""
    named = ("wire", "principal", "stance", "status", "toll")
    return json.dumps([claim[name] for name in named], sort_keys=True)


def _supersedes(later: Json, earlier: Json, first: dict[str, str]) -> bool:
    same = later["wire"] == earlier["wire"] and later["article"] != earlier["article"]
    newer = first[_version(later)] > first[_version(earlier)]
    return same and newer and (later["principal"], later["stance"]) == (earlier["principal"], earlier["stance"])


def _standing(claims: Sequence[Json]) -> list[Json]:
    return [claim for claim in claims if claim["superseded_by"] is None and claim["stance"] != "denies"]


def _tolls(claims: Sequence[Json]) -> list[Json]:
    """Return per kind the span from the lowest to the highest number of the claims that stand, and the latest."""
    found: dict[str, list[Json]] = {}
    for claim in _standing(claims):
        for toll in claim["toll"]:
            found.setdefault(toll["kind"], []).append(toll)
    return [
        {
            "kind": kind, "low": min(toll["low"] for toll in tolls), "high": max(toll["high"] for toll in tolls),
            "latest": [tolls[-1]["low"], tolls[-1]["high"]],
        }
        for kind, tolls in sorted(found.items())
    ]  # fmt: skip


# --- conflicts ---------------------------------------------------------------------------------------------------


def _conflicts(rows: Sequence[Reported], claims: Sequence[Json]) -> Iterator[Json]:
    """Yield where the versions differ: days, numbers, places, denials."""
    days: dict[str, list[str]] = {}
    places: dict[str, list[str]] = {}
    for row in rows:
        when, where = row.form["when"], row.form["where"]
        if when is not None and when["precision"] == "day":
            days.setdefault(when["start"], []).append(row.form["id"])
        if where is not None and where["precision"] == "city":
            places.setdefault(where["name"], []).append(row.form["id"])
    for what, found in (("day", days), ("place", places)):
        if len(found) > 1:
            yield {"what": what, "versions": [{"value": value, "reports": ids} for value, ids in sorted(found.items())]}
    numbers: dict[str, dict[str, list[str]]] = {}
    for claim in claims:
        for toll in claim["toll"]:
            value = f"{toll['low']}-{toll['high']}" if toll["low"] != toll["high"] else str(toll["low"])
            told = numbers.setdefault(toll["kind"], {}).setdefault(value, [])
            if claim["report"] not in told:
                told.append(claim["report"])
    for kind, values in sorted(numbers.items()):
        if len(values) > 1:
            versions = [{"value": value, "reports": sorted(ids)} for value, ids in sorted(values.items())]
            yield {"what": kind, "versions": versions}
    stances: dict[str, list[str]] = {}
    for claim in claims:
        word = "denied" if claim["stance"] == "denies" else "asserted"
        if claim["report"] not in stances.setdefault(word, []):
            stances[word].append(claim["report"])
    if len(stances) > 1:
        yield {
            "what": "denial",
            "versions": [{"value": w, "reports": sorted(ids)} for w, ids in sorted(stances.items())],
        }
