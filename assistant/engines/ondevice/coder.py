"""From what the encoder says of a sentence to findings: thresholds, abstention, labels, touchpoints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from assistant.domain import Kind, Span
from assistant.engines.ondevice.abstain import holds_nothing, is_hypothetical, says_nothing
from assistant.engines.ondevice.encoder import SentencePrediction
from assistant.engines.ondevice.labels import label_of
from assistant.engines.ondevice.touchpoints import mentions
from assistant.engines.protocol import Coded, Line

Lean = Literal["precision", "balanced", "recall"]

_SHIFT: Mapping[str, float] = {"precision": 0.12, "balanced": 0.0, "recall": -0.12}
"""How far a lean moves a threshold."""
_MOST_EMOTIONS = 2
_JUDGED: tuple[Kind, ...] = ("pain", "gain", "need", "suggestion")

VALENCE: Mapping[str, float] = {
    "admiration": 0.8, "amusement": 0.6, "anger": -0.9, "annoyance": -0.6, "approval": 0.5, "caring": 0.5,
    "confusion": -0.4, "curiosity": 0.2, "desire": 0.2, "disappointment": -0.7, "disapproval": -0.6, "disgust": -0.9,
    "embarrassment": -0.6, "excitement": 0.9, "fear": -0.8, "gratitude": 0.8, "grief": -1.0, "joy": 0.9, "love": 0.9,
    "nervousness": -0.6, "optimism": 0.6, "pride": 0.7, "realization": 0.0, "relief": 0.5, "remorse": -0.6,
    "sadness": -0.8, "surprise": 0.0,
}  # fmt: skip
"""How pleasant each of the GoEmotions is, -1 to 1."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding before its stage is known."""

    line: Line
    span: Span
    kind: Kind
    label: str
    confidence: float
    attributes: Mapping[str, Any]

    def at(self, stage: str | None) -> Coded:
        """The finding, told about a stage."""
        return Coded(
            self.span, self.kind, self.label, stage, self.line.participant_id, self.confidence, self.attributes
        )


def worth_reading(line: Line) -> bool:
    """Whether a line is somebody's own words."""
    return line.codable and not says_nothing(line.text)


def drafts_of(
    line: Line, seen: SentencePrediction, thresholds: Mapping[str, float], lean: Lean, *, in_dialogue: bool
) -> Iterator[Draft]:
    """The findings of one sentence.

    In a dialogue thanks and questions are manners towards the interviewer; in a review they are what is felt.
    """
    shift, empty, hypothetical = _SHIFT[lean], holds_nothing(line.text), is_hypothetical(line.text)
    if not empty and not hypothetical:
        yield from _judged(line, seen, thresholds, shift)
    if not hypothetical and not (empty and in_dialogue):
        yield from _emotions(line, seen, thresholds, shift)
    if not (empty and in_dialogue):
        yield from _touchpoints(line, seen)


def _judged(line: Line, seen: SentencePrediction, thresholds: Mapping[str, float], shift: float) -> Iterator[Draft]:
    label = ""
    for kind in _JUDGED:
        probability = seen.kinds[kind]
        if probability < min(0.95, max(0.02, thresholds[kind] + shift)):
            continue
        label = label or label_of(line.text)
        attributes: dict[str, Any] = {"sentiment": round(seen.sentiment, 2)}
        if kind == "pain":
            attributes["severity"] = round(seen.severity, 2)
        yield Draft(line, line.span, kind, label, probability, attributes)


def _emotions(line: Line, seen: SentencePrediction, thresholds: Mapping[str, float], shift: float) -> Iterator[Draft]:
    felt = [
        (probability - thresholds[name], name, probability)
        for name, probability in seen.emotions.items()
        if name in VALENCE and probability >= min(0.95, max(0.02, thresholds[name] + shift))
    ]
    for _, name, probability in sorted(felt, reverse=True)[:_MOST_EMOTIONS]:
        attributes = {"valence": VALENCE[name], "intensity": round(min(1.0, 0.3 + 0.7 * probability), 2)}
        yield Draft(line, line.span, "emotion", name, probability, attributes)


def _touchpoints(line: Line, seen: SentencePrediction) -> Iterator[Draft]:
    taken: list[tuple[int, int]] = []
    named: set[str] = set()
    for mention in mentions(line.text):
        taken.append((mention.start, mention.end))
        entry = mention.touchpoint
        if entry.name in named:
            continue
        named.add(entry.name)
        attributes = {"channel": entry.channel, "owner": entry.owner, "phase": entry.phase}
        yield _touchpoint(line, mention.start, mention.end, entry.name, 0.8, attributes)
    for start, end, score in seen.touchpoint_spans:
        if score >= 0.5 and all(end <= a or start >= b for a, b in taken):
            name = " ".join(line.text[start:end].casefold().split())
            yield _touchpoint(line, start, end, name, score, {"channel": "unknown", "owner": "unknown"})


def _touchpoint(line: Line, start: int, end: int, name: str, confidence: float, attributes: Mapping[str, Any]) -> Draft:
    span = Span(line.span.source_id, line.span.start + start, line.span.start + end)
    return Draft(line, span, "touchpoint", name, confidence, attributes)


def question_before(lines: Sequence[Line], at: int) -> str:
    """What an interviewer asked last before a line; empty where nobody did within the exchange."""
    for line in reversed(lines[max(0, at - 40) : at]):
        if line.role == "interviewer":
            return line.text
    return ""
