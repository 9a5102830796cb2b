"""The Factbook's lines on the executive, read: who holds which office, since when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import Final

from tools.build_kb.factbook.dates import find_date
from tools.build_kb.factbook.names import PARTICLES, PersonName, is_shouted, person_name
from tools.build_kb.factbook.text import bracket_groups, plain, split_outside
from tools.build_kb.factbook.titles import is_deputy, read_title, split_title

_SECTION: Final = re.compile(
    r"\b(?P<both>chief of state and head of government)(?:\s*\([^)]*\))?\s*:"
    r"|\b(?P<state>co-?chiefs? of state|chiefs? of state)(?:\s*\([^)]*\))?\s*:"
    r"|\b(?P<government>heads? of government|state counsell?or)(?:\s*\([^)]*\))?\s*:"
    r"|\b(?P<other>cabinet|elections?(?:/appointments)?|election/appointment process|election results?|most recent election date"
    r"|expected date of next election|legal system|oversight bodies)\s*:",
    re.IGNORECASE,
)
#: From here on an item is no list of holders: notes, and in the early editions the elections.
_NOTE: Final = re.compile(
    r"\bnotes?(?:\s*\d+)?\s*(?:-|:)|\*\*\*|\b(?:runoff )?elections? (?:runoff )?(?:last )?held\b|\bresults?\s*(?:-|:)"
    r"|\bpercent of (?:the )?vote\b|\bnext (?:to be held|election)|\bwon \d|\breceived \d",
    re.IGNORECASE,
)
#: What is said before the holders, or of those who hold no more.
_ASIDE: Final = re.compile(
    r"Notification Statement:.*?Venezuela(?: \+\+)?(?=\s*President)|\b(?:he|she) concurrently serves[^;]*",
    re.IGNORECASE,
)
_EMPTY_CHAIR: Final = re.compile(
    r"^(?:(?:acting|interim|state|federal) )?(?:president|prime minister|premier|chancellor|king|monarch|governor general)?\s*[-(]?\s*"
    r"(?:position )?vacant\b",
    re.IGNORECASE,
)
_ARRESTED: Final = re.compile(r"\bunder arrest\b", re.IGNORECASE)
_REPRESENTED: Final = re.compile(r"\brepresented\s+(?:in [A-Z]\w+ )?by\b", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"(,\s+and\s+|,\s+|\s+and\s+|/)")
_SINCE: Final = re.compile(
    r"(?P<what>[\w' -]*?)\b[Ss]ince\b(?P<when>(?:(?!\band\s+(?:\w+\s+){0,3}since\b)[^;,])*(?:,\s*\d{4})?)"
)
_VACANT: Final = re.compile(r"\bvacant\b", re.IGNORECASE)
_ACTING: Final = re.compile(r"\b(?:acting|interim|caretaker|ad interim)\b", re.IGNORECASE)
_STOP: Final = re.compile(
    r"\b(?:was|were|is|are|has|had|who|which|will|became|announced|resigned|died|appointed|elected|assumed|serves|served|took|but"
    r"|after|when|following|until|pending|from|with|in|on|as|won|received|got|reelected|re-elected|defeated|formerly|also|of|since"
    r"|election|ran|previously|replaced|succeeded|leader|holds|remains|continues|by|note|born|to|at|under|for|his|her|their|and)\b"
)
#: The office of a holder that stands for "nobody": the chief office of the line is said to be vacant.
VACANT: Final = "vacant"
_JUNIOR: Final = re.compile(r"^(?:Jr|Sr)\.?$")


@dataclass(frozen=True, slots=True)
class Holder:
    """One person in one office, as one text has it."""

    #: "state" or "government": the line it stood in.
    line: str
    office: str
    name: PersonName
    #: ISO date of any precision, "" where the text gives none.
    since: str
    acting: bool


@lru_cache(maxsize=40_000)
def read_executive(text: str, code: str) -> tuple[Holder, ...]:
    """Return the holders that a whole "Executive branch" text names ("chief of state: ... head of government: ... cabinet: ...")."""
    text = plain(text)
    marks = list(_SECTION.finditer(text))
    if not marks:
        text = re.sub(r"(?i)\b((?:chief of state|head of government))\s+-\s+", r"\1: ", text)
        marks = list(_SECTION.finditer(text))
    found: list[Holder] = []
    for mark, following in zip_longest(marks, marks[1:]):
        if mark.lastgroup == "other":
            continue
        line = "government" if mark.lastgroup == "government" else "state"
        found += read_line(text[mark.end() : following.start() if following else len(text)], line, code)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=40_000)
def read_line(text: str, line: str, code: str) -> tuple[Holder, ...]:
    """Return the holders that one line names: "President X (since D); Vice President Y (since E); note - ..."."""
    found: list[Holder] = []
    in_note = False
    text = _ASIDE.sub(" ", plain(text))
    if _ARRESTED.search(text):
        return ()
    for item in split_outside(text, ";|"):
        note = _NOTE.search(item)
        in_note = in_note or (note is not None and not item[: note.start()].strip())
        body = item[: note.start()] if note else item
        if not in_note and _EMPTY_CHAIR.match(body.strip()):
            found.append(Holder(line, VACANT, person_name("vacant", code), "", acting=False))
            continue
        if (in_note and not _looks_like_holder(body)) or (code == "SRB" and "Kosovo" in item):
            continue
        found += _read_item(body.strip(), line, code, found[-1] if found else None)
        in_note = in_note or note is not None
    return tuple(found)


def _looks_like_holder(item: str) -> bool:
    """Tell whether an item after a note is again "Title NAME (since ...)" and nothing else."""
    before, bracket = bracket_groups(item)[0]
    return "since" in bracket and not _STOP.search(before) and any(is_shouted(word) for word in before.split())


def _read_item(item: str, line: str, code: str, before: Holder | None) -> list[Holder]:
    """Read one item; a name without a title after `before` holds what that one holds, where they are deputies."""
    found: list[Holder] = []
    held: tuple[str, ...] = (before.office,) if before and is_deputy(before.office) else ()
    for chunk, bracket, acting in _chunks(_REPRESENTED.sub(" ", item)):
        pieces = _pieces(chunk)
        for at, piece in enumerate(pieces):
            one = _read_piece(piece, bracket, code, held)
            if one is None:
                continue
            name, offices, is_acting, out = one
            held = offices or held
            if out or (at == len(pieces) - 1 and _VACANT.search(bracket)):
                continue
            if not offices and before:
                continue
            for office in offices or (("Head of State",) if line == "state" else ("Head of Government",)):
                since = _start(bracket, office, acting=is_acting or acting)
                found.append(Holder(line, office, name, since, acting=is_acting or acting or _acting_only(bracket)))
    return found


def _chunks(item: str) -> list[tuple[str, str, bool]]:
    """Return (words, bracket with the dates, acting) for every stretch of an item that ends with a dated bracket."""
    chunks: list[tuple[str, str, bool]] = []
    buffer, acting = "", False
    for before, bracket in bracket_groups(item):
        buffer += f" {before}"
        if not bracket:
            continue
        dated = re.search(r"\bsince\b|\b(?:19|20)\d\d\b|\bvacant\b", bracket, re.IGNORECASE)
        if dated and buffer.strip(" ,"):
            chunks.append((buffer, bracket, acting))
            buffer, acting = "", False
        elif _ACTING.fullmatch(bracket.strip()):
            acting = True
            if not buffer.strip(" ,") and chunks:
                chunks[-1] = (chunks[-1][0], chunks[-1][1], True)
                acting = False
    if buffer.strip(" ,.") and not _STOP.search(buffer):
        chunks.append((buffer, "", acting))
    return chunks


def _pieces(chunk: str) -> list[str]:
    """Cut "Title A and B" at the marks between names; a piece without a name goes to the next one."""
    parts = _BETWEEN.split(chunk)
    pieces: list[str] = []
    buffer = ""
    for at in range(0, len(parts), 2):
        part = parts[at]
        if _JUNIOR.match(part.strip()) and pieces:
            pieces[-1] += f" {part.strip()}"
            continue
        buffer = f"{buffer}{parts[at - 1]}{part}" if buffer and at else part
        if any(is_shouted(word) for word in part.split()):
            pieces.append(buffer.strip())
            buffer = ""
    if not pieces and buffer.strip():
        pieces.append(buffer.strip())
    return pieces


def _read_piece(
    piece: str, bracket: str, code: str, held: tuple[str, ...]
) -> tuple[PersonName, tuple[str, ...], bool, bool] | None:
    """Return (name, offices, acting, out of office) of "Title NAME", None where there is no name."""
    piece = re.sub(r"\b([Aa]l)- (?=[A-Z])", r"\1-", piece)
    tokens = [word for word in piece.strip(" ,;:-").split() if word != "-"]
    loud = [at for at, token in enumerate(tokens) if is_shouted(token)]
    if not loud:
        return _read_quiet(tokens, bracket, code)
    words, named = split_title(tokens, loud[0])
    title = read_title(words)
    if not title.offices and words and not held and _STOP.search(" ".join(words)):
        return None
    shown = _cut_name(named)
    if not shown or ("born" in bracket and "since" not in bracket):
        return None
    return person_name(" ".join(shown), code), title.offices or held, title.acting, title.out_of_office


def _read_quiet(tokens: list[str], bracket: str, code: str) -> tuple[PersonName, tuple[str, ...], bool, bool] | None:
    """Read a name that is not in capitals: believed only between a title and a "(since ...)"."""
    if "since" not in bracket:
        return None
    at = len(tokens)
    words, named = split_title(tokens, at)
    title = read_title(words)
    if not title.offices or not 1 < len(named) <= 5 or not all(word[:1].isupper() or len(word) < 4 for word in named):
        return None
    return person_name(" ".join(named), code), title.offices, title.acting, title.out_of_office


def _cut_name(named: list[str]) -> list[str]:
    """Cut a name where running text goes on ("KAVELASHVILI was elected ...")."""
    seen_loud = False
    for at, word in enumerate(named):
        plain_word = word.islower() and word.isalpha() and len(word) > 4 and word not in PARTICLES
        ended = (
            plain_word
            or (word.islower() and _STOP.fullmatch(word.strip(",.")))
            or word in {"-", ":", "*"}
            or any(map(str.isdigit, word))
        )
        if seen_loud and ended:
            return named[:at]
        seen_loud = seen_loud or is_shouted(word)
    return named if len(named) <= 9 else []


def _start(bracket: str, office: str, *, acting: bool) -> str:
    """Return the start of the tenure that a bracket gives for this office."""
    sinces = [(found["what"].strip().lower(), find_date(found["when"]) or "") for found in _SINCE.finditer(bracket)]
    if not sinces:
        return "" if re.search(r"\b(?:born|next|until)\b", bracket) else (find_date(bracket) or "")
    low = office.lower()
    for what, day in sinces:
        heads = re.findall(
            r"prime minister|premier|president|chief minister|chairman|governor|sultan|king|chief of state|head of government",
            what,
        )
        if heads and heads[-1] in low and bool(_ACTING.search(what)) == acting:
            return day
    if not acting:
        for what, day in sinces:
            if not _ACTING.search(what):
                return day
    return sinces[0][1]


def _acting_only(bracket: str) -> bool:
    """Tell whether the bracket says acting and nothing of being confirmed ("acting since 5 May 2007", "interim; since ...")."""
    sinces = [found["what"] for found in _SINCE.finditer(bracket)]
    if not _ACTING.search(bracket) or re.search(r"previously|confirmed|officially|sworn|elected|formerly", bracket):
        return False
    return bool(re.match(r"(?i)\W*(?:acting|interim|caretaker)\b", bracket)) and not any(
        not _ACTING.search(what) for what in sinces[1:]
    )
