"""Export a trained coder: `python -m evals.training.export_encoder CHECKPOINT [--out DIR]`.

Every output is linear in the mean of the tokens, so the graph gives sentence outputs, token outputs and meaning side
by side for each token; the reader takes the mean. `calibrate` has to follow.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnx
import torch
from onnx import TensorProto

from assistant.engines.ondevice.calibration import LEANS
from assistant.engines.ondevice.encoder import WINDOW
from evals.training import base_model, manifest, wide
from evals.training.export_embedder import WEIGHTS
from evals.training.graph import Graph, Trunk, model, quantise_columns
from evals.training.labels import SENTENCE_OUTPUTS, TOKEN_OUTPUTS

WORD_TABLE, POSITION_TABLE = "embeddings.word_embeddings.weight", "embeddings.position_embeddings.weight"
ORIGIN = "all-MiniLM-L6-v2, fine-tuned by evals/training; see docs/model-card.md"


class Parts(NamedTuple):
    """What stands beside the network: the wide table, and the map to meanings."""

    wide: np.ndarray
    """(words and buckets of pairs, emotions)."""
    meaning: np.ndarray
    """(2 * hidden + 1, dimensions): for the lowest and the highest state of a token, and what is added."""


TOUCHPOINT = 0.25
"""From which a word belongs to a touchpoint: the best on mams, app reviews and transcripts set aside, alike."""


def coder(state: Mapping[str, np.ndarray], parts: Parts, *, quantised: bool = True) -> onnx.ModelProto:
    """Build the model: token numbers in, all outputs for each token out."""
    graph = Graph()
    state, ids = fitted(graph, state)
    trunk = Trunk(graph, state, quantised=quantised, ids=ids)
    rows = trunk.build()
    flat = graph.op("Concat", heads(graph, rows, state), meaning_part(graph, trunk.lowest, rows, parts.meaning), axis=1)
    width = len(SENTENCE_OUTPUTS) + len(TOKEN_OUTPUTS) + parts.meaning.shape[1]
    shape = graph.op("Concat", "ids_shape", graph.constant("outputs", np.array([width], np.int64)), axis=0)
    graph.op("Concat", graph.op("Reshape", flat, shape), wide_part(graph, parts.wide), axis=2, name="logits")
    return model(graph, ["input_ids"], {"logits": ["batch", "length", width + parts.wide.shape[1]]}, ORIGIN)


def heads(graph: Graph, rows: str, state: Mapping[str, np.ndarray]) -> str:
    """Sentence and token outputs of each token."""
    weight = np.concatenate([state["sentence.weight"], state["token.weight"]])
    bias = np.concatenate([state["sentence.bias"], state["token.bias"]])
    product = graph.op("MatMul", rows, graph.constant("heads.weight", weight.T))
    return graph.op("Add", product, graph.constant("heads.bias", bias))


def meaning_part(graph: Graph, lowest: str, highest: str, table: np.ndarray) -> str:
    """What each token means, for the mean over tokens to be compared with other texts; see `meaning`."""
    matrix, scale = quantise_columns(table[:-1], levels=127)
    bytes_ = graph.op("Cast", graph.constant("meaning.int8", matrix), to=TensorProto.FLOAT)
    weight = graph.op("Mul", bytes_, graph.constant("meaning.scale", scale))  # the runtime folds this when it opens
    product = graph.op("MatMul", graph.op("Concat", lowest, highest, axis=1), weight)
    return graph.op("Add", product, graph.constant("meaning.bias", table[-1].astype(np.float32)))


def fitted(graph: Graph, state: Mapping[str, np.ndarray]) -> tuple[dict[str, np.ndarray], str]:
    """Weights without what the reader never asks for, and the token numbers that belong to them.

    A window holds 126 words and two marks; tokens in scripts that the coder does not know are all one to it.
    """
    names = base_model.vocabulary()
    kept = [number for number, name in enumerate(names) if is_latin(name)]
    places = np.full(len(names), kept.index(names.index("[UNK]")), np.int64)
    places[kept] = np.arange(len(kept))
    smaller = dict(state)
    smaller[WORD_TABLE] = state[WORD_TABLE][kept]
    smaller[POSITION_TABLE] = state[POSITION_TABLE][: WINDOW + 2]
    short = graph.op("Gather", graph.constant("places", places.astype(np.int32)), "input_ids")
    return smaller, graph.op("Cast", short, to=TensorProto.INT64)


def is_latin(token: str) -> bool:
    """Whether a token is written in Latin letters, digits, or signs that English texts hold."""
    if token.startswith("[unused"):
        return False
    return all(ord(char) < 0x250 or 0x2000 <= ord(char) < 0x2190 for char in token)


def wide_part(graph: Graph, table: np.ndarray) -> str:
    """What each token and the pair it opens add to the emotions, to be weighed by length; see `wide`."""
    scale = np.maximum(np.abs(table).max(axis=0), 1e-6) / 127
    rows = np.concatenate([np.round(table / scale), np.zeros((1, table.shape[1]))]).astype(np.int8)
    weights = graph.constant("wide", rows)
    words = graph.op("Cast", graph.op("Gather", weights, "input_ids"), to=TensorProto.FLOAT)
    pairs = graph.op("Cast", graph.op("Gather", weights, _pairs(graph, len(rows) - 1)), to=TensorProto.FLOAT)
    factor = graph.constant("wide.scale", scale.astype(np.float32))
    return graph.op("Mul", graph.op("Add", words, pairs), factor)


def _pairs(graph: Graph, nothing: int) -> str:
    """The bucket of the pair that each token opens; the last token opens none."""
    ends = graph.constant("second_axis", np.array([1], np.int64))
    first = graph.op("Slice", "input_ids", "zero", graph.constant("but_last", np.array([-1], np.int64)), ends)
    second = graph.op("Slice", "input_ids", "one", graph.constant("far", np.array([2**31], np.int64)), ends)
    total = graph.op(
        "Add",
        graph.op("Mul", first, graph.constant("first_factor", np.array(wide.FIRST, np.int64))),
        graph.op("Mul", second, graph.constant("second_factor", np.array(wide.SECOND, np.int64))),
    )
    bucket = graph.op("Mod", total, graph.constant("buckets", np.array(wide.PAIRS, np.int64)))
    place = graph.op("Add", bucket, graph.constant("words", np.array(wide.WORDS, np.int64)))
    padding = graph.constant("one_more", np.array([0, 0, 0, 1], np.int64))
    return graph.op("Pad", place, padding, graph.constant("nothing", np.array(nothing, np.int64)))


def uncalibrated() -> dict[str, object]:
    """Settings that leave the outputs as they are, until they are calibrated."""
    line = {"slope": 1.0, "offset": 0.0}
    outputs: list[dict[str, object]] = [{"name": name, **line} for name in SENTENCE_OUTPUTS]
    for output in outputs[:-2]:
        output.update(dict.fromkeys(LEANS, 0.5))
    return {"outputs": outputs, "tokens": list(TOKEN_OUTPUTS), "touchpoint_threshold": TOUCHPOINT}


def main() -> None:
    """Write the model, its tokeniser and settings to be calibrated, and enter them in the manifest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--wide", type=Path, required=True, help="the table that `wide` fitted")
    parser.add_argument("--meaning", type=Path, required=True, help="the map that `meaning` fitted")
    parser.add_argument("--full-precision", action="store_true", help="32-bit floats, to compare with")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    state = {name: value.numpy() for name, value in torch.load(options.checkpoint).items()}
    parts = Parts(np.load(options.wide)["table"], np.load(options.meaning)["table"])
    onnx.save(coder(state, parts, quantised=not options.full_precision), options.out / "coder.onnx")
    (options.out / "coder.json").write_text(json.dumps(uncalibrated(), indent=1) + "\n", "utf-8")
    (options.out / "tokenizer.json").write_bytes(base_model.read("tokenizer.json"))
    manifest.record(options.out, "coder.onnx", ORIGIN)
    manifest.record(options.out, "coder.json", "thresholds and calibration of coder.onnx")
    manifest.record(options.out, "tokenizer.json", "all-MiniLM-L6-v2; unchanged")


if __name__ == "__main__":
    main()
