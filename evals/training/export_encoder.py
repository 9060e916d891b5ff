"""Export a trained coder: `python -m evals.training.export_encoder CHECKPOINT [--out DIR]`.

Every output is linear in the mean of the tokens, so the graph ends in one matrix that gives sentence and token
outputs side by side for each token; the reader takes the mean. `calibrate` has to follow.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch

from evals.training import base_model, manifest
from evals.training.export_embedder import WEIGHTS
from evals.training.graph import Graph, Trunk, model
from evals.training.labels import SENTENCE_OUTPUTS, TOKEN_OUTPUTS

ORIGIN = "all-MiniLM-L6-v2, fine-tuned by evals/training; see docs/model-card.md"


def coder(state: Mapping[str, np.ndarray], *, quantised: bool = True) -> onnx.ModelProto:
    """Build the model: token numbers in, all outputs for each token out."""
    graph = Graph()
    trunk = Trunk(graph, state, quantised=quantised)
    rows = trunk.build()
    weight = np.concatenate([state["sentence.weight"], state["token.weight"]])
    bias = np.concatenate([state["sentence.bias"], state["token.bias"]])
    product = graph.op("MatMul", rows, graph.constant("heads.weight", weight.T))
    flat = graph.op("Add", product, graph.constant("heads.bias", bias))
    width = graph.constant("outputs", np.array([len(bias)], np.int64))
    shape = graph.op("Concat", "ids_shape", width, axis=0)
    graph.op("Reshape", flat, shape, name="logits")
    return model(graph, ["input_ids"], {"logits": ["batch", "length", len(bias)]}, ORIGIN)


def uncalibrated() -> dict[str, object]:
    """Settings that leave the outputs as they are, until they are calibrated."""
    line = {"slope": 1.0, "offset": 0.0, "context": 0.0}
    outputs: list[dict[str, object]] = [{"name": name, **line} for name in SENTENCE_OUTPUTS]
    for output in outputs[:-2]:
        output["threshold"] = 0.5
    return {"outputs": outputs, "tokens": list(TOKEN_OUTPUTS), "touchpoint_threshold": 0.5}


def main() -> None:
    """Write the model, its tokeniser and settings to be calibrated, and enter them in the manifest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--full-precision", action="store_true", help="32-bit floats, to compare with")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    state = {name: value.numpy() for name, value in torch.load(options.checkpoint).items()}
    onnx.save(coder(state, quantised=not options.full_precision), options.out / "coder.onnx")
    (options.out / "coder.json").write_text(json.dumps(uncalibrated(), indent=1) + "\n", "utf-8")
    (options.out / "tokenizer.json").write_bytes(base_model.read("tokenizer.json"))
    manifest.record(options.out, "coder.onnx", ORIGIN)
    manifest.record(options.out, "coder.json", "thresholds and calibration of coder.onnx")
    manifest.record(options.out, "tokenizer.json", "all-MiniLM-L6-v2; unchanged")


if __name__ == "__main__":
    main()
