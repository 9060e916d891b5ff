"""Feelings that somebody denies having: `I don't get excited about things` is no excitement.

A model that learnt from comments hears the word and not that it was taken back. Only words that name a feeling
outright are looked for; what a sentence feels like otherwise is left to the model.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_NAMES: Mapping[str, str] = {
    "anger": r"angry|mad|furious|cross",
    "annoyance": r"annoyed|irritated|bothered|a fool|stupid",
    "confusion": r"confused|puzzled|baffled",
    "disappointment": r"disappointed|let down",
    "embarrassment": r"embarrassed|ashamed|a fool|stupid|silly",
    "excitement": r"excited|thrilled",
    "fear": r"afraid|scared|frightened|terrified",
    "gratitude": r"grateful|thankful",
    "joy": r"happy|glad|joyful|overjoyed",
    "nervousness": r"nervous|anxious|worried|worry",
    "pride": r"proud",
    "remorse": r"sorry|guilty|regret",
    "sadness": r"sad|unhappy|upset|cried|cry",
    "surprise": r"surprised|amazed|astonished",
}
_DENIED = r"(?:\b(?:not|never|hardly|nobody|no longer)|n't)\b"
_MORE = r"(?:so|more|as|this|that)\b"
"""`Never been so glad`, `couldn't be happier than this`: the feeling is there."""
_BETWEEN = rf"(?:\s(?!{_MORE}|only\b|just\b|because\b|but\b)[\w'-]+){{0,4}}?\s"
_TAKEN_BACK = {
    name: re.compile(rf"{_DENIED}{_BETWEEN}(?:{words})\b(?!\s(?:enough|about nothing))", re.IGNORECASE)
    for name, words in _NAMES.items()
}
_OUTRIGHT = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _NAMES.items()}


def is_denied(text: str, feeling: str) -> bool:
    """Whether a sentence names a feeling only to say that it was not there."""
    if feeling not in _NAMES:
        return False
    plain = text.replace("’", "'")
    taken_back = len(_TAKEN_BACK[feeling].findall(plain))
    return 0 < taken_back >= len(_OUTRIGHT[feeling].findall(plain))
