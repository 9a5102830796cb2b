"""Which titles mean one chair: two terms are of one office, and two holders cannot be there at once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from legation.resolve.knowledge_names import normal
from legation.resolve.knowledge_roles import role_of

#: Roles that one person holds whatever the title says.
_SINGLE: Final = frozenset({"president", "monarch", "pope", "prime_minister", "supreme_leader", "governor_general", "crown_prince"})
#: States (and former ones) where one party rules: its secretary is a chair of the state.
ONE_PARTY: Final = frozenset("CUB CHN VNM LAO PRK SUN DDR CSK".split())
_MINISTRIES: Final = tuple(
    (chair, re.compile(pattern))
    for chair, pattern in (
        ("foreign minister",
         r"(?:federal )?minist\w+ (?:of|for) (?:foreign|external)(?: affairs| relations)?(?: and .*)?|foreign (?:minister|secretary)|"
         r"external affairs minister|secretary of state|secretary of state for foreign .*"),
        ("defence minister",
         r"(?:federal )?minist\w+ (?:of|for) (?:national )?defen[cs]e(?: and .*)?|defen[cs]e (?:minister|secretary)|secretary of (?:state for )?defen[cs]e"),
        ("interior minister",
         r"(?:federal )?minist\w+ (?:of|for) (?:interior|internal affairs|home affairs)(?: and .*)?|interior minister|home (?:minister|secretary)|"
         r"secretary of state for home department"),
        ("finance minister",
         r"(?:federal )?minist\w+ (?:of|for) finances?(?: and .*)?|finance minister|chancellor of exchequer|secretary of treasury|treasury secretary"),
    )
)  # fmt: skip
#: Titles that several hold at once though their role is a single one.
_SHARED: Final = re.compile(r"\bmember of\b|captain regent|co prince|\bdeputy\b|\bvice\b|\bassistant\b|\bjunior\b|without portfolio")


@lru_cache(maxsize=50_000)
def chair_of(title: str, code: str) -> str:
    """Return what two titles of one code must share to mean one office."""
    form = normal(title).replace(" the ", " ")
    role = role_of(title)
    if _SHARED.search(form):
        return form
    if role in _SINGLE or (role == "party_secretary" and code in ONE_PARTY):
        return role
    for chair, pattern in _MINISTRIES:
        if pattern.fullmatch(form):
            return chair
    if role == "igo_head" and form.startswith("secretary general"):
        return "secretary general"
    return form


@lru_cache(maxsize=50_000)
def is_single(title: str, code: str) -> bool:
    """Tell whether one person at a time holds the office, as far as its title tells."""
    chair = chair_of(title, code)
    if code == "BIH" and chair == "president":
        return False
    if chair in _SINGLE or chair in {"party_secretary", "secretary general"} or any(chair == name for name, _ in _MINISTRIES):
        return True
    if _SHARED.search(chair) or re.search(r"minister of state\b|minister in|delegate|judge|senator|member|representative from|justice of", chair):
        return False
    return bool(re.match(r"(?:minister|secretary) (?:of|for) \w|ambassador to \w|permanent representative to", chair))
