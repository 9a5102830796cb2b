"""The heads that read acts: which words name one, of what kind, and which words are its parts.

A trigger scores each type by itself (a word may name two acts); mode, status, channel and stance are choices among the
labels of the trigger's word. The parts are arcs from the trigger's word to any word, scored by a bilinear form for each
role. Two more such forms serve the answer to "what did this one do to that one": every word votes for a type, with a
weight by how it stands to the two parties.

Sources: Dozat and Manning 2017 (bilinear arcs), Wadden et al. 2019 (triggers and arguments on one encoder).
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torch.nn import functional

from tools.train_reader.data import IGNORED, Labels
from tools.train_reader.dropout import Dropout
from tools.train_reader.rounding import Linear

FAR = 10_000.0
#: What a score begins at where nearly every cell is a no.
RARE = -4.0
#: Forms after the roles': how a word stands to the first and to the second of a pair.
PAIR_FORMS = 2
CHOICES = ("status", "via", "stance")


class EventHead(nn.Module):  # type: ignore[misc]
    """Scores of acts; `sections` names the stretches of a word's row of scores."""

    def __init__(self, labels: Labels, width: int, hidden: int = 320, arc: int = 40) -> None:
        """Make the head for the labels of `corpus.event_labels`."""
        super().__init__()
        kinds = len(labels["types"])
        self.sizes = [kinds, kinds, len(labels["modes"]), *(len(labels[name]) for name in CHOICES)]
        self.roles = len(labels["roles"])
        self.forms, self.arc = self.roles + PAIR_FORMS, arc
        self.dropout = Dropout(0.25)
        #: How much a lesson counts beside the corpus's own marks (0 to 1).
        self.lesson_weight = 0.5
        self.inner = Linear(width, hidden)
        self.score = Linear(hidden, sum(self.sizes))
        nn.init.constant_(self.score.bias[:kinds], RARE)
        self.views = Linear(width, 2 * self.forms * arc)
        self.bias = nn.Parameter(torch.tensor([RARE] * self.roles + [0.0] * PAIR_FORMS))
        own = [labels["types"].index(name.split("/")[0]) for name in labels["modes"]]
        self.register_buffer("mode_type", torch.tensor(own), persistent=False)

    def forward(self, words: Any) -> tuple[Any, Any, Any]:
        """Return scores (B, W, sum of sizes) and the words as triggers and as parts (B, W, forms, arc + 1).

        The dot product of a trigger's and a part's vector is the score of the arc; the last place holds the bias.
        """
        size, count, _ = words.shape
        words = self.dropout(words)
        scores = self.score(self.dropout(functional.gelu(self.inner(words))))
        views = functional.leaky_relu(self.views(words), 0.1).view(size, count, 2, self.forms, self.arc)
        trigger, part = self.dropout(views).unbind(2)
        bias = self.bias[:, None].expand(size, count, self.forms, 1).to(trigger.dtype)
        return scores, torch.cat([trigger, bias], -1), torch.cat([part, torch.ones_like(bias)], -1)

    def losses(self, words: Any, present: Any, acts: dict[str, Any]) -> dict[str, Any]:
        """Return the losses of a batch with `acts` (see `pool.Batch`); `present` (B, W) tells words from padding."""
        scores, trigger, part = self(words)
        kinds, hints, modes, *choices = scores.float().split(self.sizes, -1)
        there = acts["word"] != IGNORED
        at = acts["word"].clamp(min=0)

        def picked(values: Any) -> Any:
            return torch.gather(values, 1, at[..., None].expand(-1, -1, values.shape[-1]))

        found = {"acts": self._act_loss(kinds, at, there, present, acts)}
        mode_scores = picked(modes) - FAR * (self.mode_type != acts["type"][..., None]).float()
        found["modes"] = _choice_loss(mode_scores, acts["mode"], smoothing=0.0)
        for name, values in zip(CHOICES, choices, strict=True):
            found[name] = _choice_loss(picked(values), acts[name])
        own = torch.gather(trigger, 1, at[..., None, None].expand(-1, -1, *trigger.shape[2:]))[:, :, : self.roles]
        arcs = torch.einsum("berd,bwrd->berw", own, part[:, :, : self.roles]).float()
        cost = functional.binary_cross_entropy_with_logits(arcs, acts["roles"], reduction="none")
        counted = there[:, :, None, None] & (present[:, None, None, :] > 0)
        found["roles"] = (cost * counted).sum() / there.sum().clamp(min=1)
        if len(acts["pairs"]):
            row, first, second, kind = acts["pairs"].unbind(-1)
            found["pairs"] = functional.cross_entropy(
                self.pair_scores(hints, trigger, part, present, (row, first, second)), kind, label_smoothing=0.05
            )
        return found

    def _act_loss(self, kinds: Any, at: Any, there: Any, present: Any, acts: dict[str, Any]) -> Any:
        """Return the mean loss of ten annotated words, all types together."""
        gold = torch.zeros_like(kinds)
        rows = torch.arange(len(at), device=at.device)[:, None].expand_as(at)
        gold.index_put_((rows, at, acts["type"].clamp(min=0)), there.to(gold.dtype), accumulate=True)
        gold, marked = gold.clamp(max=1), acts["marked"][:, None] > 0
        if "lesson" in acts:
            # Where the corpus marks, its word counts beside the teachers'; elsewhere the teachers' alone.
            gold = torch.where(marked[..., None], torch.lerp(gold, acts["lesson"], self.lesson_weight), acts["lesson"])
            marked = torch.ones_like(marked)
        cost = functional.binary_cross_entropy_with_logits(kinds, gold, reduction="none").sum(-1)
        counted = (present > 0) & marked
        return (cost * counted).sum() / counted.sum().clamp(min=1) * 10

    def pair_scores(self, hints: Any, trigger: Any, part: Any, present: Any, pairs: tuple[Any, Any, Any]) -> Any:
        """Return scores (P, types) of pairs of words, each given as row, first party's word, second party's word."""
        row, first, second = pairs
        one, two = self.roles, self.roles + 1
        to_first = (trigger[row, :, one] * part[row, first, one][:, None]).float().sum(-1)
        to_second = (trigger[row, :, two] * part[row, second, two][:, None]).float().sum(-1)
        weight = to_first + to_second - FAR * (present[row] <= 0).float()
        return torch.logsumexp(hints[row] + torch.log_softmax(weight, -1)[..., None], 1)


def _choice_loss(scores: Any, targets: Any, smoothing: float = 0.02) -> Any:
    flat = targets.flatten()
    return functional.cross_entropy(
        scores.flatten(0, 1), flat, ignore_index=IGNORED, label_smoothing=smoothing, reduction="sum"
    ) / (flat != IGNORED).sum().clamp(min=1)
