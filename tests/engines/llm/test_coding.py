"""Coding through an endpoint with every fault: each passage ends coded or with its reason, and no word is invented."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

import pytest

from assistant.analysis.coding import code
from assistant.calls import CallsInMemory
from assistant.domain import Finding
from assistant.engines.llm.engine import LanguageModelEngine
from assistant.engines.llm.transport import Terms
from assistant.engines.protocol import Passage
from assistant.settings import Settings, parse_settings
from tests.endpoint.faults import Faults
from tests.endpoint.server import Scripted, tokens
from tests.engines.llm.talk import interview, text_of

Serve = Callable[..., Scripted]
PASSAGES = int(os.environ.get("VERBATIM_TEST_PASSAGES", "40"))
"""More by hand: VERBATIM_TEST_PASSAGES=180 pytest tests/engines/llm/test_coding.py"""

EVERYTHING = Faults(
    busy=0.10, server=0.05, hang=0.02, broken=0.05, cut=0.05, fabricated=0.05, out_of_range=0.05
)  # fmt: skip


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.engines.llm.attempts._FIRST_WAIT", 0.01)
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    tokens("the table is loaded before the clock runs")


def engine_for(
    server: Scripted, book: CallsInMemory | None = None, *, concurrency: int = 8, timeout: float = 2.0, **terms: object
) -> LanguageModelEngine:
    """An engine that asks a server."""
    model = {"base_url": server.url, "concurrency": concurrency, "timeout": timeout}
    settings: Settings = parse_settings({"model": model}, "test")
    return LanguageModelEngine("openai:scripted", settings, book or CallsInMemory(), terms=Terms(**terms))  # type: ignore[arg-type]


def coded(
    engine: LanguageModelEngine, passages: Sequence[Passage]
) -> tuple[dict[str, tuple[Finding, ...]], dict[str, str]]:
    """Findings by passage, and the reasons of those that failed."""
    found, failed = {}, {}
    for outcome in code(engine, passages):
        if outcome.result is None:
            failed[outcome.item.id] = outcome.error
        else:
            found[outcome.item.id] = outcome.result
    return found, failed


def ids(findings: Sequence[Finding]) -> set[str]:
    """Findings are the same where coder, words and kind are."""
    return {finding.id for finding in findings}


def test_findings_are_slices_of_what_participants_said(serve: Serve) -> None:
    """Kind, label, stage and attributes as the rows say; the exact words where they were named."""
    passages = [interview(number) for number in range(3)]
    found, failed = coded(engine_for(serve()), passages)
    findings = [finding for each in found.values() for finding in each]

    assert failed == {}
    assert {"pain", "gain", "need", "suggestion", "emotion", "touchpoint"} == {item.kind for item in findings}
    waited = next(item for item in findings if item.kind == "pain")
    words = text_of(passages[int(waited.source_id[1:])])[waited.start : waited.end]
    assert words.split()[0].casefold() in ("wait", "problem")
    assert waited.attributes["severity"] == pytest.approx(0.67)
    assert waited.stage in {"awareness", "consideration", "decision", "purchase", "post-purchase", "loyalty"}
    assert all(item.coder == "openai:scripted" for item in findings)


def test_every_fault_at_once(serve: Serve) -> None:
    """Everything is coded in the end, nothing is paid twice, little is paid more, and every quote is a slice."""
    passages = [interview(number) for number in range(PASSAGES)]
    clean, _ = coded(engine_for(serve()), passages)
    server, book = serve(faults=EVERYTHING, retry_after=0.02, hang=10.0), CallsInMemory()
    found, failed = coded(engine_for(server, book), passages)
    assert {passage.id for passage in passages} == set(found) | set(failed)
    for _ in range(5):
        again = [passage for passage in passages if passage.id in failed]
        more, failed = coded(engine_for(server, book), again)
        found |= more

    assert failed == {}
    texts = {passage.source_id: text_of(passage) for passage in passages}
    for item in (finding for each in found.values() for finding in each):
        assert texts[item.source_id][item.start : item.end].strip()
        assert "unicorn" not in texts[item.source_id][item.start : item.end]
    assert server.ledger.paid_twice() == 0
    assert len(server.ledger.paid) <= 1.15 * PASSAGES + 2
    kept = sum(len(ids(clean[name]) & ids(found[name])) for name in clean) / sum(map(len, clean.values()))
    assert kept > 0.9


def test_results_do_not_depend_on_the_order_of_replies(serve: Serve) -> None:
    """One thread or many, replies in any order: the same findings."""
    passages = [interview(number) for number in range(12)]
    alone = coded(engine_for(serve(), concurrency=1), passages)
    many = coded(engine_for(serve(latency=0.02, sigma=1.0), concurrency=12), passages)

    assert alone == many


def test_a_passage_too_long_for_the_model_is_halved(serve: Serve) -> None:
    """Until it fits; the findings are those of the whole."""
    passage = interview(1, sentences=80)
    whole = coded(engine_for(serve()), [passage])[0][passage.id]
    server = serve(most_prompt=1200)
    halved = coded(engine_for(server), [passage])[0][passage.id]

    assert len(server.ledger.paid) >= 2
    assert ids(whole) == ids(halved)


def test_a_cut_reply_is_gone_on_with(serve: Serve) -> None:
    """What it held is kept, and only the rest is asked for."""
    passage = interview(1, sentences=60)
    whole = coded(engine_for(serve()), [passage])[0][passage.id]
    server = serve()
    engine = engine_for(server)
    engine.coding._most_tokens = 500
    found = coded(engine, [passage])[0][passage.id]

    assert ids(whole) == ids(found)
    assert len(server.ledger.paid) > 1
    second = server.ledger.paid[1][1]
    assert second < server.ledger.paid[0][1]


def test_a_refusal_is_an_outcome_with_its_reason(serve: Serve) -> None:
    """It stops no other passage, and is not asked again and again."""
    server = serve(faults=Faults(refused=1.0))
    found, failed = coded(engine_for(server), [interview(1), interview(2)])

    assert found == {}
    assert all("declined" in reason for reason in failed.values())
    assert len(server.ledger.paid) == 2


def test_what_was_left_out_is_counted(serve: Serve) -> None:
    """Words that nobody said, and numbers that were not shown."""
    engine = engine_for(serve(faults=Faults(fabricated=0.5, out_of_range=0.5)))
    coded(engine, [interview(number) for number in range(6)])

    assert engine.coding.checks.counts["words that nobody said"] > 0
    assert engine.coding.checks.counts["sentence numbers that were not shown"] > 0
    assert any("words that nobody said" in remark for remark in engine.remarks())


def test_an_unreadable_reply_is_listed_and_asked_for_anew(serve: Serve) -> None:
    """One repair; then the passage waits for the next run, which pays again because it has to."""
    book, passage = CallsInMemory(), interview(1)
    server = serve(ignores=("schema", "tool", "text"))
    found, failed = coded(engine_for(server, book), [passage])
    assert found == {}
    assert "there is no JSON object in it" in failed[passage.id]
    assert "That cannot be used" in server.ledger.bodies[1]["messages"][-1]["content"]
    assert len(server.ledger.paid) == 2

    found, failed = coded(engine_for(serve(), book), [passage])
    assert failed == {}
    assert found[passage.id]


@pytest.mark.parametrize(("modes", "ends"), [(("tool", "text"), "tool"), (("text",), "text")])
def test_an_endpoint_is_asked_as_it_can_answer(serve: Serve, modes: tuple[str, ...], ends: str) -> None:
    """Found out with the first call, remembered for the next run."""
    book = CallsInMemory()
    server = serve(modes=modes)
    first = coded(engine_for(server, book, concurrency=1), [interview(1)])
    assert first[1] == {}
    begun = len(server.ledger.begun)
    assert begun == 2 + (ends == "text")

    again = engine_for(server, book)
    assert again.asker.mode == ends
    coded(again, [interview(2)])
    assert len(server.ledger.begun) == begun + 1


def test_an_endpoint_that_ignores_schemas_is_asked_in_words(serve: Serve) -> None:
    """It takes the schema and chats on: after two of these, the next way is tried, and the rest is coded."""
    server = serve(modes=("text",), ignores=("schema", "tool"))
    engine = engine_for(server, concurrency=1)
    found, failed = coded(engine, [interview(number) for number in range(8)])

    assert engine.asker.mode == "text"
    assert 4 <= len(failed) <= 6
    assert len(found) + len(failed) == 8
