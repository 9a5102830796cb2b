"""What several trained models together read of every training sentence, for another to learn (Hinton et al. 2015).

The corpus marks some thousand sentences; models that were trained from different beginnings agree on more than it says,
and read the treebanks' sentences as well, which it says nothing of. The mean of their probabilities, for each word and
type of act, becomes a target beside the marks. Of trees, tags and names, which the corpus does not have, what most
teachers agree on becomes a target where there is none (tri-training: Zhou and Li 2005).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from tools.train_reader.data import IGNORED, batches
from tools.train_reader.model import TAG_TASKS, ReaderModel
from tools.train_reader.pool import TASKS, Lesson, Pool
from tools.train_reader.sizes import PUPIL, Size

#: File of the lesson in a folder of work.
LESSON = "lesson.npz"


def teach(
    teachers: Sequence[Path], pool: Pool, device: Any, folds: Sequence[int] | None = None, size: Size = PUPIL
) -> Lesson:
    """Return what the teachers (folders with reader.pt and labels.json) read of the words of the pool.

    With `folds`, a number for each example, the acts of an example of fold k are read by the k-th teacher alone, which was
    trained without that part of the corpus (`train --without k N`); those of fold -1, and all else, by all.
    """
    total: NDArray[np.float32] | None = None
    votes: list[NDArray[np.int16]] = []
    own: list[NDArray[np.float16]] = []
    for folder in teachers:
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        model = ReaderModel(labels, size)
        model.load_state_dict(torch.load(folder / "reader.pt", map_location="cpu"))
        chances, choices = _read(model.to(device).eval(), pool, len(labels["types"]))
        total = chances if total is None else total + chances
        votes.append(choices)
        if folds is not None:
            own.append(chances.astype(np.float16))
    if total is None:
        message = "teach: no teachers given"
        raise SystemExit(message)
    acts: NDArray[np.float16] = (total / len(teachers)).astype(np.float16)
    for number, fold in enumerate(folds or ()):
        if fold >= 0:
            start, count = pool.words_of(number)
            acts[start : start + count] = own[fold][start : start + count]
    return Lesson(acts=acts, targets=agreed(votes))


def agreed(votes: Sequence[NDArray[np.int16]]) -> NDArray[np.int16]:
    """Return the choice (tasks, words) of more than half of the voters; IGNORED where there is none.

    A relation is the one that most of those give who chose the head; it needs more than half of all as well.
    """
    heads, relations = TASKS.index("heads"), TASKS.index("deprel")
    ballots = [vote.astype(np.int64) for vote in votes]
    for ballot in ballots:
        ballot[relations] += np.where(ballot[heads] == IGNORED, 0, (ballot[heads] + 1) * _FAR_APART)
    result = np.full(ballots[0].shape, IGNORED, np.int64)
    for ballot in ballots:
        supporters = sum((other == ballot).astype(np.int64) for other in ballots)
        result = np.where((2 * supporters > len(ballots)) & (ballot != IGNORED), ballot, result)
    tied = result[relations]
    result[relations] = np.where(tied == IGNORED, IGNORED, tied % _FAR_APART)
    return result.astype(np.int16)


#: More than there are relations.
_FAR_APART = 1000


def _read(model: ReaderModel, pool: Pool, kinds: int) -> tuple[NDArray[np.float32], NDArray[np.int16]]:
    """Return the probabilities of acts (words, kinds) and the choices (tasks, words) of one model; roots have none."""
    device = next(model.parameters()).device
    words = int(pool.counts.sum())
    chances = np.zeros((words, kinds), np.float32)
    choices = np.full((len(TASKS), words), IGNORED, np.int16)
    for numbers in batches(pool.lengths.tolist(), 8000):
        batch = pool.batch(numbers).to(device)
        with torch.inference_mode(), torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            states = model.words(batch)
            scores, _, _ = model.heads["events"](states)
            arcs, dependant, head = model.heads["tree"](states, batch.words)
            heads = arcs.argmax(-1)
            picked = torch.gather(head, 1, heads[:, :, None].expand(-1, -1, head.shape[-1]))
            found = {
                "heads": heads,
                "deprel": model.heads["tree"].relations(dependant, picked[:, :, None, :]).squeeze(2).argmax(-1),
                "names": model.heads["names"](states, batch.habit).argmax(-1),
                **{task: model.heads[task](states).argmax(-1) for task in TAG_TASKS},
            }
            acts = scores[..., :kinds].float().sigmoid().cpu().numpy()
            chosen = torch.stack([found[task] for task in TASKS]).cpu().numpy()
        for row, number in enumerate(numbers):
            start, count = pool.words_of(number)
            chances[start : start + count] = acts[row, :count]
            choices[:, start + 1 : start + count] = chosen[:, row, 1:count]
    return chances, choices
