"""Write the tables of the Factbook: `python -m tools.build_kb.factbook [--source DIR] [--out DIR]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from tools.build_kb.factbook.groups import group_rows
from tools.build_kb.factbook.heads import PERSON_COLUMNS, TENURE_COLUMNS, head_tables, overlaps
from tools.build_kb.factbook.memberships import COLUMNS, membership_rows
from tools.build_kb.factbook.parties import ORGANISATION_COLUMNS, party_rows
from tools.build_kb.factbook.reading import Factbook
from tools.build_kb.tables import ROOT, TABLES, read_table, write_table

_MADE = "Made by python -m tools.build_kb.factbook from the CIA World Factbook (public domain); do not edit by hand."


def main(arguments: list[str] | None = None) -> int:
    """Read the shared sources and write the tables; print the number of rows of each."""
    parser = argparse.ArgumentParser(prog="python -m tools.build_kb.factbook", description=__doc__)
    parser.add_argument("--source", type=Path, default=ROOT.parent / "shared" / "data" / "kb")
    parser.add_argument("--out", type=Path, default=TABLES / "derived")
    chosen = parser.parse_args(arguments)
    factbook = Factbook(chosen.source)
    codes = frozenset(row["code"] for row in read_table(TABLES / "hand" / "countries.tsv", ("code",)))
    tenures, persons = head_tables(factbook, codes)
    parties, leaders = party_rows(factbook, codes)
    tables = (
        ("factbook_tenures.tsv", TENURE_COLUMNS, tenures, _TENURES),
        (
            "factbook_persons.tsv",
            PERSON_COLUMNS,
            persons,
            "Other forms of the names in factbook_tenures.tsv; person is the name there.",
        ),
        (
            "factbook_party_leaders.tsv",
            TENURE_COLUMNS,
            leaders,
            "Leaders of parties by the last text that names them (2021 or later).",
        ),
        ("factbook_parties.tsv", ORGANISATION_COLUMNS, parties, "Parties by the last text on each country."),
        (
            "factbook_groups.tsv",
            (*ORGANISATION_COLUMNS, "listed"),
            group_rows(factbook, codes),
            "Groups; listed: countries that list them.",
        ),
        (
            "factbook_memberships.tsv",
            COLUMNS,
            membership_rows(factbook, codes),
            "Years of the editions and copies that list the bloc.",
        ),
    )
    for name, columns, rows, comment in tables:
        written = write_table(chosen.out / name, f"{_MADE}\n{comment}", columns, rows)
        print(f"{name}: {written}")
    print(f"two holders of one chief office at once: {len(overlaps(tenures))}")
    return 0


_TENURES = """start: as told ("since ..."), else the month in which first seen (note). end: the next holder's start, where told and
no more than 660 days after the last look; else the month or year in which no longer named. seen: last day on which an
edition or a weekly copy names them in this office, whether or not the tenure has ended; between seen and end nobody looked.
The editions of 2018-2020 are blank here; the CIA's list of world leaders of 2019-06-04 bridges them."""


if __name__ == "__main__":
    raise SystemExit(main())
