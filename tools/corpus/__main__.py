"""Command line: see the package's docstring."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import tools.corpus
from tools.corpus.checking import check_gold, check_items
from tools.corpus.compiling import stale, write_jsonl
from tools.corpus.coverage import describe
from tools.corpus.markup import read_files

_ROOT = Path(__file__).resolve().parents[2]
_FOLDER = _ROOT / "data" / "corpus"
_GOLD = _ROOT.parent / "shared" / "gold"


def main(arguments: list[str] | None = None) -> int:
    """Run one command; give the exit status: 0 fine, 1 problems found, 2 nothing to read."""
    parser = argparse.ArgumentParser(prog="python -m tools.corpus", description=tools.corpus.__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("command", choices=("check", "compile", "coverage"))
    parser.add_argument("files", nargs="*", type=Path, help="text files; all of data/corpus/text when none is given")
    options = parser.parse_args(arguments)
    paths = options.files or sorted((_FOLDER / "text").glob("*.txt"))
    if not paths:
        print(f"{_FOLDER / 'text'}: no text files (name the files to read)", file=sys.stderr)
        return 2
    items, problems = read_files(paths)
    problems += check_items(items)
    old: list[Path] = []
    if options.command == "check":
        problems += check_gold(items, _GOLD)
        old = [] if options.files or problems else stale(items, _FOLDER)
    for path in old:
        print(f"{path}: not what its text says (run `python -m tools.corpus compile`)", file=sys.stderr)
    for problem in sorted(problems, key=lambda problem: (problem.path, problem.line)):
        print(problem, file=sys.stderr)
    if options.command == "compile" and not problems:
        for path, count in write_jsonl(items, _FOLDER).items():
            print(f"{path}: {count} items")
    elif options.command == "coverage":
        print("\n".join(describe(items)))
    else:
        print(f"{len(paths)} files, {len(items)} items, {len(problems)} problems")
    return 1 if problems or old else 0


if __name__ == "__main__":
    raise SystemExit(main())
