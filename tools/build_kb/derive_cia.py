"""CIA World Leaders of June 2019: surnames come in capitals, in the spelling of the Board on Geographic Names."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Final

from tools.build_kb.derive import COLUMNS, DERIVED, SHARED, country_codes, plain
from tools.build_kb.tables import write_table

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEEN: Final = "2019-06-04"
#: Short words of the titles, in full.
_WORDS: Final = (
    (r"\bIntl\.", "International"), (r"\bGovt\.", "Government"), (r"\bDept\.", "Department"), (r"\bMin\.", "Minister"),
    (r"\bDep\.", "Deputy"), (r"\bAdmin\.", "Administration"), (r"\bGen\.", "General"), (r", & ", " and "), (r" & ", " and "),
)  # fmt: skip
_RANK: Final = re.compile(
    r"^(?:(?:Lt|Maj|Brig|Vice|Rear|Air|Col|Capt|Gen|Adm|Dr|Sir|Dame|Judge|Prof|Sheikh|Field|Lord|Dato|Pehin|Fr|Rev|Marshal|Chief)\b\.?\s*"
    r"|\((?:Ret|Retd)\.?\)\s*)+(?=\w+ )"
)
_ACTING: Final = re.compile(r"\s*\((?:acting|interim|provisional)\)", re.IGNORECASE)
_ALSO: Final = re.compile(r"\(a\.?k\.?a\.?\s*([^)]+)\)", re.IGNORECASE)
#: Countries as the list names them.
_NAMES: Final = {
    "korea, north": "PRK", "korea, south": "KOR", "congo, democratic republic of the": "COD", "congo, republic of the": "COG",
    "bahamas, the": "BHS", "gambia, the": "GMB", "micronesia, federated states of": "FSM", "holy see (vatican city)": "VAT",
    "burma": "MMR", "cote d'ivoire": "CIV", "cabo verde": "CPV", "sao tome and principe": "STP", "timor-leste": "TLS",
    "czechia": "CZE", "swaziland": "SWZ", "eswatini": "SWZ",
}  # fmt: skip


def derive_cia() -> int:
    """Write cia_world_leaders_2019.tsv; return its rows."""
    return write_table(
        DERIVED / "cia_world_leaders_2019.tsv",
        "CIA World Leaders of 2019-06-04 (public domain). Surnames from capitals to proper case; start unknown, seen on that day.\n"
        "Made by `python -m tools.build_kb derive`.",
        COLUMNS,
        _rows(),
    )


def _rows() -> Iterator[tuple[str, ...]]:
    codes = country_codes() | _NAMES
    with (SHARED / "officeholders" / "cia_world_leaders_2019-06.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            code = codes.get(row["country"].casefold(), "")
            text = plain(row["person"])
            if not code or not text or not row["office"]:
                continue
            acting = "1" if _ACTING.search(text) else ""
            also = _ALSO.search(text)
            text = proper_name(re.sub(r"\([^()]*\)", " ", _ACTING.sub("", text)))
            if len(text) < 3:
                continue
            note = f"also {proper_name(also[1])}" if also else ""
            yield ("", text, _office(row["office"]), code, "", "", _SEEN, acting, "cia_world_leaders_2019", note)


def _office(text: str) -> str:
    for pattern, word in _WORDS:
        text = re.sub(pattern, word, text)
    text = re.sub(r"^Minister, ", "Minister of ", re.sub(r"\s*\([A-Z]+\)", "", plain(text)))
    text = text.replace(
        "Permanent Representative to the UN, New York", "Permanent Representative to the United Nations"
    )
    return text.replace("Ambassador to the US", "Ambassador to the United States")


def proper_name(text: str) -> str:
    """Return a name with its surname in proper case, without ranks.

    >>> proper_name("Lt. Gen. Ahmed GAID Salah")
    'Ahmed Gaid Salah'
    >>> proper_name("Denis SASSOU-Nguesso"), proper_name("Ghayth bin Mubarak al-KUWARI"), proper_name("Younis AL-MASRY")
    ('Denis Sassou-Nguesso', 'Ghayth bin Mubarak al-Kuwari', 'Younis al-Masry')
    """
    words = _RANK.sub("", " ".join(text.split())).split()
    return " ".join(
        word if place and re.fullmatch(r"[IVX]+", word) else _word(word) for place, word in enumerate(words)
    )


def _word(word: str) -> str:
    if re.fullmatch(r"[A-Z]\.", word):
        return word
    parts = re.split(r"([-'’])", word)
    lowered = [part if not part.isupper() or len(part) == 1 else part.capitalize() for part in parts]
    if (
        len(parts) > 1
        and parts[0].casefold() in {"al", "el", "an", "ad", "ar", "as", "ash", "at", "az"}
        and parts[1] == "-"
    ):
        lowered[0] = parts[0].casefold()
    joined = "".join(lowered)
    return re.sub(r"^Mc([a-z])", lambda match: "Mc" + match[1].upper(), joined) if word.isupper() else joined
