"""Armed groups, by the lists of terrorist groups in each country."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection
from pathlib import Path
from typing import Final

from tools.build_kb.factbook.reading import Factbook
from tools.build_kb.factbook.text import plain, split_outside

#: The editions of 2017 to 2019 have sentences in their lists.
_FIELDS: Final = ("Terrorist group(s)",)
_NOT_GROUPS: Final = re.compile(r"\bnote\b|Qods Force|IRGC|Revolutionary Guard|\):|^none$", re.IGNORECASE)
_SHORT: Final = re.compile(r"\(([^()]{2,40})\)")
_NO_NAME: Final = re.compile(r"^(?:\d{4}|disbanded.*|formerly.*)$")
_GROUPS: Final = Path(__file__).parent / "groups.tsv"


def read_groups(text: str) -> dict[str, tuple[str, ...]]:
    """Return group -> short and other names for one text ("al-Qa'ida; Boko Haram; Ansar al-Dine (AAD)")."""
    found = {}
    for item in split_outside(re.split(r"\bnote\s*\d*\s*:", plain(text))[0], ";|"):
        if _NOT_GROUPS.search(item) or " , " in _SHORT.sub(" ", item):
            continue
        others = [other.strip() for match in _SHORT.findall(item) for other in re.split(r"\s*(?:/|,| or )\s*", match)]
        others = [re.sub(r"^(?:aka|a\.k\.a\.)\s+", "", other) for other in others if not _NO_NAME.match(other)]
        name = (
            re.sub(r"\s*-\s*(?=[A-Z][a-z]+ ?[A-Z]?)", " - ", " ".join(_SHORT.sub(" ", item).split()))
            if "Islamic State" in item
            else item
        )
        name = " ".join(_SHORT.sub(" ", name).split()).strip(" .:*-")
        if 3 < len(name) < 80 and name[0].isalpha():
            found[name] = tuple(dict.fromkeys(other for other in others if len(other) > 1))
    return found


def group_rows(factbook: Factbook, codes: Collection[str]) -> list[tuple[str, ...]]:
    """Return the organisations; the home of a group is the only country that lists it, else empty."""
    listed = _listed()
    countries: dict[str, set[str]] = defaultdict(set)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    others: dict[str, dict[str, None]] = defaultdict(dict)
    for code, texts in factbook.texts(_FIELDS, "terror").items():
        for text in texts if code in codes else ():
            for name, shorts in read_groups(text.text).items():
                key = listed.get(_key(name), (_key(name), ""))[0]
                countries[key].add(code)
                names[key][name] += 1
                others[key].update(dict.fromkeys(shorts))
    news = {key: name for key, name in listed.values() if name}
    rows: list[tuple[str, ...]] = []
    for key, spellings in sorted(names.items()):
        name = news.get(key) or spellings.most_common(1)[0][0]
        homes = sorted(countries[key])
        aliases = [
            *(spelling for spelling in spellings if spelling != name),
            *(_marked(other) for other in others[key] if other != name),
        ]
        home = homes[0] if len(homes) == 1 else ""
        rows.append(
            (
                f"NSA:{key}",
                f"NSA:{key}",
                "armed_group",
                "",
                name,
                home,
                "; ".join(dict.fromkeys(aliases)),
                "factbook_weekly",
                " ".join(homes),
            )
        )
    return rows


def _listed() -> dict[str, tuple[str, str]]:
    """Return the key of a printed name -> (our key, name in the news) from groups.tsv."""
    table = {}
    for line in _GROUPS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            printed, key, name = line.split("\t")
            table[_key(printed)] = (key, name)
    return table


def _key(name: str) -> str:
    bare = re.sub(r"['’]", "", name.upper())
    return re.sub(r"[^A-Z0-9]+", "_", bare).strip("_")[:40]


def _marked(short: str) -> str:
    return f"{short}^" if re.fullmatch(r"[A-Z][\w-]{1,8}", short) and short.upper() == short else short
