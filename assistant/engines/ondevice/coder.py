"""From what the encoder says of a sentence to findings: thresholds, abstention, labels, touchpoints."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.domain import Kind, Span
from assistant.engines.ondevice.abstain import (
    holds_nothing,
    is_bare,
    is_hypothetical,
    is_question,
    names_one,
    says_nothing,
    wonders,
)
from assistant.engines.ondevice.answers import UNASKED, Question, complains, heard_with
from assistant.engines.ondevice.encoder import SentencePrediction
from assistant.engines.ondevice.feelings import is_denied
from assistant.engines.ondevice.labels import label_of
from assistant.engines.ondevice.phrases import UNKNOWN, phrase_in
from assistant.engines.ondevice.small_talk import gives_contact, is_small_talk
from assistant.engines.ondevice.touchpoints import Touchpoint, idioms, mentions
from assistant.engines.protocol import Coded, Line, Passage

_MOST_EMOTIONS = 2
_DOUBTFUL, _PLAINLY = 0.5, 0.3
"""Below this a pain beside praise or a wish is doubtful; by so much more is it praise or a wish plainly."""
_BARE = 0.45
"""A sentence of small words alone, or one that asks somebody, has to be as surely a pain as this: `I cannot find it.`,
not `I did not.`; `Are they use case IDs?`, not `Shall I go on?`"""
_REMEMBERED = 40
"""For how many sentences a question is held to be what is answered."""
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

    def meaning(self, label: str, attributes: Mapping[str, Any]) -> Draft:
        """The same under another name, with what is known of it."""
        return replace(self, label=label, attributes=attributes)


def worth_reading(line: Line) -> bool:
    """Whether a line is somebody's own words."""
    return line.codable and not says_nothing(line.text)


def drafts_of(
    line: Line,
    seen: SentencePrediction,
    thresholds: Mapping[str, float],
    *,
    in_dialogue: bool,
    known: Collection[Touchpoint] = (),
    question: Question = UNASKED,
) -> Iterator[Draft]:
    """The findings of one sentence; `known` are the touchpoints that its text names beyond doubt.

    In a dialogue thanks, praise and questions are manners towards the interviewer; in a review they are what is felt.
    Where somebody can be reached is no finding.
    """
    if gives_contact(line.text) or (in_dialogue and is_small_talk(line.text)):
        return
    empty, hypothetical = holds_nothing(line.text), is_hypothetical(line.text)
    kinds = heard_with(question, line.text, seen.kinds)
    can_be = confidence_in(
        line.text, kinds, listed=question.listing, answering=in_dialogue or question.asked is not None
    )
    yield from _judged(line, seen, can_be, thresholds)
    if not hypothetical and not (empty and in_dialogue):
        yield from _emotions(line, seen, thresholds)
    if not (empty and in_dialogue):
        yield from _touchpoints(line, seen, thresholds["touchpoint"], known)


def confidence_in(
    text: str, kinds: Mapping[str, float], *, listed: bool = False, answering: bool = False
) -> dict[Kind, float]:
    """How surely a sentence is of each kind it can be.

    Asking is no praise, what did not happen is at most a wish, what is plainly praise is no doubtful pain besides. Nor
    is a plain wish that does not complain where somebody is `answering`: in a comment, troubles are told as wishes.
    Where things are `listed` below a question that asks for them, one word is enough.
    """
    if holds_nothing(text) and not (listed and names_one(text)):
        can_be: tuple[Kind, ...] = ("pain",) if is_question(text) or is_bare(text) else ()
        least = 0.0 if wonders(text) else _BARE
    else:
        can_be = ("suggestion",) if is_hypothetical(text) else _JUDGED
        wish = kinds["suggestion"] if answering and not complains(text) else 0.0
        least = min(_DOUBTFUL, max(kinds["gain"], wish) - _PLAINLY)
    return {kind: kinds[kind] for kind in can_be if kind != "pain" or kinds["pain"] >= least}


def _judged(
    line: Line, seen: SentencePrediction, can_be: Mapping[Kind, float], thresholds: Mapping[str, float]
) -> Iterator[Draft]:
    for kind, confidence in can_be.items():
        if confidence < thresholds[kind]:
            continue
        attributes: dict[str, Any] = {"sentiment": round(seen.sentiment, 2)}
        if kind == "pain":
            attributes["severity"] = round(seen.severity, 2)
        label = label_of(line.text, seen.pain_span if kind == "pain" else None)
        yield Draft(line, line.span, kind, label, confidence, attributes)


def _emotions(line: Line, seen: SentencePrediction, thresholds: Mapping[str, float]) -> Iterator[Draft]:
    felt = [
        (probability - thresholds[name], name, probability)
        for name, probability in seen.emotions.items()
        if name in VALENCE and probability >= thresholds[name] and not is_denied(line.text, name)
    ]
    for _, name, probability in sorted(felt, reverse=True)[:_MOST_EMOTIONS]:
        attributes = {"valence": VALENCE[name], "intensity": round(min(1.0, 0.3 + 0.7 * probability), 2)}
        yield Draft(line, line.span, "emotion", name, probability, attributes)


def _touchpoints(line: Line, seen: SentencePrediction, least: float, known: Collection[Touchpoint]) -> Iterator[Draft]:
    """Touchpoints of the catalogue, and phrases that the model marks; what those are is settled with the text."""
    taken = idioms(line.text)
    named: set[str] = set()
    for mention in mentions(line.text, known):
        taken.append((mention.start, mention.end))
        if mention.touchpoint.name not in named:
            named.add(mention.touchpoint.name)
            yield _touchpoint(line, mention.start, mention.end, mention.touchpoint.name, 0.8, mention.touchpoint.traits)
    for start, end, score in seen.touchpoint_spans:
        phrase = phrase_in(line.text, start, end)
        if phrase and score >= least and all(phrase.end <= a or phrase.start >= b for a, b in taken):
            yield _touchpoint(line, phrase.start, phrase.end, phrase.name, score, UNKNOWN)


def _touchpoint(line: Line, start: int, end: int, name: str, confidence: float, attributes: Mapping[str, Any]) -> Draft:
    span = Span(line.span.source_id, line.span.start + start, line.span.start + end)
    return Draft(line, span, "touchpoint", name, confidence, attributes)


def told(passage: Passage, kept: Iterable[Line]) -> list[Line]:
    """Lines in the order of talk with what an interviewer asked last before each: so are they read."""
    known = frozenset(kept)
    lines: list[Line] = []
    question: Line | None = None
    for line in passage.lines:
        if line.role == "interviewer":
            question = line
        elif line in known:
            lines += [line] if question is None else [question, line]
            question = None
    return lines


def asked_before(lines: Sequence[Line]) -> list[int | None]:
    """Where in some lines stands what an interviewer asked last before each codable one."""
    asked: int | None = None
    found: list[int | None] = []
    for at, line in enumerate(lines):
        if line.role == "interviewer":
            asked = at
        else:
            found.append(asked if asked is not None and at - asked <= _REMEMBERED else None)
    return found
