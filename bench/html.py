"""Measure the main text of HTML pages: Legation beside the libraries, on ../shared/articles/html, in one run.

usage: python -m bench.html [--failures N]

The score is that of the article-extraction benchmark: shingles of four words as multisets, precision and recall a page,
their means, F1 of the means. Legation's text is what the reader would read: the extracted one, headline and furniture
lines left out. A library that is not installed is reported and passed over.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from legation.acquire.hypertext import page_of_html
from legation.clean.documents import clean_page
from legation.clean.hypertext import extract as extract_here
from legation.errors import SourceError

PAGES = Path(__file__).parent.parent.parent / "shared/articles/html"
STORED = Path(__file__).parent / "results" / "html.json"
Shingles = Counter[tuple[str, ...]]


def shingles(text: str, size: int = 4) -> Shingles:
    """Return the runs of `size` words of a text, with their number."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[start : start + size]) for start in range(max(1, len(words) - size + 1)) if words)


def score(wanted: list[Shingles], found: list[Shingles]) -> tuple[float, float, float]:
    """Return precision, recall and F1 over pages."""
    precisions, recalls = [], []
    for right, got in zip(wanted, found, strict=True):
        both = sum((right & got).values())
        precisions.append(both / max(sum(got.values()), 1))
        recalls.append(both / max(sum(right.values()), 1))
    precision, recall = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def by_legation(data: bytes, url: str) -> str:
    """Return the article's own lines, as they would be read."""
    try:
        # In this process, so that its time is counted; `legation add` has a worker do the same.
        document = clean_page(page_of_html(data, url, url=url), extracting=extract_here).document
    except SourceError:
        return ""
    text, place = [], 0
    for line in document.furniture:
        text.append(document.text[place : line.span.start])
        place = line.span.end
    own = "".join([*text, document.text[place:]])
    return own.removeprefix(document.title or "")


def by_trafilatura(data: bytes, url: str) -> str:
    """Return what the library extracts as it is."""
    from trafilatura import extract  # noqa: PLC0415

    return extract(data, url=url, include_comments=False, include_tables=False) or ""


def by_trafilatura_precision(data: bytes, url: str) -> str:
    """Return what it extracts when it favours precision."""
    from trafilatura import extract  # noqa: PLC0415

    return extract(data, url=url, include_comments=False, include_tables=False, favor_precision=True) or ""


def by_resiliparse(data: bytes, _url: str) -> str:
    """Return what the library extracts as main content."""
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

    return str(extract_plain_text(data.decode("utf-8", "replace"), main_content=True, alt_texts=False, links=False))


def by_readability(data: bytes, _url: str) -> str:
    """Return the text of the part that readability-lxml chooses."""
    from lxml.html import fromstring  # noqa: PLC0415
    from readability import Document  # noqa: PLC0415

    tree: Any = fromstring(Document(data.decode("utf-8", "replace")).summary())
    return str(tree.text_content())


RIVALS: tuple[tuple[str, str, Callable[[bytes, str], str]], ...] = (
    ("legation", "legation", by_legation),
    ("trafilatura", "trafilatura", by_trafilatura),
    ("trafilatura, favour precision", "trafilatura", by_trafilatura_precision),
    ("resiliparse", "resiliparse", by_resiliparse),
    ("readability-lxml", "readability-lxml", by_readability),
)


def main() -> None:
    """Measure all that is installed and print a line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--failures", type=int, default=0, help="print so many of Legation's worst pages")
    arguments = parser.parse_args()
    if not PAGES.is_dir():
        print(f"{PAGES} is absent: nothing to measure")
        return
    truth = json.loads((PAGES / "ground-truth.json").read_text(encoding="utf-8"))
    pages = [(gzip.decompress((PAGES / f"{name}.html.gz").read_bytes()), row["url"]) for name, row in truth.items()]
    wanted = [shingles(row["body"]) for row in truth.values()]
    results: dict[str, object] = {"pages": len(pages)}
    for name, package, extract in RIVALS:
        try:
            release = version(package)
            extract(*pages[0])
        except (PackageNotFoundError, ImportError):
            print(f"{name:32} not installed")
            continue
        started = time.process_time()
        texts = [extract(data, url) for data, url in pages]
        rate = len(pages) / (time.process_time() - started)
        found = [shingles(text) for text in texts]
        precision, recall, f1 = score(wanted, found)
        print(f"{name:32} {release:8} P {precision:.4f}  R {recall:.4f}  F1 {f1:.4f}  {rate:5.0f} pages/s")
        results[name] = {
            "version": release,
            "precision": precision,
            "recall": recall,
            "f1": f1,
            "pages_per_second": rate,
        }
        if name == "legation" and arguments.failures:
            _print_failures(list(truth.values()), wanted, found, arguments.failures)
    STORED.parent.mkdir(exist_ok=True)
    STORED.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def _print_failures(rows: list[dict[str, str]], wanted: list[Shingles], found: list[Shingles], number: int) -> None:
    def f1(place: int) -> float:
        return score([wanted[place]], [found[place]])[2]

    for place in sorted(range(len(rows)), key=f1)[:number]:
        precision, recall, _ = score([wanted[place]], [found[place]])
        print(f"  P {precision:.3f} R {recall:.3f} {rows[place]['url']}")


if __name__ == "__main__":
    main()
