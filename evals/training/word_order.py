"""How words follow each other in English, counted anew: `python -m evals.training.word_order`.

Counted on the interviews, sessions and reviews that were written for the project (`authored/transcripts`), what an
interviewer says left out. Rewrites the table in `assistant/engines/ondevice/word_order.toml`; the classes of words
there are written by hand.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from assistant.engines.ondevice import word_order
from assistant.engines.ondevice.word_order import Counts, Order, read
from evals.training.interviews import transcripts

HOME = Path(word_order.__file__).with_suffix(".toml")
_HEAD = "[after]\n"
_RARE = 5.0
"""Added to what is counted and to what chance gives: of what is rare nothing much is said."""


def table_of(sentences: Iterable[str]) -> Counts:
    """How much oftener than by chance one class stands behind another, in tenths of doublings."""
    order = Order(read(sentences))
    by_chance = np.outer(order.after.sum(axis=1), order.after.sum(axis=0)) / order.pairs
    return np.round(10 * np.log2((order.after + _RARE) / (by_chance + _RARE))) + 0.0


def names_in(text: str) -> list[str]:
    """The classes that the file has a row for, in its order."""
    return re.findall(r"^(\S+)\s*=", text.partition(_HEAD)[2], re.MULTILINE)


def written(names: Iterable[str], counted: Counts) -> str:
    """The table as it stands in the file."""
    rows = zip(names, counted, strict=True)
    return _HEAD + "".join(f"{name:<6} = [{', '.join(f'{value:3.0f}' for value in row)}]\n" for name, row in rows)


def main() -> int:
    """Count and write."""
    text = HOME.read_text("utf-8")
    told = (example.text for example in transcripts() if example.extra["who"] != "moderator")
    HOME.write_text(text.partition(_HEAD)[0] + written(names_in(text), table_of(told)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
