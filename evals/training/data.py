"""Reads the labelled sets whose licences allow training shipped weights, each as a list of examples.

One function a set says how its labels become ours; what a set does not tell stays unknown. Held-out parts are
never read, nor are sets that may only be used to measure (serdif, scrum, isear, suggestion_mining, podcast).
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from evals.training.examples import Example, emotion_labels
from evals.training.labels import NEGATIVE, POSITIVE

Rows = Iterator[dict[str, Any]]


def rows(path: Path) -> Rows:
    """Read a file of gzipped JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def goemotions(folder: Path) -> Iterator[Example]:
    """Emotions by two raters or more; their tone gives the sentiment. Says nothing of pains."""
    for row in rows(folder / "goemotions" / "dev.jsonl.gz"):
        names = row["labels"]
        labels = emotion_labels(names)
        good, bad = any(n in POSITIVE for n in names), any(n in NEGATIVE for n in names)
        labels["sentiment"] = 0.5 + 0.4 * (good - bad)
        yield Example(row["text"], labels, "goemotions", row["id"], extra={"split": row["orig_split"]})


def jupyter(folder: Path) -> Iterator[Example]:
    """Survey answers: the question asked is the label."""
    known = {
        "pain": {"pain": 1.0, "gain": 0.0, "sentiment": 0.2},
        "gain": {"pain": 0.0, "gain": 1.0, "need": 0.0, "suggestion": 0.0, "sentiment": 0.8},
        "unmet_need": {"need": 1.0, "gain": 0.0},
        "request": {"suggestion": 1.0, "gain": 0.0},
        "onboarding_request": {"suggestion": 1.0, "gain": 0.0},
    }
    for row in rows(folder / "jupyter_ux_survey" / "dev.jsonl.gz"):
        kind, slot = row["kind"], {"kind": row["kind"]}
        # The slot asked for a thing; a bare noun in it does not make every noun a request.
        weight = 1.0 if kind in ("pain", "gain") else 0.4
        yield Example(row["text"], known[kind], "jupyter", str(row["respondent"]), weight=weight, extra=slot)


def nhs(folder: Path) -> Iterator[Example]:
    """Comments on health services: criticality from -5 to 5, or five steps of sentiment."""
    for row in rows(folder / "nhs_patient_experience" / "phase1_dev.jsonl.gz"):
        level = row["criticality"]
        if level is not None and level != 0:  # zero stands for praise as often as for blame
            extra = {"criticality": level}
            yield Example(row["text"], _criticality(level), "nhs", _key(row["text"]), extra=extra)
    for row in rows(folder / "nhs_patient_experience" / "v6_dev.jsonl.gz"):
        if row["sentiment"] is not None:
            extra = {"sentiment": row["sentiment"]}
            yield Example(row["text"], _five_steps(row["sentiment"]), "nhs", _key(row["text"]), extra=extra)


def _criticality(level: float) -> dict[str, float]:
    sentiment = 0.5 + max(-4.0, min(4.0, level)) / 8
    if level < 0:
        return {"pain": 1.0, "gain": 0.0, "severity": min(1.0, -level / 4), "sentiment": sentiment}
    return {"pain": 0.0, "gain": 1.0 if level > 1 else 0.7, "sentiment": sentiment}


def _five_steps(step: int) -> dict[str, float]:
    sentiment = (5 - step) / 4
    if step >= 4:
        return {"pain": 1.0, "gain": 0.0, "severity": 0.6 if step == 4 else 1.0, "sentiment": sentiment}
    if step == 3:
        return {"sentiment": sentiment}
    return {"pain": 0.0, "gain": 1.0, "sentiment": sentiment}


def app_reviews(folder: Path) -> Iterator[Example]:
    """App reviews with the features they name."""
    for row in rows(folder / "app_reviews_features" / "dabrowski_dev.jsonl.gz"):
        features = {tone: row[f"features_{tone}"] for tone in ("positive", "neutral", "negative")}
        spans = [_find(row["text"], feature) for group in features.values() for feature in group]
        found = tuple(span for span in spans if span)
        labels = {}
        if features["negative"]:
            labels["pain"] = 1.0
        if features["positive"]:
            labels["gain"] = 1.0
        touchpoints = found if len(found) == len(spans) else None
        yield Example(row["text"], labels, "app_reviews", row["review"], touchpoints=touchpoints)


def mams(folder: Path) -> Iterator[Example]:
    """Restaurant sentences in which aspects of different polarity meet."""
    for row in rows(folder / "mams" / "atsa_dev.jsonl.gz"):
        tones = [aspect["polarity"] for aspect in row["aspects"]]
        bad, good = tones.count("negative"), tones.count("positive")
        labels = {"pain": float(bad > 0), "gain": float(good > 0)}
        labels["sentiment"] = 0.5 + 0.4 * (good - bad) / len(tones)
        spans = tuple(sorted((int(aspect["from"]), int(aspect["to"])) for aspect in row["aspects"]))
        yield Example(row["text"], labels, "mams", row["id"], touchpoints=spans)


def _find(text: str, part: str) -> tuple[int, int] | None:
    start = text.lower().find(part.lower())
    return (start, start + len(part)) if part and start >= 0 else None


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


PUBLIC: tuple[Callable[[Path], Iterator[Example]], ...] = (goemotions, jupyter, nhs, app_reviews, mams)


def public(folder: Path) -> dict[str, list[Example]]:
    """All public sets by name."""
    found: dict[str, list[Example]] = defaultdict(list)
    for reader in PUBLIC:
        for example in reader(folder):
            found[example.source].append(example)
    return dict(found)
