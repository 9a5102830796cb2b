"""Numbered migrations: each brings the tables one step on, once; the names of those applied are kept in the file.

A migration is history: it is SQLite's SQL as text, and never follows a change of `tables`. What it cannot copy by SQL
it puts into `refill`: articles as JSON, that `writing` puts into the tables of the day after the last migration.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa

from legation.errors import LedgerError
from legation.store.packing import unpack
from legation.store.urgency import urgency

_V1: Final = """
CREATE TABLE about (key VARCHAR NOT NULL PRIMARY KEY, value VARCHAR NOT NULL);
CREATE TABLE articles (id VARCHAR NOT NULL PRIMARY KEY, hash VARCHAR NOT NULL, coder VARCHAR NOT NULL, title VARCHAR,
  published VARCHAR, text TEXT NOT NULL, form TEXT NOT NULL);
CREATE TABLE records (id VARCHAR NOT NULL, article VARCHAR NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  kind VARCHAR NOT NULL, type VARCHAR, status VARCHAR, start VARCHAR, form TEXT NOT NULL, PRIMARY KEY (article, id));
INSERT INTO about VALUES ('schema', '1');
"""

_V2: Final = """
CREATE TABLE refill (id VARCHAR NOT NULL PRIMARY KEY, text TEXT NOT NULL, form TEXT NOT NULL);
INSERT INTO refill SELECT id, text, form FROM articles;
DROP TABLE records;
DROP TABLE articles;
CREATE TABLE runs (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, coder TEXT NOT NULL, model TEXT NOT NULL,
  lexicon TEXT NOT NULL, knowledge TEXT NOT NULL, options TEXT NOT NULL);
CREATE TABLE articles (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, hash TEXT NOT NULL,
  run INTEGER NOT NULL REFERENCES runs (number), digest TEXT NOT NULL, title TEXT, published TEXT,
  language TEXT NOT NULL, source TEXT, withdrawn TEXT, text TEXT NOT NULL, form TEXT NOT NULL);
CREATE INDEX articles_hash ON articles (hash);
CREATE INDEX articles_published ON articles (published);
CREATE TABLE records (number INTEGER PRIMARY KEY, id TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE, kind TEXT NOT NULL,
  place_in_form INTEGER NOT NULL, type TEXT, mode TEXT, status TEXT, voice TEXT, quad INTEGER, score REAL,
  start TEXT, "end" TEXT, precision TEXT, place TEXT, country TEXT, latitude REAL, longitude REAL, confidence REAL,
  form BLOB NOT NULL);
CREATE INDEX records_id ON records (id);
CREATE INDEX records_article ON records (article);
CREATE INDEX records_kind ON records (kind, start) WHERE kind <> 'report';
CREATE TABLE parties (record INTEGER NOT NULL REFERENCES records (number) ON DELETE CASCADE, role TEXT NOT NULL,
  code TEXT NOT NULL, sector TEXT, name TEXT NOT NULL);
CREATE INDEX parties_record ON parties (record);
CREATE INDEX parties_code ON parties (code, role, record);
CREATE TABLE codings (article TEXT NOT NULL, run INTEGER NOT NULL REFERENCES runs (number), digest TEXT NOT NULL,
  PRIMARY KEY (article, run)) WITHOUT ROWID;
CREATE TABLE former_records (article TEXT NOT NULL, digest TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL,
  form BLOB NOT NULL, PRIMARY KEY (article, digest, id));
CREATE TABLE former_texts (article TEXT NOT NULL, hash TEXT NOT NULL, title TEXT, published TEXT, text TEXT NOT NULL,
  PRIMARY KEY (article, hash));
CREATE TABLE events (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, mode TEXT,
  status TEXT NOT NULL, voice TEXT NOT NULL, shown INTEGER NOT NULL, quad INTEGER NOT NULL, score REAL, start TEXT,
  "end" TEXT, place TEXT, country TEXT, latitude REAL, longitude REAL, confidence REAL NOT NULL,
  reports INTEGER NOT NULL, articles INTEGER NOT NULL, origins INTEGER NOT NULL, contexts TEXT NOT NULL,
  form BLOB NOT NULL);
CREATE INDEX events_shown ON events (shown, start, id);
CREATE INDEX events_start ON events (start, id);
CREATE INDEX events_type ON events (type, shown, start, id);
CREATE INDEX events_place ON events (latitude, longitude);
CREATE INDEX events_origins ON events (origins);
CREATE INDEX events_country ON events (country, start) WHERE country IS NOT NULL;
CREATE TABLE event_parties (event INTEGER NOT NULL REFERENCES events (number) ON DELETE CASCADE, role TEXT NOT NULL,
  code TEXT NOT NULL, sector TEXT, name TEXT NOT NULL);
CREATE INDEX event_parties_event ON event_parties (event, code, role, sector);
CREATE INDEX event_parties_code ON event_parties (code, role, event, sector);
CREATE TABLE event_reports (report TEXT NOT NULL PRIMARY KEY,
  event INTEGER NOT NULL REFERENCES events (number) ON DELETE CASCADE) WITHOUT ROWID;
CREATE INDEX event_reports_event ON event_reports (event);
CREATE TABLE dyads (event INTEGER NOT NULL REFERENCES events (number) ON DELETE CASCADE, source TEXT NOT NULL,
  target TEXT NOT NULL, joint INTEGER NOT NULL, shown INTEGER NOT NULL, day TEXT, quad INTEGER NOT NULL, score REAL,
  articles INTEGER NOT NULL);
CREATE INDEX dyads_event ON dyads (event);
CREATE INDEX dyads_pair ON dyads (source, target, shown, day, quad, joint, score, articles, event);
CREATE TABLE pending (report TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE blocks (key TEXT NOT NULL, day TEXT NOT NULL, report TEXT NOT NULL, PRIMARY KEY (key, day, report))
  WITHOUT ROWID;
CREATE INDEX blocks_report ON blocks (report);
CREATE TABLE matches (first TEXT NOT NULL, second TEXT NOT NULL, weight REAL NOT NULL, reasons TEXT NOT NULL,
  PRIMARY KEY (first, second)) WITHOUT ROWID;
CREATE INDEX matches_second ON matches (second);
CREATE TABLE decisions (first TEXT NOT NULL, second TEXT NOT NULL, kind TEXT NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (first, second));
CREATE INDEX decisions_second ON decisions (second);
CREATE TABLE redirects (old TEXT NOT NULL PRIMARY KEY, new TEXT NOT NULL) WITHOUT ROWID
"""

_V3: Final = """
CREATE TABLE reviews (number INTEGER PRIMARY KEY, record TEXT NOT NULL, article TEXT NOT NULL, kind TEXT NOT NULL,
  run INTEGER NOT NULL REFERENCES runs (number), reviewer TEXT NOT NULL, verdict TEXT NOT NULL, wrong TEXT NOT NULL,
  note TEXT NOT NULL, way TEXT NOT NULL, made TEXT NOT NULL, form BLOB NOT NULL);
CREATE INDEX reviews_record ON reviews (record);
CREATE INDEX records_doubt ON records (confidence, type, status) WHERE kind = 'report'
"""

#: When a text came in, for the first time; coding it again changes nothing. Triggers keep it, whoever writes; what an
#: older file held, and what is put back from one, came in before times were kept.
_V4: Final = (
    "CREATE TABLE arrivals (article TEXT NOT NULL PRIMARY KEY, hash TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID",
    "CREATE INDEX arrivals_at ON arrivals (at, article)",
    (
        "CREATE TRIGGER article_arrives AFTER INSERT ON articles "
        "WHEN NOT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'refill') BEGIN "
        "INSERT INTO arrivals VALUES (new.id, new.hash, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) "
        "ON CONFLICT (article) DO UPDATE SET hash = excluded.hash, at = excluded.at WHERE hash <> excluded.hash; END"
    ),
)

_V5: Final = """
CREATE TABLE event_sums (kind TEXT NOT NULL, one TEXT NOT NULL, other TEXT NOT NULL, month TEXT NOT NULL,
  quad INTEGER NOT NULL, n INTEGER NOT NULL, score REAL NOT NULL, PRIMARY KEY (kind, one, other, month, quad))
  WITHOUT ROWID;
INSERT INTO event_sums SELECT 'actor', p.code, p.role, coalesce(substr(e.start, 1, 7), ''), e.quad, count(*),
  total(e.score) FROM (SELECT DISTINCT event, code, role FROM event_parties WHERE role IN ('actor', 'recipient')) p
  JOIN events e ON e.number = p.event WHERE e.shown = 1 GROUP BY 2, 3, 4, 5;
INSERT INTO event_sums SELECT 'party', p.code, '', '', 0, count(*), 0 FROM (SELECT DISTINCT event, code
  FROM event_parties) p JOIN events e ON e.number = p.event WHERE e.shown = 1 GROUP BY 2;
INSERT INTO event_sums SELECT 'pair', source, target, '', quad, count(*), total(score) FROM dyads WHERE shown = 1
  GROUP BY 2, 3, 5;
INSERT INTO event_sums SELECT 'tie', one, other, '', 0, count(*), total(score) FROM (SELECT min(source, target) AS one,
  max(source, target) AS other, total(score * CASE joint WHEN 1 THEN 0.5 ELSE 1 END) AS score FROM dyads
  WHERE shown = 1 AND source <> target GROUP BY event, 1, 2) GROUP BY 2, 3;
ALTER TABLE records ADD COLUMN day TEXT;
UPDATE records SET day = coalesce(start, (SELECT published FROM articles a WHERE a.number = records.article))
  WHERE kind <> 'report';
DROP INDEX records_kind;
CREATE INDEX records_day ON records (kind, day DESC) WHERE kind <> 'report';
DROP INDEX events_place;
CREATE INDEX events_place ON events (latitude, longitude, country, quad, shown, place)
"""

_V6: Final = """
ALTER TABLE parties ADD COLUMN kind TEXT;
ALTER TABLE parties ADD COLUMN day TEXT;
UPDATE parties SET (kind, day) = (SELECT kind, day FROM records r WHERE r.number = parties.record)
  WHERE record IN (SELECT number FROM records WHERE kind <> 'report');
CREATE INDEX parties_told ON parties (code, kind, day DESC, record) WHERE kind IS NOT NULL
"""

_V7: Final = "CREATE INDEX events_status ON events (status, start, id, voice)"

_V8: Final = "ALTER TABLE events ADD COLUMN urgency REAL NOT NULL DEFAULT 0; CREATE INDEX events_urgency ON events (urgency DESC)"

#: All that a filter on the events' own columns asks for: what needs every event of it looks none of them up.
_V9: Final = """
CREATE INDEX events_facts ON events (shown, start, "end", quad, type, mode, status, voice, country, confidence, contexts)
"""

#: So that the address of a report that is no more finds what became of it (`store.revisions.gone`).
_V10: Final = "CREATE INDEX former_records_id ON former_records (id)"


def m001_articles_and_records(connection: sa.Connection) -> None:
    """Make the tables of schema 1: articles, and their records as JSON."""
    _run(connection, _V1)


def m002_runs_parties_events(connection: sa.Connection) -> None:
    """Make those of schema 2: runs, columns and parties of records, events with what joins them, full text."""
    _run(connection, _V2)


def m003_reviews(connection: sa.Connection) -> None:
    """Make those of schema 3: what people say of records, and the order in which these are doubtful."""
    _run(connection, _V3)


def m004_arrivals(connection: sa.Connection) -> None:
    """Make those of schema 4: when each text came in."""
    for statement in _V4:
        connection.exec_driver_sql(statement)


def m005_sums_and_days(connection: sa.Connection) -> None:
    """Make those of schema 5: sums over the events, and the day by which records are listed."""
    _run(connection, _V5)


def m006_parties_by_day(connection: sa.Connection) -> None:
    """Make those of schema 6: whom records other than reports tell of, by day."""
    _run(connection, _V6)


def m007_statuses_by_day(connection: sa.Connection) -> None:
    """Make that of schema 7: events by status and day, for those who ask for what was denied or is to come."""
    _run(connection, _V7)


def m008_urgency(connection: sa.Connection) -> None:
    """Make that of schema 8: how urgently an event should be looked at, worked out from its form."""
    _run(connection, _V8)
    last = 0
    while rows := connection.exec_driver_sql(
        "SELECT number, form FROM events WHERE number > ? ORDER BY number LIMIT 5000", (last,)
    ).fetchall():
        last = rows[-1][0]
        found = [(urgency(unpack(form)), number) for number, form in rows]
        connection.exec_driver_sql("UPDATE events SET urgency = ? WHERE number = ?", found)


def m009_facts(connection: sa.Connection) -> None:
    """Make that of schema 9: an index that holds what filters ask for."""
    _run(connection, _V9)


def m010_former_records_by_id(connection: sa.Connection) -> None:
    """Make that of schema 10: former records by id."""
    _run(connection, _V10)


#: In order; a new one is added at the end, none is ever changed.
MIGRATIONS: Final[tuple[Callable[[sa.Connection], None], ...]] = (
    m001_articles_and_records,
    m002_runs_parties_events,
    m003_reviews,
    m004_arrivals,
    m005_sums_and_days,
    m006_parties_by_day,
    m007_statuses_by_day,
    m008_urgency,
    m009_facts,
    m010_former_records_by_id,
)
#: Number of the newest form of the tables.
SCHEMA_VERSION: Final = len(MIGRATIONS)


def _run(connection: sa.Connection, script: str) -> None:
    for statement in script.split(";"):
        if statement.strip():
            connection.exec_driver_sql(statement)


def schema_of(connection: sa.Connection) -> int:
    """Return the schema that the file has; 0 for an empty one."""
    names = set(sa.inspect(connection).get_table_names())
    if "about" not in names:
        return 0
    found = connection.exec_driver_sql("SELECT value FROM about WHERE key = 'schema'").scalar()
    return int(found or 0)


def migrate(connection: sa.Connection, place: str) -> bool:
    """Bring the tables to the newest form within the caller's transaction; tell whether anything was done.

    Raises LedgerError for a file that a newer Legation wrote, and for one that holds tables of another program.
    """
    found = schema_of(connection)
    if found > SCHEMA_VERSION:
        problem = f"written by a newer Legation (schema {found}, this one knows {SCHEMA_VERSION})"
        raise LedgerError(problem, place=place, remedy="upgrade legation")
    if found == SCHEMA_VERSION:
        return False
    if found == 0 and sa.inspect(connection).get_table_names():
        raise LedgerError("an SQLite file, but no ledger", place=place, remedy="name a ledger, or a new file")
    connection.exec_driver_sql(
        "CREATE TABLE IF NOT EXISTS migrations (name TEXT NOT NULL PRIMARY KEY, applied TEXT NOT NULL)"
    )
    now = datetime.now(UTC).isoformat(timespec="seconds")
    for number, migration in enumerate(MIGRATIONS, 1):
        if number > found:
            migration(connection)
            connection.exec_driver_sql("UPDATE about SET value = ? WHERE key = 'schema'", (str(number),))
        connection.exec_driver_sql("INSERT OR IGNORE INTO migrations VALUES (?, ?)", (migration.__name__, now))
    return True


# --- full text ---------------------------------------------------------------------------------------------------

#: The index points into `articles`; triggers keep it in step, whoever writes.
_FULL_TEXT: Final = (
    (
        "CREATE VIRTUAL TABLE article_words USING fts5 (title, text, content='articles', content_rowid='number', "
        "tokenize='unicode61 remove_diacritics 2')"
    ),
    (
        "CREATE TRIGGER article_words_in AFTER INSERT ON articles BEGIN "
        "INSERT INTO article_words (rowid, title, text) VALUES (new.number, new.title, new.text); END"
    ),
    (
        "CREATE TRIGGER article_words_out AFTER DELETE ON articles BEGIN "
        "INSERT INTO article_words (article_words, rowid, title, text) "
        "VALUES ('delete', old.number, old.title, old.text); END"
    ),
    "INSERT INTO article_words (article_words) VALUES ('rebuild')",
)


def has_full_text(connection: sa.Connection) -> bool:
    """Tell whether SQLite was built with FTS5."""
    names = {str(row[0]) for row in connection.exec_driver_sql("PRAGMA compile_options")}
    return "ENABLE_FTS5" in names


def make_full_text(connection: sa.Connection) -> bool:
    """Make the full-text index where SQLite can and the file has none; tell whether there is one."""
    if "article_words" in sa.inspect(connection).get_table_names():
        return True
    if not has_full_text(connection):
        return False
    for statement in _FULL_TEXT:
        connection.exec_driver_sql(statement)
    return True
