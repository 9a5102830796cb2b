"""What `legation add` keeps beside the articles: where each came from, copies of one story, problems, feeds.

Tables of their own, made where they are missing; an older Legation passes over them. All functions take the
connection of a transaction, so that an article and what belongs to it are there together or not at all.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import sqlalchemy as sa

from legation.store.ledger import Ledger

_TABLES: Final = (
    """CREATE TABLE IF NOT EXISTS intake_received (article TEXT NOT NULL, source TEXT NOT NULL, url TEXT, outlet TEXT,
  authors TEXT NOT NULL, published TEXT, received TEXT, about TEXT NOT NULL, PRIMARY KEY (article, source)) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS intake_copies (number INTEGER PRIMARY KEY, article TEXT NOT NULL UNIQUE, story INTEGER NOT NULL,
  sketch BLOB NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS intake_copies_story ON intake_copies (story)",
    "CREATE TABLE IF NOT EXISTS intake_runs (run INTEGER NOT NULL, copy INTEGER NOT NULL, PRIMARY KEY (run, copy)) WITHOUT ROWID",
    """CREATE TABLE IF NOT EXISTS intake_problems (source TEXT NOT NULL, problem TEXT NOT NULL, remedy TEXT, first TEXT NOT NULL,
  last TEXT NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (source, problem)) WITHOUT ROWID""",
    "CREATE TABLE IF NOT EXISTS intake_feeds (url TEXT NOT NULL PRIMARY KEY, form TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE IF NOT EXISTS intake_items (feed TEXT NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL,
  PRIMARY KEY (feed, key)) WITHOUT ROWID""",
)
#: Texts that one run of words is looked up in; a run of more is a phrase of many, or a story of which any copy will do.
_POSTINGS: Final = 40
#: Candidates that are compared, and looked-up runs that one must share.
_CANDIDATES: Final = 15
_COMMON: Final = 2
#: Texts of a story that a further one is compared with.
_LOOKED_AT: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One arrival of an article: from where, and what was said of it there."""

    article: str
    source: str
    url: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    #: SHA-256 of the bytes received, where the article's text is not those bytes.
    received: str | None = None
    #: Notes on reading, all dates with their witness, credits and disclaimers: JSON.
    about: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something that could not be used, how often and when."""

    source: str
    problem: str
    remedy: str | None
    first: str
    last: str
    times: int


def prepare(ledger: Ledger) -> None:
    """Make the tables where they are missing."""
    with ledger.reading() as connection:
        found = {
            row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name LIKE 'intake_%'")
        }
    if "intake_items" not in found:
        with ledger.writing() as connection:
            for statement in _TABLES:
                connection.exec_driver_sql(statement)


def is_prepared(ledger: Ledger) -> bool:
    """Tell whether anything was ever added to the ledger."""
    with ledger.reading() as connection:
        return connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'intake_items'").first() is not None


def known(connection: sa.Connection, articles: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return the hash of the text and the run's id of the articles that are kept, by id."""
    marks = ",".join("?" * len(articles))
    query = f"SELECT a.id, a.hash, r.id FROM articles a JOIN runs r ON r.number = a.run WHERE a.id IN ({marks})"  # noqa: S608 - only marks
    return {row[0]: (row[1], row[2]) for row in connection.exec_driver_sql(query, tuple(articles))}


def receive(connection: sa.Connection, rows: Iterable[Received]) -> None:
    """Note arrivals; the same article from the same place is noted once. What was a problem there is none any more."""
    values = [
        (
            row.article, row.source, row.url, row.outlet, json.dumps(row.authors, ensure_ascii=False), row.published, row.received,
            json.dumps(row.about, ensure_ascii=False),
        )
        for row in rows
    ]  # fmt: skip
    if values:
        connection.exec_driver_sql("INSERT OR REPLACE INTO intake_received VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)


def arrivals(connection: sa.Connection, article: str) -> tuple[Received, ...]:
    """Return all arrivals of an article, by place."""
    query = "SELECT article, source, url, outlet, authors, published, received, about FROM intake_received WHERE article = ? ORDER BY source"
    rows = connection.exec_driver_sql(query, (article,)).mappings()
    return tuple(
        Received(**{**row, "authors": tuple(json.loads(row["authors"])), "about": json.loads(row["about"])})
        for row in rows
    )


# --- copies ------------------------------------------------------------------------------------------------------


def candidates(connection: sa.Connection, runs: Sequence[int]) -> list[tuple[int, int, bytes]]:
    """Return (number, story, sketch) of the texts that share the most of these runs, the most first."""
    # The driver keeps the statement prepared; forty small look-ups cost less than compiling one large one.
    driver: Any = connection.connection.driver_connection
    query = f"SELECT copy FROM intake_runs WHERE run = ? LIMIT {_POSTINGS}"  # noqa: S608 - a number of ours
    counts = Counter(copy for run in runs for (copy,) in driver.execute(query, (run,)))
    likely = [copy for copy in counts if counts[copy] >= _COMMON]
    chosen = sorted(likely, key=lambda copy: (-counts[copy], copy))[:_CANDIDATES]
    marks = ",".join("?" * len(chosen))
    query = f"SELECT number, story, sketch FROM intake_copies WHERE number IN ({marks}) ORDER BY number"  # noqa: S608 - only marks
    return [(row[0], row[1], row[2]) for row in connection.exec_driver_sql(query, tuple(chosen))] if chosen else []


def sketches(connection: sa.Connection, story: int) -> list[bytes]:
    """Return the sketches of the texts that were first in a story, a few of them."""
    query = f"SELECT sketch FROM intake_copies WHERE story = ? ORDER BY number LIMIT {_LOOKED_AT}"  # noqa: S608 - a number of ours
    return [row[0] for row in connection.exec_driver_sql(query, (story,))]


def standing_copy(connection: sa.Connection, article: str) -> tuple[int, int, bytes] | None:
    """Return (number, story, sketch) of an article, None where it was never compared."""
    row = connection.exec_driver_sql(
        "SELECT number, story, sketch FROM intake_copies WHERE article = ?", (article,)
    ).first()
    return (row[0], row[1], row[2]) if row is not None else None


def enter(connection: sa.Connection, article: str, packed: bytes, runs: Sequence[int], stories: Sequence[int]) -> int:
    """Enter a text among those of the stories it belongs to (which become one), or as a story of its own; return the story.

    `runs` are those by which it is to be found from now on.
    """
    key = connection.exec_driver_sql(
        "INSERT INTO intake_copies (article, story, sketch) VALUES (?, 0, ?) RETURNING number", (article, packed)
    ).scalar_one()
    number = int(key)
    story = min(stories, default=number)
    connection.exec_driver_sql("UPDATE intake_copies SET story = ? WHERE number = ?", (story, number))
    for other in set(stories) - {story}:
        connection.exec_driver_sql("UPDATE intake_copies SET story = ? WHERE story = ?", (story, other))
    if runs:
        connection.exec_driver_sql("INSERT OR IGNORE INTO intake_runs VALUES (?, ?)", [(run, number) for run in runs])
    return story


def leave(connection: sa.Connection, number: int, runs: Sequence[int]) -> None:
    """Take a text out whose words have changed, with the runs by which it was found."""
    connection.exec_driver_sql("DELETE FROM intake_copies WHERE number = ?", (number,))
    if runs:
        connection.exec_driver_sql(
            "DELETE FROM intake_runs WHERE run = ? AND copy = ?", [(run, number) for run in runs]
        )


def story_of(connection: sa.Connection, article: str) -> tuple[str, ...]:
    """Return the articles that tell the same story in the same words, the earliest published first."""
    query = """SELECT c.article FROM intake_copies c LEFT JOIN articles a ON a.id = c.article
      WHERE c.story = (SELECT story FROM intake_copies WHERE article = ?)
      ORDER BY a.published IS NULL, a.published, c.number"""
    return tuple(row[0] for row in connection.exec_driver_sql(query, (article,)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The articles that tell one story in the same words, and where it comes from."""

    #: The earliest published first.
    articles: tuple[str, ...]
    #: Every outlet that has it, once, in the order of the articles.
    outlets: tuple[str, ...]
    #: The news agency that one of them names as its own source.
    agency: str | None
    #: The article of that agency itself where it is among them, else the earliest.
    original: str


def story(connection: sa.Connection, article: str) -> Story | None:
    """Return the story of an article, None for one that was never added."""
    members = story_of(connection, article)
    if not members:
        return None
    outlets: dict[str, str] = {}
    agency: str | None = None
    for member in members:
        for row in arrivals(connection, member):
            if row.outlet is not None:
                outlets.setdefault(row.outlet, member)
            agency = agency or row.about.get("agency")
    own = [member for outlet, member in outlets.items() if agency is not None and agency.lower() in outlet.lower()]
    return Story(articles=members, outlets=tuple(outlets), agency=agency, original=(own or members)[0])


def count(connection: sa.Connection) -> dict[str, int]:
    """Return the numbers of texts that were compared and of stories that they tell."""
    row = connection.exec_driver_sql("SELECT count(*), count(DISTINCT story) FROM intake_copies").one()
    return {"articles": int(row[0]), "stories": int(row[1])}


# --- problems ----------------------------------------------------------------------------------------------------


def trouble(connection: sa.Connection, rows: Iterable[tuple[str, str, str | None]], now: str) -> None:
    """Note (source, problem, remedy); one that was noted before is counted."""
    values = [(source, problem, remedy, now, now) for source, problem, remedy in rows]
    if values:
        connection.exec_driver_sql(
            """INSERT INTO intake_problems VALUES (?, ?, ?, ?, ?, 1)
            ON CONFLICT (source, problem) DO UPDATE SET last = excluded.last, times = times + 1""",
            values,
        )


def settled(connection: sa.Connection, sources: Iterable[str]) -> None:
    """Take out the problems of places that are read well now."""
    values = [(source,) for source in sources]
    if values:
        connection.exec_driver_sql("DELETE FROM intake_problems WHERE source = ?", values)


def troubles(ledger: Ledger, beginning: str = "") -> tuple[Trouble, ...]:
    """Return the problems of sources that begin so, by source."""
    if not is_prepared(ledger):
        return ()
    query = "SELECT source, problem, remedy, first, last, times FROM intake_problems WHERE substr(source, 1, ?) = ? ORDER BY source, problem"
    with ledger.reading() as connection:
        rows = connection.exec_driver_sql(query, (len(beginning), beginning)).mappings()
        return tuple(Trouble(**row) for row in rows)


# --- feeds -------------------------------------------------------------------------------------------------------


def feed_forms(connection: sa.Connection) -> dict[str, dict[str, Any]]:
    """Return what is kept of every feed, by the address under which it was first named."""
    return {row[0]: json.loads(row[1]) for row in connection.exec_driver_sql("SELECT url, form FROM intake_feeds")}


def keep_feed(connection: sa.Connection, url: str, form: dict[str, Any]) -> None:
    """Keep the state of a feed."""
    connection.exec_driver_sql("INSERT OR REPLACE INTO intake_feeds VALUES (?, ?)", (url, json.dumps(form)))


def seen_items(connection: sa.Connection, feed: str) -> dict[str, str]:
    """Return the digest of every item of a feed that was read, by its key."""
    return {
        row[0]: row[1]
        for row in connection.exec_driver_sql("SELECT key, digest FROM intake_items WHERE feed = ?", (feed,))
    }


def see_items(connection: sa.Connection, feed: str, rows: Iterable[tuple[str, str]]) -> None:
    """Note (key, digest) of items that were read."""
    values = [(feed, key, digest) for key, digest in rows]
    if values:
        connection.exec_driver_sql("INSERT OR REPLACE INTO intake_items VALUES (?, ?, ?)", values)


def forms(rows: Iterable[Trouble]) -> list[dict[str, Any]]:
    """Return problems as JSON."""
    return [asdict(row) for row in rows]
