"""Tables for docs/quality.md: `python -m evals.training.tables --data DIR [--weights DIR] [--mistakes N]`.

Confusion by kind, how far confidence can be trusted, what each lean gives, and (to be read, never to be quoted) the
sentences on which the coder is surest and wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.engines.ondevice.calibration import LEANS
from assistant.engines.ondevice.coder import confidence_in
from assistant.engines.ondevice.encoder import Encoder
from assistant.engines.ondevice.inference import WEIGHTS
from evals.training.calibrate import TALK, dev_examples, runs_of, serdif_examples
from evals.training.examples import Example
from evals.training.labels import KINDS
from evals.training.scores import f1, precision_recall, reliability

EDGES = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.01)
READ = ("interviews", "transcripts", "reviews", "authored")
"""Sets in which somebody looked for all four kinds."""
NOTHING, SEVERAL = "nothing", "several"


@dataclass(frozen=True)
class Judged:
    """Sentences of a set, what they are and how likely the coder finds each kind; NaN where nobody looked."""

    name: str
    texts: Sequence[str]
    truth: np.ndarray
    confidence: np.ndarray


def judged(encoder: Encoder, name: str, examples: Sequence[Example]) -> Judged:
    """Read a set as the product does: with what stands around, and without what cannot be a finding."""
    predictions = encoder.predict([e.text for e in examples], runs_of(examples))
    sure = [confidence_in(e.text, p.kinds) for e, p in zip(examples, predictions, strict=True)]
    confidence = np.array([[one.get(kind, 0.0) for kind in KINDS] for one in sure])
    truth = np.array([[example.labels.get(kind, np.nan) for kind in KINDS] for example in examples])
    known = ~np.isnan(truth).all(axis=1)  # the others were only heard beside them
    texts = [example.text for example, one in zip(examples, known, strict=True) if one]
    return Judged(name, texts, truth[known], confidence[known])


def confusion(one: Judged, thresholds: np.ndarray) -> Iterator[str]:
    """Rows: what sentences are; columns: what they are taken for."""
    counts = Counter(zip(_names(one.truth > 0.5), _names(one.confidence >= thresholds), strict=True))
    columns = (*KINDS, SEVERAL, NOTHING)
    yield f"| {one.name}: is, taken for | {' | '.join(columns)} |"
    yield "|---" * (len(columns) + 1) + "|"
    for row in columns:
        if any(counts[row, column] for column in columns):
            yield f"| {row} | {' | '.join(str(counts[row, column]) for column in columns)} |"


def _names(marks: np.ndarray) -> list[str]:
    return [NOTHING if not row.any() else SEVERAL if row.sum() > 1 else KINDS[int(row.argmax())] for row in marks]


def trust(sets: Sequence[Judged]) -> Iterator[str]:
    """For each kind: of what is said with so much confidence, how much is so."""
    yield "| kind | confidence | cases | mean confidence | was so |"
    yield "|---|---|---|---|---|"
    for column, kind in enumerate(KINDS):
        truth = np.concatenate([one.truth[:, column] for one in sets])
        said = np.concatenate([one.confidence[:, column] for one in sets])
        known = ~np.isnan(truth)
        for row in reliability(truth[known] > 0.5, said[known], EDGES):
            between = f"{row['from']:.1f} to {min(1.0, row['to']):.1f}"
            yield f"| {kind} | {between} | {row['cases']:,} | {row['said']:.2f} | {row['was_so']:.2f} |"


def leans(encoder: Encoder, one: Judged) -> Iterator[str]:
    """What each lean gives on a set: precision, recall, F1."""
    yield f"| {one.name} | {' | '.join(LEANS)} |"
    yield "|---|---|---|---|"
    for column, kind in enumerate(KINDS):
        known = ~np.isnan(one.truth[:, column])
        truth, said = one.truth[known, column] > 0.5, one.confidence[known, column]
        if truth.any():
            leaning = encoder.leaning(in_talk=one.name in TALK)
            cells = (_figures(truth, said >= leaning[kind][lean]) for lean in LEANS)
            yield f"| {kind} | {' | '.join(cells)} |"


def _figures(truth: np.ndarray, said: np.ndarray) -> str:
    precision, recall = precision_recall(truth, said)
    return f"{precision:.2f} / {recall:.2f} / {f1(truth, said):.2f}"


def _thresholds(encoder: Encoder, one: Judged) -> np.ndarray:
    leaning = encoder.leaning(in_talk=one.name in TALK)
    return np.array([leaning[kind]["balanced"] for kind in KINDS])


def mistakes(one: Judged, thresholds: np.ndarray, count: int) -> Iterator[str]:
    """The sentences of each kind that are farthest on the wrong side."""
    for column, kind in enumerate(KINDS):
        wrong = np.nan_to_num((one.confidence[:, column] - thresholds[column]) * (0.5 - one.truth[:, column]))
        for at in np.argsort(-wrong)[:count]:
            if wrong[at] > 0:
                said = "missed" if one.truth[at, column] > 0.5 else "found"
                text = " ".join(one.texts[at].split())
                yield f"{one.name}: {kind} {said} at {one.confidence[at, column]:.2f}: {text}"


def main() -> None:
    """Print the tables as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--mistakes", type=int, default=0, help="so many of each kind and set")
    options = parser.parse_args()
    encoder = Encoder(folder=options.weights)
    examples = [*dev_examples(options.data), *serdif_examples(options.data)]
    names = [name for name in dict.fromkeys(e.source for e in examples) if name not in ("goemotions", "app_reviews")]
    sets = [judged(encoder, name, [e for e in examples if e.source == name]) for name in names]
    parts = [confusion(one, _thresholds(encoder, one)) for one in sets if one.name in (*READ, "serdif")]
    parts += [trust([one for one in sets if one.name != "serdif"])]
    parts += [leans(encoder, one) for one in sets if one.name != "jupyter"]
    parts += [mistakes(one, _thresholds(encoder, one), options.mistakes) for one in sets]
    sys.stdout.write("\n\n".join("\n".join(part) for part in parts) + "\n")


if __name__ == "__main__":
    main()
