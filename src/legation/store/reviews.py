"""What people say of records: right or wrong, and what is wrong with them; kept beside the records, which stay as they are.

Reviews are only ever added. Of one reviewer's reviews of a record the last counts (a skip takes back what was said
before), and it counts as long as the record says what it said when it was judged: that form is kept with the review.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from legation.errors import InputError, NotFoundError
from legation.store import tables
from legation.store.export.plain import inert

if TYPE_CHECKING:
    from legation.store.ledger import Ledger

Json = dict[str, Any]
VERDICTS: Final = ("right", "wrong", "skip")
#: What can be wrong with a record; `event` means that there is none at all.
ASPECTS: Final = (
    "event", "type", "mode", "status", "actor", "recipient", "date", "place", "attribution", "other",
)  # fmt: skip
#: How a record came before its reviewer: from its page, the most doubtful first, or by lot (among all, or those of a type).
WAYS: Final = ("page", "doubt", "lot", "lot of a type")
NOTE_LIMIT: Final = 2_000
NAME_LIMIT: Final = 80
#: Who gives no name.
UNNAMED: Final = "unnamed"
_MANY: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What one reviewer said of a record, once."""

    number: int
    record: str
    kind: str
    article: str
    run: str
    reviewer: str
    verdict: str
    wrong: tuple[str, ...]
    note: str
    way: str
    #: When, in UTC.
    made: str
    #: The type of the record as it stands; None for kinds without types, and where the record is gone.
    type: str | None
    #: The record as it was judged.
    form: Json
    #: Whether the record still says this.
    stands: bool

    def row(self) -> Json:
        """Return the review as JSON, the judged record with it."""
        return {
            "record": self.record, "kind": self.kind, "article": self.article, "run": self.run, "reviewer": self.reviewer,
            "verdict": self.verdict, "wrong": list(self.wrong), "note": self.note, "way": self.way, "made": self.made,
            "stands": self.stands, "form": self.form,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """All reviews of a record, the earliest first, and what they come to."""

    reviews: tuple[Review, ...]

    @property
    def counting(self) -> tuple[Review, ...]:
        """What counts: the last word of each reviewer, of the record as it stands."""
        last = {review.reviewer: review for review in self.reviews if review.stands}
        return tuple(review for review in last.values() if review.verdict != "skip")

    @property
    def status(self) -> str:
        """Right, wrong or disputed; empty where nothing counts."""
        said = {review.verdict for review in self.counting}
        return "disputed" if len(said) > 1 else next(iter(said), "")

    @property
    def reviewers(self) -> tuple[str, ...]:
        """Whose word counts."""
        return tuple(dict.fromkeys(review.reviewer for review in self.counting))

    @property
    def wrong(self) -> tuple[str, ...]:
        """What is wrong, by all who say so."""
        said = {aspect for review in self.counting for aspect in review.wrong}
        return tuple(aspect for aspect in ASPECTS if aspect in said)


# --- writing -----------------------------------------------------------------------------------------------------


def add(
    ledger: Ledger, *, record: str, article: str, verdict: str, reviewer: str = "", wrong: Collection[str] = (), note: str = "",
    way: str = "page", now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:  # fmt: skip
    """Keep what somebody says of a record as it stands in an article. Raises InputError, NotFoundError, LedgerError."""
    if verdict not in VERDICTS or way not in WAYS:
        raise InputError(f"{verdict!r} by {way!r} is no review", remedy=f"say {', '.join(VERDICTS)}")
    for aspect in wrong:
        if aspect not in ASPECTS:
            raise InputError(f"{aspect!r} is nothing that can be wrong", remedy=f"one of {', '.join(ASPECTS)}")
    if wrong and verdict != "wrong":
        raise InputError("what is wrong was named, but not that it is wrong", remedy="say wrong, or name nothing")
    values = {
        "record": record, "article": article, "verdict": verdict, "reviewer": name_of(reviewer), "note": _note(note), "way": way,
        "wrong": " ".join(aspect for aspect in ASPECTS if aspect in wrong), "made": now().isoformat(timespec="seconds"),
    }  # fmt: skip
    records, articles = tables.records.c, tables.articles.c
    judged = sa.select(records.kind, records.form, articles.run).join(
        tables.articles, articles.number == records.article
    )
    with ledger.writing() as connection:
        row = connection.execute(judged.where(records.id == record, articles.id == article)).first()
        if row is None:
            problem = f"no record {record[:40]!r} in that article"
            raise NotFoundError(problem, remedy="it may have been coded again meanwhile: reload the page")
        connection.execute(tables.reviews.insert(), {**values, "kind": row[0], "form": row[1], "run": row[2]})


def name_of(reviewer: str) -> str:
    """Return a reviewer's name as it is kept. Raises InputError."""
    name = " ".join(_sound("the name", unicodedata.normalize("NFC", reviewer)).split())
    if len(name) > NAME_LIMIT:
        raise InputError(f"the name is longer than {NAME_LIMIT} characters", remedy="take a shorter one")
    return "".join(letter for letter in name if letter.isprintable()) or UNNAMED


def _note(words: str) -> str:
    note = _sound("the note", words).replace("\r\n", "\n").strip()
    if len(note) > NOTE_LIMIT:
        raise InputError(f"the note is longer than {NOTE_LIMIT:,} characters", remedy="say it in fewer words")
    return "".join(letter for letter in note if letter == "\n" or letter.isprintable())


def _sound(what: str, words: str) -> str:
    try:
        words.encode()
    except UnicodeEncodeError:
        raise InputError(f"{what} holds half a character (a lone surrogate)", remedy="send it as UTF-8") from None
    return words


# --- reading -----------------------------------------------------------------------------------------------------


def every(
    ledger: Ledger, *, verdict: str = "", reviewer: str = "", after: int = 0, limit: int | None = None
) -> Iterator[Review]:
    """Yield the reviews in the order in which they were made, those behind a number: all, or of a verdict or a reviewer."""
    given = tables.reviews.c
    wanted: list[sa.ColumnElement[bool]] = [given.number > after] if after else []
    if verdict:
        if verdict not in VERDICTS:
            raise InputError(f"{verdict!r} is no verdict", remedy=f"one of {', '.join(VERDICTS)}")
        wanted.append(given.verdict == verdict)
    if reviewer:
        wanted.append(given.reviewer == name_of(reviewer))
    with ledger.reading() as connection:
        yield from _reviews(connection, *wanted, limit=limit)


def verdicts(ledger: Ledger, records: Collection[str] | None = None) -> dict[str, Verdict]:
    """Return what is said of each of these records, where anything is; of all, and without the forms, where none are named."""
    with ledger.reading() as connection:
        if records is None:
            return _grouped(_reviews(connection, forms=False))
        asked = sorted(records)
        portions = (asked[at : at + _MANY] for at in range(0, len(asked), _MANY))
        return _grouped(one for part in portions for one in _reviews(connection, tables.reviews.c.record.in_(part)))


def _grouped(found: Iterable[Review]) -> dict[str, Verdict]:
    groups: dict[str, list[Review]] = {}
    for review in found:
        groups.setdefault(review.record, []).append(review)
    return {record: Verdict(tuple(rows)) for record, rows in groups.items()}


def _reviews(
    connection: sa.Connection, *wanted: sa.ColumnElement[bool], limit: int | None = None, forms: bool = True
) -> Iterator[Review]:
    """Yield reviews; without `forms` those of records that lie in the file as they were judged are left packed (empty here)."""
    given, records, articles, runs = tables.reviews.c, tables.records.c, tables.articles.c, tables.runs.c
    of_record = sa.and_(records.id == given.record, articles.id == given.article)
    query = sa.select(
        *(given[name] for name in ("number", "record", "kind", "article", "reviewer", "verdict", "wrong", "note", "way", "made")),
        runs.id.label("run"), records.type, (records.form == given.form).label("same"),
        *(_unless_same(column, forms=forms) for column in (given.form, records.form)),
    )  # fmt: skip
    query = query.join(tables.runs, runs.number == given.run)
    query = query.outerjoin(tables.articles, articles.id == given.article)
    query = query.outerjoin(tables.records, sa.and_(of_record, records.article == articles.number))
    for *row, event_type, same, form, now in connection.execute(
        query.where(*wanted).order_by(given.number).limit(limit)
    ):
        number, record, kind, article, reviewer, verdict, wrong, note, way, made, run = row
        yield Review(
            number=number, record=record, kind=kind, article=article, run=run, reviewer=reviewer, verdict=verdict,
            wrong=tuple(wrong.split()), note=note, way=way, made=made, type=event_type, form=form or {},
            # Other bytes may still say the same: they were packed elsewhere.
            stands=bool(same) or (now is not None and now == form),
        )  # fmt: skip


def _unless_same(column: sa.ColumnElement[Any], *, forms: bool) -> sa.ColumnElement[Any]:
    if forms:
        return column
    same = tables.records.c.form == tables.reviews.c.form
    return sa.type_coerce(sa.case((same, sa.null()), else_=column), tables.reviews.c.form.type)


# --- how often records are right ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Share:
    """How many of n are right, and the interval that holds the true share in 95 of 100 such samples (Wilson's)."""

    right: int
    n: int

    @property
    def share(self) -> float | None:
        """Right ones among all; None of none."""
        return self.right / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's score interval at 95 %: unlike the usual one it is sound for few cases and for shares near 0 and 1."""
        return wilson(self.right, self.n)


def wilson(right: int, n: int, z: float = 1.959964) -> tuple[float, float]:
    """Return Wilson's score interval of a share; (0, 1) where nothing was seen."""
    if n == 0:
        return 0.0, 1.0
    share, square = right / n, z * z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = z / (1 + square / n) * ((share * (1 - share) / n + square / (4 * n * n)) ** 0.5)
    # Rounding must not push the ends past 0 and 1.
    return max(0.0, middle - half) if right else 0.0, min(1.0, middle + half) if right < n else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """How often the records of a type (or of a kind that has no types) are right, by what counts of the reviews."""

    kind: str
    #: Empty for kinds without types, and where all are counted together.
    type: str
    #: All that was reviewed: mostly the doubtful, so that the share is lower than that of all records.
    reviewed: Share
    #: What was drawn by lot: the share of all records.
    lot: Share
    disputed: int
    #: What is wrong, and how often.
    wrong: dict[str, int]

    def row(self) -> Json:
        """Return it as JSON."""
        low, high = self.reviewed.interval
        lot_low, lot_high = self.lot.interval
        return {
            "kind": self.kind, "type": self.type, "right": self.reviewed.right, "n": self.reviewed.n, "low": round(low, 4),
            "high": round(high, 4), "lot_right": self.lot.right, "lot_n": self.lot.n, "lot_low": round(lot_low, 4),
            "lot_high": round(lot_high, 4), "disputed": self.disputed, "wrong": self.wrong,
        }  # fmt: skip


def accuracy(ledger: Ledger) -> tuple[Accuracy, ...]:
    """Return the accuracy of reports, all and by type, then of the other kinds; a record counts once, the disputed not.

    Ids are hashes, so that the first in their order are as good as drawn by lot: what is reviewed up to the last that
    somebody took by lot counts as such, whichever way it came. So nothing is left out of the sample for having been
    judged as doubtful before.
    """
    groups: dict[tuple[str, str], dict[str, Verdict]] = {}
    with ledger.reading() as connection:
        found = _grouped(_reviews(connection, forms=False))
    for record, verdict in found.items():
        if verdict.status:
            last = verdict.counting[-1]
            names = ("", str(last.type)) if last.kind == "report" else ("",)
            for name in names:
                groups.setdefault((last.kind, name), {})[record] = verdict
    rows = [_accuracy(kind, name, group) for (kind, name), group in sorted(groups.items())]
    return tuple(sorted(rows, key=lambda row: (row.kind != "report", row.kind, row.type)))


def _accuracy(kind: str, name: str, group: dict[str, Verdict]) -> Accuracy:
    # What was drawn among those of one type is no sample of all.
    drawn = {"lot", "lot of a type"} if name or kind != "report" else {"lot"}
    end = max((record for record, said in group.items() if any(one.way in drawn for one in said.reviews)), default="")
    told = {record: verdict.status for record, verdict in group.items() if verdict.status != "disputed"}
    lot = [status for record, status in told.items() if record <= end]
    counts = {aspect: sum(aspect in verdict.wrong for verdict in group.values()) for aspect in ASPECTS}
    return Accuracy(
        kind=kind, type=name, reviewed=Share(list(told.values()).count("right"), len(told)),
        lot=Share(lot.count("right"), len(lot)), disputed=len(group) - len(told),
        wrong={aspect: n for aspect, n in counts.items() if n},
    )  # fmt: skip


# --- out ---------------------------------------------------------------------------------------------------------

_COLUMNS: Final = ("record", "kind", "article", "run", "reviewer", "verdict", "wrong", "note", "way", "made", "stands")
_OF_FORM: Final = ("type", "mode", "status", "confidence", "made_by")


def json_lines(reviews: Iterable[Review]) -> Iterator[str]:
    """Yield one review a line, the judged record with it."""
    for review in reviews:
        yield json.dumps(review.row(), ensure_ascii=False, sort_keys=True) + "\n"


def table(reviews: Iterable[Review]) -> Iterator[str]:
    """Yield a CSV with a header, and with what the judged record said; no cell is run by a spreadsheet."""
    yield _line([*_COLUMNS, *_OF_FORM])
    for review in reviews:
        row = {**review.row(), "wrong": " ".join(review.wrong), "stands": int(review.stands)}
        yield _line([inert(row[name]) for name in _COLUMNS] + [inert(review.form.get(name)) for name in _OF_FORM])


def _line(cells: list[Any]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue()
