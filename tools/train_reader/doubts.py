"""Where teachers that have not seen a sentence doubt its marks: what a second reader should look at first.

Source of the idea: Northcutt et al. 2021 (confident learning).
"""

from __future__ import annotations

from pathlib import Path

from tools.train_reader.pool import Lesson
from tools.train_reader.ready import read_first, read_rest

#: A marked act that is thought less likely than the first, and an unmarked one that is thought likelier than the second.
UNLIKELY, LIKELY = 0.03, 0.85


def write_doubts(ready: Path, lesson: Path, to: Path) -> None:
    """Write a line for each doubt: id of the sentence, place of the word, type, `marked` or `unmarked`, probability."""
    rest, pool, acts = read_rest(ready), read_first(ready), Lesson.read(lesson).acts
    lines: list[str] = []
    seen: set[str] = set()
    for number, name in enumerate(rest.ids):
        if rest.places[number] < 0 or name in seen:
            continue
        seen.add(name)
        start, count = pool.words_of(number)
        chances = acts[start : start + count]
        marked = set(pool.acts_of(number))
        for word, kind in marked:
            if chances[word, kind] < UNLIKELY:
                lines.append(f"{name}\t{word - 1}\t{rest.labels['types'][kind]}\tmarked\t{chances[word, kind]:.3f}\n")
        for word, kind in zip(*(chances > LIKELY).nonzero(), strict=True):
            if (word, kind) not in marked:
                lines.append(f"{name}\t{word - 1}\t{rest.labels['types'][kind]}\tunmarked\t{chances[word, kind]:.3f}\n")
    to.write_text("".join(lines), encoding="utf-8")
