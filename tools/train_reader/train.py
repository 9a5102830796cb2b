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
from pathlib import Path
from typing import Any

import numpy as np
import torch

from tools.train_reader.ahead import made_ahead
from tools.train_reader.data import batches
from tools.train_reader.event_figures import event_figures
from tools.train_reader.figures import quick_figures, read_events
from tools.train_reader.model import ReaderModel, load_pretrained
from tools.train_reader.pool import Batch, Lesson, Pool
from tools.train_reader.proposals import is_open, with_proposals
from tools.train_reader.ready import read_pool, read_rest, swapped
from tools.train_reader.rounding import turn_on
from tools.train_reader.settings import Settings
from tools.train_reader.sizes import TEACHER
from tools.train_reader.swapping import Swapper
from tools.train_reader.teacher import unpack
from tools.train_reader.texts import LONGEST, numbers_of, read_texts

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
        self.epoch = 0
        settings.work.mkdir(parents=True, exist_ok=True)
        if settings.ready is None:
            self._take_texts()
        else:
            self._take_ready(settings.ready)
        (settings.work / "labels.json").write_text(
            json.dumps(self.labels, ensure_ascii=False, indent=0), encoding="utf-8"
        )
        self.model = ReaderModel(self.labels, settings.size)
        if settings.start is None and settings.size == TEACHER:
            self.model.encoder.load_state_dict(unpack(settings.pretrained), strict=False)
        elif settings.start is None:
            load_pretrained(self.model.encoder, settings.pretrained / "model.safetensors")
        else:
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
        self.has_proposals = settings.ready is not None
        self.is_stopped = False
        self._resume()

    def _take_texts(self) -> None:
        """Read the texts themselves."""
        settings = self.settings
        texts = read_texts(settings)
        self.labels, self.numberer, self.mask = texts.labels, texts.numberer, texts.mask
        self.taught, self.examples = texts.taught, texts.examples
        self.held_out, self.development = texts.held_out, texts.development
        self.swapper = Swapper() if settings.is_swapped else None
        self.numbers = np.arange(len(self.examples))
        self.pool = self._pool()
        corpus = [s for s in self.taught if s["src"] == "corpus"]
        acts = sum(len(s["events"]) for s in corpus)
        self._data = {"sentences": len(self.examples), "acts": acts, "corpus": len(corpus)}

    def _take_ready(self, folder: Path) -> None:
        """Take the data that `make_ready` wrote."""
        settings = self.settings
        rest = read_rest(folder)
        self.labels = rest.labels
        self.numberer, self.mask = numbers_of(settings, self.labels)
        self.held_out, self.development = rest.held_out, rest.development
        self.numbers = rest.outside(*settings.without) if settings.without else np.arange(len(rest.places))
        self._lesson = Lesson.read(settings.lesson) if settings.lesson else None
        self._data = {"sentences": len(self.numbers), "corpus": int((rest.places[self.numbers] >= 0).sum())}

    def _new_epoch(self) -> None:
        """Give all showings but the first of the corpus's sentences other names (see `swapping`), or take the next pool made ready."""
        settings = self.settings
        if settings.ready is not None:
            self.pool = read_pool(settings.ready, self.epoch + settings.seed)
            self.pool.masked = settings.masked
            if self._lesson is not None:
                self.pool.learn(self._lesson)
        elif self.swapper is not None:
            how = (self.numberer, self.swapper)
            self.examples = swapped(self.taught, self.examples, how, self.chance, LONGEST)
            self.pool = self._pool()
        self.epoch += 1

    def _pool(self) -> Pool:
        pool = Pool(self.examples, masked=self.settings.masked)
        if self.settings.lesson is not None:
            pool.learn(Lesson.read(self.settings.lesson))
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
        self._new_epoch()
        for places in batches(self.pool.lengths[self.numbers].tolist(), self.settings.budget, self.chance):
            numbers = self.numbers[places]
            yield int(self.pool.lengths[numbers].sum()), self.pool.batch(numbers.tolist(), self.noise, self.mask)

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
        model = ReaderModel(self.labels, self.settings.size)
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
        """Write the checkpoint to go on from, and the averaged weights by themselves; a stop in between harms none.

        A training on data made ready is short, and keeps no checkpoint.
        """
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
        kept = [("reader.pt", plain)] if self.settings.ready else [("checkpoint.pt", state), ("reader.pt", plain)]
        for name, content in kept:
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
