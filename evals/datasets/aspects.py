"""Sets that mark what a review speaks of: the features of an app, the dishes and the service of a restaurant."""

from __future__ import annotations

from pathlib import Path

from evals.data import Data
from evals.datasets.labels import UNSEEN
from evals.datasets.rows import rows
from evals.gold.locating import locate
from evals.marks import Mark
from evals.texts import Text, plain_text
from evals.training.examples import is_dev

_TONES = ("positive", "neutral", "negative")


def app_reviews(folder: Path) -> Data:
    """Sentences of app reviews with the features they name; one with a feature that is not verbatim is left out."""
    texts, gold, left_out = [], {}, 0
    for row in rows(folder, "*dev.jsonl*"):
        if not is_dev(row["review"]):
            continue
        name = f"{row['review']}:{row['sentence']}"
        spans = [locate(feature, row["text"]) for tone in _TONES for feature in row[f"features_{tone}"]]
        if None in spans:
            left_out += 1
            continue
        text = plain_text(name, row["text"], row["review"])
        texts.append(text)
        gold[text.id] = [Mark(text.id, *span, "touchpoint") for span in spans if span]
    notes = (*UNSEEN, f"{left_out} sentences are not judged: a feature in them is not in their words.")
    return _spans("app_reviews", texts, gold, notes)


def mams(folder: Path) -> Data:
    """Restaurant sentences with the aspects that they speak of, whatever their polarity."""
    texts, gold = [], {}
    for row in rows(folder, "atsa_dev.jsonl*"):
        if not is_dev(row["id"]):
            continue
        text = plain_text(row["id"], row["text"], row["id"])
        texts.append(text)
        gold[text.id] = [Mark(text.id, int(part["from"]), int(part["to"]), "touchpoint") for part in row["aspects"]]
    return _spans("mams", texts, gold, UNSEEN)


def _spans(name: str, texts: list[Text], gold: dict[str, list[Mark]], notes: tuple[str, ...]) -> Data:
    kept = tuple({text.id: text for text in texts if text.own}.values())
    return Data(name, kept, gold, ("touchpoint",), suites=("touchpoints",), notes=notes)
