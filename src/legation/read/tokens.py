"""Text to words with offsets, by the conventions of Universal Dependencies for English.

Clitics stand alone (`do|n't`, `Cuba|'s`, `can|not`), hyphenated words are split but for prefixes (`15|-|year`,
`anti-war`), abbreviations keep their full stop (`U.S.`, `Mr.`), money and percent signs are words.

Method: one scan from left to right with patterns whose repeats are bounded or never tried again, so that the time is
linear in the text whatever it holds. Dictionaries of abbreviations and prefixes follow the treebanks' guidelines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from legation.records import Span

#: Abbreviations that are never the last word of a sentence: what follows belongs to them.
TITLES = frozenset(
    """adm. amb. assoc. asst. brig. capt. cmdr. col. cpl. det. dr. ens. fr. gen. gov. drs. hon. insp. lt. maj. messrs. mlle. mm.
    mme. mr. mrs. ms. mt. mx. pres. prof. pvt. rep. reps. rev. sec. sen. sens. sgt. spc. st. ste. supt. treas. vs. v.
    nr. approx. e.g. i.e. eg. ca. cf. fig. figs. vol. vols. pp.""".split()
)
#: Abbreviations that may end a sentence too.
ABBREVIATIONS = TITLES | frozenset(
    """a.k.a. a.m. al. ala. apr. arab. ariz. ark. art. aug. ave. b.c. blvd. bros. calif. co. colo. conf. conn. corp. ct. d.c.
    dec. del. dept. div. e.u. ed. eds. est. etc. ext. feb. fla. fri. ft. ga. govt. ill. inc. ind. intl. jan. jr. jul. jun.
    kan. ky. la. lb. lbs. ltd. mass. md. mich. min. minn. miss. mo. mon. mont. mos. nat'l. neb. nev. no. nos. nov. oct.
    okla. ore. oz. p.m. p.s. pa. para. ph.d. plc. pls. rd. rel. sat. sept. sep. spec. sq. sr. sun. supp. tel. tenn. tex.
    thu. thur. thurs. tue. tues. u.k. u.n. u.s. u.s.a. univ. va. vt. wash. wed. wis. wyo. yr. yrs. m.d. ph. k.c. m.sc.
    b.sc. esq. attn. mins. hrs. sgd.""".split()
)
#: Prefixes that stay with their word before a hyphen.
PREFIXES = frozenset(
    """non e co pre re mid anti cross post over pro multi ex sub counter semi mini neo socio psycho inter intra micro un arch
    bi tri extra ultra trans pan para quasi pseudo""".split()
)
#: Words written together that are two, with the length of the first.
JOINED = {"cannot": 3, "gonna": 3, "gotta": 3, "wanna": 3, "dont": 2, "didnt": 3, "doesnt": 4, "lemme": 3, "gimme": 3}
#: Endings of sites and files: `amazon.com` is one word, `ended.The` is not.
_ENDINGS = frozenset(
    """com org net edu gov mil int info biz uk us eu de fr ru cn ca au jp ir in io tv co me html htm php pdf doc xls txt jpg
    png zip exe csv xlsx docx ppt""".split()
)

_LETTER = r"[^\W\d_]"
_SPACE = re.compile(r"[\s\u200b\u2060\ufeff]+")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”]+"
    r"|[\w+-]{1,64}(?:\.[\w+-]{1,64}){0,8}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}"
    r"|[@#][A-Za-z_]\w+",
    re.IGNORECASE,
)
_FACE = re.compile(r"(?:[:;=]['-]?[()DPp]|\(:|<3)(?=\s|$)")
_NUMBER = re.compile(
    r"[+]?\d+(?:\.\d+)*(?:[.,:/]\d+)*"
    r"(?:(?:st|nd|rd|th)\b|['’]?s\b)?",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:\d{1,4}-\d{1,2}-\d{1,4}|\d{3}-\d{4}|\d{3}-\d{3}-\d{4})(?![\w-])")
_DECADE = re.compile(r"['’]\d\d(?:s\b|\b)")
_POINT_NUMBER = re.compile(r"\.\d+")
_INITIALS = re.compile(rf"(?:{_LETTER}\.){{2,10}}(?!\w)|Ph\.D\.|[BM]\.Sc\.|(?:{_LETTER}\.){{2,10}}(?=['’])")
_WORD = re.compile(r"[\w\u0300-\u036f]+")  # letters with their accents apart are one word
#: The rest of a site's or file's name, or three and more parts joined by dots.
_SITE = re.compile(
    r"(?:\.[\w-]{1,64}){0,8}\.(?:" + "|".join(sorted(_ENDINGS)) + r")\b|[a-z]{2,64}(?:\.[a-z]{2,64}){2,8}\b"
)
_CLITIC = re.compile(r"['’](?:s|re|ve|ll|d|m)(?!\w)", re.IGNORECASE)
_NOT = re.compile(r"n['’]t(?!\w)", re.IGNORECASE)
_RUN = re.compile(r"\.\.+|--+|[!?]{2,}|[=*~_#+-]{3,}|\*\*|==|\$\$+|\\\\|//|''|``|<<|>>|’’|‘‘|——+")
_UNITS = frozenset("km kg cm mm am pm bn mn m g lb lbs mph kmh ft in hrs min mw gw kw mb gb tb k".split())


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the spans of the words of `text[start:end]`, in order; every character but space is in one."""
    spans: list[Span] = []
    place, end = start, len(text) if end is None else end
    while place < end:
        space = _SPACE.match(text, place, end)
        if space:
            place = space.end()
            continue
        for after in _next_words(text, place, end):
            spans.append(Span(place, after))
            place = after
    return spans


def _next_words(text: str, place: int, end: int) -> Iterator[int]:
    """Yield the ends of the words that one pattern finds at `place`: at least one."""
    first = text[place]
    if first.isalpha():
        yield from _word(text, place, end)
    elif first.isdigit() or (first == "+" and text[place + 1 : place + 2].isdigit()):
        yield from _number(text, place, end)
    else:
        yield _sign(text, place, end)


def _word(text: str, place: int, end: int) -> Iterator[int]:
    """Yield the ends of the words of a stretch that begins with a letter."""
    address = _address(text, place, end)
    if address:
        yield address
        return
    initials = _INITIALS.match(text, place, end)
    if initials:
        yield initials.end()
        return
    after = _letters_end(text, place, end)
    word = text[place:after] if after - place <= 40 else ""
    lower = word.lower()
    if after < end and text[after] == "." and _keeps_stop(word, lower, text, after, end):
        yield after + 1
        return
    if lower in JOINED:
        yield place + JOINED[lower]
    elif after < end and text[after] in "'’" and word[-1:] in ("n", "N") and _NOT.match(text, after - 1, end):
        # do|n't, ca|n't, n't alone
        if after - 1 > place:
            yield after - 1
        yield after + 2
        return
    yield after


def _letters_end(text: str, place: int, end: int) -> int:
    """Return the end of the word at `place`, with inner apostrophes (O'Neill), prefixes (anti-war) and site names."""
    found = _WORD.match(text, place, end)
    after = found.end() if found else place + 1
    while after + 1 < end and _is_letter_or_digit(text[after + 1]):
        sign = text[after]
        if sign in "'’":
            if _CLITIC.match(text, after, end) or _NOT.match(text, after - 1, end):
                break
        elif sign == "-":
            if text[place:after].lower() not in PREFIXES or after - place > 8:
                break
        elif sign == ".":
            if not _SITE.match(text, after, end) and not _SITE.match(text, place, end):
                break
        elif sign == "&":
            # AT&T
            if not (text[after - 1].isupper() and text[after + 1].isupper()):
                break
        else:
            break
        found = _WORD.match(text, after + 1, end)
        after = found.end() if found else after + 2
    return after


def _is_letter_or_digit(character: str) -> bool:
    return character.isalnum() or character == "_"


def _keeps_stop(word: str, lower: str, text: str, stop: int, end: int) -> bool:
    """Tell whether the full stop at `stop` belongs to the abbreviation `word`."""
    following = text[stop + 1] if stop + 1 < end else " "
    if following == ".":
        return False
    known = f"{lower}."
    if known in TITLES:
        return not (lower in ("v", "ca", "sec", "fig") and not _word_follows(text, stop + 1, end))
    if known in ABBREVIATIONS:
        # "no." is short for number only before one, and "sun." a day only in capitals
        if lower in ("no", "nos"):
            return text[stop + 1 : stop + 3].strip()[:1].isdigit()
        if word == "al":  # et al.
            return True
        if lower in _WORDS_TOO:
            return word[0].isupper() and _word_follows(text, stop + 1, end) and not _new_line(text, stop + 1, end)
        return True
    # An initial: a single capital, but "I" and a grade or a vitamin at the end of a text
    return (
        len(word) == 1 and word.isupper() and word != "I" and (following in ",;:" or _word_follows(text, stop + 1, end))
    )


#: Abbreviations that are common words as well.
_WORDS_TOO = frozenset(
    "al art co del ed est ext fri ill ind la mass min miss mo mon ore pa sat sun supp tel wed wash pls rd".split()
)


def _word_follows(text: str, place: int, end: int) -> bool:
    found = _SPACE.match(text, place, end)
    place = found.end() if found else place
    return place < end and _is_letter_or_digit(text[place])


def _new_line(text: str, place: int, end: int) -> bool:
    found = _SPACE.match(text, place, end)
    return found is not None and "\n" in found.group()


def _number(text: str, place: int, end: int) -> Iterator[int]:
    """Yield the ends of the words of a stretch that begins with a digit."""
    date = _DATE.match(text, place, end)
    if date:
        yield date.end()
        return
    address = _address(text, place, end)
    if address:
        yield address
        return
    found = _NUMBER.match(text, place, end)
    after = found.end() if found else place + 1
    letters = _WORD.match(text, after, end)
    if letters is None:
        yield after
        return
    if letters.group().lower() in _UNITS:
        yield after
    yield letters.end()


def _address(text: str, place: int, end: int) -> int | None:
    """Return the end of a web or mail address or a handle at `place`, closing punctuation left out."""
    found = _ADDRESS.match(text, place, end)
    if not found:
        return None
    after = found.end()
    while after > place + 1 and text[after - 1] in ".,;:!?)]}'’”\"":
        after -= 1
    return after


def _sign(text: str, place: int, end: int) -> int:
    """Return the end of the word at `place`, which begins with neither letter nor digit."""
    first = text[place]
    if first in "'’":
        for pattern in (_DECADE, _CLITIC):
            found = pattern.match(text, place, end)
            if found and (pattern is _DECADE or (place > 0 and (text[place - 1].isalnum() or text[place - 1] == "."))):
                return found.end()
    if first == "." and (place == 0 or not text[place - 1].isalnum()):
        found = _POINT_NUMBER.match(text, place, end)
        if found:
            return found.end()
    if first in "@#":
        return _address(text, place, end) or place + 1
    if first in ":;=(<" and (place == 0 or text[place - 1].isspace()):
        found = _FACE.match(text, place, end)
        if found:
            return found.end()
    found = _RUN.match(text, place, end)
    if found:
        return found.end()
    found = _WORD.match(text, place, end) if first == "_" else None
    return found.end() if found else place + 1
