"""Towns and first-order divisions of GeoNames (CC BY 4.0), with the names in Latin letters that they bear."""

from __future__ import annotations

import csv
import json
import lzma
import re
from typing import TYPE_CHECKING, Any, Final

from legation.resolve.knowledge_names import normal
from tools.build_kb.derive import DERIVED, SHARED
from tools.build_kb.entities import PLACE_COLUMNS, REGION_COLUMNS
from tools.build_kb.tables import write_table

if TYPE_CHECKING:
    from collections.abc import Iterator

_LATIN: Final = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ž][A-Za-zÀ-ÖØ-öø-ÿĀ-žƠ-ưḀ-ỹ. -]+")
#: Words that name a kind of division or a direction: no name is left without them.
_KINDS: Final = frozenset(
    "province region district county state oblast krai kray republic of the autonomous prefecture governorate department parish "
    "municipality canton division territory territories capital city federal area island islands north south east west central "
    "northern southern eastern western northeast northwest southeast southwest north-eastern north-western upper lower middle centre "
    "center metropolitan urban rural special administrative union region-capital zone de la el al del du do da and saint st nord sud est "
    "ouest norte sul centro oriental occidental town borough".split()
)
_SUFFIX: Final = re.compile(
    r" (?:province|region|district|county|state|oblast|krai|kray|prefecture|governorate|department|parish|canton|division|municipality|"
    r"autonomous (?:region|republic|okrug)|republic|voivodeship|area|federal district)$",
    re.IGNORECASE,
)
_PREFIX: Final = re.compile(
    r"^(?:republic of|state of|province of|region of|county of|department of|canton of|governorate of) ", re.IGNORECASE
)
_ENGLISH: Final = (("Nord-", "North "), ("Nord ", "North "), ("Sud-", "South "), ("Sud ", "South "))


def _countries() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(
        (SHARED / "places" / "geonames_countries.json").read_text(encoding="utf-8")
    )
    return found


def _divisions() -> Iterator[tuple[str, str, str]]:
    """Yield key ("CD.11"), name and GeoNames id of every first-order division."""
    for line in (SHARED / "places" / "admin1CodesASCII.txt").read_text(encoding="utf-8").splitlines():
        key, name, _, identity = line.split("\t")
        yield key, name, identity


def derive_places() -> int:
    """Write places.tsv; return its rows."""
    countries = _countries()
    divisions = {key: name for key, name, _ in _divisions()}
    rows = []
    content = lzma.decompress((SHARED / "places" / "cities15000.tsv.xz").read_bytes()).decode("utf-8")
    for row in csv.DictReader(content.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        country = countries.get(row["cc"])
        if country is None:
            continue
        own = normal(row["name"])
        aliases = {
            normal(text): text
            for text in row["alternatenames"].split("|")
            if _LATIN.fullmatch(text) and 3 < len(text) <= 28
        }
        aliases.pop(own, None)
        capital = "1" if normal(country["capital"]) in ({own} | aliases.keys()) else ""
        rows.append((
            row["geonameid"], row["name"], country["iso3"], divisions.get(f"{row['cc']}.{row['admin1']}", ""),
            f"{float(row['lat']):.4f}", f"{float(row['lon']):.4f}", row["population"], capital,
            "; ".join(sorted(aliases.values())), "geonames",
        ))  # fmt: skip
    comment = "Towns of 15,000 people and more, GeoNames (CC BY 4.0). Made by `python -m tools.build_kb derive`."
    return write_table(DERIVED / "places.tsv", comment, PLACE_COLUMNS, rows)


def derive_regions() -> int:
    """Write regions.tsv: divisions whose name is more than a direction; return its rows."""
    countries = _countries()
    rows = []
    for key, name, identity in _divisions():
        country = countries.get(key[:2])
        text = next((english + name.removeprefix(word) for word, english in _ENGLISH if name.startswith(word)), name)
        short = _PREFIX.sub("", _SUFFIX.sub("", text))
        if country is None or all(word in _KINDS or len(word) < 3 for word in re.split(r"[\s-]+", short.casefold())):
            continue
        aliases = sorted({one for one in (name, text) if one != short})
        rows.append((identity, short, country["iso3"], "; ".join(aliases), "geonames"))
    comment = "First-order divisions, GeoNames (CC BY 4.0). Made by `python -m tools.build_kb derive`."
    return write_table(DERIVED / "regions.tsv", comment, REGION_COLUMNS, rows)
