"""Sets that label whole texts: emotions, kinds of feedback, how critical a comment is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

from assistant.domain import Kind
from evals.data import Data
from evals.datasets.rows import Row, rows
from evals.marks import Mark
from evals.texts import Text, plain_text
from evals.training.examples import is_dev

Labelled = tuple[str, str, str, list[tuple[Kind, str]], frozenset[Kind]]
"""Id, cluster, text, labels, and the kinds that the set leaves open for this text."""
_NEUTRAL = "neutral"
UNSEEN = ("Only the 15 % that the on-device coder was not trained on (split by respondent or text).",)


def goemotions(folder: Path) -> Data:
    """27 emotions of short comments by three raters or more; its published development part where it says which."""
    found = [row for row in rows(folder, "dev.jsonl*") if row.get("orig_split", "dev") == "dev"]
    return _data("goemotions", (_emotional(row, row["id"], row["labels"]) for row in found), ("emotion",), ("emotion",))


def _emotional(row: Row, cluster: str, labels: Iterable[str]) -> Labelled:
    kinds: list[tuple[Kind, str]] = [("emotion", name) for name in labels if name != _NEUTRAL]
    return str(row["id"]), str(cluster), row["text"], kinds, frozenset()


_ISEAR = {
    "anger": ("anger", "annoyance"),
    "disgust": ("disgust",),
    "fear": ("fear", "nervousness"),
    "guilt": ("remorse",),
    "joy": ("joy", "excitement", "love", "gratitude", "relief", "pride", "amusement", "admiration", "optimism"),
    "sadness": ("sadness", "grief", "disappointment"),
    "shame": ("embarrassment",),
}
"""ISEAR's feelings, and the engine's labels that mean them."""


def isear(folder: Path) -> Data:
    """Told experiences, each with the one of seven feelings that the teller named."""
    found = (_emotional(row, row["respondent"], [row["emotion"]]) for row in rows(folder, "dev.jsonl*"))
    classes = {name: frozenset(labels) for name, labels in _ISEAR.items()}
    return _data("isear", found, ("emotion",), ("emotion",), classes=classes)


_JUPYTER: dict[str, tuple[Kind, frozenset[Kind]]] = {
    "pain": ("pain", frozenset({"need", "suggestion"})),
    "gain": ("gain", frozenset()),
    "unmet_need": ("need", frozenset({"pain", "suggestion"})),
    "request": ("suggestion", frozenset({"pain", "need"})),
    "onboarding_request": ("suggestion", frozenset({"pain", "need"})),
}
"""The slot of the survey, the kind it asks for, and the kinds that an answer there may also be."""


def jupyter(folder: Path) -> Data:
    """Survey answers: the question that was asked is the label."""
    found: list[Labelled] = []
    for at, row in enumerate(rows(folder, "dev.jsonl*")):
        if not is_dev(str(row["respondent"])):
            continue
        kind, open_kinds = _JUPYTER[row["kind"]]
        found.append((f"{row['respondent']}-{at}", str(row["respondent"]), row["text"], [(kind, "")], open_kinds))
    return _data("jupyter", found, ("pain", "gain", "need", "suggestion"), ("extraction",), notes=UNSEEN)


def nhs(folder: Path) -> Data:
    """Comments on health services: criticality or five steps of sentiment; neutral and unlabelled ones are left out."""
    return _data("nhs", _nhs(folder), ("pain", "gain"), ("extraction",), notes=UNSEEN)


def _nhs(folder: Path) -> Iterator[Labelled]:
    for row in rows(folder, "phase1_dev.jsonl*"):
        if row["criticality"] and _is_unseen(row["text"]):  # zero stands for praise as often as for blame
            kind: Kind = "pain" if row["criticality"] < 0 else "gain"
            yield f"1-{row['id']}", f"1-{row['id']}", row["text"], [(kind, "")], frozenset()
    for row in rows(folder, "v6_dev.jsonl*"):
        if row["sentiment"] is not None and row["sentiment"] != 3 and _is_unseen(row["text"]):
            kind = "pain" if row["sentiment"] > 3 else "gain"
            yield f"6-{row['id']}", str(row["respondent"]), row["text"], [(kind, "")], frozenset()


def _is_unseen(text: str) -> bool:
    """The set has no respondents throughout, so training set comments aside by their words."""
    return is_dev("".join(filter(str.isalnum, text.lower())))


def suggestion_mining(folder: Path) -> Data:
    """Sentences of a forum and of hotel reviews: a suggestion or none. The first part of an id is the post."""
    found: list[Labelled] = []
    for part in ("A", "B"):
        for at, row in enumerate(rows(folder, f"subtask{part}_dev.jsonl*")):
            labels: list[tuple[Kind, str]] = [("suggestion", "")] if row["suggestion"] else []
            post = str(row["id"]).split("_", maxsplit=1)[0]
            found.append((f"{part}{at}-{row['id']}", f"{part}-{post}", row["text"], labels, frozenset()))
    return _data("suggestion_mining", found, ("suggestion",), ("extraction",))


def _data(
    name: str,
    labelled: Iterable[Labelled],
    kinds: tuple[Kind, ...],
    suites: tuple[str, ...],
    *,
    classes: dict[str, frozenset[str]] | None = None,
    notes: tuple[str, ...] = (),
) -> Data:
    texts: dict[str, Text] = {}
    gold: dict[str, list[Mark]] = {}
    unknown: dict[str, frozenset[Kind]] = {}
    for identity, cluster, words, labels, open_kinds in labelled:
        text = plain_text(identity, words, cluster)
        if text.id in texts or not text.own:
            continue
        texts[text.id] = text
        gold[text.id] = [Mark(text.id, 0, len(words), kind, label) for kind, label in labels]
        unknown[text.id] = open_kinds & frozenset(get_args(Kind))
    return Data(name, tuple(texts.values()), gold, kinds, "texts", unknown, classes=classes, suites=suites, notes=notes)
