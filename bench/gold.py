"""The development gold in ../shared/gold, where present: coded in this process and scored by ../shared/tools.

Its texts never enter the repository; only figures do.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
GOLD = SHARED / "gold"
TOOLS = SHARED / "tools"


def present() -> bool:
    """Tell whether the development gold is at hand."""
    return (GOLD / "news_dev.jsonl").is_file() and (TOOLS / "score.py").is_file()


def _tool(*arguments: str, stdin: str | None = None) -> str:
    done = subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True, input=stdin)
    return done.stdout


def _coded(source: str) -> tuple[str, float, int]:
    """Code JSONL articles; return JSONL, CPU seconds, and the number of sentences."""
    from legation.acquire import Page, PagePair  # noqa: PLC0415 - the bench starts fast without the gold
    from legation.pipeline import default_pipeline, document_of  # noqa: PLC0415
    from legation.records import Span  # noqa: PLC0415
    from legation.store.form import article_form  # noqa: PLC0415

    pipeline = default_pipeline()
    pages = []
    for line in source.splitlines():
        row = json.loads(line)
        pairs = tuple(PagePair(source=Span(*p["source"]), target=Span(*p["target"])) for p in row.get("pairs", ()))
        pages.append(Page(text=row["text"], source="gold", id=row["id"], published=row["date"], pairs=pairs))
    documents = [document_of(page) for page in pages]
    begun = time.process_time()
    articles = list(pipeline.code_many(documents))
    seconds = time.process_time() - begun
    lines = []
    for article, page in zip(articles, pages, strict=True):
        answers = [pipeline.relate(article, pair.source, pair.target) for pair in page.pairs] or None
        lines.append(json.dumps(article_form(article, answers), ensure_ascii=False))
    return "\n".join(lines) + "\n", seconds, sum(len(article.sentences) for article in articles)


def news(*, errors: int = 0) -> dict[str, Any]:
    """Score news_dev: F1 by level, status, origin, silence; and the coder's speed in sentences a CPU second."""
    gold = str(GOLD / "news_dev.jsonl")
    coded, seconds, sentences = _coded(_tool(str(TOOLS / "gold_io.py"), "input", gold))
    with tempfile.TemporaryDirectory() as folder:
        coded_path, predicted = Path(folder, "coded.jsonl"), Path(folder, "predicted.jsonl")
        coded_path.write_text(coded, encoding="utf-8")
        predicted.write_text(_tool(str(TOOLS / "gold_io.py"), "predictions", gold, str(coded_path)), encoding="utf-8")
        result: dict[str, Any] = json.loads(_tool(str(TOOLS / "score.py"), str(predicted), gold, "--json"))
        if errors:
            print(_tool(str(TOOLS / "score.py"), str(predicted), gold, "--errors", str(errors)))
    result["sentences_per_second"] = round(sentences / seconds, 1) if seconds else None
    return result


def pairs() -> dict[str, float]:
    """Score plv_dev in two settings: parties given, and raw text."""
    gold = str(GOLD / "plv_dev.jsonl")
    coded, _, _ = _coded(_tool(str(TOOLS / "score_plv.py"), "input", gold))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "coded.jsonl")
        path.write_text(coded, encoding="utf-8")
        line = _tool(str(TOOLS / "score_plv.py"), gold, str(path))
    words = line.replace(",", " ").replace(";", " ").split()
    names = {
        "accuracy": "given",
        "reconciled": "reconciled",
        "precision": "raw_precision",
        "recall": "raw_recall",
        "f1": "raw_f1",
    }
    return {name: float(words[words.index(word) + 1]) for word, name in names.items()}


def actors() -> dict[str, float]:
    """Score actors_dev: entity, sector, office."""
    from click.testing import CliRunner  # noqa: PLC0415

    from legation.serve.who import who  # noqa: PLC0415

    gold = str(GOLD / "actors_dev.jsonl")
    answers = CliRunner().invoke(who, ["--format", "jsonl", gold], catch_exceptions=False)
    last = _tool(str(TOOLS / "score_actors.py"), gold, stdin=answers.stdout).splitlines()[-1]
    parts = last.replace("=", " ").split()
    return {name: float(parts[parts.index(name) + 2]) for name in ("entity", "sector", "office") if name in parts}
