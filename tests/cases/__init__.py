"""Own cases: short sentences written for Legation, each with the mentions it must give.

An expectation reads `TYPE[/mode] ACTORS[>RECIPIENTS] status [by=ORIGIN]`: codes joined by `+`, `-` for none; codes are
compared without their sector unless one is written (`IRN/GOV`). `by=` is the first link of the chain (`unnamed`); it
is compared only where it is written. A case without expectations must give no event.
"""

from tests.cases.attribution import ATTRIBUTION
from tests.cases.negatives import NEGATIVES
from tests.cases.parties import PARTIES
from tests.cases.status import STATUS
from tests.cases.types import TYPES
from tests.cases.who import WHO
from tests.cases.who_fourth import WHO_FOURTH
from tests.cases.who_second import WHO_SECOND
from tests.cases.who_third import WHO_THIRD

CASES = {
    f"{name}-{number:03d}": case
    for name, table in {
        "types": TYPES,
        "status": STATUS,
        "attribution": ATTRIBUTION,
        "parties": PARTIES,
        "negatives": NEGATIVES,
        "who": WHO,
        "who_second": WHO_SECOND,
        "who_third": WHO_THIRD,
        "who_fourth": WHO_FOURTH,
    }.items()
    for number, case in enumerate(table)
}
