"""Linear maps that can be trained with the rounding of the shipped model (Jacob et al. 2018).

While `rounds` is on, a training step sees the weights as `quantise` will store them: seven bits with a scale for each
output. Gradients pass the rounding as if it were not there. Measuring and exporting use the plain weights; what rounding
costs is then small, since the model has learnt with it. The inputs' eight bits cost next to nothing (measured: 0.05 LAS),
and are left out.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torch.nn import functional

from tools.train_reader.quantise import WEIGHT_TOP


class Linear(nn.Linear):  # type: ignore[misc]
    """`nn.Linear`; with `rounds`, a training step sees it rounded."""

    rounds = False

    def forward(self, given: Any) -> Any:
        """Map (..., in) to (..., out)."""
        if not (self.rounds and self.training):
            return super().forward(given)
        return functional.linear(given, _weight(self.weight), self.bias)


def turn_on(model: nn.Module) -> None:
    """Let every `Linear` in the model round while it is trained."""
    for module in model.modules():
        if isinstance(module, Linear):
            module.rounds = True


def _weight(values: Any) -> Any:
    with torch.no_grad():
        scale = values.abs().amax(1, keepdim=True).clamp(min=1e-8) / WEIGHT_TOP
        off = torch.round(values / scale).mul_(scale).sub_(values)
    return values + off
