"""The wide part of the coder: what single words and pairs of words say of emotions, beside the network.

`python -m evals.training.wide CHECKPOINT --data DIR --out DIR` fits a linear model over word pieces and hashed pairs
on the train side of GoEmotions, then, on its dev side, how much of it to add to each emotion of the network. The two
err differently: rare emotions hang on words ("proud", "phew") that the network sees too seldom.

A comment's features are counts divided by the root of its length. The reader takes the mean over tokens, and so it
multiplies what the wide part gives by that root.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from evals.training import data
from evals.training.batches import Row, batches, row, tokenizer
from evals.training.examples import Example, side
from evals.training.labels import EMOTIONS, KINDS
from evals.training.network import Coder
from evals.training.scores import best_threshold, f1

log = logging.getLogger("wide")
WORDS = 30522
PAIRS = 1 << 14
FIRST, SECOND = 7919, 104729
"""A pair of tokens falls into bucket (first * FIRST + second * SECOND) mod PAIRS."""
STRENGTH = 2.0
"""Inverse of the regularisation of the linear models."""


def features(rows: Sequence[Row]) -> csr_matrix:
    """One row for each comment: its word pieces and pairs, divided by the root of its length."""
    columns: list[np.ndarray] = []
    for each in rows:
        ids = np.array(each.ids, np.int64)
        pairs = (ids[:-1] * FIRST + ids[1:] * SECOND) % PAIRS + WORDS
        columns.append(np.concatenate([ids, pairs]))
    sizes = [len(c) for c in columns]
    values = np.concatenate([np.full(size, 1 / np.sqrt((size + 1) / 2)) for size in sizes])
    starts = np.concatenate([[0], np.cumsum(sizes)])
    return csr_matrix((values, np.concatenate(columns), starts), shape=(len(rows), WORDS + PAIRS))


def fit(rows: Sequence[Row], truth: np.ndarray) -> np.ndarray:
    """Weights of every feature for every emotion; rare features weigh more, as in tf-idf."""
    matrix = features(rows)
    frequency = np.asarray((matrix > 0).sum(axis=0)).ravel()
    rarity = np.where(frequency > 1, np.log(len(rows) / np.maximum(1, frequency)) / 7, 0)
    scaled = matrix.multiply(rarity).tocsr()
    table = np.zeros((WORDS + PAIRS, truth.shape[1]), np.float32)
    for label in range(truth.shape[1]):
        found = LogisticRegression(C=STRENGTH, solver="liblinear").fit(scaled, truth[:, label])
        table[:, label] = found.coef_[0] * rarity
        log.info("%s fitted", EMOTIONS[label])
    return table


def shares(network: np.ndarray, wide: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """How much of the wide part to add for each emotion, as a stacked regression finds it; never less than nothing."""
    found = []
    for label in range(truth.shape[1]):
        both = np.stack([network[:, label], wide[:, label]], 1)
        line = LogisticRegression(C=0.3).fit(both, truth[:, label]).coef_[0]
        found.append(max(0.0, line[1]) / max(0.2, line[0]))
    return np.clip(found, 0, 1.5)


def cross_fitted_macro_f1(network: np.ndarray, wide: np.ndarray, truth: np.ndarray, folds: int = 5) -> float:
    """Macro-F1 where both shares and thresholds of each fold come from the other folds."""
    fold = np.arange(len(truth)) % folds
    said = np.zeros_like(truth)
    for each in range(folds):
        rest = fold != each
        logits = network + shares(network[rest], wide[rest], truth[rest]) * wide
        levels = [best_threshold(truth[rest, i], logits[rest, i]) for i in range(truth.shape[1])]
        said[~rest] = logits[~rest] >= np.array(levels)
    return float(np.mean([f1(truth[:, i], said[:, i]) for i in range(truth.shape[1])]))


def network_logits(checkpoint: Path, rows: Sequence[Row]) -> np.ndarray:
    """The network's emotion logits, in the order of the rows."""
    model = Coder.read(checkpoint)
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].ids))
    found = np.zeros((len(rows), len(EMOTIONS)), np.float32)
    done = 0
    with torch.no_grad():
        for batch in batches([rows[i] for i in order], 2048, None):
            logits = model(batch.ids, batch.mask, batch.places)[0][:, len(KINDS) : len(KINDS) + len(EMOTIONS)]
            found[order[done : done + len(logits)]] = logits.numpy()
            done += len(logits)
    return found


def tokenised(examples: Sequence[Example], which: str) -> tuple[list[Row], np.ndarray]:
    """The rows of one side and which emotions they have."""
    tokens = tokenizer()
    chosen = [example for example in examples if side(example) == which]
    truth = np.array([[example.labels[name] > 0.5 for name in EMOTIONS] for example in chosen])
    return [row(example, tokens) for example in chosen], truth


def main() -> None:
    """Fit the table, weigh it against the network and write `wide.npz`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    examples = list(data.goemotions(options.data))
    path = options.out / "wide-unweighted.npz"
    if path.exists():
        table = np.load(path)["table"]
    else:
        table = fit(*tokenised(examples, "train"))
        np.savez(path, table=table)
    rows, truth = tokenised(examples, "dev")
    network, wide = network_logits(options.checkpoint, rows), features(rows) @ table
    log.info("macro-F1 on dev, shares and thresholds cross-fitted: %.4f", cross_fitted_macro_f1(network, wide, truth))
    log.info("the network alone: %.4f", cross_fitted_macro_f1(network, np.zeros_like(wide), truth))
    scale = shares(network, wide, truth)
    log.info("shares %s", dict(zip(EMOTIONS, scale.round(2).tolist(), strict=True)))
    np.savez(options.out / "wide.npz", table=table * scale)


if __name__ == "__main__":
    main()
