"""The JSON Schema of a coded article, built from small parts; `article.schema.json` is its generated copy in docs."""

from __future__ import annotations

from typing import Any

from legation import ontology

Json = dict[str, Any]

_SPAN: Json = {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}
_TEXT: Json = {"type": "string"}
_MAYBE_TEXT: Json = {"type": ["string", "null"]}
_CONFIDENCE: Json = {"type": "number", "minimum": 0, "maximum": 1}


def _object(required: Json, optional: Json | None = None) -> Json:
    return {
        "type": "object", "properties": {**required, **(optional or {})}, "required": list(required),
        "additionalProperties": False,
    }  # fmt: skip


def _maybe(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(schema: Json) -> Json:
    return {"type": "array", "items": schema}


_DAY: Json = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_WHEN = _object(
    {
        "start": _DAY, "end": _DAY, "precision": {"enum": ["day", "month", "year", "decade", "range"]},
        "basis": _TEXT, "span": _maybe(_SPAN), "reasons": _list(_TEXT),
    }
)  # fmt: skip
_ACTOR = _object(
    {
        "code": {"type": "string", "pattern": r"^(---|[A-Z]{3}|[A-Z]{3}:[A-Z0-9_-]+)$"},
        "sector": _maybe({"enum": list(ontology.SECTORS)}), "name": _TEXT, "span": _maybe(_SPAN),
    },
    {"office": _TEXT, "known": {"enum": ["known", "presumed", "text"]}, "evidence": _list(_TEXT)},
)  # fmt: skip
_LINK = _object(
    {
        "actor": _maybe(_ACTOR), "verb": _MAYBE_TEXT, "channel": _MAYBE_TEXT, "span": _SPAN,
        "relay": {"type": "boolean"}, "stance": {"enum": ["asserts", "denies", "confirms"]},
    }
)  # fmt: skip
_STATUS: Json = {"enum": list(ontology.STATUSES)}
_PLACE = _object(
    {
        "name": _TEXT, "country": _MAYBE_TEXT, "admin1": _MAYBE_TEXT, "latitude": {"type": ["number", "null"]},
        "longitude": {"type": ["number", "null"]}, "precision": _TEXT, "span": _SPAN,
    }
)  # fmt: skip
_MENTION = _object(
    {
        "trigger": _SPAN, "text": _TEXT, "sentence": _SPAN, "status": _STATUS, "attribution": _list(_LINK),
        "made_by": _TEXT, "confidence": _CONFIDENCE, "reasons": _list(_TEXT),
    },
    # The trigger of the mention, in the same report, whose claim this one denies or confirms.
    {"answers": _SPAN},
)  # fmt: skip
_ABOUT = _object({"type": _MAYBE_TEXT, "mode": _MAYBE_TEXT, "span": _SPAN, "when": _maybe(_WHEN)})
_TOLL = _object(
    {
        "kind": {"enum": ["killed", "injured", "arrested", "displaced"]}, "low": {"type": "integer", "minimum": 0},
        "high": {"type": "integer", "minimum": 0}, "span": _SPAN,
    }
)  # fmt: skip
_REPORT = _object(
    {
        "id": _TEXT, "type": {"enum": list(ontology.TYPES)}, "mode": _MAYBE_TEXT,
        "contexts": _list({"enum": list(ontology.CONTEXTS)}), "status": _STATUS, "voice": {"enum": list(ontology.VOICES)},
        "actors": _list(_ACTOR), "recipients": _list(_ACTOR), "others": _list(_ACTOR), "initiator": _maybe(_ACTOR),
        "about": _maybe(_ABOUT), "toll": _list(_TOLL), "effective": _maybe(_WHEN), "when": _maybe(_WHEN),
        "where": _maybe(_PLACE), "attribution": _list(_LINK), "mentions": {**_list(_MENTION), "minItems": 1},
        "score": {"type": ["number", "null"], "minimum": -10, "maximum": 10}, "confidence": _CONFIDENCE, "made_by": _TEXT,
    }
)  # fmt: skip
_COMMON: Json = {
    "id": _TEXT, "span": _SPAN, "when": _maybe(_WHEN), "attribution": _list(_LINK), "confidence": _CONFIDENCE,
    "made_by": _TEXT,
}  # fmt: skip
_STATEMENT = _object(
    {
        **_COMMON, "speaker": _TEXT, "actor": _maybe(_ACTOR), "quoted": {"type": "boolean"},
        "stance": {"enum": ["asserts", "denies", "confirms"]}, "channel": _MAYBE_TEXT, "addressee": _maybe(_ACTOR),
    },
    # The id of the report that the words deny, confirm or answer.
    {"answers": _TEXT},
)  # fmt: skip
_TENURE = _object(
    {
        **_COMMON, "person": _TEXT, "office": _TEXT, "org_or_country": _MAYBE_TEXT, "country": _MAYBE_TEXT,
        "change": {"enum": ["takes", "leaves", "holds"]}, "status": _STATUS, "predecessor": _MAYBE_TEXT,
        "date_expr": _MAYBE_TEXT,
    }
)  # fmt: skip
_RELATION = _object(
    {
        **_COMMON, "a": _TEXT, "b": _TEXT, "status": _STATUS, "actors": _list(_ACTOR),
        "kind": {"enum": ["ally", "partner", "member", "strained", "rival", "occupied", "at_war"]},
    }
)  # fmt: skip
_INDICATOR = _object(
    {
        **_COMMON, "actor": _maybe(_ACTOR), "what": _TEXT, "value": {"type": "number"}, "unit": _TEXT,
        "period": _MAYBE_TEXT, "status": _STATUS,
    }
)  # fmt: skip
_PAIR = _object(
    {"type": {"enum": list(ontology.TYPES)}, "scores": {"type": "object", "additionalProperties": {"type": "number"}}}
)


def article_schema() -> Json:
    """Return the schema of one line of `legation code --format jsonl`."""
    document = _object(
        {
            "hash": {"type": "string", "pattern": "^[0-9a-f]{64}$"}, "title": _MAYBE_TEXT, "published": _maybe(_WHEN),
            "date_basis": _TEXT, "language": _TEXT, "source": _MAYBE_TEXT, "coder": _TEXT,
        }
    )  # fmt: skip
    schema = _object(
        {
            "id": _TEXT, "document": document, "reports": _list(_REPORT), "statements": _list(_STATEMENT),
            "tenures": _list(_TENURE), "relations": _list(_RELATION), "indicators": _list(_INDICATOR),
            "furniture": _list(_object({"kind": _TEXT, "span": _SPAN})),
        },
        {"pairs": _list(_PAIR)},
    )  # fmt: skip
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A coded article (Legation)",
        "description": "Offsets are [start, end), characters of the article's text as received.",
        **schema,
    }
