"""Phrases to parties: who a noun phrase stands for, with candidates, score and evidence (CODEBOOK section 4)."""

from legation.resolve.knowledge import KnowledgeBase, load_knowledge
from legation.resolve.resolver import Resolver

__all__ = ["KnowledgeBase", "Resolver", "load_knowledge"]
