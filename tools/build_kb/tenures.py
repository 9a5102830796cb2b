"""Terms of office as the sources tell them, and the one term that several sources mean."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from legation.errors import DataError
from tools.build_kb.offices import chair_of, is_single, office_role
from tools.build_kb.tables import RECOLLECTION, Row, optional, read_day, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

COLUMNS: Final = ("name", "office", "code", "start", "end", "seen", "source")
#: What names a row of a derived table that is wrong.
_DROPPED: Final = ("name", "office", "code", "start")
_PRECISE: Final = {"day": 3, "month": 2, "year": 1, "implied": 1, "": 0}
#: Ends that differ by less are one end, told by sources that look seldom.
_LAG: Final = 150
_YEAR: Final = 366


@dataclass(frozen=True, slots=True)
class Term:
    """One term as a source tells it; days as ordinals, 0 where unknown."""

    person: str
    name: str
    office: str
    code: str
    start: int
    start_precision: str
    end: int
    end_precision: str
    #: The day on which the source last saw an open term; 0 for closed ones.
    seen: int
    acting: bool
    source: str
    note: str
    place: str
    #: From and until these days the answer is a fact of a source; 0 for what we only recollect.
    known_from: int
    known: int

    @property
    def role(self) -> str:
        """The role of the title, "" where it tells none."""
        return office_role(self.office, self.code)

    @property
    def chair(self) -> tuple[str, str]:
        """What must be equal for two terms to be of one office."""
        return self.code, chair_of(self.office, self.code)

    @property
    def first(self) -> int:
        """The first day that the term surely had, as far as told."""
        return self.start or self.seen or self.end

    @property
    def last(self) -> int:
        """The last day on which the term is known to go on."""
        return self.end or max(self.seen, self.start)


def read_terms(folder: Path) -> list[Term]:
    """Read the tenures by hand and of every derived table that has the form of tenures."""
    rows = optional(folder, "hand/tenures.tsv", COLUMNS)
    for path in sorted((folder / "derived").glob("*.tsv")):
        if _is_tenures(path):
            rows += read_table(path, COLUMNS)
    dropped = {
        tuple(row[column] for column in _DROPPED)
        for row in optional(folder, "dropped.tsv", (*_DROPPED, "note", "source"))
    }
    found = []
    for row in rows:
        if tuple(row[column] for column in _DROPPED) in dropped:
            dropped.discard(tuple(row[column] for column in _DROPPED))
            continue
        found.append(term_of(row))
    if dropped:
        raise DataError(f"no row {sorted(dropped)[0]!r} to drop", place="dropped.tsv", remedy="take the row out")
    return found


def _is_tenures(path: Path) -> bool:
    with path.open(encoding="utf-8") as lines:
        header = next((line for line in lines if not line.startswith("#")), "").rstrip("\n").split("\t")
    return {"office", "seen"} <= set(header)


def term_of(row: Row) -> Term:
    """Read one row; `DataError` where a cell that is needed is empty or a day is none."""
    for column in ("name", "office", "code", "source"):
        if not row[column]:
            raise row.fail(f"{column} is empty")
    start, end, seen = (read_day(row[column], row) for column in ("start", "end", "seen"))
    if start.first and end.last and end.last < start.first:
        raise row.fail(f"ends ({row['end']}) before it starts ({row['start']})")
    by_heart = row["source"] == RECOLLECTION
    sight = 0 if end.last else seen.last or start.first
    # A source that last saw a holder before the end does not know the days between.
    known = min(seen.last, end.last) if seen.last and end.last else end.last or sight
    # "start unknown: first seen then": the source tells when it looked.
    implied = "start unknown" in row["note"]
    if not end.last and not sight:
        raise row.fail("neither start, end nor the day it was seen", "give one of them")
    return Term(
        person=row["person"], name=row["name"], office=row["office"], code=row["code"],
        start=start.first, start_precision="implied" if implied and start.first else start.precision, end=end.last, end_precision="implied" if end.last and known < end.last else end.precision, seen=sight,
        acting=row["acting"] == "1", source=row["source"], note=row["note"], place=row.place,
        known_from=0 if by_heart else start.first or sight or end.last, known=0 if by_heart else known,
    )  # fmt: skip


def _rank(term: Term) -> tuple[bool, int, int]:
    """Order the tellers of one term: by look-up before by heart, precise before vague, long before short."""
    return (
        term.source != RECOLLECTION,
        _PRECISE[term.start_precision] + _PRECISE[term.end_precision],
        term.last - term.first,
    )


def merge_terms(terms: Iterable[Term]) -> list[Term]:
    """Merge the terms of one person that several rows tell: same office, days that meet."""
    groups: dict[tuple[str, str, bool], list[Term]] = {}
    for term in terms:
        groups.setdefault((*term.chair, term.acting), []).append(term)
    merged: list[Term] = []
    for group in groups.values():
        group.sort(key=lambda term: (term.first, term.last, term.source))
        kept: list[Term] = []
        for term in group:
            at = next((place for place, one in enumerate(kept) if _meet(one, term)), None)
            if at is None:
                kept.append(term)
            else:
                kept[at] = _joined(kept[at], term)
        merged += kept
    return merged


def _meet(one: Term, other: Term) -> bool:
    """Tell whether two terms of one office share days; vague days may miss each other by a year."""
    slack = 1
    if "day" not in {one.start_precision, other.start_precision} or not (one.start and other.start):
        slack = _LAG
    return one.first <= other.last + slack and other.first <= one.last + slack


def _joined(one: Term, other: Term) -> Term:
    best, less = sorted((one, other), key=_rank, reverse=True)
    start, start_precision = _start(best, less)
    end, end_precision = _end(best, less)
    seen = 0 if end else max(one.seen, other.seen)
    known = max(one.known, other.known)
    known_from = min((day for day in (one.known_from, other.known_from) if day), default=0)
    if end:
        # An end that only memory tells: what came after the last look of the other source is presumed.
        known = min(known, end) if known else 0
    notes = [note for note in dict.fromkeys((best.note, less.note)) if note]
    if (
        best.start
        and less.start
        and abs(best.start - less.start) > 31
        and _PRECISE[best.start_precision] == _PRECISE[less.start_precision] == 3
    ):
        notes.append(f"{less.source} tells another start")
    return replace(
        best, start=start, start_precision=start_precision, end=end, end_precision=end_precision, seen=seen,
        known_from=known_from, known=known, note="; ".join(notes), person=best.person or less.person,
    )  # fmt: skip


def _start(best: Term, less: Term) -> tuple[int, str]:
    if not best.start or not less.start:
        chosen = best if best.start else less
        return chosen.start, chosen.start_precision
    early, late = sorted((best, less), key=lambda term: term.start)
    if late.start - early.start > _YEAR or _PRECISE[early.start_precision] >= _PRECISE[late.start_precision]:
        return early.start, early.start_precision
    return late.start, late.start_precision


def _end(best: Term, less: Term) -> tuple[int, str]:
    if best.end and less.end and "implied" in {best.end_precision, less.end_precision}:
        vague, exact = (best, less) if best.end_precision == "implied" else (less, best)
        # "no longer there": the last look tells whether the exact end can be that of this term.
        chosen = vague if exact.end_precision != "implied" and vague.known > exact.end + _LAG else exact
        return chosen.end, chosen.end_precision
    if best.end and less.end:
        early, late = sorted((best, less), key=lambda term: term.end)
        if late.end - early.end > _YEAR or _PRECISE[late.end_precision] >= _PRECISE[early.end_precision]:
            return late.end, late.end_precision
        return early.end, early.end_precision
    if not best.end and not less.end:
        return 0, ""
    closed, still = (best, less) if best.end else (less, best)
    # Seen in office long after the supposed end: the end was that of a term, not of the holder.
    if still.seen > closed.end + _LAG:
        return 0, ""
    return closed.end, closed.end_precision


def close_by_successor(terms: Iterable[tuple[str, Term]]) -> dict[int, Term]:
    """Close open terms of single-holder offices on the day when somebody else is told to have taken the office.

    `terms` are (person, term) pairs; the answer holds the closed terms by the `id()` of the open ones. What the source
    has seen stays known; the days from then to the successor's first are presumed.
    """
    chairs: dict[tuple[str, str], list[tuple[str, Term]]] = {}
    for person, term in terms:
        if is_single(term.office, term.code) and not term.acting:
            chairs.setdefault(term.chair, []).append((person, term))
    closed: dict[int, Term] = {}
    for group in chairs.values():
        for person, term in group:
            if term.end and term.end_precision != "implied":
                continue
            looked = term.seen or term.known
            starts = [
                other.start for who, other in group
                if who != person and other.start > term.start and other.start >= looked - _LAG
                and (not term.end or other.start < term.end)
            ]  # fmt: skip
            if starts:
                day = min(starts)
                closed[id(term)] = replace(term, end=day, end_precision="implied", seen=0, known=min(term.known, day))
    return closed


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two persons told to hold one office at once, for how many days at least."""

    first: Term
    second: Term
    days: int


def overlaps(terms: Iterable[tuple[str, Term]], least: int = 31) -> list[Overlap]:
    """Return the pairs of different persons that hold a single-holder office at once for more than `least` days.

    `terms` are (person, term) pairs. A day told as a month or year counts as its last for a start, its first for an end.
    """
    chairs: dict[tuple[str, str], list[tuple[str, Term]]] = {}
    for person, term in terms:
        if is_single(term.office, term.code) and not term.acting:
            chairs.setdefault(term.chair, []).append((person, term))
    found = []
    for group in chairs.values():
        group.sort(key=lambda pair: (pair[1].first, pair[1].name))
        for place, (who, term) in enumerate(group):
            for other, later in group[place + 1 :]:
                if who != other:
                    days = min(_surely_last(term), _surely_last(later)) - max(_surely_first(term), _surely_first(later))
                    if days > least:
                        found.append(Overlap(term, later, days))
    return found


_VAGUE: Final = {"year": 365, "month": 30, "implied": 365}


def _surely_first(term: Term) -> int:
    return term.start + _VAGUE.get(term.start_precision, 0) if term.start else term.first


def _surely_last(term: Term) -> int:
    if term.end_precision == "implied":
        return term.known
    return term.end - _VAGUE.get(term.end_precision, 0) if term.end else term.last
