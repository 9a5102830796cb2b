"""Terms of office as the sources tell them, and the one term that several sources mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from legation.errors import DataError
from legation.resolve.knowledge_roles import ROLES
from tools.build_kb.offices import chair_of, is_single, office_role
from tools.build_kb.tables import RECOLLECTION, Row, optional, read_day, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

COLUMNS: Final = ("name", "office", "code", "start", "end", "seen", "source")
_ACTING: Final = re.compile(r"^(?:acting|interim|caretaker) ", re.IGNORECASE)
#: What names a row of a derived table that is wrong.
_DROPPED: Final = ("name", "office", "code", "start")
#: Sources that name who is in office on the day of their edition.
_LOOKERS: Final = ("factbook", "cia", "heads")
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
    def rank(self) -> int:
        """The rank of the office, 1 before 10."""
        role = self.role
        return ROLES[role].rank if role else 10

    @property
    def chair(self) -> tuple[str, str]:
        """What must be equal for two terms to be of one office."""
        return self.code, chair_of(self.office, self.code)

    @property
    def exact(self) -> bool:
        """Whether a list of terms tells both its days; the Factbook and the CIA's list tell when they looked."""
        told = not self.source.startswith(_LOOKERS) or self.place.startswith("tenures.tsv")
        return told and self.start_precision == self.end_precision == "day"

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
        raise DataError(f"no row {min(dropped)!r} to drop", place="dropped.tsv", remedy="take the row out")
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
    office = _ACTING.sub("", row["office"])
    return Term(
        person=row["person"], name=row["name"], office=office[0].upper() + office[1:], code=row["code"],
        start=start.first, start_precision="implied" if implied and start.first else start.precision, end=end.last, end_precision="implied" if end.last and known < end.last else end.precision, seen=sight,
        acting=row["acting"] == "1" or office != row["office"], source=row["source"], note=row["note"], place=row.place,
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
        # Exact terms stand; vaguer tellers of the same days only lend them what they saw.
        group.sort(key=lambda term: (not term.exact, term.first, term.last, term.source))
        kept: list[Term] = []
        for term in group:
            met = [place for place, one in enumerate(kept) if _meet(one, term)]
            if not met:
                kept.append(term)
            elif term.exact or not any(kept[place].exact for place in met):
                kept[met[0]] = _joined(kept[met[0]], term)
            else:
                for place in met:
                    kept[place] = _lent(kept[place], term, last=place == max(met, key=lambda at: kept[at].last))
        merged += kept
    return merged


def _lent(exact: Term, other: Term, *, last: bool) -> Term:
    """Return an exact term with the days within which another source saw its holder; reopened if seen long after."""
    if not exact.end:
        return _joined(exact, other)
    if last and not other.end and other.seen > exact.end + _LAG:
        return _joined(exact, other)
    if not other.known:
        return exact
    first, known = max(other.known_from, exact.start), min(other.known, exact.end)
    if first > known:
        return exact
    if exact.known:
        return replace(exact, known_from=min(exact.known_from, first), known=max(exact.known, known))
    return replace(exact, known_from=first, known=known, source=other.source)


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


def trim_by_exact(terms: Iterable[tuple[str, Term]]) -> dict[int, Term | None]:
    """Trim what a source that looked seldom tells of an office by the exact terms of others in it.

    The answer holds the trimmed terms by the `id()` of the old ones, None where nothing of a term is left.
    """
    chairs: dict[tuple[str, str], list[tuple[str, Term]]] = {}
    for person, term in terms:
        if is_single(term.office, term.code) and not term.acting:
            chairs.setdefault(term.chair, []).append((person, term))
    trimmed: dict[int, Term | None] = {}
    for group in chairs.values():
        exact = [(person, term) for person, term in group if term.exact]
        for person, term in group:
            if term.exact or not term.source.startswith(_LOOKERS):
                continue
            new: Term | None = term
            for who, one in exact:
                if who != person and new is not None:
                    new = _trimmed(new, one)
            if new is not term:
                trimmed[id(term)] = new
    return trimmed


def _trimmed(term: Term, exact: Term) -> Term | None:
    """Return a term without the days of another's exact term: cut before it, or after it; None if it lies within."""
    if exact.end <= term.first or exact.start >= (term.end or term.last):
        return term
    if exact.start > term.first:
        known = min(term.known, exact.start)
        return replace(
            term, end=exact.start, end_precision="implied", seen=0, known=known, known_from=min(term.known_from, known)
        )
    if exact.end < term.last:
        return replace(term, start=exact.end, start_precision="implied", known_from=max(term.known_from, exact.end))
    return None


def close_by_chief(terms: list[Term]) -> list[Term]:
    """Close a person's open lesser offices on the day when the chief one of those days ended.

    A snapshot leaves "First Lord of the Treasury" open; its holder stopped being prime minister soon after.
    """
    closed = []
    for term in terms:
        chief = [
            one for one in terms
            if one.end and one.code == term.code and one.rank < term.rank and one.first <= term.seen <= one.end and not term.end
        ]  # fmt: skip
        if chief:
            day = max(one.end for one in chief)
            term = replace(term, end=day, end_precision="implied", seen=0, known=min(term.known, day))  # noqa: PLW2901
        closed.append(term)
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
