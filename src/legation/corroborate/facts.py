"""What is compared of a report: its parties, date, place, words, and the shingles of the article that tells it.

Made from the JSON form of a report and its article, so that reports from a ledger, a file or a bench are alike.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

Json = dict[str, Any]

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
#: Words that say little about which act it was: function words, days, words of saying.
_EMPTY: Final = frozenset(
    "a an the and or but of in on at to for from by with as that this these those it its his her their they he she we our i "
    "be is are was were been being has have had do does did will would could should may might can not no nor than then "
    "after before during over under about into out up down off between against when while who which what where there also "
    "said say says saying told tell according reported report reports monday tuesday wednesday thursday friday saturday "
    "sunday today yesterday january february march april may june july august september october november december late "
    "early earlier week month year day days new more most one two officials official government statement".split()
)
_IRREGULAR: Final = {
    "met": "meet", "held": "hold", "spoke": "speak", "spoken": "speak", "told": "tell", "gave": "give", "given": "give", "took": "take",
    "taken": "take", "broke": "break", "broken": "break", "shot": "shoot", "fought": "fight", "began": "begin", "sent": "send",
    "struck": "strike", "blew": "blow", "blown": "blow", "slain": "slay", "fell": "fall", "flew": "fly", "freed": "free",
    "talks": "talk", "killing": "kill", "visit": "visit", "left": "leave", "won": "win", "sought": "seek", "shook": "shake",
}  # fmt: skip
#: Words of a shingle, and in how many share of the shorter text a copy shows (measured: ingest_choices, containment).
_SHINGLE: Final = 5
COPY: Final = 0.4
#: Runs of words by which a sentence's copies are found: of the smallest three, a copy of most of it shares one nearly always.
_SKETCH: Final = 3
#: Words of offices, bodies and crowds: a name that holds one is no person's, and says little about whose it is.
ROLES: Final = frozenset(
    "the of a minister ministry president government foreign defence defense army police officials official state states "
    "department white house office leader leaders envoy embassy council prime interior forces troops court parliament united "
    "republic kingdom korea arabia zealand africa lanka emirates islands union nations people civilians soldiers north south "
    "east west new american russian chinese security national protesters authorities military".split()
)
_DIGITS: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,7}")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
#: Numbers in words, those that delegations and crowds come in.
_COUNTS: Final = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
#: People of no one country who are a party of their own all the same; others coded `---` may be anybody.
_MANY_LANDS: Final = frozenset({"REF", "CRM"})
#: Words of a party's phrase within which its number stands ("at least 35 diplomats").
_EARLY: Final = 3
#: Letters before a party among which the word before it is looked for.
_BEFORE: Final = 20
_BEGINNING: Final = frozenset('(-–—:“"‘')
#: Words from which a line that is mostly written large is a headline.
_TITLE: Final = 3
#: What the resolver says of a party that is a state, a seat or a people.
_OF_BODIES: Final = frozenset({"name", "place", "demonym", "seat that acts", "people of the country"})
#: Bases of a date that is the page's, not the act's own.
_BORROWED: Final = frozenset({"given", "published", "dateline", "metadata"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One party: its code, sector, name in lower case, and the words that it is known by."""

    code: str
    sector: str
    name: str
    #: Stems of the words of its name and of how the text calls it, without those that many parties share.
    called: frozenset[str] = frozenset()
    #: Whether it was told by what is no person's: a state's name, seat or people.
    is_body: bool = False
    #: The number that it is told with ("35 diplomats"), where it is.
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A report as it is compared; two reports of the same text have one id."""

    id: str
    article: str
    type: str
    mode: str
    status: str
    actors: tuple[Told, ...]
    recipients: tuple[Told, ...]
    #: The act's own interval of days, where told.
    start: date | None
    end: date | None
    published: date | None
    place: str
    #: Whether the place is a town or a point, no region or country.
    is_town: bool
    country: str
    point: tuple[float, float] | None
    trigger: str
    about: str
    words: frozenset[str]
    #: Stems of all words of the sentence, names included.
    said: frozenset[str]
    #: Of these, the ones that are written as names and call no party: a town, a ship, who is spoken of.
    proper: frozenset[str]
    sentence_shingles: frozenset[int]
    #: A few runs of words of the sentence, by which its copies are found.
    sketch: tuple[int, ...]
    shingles: frozenset[int]
    tolls: tuple[tuple[str, int, int], ...]

    @property
    def said_to_be(self) -> bool:
        """Whether the act is told as a fact or denied, not as planned or possible."""
        return self.status in {"actual", "negated", "historical"}

    @property
    def to_the_day(self) -> bool:
        """Whether the text gives the act a day of its own, give or take two."""
        return self.start is not None and self.end is not None and (self.end - self.start).days <= 3

    @property
    def codes(self) -> frozenset[str]:
        """The codes of all parties."""
        return frozenset(told.code for told in (*self.actors, *self.recipients))


def facts_of(report: Json, document: Json, text: str, article: str) -> Facts:
    """Return what is compared of a report; `document` is the article's, `text` as received."""
    own = report["when"]
    if own is not None and own["basis"] in _BORROWED:
        own = None
    published, where = document["published"], report["where"]
    sentences = " ".join(_sentences(report, text))
    actors, recipients = _parties(report["actors"], text), _parties(report["recipients"], text)
    called = [word for actor in (*report["actors"], *report["recipients"]) for word in _name_words(actor, text)]
    names = frozenset(stem(word.lower()) for word in called)
    return Facts(
        id=report["id"],
        article=article,
        type=report["type"],
        mode=report["mode"] or "",
        status=report["status"],
        actors=actors,
        recipients=recipients,
        start=date.fromisoformat(own["start"]) if own else None,
        end=date.fromisoformat(own["end"]) if own else None,
        published=date.fromisoformat(published["start"]) if published and published["precision"] == "day" else None,
        place=where["name"].lower() if where else "",
        is_town=where is not None and where["precision"] in {"city", "point"},
        country=(where["country"] or "") if where else "",
        point=(where["latitude"], where["longitude"]) if where and where["latitude"] is not None else None,
        trigger=trigger_of(report["mentions"][0]["text"]),
        about=(report["about"] or {}).get("type") or "",
        words=content_words(sentences) - names,
        said=frozenset(stem(folded(word)) for word in _WORD.findall(sentences)),
        proper=_proper(report, text) - frozenset(stem(folded(word)) for word in called),
        sentence_shingles=shingles(sentences, 3),
        sketch=tuple(sorted(shingles(sentences))[:_SKETCH]),
        shingles=article_shingles(text),
        tolls=tuple(sorted({(toll["kind"], toll["low"], toll["high"]) for toll in report["toll"]})),
    )


def _sentences(report: Json, text: str) -> list[str]:
    spans = sorted({(mention["sentence"][0], mention["sentence"][1]) for mention in report["mentions"]})
    return [text[start:end] for start, end in spans]


def _proper(report: Json, text: str) -> frozenset[str]:
    """Return the stems of the words that are written large within a sentence; the first one always is, a headline's all are."""
    found = set()
    for sentence in _sentences(report, text):
        words = list(_WORD.finditer(sentence))[1:]
        large = [word for word in words if word[0][0].isupper()]
        if 2 * len(large) > len(words) > _TITLE:
            continue
        # An agency stands in brackets before its story; what follows a dash, a colon or a mark begins anew.
        plain = (folded(word[0]) for word in large if sentence[: word.start()].rstrip()[-1:] not in _BEGINNING)
        found |= {stem(word) for word in plain if len(word) > 2 and word not in _EMPTY and word not in ROLES}
    return frozenset(found)


def _parties(actors: list[Json], text: str) -> tuple[Told, ...]:
    told = {
        Told(
            code=a["code"], sector=a["sector"] or "", name=a["name"].lower(), called=_called(a, text),
            is_body=next(iter(a.get("evidence", ())), "") in _OF_BODIES, count=_count(a, text),
        )
        for a in actors
        if not _is_stranger(a)
    }  # fmt: skip
    return tuple(sorted(told, key=lambda one: (one.code, one.sector, one.name, sorted(one.called))))


def _is_stranger(actor: Json) -> bool:
    """Tell one whom only the words name (`---/UNK`, `---/COP`): he says neither who it was nor who it was not."""
    return bool(actor["code"] == "---" and actor["sector"] not in _MANY_LANDS)


def _count(actor: Json, text: str) -> int | None:
    """Return the number that stands before a party, or at the beginning of its phrase ("35 Russian diplomats")."""
    span = actor["span"]
    if span is None:
        return None
    before = text[max(span[0] - _BEFORE, 0) : span[0]].split()[-1:]
    for word in (*before, *text[span[0] : span[1]].split()[:_EARLY]):
        plain = word.lower().strip("(,;:")
        if _DIGITS.fullmatch(plain) and not _YEAR.fullmatch(plain):
            return int(plain.replace(",", ""))
        if plain in _COUNTS:
            return _COUNTS[plain]
    return None


def _name_words(actor: Json, text: str) -> list[str]:
    """Return the words of a party's name, and those that the text writes in capitals where it tells the party ("NATO")."""
    span = actor["span"]
    # A party's phrase may run on: "Russian troops for the breach of the dam".
    written = _WORD.findall(text[span[0] : span[1]]) if span is not None else []
    return [*_WORD.findall(actor["name"]), *(word for word in written if word[0].isupper())]


def _called(actor: Json, text: str) -> frozenset[str]:
    words = {folded(word) for word in _name_words(actor, text)}
    return frozenset(stem(word) for word in words if len(word) > 2 and word not in _EMPTY and word not in ROLES)


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """Return a word in lower case without marks on its letters: names are spelled with and without them."""
    plain = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("\u0131", "i")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return a word without its commonest endings: enough to compare, not to read."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending in ("ations", "ation", "ings", "ing", "ions", "ion", "ies", "ied", "ers", "es", "ed", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def trigger_of(words: str) -> str:
    """Return the stem of the last word of a trigger that says something ("were killed" is "kill")."""
    found = [word for word in _WORD.findall(words.lower()) if word not in _EMPTY]
    return stem(found[-1] if found else words.rsplit(maxsplit=1)[-1] if words.split() else "")


def content_words(text: str) -> frozenset[str]:
    """Return the stems of the words that say something."""
    return frozenset(stem(word) for word in _WORD.findall(text.lower()) if len(word) > 1 and word not in _EMPTY)


def shingles(text: str, size: int = _SHINGLE) -> frozenset[int]:
    """Return hashes of all runs of `size` words; the same everywhere, whatever the hash seed."""
    words = [word.encode("utf-8", "surrogatepass") for word in _WORD.findall(text.lower())]
    return frozenset(zlib.crc32(b" ".join(words[at : at + size])) for at in range(max(len(words) - size + 1, 0)))


@lru_cache(maxsize=2048)
def article_shingles(text: str) -> frozenset[int]:
    """Return the shingles of an article's text; kept, since an article tells several acts."""
    return shingles(text)


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """Return the share of the smaller set that the other holds; 0 where one is empty."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def is_copy(one: frozenset[int], other: frozenset[int]) -> bool:
    """Tell whether two articles, by their shingles, are one wire story."""
    return containment(one, other) >= COPY
