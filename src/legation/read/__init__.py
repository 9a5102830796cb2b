"""Document to `Reading`: sentences, words, dependencies, names and quotations, by the shipped model."""

from __future__ import annotations

from legation.read.reader import Reader

__all__ = ["Reader"]
