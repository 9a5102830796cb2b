"""What a training is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tools.train_reader.sizes import PUPIL, Size


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the command line decides."""

    data: Path
    #: Folder of the corpus's text files.
    corpus: Path
    #: Folder of the pretrained encoder: `vocab.txt` and `model.safetensors`.
    pretrained: Path
    work: Path
    #: File of the vocabulary, where it is not in the folder of the pretrained encoder.
    vocabulary: Path | None = None
    minutes: float
    #: The most steps; 0 for as many as the minutes allow.
    steps: int = 0
    #: The share of the corpus that is trained on, and how often a sentence of it is seen in an epoch.
    corpus_share: float = 1.0
    #: A part of the corpus that is kept from the training, as (part, of how many), to be read by it unseen; None for all.
    without: tuple[int, int] | None = None
    corpus_times: int = 2
    #: Folder of data made ready by `make_ready`, to train on in place of the texts; None to read the texts.
    ready: Path | None = None
    #: How large the encoder is; a teacher's starts from the packed weights in the folder `pretrained`.
    size: Size = PUPIL
    device: str = "cpu"
    #: Whether products are made in bfloat16: on a GPU, and on processors that have instructions for it.
    is_half: bool = False
    threads: int = 1
    #: Pieces in a batch.
    budget: int = 1200
    encoder_rate: float = 2e-4
    head_rate: float = 1.5e-3
    seed: int = 7
    #: Minutes between measurements and between savings; both come at the end as well.
    evaluate_every: float = 12.0
    save_every: float = 3.0
    #: The share of the budget after which open names are proposed by the model.
    propose_at: float = 0.55
    #: The share of words hidden from the model, and of the event heads' inputs dropped.
    masked: float = 0.04
    event_dropout: float = 0.25
    #: Whether every second showing of a sentence of the corpus names other parties (see `swapping`).
    is_swapped: bool = False
    #: How much a lesson counts beside the corpus's own marks (0 to 1).
    lesson_weight: float = 0.5
    #: Whether the vectors of word pieces stay as they were pretrained.
    is_frozen: bool = False
    #: Whether the model is trained with the rounding of the shipped one (see `rounding`).
    is_rounded: bool = False
    #: Folder with the `reader.pt` to start from, and the file of a lesson to learn (see `teach`); None without.
    start: Path | None = None
    lesson: Path | None = None
