"""Codes of states (ISO, COW, Gleditsch-Ward, GEC, CAMEO, Wikidata), further English names of them, and parties."""

from __future__ import annotations

import csv
import gzip
import json
import re
from typing import TYPE_CHECKING, Any, Final

from legation.resolve.knowledge_names import normal
from tools.build_kb.derive import DERIVED, SHARED, country_codes
from tools.build_kb.tables import TABLES, read_table, write_table

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE_COLUMNS: Final = ("code", "iso2", "numeric", "cow", "gw", "gec", "cameo", "wikidata", "source")
NAME_COLUMNS: Final = ("code", "kind", "name", "source")
PARTY_COLUMNS: Final = ("id", "code", "kind", "sector", "name", "country", "aliases", "source")
#: CAMEO uses ISO alpha-3 but for these.
_CAMEO: Final = {"XKX": "KSV", "TLS": "TMP"}
#: Names in the lists of states that differ from ours by more than spelling.
_LISTED: Final = {
    "united states of america": "USA", "united kingdom": "GBR", "german federal republic": "DEU", "german democratic republic": "DDR",
    "korea, people's republic of": "PRK", "korea, republic of": "KOR", "vietnam, democratic republic of": "VNM",
    "vietnam, republic of": "VDR", "yemen (arab republic of yemen)": "YEM", "yemen, people's republic of": "YMD",
    "congo, democratic republic of (zaire)": "COD", "congo": "COG", "macedonia (fyrom/north macedonia)": "MKD", "macedonia": "MKD",
    "russia (soviet union)": "RUS", "turkey (ottoman empire)": "TUR", "iran (persia)": "IRN", "myanmar (burma)": "MMR",
    "sri lanka (ceylon)": "LKA", "cambodia (kampuchea)": "KHM", "burkina faso (upper volta)": "BFA", "zimbabwe (rhodesia)": "ZWE",
    "tanzania/tanganyika": "TZA", "italy/sardinia": "ITA", "rumania": "ROU", "belarus (byelorussia)": "BLR", "kyrgyz republic": "KGZ",
    "bosnia-herzegovina": "BIH", "east timor": "TLS", "cote d'ivoire": "CIV", "cote divoire": "CIV", "surinam": "SUR",
    "madagascar (malagasy)": "MDG", "swaziland": "SWZ", "german federal republic (prussia)": "DEU", "germany (prussia)": "DEU",
    "yemen arab republic": "YEM", "yemen people's republic": "YMD", "republic of vietnam": "VDR", "bahamas, the": "BHS",
    "yugoslavia (serbia)": "YUG", "austria-hungary": "", "samoa/western samoa": "WSM", "cape verde": "CPV",
    "democratic republic of the congo": "COD", "south korea": "KOR", "north korea": "PRK",
}  # fmt: skip
#: States whose parties news names: G20 and states at war, and the larger of the rest.
_PARTY_STATES: Final = frozenset(
    "ARG AUS BRA CAN CHN FRA DEU IND IDN ITA JPN MEX RUS SAU ZAF KOR TUR GBR USA ESP UKR ISR PSE IRQ IRN SYR LBN YEM EGY LBY TUN DZA MAR "
    "SDN SSD ETH SOM KEN UGA NGA MLI NER TCD COD ZWE PAK AFG BGD NPL LKA MMR THA KHM MYS PHL TWN VEN COL BOL ECU PER CHL HND SLV NIC GTM "
    "CUB HTI POL HUN ROU BGR GRC SRB BIH XKX MKD MDA GEO ARM AZE BLR KAZ KGZ AUT BEL NLD SWE FIN DNK NOR CHE PRT IRL CZE SVK".split()
)  # fmt: skip


def _countries() -> list[dict[str, str]]:
    with (SHARED / "countries" / "country-codes.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def derive_codes() -> int:
    """Write country_codes.tsv; return its rows."""
    cow, gw = (
        _state_numbers("cow_states_2016.csv", "statenme", "ccode"),
        _state_numbers("gw_states.csv", "statename", "gwcode"),
    )
    rows = {row["ISO3166-1-Alpha-3"]: row for row in _countries()}
    found = []
    for state in read_table(TABLES / "hand" / "countries.tsv", ("code",)):
        code = state["code"]
        row = rows.get(code, {})
        identity = row.get("wikidata_id", "").rpartition("/")[2]
        found.append((
            code, row.get("ISO3166-1-Alpha-2", "XK" if code == "XKX" else ""), row.get("ISO3166-1-numeric", ""), cow.get(code, ""),
            gw.get(code, ""), _gec(row.get("FIPS", "")), _CAMEO.get(code, code), identity, "country_codes",
        ))  # fmt: skip
    comment = (
        "Codes of states: ISO 3166, Correlates of War (2016), Gleditsch-Ward (2017), GEC (FIPS 10-4), CAMEO (ISO alpha-3 but for\n"
        "Kosovo and Timor-Leste), Wikidata. Made by `python -m tools.build_kb derive`."
    )
    return write_table(DERIVED / "country_codes.tsv", comment, CODE_COLUMNS, found)


def _gec(text: str) -> str:
    """Part the codes of states that GEC has in two: "GZWE" for Gaza and the West Bank."""
    letters = re.sub(r"[^A-Z]", "", text)
    return "; ".join(letters[place : place + 2] for place in range(0, len(letters), 2))


def _state_numbers(name: str, column: str, number: str) -> dict[str, str]:
    codes = {normal(key): code for key, code in (country_codes() | _LISTED).items()}
    found: dict[str, str] = {}
    with (SHARED / "states" / name).open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            code = codes.get(normal(row[column]), "") or codes.get(normal(re.sub(r"\s*\(.*", "", row[column])), "")
            if code:
                found[code] = str(int(float(row[number])))
    return found


def derive_names() -> int:
    """Write country_names.tsv: English names that the table by hand lacks, and the small territories."""
    known = {normal(name): code for name, code in country_codes().items()}
    ours = set(known.values())
    cldr: dict[str, Any] = json.loads(
        (SHARED / "countries" / "cldr_territories_20lang.json").read_text(encoding="utf-8")
    )["en"]
    rows = []
    for row in _countries():
        code = row["ISO3166-1-Alpha-3"]
        names = [(row["CLDR display name"], "cldr"), (cldr.get(row["ISO3166-1-Alpha-2"], ""), "cldr")]
        names += [
            (row[column], "country_codes")
            for column in ("official_name_en", "UNTERM English Short", "UNTERM English Formal")
        ]
        for text, source in names:
            name = re.sub(r"^the |\s*\(the\)|\*|,.*", "", text).strip()
            # "Bolivia (Plurinational State of)" and "Congo - Kinshasa" are for lists, not for sentences.
            if not name or "(" in name or " - " in name or "SAR" in name or known.get(normal(name)) == code:
                continue
            if normal(name) in known:
                continue
            known[normal(name)] = code
            rows.append((code, "" if code in ours else "territory", name, source))
    comment = "English names of states and territories in CLDR (Unicode License v3) and UNTERM (country-codes, PDDL) that\ncountries.tsv lacks. Made by `python -m tools.build_kb derive`."
    return write_table(DERIVED / "country_names.tsv", comment, NAME_COLUMNS, rows)


def derive_parties() -> int:
    """Write parties.tsv: parties of the larger states that live, or died after 1990, and once had 5% of a vote."""
    comment = (
        "Parties of the larger states and of states at war, alive after 1990, with a share of 5% once (Party Facts, MIT).\n"
        "Made by `python -m tools.build_kb derive`."
    )
    return write_table(DERIVED / "parties.tsv", comment, PARTY_COLUMNS, _parties())


def _parties() -> Iterator[tuple[str, ...]]:
    taken: set[str] = set()
    with gzip.open(SHARED / "parties" / "partyfacts_core_parties.csv.gz", "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            country, english = row["country"], _party_name(row["name_english"] or row["name"])
            if country not in _PARTY_STATES or not english or not row["share"] or float(row["share"]) < 5:
                continue
            if row["year_last"] and int(float(row["year_last"])) < 1990:
                continue
            short = re.sub(r"[^A-Za-z0-9-]", "", row["name_short"])
            key = f"PTY:{country}_{(short or normal(english).replace(' ', '_')).upper()}"
            if key in taken:
                key += f"_{row['partyfacts_id']}"
            taken.add(key)
            aliases = [f"{short}~"] if 2 <= len(short) <= 8 and short.isupper() else []
            native = _party_name(row["name"])
            if native and normal(native) != normal(english) and native.isascii() | (len(native) < 60):
                aliases.append(f"{native}~")
            yield (
                key,
                country,
                "party",
                "PTY",
                english,
                country,
                "; ".join(aliases),
                "partyfacts",
            )


def _party_name(text: str) -> str:
    """Return the first name of several ("A / B"), without parentheses."""
    name = re.sub(r"\s*\([^()]*\)", "", re.split(" / |;", text, maxsplit=1)[0])
    return " ".join(name.split())
