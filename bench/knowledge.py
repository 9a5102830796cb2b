"""Speed and size of the knowledge base: load, look-ups a second on one core, resident memory.

python -m bench.knowledge
"""

from __future__ import annotations

import random
import resource
import sys
import time
from datetime import date
from typing import Final

#: Look-ups that are timed: a name, and where it means a person, the office on the day.
COUNT: Final = 100_000


def measure() -> dict[str, float]:
    """Return load_seconds, lookups_per_second (name and standing on a random day), resident_mb."""
    begun = time.perf_counter()
    from legation.resolve.knowledge import KnowledgeBase  # noqa: PLC0415 - its import is part of the load

    knowledge = KnowledgeBase.load()
    loaded = time.perf_counter() - begun
    chance = random.Random(7)  # noqa: S311 - a sample, not a secret
    names = chance.sample(knowledge.names(), 10_000)
    first, last = date(1990, 1, 1).toordinal(), date(2026, 12, 31).toordinal()
    asked = [(chance.choice(names), date.fromordinal(chance.randint(first, last))) for _ in range(COUNT)]
    begun = time.process_time()
    for name, day in asked:
        for entry in knowledge.look_up(name, day)[:1]:
            if entry.person is not None:
                knowledge.standing(entry.person, day)
    seconds = time.process_time() - begun
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return {
        "load_seconds": round(loaded, 3),
        "lookups_per_second": round(COUNT / seconds),
        "resident_mb": round(size, 1),
    }


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name} {value}")
