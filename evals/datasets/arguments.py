"""Arguments matched to key points by a crowd: does the program put those together that say the same?"""

from __future__ import annotations

from pathlib import Path

from evals.data import Data
from evals.datasets.rows import rows
from evals.marks import Mark
from evals.texts import plain_text


def argkp(folder: Path) -> Data:
    """Arguments that match just one key point; a topic and a stance are grouped by themselves, as a study would be."""
    texts, gold = [], {}
    for row in rows(folder, "dev_*arguments.jsonl*"):
        points = [name for name, match in row["key_points"].items() if match]
        if len(points) == 1:
            text = plain_text(row["arg_id"], row["text"], f"{row['topic']} ({row['stance']})")
            texts.append(text)
            gold[text.id] = [Mark(text.id, 0, len(row["text"]), "need", points[0])]
    return Data("argkp", tuple(texts), gold, ("need",), "texts", suites=("themes",))
