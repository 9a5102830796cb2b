"""The description of the REST API (OpenAPI 3.1)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from legation import __version__, ontology
from legation.store.reviews import NAME_LIMIT, VERDICTS
from legation.store.schema import article_schema

Json = dict[str, Any]
#: The most rows of one answer.
LIMIT: Final = 500
#: Formats of events: media type and file ending.
FORMATS: Final = {
    "csv": ("text/csv; charset=utf-8", "csv"), "jsonl": ("application/x-ndjson", "jsonl"), "plover": ("application/x-ndjson", "plover.jsonl"),
    "geojson": ("application/geo+json", "geojson"), "atom": ("application/atom+xml", "atom"),
    "gdelt": ("text/tab-separated-values; charset=utf-8", "export.CSV"), "gdelt-mentions": ("text/tab-separated-values; charset=utf-8", "mentions.CSV"),
    "polecat": ("text/tab-separated-values; charset=utf-8", "polecat.txt"), "icews": ("text/tab-separated-values; charset=utf-8", "icews.tab"),
    "acled": ("text/csv; charset=utf-8", "acled.csv"),
}  # fmt: skip

_CODE: Final = r"^(---|[A-Z]{3}|[A-Z]{3}:[A-Z0-9_-]+)$"
_DATE: Final = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_WHO: Final = {"type": "string", "example": "RUS"}
_FILTERS: Final[dict[str, tuple[str, Json]]] = {
    "text": ("Words of an article that tells it; phrases in double quotes.", {"type": "string"}),
    "party": ("Who takes part, in whatever role; several parted by commas.", _WHO),
    "actor": ("Who acts: RUS, RUS/MIL, IGO:UN.", _WHO),
    "recipient": ("Who is acted upon.", _WHO),
    "dyad": ("Two codes, in either direction.", {"type": "string", "example": "RUS-CUB"}),
    "type": ("PLOVER type.", {"type": "string", "example": "CONSULT"}),
    "mode": ("PLOVER mode.", {"type": "string", "example": "phone"}),
    "context": ("PLOVER context.", {"type": "string", "example": "diplomatic"}),
    "quad": ("Quad class: 1, 2 verbal and material cooperation, 3, 4 conflict.", {"type": "string", "example": "4"}),
    "since": ("First day: a year, a month or a day.", {"type": "string", "pattern": _DATE, "example": "2021-04"}),
    "until": ("Last day.", {"type": "string", "pattern": _DATE, "example": "2021-04-30"}),
    "status": (f"{', '.join(ontology.STATUSES)}, or any. Without it: actual.", {"type": "string", "example": "any"}),
    "country": ("Where it happened.", {"type": "string", "example": "CUB"}),
    "near": ("Within a distance: Havana,50km or 23.1,-82.4,50km.", {"type": "string", "example": "Havana,50km"}),
    "min_origins": ("At least so many independent origins.", {"type": "integer"}),
    "min_confidence": ("At least this confidence.", {"type": "number"}),
    "claims": ("Also what only an adversary asserts.", {"type": "string", "enum": ["yes", "no"]}),
}  # fmt: skip
_SINCE: Final = (
    "since", "A moment, UTC: 2026-11-26T14:00Z; to go on, the `at` of the newest row.", {"type": "string", "example": "2026-11-26T14:00Z"},
)  # fmt: skip
_AFTER: Final = ("after", "A cursor, taken from `next` of the answer before.", {"type": "string"})
_TAKEN: Final = (
    "limit",
    f"At most so many, up to {LIMIT}.",
    {"type": "integer", "minimum": 1, "maximum": LIMIT, "default": 50},
)
_TABLE: Final = ("format", "json or csv; else by the Accept header.", {"type": "string", "enum": ["json", "csv"]})


def _query(*rows: tuple[str, str, Json]) -> list[Json]:
    return [{"name": name, "in": "query", "description": words, "schema": schema} for name, words, schema in rows]


def _filters(*names: str) -> list[tuple[str, str, Json]]:
    return [(name, *_FILTERS[name]) for name in names or _FILTERS]


def _path(name: str, words: str, schema: Json | None = None) -> Json:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": words,
        "schema": schema or {"type": "string", "minLength": 1},
    }


def _list(name: str, row: Json) -> Json:
    following = {"type": ["string", "null"], "description": "The address of what follows, null at the end."}
    return {
        "type": "object", "required": [name, "next"],
        "properties": {name: {"type": "array", "items": row}, "next": following},
    }  # fmt: skip


def _row(**properties: str | list[str]) -> Json:
    return {
        "type": "object",
        "required": list(properties),
        "properties": {key: {"type": kind} for key, kind in properties.items()},
    }


def _answers(schema: Json, *, codes: tuple[int, ...] = (400,), csv: bool = False, others: tuple[str, ...] = ()) -> Json:
    content: Json = {"application/json": {"schema": schema}}
    if csv:
        content["text/csv"] = {"schema": {"type": "string"}}
    for kind in others:
        content[kind.partition(";")[0]] = {"schema": {}}
    found: Json = {"200": {"description": "The answer, with its ETag.", "content": content}}
    found["304"] = {"description": "Nothing has changed since the ETag in If-None-Match."}
    words = {
        400: "Something in the request cannot be used.",
        404: "There is no such thing.",
        500: "The ledger cannot be read.",
        503: "Busy, or too slow.",
    }
    for code in (*codes, 500, 503):
        found[str(code)] = {"description": words[code], "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}  # fmt: skip
    return found


def _get(summary: str, parameters: list[Json], responses: Json) -> Json:
    return {"get": {"summary": summary, "parameters": parameters, "responses": responses}}


@lru_cache(maxsize=1)
def description() -> Json:
    """Return the whole description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Legation", "version": __version__,
            "description": "Who did what to whom, when, who says so, and the words that say it.",
        },
        "servers": [{"url": "/"}],
        "paths": _paths(),
        "components": {"schemas": _schemas()},
    }  # fmt: skip


def _schemas() -> Json:
    article = dict(article_schema())
    article.pop("$schema", None)
    properties = {
        **article["properties"],
        "text": {"type": "string"},
        "kept": {"type": "boolean"},
        "withdrawn": {"type": ["string", "null"]},
    }
    event = {
        "type": "object", "description": "An event whole: docs/ledger.md tells its fields.",
        "required": ["id", "type", "status", "quad", "actors", "recipients", "when", "reports", "claims", "n_origins"],
        "properties": {"id": {"type": "string"}, "type": {"enum": list(ontology.TYPES)}, "status": {"enum": list(ontology.STATUSES)}},
    }  # fmt: skip
    return {
        "Article": {**article, "properties": properties, "required": [*article["required"], "text", "kept"]},
        "Event": event,
        "Problem": _row(type="string", title="string", status="integer", detail="string"),
        "NewArticle": {
            "type": "object", "required": ["text"], "additionalProperties": False,
            "properties": {
                "text": {"type": "string", "minLength": 1, "maxLength": 200_000}, "title": {"type": "string", "maxLength": 2000},
                "published": {"type": "string", "description": "2021, 2021-04 or 2021-04-21", "example": "2021-04-21"},
                "source": {"type": "string", "maxLength": 2000, "description": "Where it stands: an address names the outlet."},
                "id": {"type": "string", "minLength": 1, "maxLength": 200, "description": "Yours; else derived from the text."},
                "keep": {"type": "boolean", "default": True, "description": "false: code it, and keep nothing in the ledger."},
            },
        },
    }  # fmt: skip


def _arrived(event: Json) -> Json:
    row = _row(at="string", new="boolean", articles="integer", event="object")
    row["properties"]["event"] = event
    found = _list("arrivals", row)
    found["properties"]["articles"] = {"type": "integer", "description": "Articles that came in, all in all."}
    found["required"].append("articles")
    return found


def _review_paths() -> Json:
    """Return what tells of reviews, and how often records are right by them."""
    return {
        "/api/v1/reviews": _get(
            "What reviewers have said of records, in the order in which they said it; csv and jsonl give all at once.",
            _query(
                ("verdict", "right, wrong or skip.", {"type": "string", "enum": list(VERDICTS)}),
                ("reviewer", "The name that a reviewer gave.", {"type": "string", "maxLength": NAME_LIMIT, "example": "Ana"}),
                _TAKEN, _AFTER, ("format", "json, csv or jsonl; else by the Accept header.", {"type": "string", "enum": ["json", "csv", "jsonl"]}),
            ),
            _answers(_list("reviews", _row(record="string", article="string", reviewer="string", verdict="string", note="string", made="string")), csv=True, others=(FORMATS["jsonl"][0],)),
        ),
        "/api/v1/accuracy": _get(
            "How often records are right, by type, with Wilson's interval at 95 %: of what was reviewed, and of what was drawn by lot.",
            _query(_TABLE), _answers(_list("rows", _row(kind="string", type="string", right="integer", n="integer", low="number", high="number")), csv=True),
        ),
    }  # fmt: skip


def _paths() -> Json:
    return {
        **_article_paths(), **_event_paths(), **_record_paths(), **_party_paths(), **_review_paths(), **_run_paths(),
    }  # fmt: skip


def _article_paths() -> Json:
    article = {"$ref": "#/components/schemas/Article"}
    head = _row(id="string", title=["string", "null"], published=["string", "null"], source=["string", "null"])
    posted = _answers(article)
    posted["201"] = {**posted["200"], "description": "Coded; `Location` tells where it is."}
    posted["200"] = {**posted["200"], "description": "It was there already, and nothing has changed."}
    posted |= {
        status: {**posted["400"], "description": words}
        for status, words in (("413", "Too large."), ("415", "Not JSON."))
    }
    post = {
        "summary": "Code a text and keep it. The same text again changes nothing.",
        "requestBody": {"required": True, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/NewArticle"}}}},
        "responses": posted,
    }  # fmt: skip
    return {
        "/api/v1/articles": {
            **_get("Articles, the newest first.", _query(_TAKEN, _AFTER, _TABLE), _answers(_list("articles", head), csv=True)),
            "post": post,
        },
        "/api/v1/articles/{id}": _get(
            "An article with all its records and its text.", [_path("id", "The article's id.")], _answers(article, codes=(400, 404))
        ),
        "/api/v1/search": _get(
            "Articles that hold all the words.", [{**_query(("q", "Words; phrases in double quotes, -word excluded.", {"type": "string", "example": "embassy"}))[0], "required": True}, *_query(_TAKEN, _AFTER, _TABLE)],
            _answers(_list("hits", head), csv=True),
        ),
    }  # fmt: skip


def _event_paths() -> Json:
    event = {"$ref": "#/components/schemas/Event"}
    formats = (
        "format",
        "json, or any export; else by the Accept header.",
        {"type": "string", "enum": ["json", *FORMATS]},
    )
    extended = ("extended", "Append our own columns to a foreign format.", {"type": "string", "enum": ["yes", "no"]})
    kinds = tuple(dict.fromkeys(kind for kind, _ in FORMATS.values()))
    return {
        "/api/v1/events": _get(
            "Events that the filters find, the newest first.", _query(*_filters(), _TAKEN, _AFTER, formats, extended),
            _answers(_list("events", event), others=kinds),
        ),
        "/api/v1/events/{id}": _get(
            "An event; the id of one of its reports finds it, too.", [_path("id", "An id."), *_query(formats)],
            _answers(event, codes=(400, 404), others=kinds),
        ),
        "/api/v1/events/{id}/revisions": _get(
            "What changed of an event: who was the first to say what (told), what coding again read otherwise (recoded), texts that were replaced, withdrawals, events merged into it, joins and partings by hand.",
            [_path("id", "An id."), *_query(_TAKEN, _AFTER, _TABLE)],
            _answers(_list("revisions", _row(kind="string", article=["string", "null"], at=["string", "null"], run=["string", "null"], report=["string", "null"], changes="array", note="string")), codes=(400, 404), csv=True),
        ),
        "/api/v1/arrivals": _get(
            "Events that articles tell which came in since a moment, those told last first; `new` where no article told them before.",
            [{**_query(_SINCE)[0], "required": True}, *_query(_TAKEN, _AFTER, _TABLE)],
            _answers(_arrived(event), csv=True),
        ),
    }  # fmt: skip


def _record_paths() -> Json:
    told = _row(id="string", article="string", quote="string")
    of_records = _query(*_filters("actor", "party", "since", "until", "text"), _TAKEN, _AFTER, _TABLE)
    lists = {}
    for name in ("statements", "tenures", "relations", "indicators"):
        rows = _list(name, _row(id="string", article="object", quote="string"))
        lists[f"/api/v1/{name}"] = _get(f"{name.capitalize()}, the newest first.", of_records, _answers(rows, csv=True))
        lists[f"/api/v1/{name}/{{id}}"] = _get(
            f"One of the {name}, with its words.", [_path("id", "An id.")], _answers(told, codes=(400, 404))
        )
    return {
        "/api/v1/reports": _get(
            "Reports (what one text tells of one act), in the order of their ids.",
            _query(
                ("type", "PLOVER type.", {"type": "string", "enum": list(ontology.TYPES), "example": "CONSULT"}),
                ("status", "Without it: any.", {"type": "string", "enum": list(ontology.STATUSES)}), _TAKEN, _AFTER, _TABLE,
            ),
            _answers(_list("reports", _row(id="string", type="string", status="string", article="string", n_articles="integer")), csv=True),
        ),
        "/api/v1/reports/{id}": _get("A record of any kind, with its words.", [_path("id", "An id.")], _answers(told, codes=(400, 404))),
        **lists,
    }  # fmt: skip


def _party_paths() -> Json:
    series = _filters("since", "until", "type", "quad", "status", "claims", "min_origins", "text")
    by = ("by", "Span of time of a row.", {"type": "string", "enum": ["day", "month", "year"], "default": "month"})
    code = _path("code", "A code: RUS, IGO:UN.", {"type": "string", "pattern": _CODE})
    pair = [_path(name, "A code: RUS, IGO:UN.", {"type": "string", "pattern": _CODE}) for name in ("one", "other")]
    return {
        "/api/v1/dyads": _get(
            "Pairs of the events that the filters find, the commonest first.", _query(*_filters(), _TAKEN, _AFTER, _TABLE),
            _answers(_list("dyads", _row(one="string", other="string", events="integer", score="number")), csv=True),
        ),
        "/api/v1/dyads/{one}/{other}": _get(
            "The series of a pair: both directions, by quad class.", [*pair, *_query(*series, by, _TABLE)],
            _answers(_list("rows", _row(period="string", source="string", target="string", quad="integer", n="integer", joint="integer", score="number", articles="integer")), csv=True),
        ),
        "/api/v1/actors": _get(
            "Who takes part in events, the commonest first.", _query(_TAKEN, _AFTER, _TABLE),
            _answers(_list("actors", _row(code="string", name="string", events="integer")), csv=True),
        ),
        "/api/v1/actors/{code}": _get("An actor, and those it deals with.", [code], _answers(_row(code="string", name="string"), codes=(400, 404))),
    }  # fmt: skip


def _run_paths() -> Json:
    coded = _row(
        id="string",
        coder="string",
        model="string",
        lexicon="string",
        knowledge="string",
        options="string",
        articles="integer",
    )
    differing = _row(
        article="string",
        id="string",
        sentence="string",
        what="array",
        before=["object", "null"],
        after=["object", "null"],
    )
    differing["properties"]["kind"] = {"enum": ["gained", "lost", "changed"]}
    return {
        "/api/v1/runs": _get("What coded: versions and options.", _query(_TAKEN, _AFTER, _TABLE), _answers(_list("runs", coded), csv=True)),
        "/api/v1/recoding": _get(
            "How far coding again is (`phase`: looking, coding, merging), or what it came to since the server started (done, stopped, failed; none). It is begun on the page of runs.",
            [], _answers(_row(phase="string", running="boolean", says="string")),
        ),
        "/api/v1/runs/{id}/diff/{other}": _get(
            "What two runs see differently in the articles that both have coded: reports gained, lost and changed, with their sentences, by article. The CSV has a column for each part before and after.",
            [_path("id", "The run before."), _path("other", "The run after."), *_query(_TAKEN, _AFTER, _TABLE)],
            _answers(_list("differences", differing), codes=(400, 404), csv=True),
        ),
        "/api/v1/runs/{id}": _get("One run.", [_path("id", "A run's id.")], _answers(coded, codes=(400, 404))),
    }  # fmt: skip
