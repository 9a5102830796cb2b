"""A ledger of the merging's gold: 142 reports, made once."""

import pytest

from bench.corroborate import GOLD, HALVES, read_gold
from legation.keeping import settle
from legation.store.ledger import Ledger, Run


@pytest.fixture(scope="session")
def gold_path(tmp_path_factory):
    path = tmp_path_factory.mktemp("gold") / "gold.ledger"
    with Ledger(path) as ledger:
        for half in HALVES:
            ledger.write_forms([(row.form, row.text) for row in read_gold(GOLD / f"{half}.txt")], Run(coder="by hand"))
        settle(ledger)
    return path


@pytest.fixture(name="gold")
def gold_ledger(gold_path):
    with Ledger(gold_path, read_only=True) as ledger:
        yield ledger
