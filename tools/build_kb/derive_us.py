"""The presidents and the sitting Congress of the United States, from the files of congress-legislators (CC0)."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING, Any, Final

from tools.build_kb.derive import COLUMNS, DERIVED, SHARED
from tools.build_kb.tables import write_table

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Day of the file.
_SEEN: Final = "2026-06-15"
_STATES: Final = dict(
    pair.split("=")
    for pair in (
        "AL=Alabama|AK=Alaska|AZ=Arizona|AR=Arkansas|CA=California|CO=Colorado|CT=Connecticut|DE=Delaware|FL=Florida|GA=Georgia|"
        "HI=Hawaii|ID=Idaho|IL=Illinois|IN=Indiana|IA=Iowa|KS=Kansas|KY=Kentucky|LA=Louisiana|ME=Maine|MD=Maryland|MA=Massachusetts|"
        "MI=Michigan|MN=Minnesota|MS=Mississippi|MO=Missouri|MT=Montana|NE=Nebraska|NV=Nevada|NH=New Hampshire|NJ=New Jersey|"
        "NM=New Mexico|NY=New York|NC=North Carolina|ND=North Dakota|OH=Ohio|OK=Oklahoma|OR=Oregon|PA=Pennsylvania|RI=Rhode Island|"
        "SC=South Carolina|SD=South Dakota|TN=Tennessee|TX=Texas|UT=Utah|VT=Vermont|VA=Virginia|WA=Washington|WV=West Virginia|"
        "WI=Wisconsin|WY=Wyoming|DC=the District of Columbia|PR=Puerto Rico|GU=Guam|VI=the Virgin Islands|AS=American Samoa|"
        "MP=the Northern Mariana Islands"
    ).split("|")
)
_OFFICES: Final = {
    "prez": "President", "viceprez": "Vice President", "sen": "Senator from {}", "rep": "Member of the House of Representatives from {}",
}  # fmt: skip


def derive_us() -> int:
    """Write us_congress.tsv; return its rows."""
    rows = [row for name in ("executive", "legislators-current") for person in _people(name) for row in _rows(person)]
    return write_table(
        DERIVED / "us_congress.tsv",
        "Presidents and vice presidents of the United States since 1789; members of Congress sitting on 2026-06-15, with all their\n"
        "terms (github:unitedstates/congress-legislators, CC0). Ends that are only due are left open.\n"
        "Made by `python -m tools.build_kb derive`.",
        COLUMNS,
        rows,
    )


def _rows(person: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    name, identity = person["name"], person["id"].get("wikidata", "")
    full = _full_name(name, executive=any(term["type"] in {"prez", "viceprez"} for term in person["terms"]))
    for term in _terms(person["terms"]):
        office = _OFFICES[term["type"]].format(_STATES.get(term.get("state", ""), ""))
        yield _row(identity, full, office, term["start"], term["end"])
    for role in person.get("leadership_roles", ()):
        yield _row(identity, full, role["title"], role["start"], role.get("end", ""))


def _full_name(name: dict[str, str], *, executive: bool) -> str:
    """Return the name as news has it: nickname where the person signs with it, initials of presidents (two named Bush)."""
    nickname = name.get("nickname", "")
    if nickname and (executive or name.get("official_full", "").startswith(nickname)):
        first = nickname
    else:
        initials = "".join(f" {part[0]}." for part in name.get("middle", "").split()) if executive else ""
        first = name["first"] + initials
    return f"{first} {name['last']}" + (f" {name['suffix']}" if name.get("suffix") in {"II", "III"} else "")


def _row(identity: str, name: str, office: str, start: str, end: str) -> tuple[str, ...]:
    due = not end or end > _SEEN
    return (identity, name, office, "USA", start, "" if due else end, _SEEN if due else "", "", "us_congress", "")


def _terms(terms: list[dict[str, str]]) -> list[dict[str, str]]:
    """Join terms of one seat that follow on each other; a congress ends on 3 January and the next may swear in later."""
    joined: list[dict[str, str]] = []
    for term in terms:
        last = joined[-1] if joined else None
        if (
            last
            and (last["type"], last.get("state")) == (term["type"], term.get("state"))
            and _near(last["end"], term["start"])
        ):
            last["end"] = term["end"]
        else:
            joined.append(dict(term))
    return joined


def _near(end: str, start: str) -> bool:
    return start[:7] <= end[:7]


def _people(name: str) -> Iterator[dict[str, Any]]:
    """Read the two shapes that these YAML files have: blocks of `key: value`, and lists of such blocks."""
    person: dict[str, Any] = {}
    block: Any = None
    with gzip.open(SHARED / "us" / f"{name}.yaml.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            text = line.rstrip("\n")
            if text.startswith("- id:"):
                if person:
                    yield person
                person = {"id": {}}
                block = person["id"]
                continue
            match = re.fullmatch(r"(\s*)(- )?([\w ]+):(?: (.*))?", text)
            if match is None:
                continue
            indent, item, key, value = len(match[1]), match[2], match[3], (match[4] or "").strip("'\"")
            if indent == 2 and not item:
                block = [] if key in {"terms", "leadership_roles", "other_names", "family"} else {}
                person[key] = block
            elif item and indent == 2 and isinstance(block, list):
                block.append({key: value})
            elif isinstance(block, list) and block and indent == 4 and not item:
                block[-1].setdefault(key, value)
            elif isinstance(block, dict) and indent == 4:
                block[key] = value
    if person:
        yield person
