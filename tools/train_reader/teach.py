"""What several trained models together read of every training sentence, for another to learn (Hinton et al. 2015).

The corpus marks some thousand sentences; models that were trained from different beginnings agree on more than it says,
and read the treebanks' sentences as well, which it says nothing of. The mean of their probabilities, for each word and
type, becomes a target beside the marks.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from tools.train_reader.data import batches
from tools.train_reader.model import ReaderModel
from tools.train_reader.pool import Pool

#: File of the lesson in a folder of work.
LESSON = "lesson.npy"


def teach(teachers: Sequence[Path], pool: Pool, device: Any, folds: Sequence[int] | None = None) -> NDArray[np.float16]:
    """Return the mean probability (words of the pool, types) of the teachers: folders with reader.pt and labels.json.

    With `folds`, a number for each example, an example of fold k is read by the k-th teacher alone, which was trained
    without that part of the corpus (`train --without k N`); an example of fold -1 by all.
    """
    total = np.zeros((int(pool.counts.sum()), 0), np.float32)
    own: list[NDArray[np.float32]] = []
    for folder in teachers:
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        model = ReaderModel(labels)
        model.load_state_dict(torch.load(folder / "reader.pt", map_location="cpu"))
        found = _probabilities(model.to(device).eval(), pool, len(labels["types"]))
        total = found if not total.size else total + found
        if folds is not None:
            own.append(found)
    lesson: NDArray[np.float16] = (total / len(teachers)).astype(np.float16)
    for number, fold in enumerate(folds or ()):
        if fold >= 0:
            start, count = pool.words_of(number)
            lesson[start : start + count] = own[fold][start : start + count]
    return lesson


def _probabilities(model: ReaderModel, pool: Pool, kinds: int) -> NDArray[np.float32]:
    device = next(model.parameters()).device
    found = np.zeros((int(pool.counts.sum()), kinds), np.float32)
    for numbers in batches(pool.lengths.tolist(), 8000):
        batch = pool.batch(numbers).to(device)
        with torch.inference_mode():
            scores, _, _ = model.heads["events"](model.words(batch))
            chances = scores[..., :kinds].float().sigmoid().cpu().numpy()
        for row, number in enumerate(numbers):
            start, count = pool.words_of(number)
            found[start : start + count] = chances[row, :count]
    return found
