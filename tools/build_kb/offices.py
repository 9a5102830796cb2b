"""Titles as chairs: which titles mean one office, which role they are in their country, and who can hold them at once."""

# ruff: noqa: ISC004 - long patterns go over several lines

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from legation.resolve.knowledge_names import normal
from legation.resolve.knowledge_roles import role_of
from tools.build_kb.tables import TABLES, read_table

#: States (and former ones) where one party rules: its secretary is a chair of the state.
ONE_PARTY: Final = frozenset("CUB CHN VNM LAO PRK SUN DDR CSK".split())
#: Where a secretary of state is the foreign minister; elsewhere a junior minister.
_SECRETARY_OF_STATE: Final = frozenset({"USA", "VAT"})
#: Chairs of a state by the forms of their titles, without "of COUNTRY".
_CHAIRS: Final = tuple(
    (chair, re.compile(pattern))
    for chair, pattern in (
        ("president", r"(?:state |federal )?president(?: of (?:republic|state|federation|confederation|swiss confederation|state council))?|head of state"),
        ("prime minister",
         r"prime minister|premier|(?:federal )?chancellor|taoiseach|head of government|minister of state of monaco|minister president|"
         r"(?:president|chairman) of (?:government|council of ministers|cabinet of ministers)|premier of state council|president of executive yuan(?: premier)?"),
        ("monarch", r"monarch|king|queen|emir|amir|sultan|emperor|grand duke|sovereign prince|yang di pertuan agong(?: monarch)?"),
        ("supreme leader", r"supreme leader"),
        ("governor general", r"governor general"),
        ("crown prince", r"crown prince"),
        ("pope", r"pope"),
        ("un ambassador", r"(?:ambassador|permanent representative|representative) to (?:united nations|un)(?: new york)?"),
        ("foreign minister",
         r"(?:federal )?minist\w+ (?:of|for) (?:foreign|external)(?: affairs| relations)?(?: and .*)?|foreign (?:minister|secretary)|"
         r"external affairs minister|foreign affairs minister|minist\w+ (?:of|for) europe and foreign affairs|secretary (?:of|for) foreign affairs|"
            r"secretary of state for foreign .*|head of federal department of foreign affairs"),
        ("defence minister",
         r"(?:federal )?minist\w+ (?:of|for) (?:national )?defen[cs]e(?: and .*)?|defen[cs]e (?:minister|secretary)|secretary of (?:state for |national )?defen[cs]e|minist\w+ (?:of|for) (?:revolutionary )?armed forces"),
        ("interior minister",
         r"(?:federal )?minist\w+ (?:of|for) (?:interior|internal affairs|home affairs)(?: and .*)?|interior minister|home (?:minister|secretary)|"
         r"secretary of state for home department"),
        ("finance minister",
         r"(?:federal )?minist\w+ (?:of|for) finances?(?: and .*)?|finance minister|chancellor of exchequer|secretary of treasury|treasury secretary"),
    )
)  # fmt: skip
_CHAIR_NAMES: Final = frozenset(name for name, _ in _CHAIRS)
#: Realms of a monarch who reigns elsewhere first.
REALMS: Final = frozenset("AUS CAN NZL ATG BHS BLZ BRB GRD JAM KNA LCA PNG SLB TUV VCT COK NIU".split())
#: Titles that several hold at once though their role is a single one.
_SHARED: Final = re.compile(
    r"\bmember of\b|captain regent|co prince|\bdeputy\b|\bvice\b|\bassistant\b|\bjunior\b|without portfolio"
)
#: Roles of states, not of their parts.
_NATIONAL: Final = frozenset({"president", "prime_minister", "monarch", "supreme_leader"})
_OF_STATE: Final = re.compile(
    r"head of state|of (?:republic|state|federation|confederation|council of state|presidency|presidential|transitional|sovereign\w*|ruling|"
    r"supreme (?:political|military|revolutionary|leadership)|national (?:salvation|transitional|defence commission|congress)|state affairs|"
    r"military council|revolutionary|provisional|interim|politburo|presidium)|paramount leader|leader of revolution$|presidential council"
)
#: Whose titles begin so is a head of government; "adviser to the prime minister" is none.
_GOVERNING: Final = re.compile(
    r"(?:first |co)?(?:prime minister|premier|(?:federal )?chancellor|taoiseach|head of government|(?:president|chair\w*) of (?:government|council of ministers|"
    r"cabinet of ministers|executive yuan)|chief (?:executive|adviser) head of government|state counsellor head of government|king and prime minister)"
)
#: Foreign, defence and home secretaries who are ministers; elsewhere they are civil servants.
_SECRETARIES: Final = {
    "foreign secretary": {"GBR", "MEX", "PHL"},
    "defence secretary": {"GBR", "USA", "PHL", "MEX"},
    "home secretary": {"GBR"},
}


@cache
def _country_names() -> dict[str, tuple[str, ...]]:
    """Return the names of each state in normal form, the longest first."""
    found: dict[str, tuple[str, ...]] = {}
    for row in read_table(TABLES / "hand" / "countries.tsv", ("code", "name", "names", "adjectives")):
        told = (row["name"], *row.items("names"), *row.items("adjectives"))
        names = {normal(name.strip("~^")) for name in told}
        found[row["code"]] = tuple(sorted(names, key=lambda name: (-len(name), name)))
    return found


@lru_cache(maxsize=50_000)
def plain_title(title: str, code: str) -> str:
    """Return a title in normal form without articles and without the name of its country.

    >>> plain_title("President of the Republic of Albania", "ALB"), plain_title("Minister of Foreign Affairs (Myanmar)", "MMR")
    ('president', 'minister of foreign affairs')
    """
    form = re.sub(r"\bthe ", "", normal(title)).replace("defense", "defence").replace("labor", "labour")
    form = re.sub(r"^(?:acting|interim|transitional|caretaker) ", "", form)
    for name in _country_names().get(code, ()):
        if form.startswith(f"{name} "):
            form = form.removeprefix(f"{name} ")
            break
    for name in _country_names().get(code, ()):
        for ending in (f" of republic of {name}", f" of {name}", f" {name}"):
            if form.endswith(ending) and len(form) > len(ending):
                return form.removesuffix(ending)
    return form


@lru_cache(maxsize=50_000)
def chair_of(title: str, code: str) -> str:
    """Return what two titles of one code must share to mean one office."""
    form = plain_title(title, code)
    if _SHARED.search(form):
        return form
    if form == "secretary of state" and code in _SECRETARY_OF_STATE:
        return "foreign minister"
    for chair, pattern in _CHAIRS:
        if pattern.fullmatch(form):
            return chair
    if code in ONE_PARTY and role_of(title) == "party_secretary":
        return "party secretary"
    if role_of(title) == "igo_head" and form.startswith("secretary general"):
        return "secretary general"
    return form


@lru_cache(maxsize=50_000)
def is_single(title: str, code: str) -> bool:
    """Tell whether one person at a time holds the office, as far as its title tells."""
    chair = chair_of(title, code)
    if code in {"BIH", "SMR", "AND"} and chair in {"president", "head of state"}:
        return False
    if chair in _CHAIR_NAMES or chair in {"party secretary", "secretary general"}:
        return True
    if _SHARED.search(chair) or re.search(
        r"minister of state\b|minister in|delegate|judge|senator|member|representative from|justice of", chair
    ):
        return False
    return bool(re.match(r"(?:minister|secretary) (?:of|for) \w|ambassador to \w|permanent representative to", chair))


@lru_cache(maxsize=50_000)
def office_role(title: str, code: str) -> str:
    """Return the role of a title in its country: the premier of a province is no prime minister."""
    role = role_of(title)
    form = plain_title(title, code)
    if form == "secretary of state" and code not in _SECRETARY_OF_STATE:
        return "deputy_minister"
    if code not in _SECRETARIES.get(form, {code}):
        return "deputy_minister"
    if form.startswith("alternate prime minister"):
        return "deputy_prime_minister"
    if role not in _NATIONAL or ":" in code or chair_of(title, code) in _CHAIR_NAMES:
        return role
    if role == "prime_minister":
        national = _GOVERNING.match(form) is not None and not re.search(
            r"\bof (?!government|council|cabinet|executive)", form
        )
    else:
        national = " of " not in form or _OF_STATE.search(form) is not None
    if national:
        return role
    return (
        "regional_leader"
        if re.match(
            r"(?:prime minister|premier|president of government|king|sultan|emir|yang|head of government of)", form
        )
        else ""
    )
