"""Tenures: who holds, takes or leaves which office, as the text tells (CODEBOOK section 1).

A bare title makes none; a title with time does ("then-President", "new", "former", "acting", "-elect"), and so do
verbs of succession ("took over from X as Y", "was sworn in", "resigned as").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legation.coding.parties import Parties
from legation.coding.tree import Tree
from legation.records import Party, Reading, Resolved, Span, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_OFFICES = frozenset(
    "president premier minister chancellor king queen emir sultan sheikh secretary chairman chairwoman chairperson chair "
    "governor mayor speaker ambassador envoy commander chief leader head director commissioner general prosecutor judge "
    "justice spokesman spokeswoman spokesperson foreign-minister vice-president vicepresident post office pope patriarch "
    "first-secretary dictator ruler monarch".split()
)
_TAKES = frozenset(
    "take over succeed replace assume appoint name elect inaugurate swear swear in install crown nominate become select designate "
    "take office".split()
) | {"take over", "swear in", "take up"}
_LEAVES = frozenset(
    {
        "resign",
        "step down",
        "quit",
        "leave",
        "oust",
        "depose",
        "topple",
        "sack",
        "dismiss",
        "fire",
        "hand over",
        "step aside",
        "remove",
        "overthrow",
        "retire",
        "die",
    }
)
_HOLDS = frozenset({"hold", "serve", "occupy", "rule", "lead", "head", "govern", "remain"})
_NEW = {"new": "takes", "incoming": "takes", "newly": "takes"}
_OLD = {
    "former": "leaves",
    "ex": "leaves",
    "outgoing": "leaves",
    "then": "holds",
    "then-": "holds",
    "late": "leaves",
    "ousted": "leaves",
    "deposed": "leaves",
    "onetime": "leaves",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TenureFound:
    """A tenure before dating; `person` and `predecessor` are names, `head` the word that dates it."""

    sentence: int
    head: int
    person: Party
    office: str
    #: Index of the office noun in the sentence, for resolving its organisation; -1 if unknown.
    office_word: int
    organisation: str | None
    change: str
    status: Status
    span: Span
    predecessor: Party | None
    expression: str | None
    made_by: str


def find_tenures(reading: Reading, resolved: tuple[Resolved, ...]) -> tuple[TenureFound, ...]:
    """Return the tenures told in the document, in the order of the text."""
    by_head = {(phrase.sentence, phrase.head): phrase for phrase in resolved}
    found: list[TenureFound] = []
    last_office: tuple[str, str | None] | None = None
    for sentence in reading.sentences:
        tree = Tree(sentence)
        finder = _Finder(reading.document.text, tree, Parties(tree, by_head), last_office)
        rows = list(finder.all())
        found += rows
        for row in rows:
            if row.office not in {"post", "office"}:
                last_office = row.office, row.organisation
    kept: dict[tuple[object, ...], TenureFound] = {}
    for row in found:
        kept.setdefault((row.person.candidates[0].name, row.office, row.change), row)
    return tuple(kept.values())


class _Finder:
    """The tenures of one sentence."""

    def __init__(self, text: str, tree: Tree, parties: Parties, last_office: tuple[str, str | None] | None) -> None:
        self.text = text
        self.tree = tree
        self.parties = parties
        self.last_office = last_office

    def all(self) -> Iterable[TenureFound]:
        for token in self.tree.tokens:
            if token.upos == "VERB":
                yield from self.of_verb(token.index)
            elif token.upos in {"NOUN", "PROPN"}:
                yield from self.of_title(token.index)

    def people(self, words: Iterable[int]) -> list[Party]:
        found = [p for w in words for p in self.parties.at(w)]
        return [p for p in found if p.candidates[0].kind == "person"]

    def office_at(self, word: int) -> tuple[str, str | None]:
        """Return the title and the body of an office noun: "first secretary", "Communist Party of Cuba (PCC)"."""
        tree = self.tree
        before = [c for c in tree.below(word, "amod", "compound") if c < word and not self.parties.known(c)]
        before = [c for c in before if tree[c].lemma.lower() not in _NEW and tree[c].lemma.lower() not in _OLD]
        title = " ".join(tree[i].text for i in sorted([*before, word]))
        body = None
        for child in tree.below(word, "nmod"):
            if "of" in tree.cases(child):
                words = tree.subtree(child, stop=frozenset({"acl", "case", "appos", "parataxis", "punct"}))
                body = tree.span(*words).of(self.text)
                if body.lower().startswith("the "):
                    body = body[4:]
                break
        return title, body

    def is_office(self, word: int) -> bool:
        return self.tree[word].lemma.lower() in _OFFICES

    def row(self, head: int, person: Party, office: tuple[str, str | None], **rest: object) -> TenureFound:
        values: dict[str, object] = {
            "office_word": -1, "predecessor": None, "expression": None, "status": "actual",
            "span": self.tree[head].span, "made_by": f"tenure:{self.tree.lemma(head)}",
        }  # fmt: skip
        values.update(rest)
        return TenureFound(
            sentence=self.tree.sentence.index,
            head=head,
            person=person,
            office=office[0],
            organisation=office[1],
            **values,  # type: ignore[arg-type]  # keys are the record's own
        )

    def of_verb(self, verb: int) -> Iterable[TenureFound]:
        """Read a verb of succession with its office."""
        tree = self.tree
        lemma = tree.lemma(verb)
        if lemma not in _TAKES | _LEAVES | _HOLDS:
            return
        offices = [
            w
            for w in (*tree.below(verb, "obl"), *tree.below(verb, "obj", "xcomp"), *tree.below(verb, "nmod"))
            if self.is_office(w)
        ]
        passive = tree.is_passive(verb)
        surface = tree.surface_subject(verb) or ()
        persons = self.people(tree.objects(verb) if passive else (surface or tree.subjects(verb)))
        span = tree.span(*tree.subtree(verb, stop=frozenset({"acl", "advcl", "parataxis", "punct"})))
        if lemma in _TAKES:
            predecessors = self.people(tree.preposed(verb, frozenset({"from"})))
            if lemma in {"succeed", "replace"}:
                predecessors = self.people(tree.objects(verb)) if not passive else persons
                persons = persons if not passive else self.people(tree.agent(verb))
            if lemma in {"appoint", "name", "elect", "nominate", "select"} and not passive:
                persons = self.people(tree.objects(verb))
            if lemma == "take" and not any(tree[w].lemma == "office" for w in tree.below(verb, "obj")):
                return
            if not persons or not (offices or predecessors):
                return
            office = self.office_at(offices[0]) if offices else ("office", None)
            word = offices[0] if offices else -1
            for person in persons:
                yield self.row(
                    verb, person, office, change="takes", span=span, office_word=word,
                    predecessor=predecessors[0] if predecessors else None,
                )  # fmt: skip
            for person in predecessors:
                yield self.row(verb, person, office, change="leaves", span=span, office_word=word)
            return
        if not offices:
            return
        office = self.office_at(offices[0])
        if lemma in _HOLDS:
            if office[0] in {"post", "office"}:
                office = self.last_office or office
            if lemma in {"head", "lead"}:
                return
            past = any(tree[c].text.lower() == "had" for c in tree.below(verb, "aux")) or tree[verb].xpos == "VBD"
            for person in persons:
                yield self.row(
                    verb, person, office, change="holds", span=span, office_word=offices[0],
                    status="historical" if past else "actual",
                )  # fmt: skip
            return
        for person in (
            self.people(tree.objects(verb)) if passive or lemma in {"oust", "depose", "sack", "dismiss"} else persons
        ):
            yield self.row(verb, person, office, change="leaves", span=span, office_word=offices[0])

    def of_title(self, word: int) -> Iterable[TenureFound]:
        """Read a title with time: "then-President Donald Trump", "Cuba's new leader X", "former minister X"."""
        tree = self.tree
        token = tree[word]
        lowered = token.lemma.lower()
        prefix, _, title = lowered.partition("-")
        if prefix in {"then", "ex"} and title in _OFFICES:
            change = "holds" if prefix == "then" else "leaves"
            yield from self._titled(word, word, title, change)
            return
        if lowered not in _OFFICES:
            return
        for child in tree.below(word, "amod", "advmod", "compound"):
            marker = tree[child].text.lower()
            change_of = _NEW.get(marker) or _OLD.get(marker.rstrip("-"))
            if change_of is not None:
                yield from self._titled(word, child, None, change_of)
                return
        head = token.head
        if head >= 0:
            # The title may hang on the name: "then President Donald Trump".
            for child in tree.below(head, "amod", "advmod"):
                marker = tree[child].text.lower()
                change_of = _NEW.get(marker) or _OLD.get(marker.rstrip("-"))
                if change_of is not None and child < word:
                    yield from self._titled(word, child, None, change_of)
                    return

    def _titled(self, word: int, marker: int, title: str | None, change: str) -> Iterable[TenureFound]:
        tree = self.tree
        named = [word, *tree.below(word, "appos", "flat"), *([tree[word].head] if tree[word].head >= 0 else [])]
        persons = self.people(named)
        if not persons:
            return
        office = self.office_at(word)
        if title is not None:
            office = title, office[1]
        country = next((c for c in tree.below(word, "nmod", "compound", "amod") if self.parties.known(c)), None)
        body = office[1]
        if body is None and country is not None:
            body = self.parties.direct(country)[0].candidates[0].name if self.parties.direct(country) else None
        status: Status = "actual" if change == "takes" else "historical"
        yield self.row(
            word, persons[0], (office[0], body), change=change, span=tree.span(marker, word), office_word=word,
            status=status, expression=tree[marker].text, made_by="tenure:title",
        )  # fmt: skip


def tenures_by_person(found: tuple[TenureFound, ...]) -> Mapping[str, tuple[TenureFound, ...]]:
    """Group tenures by the person's name."""
    grouped: dict[str, list[TenureFound]] = {}
    for row in found:
        grouped.setdefault(row.person.candidates[0].name, []).append(row)
    return {name: tuple(rows) for name, rows in grouped.items()}
