"""The JSON Schema of an event: one line of `legation events --format jsonl`."""

from __future__ import annotations

from legation import ontology
from legation.store.schema import (
    _ABOUT,
    _ACTOR,
    _CONFIDENCE,
    _DAY,
    _MAYBE_TEXT,
    _PLACE,
    _SPAN,
    _STATUS,
    _TEXT,
    _WHEN,
    Json,
    _list,
    _maybe,
    _object,
)

_COUNT: Json = {"type": "integer", "minimum": 0}
_TYPE: Json = {"enum": list(ontology.TYPES)}
_VOICE: Json = {"enum": list(ontology.VOICES)}
_KIND: Json = {"enum": ["killed", "injured", "arrested", "displaced"]}
_NUMBERS: Json = {"kind": _KIND, "low": _COUNT, "high": _COUNT}
_ARTICLE = _object(
    {"id": _TEXT, "source": _MAYBE_TEXT, "title": _MAYBE_TEXT, "published": _maybe(_DAY), "run": _MAYBE_TEXT}
)
_REPORT = _object(
    {
        "id": _TEXT, "type": _TYPE, "mode": _MAYBE_TEXT, "status": _STATUS, "voice": _VOICE, "trigger": _SPAN, "sentence": _SPAN,
        "quote": _TEXT, "n_sentence": {"type": "integer", "minimum": 1}, "text_length": _COUNT, "actor_at": _maybe(_COUNT),
        "recipient_at": _maybe(_COUNT), "chain": _list(_TEXT), "confidence": _CONFIDENCE, "made_by": _TEXT,
        "articles": {**_list(_ARTICLE), "minItems": 1},
    }
)  # fmt: skip
_CLAIM = _object(
    {
        "report": _TEXT, "article": _TEXT, "published": _maybe(_DAY), "wire": _TEXT, "trigger": _SPAN, "status": _STATUS,
        "stance": {"enum": ["asserts", "denies", "confirms"]}, "who": _MAYBE_TEXT, "principal": _MAYBE_TEXT,
        "toll": _list(_object(_NUMBERS)), "superseded_by": _MAYBE_TEXT,
    }
)  # fmt: skip
_CONFLICT = _object(
    {"what": _TEXT, "versions": {**_list(_object({"value": _TEXT, "reports": _list(_TEXT)})), "minItems": 2}}
)
_MATCH = _object({"first": _TEXT, "second": _TEXT, "weight": {"type": "number"}, "reasons": _list(_TEXT)})


def event_schema() -> Json:
    """Return the schema of an event."""
    event = _object(
        {
            "id": _TEXT, "type": _TYPE, "mode": _MAYBE_TEXT, "contexts": _list({"enum": list(ontology.CONTEXTS)}),
            "status": _STATUS, "voice": _VOICE, "quad": {"enum": [1, 2, 3, 4]},
            "score": {"type": "number", "minimum": -10, "maximum": 10}, "actors": _list(_ACTOR), "recipients": _list(_ACTOR),
            "others": _list(_ACTOR), "initiator": _maybe(_ACTOR), "about": _maybe(_ABOUT),
            "toll": _list(_object({**_NUMBERS, "latest": _SPAN})), "when": _maybe(_WHEN), "where": _maybe(_PLACE),
            "confidence": _CONFIDENCE, "n_reports": _COUNT, "n_articles": _COUNT, "n_outlets": _COUNT, "n_origins": _COUNT,
            "origins": _list(_TEXT), "denied_by": _list(_TEXT), "claims": {**_list(_CLAIM), "minItems": 1},
            "conflicts": _list(_CONFLICT), "reports": {**_list(_REPORT), "minItems": 1}, "because": _list(_MATCH),
        }
    )  # fmt: skip
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "An event (Legation)",
        "description": (
            "Spans are [start, end), characters of the text of the article that carries the report; those of `actors`, `when` and "
            "`where` belong to the report that tells them most fully. `because` lists the matches that made one event of the reports."
        ),
        **event,
    }
