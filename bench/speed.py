"""Speed of the whole path on one core, and how cost grows with length: `python -m bench.speed`.

Texts are made of the bundled sample and the own corpus; seconds are of this process's CPU. The ratio beside each
length is the cost for a sentence against that at the shortest one: about 1 where the cost is linear.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

TEXTS = Path(__file__).parent.parent / "data" / "corpus" / "text"
LENGTHS = (60_000, 120_000, 240_000, 480_000)


def prose() -> str:
    """Return running text of own sentences, long enough for all lengths."""
    from tools.corpus.markup import read_files  # noqa: PLC0415

    items, _ = read_files(sorted(TEXTS.glob("w*.txt")))
    paragraphs = [" ".join(sentence.text for sentence in item.sentences) for item in items]
    text = "\n\n".join(paragraphs)
    while len(text) < LENGTHS[-1]:
        text += "\n\n" + text
    return text


def figures() -> dict[str, float]:
    """Return sentences a CPU second for one long text and for many short ones, and the growth of cost with length."""
    from legation.acquire import Page  # noqa: PLC0415
    from legation.pipeline import default_pipeline, document_of  # noqa: PLC0415

    pipeline, text = default_pipeline(), prose()
    pipeline.code(document_of(Page(text=text[:2000], source="speed", id="warm")))
    found: dict[str, float] = {}
    base = 0.0
    for length in LENGTHS:
        document = document_of(Page(text=text[:length], source="speed", id=str(length), published="2024-05-15"))
        begun = time.process_time()
        article = pipeline.code(document)
        cost = (time.process_time() - begun) / len(article.sentences)
        base = base or cost
        found[f"ratio_at_{length}"] = round(cost / base, 2)
        found["sentences_per_second"] = round(1 / cost, 1)
    short = text[: LENGTHS[1]].split("\n\n")
    documents = [
        document_of(Page(text=t, source="speed", id=str(n), published="2024-05-15")) for n, t in enumerate(short)
    ]
    begun = time.process_time()
    count = sum(len(article.sentences) for article in pipeline.code_many(documents))
    found["short_texts_sentences_per_second"] = round(count / (time.process_time() - begun), 1)
    found["load_average"] = round(os.getloadavg()[0], 1)
    return found


if __name__ == "__main__":
    print(figures())
