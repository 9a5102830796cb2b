"""Political parties with their short names and leaders, by the last texts that name leaders."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from tools.build_kb.factbook.names import ascii_words, is_shouted, person_name
from tools.build_kb.factbook.reading import Factbook
from tools.build_kb.factbook.text import plain, split_outside

ORGANISATION_COLUMNS: Final = ("id", "code", "kind", "sector", "name", "country", "aliases", "source")
_FIELDS: Final = ("Political parties and leaders", "Political parties")
_PARTY: Final = re.compile(r"^(?P<names>[^\[\]]{3,160}?)\s*(?:\[(?P<leaders>[^\[\]]*)\])?\s*$")
_NOTE: Final = re.compile(
    r"\bnotes?(?:\s*\d+)?\s*(?:-|:)|^(?:none|other|independent|parties|coalition|other parties|the )\b", re.IGNORECASE
)
#: Leaders last told before this are of no use.
_RECENT: Final = 2021
_ACRONYM: Final = re.compile(r"^[A-Z][\w+&./'-]{1,14}$")
_OFFICE: Final = re.compile(
    r",?\s*\b(?:acting|interim|party|general secretary|secretary general|first secretary|chairman|chairwoman|chairperson|chair|president|leader"
    r"|co-?chairs?|co-?leaders?|in exile|vacant)\b.*$", re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Party:
    """One party as a text has it; leaders as news writes their names."""

    name: str
    aliases: tuple[str, ...]
    leaders: tuple[str, ...]


def read_parties(text: str, code: str) -> list[Party]:
    """Return the parties that a text names clearly ("Workers Party or PT [Louisa HANOUNE]"); others are left out."""
    found = []
    for item in split_outside(plain(text, line_break=" ; "), ";|"):
        if _NOTE.search(item.strip()):
            if re.match(r"\s*notes?\b", item, re.IGNORECASE):
                break
            continue
        match = _PARTY.match(item.strip(" .*-"))
        if match is None:
            continue
        names = [
            part.strip(" ,") for part in re.split(r"\s+or\s+", re.sub(r"\([^()]*\)", _in_brackets, match["names"]))
        ]
        names = [name for name in names if name]
        if not names or not _is_name(names[0]):
            continue
        aliases = tuple(name for name in dict.fromkeys(names[1:]) if name and name != names[0] and len(name) > 1)
        found.append(Party(names[0], aliases, _leaders(match["leaders"] or "", code)))
    return found


def _in_brackets(match: re.Match[str]) -> str:
    """Keep a bracket only as a short name ("Workers Party (PT)")."""
    inner = match[0][1:-1].strip()
    return f" or {inner}" if _ACRONYM.match(inner) and inner.upper() == inner else " "


def _is_name(name: str) -> bool:
    words = name.split()
    if not 1 <= len(words) <= 12 or (not name[0].isupper() and not name[0].isdigit()):
        return False
    return sum(word[0].isupper() for word in words) * 2 >= len(words) and not re.search(
        r"\b(?:was|were|is|are|has|includes?|led|seats?)\b", name
    )


def _leaders(text: str, code: str) -> tuple[str, ...]:
    found = []
    for part in re.split(r",\s+(?:and\s+)?|\s+and\s+|/|;", text):
        cleaned = _OFFICE.sub("", re.sub(r"\([^()]*\)|\"[^\"]*\"", " ", part)).strip(" .,")
        words = cleaned.split()
        if (
            2 <= len(words) <= 6
            and any(is_shouted(word) for word in words)
            and all(word[0].isalpha() or word[0] == "'" for word in words)
        ):
            found.append(person_name(cleaned, code).news)
    return tuple(dict.fromkeys(found))


def party_rows(factbook: Factbook, codes: Collection[str]) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Return (organisations, tenures of leaders): each party as last told, each leader as last seen."""
    parties: list[tuple[str, ...]] = []
    tenures: list[tuple[str, ...]] = []
    for code, texts in factbook.texts(_FIELDS, "parties").items():
        if code not in codes:
            continue
        latest: dict[str, tuple[Party, date, str]] = {}
        leaders: dict[tuple[str, str], tuple[date, date, str]] = {}
        for text in texts:
            for party in read_parties(text.text, code):
                latest[_key(party.name)] = (party, text.until, text.source)
                for leader in party.leaders:
                    first = leaders.get((party.name, leader), (text.day, text.day, ""))[0]
                    leaders[party.name, leader] = (first, text.until, text.source)
        newest = max((until for _, until, _ in latest.values()), default=date.min)
        for key, (party, until, source) in latest.items():
            if until >= newest:
                shown = "factbook_last" if until.year >= 2026 else source
                parties.append(
                    (
                        f"PTY:{code}_{key}",
                        code,
                        "party",
                        "PTY",
                        party.name,
                        code,
                        "; ".join(_marked(party.aliases)),
                        shown,
                    )
                )
        told = max((until for _, until, _ in leaders.values()), default=date.min)
        for (party_name, leader), (first, until, source) in leaders.items():
            if until == told and until.year >= _RECENT and " " in leader:
                note = "start unknown: first listed then"
                tenures.append(
                    (
                        "",
                        leader,
                        f"Leader of the {party_name}",
                        code,
                        first.isoformat()[:7],
                        "",
                        until.isoformat(),
                        "",
                        source,
                        note,
                    )
                )
    return parties, tenures


def _key(name: str) -> str:
    bare = "_".join(ascii_words(name)).upper()
    return re.sub(r"[^A-Z0-9]+", "_", bare)[:48].strip("_")


def _marked(aliases: tuple[str, ...]) -> list[str]:
    """Mark short names: capitals only, and only where the country is spoken of."""
    return [f"{alias}~^" if _ACRONYM.match(alias) and alias.upper() == alias else f"{alias}~" for alias in aliases]
