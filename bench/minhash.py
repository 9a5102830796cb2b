"""Measure our copy finder beside rensa's MinHash, on the generated pairs of `bench.duplicates`.

usage: python -m bench.minhash [--each 300] [--articles 20000]        (pip install rensa, in any environment)

MinHash proposes pairs by bands of equal numbers; they are decided by its own Jaccard, or by our containment. Ours
proposes by two sampled runs that both texts have. Both read runs of five words. rensa is no dependency: without it this
says so and ends.
"""

from __future__ import annotations

import argparse
import importlib
import re
import resource
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from bench.duplicates import NEGATIVE, POSITIVE, Pair, Writer, sentences
from legation.clean.copies import Sketch, are_copies, sampled, sketch

#: Numbers of a signature, and bands that they are laid in; more bands propose more.
_FORMS = ((128, 16), (128, 32), (128, 64), (256, 128))
_WORD = re.compile(r"\w+")
_SHOWN = ("cut 50 %", "cut 30 %", "half", "all of it")


def _runs(text: str) -> list[str]:
    words = _WORD.findall(text.lower())
    size = min(5, len(words))
    return [" ".join(words[place : place + size]) for place in range(len(words) - size + 1)]


def _signature(rensa: Any, text: str, size: int) -> Any:
    found = rensa.RMinHash(num_perm=size, seed=42)
    found.update(_runs(text))
    return found


def _tell(name: str, made: list[tuple[str, Pair]], joined: Callable[[int, int], bool]) -> None:
    """Print precision and recall of a way to join the two texts of each pair."""
    counts = dict.fromkeys((*POSITIVE, *NEGATIVE), 0)
    for number, (kind, _) in enumerate(made):
        counts[kind] += joined(2 * number, 2 * number + 1)
    each = sum(kind == POSITIVE[0] for kind, _ in made)
    hits, false = sum(counts[kind] for kind in POSITIVE), sum(counts[kind] for kind in NEGATIVE)
    shown = ", ".join(f"{kind} {counts[kind] / each:.2f}" for kind in _SHOWN)
    print(
        f"{name:32} recall {hits / (each * len(POSITIVE)):.4f}, precision {hits / max(hits + false, 1):.4f}; found of {shown}"
    )


def quality(rensa: Any, stock: list[str], each: int) -> None:
    """Print how both do on pairs that are copies, and on others."""
    writer = Writer(stock, 11)
    made: list[tuple[str, Pair]] = [(kind, writer.positive(kind)) for kind in POSITIVE for _ in range(each)]
    made += [(kind, writer.negative(kind)) for kind in NEGATIVE for _ in range(2 * each)]
    writer.chance.shuffle(made)
    texts = [text for _, pair in made for text in pair]
    sketches = [sketch(text) for text in texts]
    for size, bands in _FORMS:
        signatures = [_signature(rensa, text, size) for text in texts]
        index = rensa.RMinHashLSH(threshold=0.5, num_perm=size, num_bands=bands)
        for number, signature in enumerate(signatures):
            index.insert(number, signature)
        found = [set(index.query(signature)) for signature in signatures]
        for least in (0.5, 0.3):
            _tell(
                f"MinHash {size} in {bands}, J >= {least}",
                made,
                lambda one, other, least=least, found=found, held=signatures: (  # type: ignore[misc]
                    other in found[one] and held[one].jaccard(held[other]) >= least
                ),
            )
        _tell(
            f"MinHash {size} in {bands}, containment",
            made,
            lambda one, other, found=found: other in found[one] and are_copies(sketches[one], sketches[other]),  # type: ignore[misc]
        )
    _tell("sampled runs, containment (ours)", made, lambda one, other: _ours(sketches[one], sketches[other]))


def _ours(one: Sketch, other: Sketch) -> bool:
    return len(np.intersect1d(sampled(one), sampled(other), assume_unique=True)) > 1 and are_copies(one, other)


def speed(rensa: Any, stock: list[str], number: int) -> None:
    """Print what MinHash costs over many texts, a fifth of them copies; `bench.duplicates` tells it of ours."""
    for size, bands in _FORMS[2:]:
        writer = Writer(stock, 12)
        index = rensa.RMinHashLSH(threshold=0.5, num_perm=size, num_bands=bands)
        kept: list[str] = []
        sketches: list[Sketch] = []
        signing = asking = deciding = 0.0
        proposed = late = 0
        for place in range(number):
            copied = kept and writer.chance.random() < 0.2
            story = writer.edited(writer.chance.choice(kept).split("\n")) if copied else writer.story()
            text = "\n".join(story)
            if len(kept) < 2000:
                kept.append(text)
            begun = time.process_time()
            signature = _signature(rensa, text, size)
            signed = time.process_time()
            found = index.query(signature)
            index.insert(place, signature)
            asked = time.process_time()
            runs = sketch(text)
            sketches.append(runs)
            for other in found:
                are_copies(runs, sketches[other])
            signing, asking = signing + signed - begun, asking + asked - signed
            deciding += time.process_time() - asked
            proposed += len(found)
            late += len(found) if place >= 0.9 * number else 0
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
        print(
            f"MinHash {size} in {bands}: {number} texts, signatures {signing:.1f} s, look-up {asking:.1f} s, sketches and containment {deciding:.1f} s; "
            f"{proposed / number:.1f} proposed for each, {late / (0.1 * number):.1f} in the last tenth; {peak:.0f} MB of memory at most, nothing kept"
        )


def main() -> None:
    """Measure both, where rensa is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=300, help="pairs of each kind of copy")
    parser.add_argument("--articles", type=int, default=20_000)
    arguments = parser.parse_args()
    try:
        rensa = importlib.import_module("rensa")
    except ImportError:
        print("rensa is not there: nothing measured (pip install rensa)")
        return
    stock = sentences()
    quality(rensa, stock, arguments.each)
    if arguments.articles:
        speed(rensa, stock, arguments.articles)


if __name__ == "__main__":
    main()
