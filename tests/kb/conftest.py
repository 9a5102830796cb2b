"""A small folder of tables, and a knowledge base compiled from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from legation.resolve import KnowledgeBase
from tools.build_kb.compiler import compile_tables

SOURCES = """id\ttitle\taddress\tlicence\tretrieved\tnote
countries_by_hand\tby hand\there\tApache-2.0\t2026\t
files\tfiles\tthere\tCC0-1.0\t2026\t
cia_list\tlist\tthere\tpublic domain\t2026\t
recollection\tmemory\t-\tApache-2.0\t2026\t
"""
COUNTRIES = """code\tkind\tname\tadjectives\tpeople\tnames\tseats
CUB\tstate\tCuba\tCuban\tCuban; Cubans\tRepublic of Cuba\tHavana
EGY\tstate\tEgypt\tEgyptian\tEgyptians\t\tCairo
AUT\tstate\tAustria\tAustrian\tAustrians\t\t!Vienna
USA\tstate\tUnited States\tAmerican; US\tAmericans\tUS; U.S.; the States~\tWashington
"""
TENURES = """person\tname\toffice\tcode\tstart\tend\tseen\tacting\tsource\tnote
Q1\tMohamed Morsi\tPresident\tEGY\t2012-06-30\t2013-07-03\t\t\tfiles\t
Q2\tMiguel Díaz-Canel\tPresident\tCUB\t2018-04-19\t\t2023-01-11\t\tfiles\t
\tMiguel Diaz-Canel\tFirst Secretary of the Communist Party\tCUB\t2021-04-19\t\t2025-12-31\t\trecollection\t
\tFidel Castro\tPresident\tCUB\t1976\t2008-02-24\t\t\trecollection\t
"""


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """Write the small tables."""
    for folder in ("hand", "derived"):
        (tmp_path / folder).mkdir()
    (tmp_path / "sources.tsv").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "hand" / "countries.tsv").write_text(COUNTRIES, encoding="utf-8")
    (tmp_path / "hand" / "tenures.tsv").write_text(TENURES, encoding="utf-8")
    return tmp_path


@pytest.fixture
def compiled(tables: Path, tmp_path: Path) -> Callable[[], KnowledgeBase]:
    """Return a function that compiles the tables as they are now."""

    def build() -> KnowledgeBase:
        target = tmp_path / "small.bin"
        target.write_bytes(compile_tables(tables)[0])
        return KnowledgeBase.load(target, user=tmp_path / "none.tsv")

    return build
