"""Whether two reports tell one act: evidence for and against in weights, with the reasons in words.

A weight is a sum of graded comparisons; above `SAME` the reports match. A contradiction forbids the match, whatever
speaks for it, and keeps the two apart even where a third report matches both.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Final

from legation.corroborate.blocking import FAMILIES, NEIGHBOURS, window
from legation.corroborate.facts import ROLES, Facts, Told, containment, folded, is_copy, stem

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The weight from which two reports are one act; set on bench/gold/corroborate, without its hold-out.
SAME: Final = 4.5
_MATERIAL: Final = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "AID", "RETREAT"})
#: Acts that are done by words: what they are about tells them apart.
_SPOKEN: Final = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONCEDE"})
#: Modes that exclude each other: one is not a loose word for the other.
_KINDS_OF_TALK: Final = frozenset({"phone", "visit", "third-party", "multilateral"})
#: Modes that one act is often told in, by those who saw it and those who heard of it; `targeted` says why, not how.
_LOOSE: Final = (
    frozenset({"aerial", "drone", "heavy-weapons", "explosives"}),
    frozenset({"explosives", "suicide-attack", "destroy"}),
    frozenset({"demo", "riot", "obstruct", "strike"}),
    frozenset({"restrict", "seize", "censor"}),
)
#: Words that a sentence must have beside names and its act, for others to be missed in it.
_TELLING: Final = 3
_EARTH: Final = 6371.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer for one pair. `contradiction` says why the two can never be one act; empty where they can."""

    weight: float
    reasons: tuple[str, ...]
    contradiction: str = ""

    @property
    def same(self) -> bool:
        """Whether the two are one act."""
        return not self.contradiction and self.weight >= SAME


def compare(one: Facts, other: Facts) -> Comparison:
    """Compare two reports; the order of the two makes no difference."""
    if other.id < one.id:
        one, other = other, one
    against = contradiction(one, other)
    if against:
        return Comparison(0.0, (), against)
    found = [
        *_what(one, other), *_who(one, other), *_when(one, other), *_where(one, other), *_words(one, other),
        *_numbers(one, other), *_counts(one, other), *_proper(one, other),
    ]  # fmt: skip
    return Comparison(round(sum(weight for weight, _ in found), 3), tuple(reason for _, reason in found if reason))


Graded = tuple[float, str]


def contradiction(one: Facts, other: Facts) -> str:
    """Return why two reports can never be one act, empty where they can; the order makes no difference."""
    if one.article == other.article and one.id != other.id:
        return "two acts of one article"
    if FAMILIES[one.type] != FAMILIES[other.type] and not _told_otherwise(one, other):
        return "different kinds of act"
    if one.said_to_be != other.said_to_be:
        return "one is planned or possible, the other told as a fact"
    late = window(one, other)
    if late:
        return late
    if _on_days_apart(one, other):
        return "different days"
    if not one.codes & other.codes and one.codes and other.codes:
        return "no party in common"
    if _other_persons(one, other):
        return "other persons"
    if _reversed(one, other):
        return "the parties change places"
    if one.type == other.type == "CONSULT" and one.mode != other.mode and {one.mode, other.mode} <= {"phone", "visit"}:
        return "a call is no visit"
    distance = _distance(one, other)
    if distance is not None and distance > 100 and {one.type, other.type} & _MATERIAL:
        return f"{distance:.0f} km apart"
    return ""


def _told_otherwise(one: Facts, other: Facts) -> bool:
    """Tell whether reports of two families may be one act: the same two parties on one day, told in the same words."""
    if FAMILIES[other.type] not in NEIGHBOURS.get(FAMILIES[one.type], ()):
        return False
    if not (one.to_the_day and other.to_the_day and one.start == other.start and one.codes == other.codes):
        return False
    common = one.words & other.words
    return len(one.codes) > 1 and len(common) >= _TELLING and 2 * len(common) >= min(len(one.words), len(other.words))


def _codes(parties: tuple[Told, ...]) -> frozenset[str]:
    return frozenset(told.code for told in parties)


def _on_days_apart(one: Facts, other: Facts) -> bool:
    """Tell whether two reports name two days, and nothing says that it was about midnight, or a slip.

    Two of a series are nowhere told apart but by their days: a third report that names none must not make them one.
    """
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    if one.start <= other.end and other.start <= one.end:
        return False
    alike = (one.place and one.place == other.place) or set(one.tolls) & set(other.tolls)
    return not alike and not is_copy(one.shingles, other.shingles)


def _other_persons(one: Facts, other: Facts) -> bool:
    """Tell whether the persons are others on both sides: two presidents here, their ministers there."""
    mine, theirs = (
        {told.code: told for told in (*facts.actors, *facts.recipients) if _is_person(told)} for facts in (one, other)
    )
    differ = [code for code in mine.keys() & theirs.keys() if _pair(mine[code], theirs[code])[0] < 0]
    return len(differ) > 1


def _reversed(one: Facts, other: Facts) -> bool:
    if not (one.recipients and other.recipients):
        return False
    actors, recipients = _codes(one.actors), _codes(one.recipients)
    theirs, to_theirs = _codes(other.actors), _codes(other.recipients)
    crossed = bool(actors & to_theirs) or bool(recipients & theirs)
    straight = bool(actors & theirs) or bool(recipients & to_theirs)
    return crossed and not straight


# --- what --------------------------------------------------------------------------------------------------------


def _what(one: Facts, other: Facts) -> Iterator[Graded]:
    if one.type == other.type:
        yield 1.5, "same kind of act"
    elif FAMILIES[one.type] != FAMILIES[other.type]:
        yield -1.0, ""
    else:
        # One word that two coders, or one at two times, gave two types is one word still.
        yield (0.0 if _same_word(one.trigger, other.trigger) else -0.5), ""
    if one.mode and other.mode and one.type == other.type:
        if one.mode == other.mode:
            yield 0.5, f"same mode, {one.mode}"
        elif {one.mode, other.mode} <= _KINDS_OF_TALK:
            # Where two met, and who was by, is told one way here and another there.
            yield (-2.0 if "phone" in {one.mode, other.mode} else -0.5), ""
        elif not any({one.mode, other.mode} <= loose for loose in _LOOSE) and "targeted" not in {one.mode, other.mode}:
            yield (-0.6 if one.type in _SPOKEN else -1.0), ""
    if _same_word(one.trigger, other.trigger):
        yield 0.7, f"same word, “{one.trigger}”"
    if one.about and other.about:
        yield (0.4, "about the same kind of act") if one.about == other.about else (-1.0, "")
    if one.status != other.status and "negated" in {one.status, other.status}:
        yield 0.0, "one side denies it"


def _same_word(one: str, other: str) -> bool:
    """Tell whether two stems are of one word: "seiz" and "seizur" are."""
    short, long = sorted((one, other), key=len)
    return bool(short) and (short == long or (len(short) > 3 and long.startswith(short)))


# --- who ---------------------------------------------------------------------------------------------------------


def _who(one: Facts, other: Facts) -> Iterator[Graded]:
    # Who is a party here and at least named there is one that both speak of, whatever part the other's coder gave him.
    mine, theirs = one.codes | _named(other, one), other.codes | _named(one, other)
    common = mine & theirs
    if not one.codes or not other.codes:
        yield 0.0, ""
    elif mine == theirs:
        # Within one country who did it to whom says less than two codes: more happens there every day.
        several = 2.5 if len(common) > 1 else 1.8 if _several(one) and _several(other) else None
        yield (several, "same parties") if several is not None else (1.0, "same party")
    elif mine < theirs or theirs < mine:
        # Who met somebody that goes unnamed met somebody else, unless his name stands there.
        met = one.type == other.type == "CONSULT" and len(common) == 1
        yield (-1.5, "") if met else (1.8 if len(common) > 1 else 1.1, "parties agree where both name them")
    else:
        yield (0.0 if len(common) > 1 else -1.5), ""
    if len(one.codes) > 1 and one.codes == other.codes and not (one.recipients or other.recipients):
        # What the same ones do together in the same days is seldom told of two acts.
        yield 1.0, ""
    for role in ("actors", "recipients"):
        yield from _side(getattr(one, role), getattr(other, role), common)


def _named(teller: Facts, other: Facts) -> frozenset[str]:
    """Return the codes of the teller's parties that are named in the other's sentence."""
    return frozenset(told.code for told in (*teller.actors, *teller.recipients) if told.called & other.said)


def _several(facts: Facts) -> bool:
    """Tell whether a report names two parties, be they of one country."""
    return len(facts.actors) + len(facts.recipients) > 1


def _side(one: tuple[Told, ...], other: tuple[Told, ...], common: frozenset[str]) -> Iterator[Graded]:
    """Compare the parties of one role: sectors, persons and groups by name."""
    for code in sorted(_codes(one) & _codes(other)):
        mine = [told for told in one if told.code == code]
        theirs = [told for told in other if told.code == code]
        if len(mine) == len(theirs) == 1:
            yield _pair(mine[0], theirs[0])
    if one and other and not _codes(one) & _codes(other) and not (_codes(one) | _codes(other)) <= common:
        yield -1.5, ""


def _pair(one: Told, other: Told) -> Graded:
    if one.name == other.name and _is_person(one):
        return 1.0, f"both name {one.name.title()}"
    if one.name == other.name:
        return (0.5, f"both name {one.name.title()}") if " " in one.name else (0.2, "")
    surname, other_surname = one.name.split()[-1:], other.name.split()[-1:]
    if surname and surname == other_surname and " " in one.name + other.name:
        return 0.4, f"both name {surname[0].title()}"
    if _is_person(one) and _is_person(other):
        return -1.5, ""
    if one.sector and other.sector and one.sector != other.sector and not {one.sector, other.sector} <= _STATE:
        return -0.7, ""
    return 0.0, ""


#: Sectors that stand for one state: "Russia" here is "Russian troops" there.
_STATE: Final = frozenset({"GOV", "MIL", "COP", "SPY"})


def _is_person(told: Told) -> bool:
    """Tell whether a party looks like a named person: two words or more, none of an office or of a crowd."""
    words = told.name.split()
    return (
        not told.is_body
        and told.sector in {"GOV", "LEG", "ELI", "OPP"}
        and 2 <= len(words) <= 4
        and not ROLES.intersection(words)
    )


# --- when --------------------------------------------------------------------------------------------------------


def _when(one: Facts, other: Facts) -> Iterator[Graded]:
    if one.start is not None and other.start is not None:
        if one.to_the_day and other.to_the_day:
            if one.start == other.start:
                yield 2.0, f"same day, {one.start.isoformat()}"
            else:
                # Midnight and time zones may part one act; two acts of a series are parted so far oftener.
                yield (-1.0 if is_copy(one.shingles, other.shingles) else -4.0), ""
        else:
            yield 0.3, "dates agree"
    elif one.published is not None and other.published is not None:
        if one.start is None and other.start is None:
            apart = abs((one.published - other.published).days)
            yield (1.0 if apart <= 1 else 0.2 if apart <= 2 else -0.8), "told in the same days" if apart <= 1 else ""
        else:
            dated, undated = (one, other) if one.start is not None else (other, one)
            assert dated.start is not None  # noqa: S101 - that is what dated means
            assert undated.published is not None  # noqa: S101 - checked above
            late = (undated.published - dated.start).days
            yield (1.2 if 0 <= late <= 1 else 0.9 if late <= 2 else 0.4), "told just after" if 0 <= late <= 1 else ""


# --- where -------------------------------------------------------------------------------------------------------


def _distance(one: Facts, other: Facts) -> float | None:
    if one.point is None or other.point is None:
        return None
    (lat, lon), (lat_2, lon_2) = one.point, other.point
    a = (
        sin(radians(lat_2 - lat) / 2) ** 2
        + cos(radians(lat)) * cos(radians(lat_2)) * sin(radians(lon_2 - lon) / 2) ** 2
    )
    return 2 * _EARTH * asin(sqrt(min(a, 1.0)))


def _where(one: Facts, other: Facts) -> Iterator[Graded]:
    if one.place and one.place == other.place:
        yield 1.0, f"same place, {one.place.title()}"
        return
    distance = _distance(one, other)
    if distance is not None:
        yield (0.4, f"{distance:.0f} km apart") if distance <= 30 else (-1.5, "")
    elif (one.country and other.country and one.country != other.country) or (one.is_town and other.is_town):
        yield -1.5, ""


# --- words -------------------------------------------------------------------------------------------------------


def _words(one: Facts, other: Facts) -> Iterator[Graded]:
    same_sentence = containment(one.sentence_shingles, other.sentence_shingles)
    if is_copy(one.shingles, other.shingles):
        yield (3.5, "same sentence of a wire story") if same_sentence >= 0.6 else (0.5, "same wire story")
    elif same_sentence >= 0.6 and len(one.sentence_shingles & other.sentence_shingles) >= 5:
        yield 2.0, "same sentence"
    # The word that names the act is counted by itself.
    acts = {one.trigger, other.trigger}
    mine, theirs = one.words - acts, other.words - acts
    common, fewest = mine & theirs, min(len(mine), len(theirs))
    share = len(common) / fewest if fewest else 0.0
    told = ", ".join(sorted(common)[:4])
    if len(common) > 1 and share >= 0.35:
        yield (1.6, f"same words: {told}") if share >= 0.5 else (1.0, f"words in common: {told}")
    elif len(common) > 1 and share >= 0.2:
        yield 0.3, ""
    else:
        # Two words of one side against the other on one day are one act only if they are about the same thing.
        spoken = {one.type, other.type} <= _SPOKEN
        alike = one.codes == other.codes
        yield _little_common(fewest, spoken=spoken, common=bool(common), alike=alike), ""


def _little_common(fewest: int, *, spoken: bool, common: bool, alike: bool) -> float:
    """Return what it counts that two sentences share one word or none; where there are few words, few can be shared."""
    if common:
        return -0.6 if spoken and fewest >= _TELLING else 0.0
    if fewest >= _TELLING:
        return -4.0 if spoken else -0.5 if alike else -1.0
    return -1.5 if spoken and fewest > 1 else 0.0


def _numbers(one: Facts, other: Facts) -> Iterator[Graded]:
    mine, theirs = (
        {kind: (low, high) for kind, low, high in one.tolls},
        {kind: (low, high) for kind, low, high in other.tolls},
    )
    for kind in sorted(mine.keys() & theirs.keys()):
        (low, high), (low_2, high_2) = mine[kind], theirs[kind]
        if (low, high) == (low_2, high_2):
            yield (1.0 if low > 2 else 0.4), f"same number {kind}"
        elif min(low, low_2) >= 5 and max(high, high_2) <= 1.5 * min(low, low_2):
            yield 0.5, f"much the same number {kind}"
        elif max(low, low_2) > 3 * max(min(high, high_2), 1):
            yield -1.0, ""
        elif not (one.to_the_day and one.start == other.start) and not is_copy(one.shingles, other.shingles):
            # Counts of one event grow; without a day in common they rather tell two events apart.
            yield -1.2, ""


def _counts(one: Facts, other: Facts) -> Iterator[Graded]:
    """Compare the numbers that those acted upon are told with ("35 diplomats")."""
    mine, theirs = ([told.count for told in facts.recipients if told.count is not None] for facts in (one, other))
    if len(mine) != 1 or len(theirs) != 1:
        return
    low, high = sorted((mine[0], theirs[0]))
    if low == high:
        yield 1.0 if low > 2 else 0.4, f"both tell {low}"
    elif one.type not in _MATERIAL and other.type not in _MATERIAL:
        # Who was sent away is counted once; the dead, the wounded and the crowds are estimated.
        yield -2.0, ""
    elif low >= 5 and high <= 1.5 * low:
        yield 0.5, f"{low} and {high} told"


def _proper(one: Facts, other: Facts) -> Iterator[Graded]:
    """Compare what is named besides the parties: a town, a ship, who is spoken of."""
    common = (one.proper & other.said) | (other.proper & one.said)
    if one.place and one.place == other.place:
        common -= {stem(folded(word)) for word in one.place.split()}
    if common:
        yield 0.4, f"both name {', '.join(word.title() for word in sorted(common)[:3])}"
    elif one.proper and other.proper:
        # Where something was done is told apart by such names; what was talked of has several.
        yield (-1.5 if {one.type, other.type} & _MATERIAL else 0.0), ""
