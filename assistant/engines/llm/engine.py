"""The engine for models elsewhere: codes packs of passages, names themes, writes claims, each call kept and checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from assistant.calls import CallBook
from assistant.domain import Outcome
from assistant.engines.llm import writing
from assistant.engines.llm.answering import AnsweringChain, Told
from assistant.engines.llm.arranging import ArrangingChain
from assistant.engines.llm.asking import Asked, Asker
from assistant.engines.llm.coding import CodingChain, PackCoded, packs
from assistant.engines.llm.doubting import Against, DoubtingChain
from assistant.engines.llm.endpoint import EndpointSettings, open_endpoint
from assistant.engines.llm.failures import CallFailedError
from assistant.engines.llm.naming import NamingChain, with_border
from assistant.engines.llm.pool import in_order
from assistant.engines.llm.prices import FILE_NAME, price_of
from assistant.engines.llm.prompts import NAMES, Prompt, load_prompt
from assistant.engines.llm.screening import Everything, Screen
from assistant.engines.llm.transport import Redaction, Terms, Transport
from assistant.engines.llm.writing import Prompts, WritingChain
from assistant.engines.ondevice import drafting
from assistant.engines.protocol import (
    Coded,
    DoubtTask,
    Passage,
    PersonaTask,
    PersonaWords,
    Quote,
    StageTask,
    ThemeTask,
    ThemeWords,
    Unit,
    Written,
)
from assistant.identity import digest
from assistant.settings import Settings

RULES = "1"
"""Counted up when the checks change what becomes of a reply, so that studies are read anew (from the kept replies)."""

Task = TypeVar("Task")
Result = TypeVar("Result")


class LanguageModelEngine:
    """Asks one model; opened for one study, or for texts that belong to none."""

    unit: Unit = "chunk"

    def __init__(
        self,
        name: str,
        settings: Settings,
        book: CallBook,
        *,
        folder: Path | None = None,
        terms: Terms | None = None,
        redaction: Redaction | None = None,
        screen: Screen | None = None,
    ) -> None:
        self.name = name
        self._screen = screen or Everything()
        self._settings = settings
        self._folder = folder
        model = settings.model
        how = EndpointSettings(model.concurrency, model.timeout, model.base_url, model.temperature)
        price = price_of(name, folder / FILE_NAME if folder else None)
        self.transport = Transport(
            open_endpoint(name, how), book, price, terms or Terms(), concurrency=model.concurrency, redaction=redaction
        )
        self.asker = Asker(self.transport)

    @cached_property
    def prompts(self) -> Mapping[str, Prompt]:
        """Every prompt, the study's own first."""
        return {name: load_prompt(name, self._folder) for name in NAMES}

    @cached_property
    def fingerprint(self) -> str:
        """Hash of the model, the prompts and the settings that decide what it is asked."""
        settings = self._settings
        asked = ([stage.model_dump() for stage in settings.stages], [code.model_dump() for code in settings.codebook])
        prompts = {name: prompt.hash for name, prompt in self.prompts.items()}
        return digest(self.name, prompts, asked, type(self._screen).__name__, RULES)

    @cached_property
    def coding(self) -> CodingChain:
        return CodingChain(self.asker, self.prompts["code"], self._settings)

    @cached_property
    def naming(self) -> NamingChain:
        return NamingChain(self.asker, self.prompts["theme"])

    @cached_property
    def arranging(self) -> ArrangingChain:
        return ArrangingChain(self.asker, self.prompts["merge"])

    @cached_property
    def writing(self) -> WritingChain:
        own = self.prompts
        return WritingChain(self.asker, Prompts(own["persona"], own["stage"], own["support"]))

    @cached_property
    def doubting(self) -> DoubtingChain:
        return DoubtingChain(self.asker, self.prompts["doubt"])

    @cached_property
    def answering(self) -> AnsweringChain:
        return AnsweringChain(self.asker, self.prompts["ask"])

    def code(self, passages: Iterable[Passage]) -> Iterator[Outcome[Passage, tuple[Coded, ...]]]:
        """Findings of each passage; those of a pack are asked for together."""
        given = list(passages)
        whole = iter(given)
        for outcome in self._each(self.packs(given), self._coded):
            members = [next(whole) for _ in outcome.item]
            if outcome.result is None:
                yield from (Outcome(passage, error=outcome.error) for passage in members)
                continue
            for number, (passage, findings) in enumerate(zip(members, outcome.result.findings, strict=True)):
                yield Outcome(passage, findings, cost=0.0 if number else outcome.result.cost)

    def packs(self, passages: Sequence[Passage]) -> list[list[Passage]]:
        """What goes out together, as it is shown to the model."""
        return list(packs(self._screen.shown(passages)))

    def _coded(self, pack: Sequence[Passage]) -> tuple[PackCoded, float]:
        coded = self.coding.code(pack)
        return coded, coded.cost

    def name_themes(self, tasks: Sequence[ThemeTask]) -> Iterator[Outcome[ThemeTask, ThemeWords]]:
        """A name for each theme, where it ends, which say the same, and what several are about."""
        outcomes = list(self._each(tasks, lambda task: _with_cost(self.naming.name(task))))
        named = [(one.item, one.result) for one in outcomes if one.result is not None and one.result.name]
        order = self.arranging.arranged(named)
        stand = {task.id for task, _ in named} - set(order.same)
        for outcome in outcomes:
            task, words = outcome.item, outcome.result
            if words is None or not words.name:
                yield outcome
                continue
            words = with_border(words, task, stand - {task.id})
            same, under = order.same.get(task.id, ""), order.under.get(task.id, "")
            yield replace(outcome, result=replace(words, same_as=same, under=under))

    def write_personas(self, tasks: Sequence[PersonaTask]) -> Iterator[Outcome[PersonaTask, PersonaWords]]:
        """A name and claims for each group; no two have the same name."""
        taken: set[str] = set()
        own = dict(zip((task.id for task in tasks), drafting.persona_words(tasks), strict=True))
        for outcome in self._each(tasks, lambda task: self.writing.persona(task, own[task.id])):
            words = outcome.result
            if words is not None:
                words = replace(words, name=_free(words.name, taken))
                taken.add(words.name.casefold())
            yield replace(outcome, result=words)

    def write_stages(self, tasks: Sequence[StageTask]) -> Iterator[Outcome[StageTask, tuple[Written, ...]]]:
        """Claims for each stage."""
        own = dict(zip((task.id for task in tasks), drafting.stage_words(tasks, brief=False), strict=True))
        return self._each(tasks, lambda task: self.writing.stage(task, own[task.id]))

    def weigh(self, tasks: Sequence[DoubtTask]) -> Iterator[Outcome[DoubtTask, Against]]:
        """For each claim of a task the quotes that do speak against it."""
        return self._each(tasks, self.doubting.weigh)

    def answer(self, question: str, quotes: Sequence[Quote]) -> tuple[Told, ...]:
        """A question answered from quotes; nothing where these do not tell."""
        return self.answering.answer(question, quotes)

    def _each(
        self, tasks: Sequence[Task], work: Callable[[Task], tuple[Result, float]]
    ) -> Iterator[Outcome[Task, Result]]:
        """Do the tasks side by side; what fails is an outcome, unless the endpoint itself is down."""

        def one(task: Task) -> Outcome[Task, Result]:
            try:
                with self.transport.turn.taken():
                    result, cost = work(task)
            except CallFailedError as error:
                return Outcome(task, error=str(error))
            return Outcome(task, result, cost=cost)

        # Twice the threads that may call: while one half waits for answers, the other has the next requests ready.
        return in_order(one, tasks, 2 * self._settings.model.concurrency, self.transport.stop)

    def remarks(self) -> list[str]:
        """What was not used of the replies, and where calls were answered from the book, in words."""
        found = [f"Left out: {count} {what}." for what, count in sorted(self.coding.checks.counts.items())]
        return found + writing.remarks(self.writing.dropped.counts)


def _with_cost(asked: Asked[Result]) -> tuple[Result, float]:
    return asked.value, asked.cost


def _free(name: str, taken: set[str]) -> str:
    """A name that no sibling bears."""
    number, free = 2, name
    while free.casefold() in taken:
        free, number = f"{name} ({number})", number + 1
    return free
