"""A float model to eight bits, with activation ranges fixed beforehand.

Ranges found at run time would depend on the sentences that share a batch, and so would the records. Here they are
measured once, on training text, and every product of a weight matrix becomes exact integer arithmetic: the result for
one word cannot depend on any other row. Weights have a scale a column and seven bits: on processors without VNNI
instructions a pair of eight-bit products would overflow, on others not, and the records would differ by machine.
Tables of vectors (pieces, places) have a scale a row. Attention, norms and the like stay in floats.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import helper, numpy_helper

Feed = dict[str, NDArray[np.int64]]

#: The largest magnitude of a weight.
WEIGHT_TOP = 63
#: Products with this in their name stay in floats: names lose half a point in bytes, and the head is small.
FLOATING = "/names/"
#: Tables with fewer numbers than this stay in floats.
SMALLEST = 20_000
CONTRIBUTED = "com.microsoft"


def quantise(plain: Path, to: Path, samples: Iterable[Feed]) -> None:
    """Write the quantised model of `plain` to `to`; `samples` are inputs on which ranges are measured."""
    with tempfile.TemporaryDirectory() as folder:
        fused = Path(folder) / "fused.onnx"
        _fuse(plain, fused)
        model = onnx.load(fused)
        ranges = _ranges(fused, model, samples)
    _Quantiser(model, ranges).run()
    onnx.save(model, to)


def _fuse(plain: Path, fused: Path) -> None:
    """Join operations (norms, activations) once and for all, so that loading need not."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(fused)
    options.log_severity_level = 3
    onnxruntime.InferenceSession(str(plain), options, providers=["CPUExecutionProvider"])


def _products(model: Any) -> list[Any]:
    """Return the nodes that multiply by a weight matrix."""
    weights = {item.name: item for item in model.graph.initializer}
    return [
        node
        for node in model.graph.node
        if node.op_type in ("MatMul", "FusedMatMul")
        and FLOATING not in node.name
        and node.input[1] in weights
        and len(weights[node.input[1]].dims) == 2
        and not any(_attribute(node, name, 0) for name in ("transA", "transB"))
    ]


def _attribute(node: Any, name: str, default: float) -> Any:
    """Return an attribute of a node, or the value that it has where it is not written."""
    return next((helper.get_attribute_value(item) for item in node.attribute if item.name == name), default)


def _ranges(path: Path, model: Any, samples: Iterable[Feed]) -> dict[str, tuple[float, float]]:
    """Return the least and greatest value of each input of a product over `samples`."""
    watched = sorted({node.input[0] for node in _products(model)})
    probe = onnx.load(path)
    known = {output.name for output in probe.graph.output}
    probe.graph.output.extend(
        helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in watched if name not in known
    )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(probe.SerializeToString(), options, providers=["CPUExecutionProvider"])
    found = dict.fromkeys(watched, (0.0, 0.0))
    for sample in samples:
        for name, values in zip(watched, session.run(watched, sample), strict=True):
            low, high = found[name]
            found[name] = (min(low, float(values.min())), max(high, float(values.max())))
    return found


class _Quantiser:
    """Rewrites the graph of one model in place."""

    def __init__(self, model: Any, ranges: dict[str, tuple[float, float]]) -> None:
        self.graph = model.graph
        self.model = model
        self.ranges = ranges
        self.weights = {item.name: item for item in model.graph.initializer}
        self.new: list[Any] = []
        self.inputs: dict[str, tuple[str, str, str]] = {}
        self.tables: dict[str, tuple[str, str]] = {}

    def run(self) -> None:
        """Replace each product and each look-up in a table."""
        products = {node.output[0] for node in _products(self.model)}
        for node in self.graph.node:
            if node.output and node.output[0] in products:
                self._product(node)
            elif node.op_type == "Gather" and self._is_table(node.input[0]):
                self._look_up(node)
            else:
                self.new.append(node)
        del self.graph.node[:]
        self.graph.node.extend(self.new)
        used = {name for node in self.new for name in node.input} | {output.name for output in self.graph.output}
        kept = [item for item in self.weights.values() if item.name in used]
        del self.graph.initializer[:]
        self.graph.initializer.extend(kept)
        # Fusing names every domain that this onnxruntime knows; an older one need not know them.
        standard = [opset for opset in self.model.opset_import if opset.domain in ("", "ai.onnx")]
        del self.model.opset_import[:]
        self.model.opset_import.extend([*standard, helper.make_opsetid(CONTRIBUTED, 1)])

    def _keep(self, name: str, values: NDArray[Any]) -> str:
        self.weights[name] = numpy_helper.from_array(values, name)
        return name

    def _is_table(self, name: str) -> bool:
        item = self.weights.get(name)
        return item is not None and item.data_type == onnx.TensorProto.FLOAT and int(np.prod(item.dims)) >= SMALLEST

    def _product(self, node: Any) -> None:
        """Make x @ W of: x to eight bits by its fixed range, an exact product, scales put back."""
        name, weight = node.input[0], node.input[1]
        given = self._activation(name)
        matrix = numpy_helper.to_array(self.weights[weight])
        scale = np.maximum(np.abs(matrix).max(0), 1e-8) / WEIGHT_TOP
        rounded = np.clip(np.rint(matrix / scale), -WEIGHT_TOP, WEIGHT_TOP).astype(np.int8)
        scale = scale * _attribute(node, "alpha", 1.0)
        self.new.append(
            helper.make_node(
                "MatMulIntegerToFloat",
                [
                    given[0],
                    self._keep(f"{weight}:int", rounded),
                    given[1],
                    self._keep(f"{weight}:scale", scale.astype(np.float32)),
                    given[2],
                ],
                list(node.output),
                name=f"{node.name}:int",
                domain=CONTRIBUTED,
            )
        )

    def _activation(self, name: str) -> tuple[str, str, str]:
        """Quantise the activation `name`, once for all products that take it; return it, its scale and its zero."""
        if name not in self.inputs:
            low, high = self.ranges[name]
            scale = max(high - low, 1e-6) / 255
            zero = round(-low / scale)
            parts = (
                f"{name}:int",
                self._keep(f"{name}:scale", np.array(scale, np.float32)),
                self._keep(f"{name}:zero", np.array(min(max(zero, 0), 255), np.uint8)),
            )
            self.new.append(helper.make_node("QuantizeLinear", [name, *parts[1:]], [parts[0]], name=f"{name}:quantise"))
            self.inputs[name] = parts
        return self.inputs[name]

    def _look_up(self, node: Any) -> None:
        """Make a look-up in a float table one in a table of bytes, times the row's scale."""
        table, places = node.input
        if table not in self.tables:
            values = numpy_helper.to_array(self.weights[table])
            scale = np.maximum(np.abs(values).max(1, keepdims=True), 1e-8) / 127
            rounded = np.rint(values / scale).astype(np.int8)
            self.tables[table] = (
                self._keep(f"{table}:int", rounded),
                self._keep(f"{table}:scale", scale.astype(np.float32)),
            )
        whole, scales = self.tables[table]
        out = node.output[0]
        self.new.extend(
            [
                helper.make_node("Gather", [whole, places], [f"{out}:int"], name=f"{out}:row"),
                helper.make_node("Gather", [scales, places], [f"{out}:factor"], name=f"{out}:row_scale"),
                helper.make_node(
                    "Cast", [f"{out}:int"], [f"{out}:float"], name=f"{out}:cast", to=onnx.TensorProto.FLOAT
                ),
                helper.make_node("Mul", [f"{out}:float", f"{out}:factor"], [out], name=f"{out}:scaled"),
            ]
        )
