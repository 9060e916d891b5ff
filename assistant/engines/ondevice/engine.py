"""The engine that needs no model elsewhere: small encoders that ship, word lists, and the participants' own words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from assistant.domain import Kind, Outcome
from assistant.engines.ondevice import coder, drafting
from assistant.engines.ondevice.answers import UNASKED, is_filled_in, questions, read_at_once
from assistant.engines.ondevice.experience import repeats_itself, tells_of_nobody
from assistant.engines.ondevice.language import is_english
from assistant.engines.ondevice.leaning import chosen
from assistant.engines.ondevice.phrases import UNKNOWN, Meanings, recurring
from assistant.engines.ondevice.touchpoints import named_in
from assistant.engines.protocol import (
    ONDEVICE,
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
    from numpy import float32
    from numpy.typing import NDArray

    from assistant.engines.ondevice.encoder import Encoder, SentencePrediction
    from assistant.engines.ondevice.memory import RememberingEmbedder
    from assistant.engines.ondevice.stages import StageReader

RULES = "10"
"""Counted up when word lists or rules change what is found, so that studies are coded anew."""

_KIND_HEARD, _TONE_HEARD = 0.15, 0.2
"""What it is worth for the name of a theme to say what its kind is, and to have its tone (-1 to 1)."""
_LINES_AT_ONCE = 1024
"""Sentences gathered before the encoder is called: enough to sort them by length, few enough to show progress."""


class _ReadPassage(NamedTuple):
    """Lines of a passage with what the coder says of each, and what each means."""

    passage: Passage
    lines: Sequence[Line]
    seen: Sequence[SentencePrediction]
    meanings: NDArray[float32]


class OnDeviceEngine:
    """Codes source by source; the same text gives the same findings on every machine."""

    name = ONDEVICE
    unit: Unit = "source"

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._foreign: set[str] = set()
        """Sources with sentences in languages that were left alone."""
        self._untold: set[str] = set()
        """Sources that tell of nobody's experience."""
        self._disordered: set[str] = set()
        """Sources whose words are in no order that English has."""
        self._repeating: set[str] = set()
        """Sources that say the same over and over."""
        self._phrases: dict[str, SentencePrediction] = {}

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

        return StageReader(self._settings.journey_stages, self._encoder)

    @cached_property
    def _meanings(self) -> Meanings:
        return Meanings(self.embedder)

    @cached_property
    def fingerprint(self) -> str:
        """Hash of the weights, the rules and the settings that decide what is found."""
        settings = (
            self._thresholds[True],
            self._thresholds[False],
            [stage.model_dump() for stage in self._settings.stages],
        )
        return digest(self._encoder.fingerprint, self.embedder.fingerprint, RULES, settings)

    def code(self, passages: Iterable[Passage]) -> Iterator[Outcome[Passage, tuple[Coded, ...]]]:
        """Findings of each passage; the sentences of several passages are read together, each among its own."""
        from assistant.engines.ondevice.inference import ahead

        for batch in ahead(self._read_together, _batches(passages)):
            for passage, lines, seen, meanings in batch:
                yield self._outcome(passage, lines, seen, meanings)

    def _outcome(
        self, passage: Passage, lines: Sequence[Line], seen: Sequence[SentencePrediction], meanings: NDArray[float32]
    ) -> Outcome[Passage, tuple[Coded, ...]]:
        """What is found in a passage; a sentence that breaks a rule takes its passage with it and no other."""
        try:
            return Outcome(passage, tuple(self._found(passage, lines, seen, meanings)))
        except Exception as problem:  # noqa: BLE001 (whatever a rule trips over must be listed, not stop the run)
            return Outcome(passage, error=f"The on-device engine failed here ({type(problem).__name__}: {problem}).")

    def _read_together(self, batch: Sequence[Passage]) -> list[_ReadPassage]:
        """What the coder makes of the lines of some passages."""
        read = [coder.told(passage, lines) for passage, lines in zip(batch, self._in_order(batch), strict=True)]
        seen, meanings = self._encoder.read([line.text for lines in read for line in lines], read_at_once(batch, read))
        ends = list(accumulate(map(len, read)))
        places = [slice(end - len(lines), end) for end, lines in zip(ends, read, strict=True)]
        return [
            _ReadPassage(passage, lines, seen[own], meanings[own])
            for passage, lines, own in zip(batch, read, places, strict=True)
        ]

    def _found(
        self, passage: Passage, lines: Sequence[Line], seen: Sequence[SentencePrediction], meanings: NDArray[float32]
    ) -> Iterator[Coded]:
        """What is found in the lines of a passage that are somebody's own words."""
        from assistant.engines.ondevice.stages import Heard

        dialogue = any(line.role == "interviewer" for line in passage.lines)
        own = [at for at, line in enumerate(lines) if line.codable]
        known = named_in(lines[at].text for at in own)
        answered = questions(passage)
        drafts = [
            draft
            for at in own
            for draft in coder.drafts_of(
                lines[at],
                seen[at],
                self._thresholds[dialogue],
                in_dialogue=dialogue,
                known=known,
                question=answered.get(lines[at], UNASKED),
            )
        ]
        # A story is told in all its sentences, not only in those that are found.
        heard = list(map(Heard, (line.text for line in lines), meanings))
        asked = [None if at is None else heard[at] for at in coder.asked_before(lines)]
        stages = self._stages.read([heard[at] for at in own], asked)
        place = dict(zip((lines[at] for at in own), stages, strict=True))
        return (draft.at(place[draft.line]) for draft in self._settled(recurring(drafts, len(own))))

    def _in_order(self, batch: Sequence[Passage]) -> list[list[Line]]:
        """The lines of each passage that say something, none where the words are in no order."""
        from assistant.engines.ondevice.word_order import in_no_order

        read = list(map(self._read, batch))
        texts = [[line.text for line in lines] for lines in read]
        without = in_no_order(texts, lambda at: is_filled_in(batch[at]))
        self._disordered |= {passage.source_id for passage, none in zip(batch, without, strict=True) if none}
        return [[] if none else lines for lines, none in zip(read, without, strict=True)]

    def _read(self, passage: Passage) -> list[Line]:
        """The lines of a passage that say something in the language the models know."""
        asked = any(line.role == "interviewer" for line in passage.lines)
        own = [line.text for line in passage.lines if line.codable]
        if repeats_itself(own):
            self._repeating.add(passage.source_id)
            return []
        if tells_of_nobody(own, in_dialogue=asked) and not is_filled_in(passage):
            self._untold.add(passage.source_id)
            return []
        lines = [line for line in passage.lines if coder.worth_reading(line)]
        english = is_english([line.text for line in lines])
        if not all(english):
            self._foreign.add(passage.source_id)
        return [line for line, known in zip(lines, english, strict=True) if known]

    @property
    def notes(self) -> list[str]:
        """What a user should know of the coding so far."""
        notes = []
        if self._foreign:
            what = "wholly or partly in another language than English, which is all the on-device engine knows"
            notes.append(
                f"{_texts(self._foreign, 'is', 'are')} {what}: those sentences were left alone. "
                "An outside model can code them."
            )
        if self._untold:
            told = (
                f"{_texts(self._untold, 'tells', 'tell')} of nobody's experience, as far as the on-device engine sees"
            )
            notes.append(f"{told}: nobody says I or we there, nothing is told in the past. Nothing was coded there.")
        if self._disordered:
            order = f"{_texts(self._disordered, 'holds', 'hold')} words in no order that English has"
            notes.append(
                f"{order}, as far as the on-device engine sees: words put together by chance, or another language. "
                "Nothing was coded there."
            )
        if self._repeating:
            again = f"{_texts(self._repeating, 'says', 'say')} the same one or two sentences over and over"
            notes.append(f"{again}. Nothing was coded there.")
        return notes

    def _settled(self, drafts: Sequence[coder.Draft]) -> list[coder.Draft]:
        """Drafts in which phrases that the catalogue does not know have got the traits that their meaning tells."""
        meant = self._meanings.of(list(dict.fromkeys(draft.label for draft in drafts if draft.attributes is UNKNOWN)))
        return [draft.meaning(*meant[draft.label]) if draft.attributes is UNKNOWN else draft for draft in drafts]

    @cached_property
    def _thresholds(self) -> Mapping[bool, Mapping[str, float]]:
        """From which confidence each kind and emotion is found, in a dialogue or not, as the study asks for it."""
        coding = self._settings.coding
        return {
            spoken: chosen(self._encoder.leaning(in_talk=spoken), coding, in_dialogue=spoken)
            for spoken in (True, False)
        }

    def name_themes(self, tasks: Sequence[ThemeTask]) -> Iterator[Outcome[ThemeTask, ThemeWords]]:
        """Names in the words of one of a theme's participants."""
        return (Outcome(task, words) for task, words in drafting.theme_words(tasks, self.embedder, self.sounds))

    def tones(self, texts: Sequence[str]) -> list[float]:
        """How each text sounds, from -1 to 1."""
        return [seen.sentiment for seen in self._encoder.predict(texts)]

    def sounds(self, kind: Kind, phrases: Sequence[str]) -> list[float]:
        """What it is worth for a theme to be named by each phrase; all but gains are of one side."""
        kinds, sign = (("gain",), 1) if kind == "gain" else (("pain", "need", "suggestion"), -1)
        return [
            _KIND_HEARD * max(seen.kinds[name] for name in kinds) + _TONE_HEARD * sign * seen.sentiment
            for seen in self._read_phrases(phrases)
        ]

    def _read_phrases(self, phrases: Sequence[str]) -> list[SentencePrediction]:
        """What the coder hears in phrases; studies that are named again have mostly the same."""
        new = list(dict.fromkeys(phrase for phrase in phrases if phrase not in self._phrases))
        self._phrases |= dict(zip(new, self._encoder.predict(new), strict=True))
        return [self._phrases[phrase] for phrase in phrases]

    def write_personas(self, tasks: Sequence[PersonaTask]) -> Iterator[Outcome[PersonaTask, PersonaWords]]:
        """Claims that name their topic and let one of the group speak."""
        words = drafting.persona_words(tasks)
        return (Outcome(task, one) for task, one in zip(tasks, words, strict=True))

    def write_stages(self, tasks: Sequence[StageTask]) -> Iterator[Outcome[StageTask, tuple[Written, ...]]]:
        """Narrative sentences and the lanes of a stage."""
        words = drafting.stage_words(tasks)
        return (Outcome(task, one) for task, one in zip(tasks, words, strict=True))


def _texts(sources: Collection[str], one: str, several: str) -> str:
    return f"One text {one}" if len(sources) == 1 else f"{len(sources):,} texts {several}"


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
