"""Fit calibration and thresholds on data set aside: `python -m evals.training.calibrate --data DIR [--out DIR]`.

Emotions use the published GoEmotions dev split. Kinds use the dev side of the training sets, each set counting
alike and interviews more. The threshold of a kind is the one with the best mean F1 over interviews, comments and
the serdif sessions, which nothing is trained on: what is shipped has to do for talk and for reviews.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.engines.ondevice.calibration import Lean
from assistant.engines.ondevice.encoder import Encoder
from assistant.engines.ondevice.inference import WEIGHTS
from evals.training import data, interviews, manifest, runs, serdif
from evals.training.examples import Example, side
from evals.training.labels import EMOTIONS, KINDS, SENTENCE_OUTPUTS
from evals.training.scores import best_threshold, f1

SHARES = {"transcripts": 3.0, "interviews": 3.0}
"""How much a set counts in the calibration; one where nothing is said."""
MIXED: Mapping[str, tuple[str, ...]] = {
    "pain": ("gain", "need", "suggestion", "confusion", "approval", "disappointment", "annoyance", "curiosity",
             "admiration", "realization", "neutral", "sentiment", "severity")
}  # fmt: skip
"""Outputs that say something of a kind beside its own."""
SHRINKING = 0.05
"""Inverse of the regularisation of what is mixed in: a dozen shares from some thousand sentences."""
LEANS: Mapping[Lean, float] = {"precision": 0.5, "balanced": 1.0, "recall": 2.0}
"""How many times recall counts as much as precision when a threshold is chosen."""
CRITICAL, FOUND = -3.0, 0.89
"""Of comments as critical as this, so many are to be found to be pains, whatever that costs in precision."""
AS_GOOD = 0.02
"""Differences in F1 that sets of a few hundred sentences cannot tell apart."""
UNSURE = 0.03
"""F1 that is given up on the sets of talk set aside: the coder is less sure of people whose like it has not read, and
the lowest threshold that loses no more finds more of what they say."""
FEWEST = 20
"""Sentences of a kind that a set has to have to be heard on its threshold."""
LOOSER = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3)
"""Shares of the thresholds of emotions, one of which is taken in talk: comments on Reddit wear them on the sleeve."""
TALK = ("interviews", "transcripts", "serdif")
COMMENTS = ("reviews", "nhs", "mams")
WISHES = ("reviews", "jupyter")
"""The sets that thresholds of kinds are chosen on: in talk and in comments apart, since people who are interviewed tell
much that is no finding; of suggestions, and of needs, on comments that may hold some."""
UNTELLING = {("gain", "serdif")}
"""Long highlights in which single sentences say nothing: whoever calls all of them gains does best there."""


Places = Mapping[str, Sequence[str]]


def dev_examples(folder: Path) -> list[Example]:
    """The dev side of everything that training reads; what was said in a row with all that was said around it."""
    alone = [*interviews.authored(), *interviews.commented(folder)]
    for examples in data.public(folder).values():
        alone += examples
    return [*runs.dev_side(folder), *(example for example in alone if side(example) == "dev")]


def calibrate(encoder: Encoder, examples: Iterable[Example]) -> dict[str, dict[str, Any]]:
    """A line and thresholds for each kind and emotion."""
    examples = list(examples)
    logits = encoder.logits([example.text for example in examples], runs_of(examples))
    targets = np.stack([example.targets() for example in examples])
    sources = np.array([example.source for example in examples])
    fitted = {}
    for column, name in enumerate(SENTENCE_OUTPUTS):
        if name in (*KINDS, *EMOTIONS):
            # Feelings of talk are too few each to fit anything on.
            fitting = sources == "goemotions" if name in EMOTIONS else sources != "app_reviews"
            known = ~np.isnan(targets[:, column]) & fitting & np.array([(name, s) not in UNTELLING for s in sources])
            mix = mixed(name, logits[known], targets[known, column] > 0.5, sources[known])
            own = logits[:, column] + sum(w * logits[:, SENTENCE_OUTPUTS.index(other)] for other, w in mix.items())
            places = _places(name)
            fitted[name] = _fit(own[known], targets[known, column] > 0.5, sources[known], places)
            fitted[name]["mix"] = mix
            if len(places) > 1:
                fitted[name]["talk"] = {lean: fitted[name].pop(f"talk {lean}") for lean in LEANS}
            if name == "pain":
                critical = np.array([float(str(e.extra.get("criticality", 0))) <= CRITICAL for e in examples])
                least = surest(own[critical], fitted[name])
                fitted[name] |= {lean: min(fitted[name][lean], least) for lean in ("balanced", "recall")}
    share = looser(fitted, logits, targets, sources)
    for name in EMOTIONS:
        fitted[name]["talk"] = {lean: share * fitted[name][lean] for lean in LEANS}
    return fitted


def looser(
    fitted: Mapping[str, Mapping[str, Any]], logits: np.ndarray, targets: np.ndarray, sources: np.ndarray
) -> float:
    """Which share of the surer thresholds of emotions, which talk is held to, finds most of those of talk together."""
    felt = [name for name in EMOTIONS if name != "neutral"]
    columns = [SENTENCE_OUTPUTS.index(name) for name in felt]
    spoken = np.isin(sources, TALK) & ~np.isnan(targets[:, columns]).any(axis=1)
    lines, truth = [fitted[name] for name in felt], targets[spoken][:, columns] > 0.5
    slopes, offsets = (np.array([line[part] for line in lines]) for part in ("slope", "offset"))
    levels = np.array([line["precision"] for line in lines])
    probability = 1 / (1 + np.exp(-(slopes * logits[spoken][:, columns] + offsets)))
    return max(LOOSER, key=lambda share: f1(truth.ravel(), (probability >= share * levels).ravel()))


def _places(name: str) -> Places:
    """Where a kind has thresholds of its own, and the sets they are chosen on; emotions have the same everywhere."""
    if name in EMOTIONS:
        return {"": ()}
    comments = {"suggestion": WISHES, "need": (*TALK, "reviews")}  # of comments alone they are too few
    return {"": comments.get(name, COMMENTS), "talk ": TALK}


def surest(values: np.ndarray, line: Mapping[str, float]) -> float:
    """The highest threshold at which enough of some values are found."""
    return float(np.quantile(1 / (1 + np.exp(-(line["slope"] * values + line["offset"]))), 1 - FOUND))


def mixed(name: str, logits: np.ndarray, truth: np.ndarray, sources: np.ndarray) -> dict[str, float]:
    """How much of other outputs a kind takes, its own counting one."""
    if name not in MIXED:
        return {}
    columns = [SENTENCE_OUTPUTS.index(other) for other in (name, *MIXED[name])]
    trained = sources != "serdif"
    chosen = logits[trained][:, columns]
    spread = chosen.std(axis=0)
    model = LogisticRegression(C=SHRINKING)
    model.fit((chosen - chosen.mean(axis=0)) / spread, truth[trained], sample_weight=_weights(sources[trained]))
    shares = model.coef_[0] / spread
    return {other: round(float(share / shares[0]), 4) for other, share in zip(MIXED[name], shares[1:], strict=True)}


def _weights(sources: np.ndarray) -> np.ndarray:
    weights = np.array([SHARES.get(source, 1.0) / (sources == source).sum() for source in sources])
    scaled: np.ndarray = weights * len(weights) / weights.sum()
    return scaled


def runs_of(examples: Iterable[Example]) -> list[int]:
    """Numbers for what was said in a row: a session, an interview or a review; every other text stands alone."""
    names = [(e.source, e.group if e.source in (*TALK, "reviews") else str(at)) for at, e in enumerate(examples)]
    number = {name: at for at, name in enumerate(dict.fromkeys(names))}
    return [number[name] for name in names]


def _fit(logits: np.ndarray, truth: np.ndarray, sources: np.ndarray, places: Places) -> dict[str, Any]:
    trained = sources != "serdif"
    line = LogisticRegression(C=1e3)
    line.fit(logits[trained, None], truth[trained], sample_weight=_weights(sources[trained]))
    slope, offset = max(0.05, float(line.coef_[0, 0])), float(line.intercept_[0])
    probability = 1 / (1 + np.exp(-(slope * logits + offset)))
    levels = {
        f"{place}{lean}": threshold(truth, probability, sources, lean, sets)
        for place, sets in places.items()
        for lean in LEANS
    }
    return {"slope": slope, "offset": offset, **levels}


def threshold(
    truth: np.ndarray, probability: np.ndarray, sources: np.ndarray, lean: Lean, sets: Sequence[str]
) -> float:
    """The middle of the thresholds whose mean F score over some sets is as good as the best; the lowest for talk."""
    beta = LEANS[lean]
    parts = [sources == source for source in np.unique(sources) if source in sets]
    judged = [part for part in parts if truth[part].sum() >= FEWEST]
    if not judged:
        return best_threshold(truth, probability, beta)
    grid = np.linspace(0.03, 0.97, 95)
    means = np.array([np.mean([f1(truth[part], probability[part] >= at, beta) for part in judged]) for at in grid])
    if set(TALK) <= set(sets) and lean != "precision":
        return float(grid[means >= means.max() - UNSURE].min())
    return float(np.median(grid[means >= means.max() - AS_GOOD]))


def serdif_examples(folder: Path) -> list[Example]:
    """The serdif sessions as examples: for thresholds alone."""
    return [
        Example(s.text, {kind: float(kind in s.kinds) for kind in serdif.KINDS}, "serdif", s.session)
        for s in serdif.sentences(folder)
    ]


def write(folder: Path, fitted: dict[str, dict[str, Any]], **others: Any) -> None:
    """Enter what was fitted in `coder.json` and its digest in the manifest."""
    path = folder / "coder.json"
    content = json.loads(path.read_text("utf-8"))
    for output in content["outputs"]:
        output.update(rounded(fitted.get(output["name"], {})))
    content.update(others)
    path.write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    manifest.record(folder, "coder.json", "thresholds and calibration of coder.onnx")


def rounded(fitted: Mapping[str, Any]) -> dict[str, Any]:
    """Five digits after the point are enough."""
    return {
        key: rounded(value) if isinstance(value, dict) else round(value, 5) if isinstance(value, float) else value
        for key, value in fitted.items()
    }


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
