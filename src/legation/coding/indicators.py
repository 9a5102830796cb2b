"""Figures about actors: growth, prices, jobs, trade, money, people in arms or in flight (the record `indicator`).

A figure counts only if the tree ties it to a word for what is measured: as what its verb changes ("the economy shrank
11 percent"), as the noun's own ("inflation of 8 percent") or as its level ("debt reached $40 billion"). The sign of a
change is that of the verb or noun.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from legation.coding.figures import Figure, figures_of
from legation.coding.tree import Tree
from legation.records import Reading, Span, Status


@dataclass(frozen=True, slots=True)
class IndicatorFound:
    """A figure before its actor is resolved.

    `actor` is the index in the sentence of the head word of whom it is about, None where the sentence does not say;
    `value` is signed; `period` is as told, a bare year without its preposition.
    """

    sentence: int
    actor: int | None
    what: str
    value: float
    unit: str
    period: str | None
    span: Span
    status: Status = "actual"


#: Nouns that are measured, with the name of what they measure and the units that fit.
_MONEY = ("USD", "EUR", "GBP", "JPY", "CNY", "RUB", "INR", "TRY", "UAH", "IRR", "KRW")
_PERCENT = ("percent", "percentage points")
_TOPICS: dict[str, tuple[str, tuple[str, ...]]] = {
    "economy": ("economy (growth)", _PERCENT),
    "gdp": ("economy (growth)", (*_PERCENT, *_MONEY)),
    "gnp": ("economy (growth)", _PERCENT),
    "product": ("economy (growth)", _PERCENT),
    "inflation": ("inflation", _PERCENT),
    "unemployment": ("unemployment", _PERCENT),
    "joblessness": ("unemployment", _PERCENT),
    "export": ("exports", (*_PERCENT, *_MONEY)),
    "import": ("imports", (*_PERCENT, *_MONEY)),
    "trade": ("trade", (*_PERCENT, *_MONEY)),
    "turnover": ("trade", (*_PERCENT, *_MONEY)),
    "surplus": ("surplus", (*_PERCENT, *_MONEY)),
    "deficit": ("deficit", (*_PERCENT, *_MONEY)),
    "reserve": ("reserves", (*_PERCENT, *_MONEY)),
    "debt": ("debt", (*_PERCENT, *_MONEY)),
    "investment": ("investment", (*_PERCENT, *_MONEY)),
    "remittance": ("remittances", (*_PERCENT, *_MONEY)),
    "budget": ("budget", (*_PERCENT, *_MONEY)),
    "spending": ("spending", (*_PERCENT, *_MONEY)),
    "toll": ("casualties", ("count",)),
    "casualty": ("casualties", ("count",)),
    "refugee": ("refugees", ("count",)),
    "troop": ("troops", ("count",)),
    "soldier": ("troops", ("count",)),
}
#: Modifiers that make a rate of unemployment or a product of a nation out of a noun of many uses.
_NEEDS: dict[str, frozenset[str]] = {
    "product": frozenset({"domestic", "national"}),
    "reserve": frozenset({"foreign", "exchange", "currency", "gold", "dollar", "central"}),
    "toll": frozenset({"death", "casualty", "official"}),
    "spending": frozenset({"defense", "defence", "military", "government", "public"}),
    "budget": frozenset({"defense", "defence", "military", "state", "national", "annual"}),
    "investment": frozenset({"foreign", "direct"}),
}
_RATES: dict[str, str] = {
    "unemployment": "unemployment",
    "jobless": "unemployment",
    "inflation": "inflation",
    "growth": "growth",
}
_UP = frozenset(
    "grow expand rise increase jump surge soar climb gain accelerate swell double widen rebound recover advance".split()
)
_DOWN = frozenset(
    "shrink contract decline fall drop plunge slump slide decrease tumble plummet dip dwindle narrow lose collapse".split()
)
_UP_NOUNS = frozenset("growth expansion rise increase jump surge gain rebound recovery".split())
_DOWN_NOUNS = frozenset("contraction decline fall drop plunge slump decrease loss reduction downturn shrinkage".split())
_LEVEL = frozenset(
    "be stand reach hit total amount exceed remain stay run average top equal come have maintain keep hold host shelter owe".split()
)
_TOWARDS = frozenset(("to", "at", "near", "above", "below"))
#: Verbs that hold or house people in arms or in flight: a number sent somewhere is an event, a number held a figure.
_HOLDING = frozenset("have maintain keep hold host shelter accommodate house station number be".split())
_COUNTED_PEOPLE = frozenset({"troop", "soldier", "refugee"})
_FORECAST = frozenset("expect forecast project predict estimate plan aim target hope".split())
_PERIOD = re.compile(
    r"\b(?:in|during|for|over|of|by)\s+((?:the\s+)?(?:first|second|third|fourth|last|previous|current|next|past|this)\s+(?:quarter|half|year|month|decade|"
    r"(?:three|six|nine|twelve)\s+months)(?:\s+of\s+(?:\d{4}|the\s+year|last\s+year|this\s+year))?|(?:fiscal\s+(?:year\s+)?)?(?:19|20)\d{2}"
    r"(?:[-–/]\d{2,4})?|(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\s+\d{4})?)\b"
    r"|\b((?:last|this|next)\s+(?:year|month|quarter|week)|year[- ]on[- ]year|a year|per year|annually|year over year)\b"
)


def find_indicators(reading: Reading) -> tuple[IndicatorFound, ...]:
    """Return the figures about actors that the document tells, in the order of the text, one for each figure."""
    found: list[IndicatorFound] = []
    for sentence in reading.sentences:
        # A figure needs a digit or a number word beside "percent"; most sentences have neither.
        figures = figures_of(sentence, reading.document.text)
        if not figures:
            continue
        tree = Tree(sentence)
        for figure in figures:
            indicator = _indicator(reading, tree, figure)
            if indicator is not None:
                found.append(indicator)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Measured:
    """What a figure measures: the noun, the word that changes it, the sign, and whether the value is a level."""

    topic: int
    word: int
    sign: int
    level: bool
    #: The noun is a country, of which only the economy can grow.
    country: bool = False


def _indicator(reading: Reading, tree: Tree, figure: Figure) -> IndicatorFound | None:
    measured = _people(tree, figure) if figure.unit == "count" else None
    measured = measured or _by_noun(tree, figure) or _by_verb(reading, tree, figure)
    if measured is None:
        return None
    what, units = ("economy (growth)", _PERCENT) if measured.country else _what(tree, measured.topic)
    if figure.unit not in units:
        return None
    if measured.level and what == "economy (growth)":
        # A level in percent of the economy is a share ("3 percent of GDP"); in money it is its size.
        if figure.unit in _PERCENT:
            return None
        what = "economy (size)"
    elif not measured.level and figure.unit in _PERCENT and not what.endswith(")"):
        what = f"{what} (change)"
    elif not measured.level and figure.unit not in _PERCENT:
        what = f"{what} (change)" if not what.endswith(")") else "economy (change)"
    period = _period(reading, tree, figure)
    # A figure written with its own minus keeps it.
    value = figure.value if measured.level or figure.value < 0 else measured.sign * figure.value
    ends = [*figure.tokens, measured.word] + ([] if period is None else list(period[1]))
    return IndicatorFound(
        sentence=tree.sentence.index,
        actor=_actor(tree, measured.topic, measured.word, country=measured.country),
        what=what,
        value=value,
        unit=figure.unit,
        period=period[0] if period else None,
        span=tree.span(*ends),
        status=_status(tree, measured.word),
    )


def _by_noun(tree: Tree, figure: Figure) -> _Measured | None:
    """Read "growth of 5 percent", "a 5 percent contraction in GDP", "inflation of 8 percent", "8 percent inflation"."""
    noun = tree[figure.top].head
    if noun < 0 or tree[noun].upos not in {"NOUN", "PROPN"} or noun in figure.tokens:
        return None
    cases = tree.cases(figure.top)
    if cases and cases[0] not in {"of", "at"}:
        return None
    sign = _noun_sign(tree, noun)
    if sign:
        topic = _topic_of_change(tree, noun)
        return _Measured(topic, noun, sign, level=False) if topic is not None else None
    # People are a level only where somebody has them (`_people`): troops that are sent are an act.
    if _is_topic(tree, noun) and tree[noun].lemma.lower() not in _COUNTED_PEOPLE:
        return _Measured(noun, noun, 1, level=True)
    return None


def _noun_sign(tree: Tree, noun: int) -> int:
    lemma = tree[noun].lemma.lower()
    return 1 if lemma in _UP_NOUNS else -1 if lemma in _DOWN_NOUNS else 0


def _topic_of_change(tree: Tree, noun: int) -> int | None:
    """Return the topic that a noun of change is about: "of GDP", "in exports", "economic growth", "export growth"."""
    for child in tree.below(noun, "nmod", "compound", "nmod:poss"):
        if _is_topic(tree, child):
            return child
    if tree[noun].lemma.lower() in {"growth", "contraction", "expansion", "downturn"}:
        economic = any(
            tree[child].text.lower() in {"economic", "gdp"} for child in tree.below(noun, "amod", "compound")
        )
        owned = tree.below(noun, "nmod:poss")
        # "China's growth of 5 percent"
        if economic or any(tree[child].upos == "PROPN" for child in owned):
            return noun
    return None


def _by_verb(reading: Reading, tree: Tree, figure: Figure) -> _Measured | None:
    """Read "the economy shrank 11 percent", "inflation rose to 8 percent", "debt stands at $40 billion"."""
    verb = figure.top
    predicate = tree[verb].head
    # A copula makes the figure itself the predicate: "inflation was 8 percent".
    if tree.below(verb, "cop") and tree.below(verb, "nsubj"):
        subject = tree.below(verb, "nsubj")[0]
        return _Measured(subject, verb, 1, level=True) if _is_topic(tree, subject) else None
    if predicate < 0 or tree[predicate].upos not in {"VERB", "AUX"}:
        return None
    lemma = tree[predicate].lemma.lower()
    cases = tree.cases(verb)
    if "from" in cases or "since" in cases:
        return None
    subjects = tree.subjects(predicate) or tree.below(predicate, "nsubj")
    topics = [subject for subject in subjects if _is_topic(tree, subject)]
    if not topics and tree[predicate].xpos == "VBG" and predicate > 0 and _is_topic(tree, predicate - 1):
        topics = [predicate - 1]  # "led to its economy shrinking", however the reader joined the two
    sign = 1 if lemma in _UP else -1 if lemma in _DOWN else 0
    if sign and topics:
        level = bool(_TOWARDS & set(cases))
        return _Measured(topics[0], predicate, sign, level=level)
    # "China grew 5 percent": of a country only its economy grows.
    if sign and lemma in {"grow", "expand", "contract", "shrink"} and figure.unit == "percent" and not cases:
        named = [subject for subject in subjects if _is_place(reading, tree, subject)]
        if named:
            return _Measured(named[0], predicate, sign, level=False, country=True)
    if lemma in _LEVEL and topics:
        return _Measured(topics[0], predicate, 1, level=True)
    return None


def _people(tree: Tree, figure: Figure) -> _Measured | None:
    """Read "has 2,000 troops in Mali", "hosts 600,000 refugees"."""
    noun = tree[figure.top].head
    if noun < 0 or tree[noun].lemma.lower() not in _COUNTED_PEOPLE or tree.relation(figure.top) != "nummod":
        return None
    verb = tree[noun].head
    if verb < 0 or tree[verb].lemma.lower() not in _HOLDING or tree.relation(noun) != "obj":
        return None
    return _Measured(noun, verb, 1, level=True)


def _is_place(reading: Reading, tree: Tree, index: int) -> bool:
    """Tell whether the word belongs to a name of a place."""
    number = tree.sentence.index
    return any(name.kind == "LOC" and name.first <= index <= name.last for name in reading.names_in(number))


def _is_topic(tree: Tree, noun: int) -> bool:
    return bool(_what(tree, noun)[0])


def _what(tree: Tree, noun: int) -> tuple[str, tuple[str, ...]]:
    """Return what a noun measures with the units that fit; an empty name for a noun that measures nothing."""
    lemma = tree[noun].lemma.lower()
    modifiers = {tree[child].text.lower() for child in tree.below(noun, "amod", "compound", "nmod")}
    if lemma in {"rate", "level", "index", "volume"}:
        for modifier in modifiers:
            if modifier in _RATES:
                return ("economy (growth)" if modifier == "growth" else _RATES[modifier]), _PERCENT
        return ("trade", (*_PERCENT, *_MONEY)) if lemma == "volume" and "trade" in modifiers else ("", ())
    if lemma == "price":
        return ("inflation", _PERCENT) if modifiers & {"consumer", "retail"} else ("", ())
    if lemma in {"growth", "contraction", "expansion", "downturn"}:
        return "economy (growth)", _PERCENT
    needed = _NEEDS.get(lemma)
    if needed is not None and not needed & modifiers:
        return "", ()
    what, units = _TOPICS.get(lemma, ("", ()))
    if lemma in {"surplus", "deficit"}:
        kind = next((modifier for modifier in ("trade", "budget", "current", "fiscal") if modifier in modifiers), None)
        what = f"{'current account' if kind == 'current' else kind} {what}" if kind else ""
    return what, units


def _actor(tree: Tree, topic: int, word: int, *, country: bool) -> int | None:
    """Return whom the figure is about: the owner of the topic, its country adjective, or the place it is told of."""
    if country:
        return topic
    for noun in dict.fromkeys((topic, word)):
        if tree[noun].upos == "VERB":
            subjects = [index for index in tree.subjects(noun) if index != topic]
            if tree[noun].lemma.lower() in _HOLDING and subjects:
                return subjects[0]
            continue
        owner = tree.first(noun, "nmod:poss")
        if owner is not None:
            return owner
        for child in tree.below(noun, "amod", "compound", "nmod"):
            cases = tree.cases(child)
            named = tree[child].text[:1].isupper() and tree[child].lemma.lower() not in {"gdp", "gnp"}
            if named and (not cases or cases[0] in {"of", "in", "for"}):
                return child
    for child in tree.below(word, "obl"):
        if tree[child].upos == "PROPN" and "in" in tree.cases(child) and tree[child].text not in _MONTHS:
            return child
    return None


_MONTHS = frozenset("January February March April May June July August September October November December".split())


def _period(reading: Reading, tree: Tree, figure: Figure) -> tuple[str, tuple[int, ...]] | None:
    """Return the period told nearest to the figure, after it first, with its words."""
    text = reading.document.text
    start = tree.sentence.span.start
    best: tuple[tuple[bool, int], str, Span] | None = None
    for match in _PERIOD.finditer(tree.sentence.span.of(text)):
        group = 1 if match.group(1) else 2
        span = Span(start + match.start(group), start + match.end(group))
        before = span.end <= figure.span.start
        distance = figure.span.start - span.end if before else span.start - figure.span.end
        # Beyond some forty characters another figure or clause may lie between.
        if distance > (40 if not before else 60):
            continue
        if best is None or (before, distance) < best[0]:
            best = ((before, distance), match.group(group), span)
    if best is None:
        return None
    return best[1], tuple(token.index for token in tree.tokens if token.span.touches(best[2]) and not best[0][0])


def _status(tree: Tree, word: int) -> Status:
    """Tell a forecast from a fact."""
    words = (word, *tree.path_up(word)[:2])
    for index in words:
        auxiliaries = {tree[child].text.lower() for child in tree.below(index, "aux")}
        if auxiliaries & {"will", "shall", "’ll", "'ll"}:
            return "future"
        if auxiliaries & {"would", "could", "might", "may"}:
            return "hypothetical"
        if index != word and tree[index].lemma.lower() in _FORECAST and tree.relation(word) in {"xcomp", "ccomp"}:
            return "future"
        if any(tree[child].text.lower() in {"not", "n't", "n’t", "never"} for child in tree.below(index, "advmod")):
            return "negated"
    return "actual"
