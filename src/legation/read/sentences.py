"""Words to sentences: where one ends and the next begins.

Blank lines always end a sentence. A single line break ends one unless the lines are wrapped: the next line's first
word would not have fitted on this one, judged by the widest line of the block. Within a line a full stop, question or
exclamation mark ends a sentence, with the marks and brackets that close after it; after an abbreviation or an initial
the next word decides. The rules follow Read et al. 2012 (what rule-based splitters get right and wrong).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from legation.read.tokens import TITLES
from legation.records import Span

#: A sentence of more words is cut, so that no text of whatever form makes the analysis slow or large.
MOST_WORDS = 300
#: Marks and brackets that may close after a full stop: print has two or three, damaged text thousands in a row.
_MOST_CLOSERS = 12
#: Lines of text wrapped by a program are this wide; shorter ones are verse, lists or headlines.
_NARROWEST, _WIDEST = 50, 120

_FINAL = re.compile(r"[.?!]+|\.\.+[?!]*|…|[?!]+\.*|。|؟")
_CLOSERS = frozenset("\" ' ” ’ '' ’’ ) ] } »".split())
_OPENERS = frozenset("\" ' “ ‘ `` ‘‘ ( [ { «".split())
_SPEAKING = frozenset(
    """said says say told tells asked asks added adds replied wrote writes warned warns declared announced insisted noted
    stated explained argued claimed according tweeted shouted cried""".split()
)
#: Words that, in capitals after an abbreviation, begin a sentence rather than carry a name on.
_STARTERS = frozenset(
    """a about according after all also although among an and another any are as asked at authorities because before both but by
    can critics despite did do during each earlier even every few following for from further had has have he her here his how
    however i if in instead is it its last later many meanwhile more moreover most much my nearly new no nor not now of officials
    on once one only or other others our over people police perhaps several she similarly since so some soon still such that the
    their then there therefore these they this those though three thus to today tomorrow two under unlike until was we were what
    when where whether which while who why will with within without yesterday yet you your""".split()
)
_MONTHS = (
    "jan.",
    "feb.",
    "mar.",
    "apr.",
    "jun.",
    "jul.",
    "aug.",
    "sep.",
    "sept.",
    "oct.",
    "nov.",
    "dec.",
    "no.",
    "nos.",
)
_LINE = re.compile(r"[^\n\r\f\u2028]*(?:\r\n|[\n\r\f\u2028])|[^\n\r\f\u2028]+$")
_UNBROKEN = re.compile(r"\S{1,80}")
_BULLET = re.compile(r"[-*•–—·▪●]\s|\(?\d{1,3}[.)]\s|[a-z][.)]\s")


def split_sentences(text: str, words: Sequence[Span]) -> list[tuple[int, int]]:
    """Return the sentences as half-open ranges of places in `words`; every word is in exactly one."""
    breaks = _line_breaks(text, words)
    ranges: list[tuple[int, int]] = []
    start = 0
    for place in range(1, len(words) + 1):
        if place == len(words) or breaks[place] or _ends(text, words, start, place):
            ranges.extend(_cut(text, words, start, place))
            start = place
    return ranges


def _cut(text: str, words: Sequence[Span], start: int, end: int) -> list[tuple[int, int]]:
    """Cut an overlong sentence, if possible after a semicolon or comma in its last third."""
    pieces = []
    while end - start > MOST_WORDS:
        latest = start + MOST_WORDS
        cuts = [n for n in range(latest - MOST_WORDS // 3, latest) if words[n].of(text) in (";", ",", ":")]
        middle = cuts[-1] + 1 if cuts else latest
        pieces.append((start, middle))
        start = middle
    pieces.append((start, end))
    return pieces


def _ends(text: str, words: Sequence[Span], start: int, place: int) -> bool:
    """Tell whether a sentence that began at word `start` ends before word `place`, on one line."""
    following = words[place]
    if words[place - 1].end == following.start:
        return False
    last = place - 1
    if _is_reference(text, words, place):
        # "in Dulwich. [17] Placed under": the reference belongs to what it closes
        return False
    quoted = False
    earliest = max(start, last - _MOST_CLOSERS)
    while last > earliest and words[last].of(text) in _CLOSERS:
        quoted = quoted or words[last].of(text) not in (")", "]", "}")
        last -= 3 if last - 3 >= start and _is_reference(text, words, last - 2) else 1
    word = words[last].of(text)
    after = following.of(text)
    if _FINAL.fullmatch(word) is None:
        return word[-1] == "." and len(word) > 1 and _ends_at_abbreviation(text, words, start, last, place)
    if after in _CLOSERS and after not in _OPENERS:
        return False
    if last == start and last == place - 1:
        # A mark alone: the tail of an ellipsis or a list's dot
        return False
    if last == start + 1 and words[start].of(text).isdigit() and word == ".":
        # "1. Introduction"
        return False
    first = _first_letter(text, words, place)
    if first.islower():
        # "..." and marks within a quotation or name carry on: "Stop!" he cried; Yahoo! shares
        return word == "." and not quoted and last == place - 1
    return not (quoted and word[0] in "?!" and _is_speaking(text, words, place))


def _ends_at_abbreviation(text: str, words: Sequence[Span], start: int, last: int, place: int) -> bool:
    """Decide after an abbreviation or an initial at `last`, the next word being at `place`."""
    word = words[last].of(text).lower()
    after = words[place].of(text)
    if word in TITLES or (word in _MONTHS and after[0].isdigit()):
        return False
    if after in _OPENERS and after not in ("(", "["):
        inner = words[place + 1].of(text) if place + 1 < len(words) else ""
        return inner[:1].isupper() and inner.lower() in _STARTERS
    if last < place - 1 and after[:1].isupper():
        # the abbreviation closed a quotation or bracket
        return after.lower() in _STARTERS
    if (
        len(word) == 2
        and last > start
        and words[last - 1].of(text)[:1].isupper()
        and after.lower() not in ("the", "he")
    ):
        # "George W. Bush", "J. F. Kennedy"
        return False
    return after[:1].isupper() and after.lower() in _STARTERS


def _is_reference(text: str, words: Sequence[Span], place: int) -> bool:
    """Tell whether a number in square brackets stands at `place`."""
    if place < 0 or text[words[place].start] != "[" or place + 2 >= len(words):
        return False
    return words[place + 1].of(text).isdigit() and words[place + 2].of(text) == "]"


def _first_letter(text: str, words: Sequence[Span], place: int) -> str:
    """Return the first character of the first word at or after `place` that is no opening mark."""
    for span in words[place : place + 3]:
        if span.of(text) not in _OPENERS:
            return text[span.start]
    return text[words[place].start]


def _is_speaking(text: str, words: Sequence[Span], place: int) -> bool:
    """Tell whether a capitalised speaker and a verb of speaking follow: "Never!" Mr. Orban said."""
    near = [span.of(text) for span in words[place : place + 5]]
    for number, word in enumerate(near):
        if word in _SPEAKING:
            return number > 0
        if not (word[:1].isupper() or word in (".", ",")):
            return False
    return False


def _line_breaks(text: str, words: Sequence[Span]) -> list[bool]:
    """Tell for each word whether the break of lines before it, if any, ends a sentence."""
    found = [False] * (len(words) + 1)
    lines = _lines(text, words[0].start, words[-1].end) if words else []
    starts = [start for start, _ in lines]
    for place in range(1, len(words)):
        before, after = words[place - 1].end, words[place].start
        if before == after:
            continue
        gap = text[before:after]
        if gap == " ":
            continue
        breaks = gap.replace("\r\n", "\n")
        count = sum(breaks.count(sign) for sign in "\n\r\f\u2028") + 2 * breaks.count("\u2029")
        if count:
            start, width = lines[bisect_right(starts, before - 1) - 1]
            found[place] = count > 1 or not _is_wrapped(text, start, before, after, width)
    return found


def _is_wrapped(text: str, start: int, before: int, after: int, width: int) -> bool:
    """Tell whether the line from `start` to `before`, in a block so wide, goes on with the word at `after`."""
    if _BULLET.match(text, after):
        return False
    length = before - start
    first = _UNBROKEN.match(text, after)
    needed = length + 1 + (len(first.group()) if first else 0)
    if _NARROWEST <= width <= _WIDEST:
        return needed > width - 2 or (text[after].islower() and length > width * 0.6)
    return width <= _WIDEST and length > 25 and text[after].islower() and text[before - 1] not in '.?!:"”'


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return for each line of `text[start:end]` where it starts, and how wide its block of lines is at the widest.

    A blank line ends a block.
    """
    lines: list[tuple[int, int]] = []
    block: list[int] = []
    widest = 0
    for line in [*(found.group() for found in _LINE.finditer(text, start, end)), ""]:
        width = len(line.rstrip())
        if width:
            block.append(start)
            widest = max(widest, width)
        else:
            lines.extend((first, widest) for first in block)
            lines.append((start, 0))
            block, widest = [], 0
        start += len(line)
    return lines
