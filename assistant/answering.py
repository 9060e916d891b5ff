"""A question answered from the sources: with sentences where a model words them, else with quotes alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.asking import ask
from assistant.domain import Evidence
from assistant.engines.protocol import Quote
from assistant.running import Wishes, is_outside, open_outside, wished
from assistant.search import Passage
from assistant.study import Study


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


def answer(study: Study, question: str, *, engine_name: str | None = None, count: int = 12) -> Reply:
    """Answer a question with the study's engine, or another one."""
    study.settings = wished(study.settings, Wishes(engine_name))
    found = ask(study, question, count)
    name = study.settings.engine
    if not is_outside(name):
        return Reply(question, (), tuple(found.passages))
    # A model judges for itself what speaks to the question, so it sees what comes nearest too.
    passages = [*found.passages, *found.nearest]
    if not passages:
        return Reply(question, (), ())
    told = open_outside(study, name).answer(question, [_quote(passage) for passage in passages])
    used = sorted({at for sentence in told for at in sentence.quotes})
    place = {at: number for number, at in enumerate(used)}
    sentences = tuple(AnswerSentence(each.text, tuple(place[at] for at in each.quotes)) for each in told)
    return Reply(question, sentences, _chosen(passages, used))


def _quote(passage: Passage) -> Quote:
    return Quote(Evidence(passage.span), passage.quote, passage.participant_id)


def _chosen(passages: Sequence[Passage], places: Sequence[int]) -> tuple[Passage, ...]:
    return tuple(passages[at] for at in places)
