"""Fit calibration and thresholds on data set aside: `python -m evals.training.calibrate --data DIR [--out DIR]`.

Emotions use the published GoEmotions dev split. Kinds use the dev side of the training sets, each set counting
alike and interviews more. The threshold of a kind is the one with the best mean F1 over interviews, comments and
the serdif sessions, which nothing is trained on: what is shipped has to do for talk and for reviews.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.engines.ondevice.encoder import Encoder
from evals.training import data, interviews, manifest, serdif
from evals.training.examples import Example, side
from evals.training.export_embedder import WEIGHTS
from evals.training.labels import EMOTIONS, KINDS, SENTENCE_OUTPUTS
from evals.training.scores import best_threshold, f1

SHARES = {"authored": 2.0, "interviews": 3.0}
"""How much a set counts in the calibration; one where nothing is said."""
CONTEXT = {"pain": 0.3, "suggestion": 0.3}
"""The share of the sentence before. On serdif it lifts the F1 of pains by a point or two; for gains it did nothing."""
AS_GOOD = 0.005
"""Differences in F1 that sets of a few hundred sentences cannot tell apart."""
TALK = ("interviews", "serdif")
JUDGED = ("authored", "interviews", "serdif", "nhs", "mams")
"""The sets that thresholds of kinds are chosen on."""


def dev_examples(folder: Path) -> list[Example]:
    """The dev side of everything that training reads."""
    sets = data.public(folder)
    everything = [*interviews.authored(), *interviews.labelled(folder)]
    for examples in sets.values():
        everything += examples
    return [example for example in everything if side(example) == "dev"]


def calibrate(encoder: Encoder, examples: Iterable[Example]) -> dict[str, dict[str, float]]:
    """A line and a threshold for each kind and emotion."""
    examples = list(examples)
    logits = encoder.logits([example.text for example in examples])
    targets = np.stack([example.targets() for example in examples])
    sources = np.array([example.source for example in examples])
    fitted = {}
    for column, name in enumerate(SENTENCE_OUTPUTS):
        if name in (*KINDS, *EMOTIONS):
            known = ~np.isnan(targets[:, column]) & (sources != "app_reviews")
            fitted[name] = _fit(logits[known, column], targets[known, column] > 0.5, sources[known])
        if name in CONTEXT:
            typical = float(logits[np.isin(sources, TALK), column].mean())
            fitted[name] |= {"context": CONTEXT[name], "typical": typical}
    return fitted


def _fit(logits: np.ndarray, truth: np.ndarray, sources: np.ndarray) -> dict[str, float]:
    trained = sources != "serdif"
    weights = np.array([SHARES.get(source, 1.0) / (sources == source).sum() for source in sources[trained]])
    weights *= len(weights) / weights.sum()
    line = LogisticRegression(C=1e3).fit(logits[trained, None], truth[trained], sample_weight=weights)
    slope, offset = max(0.05, float(line.coef_[0, 0])), float(line.intercept_[0])
    probability = 1 / (1 + np.exp(-(slope * logits + offset)))
    return {"slope": slope, "offset": offset, "threshold": threshold(truth, probability, sources)}


def threshold(truth: np.ndarray, probability: np.ndarray, sources: np.ndarray) -> float:
    """The lowest threshold whose mean F1 over the judged sets is as good as the best.

    Lowest, because a reviewer can refuse what is shown and cannot accept what is not.
    """
    judged = [sources == source for source in np.unique(sources) if source in JUDGED]
    if not judged:
        return best_threshold(truth, probability)
    grid = np.linspace(0.03, 0.97, 95)
    means = np.array([np.mean([f1(truth[part], probability[part] >= level) for part in judged]) for level in grid])
    return float(grid[int(np.argmax(means >= means.max() - AS_GOOD))])


def serdif_examples(folder: Path) -> list[Example]:
    """The serdif sessions as examples: for thresholds alone."""
    return [
        Example(s.text, {kind: float(kind in s.kinds) for kind in serdif.KINDS}, "serdif", s.session)
        for s in serdif.sentences(folder)
    ]


def write(folder: Path, fitted: dict[str, dict[str, float]], **others: Any) -> None:
    """Enter what was fitted in `coder.json` and its digest in the manifest."""
    path = folder / "coder.json"
    content = json.loads(path.read_text("utf-8"))
    for output in content["outputs"]:
        output.update({key: round(value, 5) for key, value in fitted.get(output["name"], {}).items()})
    content.update(others)
    path.write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    manifest.record(folder, "coder.json", "thresholds and calibration of coder.onnx")


def main() -> None:
    """Calibrate the coder of a weights folder in place."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    encoder = Encoder(folder=options.out)
    examples = [*dev_examples(options.data), *serdif_examples(options.data)]
    write(options.out, calibrate(encoder, examples))


if __name__ == "__main__":
    main()
