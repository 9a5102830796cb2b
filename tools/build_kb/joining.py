"""Terms of many sources joined to persons: by Wikidata id, by name and country, by another spelling in one office."""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from legation.resolve.knowledge_names import bones, normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tools.build_kb.tenures import Term

#: States that handed their people on, and those whose offices others hold: one may stand under several codes.
_KIN: Final = {
    code: group[0]
    for group in (
        ("SUN", "RUS", "UKR", "BLR", "KAZ", "GEO", "ARM", "AZE", "UZB", "TKM", "TJK", "KGZ", "EST", "LVA", "LTU", "MDA"),
        ("YUG", "SCG", "SRB", "MNE", "HRV", "SVN", "BIH", "MKD", "XKX"), ("CSK", "CZE", "SVK"), ("DDR", "DEU"),
        ("NLD", "ABW", "CUW", "SXM"), ("DNK", "GRL", "FRO"), ("CHN", "HKG", "MAC"), ("NZL", "COK", "NIU"),
        ("FRA", "NCL", "PYF", "GUF", "GLP", "MTQ", "MYT", "REU", "SPM", "WLF", "BLM", "MAF"),
        ("GBR", "GIB", "BMU", "CYM", "FLK", "VGB", "AIA", "TCA", "MSR", "IMN", "JEY", "GGY", "SHN", "IOT", "PCN"),
        ("USA", "PRI", "GUM", "ASM", "VIR", "MNP"), ("SDN", "SSD"),
    )
    for code in group
}  # fmt: skip
#: What stands before the names of crowned heads in some sources.
_STYLE: Final = re.compile(r"^(?:king|queen|emperor|grand duke|prince|sultan|emir|pope) (?=\w)")
#: Nobody holds office for longer; namesakes are further apart.
_LIFETIME: Final = 60 * 366
#: Days for which two terms must meet before their holders may be one under two spellings.
_TOGETHER: Final = 30
_ALIKE: Final = 0.74


def kin(code: str) -> str:
    """Return the code under which a state and its successors count as one."""
    return _KIN.get(code, code)


class Joiner:
    """Persons as they grow: terms by key, keys by name and by office."""

    def __init__(self, home: Mapping[str, str], same: Mapping[tuple[str, str], str]) -> None:
        """Take the country of each code, and the spellings that are known to be one."""
        self.home = home
        self.same = same
        self.terms: dict[str, list[Term]] = {}
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        self._chairs: defaultdict[tuple[str, str], set[str]] = defaultdict(set)

    def add(self, key: str, term: Term) -> None:
        """Give a term to a person."""
        self.terms.setdefault(key, []).append(term)
        self._names[self.form(term)].add(key)
        self._chairs[term.chair].add(key)

    def form(self, term: Term) -> str:
        """Return the name under which a term is joined."""
        form = _STYLE.sub("", normal(term.name))
        return self.same.get((term.code, form), form)

    def bearer(self, group: list[Term]) -> str | None:
        """Return the person whom terms of one name without an id mean: of that name, else of another spelling of it."""
        for term in group:
            key = self._by_name(term)
            if key is not None:
                return key
        found = [best for term in group if (best := self._by_office(term))[0] >= _ALIKE]
        return max(found)[1] if found else None

    def _by_name(self, term: Term) -> str | None:
        country = kin(self.home.get(term.code, ""))
        form = self.form(term)
        found: list[tuple[bool, int, str]] = []
        for key in sorted(self._names.get(form, ())):
            group = self.terms[key]
            gap = min(max(0, term.first - other.last, other.first - term.last) for other in group)
            if gap > _LIFETIME:
                continue
            homes = {kin(self.home.get(other.code, "")) for other in group}
            abroad = not country or homes == {""}
            if country in homes or (abroad and form.count(" ")):
                same = any(other.chair == term.chair for other in group)
                found.append((not same, gap, key))
        return min(found)[2] if found else None

    def _by_office(self, term: Term) -> tuple[float, str]:
        """Return the holder of the same office in the same days whose name is most alike, and how alike."""
        found: list[tuple[float, str]] = []
        for key in sorted(self._chairs.get(term.chair, ())):
            for other in self.terms[key]:
                if other.chair == term.chair and _together(other, term):
                    found.append((max(alike(other.name, term.name), _begun_together(other, term)), key))
        return max(found, default=(0.0, ""))


def _together(one: Term, other: Term) -> bool:
    """Tell whether two terms share a month, or one of them, seen on one day only, lies within the other."""
    shared = min(one.last, other.last) - max(one.first, other.first)
    return shared >= min(_TOGETHER, max(0, min(one.last - one.first, other.last - other.first)))


def _begun_together(one: Term, other: Term) -> float:
    """Return how surely two terms of one office that began on one day are one person's: a shared word is enough."""
    days = {one.start_precision, other.start_precision}
    if days != {"day"} or abs(one.start - other.start) > 3:
        return 0.0
    first, second = set(_words(one.name)), set(_words(other.name))
    return 0.95 if first & second else 0.0


def join_terms(
    terms: Iterable[Term], home: Mapping[str, str], same: Mapping[tuple[str, str], str] | None = None
) -> dict[str, list[Term]]:
    """Return the terms of each person, by key. Names with an id come first, official spellings of the CIA last.

    `same` maps (code, normal name) to the normal name under which the person is to be joined.
    """
    joiner = Joiner(home, same or {})
    loose: dict[tuple[str, str], list[Term]] = {}
    for term in sorted(terms, key=lambda one: (one.first, one.office, one.place)):
        if term.person:
            joiner.add(term.person, term)
        else:
            loose.setdefault((kin(home.get(term.code, "")) or term.code, joiner.form(term)), []).append(term)
    # Organisations come after states, so that their people are found among those of states.
    ordered = sorted(loose.items(), key=lambda pair: (":" in pair[0][0], all(map(_official, pair[1])), pair[0]))
    for (country, form), group in ordered:
        key = joiner.bearer(group)
        if key is None:
            key = f"P:{home.get(group[0].code, '') or country}:{form}"
            while key in joiner.terms:
                key += "+"
        for term in group:
            joiner.add(key, term)
    return joiner.terms


def _official(term: Term) -> bool:
    """Tell the spelling of the Board on Geographic Names, which news does not use."""
    return term.source.startswith(("cia", "factbook")) and not term.place.startswith("tenures.tsv")


# --- spellings -----------------------------------------------------------------------------------------------------

_PARTICLES: Final = frozenset("al el ad an ar as az bin ibn ben abu de la von van der jr".split())


@lru_cache(maxsize=100_000)
def _words(name: str) -> tuple[str, ...]:
    return tuple(word for word in normal(name).split() if word not in _PARTICLES and len(word) > 1)


def alike(one: str, other: str) -> float:
    """Return how alike two spellings of a name are, 0 to 1: the words of the shorter looked for in the longer.

    >>> alike("Hasan Ruhani", "Hassan Rouhani") > 0.9
    True
    >>> alike("Hu Jintao", "Xi Jinping") < 0.5
    True
    """
    first, second = _words(one), _words(other)
    if not first or not second:
        return 0.0
    if "".join(first) == "".join(second) or set(first) == set(second):
        return 1.0
    short, long = sorted((first, second), key=len)
    if len(short) < 2:
        return 0.0
    scores = [max(_close(word, mate) for mate in long) for word in short]
    whole = SequenceMatcher(None, "".join(first), "".join(second)).ratio()
    # The weakest word speaks for another person: brothers share the rest.
    return max(
        min(scores) if len(short) == 2 else min(scores) * 0.5 + sum(scores) / len(scores) * 0.5,
        whole if whole > 0.88 else 0.0,
    )


def _close(word: str, mate: str) -> float:
    if word == mate:
        return 1.0
    frame = bones(word)
    ratio = SequenceMatcher(None, word, mate).ratio()
    return max(ratio, 0.9) if len(frame) > 1 and frame == bones(mate) else ratio
