"""Untidy copies of tidy sentences, so that the coder does not lean on commas and clean beginnings."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from evals.training.examples import Example, Spans

OPENINGS = (
    "um ", "so ", "yeah, ", "I mean ", "well, ", "and ", "like ", "okay so ", "you know, ", "but ", "and then ",
    "uh ", "to be honest ", "I guess ", "right, ", "so yeah ", "no, ", "because ",
)  # fmt: skip


def untidy(example: Example, draw: random.Random) -> Example:
    """A copy as somebody might have said it: at times without punctuation, at times with another beginning."""
    text, shift = example.text, 0
    if draw.random() < 0.3:
        text = re.sub(r"[,.!?;:]", " ", text)
    if draw.random() < 0.3:
        opening = draw.choice(OPENINGS)
        text, shift = opening + text, len(opening)
    return replace(
        example,
        text=text,
        touchpoints=_shifted(example.touchpoints, shift),
        pains=_shifted(example.pains, shift),
    )


def _shifted(spans: Spans | None, shift: int) -> Spans | None:
    return None if spans is None else tuple((start + shift, end + shift) for start, end in spans)
