"""The training loop: a wall-clock budget, a schedule tied to the share of it used, checkpoints to go on from.

All examples are one pool; a batch holds sentences of like length from every source. The weights that are measured and
shipped are a running average of the trained ones (Polyak and Juditsky 1992), which costs little and gains a little.
"""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from legation.read.wordpiece import WordPiece
from tools.train_reader.data import MASK, Example, Labels, Numberer, batches, collate, inventory, load, noisy
from tools.train_reader.figures import quick_figures
from tools.train_reader.model import ReaderModel, load_pretrained
from tools.train_reader.proposals import is_open, with_proposals

#: Files that are trained on, and how often a sentence of them is seen in an epoch.
TRAINING = {"ewt_train": 1, "gum_train_nonNC": 1, "ner_uner_dev": 2, "ner_wikigold": 1}
#: Every third sentence of these is measured while training.
DEVELOPMENT = ("gum_dev", "ewt_dev")
WEIGHTS = {"arcs": 1.0, "relations": 1.0, "names": 1.0, "upos": 0.5, "xpos": 0.3, "feats": 0.4, "lemma": 0.4}
LONGEST = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the command line decides."""

    data: Path
    #: Folder of the pretrained encoder: `vocab.txt` and `model.safetensors`.
    pretrained: Path
    work: Path
    minutes: float
    threads: int = 1
    budget: int = 1200
    encoder_rate: float = 2e-4
    head_rate: float = 1.5e-3
    seed: int = 7
    evaluate_every: float = 12.0
    save_every: float = 3.0
    #: The share of the budget after which open names are proposed by the model.
    propose_at: float = 0.55


class Trainer:
    """The state of a training; everything that a checkpoint holds."""

    def __init__(self, settings: Settings) -> None:
        """Read the data, make the model, and take up the last checkpoint if there is one."""
        self.settings = settings
        torch.set_num_threads(settings.threads)
        torch.set_flush_denormal(True)
        torch.manual_seed(settings.seed)
        self.chance = random.Random(settings.seed)  # noqa: S311 - no secret
        vocabulary = (settings.pretrained / "vocab.txt").read_text(encoding="utf-8").splitlines()
        self.mask = vocabulary.index(MASK)
        self.vocabulary = WordPiece(vocabulary)
        sentences = {name: load(settings.data / f"{name}.jsonl.gz") for name in TRAINING}
        trees = [s for name in ("ewt_train", "gum_train_nonNC") for s in sentences[name]]
        self.labels: Labels = inventory(trees)
        settings.work.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self.labels, ensure_ascii=False, indent=0)
        (settings.work / "labels.json").write_text(text, encoding="utf-8")
        numberer = Numberer(self.vocabulary, self.labels)
        examples = [numberer.example(s) for name, times in TRAINING.items() for s in sentences[name] * times]
        self.examples = [e for e in examples if len(e.pieces) <= LONGEST]
        self.development = {name: load(settings.data / f"{name}.jsonl.gz")[::3] for name in DEVELOPMENT}
        self.numberer = numberer
        self.model = ReaderModel(self.labels)
        load_pretrained(self.model.encoder, settings.pretrained / "model.safetensors")
        self._make_optimisers()
        self.average = [p.detach().clone() for p in self.model.parameters()]
        self.step = 0
        self.seconds = 0.0
        self.has_proposals = False
        self._resume()

    def _make_optimisers(self) -> None:
        """One optimiser for all, but for the pieces' vectors: few of those change in a step."""
        fresh: list[Any] = []
        pretrained: list[Any] = []
        pieces = self.model.encoder.piece.weight
        for name, parameter in self.model.named_parameters():
            if parameter is pieces:
                continue
            is_new = not name.startswith("encoder.") or name in ("encoder.mixture", "encoder.shape.weight")
            (fresh if is_new else pretrained).append(parameter)
        rates = self.settings
        self.dense = torch.optim.AdamW(
            [{"params": pretrained, "peak": rates.encoder_rate}, {"params": fresh, "peak": rates.head_rate}],
            lr=0.0,
            betas=(0.9, 0.98),
            weight_decay=0.01,
            fused=True,
        )
        self.sparse = torch.optim.SparseAdam([{"params": [pieces], "peak": rates.encoder_rate}], betas=(0.9, 0.98))

    @property
    def share(self) -> float:
        """The share of the budget that is used."""
        return self.seconds / (60 * self.settings.minutes)

    def run(self) -> None:
        """Train until the budget is used, then save."""
        saved, evaluated = self.seconds, self.seconds
        losses: Counter[str] = Counter()
        before, tokens, steps = time.monotonic(), 0, self.step
        while self.share < 1.0:
            if self.share >= self.settings.propose_at and not self.has_proposals:
                self._propose_names()
            order = list(batches([len(e.pieces) for e in self.examples], self.settings.budget, self.chance))
            for numbers in order:
                batch = [noisy(self.examples[n], self.mask, self.chance) for n in numbers]
                tokens += sum(len(e.pieces) for e in batch)
                losses.update(self._learn(batch))
                self.seconds += time.monotonic() - before
                before = time.monotonic()
                if self.step % 50 == 0:
                    self._tell(losses, tokens, self.step - steps)
                    losses.clear()
                    steps, tokens = self.step, 0
                if self.share >= 1.0:
                    break
                if self.seconds - saved > 60 * self.settings.save_every:
                    self.save()
                    saved = self.seconds
                if self.seconds - evaluated > 60 * self.settings.evaluate_every:
                    self.evaluate()
                    evaluated = self.seconds
        self.save()
        self.evaluate()

    def _learn(self, examples: list[Example]) -> dict[str, float]:
        """Take one step; return the losses."""
        warm, share = 0.04, self.share
        scale = share / warm if share < warm else (1.0 - share) / (1.0 - warm)
        for group in (*self.dense.param_groups, *self.sparse.param_groups):
            group["lr"] = group["peak"] * max(scale, 0.005)
        found = self.model.train().losses(collate(examples))
        loss = sum(WEIGHTS[task] * value for task, value in found.items())
        self.dense.zero_grad(set_to_none=True)
        self.sparse.zero_grad(set_to_none=True)
        loss.backward()
        dense = [p for group in self.dense.param_groups for p in group["params"]]
        torch.nn.utils.clip_grad_norm_(dense, 2.0)
        self.dense.step()
        self.sparse.step()
        self.step += 1
        if self.step % 4 == 0:
            decay = min(0.998, (1 + self.step) / (10 + self.step)) ** 4
            current = [p.detach() for p in self.model.parameters()]
            torch._foreach_lerp_(self.average, current, 1 - decay)
        return {task: float(value.detach()) for task, value in found.items()}

    def _tell(self, losses: Counter[str], tokens: int, steps: int) -> None:
        shown = {task: round(value / max(1, steps), 3) for task, value in losses.items()}
        self._log({"kind": "loss", "pieces": tokens, **shown})

    def _log(self, entry: dict[str, Any]) -> None:
        line = json.dumps({"step": self.step, "minutes": round(self.seconds / 60, 2), **entry})
        print(line, flush=True)
        with (self.settings.work / "curve.jsonl").open("a", encoding="utf-8") as curve:
            curve.write(line + "\n")

    def evaluate(self) -> None:
        """Measure the averaged weights on the development files."""
        averaged = ReaderModel(self.labels)
        averaged.load_state_dict(self.averaged_state())
        for name, sentences in self.development.items():
            self._log({"kind": "figures", "file": name, **quick_figures(averaged.eval(), self.numberer, sentences)})

    def _propose_names(self) -> None:
        """Let the averaged model answer which open words are names; made again, the same, after a stop."""
        path = self.settings.work / "proposing.pt"
        if not path.exists():
            torch.save(self.averaged_state(), path)
        model = ReaderModel(self.labels)
        model.load_state_dict(torch.load(path))
        before = sum(map(is_open, self.examples))
        self.examples = with_proposals(model.eval(), self.examples)
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
            "dense": self.dense.state_dict(),
            "sparse": self.sparse.state_dict(),
            "step": self.step,
            "seconds": self.seconds,
            "chance": self.chance.getstate(),
            "torch": torch.get_rng_state(),
        }
        for name, content in (("checkpoint.pt", state), ("reader.pt", self.averaged_state())):
            path = self.settings.work / name
            torch.save(content, path.with_suffix(".new"))
            path.with_suffix(".new").replace(path)

    def _resume(self) -> None:
        path = self.settings.work / "checkpoint.pt"
        if not path.exists():
            return
        state = torch.load(path, weights_only=False)
        self.model.load_state_dict(state["model"])
        self.average = state["average"]
        self.dense.load_state_dict(state["dense"])
        self.sparse.load_state_dict(state["sparse"])
        self.step, self.seconds = state["step"], state["seconds"]
        self.chance.setstate(state["chance"])
        torch.set_rng_state(state["torch"])
        self._log({"kind": "resumed"})
