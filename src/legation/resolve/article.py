"""What the whole article says of its names: where they stand, who is named in full, which country it is about.

Everything here is read once, before phrases are resolved, in time linear in the text.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from legation.resolve.ambiguity import chosen
from legation.resolve.given import given_gender
from legation.resolve.grammar import Grammar
from legation.resolve.names import NameMatch, known_of
from legation.resolve.placing import ALONE, LOCATIVE, is_located, sole_country, town_at

if TYPE_CHECKING:
    from legation.records import Name, Reading, Span
    from legation.resolve.knowledge_types import Entry
    from legation.resolve.metonyms import Metonyms
    from legation.resolve.names import Known, Knows

_HYPHENS = frozenset({"-", "‑", "–"})
#: What opens an explanation: "(PCC)", "[PCC]".
_OPENING = frozenset({"(", "["})
#: Prefixes and participles that tie a country to a noun which is not the country's own: "pro-Russian", "US-backed".
_PREFIXES = frozenset({"pro", "anti", "ex", "non"})
#: Articles and particles that begin names in small letters.
_SMALL_STARTS = frozenset({"al", "el", "an", "ad", "ar", "as", "ash", "az", "bin", "ibn", "ould"})
#: Halves of divided countries.
_HALVES = frozenset({"north", "south", "east", "west"})
#: Words of an article in which "the north" is a state.
_KOREAN = frozenset({"korea", "korean", "koreas", "koreans"})
_KOREAN_HALVES = frozenset({"north", "south"})
_NO_NAME = frozenset({"DET", "ADP", "PUNCT", "AUX", "CCONJ", "SCONJ", "PART"})
#: A country is what the article is about where it is named this many times as often as the next one.
_DOMINANT = 1.5
#: Less than one plain mention says nothing.
_ENOUGH = 0.8
#: Letters of a first name that are too few to know a person by.
_SHORT = 3
#: Heads of state and government have this weight as bare surnames.
_LEADER = 0.6
#: Words of a sentence's start in which a dateline is looked for: "KABUL, Afghanistan (Reuters) -".
_DATELINE = 12


@dataclass(slots=True)
class Article:
    """The facts of one document that resolving a phrase may need."""

    reading: Reading
    knows: Knows
    grammars: list[Grammar]
    #: Aliases by (sentence, head word), and for every word inside of one its match.
    by_head: dict[tuple[int, int], NameMatch] = field(default_factory=dict)
    inside: dict[tuple[int, int], NameMatch] = field(default_factory=dict)
    #: The reader's names by (sentence, word).
    names: dict[tuple[int, int], Name] = field(default_factory=dict)
    #: Last word of a person's full name, lower case, to where the full name stands.
    surnames: dict[str, tuple[int, int]] = field(default_factory=dict)
    #: Letters in parentheses after a name, to the name: "Communist Party of Cuba (PCC)".
    acronyms: dict[str, tuple[int, int]] = field(default_factory=dict)
    #: ISO codes by how often their names, seats and peoples occur.
    countries: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    #: The country of the dateline's place, "" without one.
    dateline: str = ""
    #: Token ranges of datelines, by sentence: no party stands there.
    datelines: dict[int, int] = field(default_factory=dict)
    #: What each alias means in this article.
    aliases: dict[str, tuple[Known, ...]] = field(default_factory=dict)
    _country: str | None = None

    def quotes_of(self, sentence: int) -> tuple[Span, ...]:
        """Return the characters of the quotations that touch a sentence."""
        return tuple(quote.span for quote in self.reading.quotes_in(sentence))

    @property
    def country(self) -> str:
        """The one country that the article is about, "" where there is no single one."""
        if self._country is None:
            ranked = sorted(self.countries.items(), key=lambda row: (-row[1], row[0]))[:2]
            first = ranked[0][1] if ranked else 0.0
            second = ranked[1][1] if len(ranked) > 1 else 0.0
            self._country = ranked[0][0] if first >= _ENOUGH and first >= _DOMINANT * second else ""
        return self._country

    @property
    def only_country(self) -> str:
        """The one country that the article names at all, "" where there are several or none."""
        return next(iter(self.countries)) if len(self.countries) == 1 else ""


def read_article(reading: Reading, knows: Knows, metonyms: Metonyms) -> Article:
    """Find all names of a reading in the knowledge base and gather the article's facts."""
    article = Article(reading=reading, knows=knows, grammars=[Grammar(sentence) for sentence in reading.sentences])
    for name in reading.names:
        for word in range(name.first, name.last + 1):
            article.names[name.sentence, word] = name
    words = _vocabulary(article)
    for grammar in article.grammars:
        _scan(article, grammar, knows, words)
    _believe(article)
    for grammar in article.grammars:
        _gather_names(article, grammar)
    for grammar in article.grammars:
        _find_dateline(article, grammar)
    for (number, head), match in article.by_head.items():
        best = match.known[0]
        if best.country and best.kind != "person" and best.entity != "media" and not match.tie:
            article.countries[best.country] += _weight(article, article.grammars[number], head, match, metonyms)
    return article


def _weight(article: Article, grammar: Grammar, head: int, match: NameMatch, metonyms: Metonyms) -> float:
    """Weigh a mention of a country by how much it says that the article happens there."""
    if head < article.datelines.get(grammar.number, 0):
        return 1.5
    if grammar.case(grammar.top(head)) in LOCATIVE:
        return 1.2
    if match.known[0].manner == "place" or (match.known[0].manner == "seat" and not metonyms.acts(grammar, head)):
        return 0.8  # "Nairobi was tense"
    if match.known[0].manner in {"demonym", "people"} or grammar.relations[grammar.top(head)] in {
        "nsubj",
        "obj",
        "obl",
    }:
        return 0.4  # a party to the news may act abroad
    return 0.8


def _vocabulary(article: Article) -> frozenset[str]:
    return frozenset(word for grammar in article.grammars for word in grammar.words)


def _scan(article: Article, grammar: Grammar, knows: Knows, vocabulary: frozenset[str]) -> None:
    """Find the longest aliases from left to right; a word is in one only."""
    texts = [token.text for token in grammar.tokens]
    place, count = 0, len(texts)
    while place < count:
        if not _may_begin(grammar, texts, place, vocabulary):
            place += 1
            continue
        half = [texts[place].capitalize()] if texts[place] in _KOREAN_HALVES else []
        length, entries = knows.longest(half, 0) if half else knows.longest(texts, place)
        whole = grammar.words[place : place + length]
        if rest := _shared_rest(texts, place):
            _, entries = knows.longest([texts[place], *rest], 0)
            length, whole = 1, [grammar.words[place], *(word.lower() for word in rest)]
        if length and (rest or not _is_half(texts, place, length)):
            known = _bearers(article, knows, " ".join(whole), entries, vocabulary)
        else:
            length, known = town_at(grammar, place, article.names.get((grammar.number, place)), knows)
        match = _match(article, grammar, place, place + length - 1, known)
        if match is None:
            place += 1
            continue
        article.by_head[grammar.number, match.head] = match
        for word in range(match.first, match.last + 1):
            article.inside[grammar.number, word] = match
        place += length


def _may_begin(grammar: Grammar, texts: list[str], place: int, vocabulary: frozenset[str]) -> bool:
    """Tell whether a name may begin at a word: a capital, a digit, or a small article of one ("al Qaeda")."""
    text = texts[place]
    if text in _KOREAN_HALVES:
        return (
            place > 0
            and texts[place - 1].lower() == "the"
            and bool(_KOREAN & vocabulary)
            and "of" not in texts[place + 1 : place + 2]
        )
    if text in _SMALL_STARTS:
        return any(word[:1].isupper() for word in texts[place + 1 : place + 3])
    if not text[0].isupper() and not text[0].isdigit():
        return False
    if text.lower() in _HALVES and not _shared_rest(texts, place):
        # "the South" is a country's half where the article says so; "South East Asia", "North Sea" are none.
        after = texts[place + 1 : place + 2]
        alone = not after or not after[0][:1].isupper()
        return not alone or (place > 0 and texts[place - 1].lower() == "the")
    return grammar.upos[place] not in _NO_NAME or text.isupper()


def _is_half(texts: list[str], place: int, length: int) -> bool:
    """Tell "South" alone before another capital: the beginning of a longer name that nobody knows."""
    return (
        length == 1
        and texts[place].lower() in _HALVES
        and texts[place + 1 : place + 2][:1] != []
        and texts[place + 1][:1].isupper()
    )


def _shared_rest(texts: list[str], place: int) -> list[str]:
    """Return the name that a half has in common with the next one: "Korea" of "*North* and South Korea"."""
    joined = texts[place : place + 4]
    is_shared = (
        len(joined) == 4
        and joined[0].lower() in _HALVES
        and joined[1].lower() in {"and", "or", "&"}
        and joined[2].lower() in _HALVES
        and joined[2].lower() != joined[0].lower()
        and joined[3][:1].isupper()
    )
    return joined[3:] if is_shared else []


def _bearers(
    article: Article, knows: Knows, alias: str, entries: tuple[Entry, ...], vocabulary: frozenset[str]
) -> tuple[Known, ...]:
    """Return what an alias may mean in this article, the best first; seats and names before mere places."""
    if alias not in article.aliases:
        published = article.reading.document.published
        on = published.start if published is not None else None
        known = [known_of(entry, knows, on) for entry in entries if entry.valid_on(on)]
        known.sort(key=lambda one: one.manner == "place")
        article.aliases[alias] = chosen(alias, tuple(known), vocabulary)
    return article.aliases[alias]


def _believe(article: Article) -> None:
    """Drop bearers that need their country in the article where it is not: "PRI" without Mexico."""
    named = {one.country for match in article.by_head.values() for one in match.known[:1] if _tells_country(one)}
    for key, match in list(article.by_head.items()):
        if all(one.needs in {"none", "full_name_in_doc"} for one in match.known):
            continue
        # "EU foreign ministers" are of no country; a single word ("SCO") may be anything.
        long = match.last > match.first
        kept = tuple(one for one in match.known if _is_backed(one, named) or (long and not one.country))
        if all(one.manner == "surname" for one in kept):
            kept = (*_places_alone(article, key, match), *kept)
        if kept == match.known:
            continue
        changed = replace(match, known=kept)
        for word in range(match.first, match.last + 1):
            if kept:
                article.inside[key[0], word] = changed
            else:
                del article.inside[key[0], word]
        if kept:
            article.by_head[key] = changed
        else:
            del article.by_head[key]


def _tells_country(one: Known) -> bool:
    """Tell a bearer that is believed as it stands; the leader of a state speaks for it by surname ("Erdogan")."""
    return one.needs == "none" or (one.kind == "person" and one.needs == "country_in_doc" and one.weight >= _LEADER)


def _places_alone(article: Article, key: tuple[int, int], match: NameMatch) -> tuple[Known, ...]:
    """Return the places that a name means where the text names no country for it: those of the one country that has it."""
    grammar = article.grammars[key[0]]
    if not is_located(grammar, match.first, match.last, match.head, article.names.get((key[0], match.first))):
        return ()
    places = tuple(one for one in match.known if one.manner == "place")
    text = " ".join(token.text for token in grammar.tokens[match.first : match.last + 1])
    country = sole_country(places, article.knows.places(text)) if places else ""
    return tuple(replace(one, weight=min(one.weight, ALONE)) for one in places if one.country == country)


def _is_backed(one: Known, named: set[str]) -> bool:
    if one.kind == "person" or one.needs in {"none", "full_name_in_doc"}:
        return True  # a person's title and full name are looked for where the name stands
    return one.country in named and one.country != ""


def _match(article: Article, grammar: Grammar, first: int, last: int, known: tuple[Known, ...]) -> NameMatch | None:
    """Make the match, unless the alias is only part of somebody's name ("Chad" in "Chad Smith")."""
    if not known:
        return None
    if known[0].entity == "media" and first > 0 and grammar.words[first - 1] in _OPENING:
        return None  # "(AFP)" signs the story
    name = article.names.get((grammar.number, first))
    head = grammar.outside(first, last)
    if known[0].kind != "person":
        if name is not None and name.kind == "PER" and (name.first < first or name.last > last):
            return None
        if grammar.relations[head] == "flat" and grammar.upos[head] == "PROPN" and grammar.heads[head] < first:
            above = article.names.get((grammar.number, grammar.heads[head]))
            if above is not None and above.kind == "PER":
                return None
    elif known[0].manner == "surname" and name is not None and name.kind in {"LOC", "ORG"} and name.last > last:
        return None
    return NameMatch(first=first, last=last, head=head, known=known, tie=_tie(grammar, first, last))


def _tie(grammar: Grammar, first: int, last: int) -> str:
    """Return what makes the name a mere description: "backed", "linked", "pro"."""
    words, count = grammar.words, len(grammar.words)
    if last + 2 < count and words[last + 1] in _HYPHENS and grammar.upos[last + 2] in {"VERB", "ADJ", "NOUN"}:
        if grammar.words[last + 2].endswith(("ed", "led", "held", "run", "built", "made", "born", "friendly", "style")):
            return words[last + 2]
        if grammar.relations[last + 2] in {"amod", "acl"} and grammar.upos[last + 2] == "VERB":
            return words[last + 2]
    if first >= 2 and words[first - 1] in _HYPHENS and words[first - 2] in _PREFIXES:
        return words[first - 2]
    return ""


def group_of(article: Article, grammar: Grammar, head: int) -> tuple[int, int]:
    """Return the first and last word of the proper name headed by a word: the reader's name, or its flat words."""
    name = article.names.get((grammar.number, head))
    first = last = head
    if name is not None and name.kind == "PER":
        first, last = name.first, name.last
    for child in grammar.children[head]:
        if grammar.relations[child] == "flat":
            last = max(last, child)
            for below in grammar.children[child]:
                if grammar.relations[below] in {"flat", "punct"} and grammar.upos[below] == "PROPN":
                    last = max(last, below)
    return first, last


def _gather_names(article: Article, grammar: Grammar) -> None:
    """Note persons named in full, and acronyms explained in parentheses."""
    number = grammar.number
    for index, upos in enumerate(grammar.upos):
        if upos != "PROPN":
            continue
        name = article.names.get((number, index))
        known = article.by_head.get((number, index))
        is_person = (name is not None and name.kind == "PER") or (known is not None and known.known[0].kind == "person")
        if is_person and grammar.relations[index] != "flat":
            first, last = group_of(article, grammar, index)
            if known is not None:
                last = max(last, known.last)
            if last > first:
                for word in {grammar.words[last], _joined_tail(grammar, first, last)}:
                    article.surnames.setdefault(word, (number, index))
                # Where the first name is the one in use ("Abiy Ahmed ... Abiy's government"); "John" is anybody.
                if first == index and not given_gender(grammar.words[first]) and len(grammar.words[first]) > _SHORT:
                    article.surnames.setdefault(grammar.words[first], (number, index))
        if index and grammar.words[index - 1] in _OPENING and grammar.tokens[index].text.isupper():
            _gather_acronym(article, grammar, index)


def _joined_tail(grammar: Grammar, first: int, last: int) -> str:
    """Return the tail of a name that hyphens hold together ("al-Sadr", "Diaz-Canel"), else its last word."""
    start = last
    while start - 2 > first and grammar.words[start - 1] in _HYPHENS:
        start -= 2
    return "".join(grammar.words[start : last + 1])


def _gather_acronym(article: Article, grammar: Grammar, index: int) -> None:
    letters = grammar.words[index]
    head = grammar.heads[index]
    if not 2 <= len(letters) <= 8 or head < 0 or (grammar.number, index) in article.by_head:
        return
    first = grammar.left_edge(head)
    initials = "".join(
        w[0] for w, u in zip(grammar.words[first:index], grammar.upos[first:index], strict=True) if u == "PROPN"
    )
    if initials.startswith(letters[:2]) or letters in initials or initials[-1:] == letters[-1:]:
        article.acronyms.setdefault(letters, (grammar.number, head))


def _find_dateline(article: Article, grammar: Grammar) -> None:
    """Find "KABUL (Reuters) -" at a sentence's start: capitals, then a dash or colon within a dozen words."""
    tokens = grammar.tokens
    opening = article.inside.get((grammar.number, 0))
    is_agency = opening is not None and opening.known[0].entity == "media"
    shouts = tokens[0].text.isupper() and len(tokens[0].text) >= 3 and tokens[0].text[0].isalpha()
    if len(tokens) < 4 or not (shouts or is_agency):
        return
    for end in range(1, min(_DATELINE, len(tokens))):
        if tokens[end].text in {"-", "--", "–", "—", ":"} and tokens[end].span.start > tokens[end - 1].span.end:
            break
        if tokens[end].text in {"--", "—", ":"}:
            break
    else:
        return
    article.datelines[grammar.number] = end
    match = article.inside.get((grammar.number, 0))
    if match is not None and not article.dateline:
        article.dateline = match.known[0].country
