"""The files of ../shared/data/kb/factbook as one list of looks: on this day, of this country, the source said this."""

from __future__ import annotations

import csv
import json
import lzma
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from legation.errors import DataError
from tools.build_kb.factbook.dates import first_day, precision
from tools.build_kb.factbook.executive import Holder, read_executive, read_line

#: The repository of the weekly copies was touched once more after its data had ended.
LAST_DAY: Final = date(2026, 1, 22)
#: Last weekly copy before three years without any.
_PAUSE: Final = date(2017, 3, 28)
#: Day of the CIA's list of world leaders (public domain) that bridges the blank editions.
LIST_DAY: Final = date(2019, 6, 4)
#: Offices of that list that count here, and their line.
_LISTED: Final = {
    "President": "state", "King": "state", "Queen": "state", "Emperor": "state", "Amir": "state", "Sultan": "state", "Pope": "state",
    "Governor General": "state", "Supreme Leader": "state", "Grand Duke": "state", "Prime Minister": "government", "Premier": "government",
    "Chancellor": "government", "Taoiseach": "government", "President of the Government": "government", "Federal Chancellor": "government",
    "Federal President": "state", "Prime Min.": "government", "Pres.": "state", "Chairman, Council of Ministers": "government",
}  # fmt: skip
#: From this edition on the weekly copies have the same text with its letters whole.
_LAST_EDITION: Final = 2020
_HEADS: Final = (
    "Executive branch", "Leaders", "Chief of State", "Head of Government", "Chief of State and Head of Government",
    "Chief of State and Head of Government (Druk Gyalpo)",
)  # fmt: skip
#: GEC codes whose ISO 3166 code is another's or none.
_CODES: Final = {
    "KV": "XKX", "GK": "GGY", "IM": "IMN", "JE": "JEY", "GZ": "PSE", "WE": "PSE", "NT": "ANT", "EE": "IGO:EU", "AX": "", "DX": "",
    "JN": "", "AT": "", "CR": "", "IP": "", "BS": "", "EU": "", "GO": "", "JU": "", "TE": "", "YI": "SCG",
}  # fmt: skip
_FORMER: Final = {
    "Czechoslovakia": "CSK", "Soviet Union": "SUN", "Yugoslavia": "YUG", "Yemen, People's Democratic Republic of": "YMD",
    "German Democratic Republic": "DDR", "Germany, Democratic Republic of": "DDR",
}  # fmt: skip
#: Serbia and Montenegro called itself Yugoslavia until 4 February 2003.
_RENAMED: Final = 2003
_ODD_NAMES: Final = {
    "Burma": "BM", "Korea, North": "KN", "Korea, South": "KS", "Cote d'Ivoire": "IV", "Congo, Democratic Republic of the": "CG",
    "Congo, Republic of the": "CF", "Macedonia": "MK", "Czech Republic": "EZ", "Swaziland": "WZ", "Cape Verde": "CV",
    "Bahamas, The": "BF", "Gambia, The": "GA", "Micronesia, Federated States of": "FM", "Central African Republic": "CT",
    "United Arab Emirates": "AE", "Dominican Republic": "DR", "Kosovo": "KV", "Holy See": "VT", "Turkey": "TU",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """What one edition or weekly copy says of the executive of a country."""

    code: str
    day: date
    #: Last day on which the same text was still there.
    until: date
    source: str
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """One field of one country in one edition or weekly copy: `until` as in `Look`, `year` as the edition calls itself."""

    code: str
    day: date
    until: date
    year: int
    source: str
    text: str


class Factbook:
    """The files, read once."""

    def __init__(self, folder: Path) -> None:
        """Read `folder` (../shared/data/kb); `DataError` where a file is missing."""
        self._folder = folder / "factbook"
        if not self._folder.is_dir():
            raise DataError(
                "no factbook here", place=str(folder), remedy="give the folder of the shared sources with --source"
            )
        self._codes = _gec_codes(folder)
        self.archive = [_archive_row(row) for row in _json_lines(self._folder / "archive_fields_1990_2025.jsonl.xz")]
        self._weekly = list(_json_lines(self._folder / "weekly_history_2015_2026.jsonl.xz"))
        with lzma.open(self._folder / "last_snapshot_2026-01.json.xz", "rt", encoding="utf-8") as lines:
            self.snapshot: dict[str, dict[str, Any]] = json.load(lines)
        self.owners = self._read_masters()
        self.editions = self._edition_days()

    def _read_masters(self) -> dict[str, str]:
        """Return the owner of each territory, both as our codes; sets the codes of the archive's row ids on the way."""
        with (self._folder / "master_countries.csv").open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        self._masters = {row["MasterCountryID"]: row["CanonicalCode"] for row in rows}
        return {
            self.code(row["CanonicalCode"]): self.code(self._masters[row["AdministeringMasterCountryID"]])
            for row in rows
            if row["AdministeringMasterCountryID"]
        }

    def code(self, gec: str) -> str:
        """Return our code of a GEC code, "" where it is no country of ours."""
        return self._codes.get(gec.upper(), "")

    def row_code(self, row: dict[str, str], year: int) -> str:
        """Return our code of a country row of the archive: names of former states count before the row's number."""
        if row["Name"] in _FORMER:
            return _FORMER[row["Name"]]
        code = self.code(self._masters.get(row["MasterCountryID"], ""))
        return "YUG" if code == "SCG" and year < _RENAMED else code

    def _edition_days(self) -> dict[int, date]:
        """Return the day each edition stands for: the fifth latest newest `since` of a country (one may be ahead of time)."""
        newest: dict[int, dict[str, date]] = defaultdict(dict)
        for year, row, field, text in self.archive:
            if field in _HEADS and year <= _LAST_EDITION:
                days = [first_day(one.since) for one in read_executive(text, row["Name"]) if precision(one.since) == 3]
                if days:
                    newest[year][row["Name"]] = max(days)
        return {year: sorted(days.values())[-5] for year, days in newest.items() if len(days) > 50}

    def edition_day(self, year: int) -> date:
        """Return the day an edition stands for; mid-year where its text tells none."""
        return self.editions.get(year, date(year, 7, 1))

    # --- looks -------------------------------------------------------------------------------------------------

    def looks(self) -> dict[str, list[Look]]:
        """Return the looks at each country, earliest first; blank ones (2018 to 2020) are left out."""
        found: dict[str, list[Look]] = defaultdict(list)
        for look in (*self._archive_looks(), *self._weekly_looks(), *self._list_looks()):
            if look.holders and look.code:
                found[look.code].append(look)
        return {code: _merged(sorted(looks, key=lambda look: look.day)) for code, looks in sorted(found.items())}

    def _archive_looks(self) -> Iterator[Look]:
        texts: dict[tuple[int, str], list[str]] = defaultdict(list)
        for year, row, field, text in self.archive:
            if field in _HEADS and year <= _LAST_EDITION:
                prefix = "" if field in _HEADS[:2] else f"{field.split(' (')[0].lower()}: "
                texts[year, self.row_code(row, year)].append(prefix + text)
        for (year, code), parts in texts.items():
            if code == "AFG" and any("MEKSI" in part for part in parts):
                continue  # the archive has Albania's text here
            holders = tuple(dict.fromkeys(holder for part in parts for holder in read_executive(part, code)))
            day = self.edition_day(year)
            yield Look(code, day, day, "factbook_archive", holders)

    def _weekly_looks(self) -> Iterator[Look]:
        for gec, day, until, fields in self._weekly_rows():
            code = self.code(gec)
            lines = [("state", "chief of state"), ("government", "head of government"), ("government", "state counsellor"),
                     ("government", "State Counsellor")]  # fmt: skip
            holders = (holder for line, key in lines for holder in read_line(fields[key], line, code))
            source = "factbook_last" if until >= LAST_DAY else "factbook_weekly"
            yield Look(code, day, until, source, tuple(dict.fromkeys(holders)))

    def _list_looks(self) -> Iterator[Look]:
        """Yield what the CIA's list of world leaders had in the middle of the blank years; it tells no days of taking office."""
        path = self._folder.parent / "officeholders" / "cia_world_leaders_2019-06.csv"
        holders: dict[str, list[Holder]] = defaultdict(list)
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                line = _LISTED.get(row["office"])
                # Of Bosnia it lists the presidents of the two halves as well.
                if line and row["person"].strip() and not row["country"].startswith("Bosnia"):
                    code = self.country_named(row["country"])
                    holders[code] += read_line(f"{row['office']} {row['person']}", line, code)
        for code, found in holders.items():
            if {holder.line for holder in found} == {"state"}:  # a president who is head of government as well
                found += [replace(holder, line="government") for holder in found]
            yield Look(code, LIST_DAY, LIST_DAY, "factbook_archive", tuple(dict.fromkeys(found)))

    def _weekly_rows(self) -> Iterator[tuple[str, date, date, dict[str, str]]]:
        """Yield (GEC, day, last day of the same text, fields) for every change of a country's page."""
        commits = sorted({min(date.fromisoformat(row[0]), LAST_DAY) for row in self._weekly})
        before = dict(zip(commits[1:], commits, strict=False))
        by_country: dict[str, list[tuple[date, dict[str, str]]]] = defaultdict(list)
        for day, _, gec, fields in self._weekly:
            by_country[gec].append((min(date.fromisoformat(day), LAST_DAY), fields))
        for gec, rows in by_country.items():
            rows.sort(key=lambda row: row[0])
            for (day, fields), (following, _) in pairwise([*rows, (LAST_DAY + timedelta(1), {})]):
                until = LAST_DAY if following > LAST_DAY else before.get(following, day)
                until = min(until, _PAUSE) if day <= _PAUSE else until
                yield gec, day, max(day, min(until, LAST_DAY)), fields

    # --- other fields ------------------------------------------------------------------------------------------

    def texts(self, archive_fields: Iterable[str], weekly_field: str) -> dict[str, list[Texts]]:
        """Return one field of each country over time, earliest first: the archive to 2020, then the weekly copies."""
        found: dict[str, list[Texts]] = defaultdict(list)
        wanted = frozenset(archive_fields)
        for year, row, field, text in self.archive:
            code = self.row_code(row, year)
            if field in wanted and code and year <= _LAST_EDITION:
                day = self.edition_day(year) if year in self.editions else date(year, 12, 31)
                found[code].append(Texts(code, day, day, year, "factbook_archive", text))
        for gec, day, until, fields in self._weekly_rows():
            if (code := self.code(gec)) and day.year > _LAST_EDITION - 1:
                found[code].append(Texts(code, day, until, day.year, "factbook_weekly", fields[weekly_field]))
        return {code: sorted(texts, key=lambda one: one.day) for code, texts in sorted(found.items())}

    def country_named(self, name: str) -> str:
        """Return our code of a country as CIA lists name it, "" where it is unknown."""
        if name in _ODD_NAMES:
            return self.code(_ODD_NAMES[name])
        for gec, page in self.snapshot.items():
            short = page["Government"].get("Country name", {}).get("conventional short form", {}).get("text", "")
            if short == name:
                return self.code(gec)
        return ""


def _json_lines(path: Path) -> Iterator[Any]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _archive_row(row: list[Any]) -> tuple[int, dict[str, str], str, str]:
    year, country, field, text = row
    return int(year), country, str(field), str(text)


def _gec_codes(folder: Path) -> dict[str, str]:
    """Return GEC code -> our code, by ISO 3166 alpha-2."""
    with (folder / "countries" / "country-codes.csv").open(encoding="utf-8", newline="") as lines:
        three = {row["ISO3166-1-Alpha-2"]: row["ISO3166-1-Alpha-3"] for row in csv.DictReader(lines)}
    three |= {"CS": "SCG", "NA": "NAM"}
    codes = {}
    with (folder / "factbook" / "fips_to_iso2.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["ISOAlpha2"] in three:
                codes[row["FIPS"]] = three[row["ISOAlpha2"]]
    # The list has these two the wrong way round: KR is Kiribati, KS South Korea in GEC.
    return codes | {"KR": "KIR", "KS": "KOR"} | _CODES


def _merged(looks: list[Look]) -> list[Look]:
    """Join looks of the weekly copies that follow one another and say the same."""
    kept: list[Look] = []
    for look in looks:
        before = kept[-1] if kept else None
        if (
            before
            and look.source != "factbook_archive" != before.source
            and look.holders == before.holders
            and look.day > _PAUSE < before.day
        ):
            kept[-1] = replace(before, until=look.until, source=look.source)
        else:
            kept.append(look)
    return kept
