"""The names the model answers with, in the order of its outputs."""

from __future__ import annotations

KINDS = ("pain", "gain", "need", "suggestion")

EMOTIONS = (
    "admiration", "amusement", "anger", "annoyance", "approval", "caring", "confusion", "curiosity", "desire",
    "disappointment", "disapproval", "disgust", "embarrassment", "excitement", "fear", "gratitude", "grief",
    "joy", "love", "nervousness", "optimism", "pride", "realization", "relief", "remorse", "sadness",
    "surprise", "neutral",
)  # fmt: skip

EKMAN = {
    "anger": ("anger", "annoyance", "disapproval"),
    "disgust": ("disgust",),
    "fear": ("fear", "nervousness"),
    "joy": (
        "joy", "amusement", "approval", "excitement", "gratitude", "love", "optimism", "relief", "pride",
        "admiration", "desire", "caring",
    ),
    "sadness": ("sadness", "disappointment", "embarrassment", "grief", "remorse"),
    "surprise": ("surprise", "realization", "confusion", "curiosity"),
    "neutral": ("neutral",),
}  # fmt: skip
"""The six groups of the GoEmotions paper and neutral."""

POSITIVE = EKMAN["joy"]
NEGATIVE = EKMAN["anger"] + EKMAN["disgust"] + EKMAN["fear"] + EKMAN["sadness"]

SENTENCE_OUTPUTS = (*KINDS, *EMOTIONS, "sentiment", "severity")
TOKEN_OUTPUTS = ("touchpoint", "pain")
