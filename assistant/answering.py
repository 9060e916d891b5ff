"""A question answered from the sources: with sentences where a model words them, else with quotes alone."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from queue import SimpleQueue

from assistant.asking import Answer, ask
from assistant.domain import Evidence
from assistant.engines.protocol import Quote
from assistant.errors import ModelError
from assistant.running import Wishes, is_outside, open_outside, wished
from assistant.search import Passage
from assistant.study import Study

_WRITTEN = 200
"""Tokens of a usual answer: some sentences with the numbers of their quotes."""


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """One sentence of an answer, and the places of its quotes among the passages."""

    text: str
    quotes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the sources say to a question; without passages they do not say."""

    question: str
    sentences: tuple[AnswerSentence, ...]
    passages: tuple[Passage, ...]
    nearest: tuple[Passage, ...] = ()
    """What comes nearest where they do not say, for whoever wants to judge."""
    cost: float = 0.0
    """In US dollars; an answer that was given before costs nothing."""


def answer(study: Study, question: str, *, engine_name: str | None = None, count: int = 12) -> Reply:
    """Answer a question with the study's engine, or another one."""
    study.settings = wished(study.settings, Wishes(engine_name))
    found = ask(study, question, count)
    if not is_outside(study.settings.engine):
        return in_quotes(found)
    asked = AskedModel(study, found)
    return asked.reply()


def in_quotes(found: Answer) -> Reply:
    """Quotes alone, as they were found on this machine."""
    return Reply(found.question, (), tuple(found.passages), () if found.passages else tuple(found.nearest))


class StoppedError(ModelError):
    """Nobody waits for the answer any more."""


class AskedModel:
    """A question to the model that a study names, with the quotes it may answer from."""

    def __init__(self, study: Study, found: Answer) -> None:
        self._found = found
        # A model judges for itself what speaks to the question, so it sees what comes nearest too.
        self.passages = (*found.passages, *found.nearest)
        self.name = study.settings.engine
        self._engine = open_outside(study, self.name)
        self._ready: SimpleQueue[Reply | BaseException] = SimpleQueue()

    def price(self) -> float | None:
        """About how many US dollars the answer costs; 0 where it was given before, None where the price is unknown."""
        from assistant.engines.llm.request import Usage
        from assistant.engines.llm.tokens import count_request

        engine = self._engine
        request = engine.answering.request(self._found.question, self._quotes()).in_mode(engine.asker.mode)
        if engine.transport.known(request) is not None:
            return 0.0
        price = engine.transport.price
        return price.of(Usage(count_request(request), _WRITTEN)) if price is not None else None

    def reply(self) -> Reply:
        """What the model makes of the quotes; ModelError where it cannot be asked."""
        if not self.passages:
            return Reply(self._found.question, (), ())
        told = self._engine.answer(self._found.question, self._quotes())
        used = sorted({at for sentence in told for at in sentence.quotes})
        place = {at: number for number, at in enumerate(used)}
        sentences = tuple(AnswerSentence(each.text, tuple(place[at] for at in each.quotes)) for each in told)
        nearest = () if used else self.passages
        cost = self._engine.transport.budget.spent
        return Reply(self._found.question, sentences, _chosen(self.passages, used), nearest, cost)

    def awaited(self) -> Reply:
        """The reply, waited for until it is there or somebody calls `stop`, which raises StoppedError here."""
        # A thread that nobody has to wait for: a call under way cannot be broken off, only left alone.
        threading.Thread(target=self._work, daemon=True).start()
        ready = self._ready.get()
        if isinstance(ready, BaseException):
            raise ready
        return ready

    def stop(self) -> None:
        """Wait no longer. An answer that still comes is kept and costs nothing when the same is asked again."""
        self._engine.transport.stop()
        self._ready.put(StoppedError("The question was stopped."))

    def _work(self) -> None:
        try:
            self._engine.transport.endpoint.open()  # a missing key is told before anything is asked
            self._ready.put(self.reply())
        except BaseException as error:  # noqa: BLE001 - raised again where the reply is waited for
            self._ready.put(error)

    def _quotes(self) -> list[Quote]:
        return [Quote(Evidence(passage.span), passage.quote, passage.participant_id) for passage in self.passages]


def _chosen(passages: Sequence[Passage], places: Sequence[int]) -> tuple[Passage, ...]:
    return tuple(passages[at] for at in places)
