"""Calls: kept before they are used, never paid twice, tried again as long as there is hope and no longer."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Thread

import pytest

from assistant.calls import CallsInMemory
from assistant.engines.llm.endpoint import EndpointSettings, open_endpoint
from assistant.engines.llm.failures import CallFailedError, EndpointDownError
from assistant.engines.llm.pool import in_order
from assistant.engines.llm.request import Request
from assistant.engines.llm.transport import Terms, Transport
from assistant.errors import ConfigurationError
from tests.endpoint.faults import Faults
from tests.endpoint.server import Script, Scripted, tokens
from tests.engines.llm.conftest import MODEL, PRICE, Connect

SCHEMA = {
    "type": "object",
    "properties": {"findings": {"type": "array", "items": {"type": "string"}}},
    "required": ["findings"],
    "additionalProperties": False,
}
Serve = Callable[..., Scripted]


def request(number: int, words: str = "I had to wait.", most_tokens: int = 500) -> Request:
    """A request that differs from others by its number."""
    messages = (("system", 'Reply with {"findings": []}'), ("user", f"1 {words} No {number}."))
    return Request(messages, "code", SCHEMA, "schema", most_tokens, "code", f"item {number}")


def all_of(transport: Transport, count: int, threads: int) -> list[str]:
    """Replies to so many requests, or the reasons why there are none."""

    def ask(number: int) -> str:
        try:
            return transport.call(request(number))[0].reply
        except CallFailedError as error:
            return error.cause

    return list(in_order(ask, range(count), threads, transport.stop))


def test_an_answer_is_kept_with_what_it_was_for(serve: Serve, connect: Connect) -> None:
    """Reply, tokens, cost, and all that the model saw."""
    book = CallsInMemory()
    server = serve()
    call, cost = connect(server, book=book, run_id="run-1").call(request(1))
    (_, tokens_in, tokens_out) = server.ledger.paid[0]

    assert book.calls == {call.id: call}
    assert (call.step, call.item, call.run_id, call.model) == ("code", "item 1", "run-1", MODEL)
    assert (call.tokens_in, call.tokens_out) == (tokens_in, tokens_out)
    assert cost == call.cost == pytest.approx(server.ledger.cost(1.0, 4.0))
    assert call.request["messages"][1] == ["user", "1 I had to wait. No 1."]
    assert "wait" in call.reply


def test_what_was_answered_is_not_paid_again(serve: Serve, connect: Connect) -> None:
    """Neither in the same run nor in another; `fresh` asks once more."""
    book, server = CallsInMemory(), serve()
    first = connect(server, book=book)
    assert first.call(request(1))[1] > 0
    assert first.call(request(1))[1] == 0
    assert connect(server, book=book).call(request(1))[1] == 0
    assert len(server.ledger.paid) == 1

    fresh = connect(server, book=book, fresh=True)
    assert fresh.call(request(1))[1] > 0
    assert fresh.call(request(1))[1] == 0
    assert len(server.ledger.paid) == 2


def test_the_same_question_at_the_same_time_is_asked_once(serve: Serve, connect: Connect) -> None:
    """Eight threads, one call."""
    server = serve(latency=0.1)
    transport = connect(server, concurrency=8)
    replies = list(in_order(lambda _: transport.call(request(1))[0].id, range(8), 8, transport.stop))

    assert len(set(replies)) == 1
    assert len(server.ledger.paid) == 1


@pytest.mark.parametrize("fault", ["busy", "server"])
def test_what_passes_is_tried_again(
    serve: Serve, connect: Connect, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A third of the calls refused or failing: all answered, none paid twice."""
    monkeypatch.setattr("assistant.engines.llm.attempts._FIRST_WAIT", 0.01)
    server = serve(faults=Faults(**{fault: 0.33}), retry_after=0.01)
    replies = all_of(connect(server, concurrency=8), 60, 8)

    assert server.ledger.failed[fault] >= 10
    assert all("wait" in reply for reply in replies)
    assert len(server.ledger.paid) == 60


def test_retry_after_is_kept_to(serve: Serve, connect: Connect) -> None:
    """The second attempt comes when the endpoint asked for it, not before."""
    server = serve(capacity=0, retry_after=0.4)
    asking = Thread(target=connect(server).call, args=(request(1),), daemon=True)
    asking.start()
    while not server.ledger.refused:
        time.sleep(0.01)
    server.play(Script())
    asking.join(5)

    assert server.ledger.begun[1] - server.ledger.begun[0] >= 0.4


def test_a_hanging_call_is_given_up_and_made_again(
    serve: Serve, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time-out ends it; the other attempt succeeds."""
    monkeypatch.setattr("assistant.engines.llm.attempts._FIRST_WAIT", 0.01)
    tokens("the table is loaded before the clock runs")
    server = serve(faults=Faults(hang=0.25), hang=20.0)
    began = time.monotonic()
    replies = all_of(connect(server, concurrency=8, timeout=0.8), 16, 8)

    assert time.monotonic() - began < 5.0
    assert server.ledger.failed["hang"] >= 2
    assert all("wait" in reply for reply in replies)


def test_an_endpoint_that_is_not_there_stops_the_run(
    serve: Serve, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a moment, and in words."""
    monkeypatch.setattr("assistant.engines.llm.attempts._FIRST_WAIT", 0.01)
    server = serve()
    transport = connect(server, concurrency=8, patience=0.5)
    server.close()

    with pytest.raises(EndpointDownError, match=r"There is no connection to 127\.0\.0\.1"):
        all_of(transport, 40, 8)


def test_a_wrong_key_stops_the_run_at_once(serve: Serve, connect: Connect) -> None:
    """No item is tried again and again, and the message names no key."""
    server = serve(status=401, message="Incorrect API key provided: sk-abcdef123456.")

    with pytest.raises(EndpointDownError, match="401") as caught:
        all_of(connect(server, concurrency=2), 40, 2)
    assert "abcdef" not in str(caught.value)
    assert "OPENAI_API_KEY" in caught.value.hint
    assert len(server.ledger.begun) <= 4


def test_an_empty_purse_is_no_reason_to_try_again(serve: Serve, connect: Connect) -> None:
    """429 because the account is empty is told apart from 429 because of too many calls."""
    server = serve(status=429, message="You exceeded your current quota, please check your plan and billing details.")

    with pytest.raises(EndpointDownError, match="quota"):
        all_of(connect(server, concurrency=2), 10, 2)


def test_a_small_server_is_kept_busy(serve: Serve, connect: Connect) -> None:
    """It takes 3 at once from 8 threads: it has as many to do, is soon asked for no more, and needs little longer."""
    tokens("the table is loaded before the clock runs")
    latency, calls = 0.5, 30
    server = serve(capacity=3, latency=latency, retry_after=None)
    transport = connect(server, concurrency=8)
    began = time.monotonic()
    replies = all_of(transport, calls, 8)
    took = time.monotonic() - began

    assert all("wait" in reply for reply in replies)
    assert server.ledger.most_at_once >= 3
    assert transport.gate.top <= 5
    assert server.ledger.refused <= 15
    assert took < 1.8 * calls * latency / 3


def test_a_budget_is_never_exceeded(serve: Serve, connect: Connect) -> None:
    """Calls under way are counted before they are paid; what no longer fits is named."""
    for seed, limit in enumerate((0.0001, 0.0005, 0.0021, 0.01)):
        server = serve(latency=0.01, sigma=0.5, seed=seed)
        replies = all_of(connect(server, concurrency=8, budget=limit), 40, 8)

        assert server.ledger.cost(1.0, 4.0) <= limit
        assert all(reply == "budget" or "wait" in reply for reply in replies)
        assert ("budget" in replies) == (limit < 0.01)


def test_a_call_that_was_given_up_may_have_been_charged(
    serve: Serve, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each attempt that got no answer in time counts with the most it may have cost."""
    monkeypatch.setattr("assistant.engines.llm.attempts._FIRST_WAIT", 0.01)
    server = serve(faults=Faults(hang=1.0), hang=5.0)
    transport = connect(server, concurrency=1, timeout=0.2, budget=0.0050, attempts=6)
    with pytest.raises(CallFailedError, match="budget"):
        transport.call(request(1))

    most = transport._attempts.most_cost(request(1))
    assert transport.budget.spent == pytest.approx(len(server.ledger.begun) * most)
    assert transport.budget.spent <= 0.0050


def test_a_budget_needs_a_price(serve: Serve, connect: Connect) -> None:
    """Without one nothing could be promised."""
    endpoint = connect(serve()).endpoint
    with pytest.raises(ConfigurationError, match=r"price of openai:scripted is not known.*prices\.toml"):
        Transport(endpoint, CallsInMemory(), None, Terms(budget=1.0))


class Hides:
    """Says `P7` for Ana."""

    def hide(self, text: str) -> str:
        return text.replace("Ana", "P7")

    def restore(self, text: str) -> str:
        return text.replace("P7", "Ana")


def test_text_leaves_through_one_place(serve: Serve) -> None:
    """What is hidden is not sent and not kept; what comes is put back, also from the book."""
    server, book = serve(), CallsInMemory()
    endpoint = open_endpoint(MODEL, EndpointSettings(4, 5.0, server.url))
    transport = Transport(endpoint, book, PRICE, Terms(), redaction=Hides())
    for _ in range(2):
        call, _ = transport.call(request(1, "Ana said wait for Ana."))
        assert "Ana" in call.reply

    assert "Ana" not in str(server.ledger.bodies)
    assert "Ana" not in str(book.calls)
    assert len(server.ledger.paid) == 1
