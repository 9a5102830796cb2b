"""Columns of the API's tables, so that an empty one has its header too; what an answer holds beside them comes behind."""

from __future__ import annotations

from typing import Final

from legation.store.revisions import FACETS

_TOLD: Final = ("when", "quote", "article")
_EVENT: Final = (
    "event", "type", "mode", "status", "start", "end", "actors", "recipients", "says", "n_articles", "n_origins",
)  # fmt: skip
_SIDES: Final = tuple(f"{side}_{name}" for side in ("before", "after") for name in (*FACETS, "toll"))
#: By the name of the list.
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "articles": ("id", "title", "published", "source", "records"),
    "reports": (
        "about", "actors", "attribution", "confidence", "contexts", "effective", "id", "initiator", "made_by", "mentions", "mode",
        "others", "recipients", "score", "status", "toll", "type", "voice", "when", "where", "article", "n_articles",
    ),
    "statements": (
        "actor", "addressee", "attribution", "channel", "confidence", "id", "made_by", "quoted", "span", "speaker", "stance", *_TOLD,
        "answers",
    ),
    "tenures": (
        "attribution", "change", "confidence", "country", "date_expr", "id", "made_by", "office", "org_or_country", "person",
        "predecessor", "span", "status", *_TOLD,
    ),
    "relations": ("a", "actors", "attribution", "b", "confidence", "id", "kind", "made_by", "span", "status", *_TOLD),
    "indicators": (
        "actor", "attribution", "confidence", "id", "made_by", "period", "span", "status", "unit", "value", "what", *_TOLD,
    ),
    "series": ("period", "source", "target", "quad", "n", "joint", "score", "articles"),
    "dyads": ("one", "one_name", "other", "other_name", "events", "score"),
    "actors": ("code", "name", "events"),
    "hits": ("id", "title", "published", "source", "snippet"),
    "runs": ("id", "coder", "model", "lexicon", "knowledge", "options", "articles"),
    "differences": ("kind", "article", "id", "sentence", "what", *_SIDES),
    "arrivals": ("at", "new", "articles", *_EVENT),
    "accuracy": (
        "kind", "type", "right", "n", "low", "high", "lot_right", "lot_n", "lot_low", "lot_high", "disputed", "wrong",
    ),
}  # fmt: skip
