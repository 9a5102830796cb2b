"""Phrases to parties: who a noun phrase stands for, with candidates, score and evidence (CODEBOOK section 4)."""

from legation.resolve.resolver import Resolver

__all__ = ["Resolver"]
