"""From ../shared/data/kb to data/kb/derived: one table of tenures a source. Run by makers; the tables are committed."""

from __future__ import annotations

import csv
import html
import lzma
import re
from typing import TYPE_CHECKING, Final

from tools.build_kb.tables import ROOT, TABLES, Row, read_table, write_table
from tools.build_kb.tenures import overlaps, term_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHARED: Final = ROOT.parent / "shared" / "data" / "kb"
DERIVED: Final = TABLES / "derived"
COLUMNS: Final = ("person", "name", "office", "code", "start", "end", "seen", "acting", "source", "note")

#: Names of countries in the sources that are none of ours.
_COUNTRIES: Final = {
    "congo kinshasa": "COD", "swiss federal council": "CHE", "saudi": "SAU", "us": "USA", "uae": "ARE",
    "ivory coast": "CIV", "uk": "GBR", "democratic republic of the congo": "COD", "republic of the congo": "COG",
    "people's republic of china": "CHN", "state of palestine": "PSE", "kingdom of denmark": "DNK", "eswatini": "SWZ",
    "federated states of micronesia": "FSM", "czech republic": "CZE", "republic of ireland": "IRL", "cape verde": "CPV",
    "east timor": "TLS", "kingdom of the netherlands": "NLD", "são tomé and príncipe": "STP", "the bahamas": "BHS",
    "the gambia": "GMB", "vatican city": "VAT", "taiwan": "TWN",
}  # fmt: skip


def country_codes() -> dict[str, str]:
    """Return codes by name in lower case: every name of the table of countries."""
    found: dict[str, str] = {}
    for row in read_table(TABLES / "hand" / "countries.tsv", ("code", "name", "names")):
        for name in (row["name"], *row.items("names")):
            found.setdefault(name.strip("~").casefold(), row["code"])
    return found | _COUNTRIES


def derive() -> dict[str, int]:
    """Write all tables; return the rows of each."""
    DERIVED.mkdir(parents=True, exist_ok=True)
    from tools.build_kb.derive_cia import derive_cia  # noqa: PLC0415 - they take their paths from here
    from tools.build_kb.derive_codes import derive_codes, derive_names, derive_parties  # noqa: PLC0415
    from tools.build_kb.derive_places import derive_places, derive_regions  # noqa: PLC0415
    from tools.build_kb.derive_us import derive_us  # noqa: PLC0415

    makers = {
        "wikidata_holders": _wikidata, "heads_2022": _heads, "foreign_ministers": _foreign, "un_io": _un_io,
        "places": derive_places, "regions": derive_regions,
        "cia": derive_cia, "us": derive_us, "codes": derive_codes, "names": derive_names, "parties": derive_parties,
    }  # fmt: skip
    return {name: make() for name, make in makers.items()}


def _read(name: str) -> Iterator[dict[str, str]]:
    path = SHARED / "officeholders" / name
    content = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
    yield from csv.DictReader(content.decode("utf-8").splitlines())


def plain(text: str) -> str:
    """Return text without HTML entities (some are escaped twice) and needless spaces."""
    return " ".join(html.unescape(html.unescape(text)).split())


_SUFFIX: Final = re.compile(r"-(?:ministers|cabinet)$")
#: Bodies of the rows of repository "world", by a word of the title.
WORLD: Final = (
    ("international court of justice", "IGO:ICJ"), ("council of europe", "IGO:COE"), ("osce", "IGO:OSCE"),
    ("world trade", "IGO:WTO"), ("arab parliament", "IGO:ARABLEAGUE"), ("united nations", "IGO:UN"),
)  # fmt: skip


def _world(title: str) -> str:
    return next((code for word, code in WORLD if word in title.casefold()), "")


def _wikidata() -> int:
    codes = country_codes()
    rows = set()
    for row in _read("wikidata_holders21_allrepos.csv.xz"):
        repository = _SUFFIX.sub("", row["repo"])
        code = _world(row["position"]) if repository == "world" else codes.get(repository.replace("-", " "), "")
        # Representatives to the United Nations speak for states that the rows do not name.
        if not re.search("[A-Za-z]", row["person"]):
            continue  # a name in another script: Wikidata has no English label
        if not code or (repository == "world" and "Representative" in row["position"]):
            continue
        start, end = (
            text if re.fullmatch(r"\d{4}(?:-\d\d(?:-\d\d)?)?", text) else "" for text in (row["start"], row["end"])
        )
        if start and end and end < start[: len(end)]:
            continue
        seen = "" if end else row["commit_date"]
        office = plain(row["position"])
        office = office[0].upper() + office[1:]
        rows.add((row["qid"], plain(row["person"]), office, code, start, end, seen, "", "wikidata_holders", ""))
    return write_table(
        DERIVED / "wikidata_holders.tsv",
        "Holders of office since 2000, Wikidata of 2022-07 to 2023-01 (CC0). Made by `python -m tools.build_kb derive`.",
        COLUMNS,
        with_notes(rows),
    )


def with_notes(rows: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Note on both rows where the source itself tells two holders of one office at once; the rows are kept."""
    listed = sorted(set(rows))
    places = {f"{place}": row for place, row in enumerate(listed)}
    terms = [
        (row[0] or row[1], term_of(Row(place, dict(zip(COLUMNS, row, strict=True))))) for place, row in places.items()
    ]
    notes: dict[str, str] = {}
    for pair in overlaps(terms):
        notes.setdefault(pair.first.place, f"at once with {pair.second.name}")
        notes.setdefault(pair.second.place, f"at once with {pair.first.name}")
    return [
        (*row[:-1], "; ".join(part for part in (row[-1], notes.get(place, "")) if part))
        for place, row in places.items()
    ]


_OF_COUNTRY: Final = re.compile(r"^(.+?) of (?:the )?[A-Z].*$")


def _heads() -> int:
    codes = country_codes()
    rows = []
    for row in _read("heads_2022.csv"):
        code = codes.get(row["country"].casefold(), "")
        if not code or not row["officeholderLabel"] or re.fullmatch(r"Q\d+", row["officeholderLabel"]):
            continue
        seen = "" if row["end_year"] else "2022-10-10"
        rows.append(
            (
                row["officeholder"],
                plain(row["officeholderLabel"]),
                _title(plain(row["positionLabel"])),
                code,
                row["start_year"],
                row["end_year"],
                seen,
                "",
                "heads_2022",
                "",
            )
        )
    return write_table(
        DERIVED / "heads_2022.tsv",
        "Heads of state and government, Wikidata of 2022-10-10 (CC0). Made by `python -m tools.build_kb derive`.",
        COLUMNS,
        with_notes(rows),
    )


def _title(label: str) -> str:
    """Return "President" for "President of Albania"; longer titles stay."""
    match = _OF_COUNTRY.match(label)
    if match and match[1].casefold() in {
        "president",
        "prime minister",
        "king",
        "queen",
        "emir",
        "sultan",
        "vice president",
    }:
        return match[1][0].upper() + match[1][1:]
    return label[0].upper() + label[1:]


def _foreign() -> int:
    codes = country_codes()
    rows = []
    for row in _read("foreign_ministers_2022-23.csv"):
        code = codes.get(row["countryLabel"].casefold(), "")
        if code and row["name"]:
            rows.append(
                (
                    row["person"],
                    plain(row["name"]),
                    plain(row["positionLabel"]),
                    code,
                    row["start"],
                    "",
                    "2023-01-10",
                    "",
                    "foreign_ministers_2023",
                    "",
                )
            )
    return write_table(
        DERIVED / "foreign_ministers_2023.tsv",
        "Foreign ministers, Wikidata of 2023-01-10 (CC0). Made by `python -m tools.build_kb derive`.",
        COLUMNS,
        with_notes(rows),
    )


def _un_io() -> int:
    rows = []
    for row in _read("un_io_holders.csv"):
        code = _world(row["position"])
        if code and "Representative" not in row["position"]:
            seen = "" if row["end"] else "2023-01-10"
            rows.append(
                (
                    row["personID"],
                    plain(row["person"]),
                    row["position"][0].upper() + row["position"][1:],
                    code,
                    row["start"],
                    row["end"],
                    seen,
                    "",
                    "un_io_2023",
                    "",
                )
            )
    return write_table(
        DERIVED / "un_io_2023.tsv",
        "Heads of world bodies, Wikidata of 2023-01-10 (CC0). Made by `python -m tools.build_kb derive`.",
        COLUMNS,
        with_notes(rows),
    )
