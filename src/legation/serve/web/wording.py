"""Records as sentences: who did what to whom, in words that a reader takes in at once.

Everything here takes the JSON forms of `store.form` and `corroborate.event` and returns plain text; escaping is the
templates' work.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from legation import ontology

if TYPE_CHECKING:
    from legation.serve.web.recoding import State

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Verb:
    """A type in words: as done, and as it might be done; `alone` where there is nobody that it is done to."""

    past: str
    base: str
    alone_past: str
    alone_base: str


def _verb(past: str, base: str, alone_past: str = "", alone_base: str = "") -> Verb:
    return Verb(past, base, alone_past or past, alone_base or base)


#: By type, and by type and mode where the mode says it better.
_VERBS: Final[dict[tuple[str, str], Verb]] = {
    ("AGREE", ""): _verb("agreed or offered to work with", "agree to work with", "agreed", "agree"),
    ("CONSULT", ""): _verb("held talks with", "hold talks with", "held talks", "hold talks"),
    ("CONSULT", "visit"): _verb("visited", "visit", "met on a visit", "meet on a visit"),
    ("CONSULT", "phone"): _verb("telephoned", "telephone", "spoke by telephone", "speak by telephone"),
    ("CONSULT", "multilateral"): _verb("met", "meet", "met with several others", "meet with several others"),
    ("CONSULT", "third-party"): _verb(
        "met through a mediator", "meet through a mediator", "met through a mediator", "meet through a mediator"
    ),
    ("SUPPORT", ""): _verb("voiced or signed support for", "support", "voiced or signed support", "give support"),
    ("CONCEDE", ""): _verb("made a concession to", "make a concession to", "made a concession", "make a concession"),
    ("COOPERATE", ""): _verb("worked together with", "work together with", "worked together", "work together"),
    ("AID", ""): _verb("gave aid to", "give aid to", "gave aid", "give aid"),
    ("RETREAT", ""): _verb("eased pressure on", "ease pressure on", "drew back", "draw back"),
    ("RETREAT", "resign"): _verb("stepped down before", "step down before", "stepped down", "step down"),
    ("REQUEST", ""): _verb("called on", "call on", "made a demand", "make a demand"),
    ("ACCUSE", ""): _verb("accused or criticised", "accuse or criticise", "voiced criticism", "voice criticism"),
    ("REJECT", ""): _verb("turned down", "turn down", "refused", "refuse"),
    ("REJECT", "change"): _verb("refused to change course towards", "refuse to change course towards", "refused to change course", "refuse to change course"),
    ("THREATEN", ""): _verb("threatened", "threaten", "made a threat", "make a threat"),
    ("PROTEST", ""): _verb("protested against", "protest against", "protested", "protest"),
    ("SANCTION", ""): _verb("imposed penalties on", "impose penalties on", "imposed penalties", "impose penalties"),
    ("SANCTION", "convict"): _verb("convicted", "convict", "convicted somebody", "convict somebody"),
    ("SANCTION", "expel"): _verb("expelled", "expel", "expelled somebody", "expel somebody"),
    ("MOBILIZE", ""): _verb("moved forces against", "move forces against", "moved forces", "move forces"),
    ("COERCE", ""): _verb("used coercion against", "use coercion against", "used coercion", "use coercion"),
    ("COERCE", "arrest"): _verb("arrested or detained", "arrest or detain", "made arrests", "make arrests"),
    ("COERCE", "deport"): _verb("deported", "deport", "deported somebody", "deport somebody"),
    ("COERCE", "restrict"): _verb("restricted or banned", "restrict or ban", "imposed restrictions", "impose restrictions"),
    ("COERCE", "cyber"): _verb("attacked by computer", "attack by computer", "attacked by computer", "attack by computer"),
    ("PROTEST", "strike"): _verb("went on strike against", "go on strike against", "went on strike", "go on strike"),
    ("PROTEST", "riot"): _verb("rioted against", "riot against", "rioted", "riot"),
    ("ASSAULT", "aerial"): _verb("attacked from the air", "attack from the air", "attacked from the air", "attack from the air"),
    ("ASSAULT", "crowd-control"): _verb("used force against", "use force against", "used force against a crowd", "use force against a crowd"),
    ("ASSAULT", "abduct"): _verb("abducted", "abduct", "abducted somebody", "abduct somebody"),
    ("ASSAULT", ""): _verb("attacked", "attack", "fought or attacked", "fight or attack"),
}  # fmt: skip

#: What a status does to the verb.
_FUTURE: Final = {"future": "is to", "hypothetical": "might", "negated": "did not"}

STATUS_WORDS: Final = {
    "actual": "reported as fact", "future": "planned or expected", "hypothetical": "only possible", "negated": "denied or not done",
    "historical": "background",
}  # fmt: skip
VOICE_WORDS: Final = {
    "narrator": "the article itself", "party": "one of the parties", "third": "a third side", "unnamed": "unnamed sources",
    "adversary": "the adversary's word alone",
}  # fmt: skip
TYPE_WORDS: Final = {
    "AGREE": "agree to cooperate", "CONSULT": "meet, visit, call", "SUPPORT": "praise, sign, recognise", "CONCEDE": "yield, apologise, promise to withdraw",
    "COOPERATE": "work together", "AID": "give aid", "RETREAT": "withdraw, release, lift", "REQUEST": "demand, urge", "ACCUSE": "accuse, criticise, sue",
    "REJECT": "refuse, veto", "THREATEN": "threaten", "PROTEST": "protest", "SANCTION": "sanction, expel, convict", "MOBILIZE": "deploy, exercise",
    "COERCE": "arrest, ban, hack", "ASSAULT": "attack",
}  # fmt: skip
VERDICT_WORDS: Final = {"right": "reviewed: right", "wrong": "reviewed: wrong", "disputed": "reviewers differ"}
#: What can be wrong with a record (`store.reviews.ASPECTS`).
ASPECT_WORDS: Final = {
    "event": "no such thing", "type": "type", "mode": "mode", "status": "status", "actor": "actor", "recipient": "recipient",
    "date": "date", "place": "place", "attribution": "who says so", "other": "something else",
}  # fmt: skip
#: The same as it is asked of the kinds; None leaves a question out.
_ASPECTS: Final[dict[str, dict[str, str | None]]] = {
    "report": {"event": "not an event"},
    "statement": {
        "event": "not a statement", "type": None, "mode": None, "status": None, "actor": "speaker", "recipient": "addressee",
        "place": None, "attribution": "who passes it on",
    },
    "tenure": {
        "event": "no office is told", "type": "takes, leaves or holds", "mode": None, "actor": "person or country",
        "recipient": "predecessor", "place": None,
    },
    "relation": {"event": "no tie is told", "type": "kind of tie", "mode": None, "actor": "the two", "recipient": None, "place": None},
    "indicator": {
        "event": "not a figure", "type": "what is counted", "mode": None, "actor": "whose it is", "recipient": None, "place": None,
        "date": "period",
    },
}  # fmt: skip
#: Parts of a report that can change (`store.revisions.facets`).
FACET_WORDS: Final = {"act": "type", "actors": "actor", "recipients": "recipient", "voice": "on the word of"}
#: What makes records (the first part of `made_by`), for people.
MADE_WORDS: Final = {
    "model": "the event-reading model: a small neural network, trained on sentences written and annotated for Legation",
    "lexicon": "an entry of the lexicon: words with the places of actor and recipient, one file a type, named by file and line",
    "model+lexicon": "both, at the same word; of one word's two types the surer stands",
    "answer": "a denial or confirmation of an act that others told, linked to it though it does not repeat its words",
    "grievance": "a speaker's rhetorical question that states a grievance: ACCUSE",
    "statement": "words in quotation marks, reported speech, or an answer to what was said",
    "tenure": "a title with a time, or a verb of taking and leaving office",
    "relation": "a lasting tie between two actors that a noun or adjective tells",
    "indicator": "a figure with its unit about an actor",
    "hand": "a person",
}
FURNITURE_WORDS: Final = {
    "credit": "image credit", "caption": "caption", "sign-up": "sign-up form", "disclaimer": "disclaimer", "comments": "comments", "related": "related stories",
    "share": "share bar", "cookie": "cookie notice", "copyright": "copyright line", "advertisement": "advertisement", "photo": "image credit", "byline": "byline", "dateline": "dateline", "other": "other page text",
}  # fmt: skip


def aspects_of(kind: str) -> dict[str, str]:
    """Return what can be wrong with a record of a kind, in words."""
    own = _ASPECTS[kind]
    return {name: label for name, words in ASPECT_WORDS.items() if (label := own.get(name, words)) is not None}


def names(actors: list[Json]) -> str:
    """Return the parties as an enumeration; `somebody` of none."""
    found = [str(actor["name"]) for actor in actors if actor]
    if not found:
        return "somebody"
    return found[0] if len(found) == 1 else ", ".join(found[:-1]) + " and " + found[-1]


def verb_phrase(event: Json) -> str:
    """Return what is done, in the mood of the status: `held talks with`, `might attack`."""
    verb = _VERBS.get((event["type"], event["mode"] or "")) or _VERBS[event["type"], ""]
    alone = not event["recipients"]
    past, base = (verb.alone_past, verb.alone_base) if alone else (verb.past, verb.base)
    mood = _FUTURE.get(event["status"])
    if mood is None:
        return past
    if mood == "is to" and len(event["actors"]) > 1:
        mood = "are to"
    return f"{mood} {base}"


def sentence(event: Json) -> str:
    """Return an event as one sentence without a full stop."""
    whom = f" {names(event['recipients'])}" if event["recipients"] else ""
    return f"{names(event['actors'])} {verb_phrase(event)}{whom}"


def pair(found: Json) -> tuple[str, str] | None:
    """Return the two codes whose page shows this act among others, None where there are not two (people of no country are nobody's pair)."""
    actors, recipients = (_codes(found, name) for name in ("actors", "recipients"))
    codes = list(dict.fromkeys([*actors[:1], *recipients[:1], *actors[1:]]))
    return (codes[0], codes[1]) if len(codes) > 1 else None


def followed(found: Json) -> dict[str, str]:
    """Return the filter by which those of an act are followed: the pair, or the one that there is; empty where nobody is named."""
    both = pair(found)
    if both is not None:
        return {"dyad": " ".join(both)}
    one = next(iter([*_codes(found, "actors"), *_codes(found, "recipients")]), None)
    return {"party": one} if one else {}


def _codes(found: Json, name: str) -> list[str]:
    return [actor["code"] for actor in found[name] if actor["code"] != "---"]


def code_of(actor: Json) -> str:
    """Return an actor's code with the sector that a state's organ has: RUS/GOV, IGO:UN."""
    sector = actor.get("sector")
    return f"{actor['code']}/{sector}" if sector and ":" not in actor["code"] else str(actor["code"])


def act(event: Json) -> str:
    """Return type and mode: CONSULT phone."""
    return f"{event['type']} {event['mode']}" if event["mode"] else str(event["type"])


def day(when: Json | None) -> str:
    """Return a date as precise as it is known."""
    if when is None:
        return "undated"
    start, end = when["start"], when["end"]
    if when["precision"] in {"year", "month"}:
        return str(start[: {"year": 4, "month": 7}[when["precision"]]])
    if when["precision"] == "decade":
        return f"{start[:3]}0s"
    return str(start) if start == end else f"{start} to {end}"


def why_date(when: Json | None) -> list[str]:
    """Return the reasons for a date, in words; empty where it was given with the text."""
    if when is None:
        return ["no date in the text that could be resolved; none is invented"]
    basis = {
        "given": "given with the text", "dateline": "from the dateline", "expression": "from an expression in the text",
        "inferred": "inferred", "tenure": "from a known start of office",
    }.get(when["basis"], when["basis"])  # fmt: skip
    return [basis, *when["reasons"]]


def score(value: float | None) -> str:
    """Return a conflict-cooperation score with its sign."""
    return "-" if value is None else "0" if value == 0 else f"{value:+g}".replace("-", "−")


def told(event: Json) -> str:
    """Return how widely an event is told: outlets and independent origins."""
    return f"{count(event['n_outlets'], 'outlet')} · {count(event['n_origins'], 'independent origin')}"


def count(n: int, word: str) -> str:
    """Return `1 outlet`, `2 outlets`."""
    plural = word[:-1] + "ies" if word.endswith("y") else word + "s"
    return f"{n:,} {word if n == 1 else plural}"


def rule(made_by: str) -> str:
    """Return what made a record, in words."""
    kind, _, rest = made_by.partition(":")
    if kind == "lexicon":
        return f"lexicon entry {rest}"
    if kind == "model+lexicon":
        return f"event-reading model and lexicon entry {rest}"
    if kind == "model":
        return f"event-reading model{f' ({rest})' if rest else ''}"
    return f"rule {made_by}" if made_by else "unknown"


def rule_address(made_by: str) -> str:
    """Return where the codebook explains what made a record: an entry of the shipped lexicon by its line, else the kind."""
    kind, _, rest = made_by.partition(":")
    place, _, line = rest.partition(":")
    name = place.removesuffix(".txt")
    if kind.endswith("lexicon") and name in ontology.TYPES and line.isdigit():
        return f"/codebook/{name}#line-{line}"
    return f"/codebook#made-{kind}" if kind in MADE_WORDS else "/codebook#made"


def tenure(row: Json) -> str:
    """Return a tenure as a sentence."""
    verb = {"takes": "takes office as", "leaves": "leaves office as", "holds": "is"}[row["change"]]
    where = f", {row['org_or_country']}" if row["org_or_country"] else ""
    after = f", after {row['predecessor']}" if row["predecessor"] else ""
    return f"{row['person']} {verb} {row['office']}{where}{after}"


def relation(row: Json) -> str:
    """Return a relation as a sentence."""
    one, other = (actor["name"] for actor in row["actors"])
    words = {
        "ally": "are allies", "partner": "are partners", "member": "share a membership", "strained": "have strained ties", "rival": "are rivals",
        "occupied": "are tied by an occupation", "at_war": "are at war",
    }.get(row["kind"], row["kind"])  # fmt: skip
    return f"{one} and {other} {words}"


def indicator(row: Json) -> str:
    """Return a figure as a phrase."""
    who = f"{row['actor']['name']}: " if row["actor"] else ""
    period = f", {row['period']}" if row["period"] else ""
    return f"{who}{row['what']} {row['value']:g} {row['unit']}{period}".strip()


def job(state: State) -> str:
    """Return how far coding again is, as a sentence."""
    of = f"{state.done:,} of {count(state.total, 'article')}" if state.total is not None else ""
    if state.phase == "looking":
        return "Looking for what a change can touch."
    if state.phase == "coding":
        left = f", about {span_of(state.left)} left" if state.left is not None else ""
        return f"{of} coded again{left}."
    if state.phase == "merging":
        return f"{of} coded again; merging what changed into events."
    if state.phase == "stopped":
        return f"Stopped: {of or 'nothing was'} coded again. Code again to go on with the rest."
    if state.phase == "failed":
        return f"It came to an end too early{f', after {of}' if of else ''}: {state.problem}"
    found = state.outcome
    if found is None:
        return "Done."
    left = f", {count(found.skipped, 'article')} left that no change can touch" if found.skipped else ""
    return f"Done: {count(found.articles, 'article')} coded again, {found.changed:,} changed{left}."


def span_of(seconds: int) -> str:
    """Return a span of time, roughly: 40 seconds, 3 minutes, 2 hours."""
    if seconds < 90:
        return count(max(1, seconds), "second")
    return count(round(seconds / 60), "minute") if seconds < 5400 else count(round(seconds / 3600), "hour")


def quad_name(quad: int) -> str:
    """Return the name of a quad class."""
    return ontology.QUAD_NAMES[quad]
