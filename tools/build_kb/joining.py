"""Terms of many sources joined to persons: by Wikidata id, by name and country, by another spelling in one office."""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from legation.resolve.knowledge_names import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tools.build_kb.tenures import Term

#: States that handed their people on: a holder may stand under one code and the other.
_KIN: Final = {
    code: group[0]
    for group in (
        ("SUN", "RUS", "UKR", "BLR", "KAZ", "GEO", "ARM", "AZE", "UZB", "TKM", "TJK", "KGZ", "EST", "LVA", "LTU", "MDA"),
        ("YUG", "SCG", "SRB", "MNE", "HRV", "SVN", "BIH", "MKD", "XKX"), ("CSK", "CZE", "SVK"), ("DDR", "DEU"), ("SDN", "SSD"),
    )
    for code in group
}  # fmt: skip
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

    def __init__(self, home: Mapping[str, str]) -> None:
        """Take the country of each code."""
        self.home = home
        self.terms: dict[str, list[Term]] = {}
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        self._chairs: defaultdict[tuple[str, str], set[str]] = defaultdict(set)

    def add(self, key: str, term: Term) -> None:
        """Give a term to a person."""
        self.terms.setdefault(key, []).append(term)
        self._names[normal(term.name)].add(key)
        self._chairs[term.chair].add(key)

    def bearer(self, term: Term) -> str | None:
        """Return the person whom a term without an id means: of that name, else of another spelling of it."""
        return self._by_name(term) or self._by_office(term)

    def _by_name(self, term: Term) -> str | None:
        country = kin(self.home.get(term.code, ""))
        form = normal(term.name)
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

    def _by_office(self, term: Term) -> str | None:
        """Return the holder of the same office in the same days whose name is spelled alike."""
        found: list[tuple[float, str]] = []
        for key in sorted(self._chairs.get(term.chair, ())):
            for other in self.terms[key]:
                if other.chair == term.chair and _together(other, term):
                    found.append((alike(other.name, term.name), key))
        best = max(found, default=(0.0, ""))
        return best[1] if best[0] >= _ALIKE else None


def _together(one: Term, other: Term) -> bool:
    """Tell whether two terms share a month, or one of them, seen on one day only, lies within the other."""
    shared = min(one.last, other.last) - max(one.first, other.first)
    return shared >= min(_TOGETHER, max(0, min(one.last - one.first, other.last - other.first)))


def join_terms(terms: Iterable[Term], home: Mapping[str, str]) -> dict[str, list[Term]]:
    """Return the terms of each person, by key. Names with an id come first, official spellings of the CIA last."""
    joiner = Joiner(home)
    loose: list[Term] = []
    for term in terms:
        if term.person:
            joiner.add(term.person, term)
        else:
            loose.append(term)
    loose.sort(key=lambda one: (":" in one.code, one.source.startswith(("cia", "factbook")), one.first, one.name, one.office))
    for term in loose:
        key = joiner.bearer(term)
        if key is None:
            key = f"P:{home.get(term.code, '') or term.code}:{normal(term.name)}"
            while key in joiner.terms:
                key += "+"
        joiner.add(key, term)
    return joiner.terms


# --- spellings -----------------------------------------------------------------------------------------------------

_PARTICLES: Final = frozenset("al el ad an ar as az bin ibn ben abu de la von van der jr".split())


@lru_cache(maxsize=100_000)
def _words(name: str) -> tuple[str, ...]:
    return tuple(word for word in normal(name).split() if word not in _PARTICLES and len(word) > 1)


@lru_cache(maxsize=100_000)
def _bones(word: str) -> str:
    """Return the consonants that survive transliteration: "Mohamed", "Muhammad" -> "mhmd"."""
    word = re.sub(r"kh|gh|q|ck|c(?=[aou])", "k", word)
    word = re.sub(r"dj|zh|ch(?=o)", "j", word).replace("ph", "f").replace("w", "v").replace("z", "s")
    word = re.sub(r"(.)\1+", r"\1", word)
    return word[:1] + re.sub(r"[aeiouy]", "", word[1:])


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
    return max(min(scores) if len(short) == 2 else sorted(scores)[0] * 0.5 + sum(scores) / len(scores) * 0.5, whole if whole > 0.88 else 0.0)


def _close(word: str, mate: str) -> float:
    if word == mate:
        return 1.0
    bones = _bones(word)
    ratio = SequenceMatcher(None, word, mate).ratio()
    return max(ratio, 0.9) if len(bones) > 1 and bones == _bones(mate) else ratio
