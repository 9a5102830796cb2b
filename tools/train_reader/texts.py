"""The texts that are trained on: treebanks, names and the corpus of acts, read and numbered."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from legation.read.wordpiece import WordPiece
from tools.train_reader.corpus import fold_of, is_in_share, load_corpus
from tools.train_reader.data import MASK, Example, Labels, Numberer, inventory, load
from tools.train_reader.pool import Pool
from tools.train_reader.ready import Rest, keep_pool, keep_rest, places_of, swapped
from tools.train_reader.settings import Settings
from tools.train_reader.swapping import Swapper

#: Files that are trained on, and how often a sentence of them is seen in an epoch.
TRAINING = {"ewt_train": 1, "gum_train_nonNC": 1, "ner_uner_dev": 2, "ner_wikigold": 1}
#: Every third sentence of these is measured while training.
DEVELOPMENT = ("gum_dev", "ewt_dev")
#: The most pieces of a sentence that is trained on.
LONGEST = 160


@dataclass(frozen=True, slots=True)
class Texts:
    """Sentences to learn from and their examples, one for one; those held out and those of development; the mask's number."""

    labels: Labels
    numberer: Numberer
    mask: int
    taught: list[dict[str, Any]]
    examples: list[Example]
    held_out: list[dict[str, Any]]
    development: dict[str, list[dict[str, Any]]]


def read_texts(settings: Settings) -> Texts:
    """Read all that the settings name; sentences of the corpus that are held out, or of a part left out, are not taught."""
    sentences = {name: load(settings.data / f"{name}.jsonl.gz") for name in TRAINING}
    labels = inventory([s for name in ("ewt_train", "gum_train_nonNC") for s in sentences[name]])
    numberer, mask = numbers_of(settings, labels)
    corpus = load_corpus(settings.corpus)
    acts = [s for s in corpus if not s["held_out"] and is_in_share(s, settings.corpus_share)]
    if settings.without is not None:
        part, folds = settings.without
        acts = [s for s in acts if fold_of(s, folds) != part]
    told = [s for name, times in TRAINING.items() for s in sentences[name] * times]
    told += acts * settings.corpus_times
    examples = [numberer.example(s) for s in told]
    fitting = [number for number, example in enumerate(examples) if len(example.pieces) <= LONGEST]
    return Texts(
        labels=labels,
        numberer=numberer,
        mask=mask,
        taught=[told[number] for number in fitting],
        examples=[examples[number] for number in fitting],
        held_out=[s for s in corpus if s["held_out"]],
        development={name: load(settings.data / f"{name}.jsonl.gz")[::3] for name in DEVELOPMENT},
    )


def numbers_of(settings: Settings, labels: Labels) -> tuple[Numberer, int]:
    """Return what numbers sentences by the pretrained vocabulary, and the number of its mask."""
    path: Path = settings.vocabulary or settings.pretrained / "vocab.txt"
    vocabulary = path.read_text(encoding="utf-8").splitlines()
    return Numberer(WordPiece(vocabulary), labels), vocabulary.index(MASK)


def make_ready(settings: Settings, folder: Path, number: int) -> None:
    """Write the pool of one number to the folder, and with the first all that trainings need beside pools (see `ready`)."""
    texts = read_texts(settings)
    if number:
        chance = random.Random(settings.seed + number)  # noqa: S311 - no secret
        examples = swapped(texts.taught, texts.examples, (texts.numberer, Swapper()), chance, LONGEST)
        keep_pool(folder, number, Pool(examples))
        return
    keep_pool(folder, 0, Pool(texts.examples))
    places = places_of(texts.taught)
    ids = [str(s["id"]) for s in texts.taught]
    keep_rest(folder, Rest(texts.labels, texts.held_out, texts.development, places, ids))
