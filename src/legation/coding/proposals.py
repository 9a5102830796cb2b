"""What a part of the coder proposes: an act at a word, with who is in it and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legation.coding.frames import Roles
from legation.coding.tree import Tree

if TYPE_CHECKING:
    from legation.records import Attribution, Status

#: Relations by which the noun of an act hangs on its light verb: "held talks", "talks were held", "went on strike".
_ONE_ACT = frozenset({"obj", "nsubj", "obl", "compound", "xcomp", "nmod", "acl", "conj", "appos"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An act proposed by the lexicon or by the model, its status settled.

    `words` are the trigger's; `quiet` tells that acts in its complement are not coded (ruling 4); `asked` marks an entry
    of the user's own folder, which is coded whatever the model says.
    """

    head: int
    type: str
    mode: str | None
    status: Status
    roles: Roles
    words: tuple[int, ...]
    contexts: tuple[str, ...] = ()
    chain: tuple[Attribution, ...] = ()
    quiet: bool = False
    asked: bool = False
    confidence: float
    made_by: str
    reasons: tuple[str, ...] = ()


def trigger_words(tree: Tree, head: int) -> tuple[int, ...]:
    """Return the words of a trigger: the head with its auxiliaries, negation and particle where they stand together."""
    words = [head, *(c for c in tree.below(head, "aux", "compound:prt", "cop"))]
    words += [c for c in tree.below(head, "advmod") if tree[c].lemma.lower() in {"not", "never", "n't"}]
    first = min(words)
    run = set(words)
    while first < head and any(i not in run for i in range(first, head)):
        run.discard(first)
        first = min(run)
    return tuple(sorted(i for i in run if i <= head or i == head + 1 or i - 1 in run))


def tell_one_act(tree: Tree, one: int, other: int) -> bool:
    """Tell whether two words may name the same act: the same word, or a noun and the light verb that it hangs on."""
    if one == other:
        return True
    low, high = (one, other) if tree[one].head == other else (other, one)
    return tree[low].head == high and tree.relation(low) in _ONE_ACT


def size(proposal: Proposal) -> int:
    """Return how many parties a proposal names."""
    return len(proposal.roles.actors) + len(proposal.roles.recipients)
