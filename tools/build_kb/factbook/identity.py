"""Which names of a country's looks are one person: spellings and the order of names change from edition to edition."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from tools.build_kb.factbook.dates import precision
from tools.build_kb.factbook.executive import Holder
from tools.build_kb.factbook.names import PersonName, listed_spellings, short_forms
from tools.build_kb.factbook.titles import family, is_deputy

#: Longer absent than this, a person is known again only by the whole name.
_ABSENCE_DAYS: Final = 500


@dataclass(slots=True)
class Person:
    """One person of one country, as gathered so far."""

    number: int
    names: Counter[PersonName] = field(default_factory=Counter)
    last_seen: date = date.min
    #: (kind of office, day-precise start) of tenures so far.
    starts: set[tuple[str, str]] = field(default_factory=set)
    merged: bool = False

    def shown(self, code: str) -> str:
        """Return the name as news writes it: as listed by hand, else the commonest form, of equals the fullest."""
        for name in self.names:
            if (code, name.news) in listed_spellings():
                return name.news
        forms: Counter[str] = Counter()
        for name, count in self.names.items():
            forms[name.news] += count
        return max(forms, key=lambda form: (" " in form, forms[form], len(form)))

    def other_names(self, code: str) -> tuple[str, ...]:
        """Return the other forms of the name of at least two words."""
        forms = dict.fromkeys(
            form for name, _ in self.names.most_common() for form in (name.news, name.full, *short_forms(name, code))
        )
        shown = self.shown(code)
        return tuple(form for form in forms if form != shown and " " in form)


class People:
    """The persons of one country."""

    def __init__(self, code: str) -> None:
        """Begin with nobody."""
        self.code = code
        self.persons: list[Person] = []
        self._into: dict[int, int] = {}

    def find(self, holder: Holder, day: date) -> Person:
        """Return the person a holder is, a new one where nobody fits; two who turn out to be one are made one."""
        start = (family(holder.office), holder.since)
        scored = [
            (self._likeness(person, holder.name, start, day), person) for person in self.persons if not person.merged
        ]
        fitting = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
        if fitting:
            best = fitting[0][1]
            for score, person in fitting[1:]:
                if score >= 2.0:
                    self._merge(best, person)
        else:
            best = Person(len(self.persons))
            self.persons.append(best)
        best.names[holder.name] += 1
        best.last_seen = day
        if precision(holder.since) == 3:
            best.starts.add(start)
        return best

    def _merge(self, one: Person, two: Person) -> None:
        one.names.update(two.names)
        one.starts |= two.starts
        two.merged, self._into[two.number] = True, one.number

    def root(self, number: int) -> int:
        """Return the number of the person that a number now stands for."""
        while number in self._into:
            number = self._into[number]
        return number

    def _likeness(self, person: Person, name: PersonName, start: tuple[str, str], day: date) -> float:
        absent = (day - person.last_seen).days > _ABSENCE_DAYS
        same_start = start in person.starts
        best = 0.0
        for other in person.names:
            if other.words == name.words:
                best = max(best, 3.0)
            elif other.news == name.news and (self.code, name.news) in listed_spellings():
                best = max(best, 2.8)
            elif set(other.words) == set(name.words):
                best = max(best, 2.5)
            elif same_start and (_alike(other, name) if is_deputy(start[0]) else _related(other, name)):
                best = max(best, 2.0)
            elif not absent and _alike(other, name):
                best = max(best, 1.0)
        return best


def _related(one: PersonName, two: PersonName) -> bool:
    """Tell whether two names in office since the same day are one person: a word in common, or surnames much alike."""
    shared = {word for word in one.words if len(word) > 2} & {word for word in two.words if len(word) > 2}
    return bool(shared) or _ratio("".join(one.words), "".join(two.words)) >= 0.6


def _alike(one: PersonName, two: PersonName) -> bool:
    """Tell whether two names are spellings of one: surnames alike, and every given name of the shorter in the longer."""
    if _ratio(one.surname, two.surname) < 0.8:
        return False
    first = [word for word in one.words if word not in one.surname.split()]
    second = [word for word in two.words if word not in two.surname.split()]
    if not first or not second:
        return one.surname == two.surname or (not first and not second and _ratio(one.surname, two.surname) >= 0.88)
    short, long = sorted((first, second), key=len)
    return all(any(_same_given(word, other) for other in long) for word in short)


def _same_given(one: str, two: str) -> bool:
    if len(one) == 1 or len(two) == 1:
        return one[0] == two[0]
    return one == two or (len(one) > 3 and _ratio(one, two) >= 0.7)


@lru_cache(maxsize=100_000)
def _ratio(one: str, two: str) -> float:
    return SequenceMatcher(None, one, two).ratio()
