"""The tables of the ledger as they stand now; `migrations` brings an older file to this form.

An article has its records; a record of kind `report` has parties; reports of one act belong to one event. Numbers are
internal keys (short, fast), ids are what people and exports see.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from legation.store.packing import Packed

metadata: Final = sa.MetaData()

#: Facts about the file itself.
about: Final = sa.Table(
    "about", metadata, sa.Column("key", sa.String, primary_key=True), sa.Column("value", sa.String, nullable=False)
)
#: What coded: one row for each set of versions and options.
runs: Final = sa.Table(
    "runs",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.String, nullable=False, unique=True),
    sa.Column("coder", sa.String, nullable=False),
    sa.Column("model", sa.String, nullable=False),
    sa.Column("lexicon", sa.String, nullable=False),
    sa.Column("knowledge", sa.String, nullable=False),
    sa.Column("options", sa.String, nullable=False),
)
articles: Final = sa.Table(
    "articles",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.String, nullable=False, unique=True),
    sa.Column("hash", sa.String, nullable=False, index=True),
    sa.Column("run", sa.ForeignKey("runs.number"), nullable=False),
    #: Of the whole form: tells whether writing again would change anything.
    sa.Column("digest", sa.String, nullable=False),
    sa.Column("title", sa.String),
    sa.Column("published", sa.String, index=True),
    sa.Column("language", sa.String, nullable=False),
    sa.Column("source", sa.String),
    #: Why the article was withdrawn; its records then count for nothing, but stay.
    sa.Column("withdrawn", sa.String),
    sa.Column("text", sa.Text, nullable=False),
    #: The form without its lists of records.
    sa.Column("form", sa.Text, nullable=False),
)
records: Final = sa.Table(
    "records",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.String, nullable=False, index=True),
    sa.Column("article", sa.ForeignKey("articles.number", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("place_in_form", sa.Integer, nullable=False),
    sa.Column("type", sa.String),
    sa.Column("mode", sa.String),
    sa.Column("status", sa.String),
    sa.Column("voice", sa.String),
    sa.Column("quad", sa.Integer),
    sa.Column("score", sa.Float),
    sa.Column("start", sa.String),
    sa.Column("end", sa.String),
    sa.Column("precision", sa.String),
    sa.Column("place", sa.String),
    sa.Column("country", sa.String),
    sa.Column("latitude", sa.Float),
    sa.Column("longitude", sa.Float),
    sa.Column("confidence", sa.Float),
    sa.Column("form", Packed, nullable=False),
    #: Of all but reports: the record's first day, else its article's.
    sa.Column("day", sa.String),
)
#: The parties of every record, by their role in it.
parties: Final = sa.Table(
    "parties",
    metadata,
    sa.Column("record", sa.ForeignKey("records.number", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("role", sa.String, nullable=False),
    sa.Column("code", sa.String, nullable=False),
    sa.Column("sector", sa.String),
    sa.Column("name", sa.String, nullable=False),
    #: Of its record, where that is no report: so that what is told of somebody is found by day.
    sa.Column("kind", sa.String),
    sa.Column("day", sa.String),
)
#: When each text came in, UTC (`store.arrivals`); what an older file held has no row.
arrivals: Final = sa.Table(
    "arrivals",
    metadata,
    sa.Column("article", sa.String, primary_key=True),
    sa.Column("hash", sa.String, nullable=False),
    sa.Column("at", sa.String, nullable=False),
)
#: What each run made of an article (the digest of its form), and the records of forms that were replaced.
codings: Final = sa.Table(
    "codings",
    metadata,
    sa.Column("article", sa.String, nullable=False),
    sa.Column("run", sa.ForeignKey("runs.number"), nullable=False),
    sa.Column("digest", sa.String, nullable=False),
    sa.PrimaryKeyConstraint("article", "run"),
)
former_records: Final = sa.Table(
    "former_records",
    metadata,
    sa.Column("article", sa.String, nullable=False),
    sa.Column("digest", sa.String, nullable=False),
    sa.Column("id", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("form", Packed, nullable=False),
    sa.PrimaryKeyConstraint("article", "digest", "id"),
)
former_texts: Final = sa.Table(
    "former_texts",
    metadata,
    sa.Column("article", sa.String, nullable=False),
    sa.Column("hash", sa.String, nullable=False),
    sa.Column("title", sa.String),
    sa.Column("published", sa.String),
    sa.Column("text", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("article", "hash"),
)

# --- events: derived from the reports, made anew wherever these change -------------------------------------------

events: Final = sa.Table(
    "events",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.String, nullable=False, unique=True),
    sa.Column("type", sa.String, nullable=False),
    sa.Column("mode", sa.String),
    sa.Column("status", sa.String, nullable=False),
    sa.Column("voice", sa.String, nullable=False),
    #: 1 where the event belongs to the default answer: actual, and not on the adversary's word alone.
    sa.Column("shown", sa.Integer, nullable=False),
    sa.Column("quad", sa.Integer, nullable=False),
    sa.Column("score", sa.Float),
    sa.Column("start", sa.String),
    sa.Column("end", sa.String),
    sa.Column("place", sa.String),
    sa.Column("country", sa.String),
    sa.Column("latitude", sa.Float),
    sa.Column("longitude", sa.Float),
    sa.Column("confidence", sa.Float, nullable=False),
    sa.Column("reports", sa.Integer, nullable=False),
    sa.Column("articles", sa.Integer, nullable=False),
    sa.Column("origins", sa.Integer, nullable=False),
    sa.Column("contexts", sa.String, nullable=False),
    sa.Column("form", Packed, nullable=False),
    #: Uncertainty times impact (`store.urgency`): the order of the review desk.
    sa.Column("urgency", sa.Float, nullable=False),
)
event_parties: Final = sa.Table(
    "event_parties",
    metadata,
    sa.Column("event", sa.ForeignKey("events.number", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("role", sa.String, nullable=False),
    sa.Column("code", sa.String, nullable=False),
    sa.Column("sector", sa.String),
    sa.Column("name", sa.String, nullable=False),
)
event_reports: Final = sa.Table(
    "event_reports",
    metadata,
    sa.Column("report", sa.String, primary_key=True),
    sa.Column("event", sa.ForeignKey("events.number", ondelete="CASCADE"), nullable=False, index=True),
)
#: An event's directed pairs; a joint act stands in both directions, marked.
dyads: Final = sa.Table(
    "dyads",
    metadata,
    sa.Column("event", sa.ForeignKey("events.number", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("source", sa.String, nullable=False),
    sa.Column("target", sa.String, nullable=False),
    sa.Column("joint", sa.Integer, nullable=False),
    sa.Column("shown", sa.Integer, nullable=False),
    #: The first day, ISO, or None.
    sa.Column("day", sa.String),
    sa.Column("quad", sa.Integer, nullable=False),
    sa.Column("score", sa.Float),
    sa.Column("articles", sa.Integer, nullable=False),
)

#: Sums over the events of the default answer (`store.sums` says of what).
event_sums: Final = sa.Table(
    "event_sums",
    metadata,
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("one", sa.String, nullable=False),
    sa.Column("other", sa.String, nullable=False),
    sa.Column("month", sa.String, nullable=False),
    sa.Column("quad", sa.Integer, nullable=False),
    sa.Column("n", sa.Integer, nullable=False),
    sa.Column("score", sa.Float, nullable=False),
    sa.PrimaryKeyConstraint("kind", "one", "other", "month", "quad"),
)

# --- merging: what joins reports ---------------------------------------------------------------------------------

#: Reports that are new, changed or gone since events were last made.
pending: Final = sa.Table("pending", metadata, sa.Column("report", sa.String, primary_key=True))
blocks: Final = sa.Table(
    "blocks",
    metadata,
    sa.Column("key", sa.String, nullable=False),
    sa.Column("day", sa.String, nullable=False),
    sa.Column("report", sa.String, nullable=False, index=True),
    sa.PrimaryKeyConstraint("key", "day", "report"),
)
matches: Final = sa.Table(
    "matches",
    metadata,
    sa.Column("first", sa.String, nullable=False),
    sa.Column("second", sa.String, nullable=False, index=True),
    sa.Column("weight", sa.Float, nullable=False),
    sa.Column("reasons", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("first", "second"),
)
#: Decisions by hand, `together` or `apart`; nothing but a hand removes them.
decisions: Final = sa.Table(
    "decisions",
    metadata,
    sa.Column("first", sa.String, nullable=False),
    sa.Column("second", sa.String, nullable=False, index=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("note", sa.String, nullable=False),
    sa.PrimaryKeyConstraint("first", "second"),
)
#: Ids that once were an event's, and the event that has the most of its reports now.
redirects: Final = sa.Table(
    "redirects",
    metadata,
    sa.Column("old", sa.String, primary_key=True),
    sa.Column("new", sa.String, nullable=False),
)

# --- what people say of records ----------------------------------------------------------------------------------

#: Reviews, only ever added; they outlast the records that they judge. `store.reviews` tells what counts.
reviews: Final = sa.Table(
    "reviews",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("record", sa.String, nullable=False, index=True),
    sa.Column("article", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    #: The run that the article stood by.
    sa.Column("run", sa.ForeignKey("runs.number"), nullable=False),
    sa.Column("reviewer", sa.String, nullable=False),
    sa.Column("verdict", sa.String, nullable=False),
    #: What is wrong, words parted by blanks.
    sa.Column("wrong", sa.String, nullable=False),
    sa.Column("note", sa.String, nullable=False),
    #: How the record came before the reviewer: from its page, the most doubtful first, or by lot.
    sa.Column("way", sa.String, nullable=False),
    sa.Column("made", sa.String, nullable=False),
    #: The record as it was judged.
    sa.Column("form", Packed, nullable=False),
)

#: Kinds of record in an article's form, by the name of their list.
KINDS: Final = {
    "reports": "report", "statements": "statement", "tenures": "tenure", "relations": "relation",
    "indicators": "indicator",
}  # fmt: skip
