"""Which country belonged to which bloc, by the years in which the Factbook lists it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from tools.build_kb.factbook.reading import LAST_DAY, Factbook, Texts
from tools.build_kb.factbook.text import plain, split_outside

COLUMNS: Final = ("organisation", "country", "status", "from", "to", "source", "note")
_FIELDS: Final = ("International organization participation", "Member of")
#: The Factbook's abbreviation -> our organisation, with the years in which the abbreviation meant it.
BLOCS: Final = {
    "UN": "IGO:UN", "NATO": "IGO:NATO", "EU": "IGO:EU", "AU": "IGO:AU", "OAU": "IGO:OAU", "ASEAN": "IGO:ASEAN", "OPEC": "IGO:OPEC",
    "OAPEC": "IGO:OAPEC", "SCO": "IGO:SCO", "OSCE": "IGO:OSCE", "CSCE": "IGO:OSCE", "CE": "IGO:COE", "OAS": "IGO:OAS", "LAS": "IGO:ARABLEAGUE",
    "AL": "IGO:ARABLEAGUE", "GCC": "IGO:GCC", "OIC": "IGO:OIC", "Council of Europe": "IGO:COE", "CIS": "IGO:CIS", "CSTO": "IGO:CSTO", "EAEU": "IGO:EAEU",
    "ECOWAS": "IGO:ECOWAS", "SADC": "IGO:SADC", "EAC": "IGO:EAC", "IGAD": "IGO:IGAD", "CEMAC": "IGO:CEMAC", "WAEMU": "IGO:WAEMU",
    "AMU": "IGO:AMU", "COMESA": "IGO:COMESA", "Mercosur": "IGO:MERCOSUR", "MERCOSUR": "IGO:MERCOSUR", "CAN": "IGO:CAN",
    "UNASUR": "IGO:UNASUR", "CELAC": "IGO:CELAC", "Caricom": "IGO:CARICOM", "CARICOM": "IGO:CARICOM", "OECS": "IGO:OECS", "SICA": "IGO:SICA",
    "PIF": "IGO:PIF", "SPF": "IGO:PIF", "SAARC": "IGO:SAARC", "BIMSTEC": "IGO:BIMSTEC", "APEC": "IGO:APEC", "IMF": "IGO:IMF",
    "IBRD": "IGO:WORLDBANK", "WTrO": "IGO:WTO", "WHO": "IGO:WHO", "IAEA": "IGO:IAEA", "ICCt": "IGO:ICC", "OPCW": "IGO:OPCW",
    "OECD": "IGO:OECD", "G-7": "IGO:G7", "G-8": "IGO:G8", "G-20": "IGO:G20", "G-77": "IGO:G77", "NAM": "IGO:NAM", "BRICS": "IGO:BRICS",
    "C": "IGO:COMMONWEALTH", "OIF": "IGO:OIF", "Interpol": "IGO:INTERPOL", "INTERPOL": "IGO:INTERPOL", "ILO": "IGO:ILO",
    "UNESCO": "IGO:UNESCO", "BSEC": "IGO:BSEC", "GUAM": "IGO:GUAM", "PFP": "IGO:PFP", "EFTA": "IGO:EFTA", "WEU": "IGO:WEU",
    "Quad": "IGO:QUAD", "USMCA": "IGO:USMCA", "NAFTA": "IGO:NAFTA", "Arctic Council": "IGO:ARCTIC", "ANZUS": "IGO:ANZUS", "CICA": "IGO:CICA",
}  # fmt: skip
#: "WTO" was the World Tourism Organization until the editions that write WToO and UNWTO for it.
_TRADE_SINCE: Final = 2004
_EC_UNTIL: Final = 1995
#: The first editions list little: a membership first listed by then may be older.
_FIRST_FULL: Final = 1993
_STATUS: Final = (
    ("suspended", "suspended"), ("observer", "observer"), ("applicant", "candidate"), ("candidate", "candidate"),
    ("associate", "associate"), ("dialogue", "partner"), ("partner", "partner"), ("signatory", "signatory"), ("guest", "guest"),
    ("subbureau", ""), ("nonregional", ""), ("pending", "candidate"), ("acceding", "candidate"), ("invitee", "candidate"),
)  # fmt: skip
#: Listings that the Factbook never brought up to date: they end with the year given here, from common knowledge ("" = leave out).
_STALE: Final = {
    ("IGO:EU", "GBR", "member"): "2020",
    ("IGO:BRICS", "CHL", "member"): "",  # meant China
    ("IGO:OPEC", "ECU", "member"): "2020",
    ("IGO:OPEC", "QAT", "member"): "2019",
    ("IGO:SCO", "IND", "observer"): "2017",
    ("IGO:SCO", "IRN", "observer"): "2023",
    ("IGO:SCO", "BLR", "partner"): "2015",
    ("IGO:NATO", "FRA", "signatory"): "",
}
_MEMBER: Final = ("new member", "de facto member", "compliant", "dual", "member", "has ")


@dataclass(frozen=True, slots=True)
class _Run:
    """Years in which one country was listed with one status."""

    first: Texts
    last: Texts
    before: bool
    gone: Texts | None


def membership_rows(factbook: Factbook, codes: Collection[str]) -> list[tuple[str, ...]]:
    """Return the rows of memberships: from and to are years, from is empty where the first text already lists it."""
    lists = {
        code: [(text, found) for text in texts if (found := read_list(text.text, text.year))]
        for code, texts in factbook.texts(_FIELDS, "igo").items()
        if code in codes
    }
    silent = _silent_years(lists)
    return [row for code, found in lists.items() for row in _country_rows(code, found, silent)]


def _silent_years(lists: dict[str, list[tuple[Texts, dict[str, str]]]]) -> set[tuple[str, int]]:
    """Return (organisation, year) of editions that leave an organisation out everywhere (the court from 2010 to 2014)."""
    counts: Counter[tuple[str, int]] = Counter()
    for found in lists.values():
        counts.update({(organisation, text.year) for text, organisations in found for organisation in organisations})
    years = sorted({year for _, year in counts})
    silent = set()
    for organisation in {organisation for organisation, _ in counts}:
        for year in years:
            before = max((counts[organisation, one] for one in years if year - 7 < one < year), default=0)
            after = max((counts[organisation, one] for one in years if year < one < year + 7), default=0)
            if counts[organisation, year] * 2 < min(before, after):
                silent.add((organisation, year))
    return silent


def read_list(text: str, year: int) -> dict[str, str]:
    """Return organisation -> status for one text ("ADB, ASEAN (observer), UN")."""
    found: dict[str, str] = {}
    body = re.split(r"\bnote\s*(?:\d+\s*)?:|;\s*note\s+-", plain(text))[0]
    body = re.sub(r"^.*\b(?:do not participate|following organizations)[^:]*:", "", body)
    for item in split_outside(body, ",;"):
        name, _, mark = item.partition("(")
        short = re.sub(r"\s+", " ", name.replace("- ", "-")).strip(" .*")
        organisation = BLOCS.get(short, "")
        if short == "WTO" and year >= _TRADE_SINCE:
            organisation = "IGO:WTO"
        if short == "EC" and year <= _EC_UNTIL:
            organisation = "IGO:EU"
        status = _status(mark)
        if organisation and status and found.get(organisation) != "member":
            found[organisation] = status
    return found


def _status(mark: str) -> str:
    low = mark.lower().strip(" )")
    if not low or low.startswith(_MEMBER):
        return "member"
    return next((status for word, status in _STATUS if word in low), "")


def _country_rows(
    code: str, lists: list[tuple[Texts, dict[str, str]]], silent: set[tuple[str, int]]
) -> list[tuple[str, ...]]:
    held = sorted({(organisation, status) for _, found in lists for organisation, status in found.items()})
    rows: list[tuple[str, ...]] = []
    for organisation, status in held:
        speaking = [one for one in lists if (organisation, one[0].year) not in silent]
        for run in _runs(speaking, organisation, status):
            start = "" if run.before or run.first.year <= _FIRST_FULL else str(run.first.year)
            end = str(run.gone.year) if run.gone else ""
            source = "factbook_last" if not end and run.last.until >= LAST_DAY else run.last.source
            note = "years of the listing" if start or end else ""
            left = _STALE.get((organisation, code, status))
            if left == "":
                continue
            if left and not end:
                end, note = left, "the source lists it on; left in that year"
            rows.append((organisation, code, status, start, end, source, note))
    return rows


def _runs(lists: list[tuple[Texts, dict[str, str]]], organisation: str, status: str) -> list[_Run]:
    """Return the runs of listings; one missing edition (an oversight of the source) does not end a run."""
    runs: list[_Run] = []
    listed = [at for at, (_, found) in enumerate(lists) if found.get(organisation) == status]
    groups: dict[int, list[int]] = defaultdict(list)
    number = 0
    for place, at in enumerate(listed):
        if place and not _brief(lists, listed[place - 1], at):
            number += 1
        groups[number].append(at)
    for group in groups.values():
        first, last = group[0], group[-1]
        days = (lists[last][0].until - lists[first][0].day).days
        gone = lists[last + 1][0] if last + 1 < len(lists) else None
        if days < 200 and first > 0 and gone is not None:
            continue  # a slip of one or two copies
        runs.append(_Run(lists[first][0], lists[last][0], first == 0, gone))
    return runs


def _brief(lists: list[tuple[Texts, dict[str, str]]], before: int, after: int) -> bool:
    """Tell whether the stretch between two listings is one edition, or less than a year and a half of copies."""
    if after - before <= 2:
        return True
    return (lists[after][0].day - lists[before][0].until).days < 550
