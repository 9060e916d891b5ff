"""Adapters of public sets on a few rows in their shape; what a set leaves open is not judged."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import ConfigurationError, DocumentError
from evals.coding import Coding
from evals.datasets import SETS, read_set
from evals.marks import Mark
from evals.suites import emotion, extraction
from evals.training.examples import is_dev

UNSEEN = [str(number) for number in range(100) if is_dev(str(number))]
"""Respondents that training has set aside."""
SEEN = next(str(number) for number in range(100) if not is_dev(str(number)))


def put(folder: Path, name: str, *rows: dict[str, Any]) -> Path:
    """A file of gzipped JSON lines; U+2028 in a text is no end of a line."""
    folder.mkdir(exist_ok=True)
    content = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / name).write_bytes(gzip.compress(content.encode()))
    return folder


def test_goemotions_takes_its_development_part(tmp_path: Path) -> None:
    """Neutral is no feeling; the training part is not measured on."""
    folder = put(
        tmp_path,
        "dev.jsonl.gz",
        {"id": "a", "text": "So\u2028glad!", "labels": ["joy", "relief"], "orig_split": "dev"},
        {"id": "b", "text": "Hm.", "labels": ["neutral"], "orig_split": "dev"},
        {"id": "c", "text": "No.", "labels": ["anger"], "orig_split": "train"},
    )
    data = read_set("goemotions", folder)

    assert {text.id: [mark.label for mark in data.gold[text.id]] for text in data.texts} == {
        "a": ["joy", "relief"],
        "b": [],
    }


def test_isear_is_scored_in_its_own_classes(tmp_path: Path) -> None:
    """Annoyance counts as anger, remorse as guilt; fear is made up: micro 2·2/6, macro (1+1+0+0)/4."""
    rows = [("1", "anger"), ("2", "guilt"), ("3", "joy")]
    folder = put(
        tmp_path,
        "dev.jsonl.gz",
        *({"id": name, "respondent": name, "text": "It was so.", "emotion": label} for name, label in rows),
    )
    data = read_set("isear", folder)
    labels = {"1": "annoyance", "2": "remorse", "3": "fear"}
    said = {name: (Mark(name, 0, 10, "emotion", label),) for name, label in labels.items()}
    figures = {figure.key: figure for figure in emotion.run(data, Coding("e", "f", said, {})).figures}

    assert figures["emotion micro-f1"].value == pytest.approx(2 / 3)
    assert figures["emotion macro-f1"].value == pytest.approx(1 / 2)


def test_an_answer_to_one_question_says_nothing_of_another_kind(tmp_path: Path) -> None:
    """A request may hold a pain: pains said there are neither right nor wrong."""
    folder = put(
        tmp_path,
        "dev.jsonl.gz",
        {"respondent": UNSEEN[0], "kind": "request", "text": "Make it stop crashing."},
        {"respondent": UNSEEN[1], "kind": "pain", "text": "It crashes."},
        {"respondent": UNSEEN[2], "kind": "gain", "text": "It is fast."},
    )
    data = read_set("jupyter", folder)
    said = {text.id: (Mark(text.id, 0, 5, "pain"),) for text in data.texts}
    figures = {figure.key: figure for figure in extraction.run(data, Coding("e", "f", said, {})).figures}

    assert figures["pain precision texts"].value == pytest.approx(1 / 2)  # the pain right, the gain wrong
    assert figures["pain recall texts"].value == 1.0


def test_what_the_coder_was_trained_on_is_not_measured_on(tmp_path: Path) -> None:
    """Respondents on the training side are left out, and the data says so."""
    rows = [{"respondent": name, "kind": "pain", "text": f"It crashes {name} times."} for name in (UNSEEN[0], SEEN)]
    data = read_set("jupyter", put(tmp_path, "dev.jsonl.gz", *rows))

    assert [text.text for text in data.texts] == [f"It crashes {UNSEEN[0]} times."]
    assert "not trained on" in data.notes[0]


def test_serdif_knows_whose_words_are_coded(tmp_path: Path) -> None:
    """Tasks and the moderator are not the participant's; offsets stay those of the file."""
    text = "1 Read the tab.\n  I cannot find it.\nMODERATOR: Where did you look?"
    highlight = {"from": 18, "to": 35, "kind": "pain", "text": "I cannot find it."}
    other = {"from": 0, "to": 5, "kind": "moderator", "text": "1 Rea"}
    folder = put(tmp_path, "dev.jsonl.gz", {"participant": "P2", "text": text, "highlights": [highlight, other]})
    data = read_set("serdif", folder)

    assert [text[s.start : s.end] for s in data.texts[0].own] == ["I cannot find it."]
    assert [(m.start, m.end, m.kind) for m in data.gold["P2"]] == [(18, 35, "pain")]


def test_app_reviews_leave_out_what_is_not_verbatim(tmp_path: Path) -> None:
    """A feature that is not in the sentence cannot be found as a span: the sentence is not judged."""
    row = {"review": UNSEEN[0], "features_positive": [], "features_neutral": []}
    folder = put(
        tmp_path,
        "x_dev.jsonl.gz",
        {**row, "sentence": 1, "text": "The search is bad", "features_negative": ["search"]},
        {**row, "sentence": 2, "text": "Bad", "features_negative": ["sign in"]},
    )
    data = read_set("app_reviews", folder)

    assert [text.id for text in data.texts] == [f"{UNSEEN[0]}:1"]
    assert data.notes[1].startswith("1 sentences are not judged")


@pytest.mark.parametrize("name", sorted(SETS))
def test_a_folder_without_the_set_is_explained(tmp_path: Path, name: str) -> None:
    """In words, whatever the set."""
    with pytest.raises((ConfigurationError, DocumentError)):
        read_set(name, tmp_path)


def test_a_file_of_another_shape_is_explained(tmp_path: Path) -> None:
    """A missing column is named."""
    with pytest.raises(DocumentError, match="labels"):
        read_set("goemotions", put(tmp_path, "dev.jsonl.gz", {"id": 1, "text": "x"}))
