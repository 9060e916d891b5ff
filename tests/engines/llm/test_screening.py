"""Screening sends what another engine marks and its neighbours, and nothing else; quotes stay slices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pytest

from assistant.analysis.coding import code
from assistant.calls import CallsInMemory
from assistant.domain import Outcome
from assistant.engines.llm.engine import LanguageModelEngine
from assistant.engines.llm.screening import Marked
from assistant.engines.protocol import Coded, Passage
from assistant.settings import parse_settings
from assistant.testing import KeywordEngine
from tests.endpoint.server import Scripted
from tests.engines.llm.talk import interview, text_of


class MarksAnger(KeywordEngine):
    """Marks sentences with `angry` in them; reads no passage called broken."""

    def code(self, passages: Iterable[Passage]) -> Iterator[Outcome[Passage, tuple[Coded, ...]]]:
        for passage in passages:
            if passage.id.startswith("s9"):
                yield Outcome(passage, error="no")
                continue
            lines = [line for line in passage.lines if "angry" in line.text]
            yield Outcome(passage, tuple(Coded(each.span, "emotion", "anger", None, None, 0.5) for each in lines))


@pytest.fixture
def engine(serve: Callable[..., Scripted], monkeypatch: pytest.MonkeyPatch) -> LanguageModelEngine:
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    settings = parse_settings({"model": {"base_url": serve().url}}, "test")
    return LanguageModelEngine("openai:scripted", settings, CallsInMemory(), screen=Marked(MarksAnger()))


def test_only_marked_sentences_are_coded(engine: LanguageModelEngine) -> None:
    """Their neighbours go along as context, the rest stays; what comes is a slice of the whole."""
    passages = [interview(number, sentences=60) for number in range(3)]
    outcomes = list(code(engine, passages))
    sent = [message for call in engine.transport.book.calls.values() for _, message in call.request["messages"][1:]]  # type: ignore[attr-defined]
    numbered = [line for text in sent for line in text.splitlines() if line[0].isdigit()]

    assert [outcome.item for outcome in outcomes] == passages
    assert numbered
    assert all("angry" in line for line in numbered)
    assert sum(len(text) for text in sent) < 0.6 * sum(len(text_of(passage)) for passage in passages)
    for outcome in outcomes:
        for finding in outcome.result or ():
            words = text_of(outcome.item)[finding.start : finding.end]
            assert words.strip()


def test_what_could_not_be_read_is_sent_whole(engine: LanguageModelEngine) -> None:
    """Nothing is lost to a reader that failed."""
    passage = interview(9)
    list(code(engine, [passage]))
    (call,) = engine.transport.book.calls.values()  # type: ignore[attr-defined]

    assert all(line.text in call.request["messages"][1][1] for line in passage.lines)
