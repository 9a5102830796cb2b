"""Training with the shipped model's rounding, and the shipped model read back; where torch is installed."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is only needed to train")
pytest.importorskip("onnx", reason="onnx is only needed to export")

from legation.read.engine import Engine  # noqa: E402
from legation.read.reader import MODEL  # noqa: E402
from legation.read.wordpiece import WordPiece  # noqa: E402
from tools.train_reader.data import Numberer  # noqa: E402
from tools.train_reader.figures import read_events  # noqa: E402
from tools.train_reader.model import ReaderModel  # noqa: E402
from tools.train_reader.quantise import WEIGHT_TOP  # noqa: E402
from tools.train_reader.restore import restore  # noqa: E402
from tools.train_reader.rounding import Linear, turn_on  # noqa: E402


def test_a_rounded_step_sees_few_values_and_passes_its_gradient() -> None:
    torch.manual_seed(3)
    layer = Linear(8, 4)
    turn_on(layer)
    plain = layer.eval()(torch.eye(8)).detach() - layer.bias.detach()
    rounded = layer.train()(torch.eye(8)) - layer.bias
    steps = rounded.detach() / (layer.weight.detach().abs().amax(1) / WEIGHT_TOP)
    assert torch.allclose(steps, steps.round(), atol=1e-3)
    assert not torch.equal(rounded, plain)
    rounded.sum().backward()
    assert torch.allclose(layer.weight.grad, torch.ones_like(layer.weight))


def test_the_shipped_model_read_back_answers_like_it(tmp_path: Path) -> None:
    restore(MODEL, tmp_path)
    engine = Engine(MODEL)
    labels = json.loads((tmp_path / "labels.json").read_text(encoding="utf-8"))
    words = "Police in Lima arrested two union leaders on Friday .".split()
    model = ReaderModel(labels)
    model.load_state_dict(torch.load(tmp_path / "reader.pt"))
    vocabulary = (MODEL / "vocabulary.txt").read_text(encoding="utf-8").splitlines()
    numberer = Numberer(WordPiece(vocabulary), labels)
    sentence = {"words": words, "head": None, "ner": None, "xpos": None, "src": "corpus", "events": [], "upos": None}
    ours = read_events(model.eval(), numberer, [sentence])[0]
    theirs = engine.analyse([words])[0].events
    assert [(e.token, e.type) for e in ours] == [(e.token, e.type) for e in theirs]
    assert np.allclose([e.probability for e in ours], [e.probability for e in theirs], atol=0.15)
