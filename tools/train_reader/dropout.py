"""Dropout (Srivastava et al. 2014) that is cheap on a processor: one random byte a cell.

`nn.Dropout` draws a random number in floats for each cell there, which took a tenth of a training step. A byte names the
share in steps of 1/256, which is what `p` is rounded to.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torch.nn import functional

BYTES = 256


class Dropout(nn.Dropout):  # type: ignore[misc]
    """`nn.Dropout`, drawn by bytes on a processor."""

    def forward(self, given: Any) -> Any:
        """Return the cells, a share `p` of them zero and the rest raised in turn while training."""
        dropped = round(self.p * BYTES)
        if not self.training or given.device.type != "cpu" or not 0 < dropped < BYTES:
            return functional.dropout(given, self.p, self.training)
        words = torch.randint(-(2**31), 2**31, ((given.numel() + 3) // 4,), dtype=torch.int32)
        kept = (words.view(torch.uint8)[: given.numel()] >= dropped).view(given.shape)
        return given * kept.to(given.dtype).mul_(BYTES / (BYTES - dropped))
