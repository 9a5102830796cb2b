"""How large an encoder is: the product's own, and a teacher's, which only training sees.

A teacher is all-mpnet-base-v2 (Song et al. 2020; Apache-2.0): twelve layers that also weigh how far two pieces stand apart.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """Widths and depth of an encoder; `distances` is the number of bands of distance that its attention tells apart, or 0."""

    width: int = 384
    inner: int = 1536
    layers: int = 6
    attention_heads: int = 12
    pieces: int = 30_522
    epsilon: float = 1e-12
    distances: int = 0


PUPIL = Size()
TEACHER = Size(width=768, inner=3072, layers=12, epsilon=1e-5, distances=32)
