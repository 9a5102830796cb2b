"""From looks to tenures: who held which office from when to when, and when the source last saw them in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from tools.build_kb.factbook.dates import contains, first_day, last_day, precision
from tools.build_kb.factbook.executive import VACANT, Holder
from tools.build_kb.factbook.identity import People, Person
from tools.build_kb.factbook.reading import LIST_DAY, Look
from tools.build_kb.factbook.titles import family, is_deputy

#: Further apart than this, another may have held the office between two looks.
_LONG_GAP: Final = 660
#: Further apart than this, not even the year of a change is known.
_YEAR_GAP: Final = 430
#: Looks this close together date a change to the month.
_SHORT_GAP: Final = 45
#: A vacancy longer than this is none that the next holder's start may stand for.
_VACANCY: Final = 120
#: A text may go on naming the last holder for so long after the day that a later text gives for the next one.
_STALE: Final = 1100
#: A start so long before another's tenure of the same office is a slip of the pen.
_PLAINLY_WRONG: Final = 1800
#: Overlaps up to this are the source's, not the offices'.
_WEEKS: Final = 62
_ENDED: Final = {
    "CSK": "1992-12-31",
    "YUG": "2003-02-04",
    "SCG": "2006-06-05",
    "SUN": "1991-12-26",
    "DDR": "1990-10-03",
}
_KNOWN: Final = frozenset(
    (
        "president",
        "prime minister",
        "king",
        "queen",
        "emperor",
        "emir",
        "sultan",
        "chancellor",
        "governor general",
        "chief minister",
    )
)
_ROYAL: Final = ("King", "Queen", "Emperor", "Emir", "Sultan", "Grand Duke", "Pope", "Prince")


@dataclass(frozen=True, slots=True)
class Tenure:
    """One tenure, as the table has it; dates are ISO text of any precision, "" where unknown."""

    name: str
    office: str
    code: str
    start: str
    end: str
    seen: str
    acting: bool
    source: str
    note: str
    #: Number of the person within the country.
    person: int


@dataclass(frozen=True, slots=True)
class _Seat:
    """One appearance of one person in one kind of office."""

    at: int
    holder: Holder


class Country:
    """The looks at one country, and what follows from them."""

    def __init__(self, code: str, looks: list[Look], usual: dict[str, str] | None = None) -> None:
        """Sort out who is who in `looks`, which are earliest first."""
        self.code = code
        self.people = People(code)
        self.looks = [replace(look, holders=_titled(look.holders, usual or usual_titles(looks))) for look in looks]
        self.looks = _list_known(self.looks)
        self._seats: dict[tuple[int, str], list[_Seat]] = defaultdict(list)
        #: Per look: (kind of office, person) of all that hold something.
        self._present: list[list[tuple[str, int, Holder]]] = []
        found = [
            [(holder, self.people.find(holder, look.day).number) for holder in look.holders if _in_office(holder, look)]
            for look in self.looks
        ]
        self._vacant = [{holder.line for holder in look.holders if holder.office == VACANT} for look in self.looks]
        for at, holders in enumerate(found):
            present = [(family(holder.office), self.people.root(number), holder) for holder, number in holders]
            for kind, number, holder in present:
                self._seats[number, kind].append(_Seat(at, holder))
            self._present.append(present)

    def tenures(self) -> list[Tenure]:
        """Return the tenures, in no special order."""
        found = []
        for (person, kind), seats in self._seats.items():
            for run in self._runs(person, kind, seats):
                found.append(self._tenure(self.people.persons[person], kind, run))
        whole = _without_doubles([one for one in found if not _slip(one, found)], self._together())
        return _touching([tenure for tenure in whole if len(tenure.start) < 10 or tenure.start != tenure.end])

    def _together(self) -> set[tuple[int, str, str]]:
        """Return (person, kind, kind) for offices that one look gives to one person at once."""
        return {
            (number, one, two)
            for present in self._present
            for one, number, _ in present
            for two, other, _ in present
            if number == other and one != two
        }

    # --- runs: appearances that are one tenure -------------------------------------------------------------------

    def _runs(self, person: int, kind: str, seats: list[_Seat]) -> list[list[_Seat]]:
        runs: list[list[_Seat]] = []
        for seat in seats:
            if runs and self._goes_on(person, kind, runs[-1], seat):
                runs[-1].append(seat)
            else:
                runs.append([seat])
        return runs

    def _goes_on(self, person: int, kind: str, run: list[_Seat], seat: _Seat) -> bool:
        last = run[-1]
        known = [one.holder.since for one in run if one.holder.since]
        same = bool(seat.holder.since) and any(contains(since, seat.holder.since) for since in known)
        if last.holder.acting != seat.holder.acting:
            return same or (last.at == seat.at)
        if same or seat.at <= last.at + 1:
            return True
        between = range(last.at + 1, seat.at)
        others = sum(any(one == kind and number != person for one, number, _ in self._present[at]) for at in between)
        if is_deputy(kind):
            return len(between) <= 1
        later = seat.holder.since and first_day(seat.holder.since) > self.looks[last.at].until
        return not others and not later

    # --- one tenure ----------------------------------------------------------------------------------------------

    def _tenure(self, person: Person, kind: str, run: list[_Seat]) -> Tenure:
        last = self.looks[run[-1].at]
        offices = Counter(seat.holder.office for seat in run)
        office = max(offices, key=lambda one: offices[one])
        acting = all(seat.holder.acting for seat in run)
        notes = [max((name.full for name in person.names), key=len)]
        start, note = self._year_mended(self._start(run), kind, person.number, run)
        if note:
            notes.append(note)
        if not start:
            start, note = self._first_month(run), "start unknown: first seen then"
            notes.append(note)
        end, note = self._end(person.number, kind, run, start)
        if note:
            notes.append(note)
        seen = max(last.until, first_day(start)).isoformat()
        if end and first_day(end) < first_day(start):
            end = start
        if end and last_day(end).isoformat() < seen:
            seen = ""
        name = person.shown(self.code)
        if " " not in name and office.startswith(_ROYAL):
            name = f"{office} {name}"
        shown = [note for note in notes if note != name]
        return Tenure(name, office, self.code, start, end, seen, acting, last.source, "; ".join(shown), person.number)

    def _start(self, run: list[_Seat]) -> str:
        """Return the start that the looks agree on longest; a later one told after it is a re-election."""
        first_seen = self.looks[run[0].at].until
        days: Counter[str] = Counter()
        for seat in run:
            since = seat.holder.since
            if since and (first_day(since) <= first_seen + timedelta(75) or seat is run[0]):
                look = self.looks[seat.at]
                days[since] += 1 + (look.until - look.day).days
        if not days:
            return ""
        fine = (
            {since for since in days if precision(since) == 3}
            or {since for since in days if precision(since) == 2}
            or set(days)
        )
        return max(
            fine, key=lambda since: (sum(count for other, count in days.items() if contains(other, since)), since)
        )

    def _year_mended(self, start: str, kind: str, person: int, run: list[_Seat]) -> tuple[str, str]:
        """Return the start and a note; a year that another's tenure contradicts ("2005" for 2025) is that of the first look."""
        at, office = run[0].at, run[0].holder.office
        rivals = (
            one
            for one in range(at)
            if any(who != person and other.office == office for _, who, other in self._present[one])
        )
        last = max((self.looks[one].until for one in rivals), default=None)
        if (
            is_deputy(kind)
            or not start
            or last is None
            or (last - first_day(start)).days < _PLAINLY_WRONG
            or "member" in kind
        ):
            return start, ""
        if any(number == person and other == kind for one in range(at) for other, number, _ in self._present[one]):
            return start, ""
        mended = f"{self.looks[at].day.year}{start[4:]}"
        if first_day(mended) > self.looks[at].until or (last - first_day(mended)).days > 150:
            return start, ""
        return mended, f"the source says since {start}, another's time"

    def _first_month(self, run: list[_Seat]) -> str:
        return self.looks[run[0].at].day.isoformat()[:7]

    def _end(self, person: int, kind: str, run: list[_Seat], start: str) -> tuple[str, str]:
        """Return (end, note); ("", "") while the source last saw them in office."""
        at = run[-1].at
        seen = self.looks[at].until
        line = run[-1].holder.line
        if is_deputy(kind):
            return self._deputy_end(person, kind, run, start)
        follow = next((one for one in range(at + 1, len(self.looks)) if self._speaks(one, line)), None)
        if follow is None:
            return (_ENDED[self.code], "") if self.code in _ENDED else ("", "")
        absent = self.looks[follow].day
        after = follow
        if line in self._vacant[follow]:
            after = next(
                (one for one in range(follow, len(self.looks)) if self._speaks(one, line, vacant=False)), follow
            )
        since = self._successor(person, kind, run, after, start)
        if since and after != follow and (first_day(since) - absent).days > _VACANCY:
            since = ""
        if since and (first_day(since) - seen).days <= _LONG_GAP:
            return since, ""
        return self._without_successor(seen, max(absent, first_day(since)) if since else absent)

    def _speaks(self, at: int, line: str, *, vacant: bool = True) -> bool:
        """Tell whether a look says who is in the chief office of a line, or (`vacant`) that nobody is."""
        if vacant and line in self._vacant[at]:
            return True
        return any(holder.line == line and not is_deputy(kind) for kind, _, holder in self._present[at])

    def _deputy_end(self, person: int, kind: str, run: list[_Seat], start: str) -> tuple[str, str]:
        """Return the end of a deputy: looks without any deputies tell nothing while the chief is the same."""
        at = run[-1].at
        seen = self.looks[at].until
        chiefs = {number for one, number, holder in self._present[at] if not is_deputy(one)}
        for one in range(at + 1, len(self.looks)):
            deputies = any(is_deputy(other) for other, _, _ in self._present[one])
            now = {number for other, number, _ in self._present[one] if not is_deputy(other)}
            if deputies:
                since = self._successor(person, kind, run, one, start)
                if since and (first_day(since) - seen).days <= _LONG_GAP:
                    return since, ""
            if deputies or (chiefs and not chiefs & now):
                return self._without_successor(seen, self.looks[one].day)
        return (_ENDED[self.code], "") if self.code in _ENDED else ("", "")

    def _without_successor(self, seen: date, absent: date) -> tuple[str, str]:
        gap = (absent - seen).days
        if gap <= _SHORT_GAP:
            return absent.isoformat()[:7], ""
        if gap <= _YEAR_GAP:
            return absent.isoformat()[:4], ""
        return seen.isoformat()[:4], f"last seen {seen.isoformat()}, no longer there {absent.isoformat()}"

    def _successor(self, person: int, kind: str, run: list[_Seat], follow: int, start: str) -> str:
        """Return when the next holder of the office began, "" where none is named or the day does not fit."""
        seen = self.looks[run[-1].at].until
        if is_deputy(kind):
            before = [number for one, number, _ in self._present[run[-1].at] if one == kind]
            after = [holder for one, _, holder in self._present[follow] if one == kind]
            if len(set(before)) != 1 or len({holder.name for holder in after}) != 1:
                return ""
            candidates = [holder for holder in after if holder.since]
        else:
            lines = {seat.holder.line for seat in run}
            changed = (person, kind, run[-1].holder.acting)
            candidates = [
                replace(holder, since=holder.since or self._known_start(number, one, follow))
                for one, number, holder in self._present[follow]
                if not is_deputy(one) and holder.line in lines and (number, one, holder.acting) != changed
            ]
            same_kind = [holder for holder in candidates if family(holder.office) == kind]
            candidates = same_kind or candidates
        fitting = [
            holder.since
            for holder in candidates
            if holder.since
            and first_day(holder.since) >= first_day(start)
            and (seen - last_day(holder.since)).days <= _STALE
            and holder.since != start
        ]
        return min(fitting, key=first_day, default="")

    def _known_start(self, person: int, kind: str, at: int) -> str:
        """Return the start that the next look to give one gives for a person."""
        later = (seat.holder.since for seat in self._seats[person, kind] if seat.at >= at and seat.holder.since)
        return next(later, "")


def _slip(tenure: Tenure, others: list[Tenure]) -> bool:
    """Tell whether a text left out "Deputy" once: a chief office of the start that the person's office as a deputy has."""
    return not is_deputy(tenure.office) and any(
        other.person == tenure.person
        and family(other.office) == f"deputy {family(tenure.office)}"
        and other.start <= tenure.start
        and (not other.end or tenure.end < other.end)
        for other in others
    )


def _touching(tenures: list[Tenure]) -> list[Tenure]:
    """Let a tenure end where the next one of the office began, where the source has them overlap by some weeks."""
    mended = []
    for tenure in tenures:
        kind = family(tenure.office)
        nexts = [
            other.start
            for other in tenures
            if kind in _KNOWN
            and not tenure.acting
            and not other.acting
            and other.person != tenure.person
            and family(other.office) == kind
            and len(other.start) == 10
            and tenure.start < other.start < tenure.end
            and (last_day(tenure.end) - first_day(other.start)).days <= _WEEKS
        ]
        mended.append(replace(tenure, end=min(nexts)) if nexts else tenure)
    return mended


def _list_known(looks: list[Look]) -> list[Look]:
    """Put the next look's holder into the list of June 2019 where by his start he was in office already: the list has no starts."""
    known = []
    for at, look in enumerate(looks):
        if look.day != LIST_DAY or look.until != LIST_DAY or at + 1 == len(looks):
            known.append(look)
            continue
        after = {
            (holder.line, family(holder.office)): holder
            for holder in reversed(looks[at + 1].holders)
            if holder.since and first_day(holder.since) <= LIST_DAY and not is_deputy(holder.office)
        }
        holders = tuple(
            dict.fromkeys(after.get((holder.line, family(holder.office)), holder) for holder in look.holders)
        )
        known.append(replace(look, holders=holders))
    return known


def _in_office(holder: Holder, look: Look) -> bool:
    """Tell whether a holder is somebody, and was in office when named."""
    return holder.office != VACANT and (not holder.since or first_day(holder.since) <= look.until + timedelta(75))


def usual_titles(looks: list[Look]) -> dict[str, str]:
    """Return the commonest title of each line, for texts that leave it out ("chief of state: Janos ADER (since ...)")."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for look in looks:
        for holder in look.holders:
            if not is_deputy(holder.office) and holder.office not in {"Head of State", "Head of Government", VACANT}:
                counts[holder.line][holder.office] += 1
    return {line: offices.most_common(1)[0][0] for line, offices in counts.items()}


def _titled(holders: tuple[Holder, ...], usual: dict[str, str]) -> tuple[Holder, ...]:
    if usual.get("government") == "President":
        usual = {line: office for line, office in usual.items() if line != "government"}
    return tuple(
        replace(holder, office=usual.get(holder.line, holder.office))
        if holder.office in {"Head of State", "Head of Government"}
        else holder
        for holder in holders
    )


def _without_doubles(tenures: list[Tenure], together: set[tuple[int, str, str]]) -> list[Tenure]:
    """Leave out a tenure that another of the same person, office and start has whole.

    So do other words for the same chief office: "Leader of the Islamic Revolution" is "Supreme Leader", "Chairman of the
    Council of Ministers" is "Premier", where both began on one day and no look has them side by side.
    """
    kept: dict[tuple[int, str, str, bool], Tenure] = {}
    for tenure in sorted(tenures, key=lambda one: (family(one.office) not in _KNOWN, not one.end, one.end)):
        key = (tenure.person, tenure.office, tenure.start, tenure.acting)
        kind = family(tenure.office)
        if kind not in _KNOWN and not is_deputy(tenure.office) and precision(tenure.start) == 3:
            rivals = (
                one
                for one, other in kept.items()
                if one[0] == tenure.person
                and one[2] == tenure.start
                and not is_deputy(other.office)
                and (tenure.person, kind, family(other.office)) not in together
            )
            key = next(rivals, key)
        other = kept.get(key)
        kept[key] = tenure if other is None else _joined(other, tenure)
    return list(kept.values())


def _joined(one: Tenure, two: Tenure) -> Tenure:
    """Return the one of two tenures of the same start that lasts longer, with the office of the first."""
    longer = max((one, two), key=lambda tenure: (not tenure.end, tenure.end, tenure.seen))
    return replace(longer, office=one.office if family(one.office) in _KNOWN else longer.office)
