"""Places that a text names without their country: "in Kunduz", "near Tinzaouaten" (CODEBOOK section 4).

A name is believed to be a place where the reader or a preposition says so, and where one country alone has it, or one
place of the name outgrows all others by far. Smaller towns than the aliases hold are asked of the gazetteer.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from legation.resolve.knowledge_names import normal
from legation.resolve.names import Known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legation.records import Name
    from legation.resolve.grammar import Grammar
    from legation.resolve.knowledge_types import Town
    from legation.resolve.names import Knows

LOCATIVE: Final = frozenset(
    {"in", "at", "near", "inside", "outside", "across", "around", "throughout", "within", "into"}
)
#: What a demonym sets in its country: "a Congolese base".
SITES: Final = frozenset(
    "base town city village province region district capital coast jail prison airport market mosque school hospital "
    "camp island port barracks post checkpoint territory soil airspace water border area valley desert mountain state "
    "resort hotel church shrine temple suburb neighbourhood neighborhood street square stronghold enclave outpost".split()
)
#: How many times larger than the next of another country a place must be to be meant without a word of its country.
_OUTGROWS: Final = 8
#: A place known by its name alone speaks less for its country than one that the text explains.
ALONE: Final = 0.4
_LONGEST: Final = 3
#: A town below it is no rival of a province.
_SMALL: Final = 100_000
#: Shorter names are mostly something else.
_SHORTEST: Final = 3
#: How alike two spellings of one word are at least.
_LIKE: Final = 0.5
#: Towns of one name that are looked at.
_FEW: Final = 12


def is_located(grammar: Grammar, first: int, last: int, head: int, name: Name | None) -> bool:
    """Tell whether the text uses a name as a place: the reader takes it for one, or a preposition sets it."""
    if (name is not None and name.kind != "LOC") or is_a_things(grammar, first):
        return False
    if name is not None:
        return name.first >= first and name.last <= last
    return grammar.case(grammar.top(head)) in LOCATIVE


def is_a_things(grammar: Grammar, first: int) -> bool:
    """Tell the name of a ship or the like by the noun before it: "the supertanker Limburg"; a "city" has a place's."""
    if first == 0 or grammar.upos[first - 1] != "NOUN" or grammar.lemmas[first - 1] in SITES:
        return False
    return grammar.heads[first - 1] == first or grammar.heads[first] == first - 1


def sole_country(known: Sequence[Known], towns: Sequence[Town]) -> str:
    """Return the country of the places of one name: of all of them, or of the one that outgrows the rest; else ""."""
    countries = {one.country for one in known} | {town.country for town in towns}
    if len(countries) == 1:
        return countries.pop()
    ranked = sorted(towns[:_FEW], key=lambda town: -town.population)
    # A province has no size of its own: towns of another country leave it open, unless they are small.
    if provinces := {one.country for one in known} - {town.country for town in ranked}:
        return provinces.pop() if len(provinces) == 1 == len(known) and ranked[0].population < _SMALL else ""
    others = [town.population for town in ranked if town.country != ranked[0].country]
    stands_out = bool(ranked) and ranked[0].population >= _OUTGROWS * max(others, default=1)
    return (
        ranked[0].country if stands_out and (not known or ranked[0].country in {one.country for one in known}) else ""
    )


def town_at(grammar: Grammar, start: int, name: Name | None, knows: Knows) -> tuple[int, tuple[Known, ...]]:
    """Return the number of words of a town's name that begins at `start`, and its bearers by country; (0, ()) if none."""
    for count in _counts(start, name):
        text = " ".join(token.text for token in grammar.tokens[start : start + count])
        towns = tuple(town for town in knows.places(text) if is_like(text, town.name)) if len(text) >= _SHORTEST else ()
        if towns and not is_a_things(grammar, start):
            return count, _bearers(towns)
    return 0, ()


def is_like(text: str, name: str) -> bool:
    """Tell a spelling or a part of a town's name from names that gazetteers lend it ("Africa" to Mahdia)."""
    own = normal(name).split()
    return all(
        any(word[:1] == other[:1] and _ratio(word, other) >= _LIKE for other in own) for word in normal(text).split()
    )


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _counts(start: int, name: Name | None) -> range:
    """Return the numbers of words to try, the longest first: the reader's name, and its beginning ("Marawi City")."""
    if name is None or name.kind != "LOC" or name.first != start:
        return range(0)
    return range(min(name.last - start + 1, 2 * _LONGEST), 0, -1)


def _bearers(towns: Sequence[Town]) -> tuple[Known, ...]:
    """Return the largest town of each country; needed is a word of the country unless one stands out."""
    meant = sole_country((), towns)
    largest: dict[str, Town] = {}
    for town in sorted(towns[:_FEW], key=lambda town: -town.population):
        largest.setdefault(town.country, town)
    known = [_known(town, "none" if town.country == meant else "country_in_doc") for town in largest.values()]
    return tuple(sorted(known, key=lambda one: one.needs != "none"))


def _known(town: Town, needs: str) -> Known:
    return Known(
        code=town.country, sector=None, name=town.name, kind="place", manner="place", weight=ALONE, person=None,
        country=town.country, needs=needs, entity="place",
    )  # fmt: skip
