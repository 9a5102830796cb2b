"""Who says so: the chain from the origin to the page (CODEBOOK section 5).

Reporting clauses are found around a predicate: above it ("the ministry said that ..."), beside it ("..., two officials
said"), and as phrases ("according to ...", "citing ..."); then accusations and judgements that carry it (ruling 4), a
headline's "X: ...", and the quotation that it stands in. What a verb of reporting tells by itself stands in `reporting`, who its
speaker is in `speakers`, what carries over from other sentences in `hearsay`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legation.coding.model_acts import words_of
from legation.coding.parties import Parties
from legation.coding.reporting import Reporting
from legation.coding.speakers import CHANNELS, Heard
from legation.coding.tree import Tree
from legation.records import Attribution, EventScore, Party

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Verbs that charge somebody with an act, whose word it then is (ruling 4).
_CHARGING = frozenset("accuse blame suspect charge indict convict sentence jail imprison prosecute sue".split())
#: Nouns that do the same: "amid claims by Kyiv that ...", "arrested on suspicion of ...".
_CLAIMS = frozenset(
    "claim allegation accusation assertion charge suspicion testimony complaint announcement statement confirmation assurance "
    "declaration report".split()
)
#: How what is reported hangs on the verb of reporting.
_REPORTED = frozenset({"ccomp", "xcomp", "parataxis", "obj", "acl", "advcl", "dep"})
#: Verbs of reporting whose object is what is reported: "announced the release", "claimed the attack".
_TELLING = frozenset(
    "report claim announce confirm allege admit acknowledge disclose reveal declare describe tell concede assert affirm".split()
)
_CHARGED = frozenset({"advcl", "obl", "xcomp", "ccomp", "nmod"})
_CHARGED_WITH = frozenset({"of", "for", "with", "over", "in", "on"})
#: Where the model sees no source of what a clause of background tells, with this probability at least, there is none.
_HINT = 0.1
#: Whoever is cited speaks elsewhere.
_CITING = frozenset({"cite", "quote"})
#: A source of which the model is so sure is not disputed.
_SURE = 0.9
#: Words in which a dateline ends.
_DATELINE = 12
_TIMES = frozenset({"after", "since", "as", "when", "while", "before", "where"})
_ADVERBS = frozenset({"reportedly", "allegedly", "purportedly", "supposedly"})
#: The longest speaker of a headline, in words: "Lebanese defence ministry: ...".
_HEADED = 6
_DASHES = frozenset({"-", "--", "–", "—"})
_STOPS = frozenset({".", "!", "?", "”", '"'})


class Chains:
    """Finds the attribution chains of predicates in one sentence."""

    def __init__(
        self, tree: Tree, parties: Parties, classes: Mapping[str, frozenset[str]], heard: Heard | None = None
    ) -> None:
        """Work on one sentence; `classes` are the lexicon's word classes (`saying`, `denying`), `heard` what came before."""
        self.tree = tree
        self.parties = parties
        self.heard = heard or Heard()
        self.reporting = Reporting(tree, parties, classes, self.heard)
        self.speakers = self.reporting.speakers

    def of(self, head: int, event: EventScore | None = None) -> tuple[Attribution, ...]:
        """Return the chain of the act at `head`, origin first; empty where only the article says it.

        `event` is what the model reads of the act: whom it takes for its source and who passes it on.
        """
        doubted = event is not None and not words_of(event, "source", _HINT)
        found = self._told(head, doubted=doubted)
        told = tuple(link for link in found if not self._in_dateline(self._first_word(link)))
        links = told if event is None else self._with_model(told, event)
        if not any(not link.relay for link in links):
            links = _unique([*self._beyond(head), *links])
        subjects = self.tree.subjects(head) if self.tree[head].upos == "VERB" else self.tree.below(head, "nsubj")
        links = tuple(self.speakers.official(link, subjects) for link in links if not self._is_itself(link, subjects))
        return _media_last(links)

    # --- the model's word and the tree's ---------------------------------------------------------------------------

    def _with_model(self, told: tuple[Attribution, ...], event: EventScore) -> tuple[Attribution, ...]:
        """Bring the links of the tree and the model's together: the model's sources, in the tree's words where it has them.

        Who is cited by name of the act of citing ("citing two officials") stays, whomever the model takes for the source.
        """
        sources = tuple(w for w in words_of(event, "source") if not self._in_dateline(w) and not self._is_label(w))
        relays = tuple(word for word in words_of(event, "relay") if not self._in_dateline(word))
        if not sources and not relays:
            return told
        links: list[Attribution] = []
        for word, relay in [
            *((word, False) for word in self._nearest(event.token, sources)),
            *((word, True) for word in relays),
        ]:
            place = self.tree[word].span
            known = next((link for link in told if link.span.covers(place)), None)
            made = replace(known, relay=relay) if known else self._model_link(word, event, relay=relay)
            links += [made] if made is not None else []
        apart = [link for link in told if not any(link.span.touches(other.span) for other in links)]
        saying = None if words_of(event, "source", _SURE) else self._governing(event.token)
        inner = self.reporting.links_of(saying) if saying is not None else []
        if inner and all(link in apart or link.relay for link in inner):
            # "Warsaw announced, and Minsk said that ...": whoever says it in so many words.
            return _unique([*inner, *(link for link in links if link.relay)])
        cited = [link for link in apart if link.verb in _CITING and not link.relay]
        return _unique([*cited, *links, *(link for link in apart if link.relay)])

    def _nearest(self, head: int, sources: tuple[int, ...]) -> tuple[int, ...]:
        """Leave out those who say something else where one of the sources says it in so many words.

        "Egypt said Sudan had arrested its fishermen, while Sudan said Egyptian soldiers had attacked": Sudan says the latter.
        """
        tree = self.tree
        word, verbs = head, set[int]()
        while tree.relation(word) == "ccomp" and self.reporting.reports(tree[word].head):
            word = tree[word].head
            verbs.add(word)
        speaks = {source: self._spoken(source) for source in sources}
        if not verbs & {verb for verb in speaks.values() if verb is not None}:
            return sources
        return tuple(source for source in sources if speaks[source] is None or speaks[source] in verbs)

    def _spoken(self, source: int) -> int | None:
        """Return the verb of reporting that a word is the subject of, None where it is no subject of one."""
        verb = self.tree[source].head
        is_subject = verb >= 0 and self.tree.relation(source) == "nsubj" and self.reporting.reports(verb)
        return verb if is_subject and self.tree.lemma(verb) not in _CITING else None

    def _governing(self, head: int) -> int | None:
        """Return the verb of reporting whose complement an act is the head of, in front of it: "Minsk said it arrested"."""
        tree = self.tree
        above = tree[head].head
        if above < 0 or above > head or tree.relation(head) != "ccomp" or not self.reporting.reports(above):
            return None
        return above if tree.below(above, "nsubj") else None

    def _model_link(self, word: int, event: EventScore, *, relay: bool) -> Attribution | None:
        tree = self.tree
        verb = next((above for above in tree.path_up(word) if self.reporting.reports(above)), None)
        link = self.speakers.link(word, tree.lemma(verb) if verb is not None else None, relay=relay)
        if link is None:
            return None
        if link.actor is None and not self.speakers.is_unnamed(word) and (found := self.parties.standing_at(word)):
            link = replace(link, actor=found[0])
        if (
            verb is not None
            and self.reporting.is_enclosed(verb)
            and (before := self.speakers.continued(word)) is not None
        ):
            link = replace(link, actor=before.actor)
        via = event.via if event.via not in {"", "said", "unnamed"} else None
        return replace(link, channel=link.channel or via, stance=event.stance if not relay else "asserts")

    # --- what the tree tells ---------------------------------------------------------------------------------------

    def _told(self, head: int, *, doubted: bool) -> tuple[Attribution, ...]:
        """Read the chain from the tree alone.

        What a clause of background tells ("seized a ship that had sunk in May, he said") is often known to all: where the
        model sees no source (`doubted`), a reporting clause that trails the sentence does not reach into it.
        """
        tree = self.tree
        links: list[Attribution] = []
        below = inner = head
        deep = doubted and self._is_background(head)
        for above in (head, *tree.path_up(head)):
            links += [] if deep and above != head else self._phrases(above)
            if above != head and (
                (
                    self._is_reported(below, above)
                    and not (deep and (below < above or self._is_beyond(above, below, head)))
                )
                or self._is_charged(inner, below, above)
            ):
                links += self.reporting.links_of(above)
            for child in tree.below(above, "parataxis", "ccomp", "advcl"):
                if deep or child in {below, inner}:
                    continue
                if self._trails(child, above) and self._reaches(child, above, head):
                    links += self.reporting.links_of(child, aside=True)
            inner, below = below, above
            deep = deep or (doubted and self._is_background(above))
        return _unique(links)

    def _is_reported(self, below: int, above: int) -> bool:
        """Tell whether a verb of reporting governs what is told: "said that ...", "reported an attack"."""
        tree = self.tree
        relation = tree.relation(below)
        if not self.reporting.reports(above) or relation not in _REPORTED:
            return False
        if relation == "advcl":
            return below < above and not tree.below(below, "mark")
        if relation == "parataxis":
            return not (above < below and self._stops(above, below)) and (
                not tree.below(above, "obj") or tree.lemma(above) in {"tell", "inform"}
            )
        if relation == "obj" and tree[below].upos != "VERB":
            lemma = tree.lemma(above)
            if lemma in self.reporting.denying and self.parties.behind(below):
                return False  # "dismissed Canberra's complaints": they were made
            # Those to whom it is told are not told, and not what "recalled an envoy" recalls.
            return lemma in {"cite", "quote"} or (
                lemma in self.reporting.denying | _TELLING and not self.parties.known(below)
            )
        return True

    def _stops(self, one: int, other: int) -> bool:
        """Tell a semicolon between two words: what is said ends there."""
        low, high = sorted((one, other))
        return any(token.text == ";" for token in self.tree.tokens[low:high])

    def _is_charged(self, inner: int, below: int, above: int) -> bool:
        """Tell an act that somebody is accused of or sentenced for: "accused Sudan of arming rebels" (ruling 4)."""
        tree = self.tree
        if tree[above].upos != "VERB" or tree.lemma(above) not in _CHARGING:
            return False
        if tree.relation(below) == "obj" or (tree.relation(below) == "obl" and not tree.cases(below)):
            # Hung on those who are charged: "indicted four pilots for shooting down ..."
            return inner != below and bool(
                {tree[m].text.lower() for m in tree.below(inner, "mark", "case")} & _CHARGED_WITH
            )
        return tree.relation(below) in _CHARGED and (
            tree[below].upos == "VERB" or bool(set(tree.cases(below)) & _CHARGED_WITH)
        )

    def _trails(self, child: int, above: int) -> bool:
        """Tell a reporting clause that hangs below what it reports: "..., the ministry said", "as the army has said"."""
        tree = self.tree
        if not self.reporting.reports(child):
            return False
        if tree.lemma(child) == "cite" or (tree.lemma(child) == "quote" and tree[child].xpos == "VBG"):
            return True
        if tree.below(child, "ccomp") or (tree.below(child, "obj") and tree.lemma(child) != "tell"):
            return False
        if tree.relation(child) == "parataxis":
            return True
        marks = {tree[mark].text.lower() for mark in tree.below(child, "mark")}
        # Misattached trailing clauses, and those with "as".
        return (
            tree.relation(child) == "advcl"
            and bool(tree.below(child, "nsubj"))
            and (marks == {"as"} or (not marks and (child > above or self.reporting.is_enclosed(child))))
        )

    def _is_beyond(self, above: int, below: int, head: int) -> bool:
        """Tell what a speaker does not say: a clause with "but" after it, and what a denial takes for granted."""
        path = [head, *self.tree.path_up(head)]
        between = path[: path.index(below) + 1]
        return self.tree.lemma(above) in self.reporting.denying or any(
            self.tree.relation(word) == "conj" for word in between
        )

    def _is_background(self, word: int) -> bool:
        """Tell the head of a relative or temporal clause, or of one with "but" and a subject of its own."""
        tree = self.tree
        if tree.relation(word) == "conj":
            return bool(tree.below(word, "nsubj")) and any(
                tree[c].text.lower() == "but" for c in tree.below(word, "cc")
            )
        marks = {tree[mark].text.lower() for mark in tree.below(word, "mark", "advmod")}
        return tree[word].deprel == "acl:relcl" or (tree.relation(word) == "advcl" and bool(marks & _TIMES))

    def _reaches(self, child: int, above: int, head: int) -> bool:
        """Tell whether a trailing clause reports an act: not one of a phrase after it ("..., he said, after a call from X")."""
        tree = self.tree
        if head < child or head == above:
            return True
        if self._stops(child, head):
            return False
        branch = next((word for word in (head, *tree.path_up(head)) if tree[word].head == above), head)
        return branch < child or tree.relation(branch) not in {"obl", "advcl"} or bool(tree.below(child, "advcl"))

    def _phrases(self, head: int) -> list[Attribution]:
        """Find "according to X", adverbs of hearsay, and clauses that charge somebody with a noun ("killings blamed on X by Y")."""
        tree = self.tree
        found: list[int] = []
        for child in tree.below(head, "obl", "nmod"):
            if "according to" in tree.cases(child) or (
                "to" in tree.cases(child) and any(tree[c].text.lower() == "according" for c in tree.children[child])
            ):
                found += tree.with_conjuncts((child,))
        for child in tree.children[head]:
            if tree[child].text.lower() == "according" and tree.relation(child) in {"advcl", "obl", "acl", "case"}:
                found += tree.below(child, "obl", "nmod")
        # "according to a plan" is no hearsay.
        links = [self.speakers.link(word, "according to") for word in found if self.reporting.may_speak(word)]
        for child in tree.below(head, "nsubj", "obl", "nmod"):
            # "Citing two officials, ...", where the reader takes the participle for a preposition.
            if any(
                tree[c].lemma.lower() == "cite" for c in tree.below(child, "case", "mark")
            ) and self.reporting.may_speak(child):
                links.append(self.speakers.link(child, "cite"))
        for child in tree.below(head, "advmod"):
            if tree[child].lemma.lower() in _ADVERBS:
                links.append(Attribution(actor=None, verb=None, channel=None, span=tree[child].span))
        kept = [link for link in links if link is not None]
        for child in tree.below(head, "acl"):
            if tree.lemma(child) == "blame" and tree[head].upos == "NOUN":
                kept += self.reporting.links_of(child)
        return kept

    # --- beyond the clause -----------------------------------------------------------------------------------------

    def _beyond(self, head: int) -> list[Attribution]:
        """Return who says so by a noun above, the headline's speaker, or the quotation around; the first that is found."""
        return self._by_noun(head) or self._by_heading(head) or self._by_quotation(head)

    def _by_noun(self, head: int) -> list[Attribution]:
        """Read the nouns of claiming above an act: "amid claims by Kyiv that ...", "arrested on suspicion of ..."."""
        tree = self.tree
        below = head
        for above in tree.path_up(head):
            relation = tree.relation(below)
            if (
                tree[above].upos == "NOUN"
                and tree[above].lemma.lower() in _CLAIMS
                and relation in {"acl", "nmod", "ccomp"}
            ):
                behind = self.parties.behind(above)
                span = tree[above].span
                if behind and behind[0].head != below:
                    return [
                        Attribution(actor=behind[0], verb=tree[above].lemma.lower(), channel=None, span=behind[0].span)
                    ]
                verb = tree[above].head
                if verb >= 0 and tree[verb].upos == "VERB" and tree.relation(above) in {"obj", "obl"}:
                    links = [self.speakers.link(w, tree.lemma(verb)) for w in tree.subjects(verb)]
                    return [link for link in links if link is not None]
                if tree[above].lemma.lower() in {"claim", "allegation", "accusation", "report"}:
                    return [Attribution(actor=None, verb=tree[above].lemma.lower(), channel=None, span=span)]
            if (
                relation not in {"acl", "nmod", "obl", "obj", "ccomp", "advcl", "xcomp"}
                or tree[below].deprel == "acl:relcl"
            ):
                break
            below = above
        return []

    def _by_heading(self, head: int) -> list[Attribution]:
        """Read a headline's speaker: "Peru's government: police fired first", "Jets bomb port: witnesses"."""
        tree = self.tree
        tokens = tree.tokens
        if len(tokens) < 4 or tokens[-1].text in _STOPS:
            return []
        for mark in (
            t.index for t in tokens[1:-1] if t.text == ":" or (t.text in _DASHES and _stands_free(tree, t.index))
        ):
            for part, other in ((range(mark), head > mark), (range(mark + 1, len(tokens)), head < mark)):
                is_last = part.stop == len(tokens)
                if not other or len(part) > _HEADED or (not is_last and tokens[mark].text != ":"):
                    continue
                if any(tokens[i].upos in {"VERB", "AUX"} for i in part):
                    continue
                word = next(
                    (i for i in reversed(part) if tokens[i].head not in part and tokens[i].upos != "PUNCT"), None
                )
                if word is None or not self.reporting.may_speak(word) or (not is_last and self._is_label(word)):
                    continue
                link = self.speakers.link(word, None)
                return [link] if link is not None and self._speaks_alone(word, link) else []
        return []

    def _is_label(self, word: int) -> bool:
        """Tell a bare place before a headline's colon: it says where ("Kenya: police arrest six"), not who."""
        if word != 0 or len(self.tree.tokens) < 2 or self.tree[1].text != ":":
            return False
        return any(c.kind in {"state", "place"} for party in self.parties.direct(word) for c in party.candidates[:1])

    def _speaks_alone(self, word: int, link: Attribution) -> bool:
        return link.actor is not None or self.speakers.is_unnamed(word) or self.tree[word].lemma.lower() in CHANNELS

    def _by_quotation(self, head: int) -> list[Attribution]:
        """Return whose words the quotation is that the act stands in."""
        place = self.tree[head].span
        return next((list(links) for span, links in self.heard.quotes if span.covers(place)), [])

    # --- what is no link -------------------------------------------------------------------------------------------

    def _in_dateline(self, word: int) -> bool:
        """Tell a word of "HAVANA (Reuters) -": it says where the story was filed, not who says it."""
        tokens = self.tree.tokens
        dash = next((t.index for t in tokens[:_DATELINE] if t.text in {"-", "--", "–", "—"}), -1)
        if word >= dash or not tokens[0].text.isupper():
            return False
        return tokens[dash].span.start > tokens[dash - 1].span.end

    def _first_word(self, link: Attribution) -> int:
        tokens = self.tree.tokens
        return next((t.index for t in tokens if t.span.end > link.span.start), len(tokens))

    def _is_itself(self, link: Attribution, subjects: tuple[int, ...]) -> bool:
        """Tell a nameless speaker who is the act's own actor: "a group killed him, the group claimed" (ruling 20)."""
        if link.actor is not None or link.relay:
            return False
        tree = self.tree
        words = [token for token in tree.tokens if link.span.covers(token.span)]
        if len(words) < 2 or words[0].text.lower() not in {"the", "that", "this"}:
            return False
        return any(
            tree[word].lemma.lower() == words[-1].lemma.lower() and not link.span.covers(tree[word].span)
            for word in subjects
        )


def _stands_free(tree: Tree, index: int) -> bool:
    return tree[index].span.start > tree[index - 1].span.end and tree[index + 1].span.start > tree[index].span.end


def _is_medium(link: Attribution) -> bool:
    """Tell an outlet: it passes on what others say, and is an origin only where it names nobody."""
    best = link.actor.candidates[0] if isinstance(link.actor, Party) and link.actor.candidates else None
    return link.channel == "state-media" or (best is not None and best.sector == "JRN" and best.kind == "organisation")


def _media_last(links: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """Make relays of the outlets beside an origin that is none, and leave hearsay out where somebody is named."""
    named = [link for link in links if not link.relay and (link.verb is not None or link.actor is not None)]
    if named:
        links = tuple(link for link in links if link.relay or link in named)
    if not any(not link.relay and not _is_medium(link) for link in links):
        return _unique(list(links))
    return _unique([replace(link, relay=True) if _is_medium(link) else link for link in links])


def _unique(links: list[Attribution]) -> tuple[Attribution, ...]:
    """Keep each span once; origins before relays."""
    kept: dict[tuple[int, int], Attribution] = {}
    for link in links:
        kept.setdefault((link.span.start, link.span.end), link)
    rows = list(kept.values())
    return (*(r for r in rows if not r.relay), *(r for r in rows if r.relay))
