"""Titles of office: their words, and from the words to the office as news names it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

#: Words that titles are made of, in lower case. A word that is none of them, and follows no "of", begins the name.
WORDS: Final = frozenset(
    """president presidents vice deputy prime minister ministers premier premiers chairman chairmen chairperson chairwoman chair
    chancellor king queen emperor empress sultan amir emir prince princess grand duke duchess pope governor governors
    governor-general lieutenant-governor commissioner high administrator prefect chief head secretary leader supreme paramount ruler
    regent captain captains coprince co-prince coprinces bailiff mayor commander commander-in-chief member members acting interim
    caretaker transitional transition provisional first second third fourth fifth 1st 2nd 3rd senior executive state federal council
    councils cabinet government national assembly parliament presidential presidency presidium revolutionary revolution command
    committee republic confederation swiss political ruling island territorial regional legislative military sovereign taoiseach
    tanaiste ulu faipule magistrate pitcairn speaker representative foreign affairs external defense defence finance interior
    justice economy security police resident civil crown counselor counsellor counsellors councilor councillor vice-president
    vice-presidents vice-premier vice-chairman co-vice co-president co-presidents co-chairman cochairman co-chairmen cochief co-chief
    lieutenant attorney solicitor general people's heir apparent prefects delegated delegate plenipotentiary lord minister-president
    president-elect president-designate premier-designate minister-designate elect designate designated nominee sovereignty
    salvation peace development union republics election electoral constitutional chamber
    department departments mission administration administrative advisory authority palestinian ministry foreign
    veguer episcopal french spanish spiritual supervisory joint armed forces front party power rapid stability
    cooperation co-operation planning trade industry home internal labor health education coordinator
    restoration law order committees leadership revolutionary sheikh shaykh shah druk gyalpo co-chair co-chairs
    overseas territories monarch commonwealth elected facto kabinet officer superior junta
    titular honorary ceremonial islands zealand polynesia soviet congress mentor indies heritage ceo new commerce
    agriculture science culture higher oil infrastructure tourism environment water energy transport transportation communications
    social welfare youth sports technology natural resources housing urban lands mines petroleum investment information immigration
    islamic religious rural public works service economic financial digital budget relations integration innovation reforms women
    family children cabinet mann hereditary russian federation iraqi constitutional superior business tynwald zanzibar french""".split()
)
#: Ranks and forms of address between title and name: no part of the office, none of the name.
RANKS: Final = frozenset(
    """gen gen. general rt rt. sr sr. flt flt. lt lt. lieutenant maj maj. major brig brig. brigadier col col. colonel capt capt. captain adm adm. admiral
    vice-admiral vadm radm rear air field marshal marshall vice-marshal vice-marshall commodore dr dr. sir dame lord lady ratu tun
    tan sri datuk seri dato dato' hon. hon honorable right honourable mr mr. mrs. mrs ms. ms father fr. rev. reverend bishop
    archbishop cardinal monsignor monseigneur mgr mgr. msgr. ayatollah hojjat hojjatoleslam sheikh shaykh shaikh his her excellency
    majesty highness royal serene alhaji lyonpo tuanku paduka baginda dasho judge prof prof. professor engineer engr. sayyid
    jonkheer baron mme m. viscount justice col., ret. ret army-gen. army chief-general the police vice susuga afioga tofa lopeti master hm
    hrh h.r.h. comdt. lt.-gen. lt-gen. maj.-gen. corporal-general corps corps-general cdr. commandant air-marshal""".split()
)
_LINKS: Final = frozenset("of the for and to in on & an a".split())
#: What follows them is still the office, whatever it is ("Minister of Gender").
_BINDING: Final = frozenset("of for the to in".split())
_HEAD: Final = (
    r"(?:(?:first|second|third|senior|executive|acting|interim|deputy|vice|crown|federal|transitional|chief|prime|co-) ?)*"
    r"(?:president|minister|premier|chairman|chairperson|king|queen|sultan|amir|emir|prince|head|chief|commander|chancellor|leader"
    r"|governor|secretary|commissioner|administrator|ruler|vice-president)\b"
)
_TWO_OFFICES: Final = re.compile(
    rf"(?:,? and |, )(?=(?:{_HEAD}|(?:state|sovereign|transitional|presidential)[\w ]* (?:chair|chairman|president)$)(?!s))",
    re.IGNORECASE,
)
#: Two offices without a mark between them ("Prime Minister Crown Prince SALMAN").
_SIDE_BY_SIDE: Final = re.compile(
    r"\b((?:prime|foreign) minister|premier),? (?=crown prince|vice president|deputy|prime minister)", re.IGNORECASE
)
_OF_IRAQ: Final = re.compile(r"^(?:Iraqi )?(?:Transitional |Interim )?Government (?=President|Prime Minister)")
_ACTING: Final = re.compile(r"\b(?:acting|interim|caretaker|ad interim|provisional)\b", re.IGNORECASE)
_NOT_YET: Final = re.compile(
    r"\b(?:elect|elected|designate|designated|nominee|heir|former|exiled|ousted|deposed|candidate)\b", re.IGNORECASE
)
_DEPUTY: Final = re.compile(r"\b(?:vice|deputy|assistant|heir|co-vice|vice-\w+|tanaiste|crown prince)\b", re.IGNORECASE)
_PLURALS: Final = {
    "presidents": "President", "ministers": "Minister", "premiers": "Premier", "chairmen": "Chairman", "captains": "Captain",
    "governors": "Governor", "members": "Member", "coprinces": "Coprince", "counsellors": "Counsellor", "prefects": "Prefect",
    "councillors": "Councillor", "chiefs": "Chief", "vice-presidents": "Vice-President", "co-presidents": "Co-President",
    "heads": "Head", "co-chairmen": "Co-Chairman", "co-chairs": "Co-Chair", "kings": "King",
}  # fmt: skip
_SMALL: Final = frozenset("of the for and to in on de facto".split())


@dataclass(frozen=True, slots=True)
class Title:
    """What stood before a name, read."""

    offices: tuple[str, ...]
    acting: bool
    #: Elected, designated, heir or former: not in office.
    out_of_office: bool


def split_title(tokens: list[str], first_loud: int) -> tuple[list[str], list[str]]:
    """Part the words before and of a name: (title words, name words); `first_loud` is the first word in capitals."""
    start = 0
    for at in range(first_loud):
        bare = tokens[at].lower().strip('.,:"()[]')
        is_name = any(map(str.isupper, tokens[at])) or tokens[at][:1] in "\"'"
        titled = bare in WORDS or _NOT_YET.search(bare) is not None
        # A rank after a given name is a name itself ("NGUYEN Tan DUNG", "Angelo Cardinal SODANO").
        ranked = at == start and (bare in RANKS or tokens[at].lower() in RANKS)
        titled = titled and not (bare in RANKS and at > start)
        linked = tokens[at] in _LINKS or (at > 0 and tokens[at - 1].lower() in _BINDING)
        if ranked or titled or linked or (not is_name and bare not in _NAME_PARTICLES):
            start = at + 1
    if start and tokens[start - 1] == "Sultan" and re.match(r"bin\b|al-", tokens[start]):
        start -= 1  # here a given name
    return tokens[:start], [word for word in tokens[start:] if word != "Cardinal"]


_NAME_PARTICLES: Final = frozenset(
    "al el ul ur as bin ibn bint ben ould ag de da do dos das del della di du d la las le los van von der den ter ten y e zu af av arap wa ap o i".split()
)


def read_title(words: list[str]) -> Title:
    """Read title words; offices is empty where nothing of an office is among them."""
    text = " ".join(words)
    out = _NOT_YET.search(text.replace("-", " ")) is not None
    kept = _last_run(words)
    while kept and kept[-1].lower().strip(",") in RANKS and not _belongs(kept):
        kept = kept[:-1]
    kept = [word for at, word in enumerate(kept) if not (word.lower() in {"gen.", "lt.", "maj.", "dr.", "sir"} and at)]
    while kept and kept[0].lower().strip(",") in _LINKS | {"represented", "by"}:
        kept = kept[1:]
    while kept and kept[-1].lower().strip(",") in _LINKS:
        kept = kept[:-1]
    if len(kept) > 1 and kept[-1].lower() in _COURTESY and kept[-2].lower() not in _BEFORE_COURTESY:
        kept = kept[:-1]
    text = " ".join(kept).strip(" ,;:").replace("[", "").replace("]", "")
    text = _SIDE_BY_SIDE.sub(r"\1 and ", text)
    acting = _ACTING.search(text) is not None
    text = " ".join(_ACTING.sub(" ", text).split()).strip(" ,")
    offices = tuple(office for part in _TWO_OFFICES.split(text) if (office := _office(part)))
    return Title(offices, acting, out)


#: Titles of birth after an office ("Prime Minister Prince RANARIDDH").
_COURTESY: Final = frozenset({"prince", "princess", "sultan", "king", "chief", "crown"})
_BEFORE_COURTESY: Final = frozenset(
    {"crown", "in", "and", "grand", "ruling", "of", "heir", "sovereign", "former", "vice", "the"}
)


def _belongs(kept: list[str]) -> bool:
    """Tell whether the last word, though a rank, is a part of the office ("Governor General")."""
    last = kept[-1].lower()
    before = kept[-2].lower() if len(kept) > 1 else ""
    if last == "general":
        return before in {"governor", "secretary", "attorney", "solicitor", "lieutenant-governor", "commissioner"}
    return (len(kept) == 1 and last in {"sheikh", "justice", "shaykh"}) or before in {"of", "for", "and"}


def _last_run(words: list[str]) -> list[str]:
    """Return the words of the title that run up to the name: what stands before a verb or a "by" is left out."""
    start = 0
    for at, word in enumerate(words):
        bare = word.lower().strip('.,:"()[]')
        linked = word.lower() in _LINKS or (at > 0 and words[at - 1].lower() in _BINDING)
        if not (
            bare in WORDS
            or bare in RANKS
            or linked
            or word.lower() in RANKS
            or "-elect" in bare
            or "-designate" in bare
        ):
            start = at + 1
    return words[start:]


def _office(text: str) -> str:
    text = _OF_IRAQ.sub("", text.strip(' ,;:-[]()"'))
    words = [word.strip(",") if word.lower() != "and" else word for word in text.split()]
    if not words:
        return ""
    for at, word in enumerate(words):
        if word.lower() in _SMALL and at:
            break
        words[at] = _PLURALS.get(word.lower(), word)
    cased = [
        word.lower() if at and word.lower() in _SMALL else word[:1].upper() + word[1:] for at, word in enumerate(words)
    ]
    office = " ".join(cased)
    office = office.removeprefix("Facto ")
    return "" if office.lower() in _NO_OFFICE else _SAID.get(office, office)


_NO_OFFICE: Final = frozenset(
    {
        "head",
        "chief",
        "of",
        "first",
        "second",
        "vice",
        "deputy",
        "state",
        "government",
        "lieutenant",
        "high",
        "prime",
        "general",
        "island",
    }
)
#: How news names them.
_SAID: Final = {
    "Amir": "Emir", "Chief of State": "Head of State", "Governor-General": "Governor General", "Vice-President": "Vice President",
    "State Captain Regent": "Captain Regent", "President of Council of Ministers": "President of the Council of Ministers",
    "Presidency": "Member of the Presidency", "Prime Minister of the Council of Ministers": "Prime Minister",
    "Executive President": "President", "Lieutenant-Governor": "Lieutenant Governor", "State Counselor": "State Counsellor",
    "Transition President": "Transitional President", "Transition Prime Minister": "Transitional Prime Minister",
    "President of the Islamic Republic of Afghanistan": "President", "Vice Prime Minister": "Deputy Prime Minister",
    "1st Deputy Prime Minister": "First Deputy Prime Minister", "President of the Government of Spain": "President of the Government",
    "President of the Republic": "President",     "Chief of State and Head of Government": "Head of State", "Leader of Government": "Head of Government",
}  # fmt: skip


#: "President of the Council of Ministers" is a prime minister.
_GOVERNMENT: Final = re.compile(
    r"\b(?:president|chair\w*) of (?:the )?(?:council of (?:state )?ministers|cabinet|government)\b"
)


def is_deputy(office: str) -> bool:
    """Tell whether the office is one of a deputy or heir: several may hold it at once."""
    return _DEPUTY.search(office) is not None


def family(office: str) -> str:
    """Return the kind of office, so that "President" and "President of the Republic" are one."""
    low = office.lower()
    if is_deputy(office):
        if "prime minister" in low or "premier" in low or "council of ministers" in low:
            return "deputy prime minister"
        return "vice president" if "president" in low else low
    if _GOVERNMENT.search(low):
        return "prime minister"
    for word in (
        "governor general",
        "prime minister",
        "premier",
        "chief minister",
        "president",
        "king",
        "queen",
        "emperor",
        "emir",
    ):
        if re.search(rf"\b{word}\b", low):
            return "prime minister" if word == "premier" else word
    return low
