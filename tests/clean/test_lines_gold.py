"""The line classifier on pages of small copy sites (`bench/gold/lines`), on which it was not trained."""

from pathlib import Path

import pytest

from legation.acquire import read_source
from legation.clean import make_document
from legation.clean.classify import furniture_kinds

GOLD = Path(__file__).parents[2] / "bench/gold/lines"
SAMPLE = Path(__file__).parents[2] / "src/legation/serve/sample/dispatches.jsonl"
SEED = Path(__file__).parents[3] / "shared/articles/seed.txt"


def pages(name):
    found = []
    for line in (GOLD / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            found.append((line[2:], []))
        elif line:
            found[-1][1].append(tuple(line.split("|", 1)))
    return found


BOTH = [*pages("dev.txt"), *pages("test.txt")]


@pytest.mark.parametrize("page", [page for _, page in BOTH], ids=[name for name, _ in BOTH])
def test_no_body_line_is_lost(page):
    kinds = furniture_kinds(tuple(line for _, line in page))
    assert [line for (kind, line), found in zip(page, kinds, strict=True) if kind == "b" and found] == []


@pytest.mark.parametrize(
    ("name", "lines", "least", "kinds"), [("dev.txt", 103, 0.99, 0.94), ("test.txt", 58, 0.81, 0.67)]
)
def test_furniture_is_set_aside_and_most_of_it_under_its_kind(name, lines, least, kinds):
    rows = [
        (kind, found)
        for _, page in pages(name)
        for (kind, _), found in zip(page, furniture_kinds(tuple(line for _, line in page)), strict=True)
        if kind != "b"
    ]
    assert len(rows) == lines
    assert sum(found is not None for _, found in rows) / len(rows) >= least
    assert sum(found == kind for kind, found in rows) / len(rows) >= kinds


def test_the_bundled_sample_loses_nothing():
    furniture = [line.span.of(page.text) for page in read_source(SAMPLE) for line in make_document(page).furniture]
    assert furniture == ["Photo: archive", "Subscribe to our newsletter"]


@pytest.mark.skipif(not SEED.is_file(), reason="the seed article is not there")
def test_the_seed_keeps_its_seven_stretches_of_furniture():
    document = make_document(next(iter(read_source(SEED))))
    kinds = [line.kind for line in document.furniture]
    assert kinds == ["credit", "credit", "sign-up", "sign-up", "disclaimer", "comments", "related"]
    assert document.title.startswith("Russia, Cuba seek closer")
