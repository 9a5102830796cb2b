"""Names for the treebank that has none, proposed by the half-trained model (self-training, Yarowsky 1995).

EWT's training part tells by its tags which words are no names; the rest is open. Where the model is sure of an open
word, its answer becomes a target for the rest of the training.
"""

from __future__ import annotations

from dataclasses import replace

import torch

from tools.train_reader.data import IGNORED, Example, batches
from tools.train_reader.model import ReaderModel
from tools.train_reader.pool import Pool

#: How sure the model must be: the probability of its answer.
SURE = 0.9


def is_open(example: Example) -> bool:
    """Tell whether some word of `example` may be a name or not."""
    return IGNORED in example.targets.get("names", [])[1:]


def with_proposals(model: ReaderModel, examples: list[Example]) -> list[Example]:
    """Return the examples, their open words answered where `model` (in evaluation mode) is sure."""
    answered = list(examples)
    places = [place for place, example in enumerate(examples) if is_open(example)]
    pool = Pool([examples[place] for place in places])
    device = next(model.parameters()).device
    for numbers in batches(pool.lengths.tolist(), 4000):
        batch = pool.batch(numbers).to(device)
        with torch.inference_mode():
            scores = model.heads["names"](model.words(batch), batch.habit)
            sure, labels = scores.softmax(-1).max(-1)
        for row, number in enumerate(numbers):
            example = examples[places[number]]
            names = [
                label if known == IGNORED and word and chance >= SURE else known
                for word, (known, label, chance) in enumerate(
                    zip(example.targets["names"], labels[row].tolist(), sure[row].tolist(), strict=False)
                )
            ]
            answered[places[number]] = replace(example, targets={**example.targets, "names": names})
    return answered
