"""The shipped model back to weights that training can start from (`train --start`).

Checkpoints are not kept in the repository; the shipped file holds every weight, in bytes with their scales. Read back,
they are the numbers that the product computes with.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from tools.train_reader.corpus import event_labels
from tools.train_reader.model import MIXED_LAYERS, ReaderModel
from tools.train_reader.quantise import CONTRIBUTED

#: Parts of the graph that the tracer names by the function they are made in, not by their module.
_UNNAMED = {"pair": "tree.pair", "single": "tree.single"}
_FUSED = "MatMulScaleFusion"
#: The factor that the two pieces of a word are averaged by; fusing moves it into the scales of what follows.
_HALF = 0.5


def restore(shipped: Path, work: Path) -> None:
    """Write `reader.pt` and `labels.json` of the model in the folder `shipped` to the folder `work`.

    Raises `SystemExit` where the file lacks a weight of the present network.
    """
    labels = json.loads((shipped / "labels.json").read_text(encoding="utf-8"))["labels"]
    graph = onnx.load(shipped / "model.onnx").graph
    given = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    found = _plain(given) | _products(graph, given) | _rest(graph, given)
    model = ReaderModel(labels)
    wanted = {name for name, _ in model.named_parameters()}
    if missing := sorted(wanted - found.keys()):
        message = (
            f"{shipped}/model.onnx: no weights for {', '.join(missing)}: restore it with the code that exported it"
        )
        raise SystemExit(message)
    state = {name: torch.from_numpy(np.array(found[name], np.float32)) for name in sorted(wanted)}
    model.load_state_dict(state)
    work.mkdir(parents=True, exist_ok=True)
    torch.save(state, work / "reader.pt")
    text = json.dumps(labels, ensure_ascii=False, indent=0)
    (work / "labels.json").write_text(text, encoding="utf-8")
    if {name: labels.get(name) for name in event_labels()} != event_labels():
        print("restore: the shipped labels of acts are not the present ones", flush=True)


def _plain(given: dict[str, Any]) -> dict[str, Any]:
    """Return what kept its name: biases, norms, and tables, those in bytes times their rows' scales."""
    found = {}
    for name, values in given.items():
        if name.startswith("model.") and not name.endswith(":scale"):
            scale = given.get(f"{name.removesuffix(':int')}:scale")
            plain = name.removeprefix("model.").removesuffix(":int")
            found[plain] = values if scale is None else values.astype(np.float32) * scale
    return found


def _products(graph: Any, given: dict[str, Any]) -> dict[str, Any]:
    """Return the weight matrices, which the tracer turned and named by number; the node's name tells the module."""
    found = {}
    for node in graph.node:
        weight = next((name for name in node.input if name.startswith("onnx::MatMul")), None)
        if weight is None:
            continue
        module = node.name.removesuffix(":int").strip("/").removesuffix(_FUSED).strip("/").removesuffix("/MatMul")
        path = module.replace("/", ".")
        path = _UNNAMED.get(path, path)
        values = given[weight]
        if node.domain == CONTRIBUTED and weight.endswith(":int"):
            factor = _HALF if _FUSED in node.name else 1.0
            values = values.astype(np.float32) * given[weight.replace(":int", ":scale")] / factor
        prefix = "" if path.startswith("encoder.") else "heads."
        found[f"{prefix}{path}.weight"] = values.T
    return found


def _rest(graph: Any, given: dict[str, Any]) -> dict[str, Any]:
    """Return the mixture of the layers, stored as its shares, and the biases of the arcs of acts."""
    shares = {}
    bias = None
    for node in graph.node:
        numbers = [name for name in node.input if name.startswith("onnx::Mul_")]
        if node.op_type == "Mul" and node.name.startswith("/encoder/Mul") and numbers:
            shares[node.name] = float(given[numbers[0]])
        for name in node.input:
            if node.op_type == "Expand" and name.startswith("onnx::Expand_"):
                bias = given[name].reshape(-1)
    ordered = [
        shares[name]
        for name in sorted(shares, key=lambda name: int(name.rpartition("_")[2] or 0) if "_" in name else 0)
    ]
    if len(ordered) != MIXED_LAYERS or bias is None:
        return {}
    return {"encoder.mixture": np.log(np.array(ordered)), "heads.events.bias": bias}
