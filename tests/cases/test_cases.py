"""Own cases through the shipped stages: what must be found is found, and nothing else is claimed.

A case that is not right yet stands in known.txt with its reason; one that became right must leave it, so that the list
only shrinks.
"""

from pathlib import Path

import pytest

from bench.cases import judge
from tests.cases import CASES

KNOWN = Path(__file__).with_name("known.txt")


def known():
    rows = [line.partition("#")[0].strip() for line in KNOWN.read_text(encoding="utf-8").splitlines()]
    return {row for row in rows if row}


@pytest.fixture(scope="module")
def articles():
    from legation.acquire import Page
    from legation.pipeline import default_pipeline, document_of

    pages = [Page(text=text, source=name, id=name, published="2024-05-15") for name, (text, _) in CASES.items()]
    return {article.id: article for article in default_pipeline().code_many(map(document_of, pages))}


def test_there_are_enough_cases_and_known_ones_exist():
    assert len(CASES) >= 150
    assert known() <= set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_case(name, articles):
    missed, extra = judge(articles[name], CASES[name][1])
    right = not missed and not extra
    if name in known():
        assert not right, "it is right now: take it off known.txt"
    else:
        assert right, f"{CASES[name][0]}\nmissed {missed}\nextra {extra}"
