"""Names of persons: from the Factbook's capitals ("XI Jinping", "Miguel DIAZ-CANEL Bermudez") to what news writes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

_ROMAN: Final = re.compile(r"^(?:II|III|IV|VI{0,3}|IX|XI{0,3}|XIV|XV|XVI|X|V)$")
_SHOUTED: Final = re.compile(r"[^\W\d_a-z]{2}")
#: Capitals that are no surname.
_ACRONYMS: Final = frozenset(
    "NA UK US USA UN EU RCC SPDC SLORC OAS NTC SAR PNA PLO NPC TNA UAE NATO ECOWAS GNU GNA TFG NLD PDP RUF CCM TPLF "
    "NPFL UNITA MPLA NRC NDC KPRP CPP SRV SFRY FRY UNSC UNMIK OHR EC OSCE CSCE NRM PSC KRG SCIRI NSC CNRDRE CNSP "
    "JR SR PM MP CEO HRH HM RPF RUF AFRC MEND CMSS CNT COMS NACTEST UNTAET IFOR FPI GCHQ LDP PNC FRETILIN SADC SAC NGC SOC RN".split()
)
#: Small words inside of a name, and how they are written there.
PARTICLES: Final = frozenset(
    "al el ul ur as bin ibn bint ben ould ag de da do dos das del della di du d la las le los van von der den ter ten y e i "
    "zu af av abu arap wa ap".split()
)
_LOWERED: Final = frozenset("de da do dos das del la las los van von der den ter y e bin ibn bint al el".split())
_SPANISH: Final = frozenset(
    "ARG BOL CHL COL CRI CUB DOM ECU SLV GTM HND MEX NIC PAN PRY PER PRI ESP URY VEN GNQ".split()
)
#: Family name first in the Factbook, last in the news.
_TURNED: Final = frozenset({"JPN"})
_JOINING: Final = PARTICLES | {"abd"}
_SUFFIXES: Final = frozenset({"jr", "sr", "jr.", "sr."})
_SPELLINGS: Final = Path(__file__).parent / "spellings.tsv"


@dataclass(frozen=True, slots=True)
class PersonName:
    """One name as printed, taken apart."""

    #: As printed, less quotes and stray marks ("Miguel DIAZ-CANEL Bermudez").
    printed: str
    #: As news writes it ("Miguel Diaz-Canel").
    news: str
    #: All words, in ordinary case ("Miguel Diaz-Canel Bermudez").
    full: str
    #: The words in capitals, normal form ("diaz canel").
    surname: str
    #: All words in normal form.
    words: tuple[str, ...]


def is_shouted(word: str) -> bool:
    """Tell whether a word is in capitals as surnames are ("DIAZ-CANEL", "al-BASHIR", "McALEESE"), no acronym, no number."""
    bare = word.strip(".,\"'")
    if bare in _ACRONYMS or not _SHOUTED.search(bare):
        return False
    return not any(character.isdigit() for character in bare)


def ascii_words(text: str) -> tuple[str, ...]:
    """Return the words of a name in lower case, without diacritics, apostrophes and dots, hyphens as spaces."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("ø", "o").replace("ł", "l").replace("ı", "i"))
    bare = "".join(character for character in folded if not unicodedata.combining(character))
    return tuple(re.sub(r"[^\w\s]", " ", re.sub(r"['.\"]", "", bare)).split())


def ordinary(word: str) -> str:
    """Return a word in capitals in ordinary case ("O'NEILL" O'Neill, "DURAN-BALLEN" Duran-Ballen, "al-ASAD" al-Asad)."""
    return "-".join(_ordinary_part(part) for part in word.split("-"))


def _ordinary_part(part: str) -> str:
    bare = part.strip(".,\"'")
    if not _SHOUTED.search(bare) or _ROMAN.match(bare):
        return part
    if prefixed := re.match(r"^(\W*[A-Z][a-z]{1,2})([A-Z]{2,}.*)$", part):
        return prefixed[1] + prefixed[2].capitalize()
    if bare.startswith("MC") and len(bare) > 4:
        return "Mc" + part[2:].capitalize()
    if part[:1] in "'\"":
        return part[0] + _ordinary_part(part[1:])
    head, mark, tail = part.partition("'")
    if mark and len(head) == 1 and tail:
        return f"{head}'{tail.capitalize()}"
    return part.capitalize() if part[:1].isupper() else part.lower()


def person_name(printed: str, code: str) -> PersonName:
    """Take a printed name apart; `code` is the country, whose customs decide which part news leaves out."""
    printed = re.sub(r"\bal- (?=[A-Z])", "al-", printed)
    printed = " ".join(re.sub(r"\[[^\]]*\]?|[{}\]]", " ", printed).split()).strip(" ,.;:-*")
    tokens = [token for token in printed.split() if not re.fullmatch(r"\"[^\"]*\"?|'[^']*'|\([^)]*\)", token)]
    tokens = _without_quotes(tokens)
    loud = [at for at, token in enumerate(tokens) if is_shouted(token)]
    words = [_lowered(token, at) for at, token in enumerate(tokens)]
    if len(words) > 1 and _ROMAN.match(words[0]):
        words[0] = words[0].capitalize()  # "XI Jinping"
    full = " ".join(words)
    surname = " ".join(ascii_words(" ".join(tokens[at] for at in loud))) or (ascii_words(full) or ("",))[-1]
    news = _news_form(words, loud, code).lstrip("'")
    news = spelling(code, full) or spelling(code, news) or news
    return PersonName(printed=printed, news=news, full=full, surname=surname, words=ascii_words(full))


def _without_quotes(tokens: list[str]) -> list[str]:
    """Leave out nicknames of several words between double quotes."""
    kept, inside = [], False
    for token in tokens:
        opens = token.startswith('"')
        if opens and not token.rstrip(",").endswith('"'):
            inside = True
        if not inside and not opens:
            kept.append(token)
        if inside and token.rstrip(",").endswith('"'):
            inside = False
    return kept or tokens


def _lowered(token: str, at: int) -> str:
    low = token.lower()
    if at and token.isupper() and low in _LOWERED and len(token) > 1:
        return low
    return ordinary(token)


def _news_form(words: list[str], loud: list[int], code: str) -> str:
    if not loud or len(words) < 2:
        return " ".join(words)
    first, last = loud[0], loud[-1]
    if code in _TURNED and first == 0 and last == 0 and len(words) == 2:
        return f"{words[1]} {words[0]}"
    if first > 1 and len(words[0].strip(".")) > 1:
        words, first, last = _without_father(words, first, last)
    tail = words[last + 1 :]
    # The mother's name is left out: "Fidel CASTRO Ruz"; "FERNANDEZ de Kirchner" stays whole.
    spanish = code in _SPANISH and first > 0 and tail and tail[0].lower() not in PARTICLES
    if spanish and tail[0].lower() not in _SUFFIXES:
        words = words[: last + 1]
    return " ".join(words)


#: Father's names, which news leaves out ("Vladimir Vladimirovich PUTIN").
_FATHER: Final = re.compile(r"[a-z'](?:ovich|evich|ich|ovych|evych|yovych|ovna|evna|ivna|ichna|inichna)$")


def _without_father(words: list[str], first: int, last: int) -> tuple[list[str], int, int]:
    """Leave out father's names and initials between the first name and the surname."""
    middle = [word for word in words[1:first] if not _FATHER.search(word) and not re.fullmatch(r"\w\.?", word)]
    gone = first - 1 - len(middle)
    return [words[0], *middle, *words[first:]], first - gone, last - gone


@lru_cache(maxsize=1)
def _spellings() -> dict[tuple[str, str], str]:
    table = {}
    for line in _SPELLINGS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, printed, news = line.split("\t")
            table[code, " ".join(ascii_words(printed))] = news
    return table


def spelling(code: str, full: str) -> str | None:
    """Return how news spells this name, where that differs more than by rule; None where nothing is listed."""
    words = ascii_words(full)
    table = _spellings()
    return table.get((code, " ".join(words))) or None


@lru_cache(maxsize=1)
def listed_spellings() -> frozenset[tuple[str, str]]:
    """Return (country, name) of all names that the table of spellings gives."""
    return frozenset((code, news) for (code, _), news in _spellings().items())


def short_forms(name: PersonName, code: str) -> tuple[str, ...]:
    """Return other forms that news may use: all words; first name and surname; the middle ones left out."""
    forms = [name.full]
    tokens = name.printed.split()
    loud = [at for at, token in enumerate(tokens) if is_shouted(token)]
    if loud and loud[0] > 0 and code not in {"KOR", "PRK", "CHN", "TWN", "VNM"}:
        family = " ".join(_lowered(token, at) for at, token in enumerate(tokens) if loud[0] <= at <= loud[-1])
        given = [ordinary(token).strip(".,") for token in tokens[: loud[0]]]
        plain_given = [token for token in given if len(token) > 1 and token[0] not in "\"'("]
        # Of "Abd al-Rahim" or "Maria del Carmen" no part stands alone.
        if plain_given and not any(word.lower() in _JOINING or "-" in word for word in given):
            forms.append(f"{plain_given[0]} {family}")
            if len(plain_given) == 2 and code not in _SPANISH:
                forms.append(f"{plain_given[-1]} {family}")
    return tuple(form for form in dict.fromkeys(forms) if form != name.news and " " in form)
