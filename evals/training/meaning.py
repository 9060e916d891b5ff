"""What sentences mean, read off the coder: `python -m evals.training.meaning CHECKPOINT --data DIR --out DIR`.

Stages are told by comparing sentences by meaning. The embedder that ships could do that, but then every sentence would
be read by two networks. So a linear map is fitted (ridge regression, no labels) from the coder's lowest and highest
state to the embedder's vectors, in as many dimensions as the comparison needs.
"""

from __future__ import annotations

import argparse
import logging
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from assistant.engines.ondevice.embedder import Embedder
from evals.training import data, interviews
from evals.training.batches import batches, row, tokenizer
from evals.training.examples import Example, side
from evals.training.network import Coder

log = logging.getLogger("meaning")
DIMENSIONS = 128
RIDGE = 10.0
MOST = 700
"""Sentences of a set."""
HELD = 0.1
"""Share that the map is checked on."""


def states(model: Coder, texts: Sequence[str]) -> np.ndarray:
    """Mean lowest and mean highest state of each text, side by side."""
    tokens = tokenizer()
    rows = [row(Example(text, {}, "", ""), tokens) for text in texts]
    order = sorted(range(len(rows)), key=lambda at: len(rows[at].ids))
    found = []
    with torch.no_grad():
        for batch in batches([rows[at] for at in order], 2048, None):
            both = model.hidden(batch.ids, batch.mask)
            found.append(torch.cat([model.means(part, batch.places) for part in both], 1))
    result = np.zeros((len(texts), found[0].shape[1]), np.float32)
    result[order] = torch.cat(found).numpy()
    return result


def fit(states_: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    """The map, its last row what is added: the directions in which texts differ most, and the mean direction."""
    middle, mean = states_.mean(axis=0), vectors.mean(axis=0)
    centred = (states_ - middle).astype(np.float64)
    square = centred.T @ centred + RIDGE * np.eye(centred.shape[1])
    weight = np.linalg.solve(square, centred.T @ (vectors - mean))
    _, _, directions = np.linalg.svd(centred @ weight, full_matrices=False)
    basis = np.linalg.qr(np.concatenate([mean[:, None], directions[: DIMENSIONS - 1].T], axis=1))[0]
    return np.concatenate([weight, (mean - middle @ weight)[None]]) @ basis


def texts_of(folder: Path, draw: random.Random) -> list[str]:
    """Sentences of the train side of every set, and unlabelled ones of interviews."""
    sets = {name: [e.text for e in examples if side(e) == "train"] for name, examples in data.public(folder).items()}
    sets["authored"] = [example.text for example in interviews.authored()]
    sets["interviews"] = interviews.every_sentence(folder)
    return [text for texts in sets.values() for text in draw.sample(texts, min(MOST, len(texts)))]


def main() -> None:
    """Fit the map, say how well it keeps likeness on texts set aside, and write `meaning.npz`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    model = Coder.read(options.checkpoint)
    texts = texts_of(options.data, random.Random(7))
    inputs, vectors = states(model, texts), Embedder().embed(texts)
    held = np.random.default_rng(7).random(len(texts)) < HELD
    log.info("likeness kept on %d texts set aside: correlation %.3f", held.sum(), _kept(inputs, vectors, held))
    np.savez(options.out / "meaning.npz", table=fit(inputs, vectors).astype(np.float32))


def _kept(inputs: np.ndarray, vectors: np.ndarray, held: np.ndarray) -> float:
    table = fit(inputs[~held], vectors[~held])
    mapped = inputs[held] @ table[:-1] + table[-1]
    mapped /= np.linalg.norm(mapped, axis=1, keepdims=True)
    pairs = np.triu_indices(int(held.sum()), 1)
    return float(np.corrcoef((mapped @ mapped.T)[pairs], (vectors[held] @ vectors[held].T)[pairs])[0, 1])


if __name__ == "__main__":
    main()
