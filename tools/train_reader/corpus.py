"""The corpus of acts (`data/corpus/text`) as sentences of words, with the words that stand for each act's parts.

The words are those of the product's own tokeniser. Where the corpus marks a stretch, one word of it is learnt: for a
trigger the word that names the act, for a party the last word of its name or noun, before what follows it ("the
*ministry* of trade", "Foreign Minister Wang *Yi*"). No parser is asked, so the targets do not change with the model.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from legation.ontology import STATUSES, TYPES, modes
from legation.read.events import party_word
from legation.read.tokens import tokenise
from legation.records import Span
from tools.corpus.checking import CHANNELS
from tools.corpus.compiling import compile_item
from tools.corpus.markup import read_files

#: The parts of an act that are learnt as arcs from its trigger; the corpus's name of each.
ROLES: Final = {
    "actor": "actors",
    "recipient": "recipients",
    "other": "others",
    "source": "sources",
    "relay": "relays",
    "channel": "channel",
    "place": "place",
    "time": "time",
}
STANCES: Final = ("asserts", "denies", "confirms")
VIAS: Final = ("", *CHANNELS)
#: One part in so many is held out, and never trained on.
HELD_OUT: Final = 10

#: Words of a trigger that do not name the act.
_HELPERS: Final = frozenset(
    """has have had having is are was were am be been being will would shall should could can may might must do does did ca wo
    'll 'd 've 're 's ’ll ’d ’ve ’re ’s to not n't n’t never no neither nor a an the any it its of their his her him them they
    itself himself herself themselves each other another one up out off down in on over away back into with about along apart
    around aside by for forth forward from onto through together under upon at against behind between again still yet also
    already now soon only even ever just once than as and or there""".split()
)
#: What stands after these in a trigger tells how, not what: "met *behind closed doors*".
_THEN_CUT: Final = frozenset(
    "in at behind with from by under against into for within without during after before".split()
)


def event_labels() -> dict[str, list[str]]:
    """Return the labels of the event heads; a mode is named with its type, no mode of a type as `TYPE/`."""
    named = [f"{kind}/{mode}" for kind in TYPES if modes(kind) for mode in ("", *modes(kind))]
    return {
        "types": list(TYPES),
        "modes": named,
        "status": list(STATUSES),
        "via": list(VIAS),
        "stance": list(STANCES),
        "roles": list(ROLES),
    }


def load_corpus(folder: Path) -> list[dict[str, Any]]:
    """Return the sentences of the text files in `folder`, in order; items that cannot be read are named and left out.

    Each has `words`, `events`, `held_out`, `item`, `negative` and `construction`, and None for all that treebanks add.
    """
    items, problems = read_files(sorted(folder.glob("*.txt")))
    for problem in problems:
        print(f"left out: {problem}", file=sys.stderr)
    bad = {(problem.path, problem.line) for problem in problems}
    sound = [item for item in items if not any((item.path, sentence.line) in bad for sentence in item.sentences)]
    return [sentence for item in sound for sentence in _sentences(compile_item(item))]


def is_held_out(batch: str, construction: str) -> bool:
    """Tell whether a construction of a batch belongs to the tenth that is never trained on."""
    digest = hashlib.sha256(f"{batch}\t{construction}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % HELD_OUT == 0


def is_in_share(sentence: dict[str, Any], share: float) -> bool:
    """Tell whether a sentence belongs to the first `share` (0 to 1) of the corpus; a larger share holds a smaller."""
    return _place(sentence) < share


def fold_of(sentence: dict[str, Any], folds: int) -> int:
    """Return which of so many parts of the corpus, 0 first, a sentence's construction belongs to."""
    return int(_place(sentence) * folds)


def _place(sentence: dict[str, Any]) -> float:
    """Return where in an order without meaning, 0 to 1, a sentence's construction stands."""
    digest = hashlib.sha256(f"share\t{sentence['batch']}\t{sentence['construction']}".encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32


def _sentences(item: dict[str, Any]) -> Iterable[dict[str, Any]]:
    if not all(event["trigger"] for event in item["events"]):
        print(f"left out: {item['id']}: an event without a trigger", file=sys.stderr)
        return
    held_out = is_held_out(item["batch"], item["construction"])
    for place, (start, end) in enumerate(item["sentences"]):
        spans = tokenise(item["text"], start, end)
        events = [event for event in item["events"] if start <= event["trigger"][0] < end]
        yield {
            "id": f"{item['id']}-{place}",
            "src": "corpus",
            "words": [span.of(item["text"]) for span in spans],
            "head": None,
            "ner": None,
            "xpos": None,
            "item": item["id"],
            "batch": item["batch"],
            "construction": item["construction"],
            "negative": item["negative"],
            "held_out": held_out,
            "events": [_event(event, item["text"], spans) for event in events],
        }


def _event(event: dict[str, Any], text: str, spans: Sequence[Span]) -> dict[str, Any]:
    words = [span.of(text) for span in spans]
    trigger = covered(spans, event["trigger"])
    roles: dict[str, list[int]] = {}
    extents: dict[str, list[tuple[int, int]]] = {}
    for role, key in ROLES.items():
        marked = event[key]
        stretches = [] if marked is None else [marked] if key in ("channel", "place", "time") else marked
        found = [covered(spans, stretch) for stretch in stretches]
        roles[role] = [party_word(words, places[0], places[-1]) for places in found]
        extents[role] = [(places[0], places[-1]) for places in found]
    return {
        "type": event["type"],
        "mode": event["mode"] or "",
        "status": event["status"],
        "via": event["via"] or "",
        "stance": event["stance"] or "asserts",
        "word": act_word(words, trigger),
        "trigger": (trigger[0], trigger[-1]),
        "roles": roles,
        "extents": extents,
    }


def covered(spans: Sequence[Span], stretch: Sequence[int]) -> list[int]:
    """Return the places of the words that lie in, or share a character with, the stretch [start, end)."""
    wanted = Span(*stretch)
    return [place for place, span in enumerate(spans) if span.touches(wanted)]


def act_word(words: Sequence[str], places: Sequence[int]) -> int:
    """Return the place of the word that names the act: the last that is no helper, before what only tells how."""
    named = -1
    for place in places:
        word = words[place].lower()
        if named >= 0 and word in _THEN_CUT:
            break
        if word not in _HELPERS and any(c.isalnum() for c in word):
            named = place
    if named >= 0:
        return named
    left = [place for place in places if words[place].lower() not in ("not", "n't", "n’t", "never")]
    return (left or list(places))[-1]
