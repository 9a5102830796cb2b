"""Names of persons as aliases: full names, other spellings, and surnames with what must hold to believe them."""

from __future__ import annotations

import gzip
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Final

from legation.resolve.knowledge_names import normal
from tools.build_kb.entities import Alias
from tools.build_kb.persons import Person
from tools.build_kb.surnames import short_names
from tools.build_kb.tables import ROOT

if TYPE_CHECKING:
    from legation.resolve.knowledge_types import Needs

#: Weight of a full name by the rank of the best office (1 to 10).
_WEIGHTS: Final = (90, 90, 90, 90, 82, 80, 74, 66, 58, 54, 50)
#: News names the ministers of these by surname alone: G20, permanent members, states at war.
BIG: Final = frozenset(
    "USA CHN RUS GBR FRA DEU ITA JPN CAN IND BRA MEX KOR TUR SAU ZAF IDN AUS ARG UKR ISR PSE IRN IRQ SYR AFG PAK PRK EGY "
    "POL ESP VEN CUB SUN YEM LBN LBY SDN SSD ETH COD MMR NGA KEN TWN BLR SRB".split()
)
#: Surnames that are never believed by themselves.
CALENDAR: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november "
    "december arab islam muslim jew god north south east west".split()
)
_YEAR: Final = 366
#: Surnames are for holders of these ranks: others are named in full at first (the text's own full name explains it).
_LOWEST: Final = 7
#: Roles of the rank below that news of a big state names by surname after a title.
_DEPUTIES: Final = frozenset({"deputy_minister", "military", "party_leader"})
#: Bearers of one surname that are kept.
_BEARERS: Final = 12
_OLD: Final = date(2000, 1, 1).toordinal()


def plain_words() -> frozenset[str]:
    """Return words that a capital does not make a name: common words and given names."""
    words = set()
    with gzip.open(ROOT / "src" / "legation" / "read" / "model" / "lemmas.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            word, tag, *_ = line.split("\t")
            if not tag.startswith("NNP"):
                words.add(normal(word))
    given = ROOT / "src" / "legation" / "resolve" / "data" / "given.tsv"
    for line in given.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            words.update(normal(word) for word in line.partition("\t")[2].split())
    return frozenset(words)


def weight_of(person: Person) -> int:
    """Return the weight of a person's full name: the best office, the size of the state, how long ago."""
    best = min((term.rank for term in person.terms), default=10)
    weight = _WEIGHTS[best]
    if person.country in BIG or any(":" in term.code for term in person.terms if term.rank <= 3):
        weight += 5
    if max((term.last for term in person.terms), default=0) < _OLD:
        weight -= 8
    return weight


def person_aliases(persons: list[Person], plain: frozenset[str]) -> list[Alias]:
    """Return the aliases of all persons."""
    found: list[Alias] = []
    surnames: defaultdict[str, list[Alias]] = defaultdict(list)
    for person in persons:
        weight = weight_of(person)
        forms: set[str] = set()
        for place, name in enumerate([*person.names, *_without_initials(person.names)]):
            form = normal(name)
            if form in forms or not form:
                continue
            forms.add(form)
            needs: Needs = "none" if " " in form else "office_nearby"
            found.append(Alias(name, person.key, "translit" if place else "name", person.source, weight, needs))
        for alias in _surnames(person, weight, plain):
            if alias.text not in forms:
                surnames[alias.text].append(alias)
    for group in surnames.values():
        group.sort(key=lambda alias: (-alias.weight, -(alias.end or 10**7), alias.entity))
        found += group[:_BEARERS]
    return found


def _without_initials(names: list[str]) -> list[str]:
    """Return "Richard Nixon" for "Richard M. Nixon"."""
    found = []
    for name in names:
        words = name.split()
        inner = [word for word in words[1:-1] if not (len(word) == 2 and word.endswith(".")) and len(word) > 1]
        if len(inner) < len(words) - 2:
            found.append(" ".join([words[0], *inner, words[-1]]))
    return found


def _surnames(person: Person, weight: int, plain: frozenset[str]) -> list[Alias]:
    best = min((term.rank for term in person.terms), default=10)
    deputy = person.country in BIG and any(term.role in _DEPUTIES for term in person.terms)
    if best > _LOWEST and not deputy:
        return []
    short: dict[str, int] = {}
    for name in person.names:
        for place, form in enumerate(short_names(name, person.country)):
            short[form] = min(place, short.get(form, 9))
    known = best <= 3 or (best <= 5 and person.country in BIG)
    starts = [term.first for term in person.terms]
    closed = all(term.end for term in person.terms)
    start = min(starts) - 2 * _YEAR if all(term.start for term in person.terms) else 0
    end = max(term.end for term in person.terms) + (10 if best <= 3 else 4) * _YEAR if closed else 0
    aliases = []
    for form, place in sorted(short.items()):
        if form in CALENDAR or (form in plain and (best > 3 or len(form) < 3)):
            continue  # "Friday", "John": a surname that says nothing of the person
        # "Bush" in an article on the United States is the president; "May" may be the month.
        chief = best <= 3 and person.country in BIG and form != "may"
        usual = place == 0 and known and (chief or form not in plain)
        needs: Needs = "country_in_doc" if usual else "full_name_in_doc"
        aliases.append(
            Alias(
                form, person.key, "surname", person.source, weight - 30 - 5 * place, needs, start=max(start, 0), end=end
            )
        )
    return aliases
