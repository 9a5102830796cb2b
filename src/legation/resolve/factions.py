"""Groups that are near an organisation without being it: splinters, groups linked to it.

The organisation is not their actor: they are country + REB (CODEBOOK ruling 21), the country that the text sets them in,
else the one where the organisation is at home. A group loyal to a person is that person's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legation.resolve.phrases import Owner, is_country

if TYPE_CHECKING:
    from legation.resolve.describe import Describer
    from legation.resolve.grammar import Grammar

_SPLIT = frozenset({"splinter", "breakaway", "offshoot", "renegade", "dissident", "rump"})
_NEAR = frozenset(
    "linked tied allied affiliated aligned loyal sympathetic close connected associated affiliate ally".split()
)
#: What a country is lent with here: the group's own is not told.
_LENT = 0.7


def splits_off(grammar: Grammar, index: int) -> bool:
    """Tell a part that left: "a splinter group of X", "an X splinter group", "an offshoot of X"."""
    if grammar.lemmas[index] == "offshoot":
        return True
    return any(grammar.words[child] in _SPLIT for child in grammar.below(index, "amod", "compound"))


def tied_to(describer: Describer, grammar: Grammar, index: int) -> Owner | None:
    """Return the organisation that a group is said to be linked to: "a group linked to al Qaeda", "allied with X".

    Read from the words, as readers differ on what the participle hangs on.
    """
    words = grammar.words
    if words[index + 1 : index + 2] == [] or words[index + 1] not in _NEAR:
        return None
    if words[index + 2 : index + 3] not in (["to"], ["with"]):
        return None
    for place in (index + 3, index + 4):
        match = describer.article.inside.get((grammar.number, place))
        if match is None:
            continue
        one = match.known[0]
        if one.kind == "person":
            phrase = describer.describe(grammar, match.head)
            best = phrase.best if phrase is not None else None
            if best is not None and best.code.startswith("NSA:"):
                return Owner(best.code, None, "person", best.score * 0.8, f"linked to {best.name}", best.name)
        elif one.code.startswith("NSA:"):
            return Owner(one.code, one.sector, one.kind, one.weight, f"linked to {one.name}", one.name)
    return None


def beside(describer: Describer, grammar: Grammar, index: int, organisation: Owner) -> Owner | None:
    """Return the country of a group near an armed organisation, as fighters of that country; None if none is told."""
    if not organisation.code.startswith("NSA:"):
        return None
    if organisation.kind == "person":
        return organisation
    setting = describer.owners.setting(grammar, index, "REB")
    if setting is None or not is_country(setting.code):
        home = _home(describer, grammar, organisation.code)
        if not home:
            return None
        setting = Owner(home, None, "state", _LENT, f"where {organisation.name} is at home")
    return Owner(setting.code, "REB", "group", _LENT, f"near {organisation.name}, {setting.evidence}")


def _home(describer: Describer, grammar: Grammar, code: str) -> str:
    for (number, _), match in describer.article.by_head.items():
        if number == grammar.number and match.known[0].code == code:
            return match.known[0].country
    return ""
