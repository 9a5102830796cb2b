"""Corroborate: reports of one act across articles become one event, with its reasons, claims and conflicts."""

from legation.corroborate.blocking import keys, look_ups
from legation.corroborate.cluster import BY_HAND, Match, cluster, match_of
from legation.corroborate.compare import Comparison, compare, contradiction
from legation.corroborate.event import Carrier, Reported, event_of
from legation.corroborate.facts import Facts, facts_of

#: Number of the rules of merging: raise it with every change that moves a match, and ledgers merge anew.
RULES = 3

__all__ = [
    "BY_HAND",
    "RULES",
    "Carrier",
    "Comparison",
    "Facts",
    "Match",
    "Reported",
    "cluster",
    "compare",
    "contradiction",
    "event_of",
    "facts_of",
    "keys",
    "look_ups",
    "match_of",
]
