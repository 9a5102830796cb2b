"""The training loop: a budget of time or steps, a schedule tied to the share of it used, checkpoints to go on from.

All examples are one pool; a batch holds sentences of like length from every source. The weights that are measured and
shipped are a running average of the trained ones (Polyak and Juditsky 1992), which costs little and gains a little.
The same loop runs on one processor core and on a GPU (there in bfloat16, with batches made ready in another thread).
"""

from __future__ import annotations

import contextlib
import json
import random
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from legation.read.wordpiece import WordPiece
from tools.train_reader.ahead import made_ahead
from tools.train_reader.corpus import fold_of, is_in_share, load_corpus
from tools.train_reader.data import MASK, Labels, Numberer, batches, inventory, load
from tools.train_reader.event_figures import event_figures
from tools.train_reader.figures import quick_figures, read_events
from tools.train_reader.model import ReaderModel, load_pretrained
from tools.train_reader.pool import Batch, Pool
from tools.train_reader.proposals import is_open, with_proposals
from tools.train_reader.rounding import turn_on
from tools.train_reader.swapping import Swapper

#: Files that are trained on, and how often a sentence of them is seen in an epoch.
TRAINING = {"ewt_train": 1, "gum_train_nonNC": 1, "ner_uner_dev": 2, "ner_wikigold": 1}
#: Every third sentence of these is measured while training.
DEVELOPMENT = ("gum_dev", "ewt_dev")
WEIGHTS = {
    "arcs": 1.0,
    "relations": 1.0,
    "names": 1.0,
    "upos": 0.5,
    "xpos": 0.3,
    "feats": 0.4,
    "lemma": 0.4,
    "acts": 1.0,
    "modes": 0.3,
    "status": 0.4,
    "via": 0.2,
    "stance": 0.1,
    "roles": 0.4,
    "pairs": 0.3,
}
LONGEST = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the command line decides."""

    data: Path
    #: Folder of the corpus's text files.
    corpus: Path
    #: Folder of the pretrained encoder: `vocab.txt` and `model.safetensors`.
    pretrained: Path
    work: Path
    minutes: float
    #: The most steps; 0 for as many as the minutes allow.
    steps: int = 0
    #: The share of the corpus that is trained on, and how often a sentence of it is seen in an epoch.
    corpus_share: float = 1.0
    #: A part of the corpus that is kept from the training, as (part, of how many), to be read by it unseen; None for all.
    without: tuple[int, int] | None = None
    corpus_times: int = 2
    device: str = "cpu"
    #: Whether products are made in bfloat16: on a GPU, and on processors that have instructions for it.
    is_half: bool = False
    threads: int = 1
    #: Pieces in a batch.
    budget: int = 1200
    encoder_rate: float = 2e-4
    head_rate: float = 1.5e-3
    seed: int = 7
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


class Trainer:
    """The state of a training; everything that a checkpoint holds."""

    def __init__(self, settings: Settings) -> None:
        """Read the data, make the model, and take up the last checkpoint if there is one."""
        self.settings = settings
        self.device = torch.device(settings.device)
        torch.set_num_threads(settings.threads)
        torch.set_flush_denormal(True)
        torch.manual_seed(settings.seed)
        # Its attention is planned anew for every shape of a batch, and no two batches are alike.
        torch.backends.cuda.enable_cudnn_sdp(enabled=False)
        self.chance = random.Random(settings.seed)  # noqa: S311 - no secret
        self.noise = np.random.default_rng(settings.seed)
        self._read_data()
        self.model = ReaderModel(self.labels)
        load_pretrained(self.model.encoder, settings.pretrained / "model.safetensors")
        if settings.start is not None:
            self.model.load_state_dict(torch.load(settings.start / "reader.pt", map_location="cpu"))
        if settings.is_rounded:
            turn_on(self.model)
        self.model.heads["events"].dropout.p = settings.event_dropout
        self.model.heads["events"].lesson_weight = settings.lesson_weight
        self.model.encoder.piece.sparse = self.device.type == "cpu"
        self.model.encoder.piece.weight.requires_grad_(not settings.is_frozen)
        self.model.to(self.device)
        self._make_optimisers()
        self.average = [p.detach().clone() for p in self.model.parameters()]
        self.step = 0
        self.seconds = 0.0
        self.has_proposals = False
        self.is_stopped = False
        self._resume()

    def _read_data(self) -> None:
        settings = self.settings
        vocabulary = (settings.pretrained / "vocab.txt").read_text(encoding="utf-8").splitlines()
        self.mask = vocabulary.index(MASK)
        sentences = {name: load(settings.data / f"{name}.jsonl.gz") for name in TRAINING}
        trees = [s for name in ("ewt_train", "gum_train_nonNC") for s in sentences[name]]
        self.labels: Labels = inventory(trees)
        settings.work.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self.labels, ensure_ascii=False, indent=0)
        (settings.work / "labels.json").write_text(text, encoding="utf-8")
        self.numberer = Numberer(WordPiece(vocabulary), self.labels)
        corpus = load_corpus(settings.corpus)
        self.held_out = [s for s in corpus if s["held_out"]]
        acts = [s for s in corpus if not s["held_out"] and is_in_share(s, settings.corpus_share)]
        if settings.without is not None:
            part, folds = settings.without
            acts = [s for s in acts if fold_of(s, folds) != part]
        told = [s for name, times in TRAINING.items() for s in sentences[name] * times]
        self.taught = told + acts * settings.corpus_times
        examples = [self.numberer.example(s) for s in self.taught]
        fitting = [number for number, e in enumerate(examples) if len(e.pieces) <= LONGEST]
        self.taught = [self.taught[number] for number in fitting]
        self.examples = [examples[number] for number in fitting]
        self.swapper = Swapper() if settings.is_swapped else None
        self.pool = self._pool()
        self.development = {name: load(settings.data / f"{name}.jsonl.gz")[::3] for name in DEVELOPMENT}
        self._data = {"sentences": len(self.examples), "acts": sum(len(s["events"]) for s in acts), "corpus": len(acts)}

    def _swap_names(self) -> None:
        """Give all showings of an epoch but the first of the corpus's sentences other names (see `swapping`)."""
        if self.swapper is None:
            return
        seen: set[str] = set()
        for number, sentence in enumerate(self.taught):
            if sentence["src"] != "corpus":
                continue
            if sentence["id"] in seen:
                example = self.numberer.example(self.swapper.swapped(sentence, self.chance))
                if len(example.pieces) <= LONGEST:
                    self.examples[number] = example
            seen.add(sentence["id"])
        self.pool = self._pool()

    def _pool(self) -> Pool:
        pool = Pool(self.examples, masked=self.settings.masked)
        if self.settings.lesson is not None:
            pool.lesson = np.load(self.settings.lesson)
        return pool

    def _make_optimisers(self) -> None:
        """One optimiser for all, but on a processor for the pieces' vectors: few of those change in a step."""
        fresh: list[Any] = []
        pretrained: list[Any] = []
        pieces = self.model.encoder.piece.weight
        for name, parameter in self.model.named_parameters():
            if parameter is pieces:
                continue
            is_new = not name.startswith("encoder.") or name in ("encoder.mixture", "encoder.shape.weight")
            (fresh if is_new else pretrained).append(parameter)
        rates = self.settings
        groups = [{"params": pretrained, "peak": rates.encoder_rate}, {"params": fresh, "peak": rates.head_rate}]
        table = {"params": [pieces], "peak": rates.encoder_rate}
        self.optimisers: list[Any] = []
        if self.settings.is_frozen:
            pass
        elif self.device.type == "cpu":
            self.optimisers.append(torch.optim.SparseAdam([table], betas=(0.9, 0.98)))
        else:
            groups.append(table | {"weight_decay": 0.0})
        dense = torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.optimisers.insert(0, dense)

    @property
    def share(self) -> float:
        """The share of the budget that is used."""
        by_steps = self.step / self.settings.steps if self.settings.steps else 0.0
        return max(by_steps, self.seconds / (60 * self.settings.minutes))

    def run(self) -> None:
        """Train until the budget is used or the process is asked to end, then save."""
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: setattr(self, "is_stopped", True))
        self._log({"kind": "data", **self._data})
        saved = evaluated = self.seconds
        told, losses, tokens = self.step, dict[str, Any](), 0
        before = time.monotonic()
        while self.share < 1.0 and not self.is_stopped:
            if self.share >= self.settings.propose_at and not self.has_proposals:
                self._propose_names()
            with made_ahead(self._drawn(), ahead=0 if self.device.type == "cpu" else 16) as drawn:
                for size, batch in drawn:
                    tokens += size
                    for task, value in self._learn(batch).items():
                        losses[task] = losses.get(task, 0) + value
                    self.seconds += time.monotonic() - before
                    before = time.monotonic()
                    if self.step % (50 if self.device.type == "cpu" else 400) == 0:
                        self._tell(losses, tokens, self.step - told)
                        told, losses, tokens = self.step, {}, 0
                    if self.share >= 1.0 or self.is_stopped:
                        break
                    if self.seconds - saved > 60 * self.settings.save_every:
                        self.save()
                        saved = self.seconds
                    if self.seconds - evaluated > 60 * self.settings.evaluate_every:
                        self.evaluate()
                        evaluated = self.seconds
        self.save()
        if not self.is_stopped:
            self.evaluate()

    def _drawn(self) -> Iterator[tuple[int, Batch]]:
        """Yield the batches of one epoch with their numbers of pieces."""
        self._swap_names()
        for numbers in batches(self.pool.lengths.tolist(), self.settings.budget, self.chance):
            yield int(self.pool.lengths[numbers].sum()), self.pool.batch(numbers, self.noise, self.mask)

    def _learn(self, batch: Batch) -> dict[str, Any]:
        """Take one step; return the losses, still on the device."""
        warm, share = 0.04, self.share
        scale = share / warm if share < warm else (1.0 - share) / (1.0 - warm)
        for optimiser in self.optimisers:
            for group in optimiser.param_groups:
                group["lr"] = group["peak"] * max(scale, 0.005)
            optimiser.zero_grad(set_to_none=True)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.settings.is_half):
            found = self.model.train().losses(batch.to(self.device))
        loss = sum(WEIGHTS[task] * value for task, value in found.items())
        loss.backward()
        dense = [p for group in self.optimisers[0].param_groups for p in group["params"]]
        torch.nn.utils.clip_grad_norm_(dense, 2.0)
        for optimiser in self.optimisers:
            optimiser.step()
        self.step += 1
        if self.step % 4 == 0:
            decay = min(0.998, (1 + self.step) / (10 + self.step)) ** 4
            current = [p.detach() for p in self.model.parameters()]
            torch._foreach_lerp_(self.average, current, 1 - decay)
        return {task: value.detach() for task, value in found.items()}

    def _tell(self, losses: dict[str, Any], tokens: int, steps: int) -> None:
        shown = {task: round(float(value) / max(1, steps), 3) for task, value in losses.items()}
        self._log({"kind": "loss", "pieces": tokens, **shown})

    def _log(self, entry: dict[str, Any]) -> None:
        line = json.dumps({"step": self.step, "minutes": round(self.seconds / 60, 2), **entry})
        print(line, flush=True)
        with (self.settings.work / "curve.jsonl").open("a", encoding="utf-8") as curve:
            curve.write(line + "\n")

    def averaged(self) -> ReaderModel:
        """Return the model with the averaged weights, in evaluation mode."""
        model = ReaderModel(self.labels)
        model.load_state_dict(self.averaged_state())
        model.to(self.device).eval()
        return model

    def evaluate(self) -> None:
        """Measure the averaged weights on the development files and the held-out tenth of the corpus."""
        model = self.averaged()
        for name, sentences in self.development.items():
            self._log({"kind": "figures", "file": name, **quick_figures(model, self.numberer, sentences)})
        found = read_events(model, self.numberer, self.held_out)
        self._log({"kind": "events", **event_figures(self.held_out, found)})

    def _propose_names(self) -> None:
        """Let the averaged model answer which open words are names; made again, the same, after a stop."""
        path = self.settings.work / "proposing.pt"
        if not path.exists():
            torch.save(self.averaged_state(), path)
        model = ReaderModel(self.labels).to(self.device)
        model.load_state_dict(torch.load(path, map_location=self.device))
        before = sum(map(is_open, self.examples))
        self.examples = with_proposals(model.eval(), self.examples)
        self.pool = self._pool()
        self.has_proposals = True
        self._log({"kind": "proposals", "open_before": before, "open_after": sum(map(is_open, self.examples))})

    def averaged_state(self) -> dict[str, Any]:
        """Return the averaged weights by name."""
        names = [name for name, _ in self.model.named_parameters()]
        return dict(zip(names, self.average, strict=True))

    def save(self) -> None:
        """Write the checkpoint to go on from, and the averaged weights by themselves; a stop in between harms none."""
        state = {
            "model": self.model.state_dict(),
            "average": self.average,
            "optimisers": [optimiser.state_dict() for optimiser in self.optimisers],
            "step": self.step,
            "seconds": self.seconds,
            "chance": self.chance.getstate(),
            "noise": self.noise.bit_generator.state,
            "torch": torch.get_rng_state(),
        }
        plain = {name: value.detach().cpu() for name, value in self.averaged_state().items()}
        for name, content in (("checkpoint.pt", state), ("reader.pt", plain)):
            path = self.settings.work / name
            torch.save(content, path.with_suffix(".new"))
            path.with_suffix(".new").replace(path)

    def _resume(self) -> None:
        path = self.settings.work / "checkpoint.pt"
        if not path.exists():
            return
        state = torch.load(path, weights_only=False, map_location=self.device)
        self.model.load_state_dict(state["model"])
        self.average = state["average"]
        for optimiser, kept in zip(self.optimisers, state["optimisers"], strict=True):
            optimiser.load_state_dict(kept)
        self.step, self.seconds = state["step"], state["seconds"]
        self.chance.setstate(state["chance"])
        self.noise.bit_generator.state = state["noise"]
        with contextlib.suppress(TypeError):  # a state from another kind of device starts its own chances
            torch.set_rng_state(state["torch"].cpu())
        self._log({"kind": "resumed"})
