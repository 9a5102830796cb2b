"""The frozen records that flow through Legation, one type for each state of an article.

Offsets are half-open character positions (`start` included, `end` excluded) into `Document.text`, which is the
text as received: no stage ever rewrites it, so that every finding can show its words. Sequences are tuples.

    Document -> Reading -> Resolved -> Mention -> Report -> Article
    (clean)     (read)     (resolve)   (code)     (ground)  (pipeline)

The Protocols at the end are what the stages ask of one another; `pipeline` alone puts them together.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Status = Literal["actual", "future", "hypothetical", "negated", "historical"]
Voice = Literal["narrator", "party", "third", "unnamed", "adversary"]
Precision = Literal["day", "month", "year", "decade", "range"]
ActorKind = Literal["state", "person", "organisation", "group", "agent", "place"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of characters in `Document.text`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words that the span selects in `text`."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Tell whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


# --- clean -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """A stretch of the page that is not article text (CODEBOOK section 8)."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date as an interval of days, both ends included.

    `basis` says how it was found (`given`, `dateline`, `expression`, `inferred`, ...), `reasons` why, in words.
    """

    start: date
    end: date
    precision: Precision
    basis: str
    span: Span | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text as received, with what is known about it; `furniture` lies outside of the article's own words."""

    #: The caller's id, else derived from the content.
    id: str
    text: str
    #: SHA-256 of the text in UTF-8, hexadecimal.
    hash: str
    title: str | None = None
    published: When | None = None
    language: str = "en"
    source: str | None = None
    furniture: tuple[Furniture, ...] = ()


# --- read ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Token:
    """A syntactic word (Universal Dependencies). `head` is an index within the sentence, -1 for the root."""

    index: int
    span: Span
    text: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document: its place in order, its characters, its words."""

    index: int
    span: Span
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name found by the reader: tokens `first` to `last` (both included) of one sentence."""

    sentence: int
    first: int
    last: int
    #: PER, ORG, LOC or MISC.
    kind: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words in quotation marks. `span` leaves the marks out; `sentences` are the sentences it touches, in order."""

    span: Span
    sentences: tuple[int, ...]
    #: How many quotations enclose this one.
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EventScore:
    """What the event-reading model says of one word as the trigger of one PLOVER type; a word may have several.

    Probabilities are calibrated on sentences that the model was not trained on. Proposals go down to 0.2; what is
    below one half is more likely wrong than right.
    """

    sentence: int
    #: The word that names the act, by its place in the sentence.
    token: int
    type: str
    probability: float
    #: The likeliest mode of this type; empty where PLOVER has none or the text says none.
    mode: str = ""
    mode_probability: float = 0.0
    status: Status = "actual"
    status_probability: float = 0.0
    #: The kind of channel that the act is told through; empty where the narrator tells it.
    via: str = ""
    #: Whether who is named as source `asserts`, `denies` or `confirms` the act.
    stance: str = "asserts"
    #: (role, token index in the sentence, probability); roles: actor recipient other source relay channel place time.
    arguments: tuple[tuple[str, int, float], ...] = ()
    #: (type, probability) of all types that the word may name, the likeliest first.
    scores: tuple[tuple[str, float], ...] = ()


def _sentence_of(name: Name) -> int:
    return name.sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document with its sentences analysed. `engine` names the model and its version."""

    document: Document
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...]
    quotes: tuple[Quote, ...]
    engine: str
    #: Proposals of the event-reading model, and whether the engine has such heads at all.
    events: tuple[EventScore, ...] = ()
    reads_events: bool = False
    _quotes_in: dict[int, tuple[Quote, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Note the quotations by sentence, so that no search runs over all."""
        found: dict[int, list[Quote]] = {}
        for quote in self.quotes:
            for number in quote.sentences:
                found.setdefault(number, []).append(quote)
        object.__setattr__(self, "_quotes_in", {number: tuple(row) for number, row in found.items()})

    def quotes_in(self, sentence: int) -> tuple[Quote, ...]:
        """Return the quotations that touch one sentence, in the order of the text."""
        return self._quotes_in.get(sentence, ())

    def names_in(self, sentence: int) -> tuple[Name, ...]:
        """Return the names of one sentence; `names` are in the order of the text, so that no search runs over all."""
        start = bisect_left(self.names, sentence, key=_sentence_of)
        return self.names[start : bisect_right(self.names, sentence, lo=start, key=_sentence_of)]


# --- resolve ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One reading of a name, before the date of the act is known.

    `code` is ISO 3166 alpha-3, an organisation code (`IGO:UN`, `NSA:HAMAS`), or `---` for people of no stated
    country. `person` is the knowledge base's key where tenures decide the sector; `evidence` says why.
    """

    code: str
    sector: str | None
    name: str
    kind: ActorKind
    score: float
    person: str | None = None
    office: str | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A noun phrase of the text with its possible readings, best first; no candidates means unknown (NIL).

    `sentence` and `head` point at the phrase's head word. A phrase that only refers back ("it", "the ministry",
    "both sides") has `antecedents`: the (sentence, head) pairs of the phrases that it stands for, whose candidates
    it repeats; several antecedents mean several parties. `sector` is what its role word tells of somebody whose country
    nothing tells ("a journalist": JRN); None where it has candidates, or tells nothing.
    """

    sentence: int
    head: int
    span: Span
    candidates: tuple[Candidate, ...]
    antecedents: tuple[tuple[int, int], ...] = ()
    sector: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A party as finally recorded: resolved as of the date of the act.

    `status` is `known`, `presumed` (after the data's last word on a tenure) or `text` (the article's own words).
    """

    code: str
    sector: str | None
    name: str
    span: Span | None
    office: str | None = None
    status: str = "text"
    evidence: tuple[str, ...] = ()


# --- code ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party of a mention before dating: the phrase in the text and what it may stand for."""

    span: Span
    candidates: tuple[Candidate, ...]
    sentence: int = -1
    head: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One link of the chain of who says so, the origin first (CODEBOOK section 5).

    `actor` is None for an unnamed origin; `relay` marks those that pass words on; `stance` is `asserts`, `denies`
    or `confirms`.
    """

    actor: Party | Actor | None
    verb: str | None
    channel: str | None
    span: Span
    relay: bool = False
    stance: str = "asserts"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The act promised, asked, refused or threatened by an AGREE, REQUEST, REJECT, THREATEN or CONCEDE."""

    type: str | None
    mode: str | None
    span: Span
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """People killed, injured, arrested or displaced, as told."""

    kind: str
    low: int
    high: int
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One predicate in one sentence that reports an act between political actors."""

    sentence: int
    #: Index of the trigger's head word in the sentence.
    head: int
    trigger: Span
    #: The trigger's words.
    text: str
    evidence: Span
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    status: Status
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    others: tuple[Party, ...] = ()
    initiator: Party | None = None
    about: About | None = None
    tolls: tuple[Toll, ...] = ()
    chain: tuple[Attribution, ...] = ()
    #: The (sentence, head) of an earlier mention's trigger that this one refers back to.
    refers_to: tuple[int, int] | None = None
    #: The (sentence, head) of the mention whose claim this one denies or confirms, as its chain's `stance` tells.
    answers: tuple[int, int] | None = None
    when: When | None = None
    where: Place | None = None
    confidence: float = 0.5
    #: Which rule, lexicon entry or model made it.
    made_by: str = ""
    reasons: tuple[str, ...] = ()


# --- ground ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an act happened, with the words that say so; coordinates in degrees (WGS 84) where known."""

    name: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    #: `point`, `city`, `admin1` or `country`.
    precision: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The mentions of one act within one article, merged (CODEBOOK section 1)."""

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    status: Status
    voice: Voice
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    others: tuple[Actor, ...]
    initiator: Actor | None
    about: About | None
    tolls: tuple[Toll, ...]
    effective: When | None
    when: When | None
    where: Place | None
    chain: tuple[Attribution, ...]
    mentions: tuple[Mention, ...]
    score: float | None
    confidence: float
    made_by: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Words that a speaker is reported to have said. `span` selects the words, `quoted` tells marks from report."""

    id: str
    sentence: int
    speaker: Actor | None
    speaker_name: str
    span: Span
    quoted: bool
    stance: str = "asserts"
    channel: str | None = None
    addressee: Actor | None = None
    #: Id of the report whose act the words deny or confirm, or of the accusation that they answer.
    answers: str | None = None
    chain: tuple[Attribution, ...] = ()
    when: When | None = None
    confidence: float = 0.5
    made_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """A person holds, takes or leaves an office, as the text tells."""

    id: str
    sentence: int
    person: str
    office: str
    organisation: str | None
    country: str | None
    #: `takes`, `leaves` or `holds`.
    change: str
    status: Status
    span: Span
    when: When | None = None
    predecessor: str | None = None
    expression: str | None = None
    chain: tuple[Attribution, ...] = ()
    confidence: float = 0.5
    made_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A lasting tie between two actors: ally, partner, member, strained, rival, occupied or at_war."""

    id: str
    sentence: int
    first: Actor
    second: Actor
    kind: str
    status: Status
    span: Span
    when: When | None = None
    chain: tuple[Attribution, ...] = ()
    confidence: float = 0.5
    made_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A measured figure about an actor."""

    id: str
    sentence: int
    actor: Actor | None
    what: str
    value: float
    unit: str
    period: str | None
    span: Span
    status: Status = "actual"
    when: When | None = None
    chain: tuple[Attribution, ...] = ()
    confidence: float = 0.5
    made_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A coded article: everything that was read from one document."""

    id: str
    document: Document
    reports: tuple[Report, ...]
    statements: tuple[Statement, ...]
    tenures: tuple[Tenure, ...]
    relations: tuple[Relation, ...]
    indicators: tuple[Indicator, ...]
    #: Version of the coder that made it.
    coder: str = ""
    sentences: tuple[Span, ...] = field(default=())

    @property
    def furniture(self) -> tuple[Furniture, ...]:
        """The lines set aside as page furniture."""
        return self.document.furniture


# --- what the stages ask of one another ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An office as held by a person, from the knowledge base; `None` ends are open or unknown."""

    person: str
    name: str
    office: str
    code: str
    sector: str
    start: date | None
    end: date | None
    #: The day on which the source last saw the holder; answers about later days are `presumed`.
    open_as_of: date | None
    source: str


class Tenures(Protocol):
    """Who held which office on a day; the knowledge base answers, dating asks."""

    def held(self, person: str, on: date | None) -> tuple[Held, ...]:
        """Return the offices that `person` held on the day (all of them where the day is None), chief one first."""
        ...

    def began(self, person: str, office: str | None = None) -> tuple[Held, ...]:
        """Return the person's tenures with a start known to the day, for dating a text by a succession."""
        ...


class Reads(Protocol):
    """Document in, `Reading` out; many at once in one pass over the model, in bounded memory."""

    name: str

    def __call__(self, document: Document, /) -> Reading:
        """Read one document."""
        ...

    def read_batch(self, documents: Iterable[Document], /) -> Iterator[Reading]:
        """Read many documents, answers in the order given and equal to those of one at a time."""
        ...


class Resolves(Protocol):
    """Reading in, resolved noun phrases out."""

    name: str

    def __call__(self, reading: Reading, /) -> tuple[Resolved, ...]:
        """Resolve every noun phrase that may be a party, in the order of the text."""
        ...


class Codes(Protocol):
    """Reading and resolved phrases in, mentions of events out."""

    name: str

    def __call__(self, reading: Reading, resolved: tuple[Resolved, ...], /) -> tuple[Mention, ...]:
        """Code the mentions of one document."""
        ...
