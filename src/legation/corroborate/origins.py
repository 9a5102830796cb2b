"""Independent origins: who is behind the reports of an act, counted once each, copies never (CODEBOOK section 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from legation.corroborate.facts import is_copy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Json = dict[str, Any]
#: Organs of one state speak with one voice: a ministry and its embassy are one origin.
_STATE: Final = frozenset({"", "GOV", "MIL", "COP", "SPY", "JUD", "LEG"})


def principal(actor: Json | None) -> str | None:
    """Return whose word a link of the chain is: a state's, an organisation's, a person's; None where unnamed."""
    if actor is None:
        return None
    code, sector = actor["code"], actor["sector"] or ""
    if ":" in code or (code != "---" and sector in _STATE):
        return str(code)
    return f"{code}/{sector} {actor['name'].lower()}"


def wire_groups(articles: Mapping[str, frozenset[int]]) -> dict[str, str]:
    """Return for each article (id to shingles) the smallest id of the wire story that it is a copy of, else its own.

    Copies of copies are one story; equal texts always are.
    """
    home = {article: article for article in articles}

    def top(article: str) -> str:
        while home[article] != article:
            article = home[article]
        return article

    names = sorted(articles)
    for place, one in enumerate(names):
        for other in names[:place]:
            if top(one) == top(other):
                continue
            if articles[one] == articles[other] or is_copy(articles[one], articles[other]):
                first, second = sorted((top(one), top(other)))
                home[second] = first
    return {article: top(article) for article in names}


def origins(claims: Sequence[Json]) -> dict[str, tuple[str, ...]]:
    """Return the independent origins of an act by polarity: `asserts` (and confirms), `denies`.

    A story that names its sources counts for these; one that names none counts for itself, once for all its copies.
    """
    found: dict[str, set[str]] = {"asserts": set(), "denies": set()}
    for polarity, names in found.items():
        told = [claim for claim in claims if (claim["stance"] == "denies") == (polarity == "denies")]
        named = {claim["wire"] for claim in told if claim["principal"] is not None}
        for claim in told:
            if claim["principal"] is not None:
                names.add(claim["principal"])
            elif claim["wire"] not in named:
                names.add(f"article {claim['wire']}")
    return {polarity: tuple(sorted(those)) for polarity, those in found.items()}
