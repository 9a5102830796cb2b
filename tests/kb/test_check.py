"""`tools/check_kb`: each rule is broken once and found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.build_kb.compiler import compile_tables
from tools.build_kb.tables import tables_hash
from tools.check_kb import check_binary, check_rows, run


@pytest.fixture
def made(tables: Path, tmp_path: Path) -> tuple[Path, Path, Path]:
    """Compile the small tables and write their page; return tables, binary, page."""
    target = tmp_path / "out"
    target.mkdir()
    binary, page = target / "small.bin", target / "page.md"
    binary.write_bytes(compile_tables(tables)[0])
    run(tables, binary, page, write=True)
    return tables, binary, page


def _append(path: Path, line: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")


def test_sound_tables_pass(made: tuple[Path, Path, Path]) -> None:
    problems, lines = run(*made)
    assert problems == []
    assert any("CUB:3" in line for line in lines)


def test_two_holders_at_once_without_a_note(made: tuple[Path, Path, Path]) -> None:
    tables, binary, page = made
    _append(tables / "hand" / "tenures.tsv", "\tSomebody Else\tPresident\tEGY\t2012-09-01\t2013-05-01\t\t\tfiles\t")
    problems, _ = run(tables, binary, page)
    assert any("Mohamed Morsi" in problem and "Somebody Else" in problem for problem in problems)
    (tables / "overlaps.tsv").write_text(
        "code\toffice\tfirst\tsecond\tnote\tsource\nEGY\tPresident\tMohamed Morsi\tSomebody Else\ttest\tfiles\n",
        encoding="utf-8",
    )
    problems, _ = run(tables, binary, page)
    assert not any("Somebody Else" in problem for problem in problems)


def test_a_row_without_a_source(made: tuple[Path, Path, Path]) -> None:
    tables = made[0]
    (tables / "overlaps.tsv").write_text(
        "code\toffice\tfirst\tsecond\tnote\tsource\nEGY\tPresident\tA\tB\tnote\t\n", encoding="utf-8"
    )
    assert check_rows(tables) == ["overlaps.tsv:2: unknown source '' (add it to sources.tsv)"]


def test_a_stale_binary_and_a_stale_page(made: tuple[Path, Path, Path]) -> None:
    tables, binary, page = made
    _append(tables / "hand" / "countries.tsv", "# a comment counts")
    assert any("small.bin is not of these tables" in problem for problem in check_binary(tables, binary))
    page.write_text("old", encoding="utf-8")
    problems, _ = run(tables, binary, page)
    assert any("page.md is not of these tables" in problem for problem in problems)


def test_the_hash_tells_tables_apart(tables: Path) -> None:
    before = tables_hash(tables)
    _append(tables / "hand" / "countries.tsv", "NOR\tstate\tNorway\t\t\t\t")
    assert tables_hash(tables) != before
