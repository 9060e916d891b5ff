"""Measure the coder on data it was not trained on: `python -m evals.training.evaluate --data DIR [--weights DIR]`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from assistant.engines.ondevice.coder import confidence_in
from assistant.engines.ondevice.encoder import Encoder, SentencePrediction
from assistant.engines.ondevice.inference import WEIGHTS
from evals.training import data, interviews, runs, serdif
from evals.training.calibrate import TALK, runs_of
from evals.training.examples import Example, side
from evals.training.labels import EKMAN, EMOTIONS, KINDS
from evals.training.scores import best_threshold, cross_fitted, f1, precision_recall

FOLDS = 5


def goemotions(encoder: Encoder, examples: list[Example]) -> dict[str, float]:
    """Macro-F1 over 28 labels and over Ekman's groups; thresholds from four fifths of dev, scores from the fifth."""
    probability = _emotions(encoder.predict([example.text for example in examples]))
    truth = np.array([[example.labels[name] > 0.5 for name in EMOTIONS] for example in examples])
    folds = np.arange(len(examples)) % FOLDS
    each = [_cross_f1(truth[:, i], probability[:, i], folds) for i in range(len(EMOTIONS))]
    fixed = np.array([encoder.thresholds[name] for name in EMOTIONS])
    same = [f1(truth[:, i], probability[:, i] >= fixed[i]) for i in range(len(EMOTIONS))]
    groups = []
    for names in EKMAN.values():
        columns = [EMOTIONS.index(name) for name in names]
        said = 1 - np.prod(1 - probability[:, columns], axis=1)
        groups.append(_cross_f1(truth[:, columns].any(axis=1), said, folds))
    result = {"macro_f1_cross_fitted": float(np.mean(each)), "macro_f1_shipped_thresholds": float(np.mean(same))}
    return result | {"ekman_macro_f1": float(np.mean(groups)), "n": len(examples)}


def _emotions(predictions: list[SentencePrediction]) -> np.ndarray:
    return np.array([[p.emotions[name] for name in EMOTIONS] for p in predictions])


def _cross_f1(truth: np.ndarray, probability: np.ndarray, folds: np.ndarray) -> float:
    return f1(truth, cross_fitted(truth, probability, folds))


def jupyter(encoder: Encoder, examples: list[Example]) -> dict[str, float]:
    """Pain against gain: whichever is more likely is said, of the whole answer and of its surest sentence."""
    chosen = [example for example in examples if example.extra["kind"] in ("pain", "gain")]
    predictions = encoder.predict([example.text for example in chosen])
    truth = np.array([example.extra["kind"] == "pain" for example in chosen])
    said = np.array([p.kinds["pain"] > p.kinds["gain"] for p in predictions])
    by_sentence = surest(encoder, chosen, "pain") > surest(encoder, chosen, "gain")
    result = {"pain_f1": f1(truth, said), "accuracy": float((truth == said).mean()), "n": len(chosen)}
    return result | {"pain_f1_by_sentence": f1(truth, by_sentence)}


def nhs(encoder: Encoder, examples: list[Example]) -> dict[str, float]:
    """Recall of the two most critical levels, and pains found in comments that hold only praise.

    A comment has a pain when one of its sentences has, as the product reads it.
    """
    said = surest(encoder, examples, "pain") >= encoder.thresholds["pain"]
    levels = np.array([example.extra.get("criticality", np.nan) for example in examples], float)
    steps = np.array([example.extra.get("sentiment", np.nan) for example in examples], float)
    return {
        "recall_criticality_3_4": float(said[levels <= -3].mean()),
        "recall_sentiment_4_5": float(said[steps >= 4].mean()),
        "false_pains_criticality_positive": float(said[levels >= 2].mean()),
        "false_pains_sentiment_1": float(said[steps == 1].mean()),
        "n": len(examples),
    }


def surest(encoder: Encoder, examples: list[Example], kind: str) -> np.ndarray:
    """The highest confidence that a sentence of each text is of a kind."""
    pieces = [(at, piece) for at, example in enumerate(examples) for piece in interviews.split(example.text)]
    predictions = encoder.predict([piece for _, piece in pieces], [at for at, _ in pieces])
    found = np.zeros(len(examples))
    for (at, piece), prediction in zip(pieces, predictions, strict=True):
        found[at] = max(found[at], confidence_in(piece, prediction.kinds).get(kind, 0.0))
    return found


def spoken(encoder: Encoder, examples: list[Example]) -> dict[str, float]:
    """Each kind at the thresholds that ship for such texts; what nobody labelled is only read with the rest."""
    leaning = encoder.leaning(in_talk=examples[0].source in TALK)
    read = encoder.predict([example.text for example in examples], runs_of(examples))
    known = [(example, seen) for example, seen in zip(examples, read, strict=True) if example.labels]
    result: dict[str, float] = {"n": len(known)}
    for kind in KINDS:
        truth = np.array([example.labels[kind] > 0.5 for example, _ in known])
        said = np.array([seen.kinds[kind] >= leaning[kind]["balanced"] for _, seen in known])
        result[f"{kind}_f1"] = f1(truth, said)
        result[f"{kind}_precision"], result[f"{kind}_recall"] = precision_recall(truth, said)
    return result


def sessions(encoder: Encoder, sentences: list[serdif.Spoken], marked: list[serdif.Highlights]) -> dict[str, float]:
    """serdif: thresholds shipped, and tuned on all sessions but the one that is scored; sentences, then quotes."""
    folds = np.unique([s.session for s in sentences], return_inverse=True)[1]
    predictions = encoder.predict([s.text for s in sentences], folds.tolist())
    result: dict[str, float] = {"n": len(sentences)}
    for kind in serdif.KINDS:
        truth = np.array([kind in s.kinds for s in sentences])
        sure = (confidence_in(s.text, p.kinds, answering=True) for s, p in zip(sentences, predictions, strict=True))
        probability = np.array([one.get(kind, 0.0) for one in sure])
        said = cross_fitted(truth, probability, folds) & (probability > 0)
        result[f"{kind}_f1"] = f1(truth, said)
        result[f"{kind}_precision"], result[f"{kind}_recall"] = precision_recall(truth, said)
        result[f"{kind}_f1_shipped"] = f1(truth, probability >= encoder.leaning(in_talk=True)[kind]["balanced"])
        result[f"{kind}_best_threshold"] = best_threshold(truth, probability)
        result[f"{kind}_share"] = float(truth.mean())
        places = {h.session: h.places for h in marked if h.kind == kind}
        quoted = [(s.session, s.place) for s, yes in zip(sentences, said, strict=True) if yes]
        result |= {f"{kind}_quote_{name}": value for name, value in quotes(quoted, places).items()}
    return result


def quotes(said: list[tuple[str, serdif.Place]], marked: Mapping[str, Sequence[serdif.Place]]) -> dict[str, float]:
    """Sentences said to be of a kind against what was marked: hits share more than half of the shorter."""
    hits = sum(any(serdif.overlaps(place, mark) for mark in marked[session]) for session, place in said)
    total = sum(len(places) for places in marked.values())
    covered = sum(
        any(name == session and serdif.overlaps(place, mark) for name, place in said)
        for session, places in marked.items()
        for mark in places
    )
    precision, recall = hits / max(1, len(said)), covered / max(1, total)
    score = 2 * precision * recall / max(1e-9, precision + recall)
    return {"f1": score, "precision": precision, "recall": recall}


def touchpoints(encoder: Encoder, examples: list[Example]) -> dict[str, float]:
    """Spans found against spans marked, counted when they share half of the shorter."""
    hits = found = marked = covered = 0
    for example, prediction in zip(examples, encoder.predict([e.text for e in examples]), strict=True):
        said = [span[:2] for span in prediction.touchpoint_spans]
        truth = list(example.touchpoints or ())
        hits += sum(any(_overlap(a, b) for b in truth) for a in said)
        covered += sum(any(_overlap(a, b) for a in said) for b in truth)
        found, marked = found + len(said), marked + len(truth)
    precision, recall = hits / max(1, found), covered / max(1, marked)
    score = 2 * precision * recall / max(1e-9, precision + recall)
    return {"precision": precision, "recall": recall, "f1": score, "n": len(examples)}


def _overlap(first: tuple[int, int], second: tuple[int, int]) -> bool:
    shared = min(first[1], second[1]) - max(first[0], second[0])
    return shared * 2 >= min(first[1] - first[0], second[1] - second[0])


def measure(encoder: Encoder, folder: Path) -> dict[str, dict[str, float]]:
    """All figures of the model card."""
    sets = {name: [e for e in examples if side(e) == "dev"] for name, examples in data.public(folder).items()}
    written = [e for e in interviews.authored() if side(e) == "dev"]
    told = list(runs.dev_side(folder))
    talk = [e for e in told if e.source == "transcripts"]
    return {
        "goemotions": goemotions(encoder, sets["goemotions"]),
        "jupyter": jupyter(encoder, sets["jupyter"]),
        "nhs": nhs(encoder, sets["nhs"]),
        "interviews": spoken(encoder, [e for e in told if e.source == "interviews"]),
        "transcripts": spoken(encoder, talk),
        "authored": spoken(encoder, written),
        "serdif_participants": sessions(encoder, serdif.sentences(folder), serdif.highlights(folder)),
        "serdif_everything": sessions(encoder, serdif.sentences(folder, everything=True), serdif.highlights(folder)),
        "reviews": spoken(encoder, [e for e in told if e.source == "reviews"]),
        "touchpoints_transcripts": touchpoints(encoder, [e for e in talk if e.extra["who"] != "moderator"]),
        "touchpoints_mams": touchpoints(encoder, sets["mams"]),
        "touchpoints_app_reviews": touchpoints(encoder, [e for e in sets["app_reviews"] if e.touchpoints is not None]),
    }


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    figures = measure(Encoder(folder=options.weights), options.data)
    sys.stdout.write(json.dumps(figures, indent=1, default=lambda value: round(float(value), 4)) + "\n")


if __name__ == "__main__":
    main()
