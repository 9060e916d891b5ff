"""The engine that needs no model elsewhere: small encoders that ship, word lists, and the participants' own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from assistant.domain import Outcome
from assistant.engines.ondevice import coder, drafting
from assistant.engines.protocol import (
    Coded,
    Line,
    Passage,
    PersonaTask,
    PersonaWords,
    StageTask,
    ThemeTask,
    ThemeWords,
    Unit,
    Written,
)
from assistant.identity import digest
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.engines.ondevice.encoder import Encoder, SentencePrediction
    from assistant.engines.ondevice.memory import RememberingEmbedder
    from assistant.engines.ondevice.stages import StageReader

RULES = "1"
"""Counted up when word lists or rules change what is found, so that studies are coded anew."""

_LINES_AT_ONCE = 512
"""Sentences gathered before the encoder is called: enough to sort them by length, few enough to show progress."""


class OnDeviceEngine:
    """Codes source by source; the same text gives the same findings on every machine."""

    name = "ondevice"
    unit: Unit = "source"

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def _encoder(self) -> Encoder:
        from assistant.engines.ondevice.encoder import Encoder

        return Encoder()

    @cached_property
    def embedder(self) -> RememberingEmbedder:
        """The sentence embedder, loaded when first asked for."""
        from assistant.engines import open_embedding

        return open_embedding()

    @cached_property
    def _stages(self) -> StageReader:
        from assistant.engines.ondevice.stages import StageReader

        return StageReader(self._settings.journey_stages, self.embedder)

    @cached_property
    def fingerprint(self) -> str:
        """Hash of the weights, the rules and the settings that decide what is found."""
        settings = (self._settings.coding.lean, [stage.model_dump() for stage in self._settings.stages])
        return digest(self._encoder.fingerprint, self.embedder.fingerprint, RULES, settings)

    def code(self, passages: Iterable[Passage]) -> Iterator[Outcome[Passage, tuple[Coded, ...]]]:
        """Findings of each passage; sentences of several passages are read together, sorted by length."""
        for batch in _batches(passages):
            read = [[line for line in passage.lines if coder.worth_reading(line)] for passage in batch]
            before = [text for passage in batch for text in _before(passage)]
            seen = iter(self._encoder.predict([line.text for lines in read for line in lines], before))
            for passage, lines in zip(batch, read, strict=True):
                yield Outcome(passage, self._coded(passage, lines, list(islice(seen, len(lines)))))

    def _coded(self, passage: Passage, lines: Sequence[Line], seen: Sequence[SentencePrediction]) -> tuple[Coded, ...]:
        thresholds, lean = self._encoder.thresholds, self._settings.coding.lean
        dialogue = any(line.role == "interviewer" for line in passage.lines)
        drafts = [
            draft
            for line, one in zip(lines, seen, strict=True)
            for draft in coder.drafts_of(line, one, thresholds, lean, in_dialogue=dialogue)
        ]
        place = {line.span: at for at, line in enumerate(passage.lines)}
        told = list(dict.fromkeys(draft.line for draft in drafts))
        questions = [coder.question_before(passage.lines, place[line.span]) for line in told]
        stages = dict(zip(told, self._stages.read([line.text for line in told], questions), strict=True))
        return tuple(draft.at(stages[draft.line]) for draft in drafts)

    def name_themes(self, tasks: Sequence[ThemeTask]) -> Iterator[Outcome[ThemeTask, ThemeWords]]:
        """Names in the words of one of a theme's participants."""
        words = drafting.theme_words(tasks, self.embedder)
        return (Outcome(task, one) for task, one in zip(tasks, words, strict=True))

    def write_personas(self, tasks: Sequence[PersonaTask]) -> Iterator[Outcome[PersonaTask, PersonaWords]]:
        """Claims that name their topic and let one of the group speak."""
        return (Outcome(task, drafting.persona_words(task)) for task in tasks)

    def write_stages(self, tasks: Sequence[StageTask]) -> Iterator[Outcome[StageTask, tuple[Written, ...]]]:
        """Narrative sentences and the lanes of a stage."""
        return (Outcome(task, drafting.stage_words(task)) for task in tasks)


def _before(passage: Passage) -> Iterator[str]:
    """What stands before each line that is read, whoever said it: an answer is understood from its question."""
    previous = ""
    for line in passage.lines:
        if coder.worth_reading(line):
            yield previous
        previous = line.text


def _batches(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    """Passages gathered until they hold enough lines."""
    batch: list[Passage] = []
    lines = 0
    for passage in passages:
        batch.append(passage)
        lines += len(passage.lines)
        if lines >= _LINES_AT_ONCE:
            yield batch
            batch, lines = [], 0
    if batch:
        yield batch
