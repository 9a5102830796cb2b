"""A query as SQL over the events: every filter one condition, and for rare ones the events themselves, counted first."""

from __future__ import annotations

import json
from math import cos, radians
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import sqlalchemy as sa

from legation.errors import InputError
from legation.store import tables
from legation.store.query import Near, Query, Who

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A filter that leaves no more events than this is answered from its own index, a commoner one by looking along the dates.
_RARE: Final = 4000
_KILOMETRES_PER_DEGREE: Final = 111.2

#: Numbers that are put into a list sooner than events are asked one by one.
_LONG: Final = 60_000
#: A filter that leaves so many is met every few events: a page of a few dozen is soon full.
_OFTEN: Final = 3_000
#: What is no page, but needs thousands, says that it takes filters as rare up to here.
_FULL: Final = 1_000
#: Articles with certain words that are followed to their events sooner than thousands of events are asked for the words.
_SOME: Final = 10_000
#: Filters that the index `events_facts` answers.
_OF_FACTS: Final = frozenset(
    {"status", "claims", "type", "mode", "quad", "since", "until", "country", "context", "min_confidence"}
)

#: Words that more articles hold than two in three: what does not hold them is the shorter list.
_MOST: Final = 2 / 3

Condition = sa.ColumnElement[bool]


class _Many(NamedTuple):
    """A filter that many events pass: the column of the event's number, and the numbers that pass (`out`: that do not)."""

    number: sa.Column[Any]
    subquery: sa.Select[Any]
    out: bool = False

    @property
    def is_words(self) -> bool:
        """Tell whether it asks for words of articles."""
        return self.number is tables.event_reports.c.event

    def lists(self, number: sa.ColumnElement[int]) -> Condition:
        """Return it as a list of numbers."""
        return number.not_in(self.subquery) if self.out else number.in_(self.subquery)

    def asks(self) -> Condition:
        """Return it as a condition on each event that is looked at."""
        return self.lists(tables.events.c.number) if self.out else _also(self.number, self.subquery)


def chosen(
    connection: sa.Connection, query: Query, selected: sa.Select[Any], *, rare: int = _RARE, by_day: bool = False
) -> sa.Select[Any]:
    """Return a selection from events (or joined with them) narrowed to what a query asks for.

    `rare` is how few events a filter must leave to be answered from its own index: less for a page, which ends when it
    is full, than for what needs all of them. `by_day` says that the selection is from events alone, ordered by their first
    day.
    """
    few, many = _sorted_out(connection, query, rare)
    if few is None and by_day and rare < _FULL and _fills_soon(connection, query, many):
        return selected.where(*_plain(query), *(one.asks() for one in many))
    if few is None and by_day and _walks_facts(query, many=bool(many)):
        lists = (_listed(connection, query, one, rare) for one in many)
        return selected.where(*_plain(query), *lists).with_hint(tables.events, "INDEXED BY events_facts", "sqlite")
    if few is None and not by_day:
        # All of them are wanted: what words leave is listed once, and not asked of each event.
        asked = [
            _shorter(connection, query, one).lists(tables.events.c.number) if one.is_words else one.asks()
            for one in many
        ]
        return selected.where(*_plain(query), *asked)
    common = [*_plain(query), *(one.asks() for one in many)]
    if few is None:
        return selected.where(*common)
    # The events are known one by one: no other index than their numbers is to be walked.
    numbers = json.dumps(sorted(few))
    # As one value: thousands would each have to be bound.
    listed = sa.text("SELECT value FROM json_each(:chosen_events)").bindparams(chosen_events=numbers)
    known = tables.events.c.number.in_(listed.columns(sa.column("value", sa.Integer)))
    return selected.where(known, *common).with_hint(tables.events, "NOT INDEXED", "sqlite")


def chosen_by_index(
    connection: sa.Connection,
    query: Query,
    selected: sa.Select[Any],
    number: sa.ColumnElement[int],
    held: frozenset[str],
    shown: sa.ColumnElement[int],
) -> sa.Select[Any] | None:
    """Return a selection that needs all events of a query, narrowed without looking any of them up.

    `number` is the column that names the event, `shown` that which tells whether it belongs to the default answer, `held` are
    filters that the caller's own columns answer. Every other filter
    is a list of numbers out of an index that holds all it asks for; a million events would each cost a look into the file.
    None where few events are left: then looking these up is faster (`chosen`).
    """
    few, many = _sorted_out(connection, query, _RARE)
    if few is not None:
        return None
    lists = [_shorter(connection, query, one).lists(number) for one in many]
    if (set(query.words()) & _OF_FACTS) - held - {"status", "claims"}:
        # Both values named, SQLite walks the index's days twice and not all of it once.
        lists.append(number.in_(_facts(tables.events.c.shown.in_((0, 1)), *_plain(query))))
    else:
        selected = selected.where(*told(query, number, shown))
    return selected.where(*lists)


def _fills_soon(connection: sa.Connection, query: Query, many: list[_Many]) -> bool:
    """Tell whether a page is full after a short walk along the days: there is one filter, and many events pass it."""
    if len(many) != 1 or set(query.words()) - {"actor", "recipient", "party", "dyad"}:
        return False
    within = sa.select(sa.func.count()).select_from(many[0].subquery.limit(_OFTEN).subquery())
    return int(connection.execute(within).scalar_one()) >= _OFTEN


def _facts(*conditions: Condition) -> sa.Select[Any]:
    """Return the numbers of events, out of the index that holds all facts."""
    facts = sa.select(tables.events.c.number).where(*conditions)
    return facts.with_hint(tables.events, "INDEXED BY events_facts", "sqlite")


def told(query: Query, number: sa.ColumnElement[int], shown: sa.ColumnElement[int]) -> Iterator[Condition]:
    """Yield what status and claims ask for, as conditions on a column of event numbers and one that tells the default answer.

    Most events belong to the default answer, and `shown` says so: only the others are listed.
    """
    events = tables.events.c
    others: list[Condition] = [events.shown == 0]
    if not query.status:
        if not query.claims:
            yield sa.or_(shown == 1, number.not_in(_facts(*others, events.voice == "adversary")))
        return
    if query.status == ("actual",) and not query.claims:
        yield shown == 1
        return
    others.append(events.status.in_(query.status))
    if not query.claims:
        others.append(events.voice != "adversary")
    listed = number.in_(_facts(*others))
    yield sa.or_(shown == 1, listed) if "actual" in query.status else sa.and_(shown == 0, listed)


def _walks_facts(query: Query, *, many: bool) -> bool:
    """Tell whether to walk along the days in the index that holds all facts: an event that does not pass is not looked up.

    Where filters leave little together, though each leaves much, all events are walked past; looking each of them up
    would take ten times as long. What another index leads to is left to SQLite.
    """
    shown = query.status == ("actual",) and not query.claims
    beside = query.mode or query.quad or query.context or query.min_confidence or many
    return bool(shown and beside and not query.country)


def _listed(connection: sa.Connection, query: Query, many: _Many, rare: int) -> Condition:
    """Return a filter as a list of numbers where this is not too long, else as a condition on each event."""
    if many.is_words:
        # A page of a few dozen is soon full; thousands are found sooner from the articles, where these are not too many.
        wanted = rare >= _FULL and _articles_with(connection, query.text, _SOME + 1) <= _SOME
        return many.lists(tables.events.c.number) if wanted else many.asks()
    within = sa.select(sa.func.count()).select_from(many.subquery.limit(_LONG + 1).subquery())
    short = int(connection.execute(within).scalar_one()) <= _LONG
    return many.lists(tables.events.c.number) if short else many.asks()


def _shorter(connection: sa.Connection, query: Query, many: _Many) -> _Many:
    """Return words that most articles hold as the events that none with them tells: these are few, and found from the other articles."""
    if not many.is_words:
        return many
    articles = connection.execute(sa.select(sa.func.count()).select_from(tables.articles)).scalar_one()
    if _articles_with(connection, query.text, articles) <= _MOST * articles:
        return many
    told = sa.text(_NOT_TOLD_IN).bindparams(words=match_words(query.text)).columns(sa.column("event", sa.Integer))
    return many._replace(subquery=sa.select(told.subquery().c.event), out=True)


def _articles_with(connection: sa.Connection, words: str, most: int) -> int:
    """Count the articles that hold the words, up to so many."""
    found = sa.text(_HOW_MANY).bindparams(words=match_words(words), most=most)
    return int(connection.execute(found).scalar_one())


def _sorted_out(connection: sa.Connection, query: Query, rare: int) -> tuple[frozenset[int] | None, list[_Many]]:
    """Return the events that the rare filters leave (None: there is no rare filter), and the filters that leave more."""
    few, many = [], []
    for number, subquery in _selective(query):
        if number is tables.event_reports.c.event and _articles_with(connection, query.text, rare + 1) > rare:
            # So many articles tell as many events and more: these need not be listed to know it.
            many.append(_Many(number, subquery))
            continue
        listed = _along_the_words(query.text) if number is tables.event_reports.c.event else subquery
        found = connection.execute(listed.distinct().limit(rare + 1)).scalars().all()
        if len(found) <= rare:
            few.append(frozenset(found))
        else:
            many.append(_Many(number, subquery))
    return (frozenset.intersection(*few) if few else None), many


def _also(number: sa.Column[Any], subquery: sa.Select[Any]) -> Condition:
    """Return a filter as a condition on each event that is looked at."""
    if number.table is tables.events:
        clause = subquery.whereclause
        assert clause is not None  # noqa: S101 - every filter on the events' own columns has one
        return clause
    return subquery.where(number == tables.events.c.number).correlate(tables.events).exists()


def _plain(query: Query) -> Iterator[Condition]:
    events = tables.events.c
    if query.status == ("actual",) and not query.claims:
        yield events.shown == 1
    else:
        if len(query.status) == 1:
            # Told so, the index on status and day is walked: one of the rarer statuses would be looked for long among all.
            yield events.status == query.status[0]
        elif query.status:
            yield events.status.in_(query.status)
        if not query.claims:
            yield events.voice != "adversary"
    if query.type:
        yield events.type.in_(query.type)
    if query.mode:
        yield events.mode.in_(query.mode)
    if query.quad:
        yield events.quad.in_(query.quad)
    if query.since is not None:
        yield events.end >= query.since.isoformat()
        # The index is on the first day; no act lasts longer than what its precision says, a decade at most.
        yield events.start >= f"{query.since.year - 11:04d}"
    if query.until is not None:
        yield events.start <= query.until.isoformat()
    if query.country:
        yield events.country.in_(query.country)
    if query.context:
        yield sa.or_(
            *((sa.literal(" ") + events.contexts + " ").contains(f" {one} ", autoescape=True) for one in query.context)
        )
    if query.min_confidence:
        yield events.confidence >= query.min_confidence


def _within(near: Near) -> Iterator[Condition]:
    """Yield a box that the index serves, and the circle in it (a plane is near enough at these distances)."""
    events = tables.events.c
    height = near.kilometres / _KILOMETRES_PER_DEGREE
    narrow = max(cos(radians(near.latitude)), 0.01)
    yield events.latitude.between(near.latitude - height, near.latitude + height)
    yield events.longitude.between(near.longitude - height / narrow, near.longitude + height / narrow)
    north, east = events.latitude - near.latitude, (events.longitude - near.longitude) * narrow
    yield north * north + east * east <= height * height


def _selective(query: Query) -> Iterator[tuple[sa.Column[Any], sa.Select[Any]]]:
    """Yield for each filter on other tables the column of the event's number, and the numbers that it leaves."""
    for whos, role in ((query.actor, "actor"), (query.recipient, "recipient"), (query.party, None)):
        if whos:
            yield tables.event_parties.c.event, _of_parties(whos, role)
    if query.dyad is not None:
        dyads, (one, other) = tables.dyads.c, query.dyad
        forward, backward = (
            sa.and_(dyads.source == one, dyads.target == other),
            sa.and_(dyads.source == other, dyads.target == one),
        )
        yield dyads.event, sa.select(dyads.event).where(sa.or_(forward, backward))
    if query.near is not None:
        yield tables.events.c.number, sa.select(tables.events.c.number).where(*_within(query.near))
    if query.min_origins:
        yield (
            tables.events.c.number,
            sa.select(tables.events.c.number).where(tables.events.c.origins >= query.min_origins),
        )
    if query.text:
        yield tables.event_reports.c.event, _of_words(query.text)


def _of_parties(whos: tuple[Who, ...], role: str | None) -> sa.Select[Any]:
    parties = tables.event_parties.c
    any_of = [
        sa.and_(parties.code == who.code, *([parties.sector == who.sector] if who.sector else [])) for who in whos
    ]
    return sa.select(parties.event).where(sa.or_(*any_of), *([parties.role == role] if role else []))


#: From the articles to their events, in this order (`CROSS JOIN` keeps it): it ends as soon as enough are found. SQLite,
#: which cannot know how many articles hold a word, would list all of them first.
_TOLD_IN: Final = """
SELECT m.event AS event FROM article_words CROSS JOIN records r CROSS JOIN event_reports m
WHERE article_words MATCH :words AND r.article = article_words.rowid AND r.kind = 'report' AND m.report = r.id
"""


#: The events that no article with the words tells, from the articles without them.
_NOT_TOLD_IN: Final = """
SELECT m.event AS event FROM articles a CROSS JOIN records r CROSS JOIN event_reports m
WHERE a.number NOT IN (SELECT rowid FROM article_words WHERE article_words MATCH :words)
AND r.article = a.number AND r.kind = 'report' AND m.report = r.id
AND NOT EXISTS (SELECT 1 FROM event_reports o CROSS JOIN records s WHERE o.event = m.event AND s.id = o.report
  AND s.kind = 'report' AND s.article IN (SELECT rowid FROM article_words WHERE article_words MATCH :words))
"""
_HOW_MANY: Final = "SELECT count(*) FROM (SELECT 1 FROM article_words WHERE article_words MATCH :words LIMIT :most)"


def _along_the_words(words: str) -> sa.Select[Any]:
    told = sa.text(_TOLD_IN).bindparams(words=match_words(words)).columns(sa.column("event", sa.Integer)).subquery()
    return sa.select(told.c.event)


def _of_words(words: str) -> sa.Select[Any]:
    members, records = tables.event_reports.c, tables.records.c
    articles = sa.text("SELECT rowid FROM article_words WHERE article_words MATCH :words").bindparams(
        words=match_words(words)
    )
    hits = articles.columns(sa.column("rowid", sa.Integer)).subquery()
    return (
        sa.select(members.event)
        .join(tables.records, records.id == members.report)
        .where(records.kind == "report", records.article.in_(sa.select(hits.c.rowid)))
    )


def match_words(words: str) -> str:
    """Return words as FTS5 reads them: each must be there, phrases in double quotes, `-word` must not.

    Nothing else of FTS5's own syntax has a meaning, so that no text is an error.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    # SQLite ends a text at NUL, and takes no lone surrogates.
    clean = words.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    for place, part in enumerate(clean.split('"')):
        for piece in [part] if place % 2 else part.split():
            bare = piece.removeprefix("-")
            if any(letter.isalnum() for letter in bare):
                (unwanted if piece.startswith("-") and not place % 2 else wanted).append('"' + bare + '"')
    if not wanted:
        raise InputError(f"{words!r} holds no word to search for")
    return " AND ".join(wanted) + "".join(f" NOT {word}" for word in unwanted)
