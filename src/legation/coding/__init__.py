"""Reading and actors in, records out: events, statements, tenures, relations, indicators, each with its words.

The package is called `coding` because `legation.code` is the function that users call.
"""

from legation.coding.coder import Coder
from legation.coding.grievances import grievance
from legation.coding.lexicon import Lexicon, load_lexicon
from legation.coding.relations import RelationFound, find_relations
from legation.coding.statements import StatementFinder, StatementFound
from legation.coding.tenures import TenureFound, find_tenures

__all__ = [
    "Coder",
    "Lexicon",
    "RelationFound",
    "StatementFinder",
    "StatementFound",
    "TenureFound",
    "find_relations",
    "find_tenures",
    "grievance",
    "load_lexicon",
]
