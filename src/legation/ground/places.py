"""Where: the place that a clause names for its act, the right one of many, or none (CODEBOOK section 7)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from legation.ground.places_phrases import PlacePhrase, place_phrase
from legation.records import Place, Reading, Span

#: How many times larger than the next a place must be to be meant without another sign.
_DOMINANT = 10
#: Countries whose name is also that of a part of another one.
_SHARED = {"georgia": "USA"}
#: Sentences on either side whose countries speak for a name.
_NEARBY = 40
_STATES = frozenset(("state", "territory", "former_state"))
_DATELINE = re.compile(
    r"([A-Z][A-Z .'’-]{2,40})(?:, ([A-Z][\w. ]{1,25}?))?(?:,? [A-Z][\w.]{2,9} \d{1,2})?(?:,? \d{4})?(?: \([A-Za-z .]{2,25}\))? {0,2}[-–—]"
)


class Town(Protocol):
    """A populated place: degrees, inhabitants, alpha-3 country, name of the first-order division."""

    @property
    def name(self) -> str:
        """Its usual name."""
        ...

    @property
    def country(self) -> str:
        """ISO 3166 alpha-3."""
        ...

    @property
    def admin1(self) -> str:
        """Province, state or the like."""
        ...

    @property
    def latitude(self) -> float:
        """Degrees, WGS 84."""
        ...

    @property
    def longitude(self) -> float:
        """Degrees, WGS 84."""
        ...

    @property
    def population(self) -> int:
        """Inhabitants, 0 where unknown."""
        ...

    @property
    def capital(self) -> bool:
        """Whether it is a country's capital."""
        ...


class Bearer(Protocol):
    """Something that bears a name in the knowledge base."""

    @property
    def kind(self) -> str:
        """Such as `state`, `territory`, `region`."""
        ...

    @property
    def code(self) -> str:
        """ISO 3166 alpha-3 for states and territories."""
        ...


class Gazetteer(Protocol):
    """Names of places and of countries; the knowledge base answers."""

    def places(self, name: str, /) -> Sequence[Town]:
        """Return the populated places of that name, the largest first."""
        ...

    def look_up(self, text: str, on: date | None = None, /) -> Sequence[Bearer]:
        """Return the bearers of a name, adjective or demonym, best first."""
        ...


def place_of(reading: Reading, sentence: int, head: int, gazetteer: Gazetteer) -> Place | None:
    """Return where the act at token `head` of the sentence happened, if its clause says so.

    A name borne by several places takes the country that its phrase, its sentence or the sentences around name, else
    the one that is far larger than the rest; where none of this decides, the place has its name and nothing else.
    """
    phrase = place_phrase(reading, sentence, head)
    return _resolved(reading, sentence, phrase, gazetteer) if phrase is not None else None


def dateline_place(reading: Reading, gazetteer: Gazetteer) -> Place | None:
    """Return the place of the article's dateline ("HAVANA (Reuters) -"); for statements and consultations only."""
    text = reading.document.text
    for line in re.finditer(r"[^\n\r]+", text[:3000]):
        match = _DATELINE.match(line.group())
        if match is None:
            continue
        words = match.group(1).rstrip(" -")
        start = line.start() + match.start(1)
        towns = gazetteer.places(words.title())
        country = _code_of(gazetteer, match.group(2)) if match.group(2) else None
        fitting = [town for town in towns if country is None or town.country == country]
        town = _chosen(reading, 0, fitting, gazetteer)
        if town is not None:
            return _at(town, words.title(), Span(start, start + len(words)))
    return None


def _resolved(reading: Reading, sentence: int, phrase: PlacePhrase, gazetteer: Gazetteer) -> Place:
    """Choose the bearer of the phrase's name."""
    told = [code for words in phrase.around if (code := _country_in(gazetteer, words))]
    towns = gazetteer.places(phrase.words)
    country = _code_of(gazetteer, phrase.words)
    if country is not None and (not told or country in told):
        around = _told_around(reading, sentence, gazetteer, but=phrase.words)
        place = _as_country(phrase, country, towns, around)
        if place is not None:
            return place
    fitting = [town for town in towns if town.country in told] if told else list(towns)
    countries = {town.country for town in fitting} | set(told)
    if phrase.division:
        # A province's town of the same name tells the country, but not where in the province the act was.
        return _whole(phrase, next(iter(countries)) if len(countries) == 1 else None, "admin1")
    town = _chosen(reading, sentence, fitting, gazetteer)
    if town is not None:
        return _at(town, phrase.words, phrase.span)
    return _whole(phrase, told[0] if len(set(told)) == 1 else None, "city")


def _as_country(phrase: PlacePhrase, country: str, towns: Sequence[Town], around: Counter[str]) -> Place | None:
    """Take a country's name for the country, unless the article speaks rather of another bearer of the name."""
    rivals = {town.country for town in towns if town.population >= 100_000} - {country}
    if phrase.words.lower() in _SHARED:
        rivals.add(_SHARED[phrase.words.lower()])
    stronger = [rival for rival in sorted(rivals) if around[rival] >= max(around[country], 1)]
    if not stronger:
        # Nothing speaks for anybody: a name that is shared stays open, others are the country's.
        return _whole(phrase, None if phrase.words.lower() in _SHARED and not around[country] else country, "country")
    if towns:
        return None
    return _whole(phrase, stronger[0] if around[stronger[0]] > around[country] else None, "admin1")


def _whole(phrase: PlacePhrase, country: str | None, precision: str) -> Place:
    """Make a place without a point: a country, one of its parts, or a name that several bear."""
    return Place(
        name=phrase.words,
        country=country,
        admin1=phrase.words if precision == "admin1" and country else None,
        latitude=None,
        longitude=None,
        precision=precision,
        span=phrase.span,
    )


def _at(town: Town, words: str, span: Span) -> Place:
    return Place(
        name=words, country=town.country, admin1=town.admin1 or None, latitude=town.latitude, longitude=town.longitude,
        precision="city", span=span,
    )  # fmt: skip


def _chosen(reading: Reading, sentence: int, towns: Sequence[Town], gazetteer: Gazetteer) -> Town | None:
    """Choose among places of one name; None where the text does not decide."""
    if not towns:
        return None
    if len({town.country for town in towns}) == 1:
        return _dominant(towns)
    around = _told_around(reading, sentence, gazetteer)
    counted = [(around[town.country], town) for town in towns if around[town.country]]
    if counted:
        most = max(count for count, _ in counted)
        best = [town for count, town in counted if count == most]
        others = max((count for count, town in counted if town.country != best[0].country), default=0)
        if len({town.country for town in best}) == 1 and (most >= 2 * others or _dominant(towns) in best):
            return _dominant(best)
    return _dominant(towns) if not counted else None


def _dominant(towns: Sequence[Town]) -> Town | None:
    """Return the place that outgrows all others of its name, a capital among towns, or the only one."""
    ranked = sorted(towns, key=lambda town: (-town.population, town.name))
    if len(ranked) == 1 or ranked[0].population >= _DOMINANT * max(ranked[1].population, 1):
        return ranked[0]
    capitals = [town for town in ranked if town.capital]
    return capitals[0] if len(capitals) == 1 else None


def _told_around(reading: Reading, sentence: int, gazetteer: Gazetteer, *, but: str = "") -> Counter[str]:
    """Count the countries that the names and adjectives around the sentence speak for, near ones double."""
    counts: Counter[str] = Counter()
    text = reading.document.text
    near = range(sentence - _NEARBY, sentence + _NEARBY + 1)
    for name in (name for number in near for name in reading.names_in(number)):
        words = name.span.of(text)
        if words != but:
            code = _code_of(gazetteer, words)
            if code:
                counts[code] += 2 if abs(name.sentence - sentence) <= 1 else 1
    return counts


def _country_in(gazetteer: Gazetteer, words: str) -> str | None:
    """Return the country that a run of capitalised words names, by the whole of it or by one of its words."""
    return _code_of(gazetteer, words) or next(
        (code for word in words.split() if (code := _code_of(gazetteer, word))), None
    )


def _code_of(gazetteer: Gazetteer, words: str) -> str | None:
    """Return the country of a name or adjective, if that is what it means first of all."""
    bearers = gazetteer.look_up(words)
    return bearers[0].code if bearers and bearers[0].kind in _STATES else None
