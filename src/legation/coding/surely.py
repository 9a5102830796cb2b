"""Constructions that tell an act's status more surely than the model reads it (CODEBOOK section 3, rulings 2, 5 and 18).

Few and narrow; each was measured on the corpus, where it is right nearly always, and turns only the readings that it is
known to correct. Types that carry another act (AGREE, THREATEN, ...) absorb the status and are left alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legation.coding.conventions import THIS_WEEK
from legation.coding.lexicon_acts import CARRIERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from legation.coding.proposals import Proposal
    from legation.coding.status import Statuses
    from legation.coding.tree import Tree
    from legation.records import Status

#: Words of this week: an act with one is news, however it is told.
_THIS_WEEK = THIS_WEEK - {"night", "week"}
_FORMERLY = frozenset({"once", "previously", "formerly"})
_LONG_TIMES = frozenset({"year", "decade"})
#: How many nouns may stand between a killing and the court or the day that recalls it.
_NEAR = 3
_ABOUT = frozenset({"of", "about", "over"})
#: Where a noun stands, whatever part of speech the reader takes it for ("Talk of a coup ...").
_NOMINAL = frozenset({"nsubj", "obj", "obl", "nmod", "root", "conj", "appos"})
_OBJECTS = frozenset({"obj", "xcomp", "ccomp", "nsubj:pass"})


def surely(statuses: Statuses, act: Proposal) -> Proposal:
    """Return the act with the status that its construction tells, where one of those below tells it."""
    if act.type in CARRIERS or act.asked:
        return act
    for status, turned, told in _RULES:
        if act.status in turned and (reason := told(statuses, act)) is not None:
            return replace(act, status=status, reasons=(*act.reasons, f"{status}: {reason}"))
    return act


def _happened_it_is_said(statuses: Statuses, act: Proposal) -> str | None:
    """Tell "are said to have been killed": told of the past, whatever the infinitive looks like."""
    tree, head = statuses.tree, act.head
    if statuses.negated(head) or not _has(tree, head, "aux", {"have"}) or not _has(tree, head, "mark", {"to"}):
        return None
    above = tree[head].head
    told = above >= 0 and tree.lemma(above) in statuses.classes.get("believing", ()) and not statuses.negated(above)
    return f"“{tree[above].text} to have”" if told else None


def _is_foiled(statuses: Statuses, act: Proposal) -> str | None:
    """Tell "thwarted an attack", "prevented Israel from attacking" (ruling 5), not "tried to thwart"."""
    tree, head = statuses.tree, act.head
    above = tree[head].head
    foiled = statuses.classes.get("foiled", frozenset())
    if tree.lemma(head) in foiled - {"prevent"} and act.type in {"ASSAULT", "COERCE", "MOBILIZE"}:
        return f"“{tree[head].text}” tells of a plot"
    if above < 0 or tree.lemma(above) not in foiled or tree[above].xpos == "VB":
        return None
    object_of = tree[head].deprel in _OBJECTS or _has(tree, head, "mark", {"from"})
    return f"foiled: “{tree[above].text}”" if object_of and not statuses.negated(above) else None


def _is_not_foiled(statuses: Statuses, act: Proposal) -> str | None:
    """Tell "failed to prevent an attack": there was one."""
    tree, head = statuses.tree, act.head
    above = tree[head].head
    higher = tree[above].head if above >= 0 else -1
    if higher < 0 or tree.lemma(above) not in statuses.classes.get("foiled", ()) or tree.lemma(higher) != "fail":
        return None
    return f"“{tree[higher].text} to {tree[above].text}”" if statuses.of(higher).status == "actual" else None


def _is_weighed(statuses: Statuses, act: Proposal) -> str | None:
    """Tell "discussed expelling the envoy", not "discussed the attack"."""
    tree, head = statuses.tree, act.head
    above = tree[head].head
    weighed = above >= 0 and tree[head].xpos == "VBG" and tree.relation(head) in {"xcomp", "ccomp", "obj", "advcl"}
    if not weighed or head < above or tree.lemma(above) not in statuses.classes.get("weighing", ()):
        return None
    return f"only weighed: “{tree[above].text}”"


def _is_rumour(statuses: Statuses, act: Proposal) -> str | None:
    """Tell "rumours of an attack", "a conspiracy to kidnap", "talk of a coup"."""
    tree, head = statuses.tree, act.head
    above = tree[head].head
    if above < 0 or tree.relation(head) not in {"nmod", "acl"} or tree.relation(above) not in _NOMINAL:
        return None
    if tree[head].deprel == "acl:relcl" or not (tree[head].upos == "VERB" or set(tree.cases(head)) & _ABOUT):
        return None
    talk = tree[above].text.lower() == "talk" and not tree.below(above, "det")
    rumoured = tree.lemma(above) in statuses.classes.get("rumours", ()) or talk
    return f"“{tree[above].text}”" if rumoured else None


def _is_possible(statuses: Statuses, act: Proposal) -> str | None:
    return _described(statuses, act, "unlikely_adjectives")


def _is_planned(statuses: Statuses, act: Proposal) -> str | None:
    return _described(statuses, act, "planned_adjectives")


def _described(statuses: Statuses, act: Proposal, name: str) -> str | None:
    """Tell an event noun's adjective: "a possible strike", "the planned deployment"."""
    tree = statuses.tree
    if tree[act.head].upos != "NOUN":
        return None
    words = [c for c in tree.below(act.head, "amod", "acl") if c < act.head]
    found = next((c for c in words if tree[c].text.lower() in statuses.classes.get(name, ())), None)
    return f"“{tree[found].text} {tree[act.head].text}”" if found is not None else None


def _is_no_longer(statuses: Statuses, act: Proposal) -> str | None:
    """Tell "no longer supports"."""
    tree, head = statuses.tree, act.head
    if tree[head].upos != "VERB":
        return None
    longer = (c for c in tree.below(head, "advmod") if tree[c].text.lower() == "longer" and c > 0)
    return "“no longer”" if any(tree[c - 1].text.lower() == "no" for c in longer) else None


def _is_of_old(statuses: Statuses, act: Proposal) -> str | None:
    """Tell "once expelled", "had previously arrested", not "more than once", "once more"."""
    tree, head = statuses.tree, act.head
    if tree[head].upos != "VERB" or tree[head].xpos not in {"VBD", "VBN"} or _this_week(tree, head):
        return None
    words = (c for c in tree.below(head, "advmod") if c == head - 1 and tree[c].text.lower() in _FORMERLY)
    word = next((c for c in words if c == 0 or tree[c - 1].text.lower() not in {"than", "not"}), None)
    return f"“{tree[word].text}”" if word is not None else None


def _is_recalled(statuses: Statuses, act: Proposal) -> str | None:
    """Tell a killing that a court tries or a day recalls: "jailed for the murder of", "the anniversary of the bombing"."""
    tree, head = statuses.tree, act.head
    killing = act.type == "ASSAULT" and tree.lemma(head) in statuses.classes.get("past_killings", ())
    if not killing or tree[head].upos != "NOUN" or _this_week(tree, head):
        return None
    recalling = statuses.classes.get("trying", frozenset()) | statuses.classes.get("recalling", frozenset())
    word = head
    for _ in range(_NEAR):
        above, relation = tree[word].head, tree.relation(word)
        if above < 0 or relation not in {"nmod", "obl", "obj", "conj"}:
            return None
        if tree.lemma(above) in recalling or tree[above].lemma.lower() in recalling:
            return f"“{tree[above].text}”"
        word = above
    return None


def _is_held(statuses: Statuses, act: Proposal) -> str | None:
    """Tell who is said to hold somebody, to say who they are: "a group holding three hostages" (ruling 2)."""
    tree, head = statuses.tree, act.head
    held = tree[head].xpos == "VBG" and tree[head].deprel == "acl" and act.type in {"ASSAULT", "COERCE"}
    if held and tree.lemma(head) in statuses.classes.get("holding", ()) and not _this_week(tree, head):
        return f"“{tree[head].text}” describes"
    return None


def _is_years_old(statuses: Statuses, act: Proposal) -> str | None:
    """Tell "after forty years of talks"."""
    tree, head = statuses.tree, act.head
    above = tree[head].head
    of_years = tree[head].upos == "NOUN" and tree.relation(head) == "nmod" and "of" in tree.cases(head)
    if of_years and above >= 0 and tree[above].lemma.lower() in _LONG_TIMES:
        return f"“{tree[above].text} of {tree[head].text}”"
    return None


def _is_by_one_then_in_office(statuses: Statuses, act: Proposal) -> str | None:
    """Tell "since then-President Trump reinforced sanctions": who is called so held office in the past of the news."""
    tree, head = statuses.tree, act.head
    if tree[head].upos != "VERB" or _this_week(tree, head):
        return None
    for subject in tree.below(head, "nsubj"):
        for word in tree.subtree(subject):
            before = [tree[n].text.lower() for n in range(max(0, word - 2), word)]
            if before == ["then", "-"]:
                return f"“then-{tree[word].text}”"
    return None


def _has(tree: Tree, head: int, relation: str, words: set[str]) -> bool:
    return any(tree[c].text.lower() in words for c in tree.below(head, relation))


def _this_week(tree: Tree, head: int) -> bool:
    return any(tree[word].text.lower() in _THIS_WEEK for word in tree.subtree(head))


#: The status told, the readings that it turns, and how it is told.
_RULES: tuple[tuple[Status, frozenset[Status], Callable[[Statuses, Proposal], str | None]], ...] = (
    ("actual", frozenset({"future", "hypothetical", "negated"}), _happened_it_is_said),
    ("hypothetical", frozenset({"actual", "historical", "future"}), _is_foiled),
    ("actual", frozenset({"hypothetical", "negated"}), _is_not_foiled),
    ("hypothetical", frozenset({"actual"}), _is_weighed),
    ("hypothetical", frozenset({"actual", "historical"}), _is_rumour),
    ("hypothetical", frozenset({"actual"}), _is_possible),
    ("future", frozenset({"actual"}), _is_planned),
    ("negated", frozenset({"actual"}), _is_no_longer),
    ("historical", frozenset({"actual"}), _is_of_old),
    ("historical", frozenset({"actual"}), _is_recalled),
    ("historical", frozenset({"actual"}), _is_held),
    ("historical", frozenset({"actual"}), _is_years_old),
    ("historical", frozenset({"actual"}), _is_by_one_then_in_office),
)
