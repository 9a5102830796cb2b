"""People killed, injured, arrested or displaced, as the words around an act tell (CODEBOOK section 1)."""

from __future__ import annotations

from legation.coding.tree import Tree
from legation.records import Toll

_KINDS = {
    "kill": "killed", "die": "killed", "slay": "killed", "massacre": "killed", "execute": "killed", "behead": "killed",
    "murder": "killed", "assassinate": "killed", "dead": "killed", "death": "killed",
    "injure": "injured", "wound": "injured", "hurt": "injured", "maim": "injured",
    "arrest": "arrested", "detain": "arrested", "jail": "arrested", "round up": "arrested", "imprison": "arrested",
    "displace": "displaced", "uproot": "displaced", "evacuate": "displaced",
}  # fmt: skip
_NUMBERS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "a": 1, "an": 1}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000}
#: Vague plurals say at least so many.
_VAGUE = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000}
_AT_LEAST = frozenset({"least", "than", "over"})


def number_at(tree: Tree, noun: int) -> int | None:
    """Return the number that counts a noun ("at least 12 soldiers", "two dozen people"), if it is told."""
    value: int | None = None
    for index in (*tree.below(noun, "nummod"), noun):
        token = tree[index]
        if index == noun and token.upos != "NUM":
            continue
        value = _value(tree, index)
        if value is not None:
            break
    return value


def _value(tree: Tree, index: int) -> int | None:
    text = tree[index].text.lower().replace(",", "")
    scale = 1
    for part in tree.children[index]:
        if tree[part].text.lower() in _NUMBERS and tree[index].text.lower() in _SCALES:
            return _NUMBERS[tree[part].text.lower()] * _SCALES[tree[index].text.lower()]
    if text in _SCALES:
        scale, text = _SCALES[text], "one"
    if text.isascii() and text.isdigit() and len(text) < 9:
        return int(text) * scale
    if text in _VAGUE:
        return _VAGUE[text]
    return _NUMBERS[text] * scale if text in _NUMBERS else None


def tolls_of(tree: Tree, head: int) -> tuple[Toll, ...]:
    """Return the tolls told by a predicate and by those that it heads or that follow from it.

    A killing in a participle clause of the act ("exploded, killing three") counts; one in another main clause does not.
    """
    found: dict[str, Toll] = {}
    governor = tree[head].head
    around = [head, *tree.below(head, "advcl", "conj", "acl", "xcomp")]
    if governor >= 0 and tree.relation(head) in {"nsubj", "obl", "advcl"}:
        around.append(governor)
    for verb in around:
        kind = _KINDS.get(tree.lemma(verb))
        if kind is None or tree[verb].upos != "VERB":
            continue
        for noun in tree.with_conjuncts(tree.objects(verb)):
            value = number_at(tree, noun)
            if value is not None and kind not in found:
                found[kind] = Toll(kind=kind, low=value, high=value, span=tree.span(*_counted(tree, noun)))
    return tuple(found.values())


def _counted(tree: Tree, noun: int) -> tuple[int, ...]:
    return (noun, *tree.below(noun, "nummod"))
