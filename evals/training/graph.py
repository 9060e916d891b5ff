"""The ONNX graph of a small BERT, written operator by operator.

Exporters and optimisers come and go; the graph we want is short and fixed, so it is built directly. Three
choices make a text's result independent of whatever shares its batch, on any number of threads:

* the graph takes no mask: callers batch texts of one length only, so nothing is ever padded;
* activations are quantised with a scale for each row (each token), where the usual dynamic quantisation takes
  one scale from the whole batch;
* weights keep to seven bits, so that the 16-bit sums inside older int8 kernels cannot saturate, and CPUs
  with and without VNNI agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

CONTRIB = "com.microsoft"
HIDDEN = 384
HEADS = 12
LAYERS = 6
EPSILON = 1e-12
WEIGHT_LEVELS = 63
"""Largest absolute value of a quantised matrix weight (seven bits with a sign)."""

GELU_FLOOR = 0.17
"""GELU never gives less than minus this."""

State = Mapping[str, np.ndarray]


class Graph:
    """Collects nodes and constants under readable names."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}
        self._count = 0

    def constant(self, name: str, value: np.ndarray) -> str:
        """Register a constant once and give its name back."""
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def op(self, kind: str, *inputs: str, domain: str = "", name: str = "", **attributes: object) -> str:
        """Add one operator and give the name of its output back."""
        self._count += 1
        output = name or f"{kind}_{self._count}"
        node = helper.make_node(kind, list(inputs), [output], name=f"n{self._count}_{kind}", domain=domain)
        node.attribute.extend(helper.make_attribute(key, value) for key, value in attributes.items())
        self.nodes.append(node)
        return output


def quantise_columns(weight: np.ndarray, levels: int = WEIGHT_LEVELS) -> tuple[np.ndarray, np.ndarray]:
    """Symmetric int8 for each output column: `weight ≈ quantised * scale`."""
    scale = np.maximum(np.abs(weight).max(axis=0), 1e-12) / levels
    return np.round(weight / scale).astype(np.int8), scale.astype(np.float32)


class Bytes(NamedTuple):
    """Activations in eight bits: `value ≈ (values - zero) * scale`, with a scale for each row."""

    values: str
    scale: str
    zero: int


class Trunk:
    """Builds embeddings and encoder layers; activations are two-dimensional, one row for each token."""

    def __init__(
        self, graph: Graph, state: State, *, segments: bool = False, quantised: bool = True, ids: str = "input_ids"
    ) -> None:
        self.graph, self.state, self.segments, self.quantised, self.ids = graph, state, segments, quantised, ids

    def build(self) -> str:
        """Return the name of the last hidden state, shaped (batch * length, hidden)."""
        rows = self.lowest = self._embeddings()
        for layer in range(LAYERS):
            rows = self._layer(rows, f"encoder.layer.{layer}")
        return rows

    def _embeddings(self) -> str:
        g, prefix = self.graph, "embeddings."
        positions = self.state[prefix + "position_embeddings.weight"]
        types = self.state[prefix + "token_type_embeddings.weight"]
        g.op("Shape", "input_ids", name="ids_shape")
        length = g.op("Slice", "ids_shape", self._ints("one", 1), self._ints("two", 2))
        if not self.segments:
            positions = positions + types[0]
        table = g.constant("positions", positions.astype(np.float32))
        place = g.op("Slice", table, self._ints("zero", 0), length)
        total = g.op("Add", self._lookup(self.ids, prefix + "word_embeddings.weight"), place)
        if self.segments:
            total = g.op("Add", total, g.op("Gather", g.constant("types", types), "token_type_ids"))
        flat = g.op("Reshape", total, g.constant("rows_by_hidden", np.array([-1, HIDDEN], np.int64)))
        return g.op("LayerNormalization", flat, *self._norm(prefix + "LayerNorm"), epsilon=EPSILON)

    def _lookup(self, ids: str, name: str) -> str:
        """Read rows of a table that is stored in int8 with a scale for each row."""
        g, table = self.graph, self.state[name]
        if not self.quantised:
            return g.op("Gather", g.constant(name, table), ids)
        scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-12) / 127
        quantised = g.constant(name + ".int8", np.round(table / scale).astype(np.int8))
        scales = g.constant(name + ".scale", scale.astype(np.float32))
        values = g.op("Cast", g.op("Gather", quantised, ids), to=TensorProto.FLOAT)
        return g.op("Mul", values, g.op("Gather", scales, ids))

    def _layer(self, rows: str, prefix: str) -> str:
        g = self.graph
        context = self._attention(rows, prefix + ".attention")
        dense = self.linear(context, prefix + ".attention.output.dense")
        rows = self._residual(dense, rows, prefix + ".attention.output")
        inner = self.linear(rows, prefix + ".intermediate.dense")
        inner = g.op("BiasGelu", inner, self._bias(prefix + ".intermediate.dense"), domain=CONTRIB)
        name = prefix + ".output.dense"
        if not self.quantised:
            return self._residual(self.linear(inner, name), rows, prefix + ".output")
        dense = self.linear(inner, name, self._quantise_above(inner))
        return self._residual(dense, rows, prefix + ".output", self._shifted_bias(name))

    def _attention(self, rows: str, prefix: str) -> str:
        g = self.graph
        quantised = self._quantise(rows) if self.quantised else None
        parts = []
        for part in ("query", "key", "value"):
            flat = self.linear(rows, f"{prefix}.self.{part}", quantised)
            parts.append(g.op("Reshape", flat, self.batch_shape()))
        biases = [self.state[f"{prefix}.self.{part}.bias"] for part in ("query", "key", "value")]
        bias = g.constant(prefix + ".bias", np.concatenate(biases))
        mixed = g.op("MultiHeadAttention", *parts, bias, domain=CONTRIB, num_heads=HEADS)
        return g.op("Reshape", mixed, "rows_by_hidden")

    def batch_shape(self) -> str:
        """The shape (batch, length, hidden), read from the input."""
        if "batch_shape" not in {node.output[0] for node in self.graph.nodes}:
            hidden = self._ints("width", HIDDEN)
            self.graph.op("Concat", "ids_shape", hidden, axis=0, name="batch_shape")
        return "batch_shape"

    def _residual(self, rows: str, skip: str, prefix: str, bias: str = "") -> str:
        # The fused SkipLayerNormalization takes four times as long as these three on CPUs.
        total = self.graph.op("Add", rows, self.graph.op("Add", skip, bias or self._bias(prefix + ".dense")))
        return self.graph.op("LayerNormalization", total, *self._norm(prefix + ".LayerNorm"), epsilon=EPSILON)

    def linear(self, rows: str, prefix: str, quantised: Bytes | None = None) -> str:
        """Multiply by a weight matrix, without its bias (the next fused operator adds that)."""
        g, weight = self.graph, self.state[prefix + ".weight"].T
        if not self.quantised:
            return g.op("MatMul", rows, g.constant(prefix + ".weight", weight))
        bytes_ = quantised or self._quantise(rows)
        matrix, columns = quantise_columns(weight)
        product = g.op(
            "MatMulIntegerToFloat", bytes_.values, g.constant(prefix + ".int8", matrix),
            g.constant("unit", np.array(1, np.float32)), g.constant(prefix + ".scale", columns),
            g.constant(f"zero_{bytes_.zero}", np.array(bytes_.zero, np.uint8)), domain=CONTRIB,
        )  # fmt: skip
        return g.op("Mul", product, bytes_.scale)

    def _quantise(self, rows: str) -> Bytes:
        """Turn each row into unsigned bytes around 128."""
        return self._to_bytes(rows, self.graph.op("Abs", rows), zero=128, levels=127)

    def _quantise_above(self, rows: str) -> Bytes:
        """Turn each row of GELU's outputs, all above a known floor, into bytes from zero: twice as fine."""
        floor = self.graph.constant("gelu_floor", np.array(GELU_FLOOR, np.float32))
        shifted = self.graph.op("Add", rows, floor)
        return self._to_bytes(shifted, shifted, zero=0, levels=255)

    def _shifted_bias(self, prefix: str) -> str:
        """The bias that takes out again what the shift of `_quantise_above` puts into a product."""
        matrix, columns = quantise_columns(self.state[prefix + ".weight"].T)
        shifted = self.state[prefix + ".bias"] - GELU_FLOOR * matrix.astype(np.float32).sum(axis=0) * columns
        return self.graph.constant(prefix + ".shifted", shifted.astype(np.float32))

    def _to_bytes(self, rows: str, sizes: str, *, zero: int, levels: int) -> Bytes:
        g = self.graph
        peak = g.op("ReduceMax", sizes, self._ints("last", -1), keepdims=1)
        peak = g.op("Max", peak, g.constant("tiny", np.array(1e-6, np.float32)))
        scale = g.op("Mul", peak, g.constant(f"per_{levels}", np.array(1 / levels, np.float32)))
        flat = g.op("Reshape", scale, self._ints("flat", -1))
        fill = helper.make_tensor("value", TensorProto.UINT8, [1], [zero])
        zeros = g.op("ConstantOfShape", g.op("Shape", flat), value=fill)
        return Bytes(g.op("QuantizeLinear", rows, flat, zeros, axis=0), scale, zero)

    def _norm(self, prefix: str) -> tuple[str, str]:
        weight, bias = f"{prefix}.weight", f"{prefix}.bias"
        return self.graph.constant(weight, self.state[weight]), self.graph.constant(bias, self.state[bias])

    def _bias(self, prefix: str) -> str:
        return self.graph.constant(prefix + ".bias", self.state[prefix + ".bias"])

    def _ints(self, name: str, *values: int) -> str:
        return self.graph.constant(name, np.array(values, np.int64))


def model(graph: Graph, inputs: list[str], outputs: Mapping[str, list[int | str]], note: str) -> onnx.ModelProto:
    """Close the graph: integer inputs shaped (batch, length), float outputs as named."""
    shape = ["batch", "length"]
    declared = [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in inputs]
    results = [helper.make_tensor_value_info(name, TensorProto.FLOAT, dims) for name, dims in outputs.items()]
    body = helper.make_graph(graph.nodes, "minilm", declared, results, list(graph.constants.values()))
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=9, producer_name="verbatim", doc_string=note)
