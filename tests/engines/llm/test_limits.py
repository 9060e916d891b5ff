"""Gate, breaker, prices and budget on their own, with a clock that the tests move."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from assistant.engines.llm.breaker import Breaker
from assistant.engines.llm.budget import Budget
from assistant.engines.llm.failures import CallFailedError, EndpointDownError
from assistant.engines.llm.gate import Gate, duration, read_quota
from assistant.engines.llm.prices import Price, price_of
from assistant.engines.llm.request import Usage
from assistant.errors import ConfigurationError


class Clock:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1s", 1), ("6m0s", 360), ("120ms", 0.12), ("1h2m", 3720), ("12", 12), ("0.5s", 0.5), ("", None), ("soon", None)],
)
def test_durations_are_read_as_endpoints_write_them(text: str, seconds: float | None) -> None:
    """Seconds; None where it is no duration."""
    assert duration(text) == (None if seconds is None else pytest.approx(seconds))


def test_a_limit_fills_up_again() -> None:
    """1,000 tokens a minute, 100 left: 400 more are there after 18 seconds (300 lacking at 1,000 / 60 a second)."""
    headers = {
        "x-ratelimit-limit-tokens": "1000",
        "x-ratelimit-remaining-tokens": "100",
        "x-ratelimit-reset-tokens": "54s",
    }
    quota = read_quota(headers, "tokens", 0, 0.0)

    assert quota is not None
    assert quota.wait_for(400, 0.0) == pytest.approx(18.0)
    assert quota.wait_for(400, 18.0) == 0.0
    assert quota.wait_for(5000, 0.0) == pytest.approx(54.0)
    assert read_quota({}, "tokens", 0, 0.0) is None
    assert read_quota({"x-ratelimit-remaining-tokens": "many"}, "tokens", 0, 0.0) is None


def test_calls_wait_for_what_headers_promise() -> None:
    """With nothing left for another minute, the next call does not begin."""
    clock = Clock()
    gate = Gate(8, clock)
    level = gate.enter(100)
    headers = {
        "x-ratelimit-limit-requests": "60",
        "x-ratelimit-remaining-requests": "0",
        "x-ratelimit-reset-requests": "60s",
    }
    gate.leave(level, 100, "taken", headers)
    began = threading.Thread(target=gate.enter, args=(100,), daemon=True)
    began.start()
    began.join(0.2)
    assert began.is_alive()

    clock.now += 2.0
    gate.leave(0, 0, "failed", {})
    began.join(2)
    assert not began.is_alive()


def test_what_is_mostly_refused_is_asked_less_at_once() -> None:
    """And more again when it gets through; one refusal alone changes nothing."""
    gate = Gate(4)

    def all_at_once(taken_up_to: int) -> None:
        levels = [gate.enter(1) for _ in range(gate.top)]
        for level in reversed(levels):
            gate.leave(level, 1, "taken" if level <= taken_up_to else "refused", {})

    all_at_once(3)
    assert gate.top == 4
    for _ in range(12):
        all_at_once(2)
    assert gate.top == 2
    for _ in range(200):
        all_at_once(4)
    assert gate.top == 4


def test_single_refusals_do_not_slow_it_down() -> None:
    """One in four at random, as under a fault: the top stays high."""
    gate = Gate(8)
    for number in range(400):
        levels = [gate.enter(1) for _ in range(gate.top)]
        for level in levels:
            gate.leave(level, 1, "refused" if (number * 7 + level * 3) % 4 == 0 else "taken", {})

    assert gate.top >= 6


def test_an_endpoint_that_never_answered_counts_as_down_soon() -> None:
    """One that did gets all the patience; an answer in between begins anew."""
    failure = CallFailedError("connection", "There is no connection to x.", hint="Check it.")
    clock = Clock()
    breaker = Breaker(30.0, clock)
    breaker.failed(failure)
    clock.now += 7
    breaker.failed(failure)
    with pytest.raises(EndpointDownError, match="There is no connection"):
        breaker.failed(failure)

    clock = Clock()
    breaker = Breaker(30.0, clock)
    breaker.worked()
    for _ in range(10):
        breaker.failed(failure)
        clock.now += 2
    breaker.worked()
    for _ in range(10):
        breaker.failed(failure)
        clock.now += 2
    clock.now += 12
    with pytest.raises(EndpointDownError):
        breaker.failed(failure)
    with pytest.raises(EndpointDownError):
        breaker.check()


def test_money_under_way_is_counted() -> None:
    """What does not fit waits for what is given back, and is refused where nothing is."""
    budget = Budget(1.0)
    first = budget.reserve(0.7)
    with pytest.raises(CallFailedError, match=r"budget of 0\.5 US dollars allows no further call: 0\.0000 are spent"):
        Budget(0.5).reserve(0.6)
    waiting = threading.Thread(target=budget.reserve, args=(0.6,), daemon=True)
    waiting.start()
    waiting.join(0.1)
    assert waiting.is_alive()

    budget.settle(first, 0.1)
    waiting.join(2)
    assert not waiting.is_alive()
    assert budget.spent == pytest.approx(0.1)


def test_prices_are_looked_up_the_closest_first(tmp_path: Path) -> None:
    """A study's own lines before the shipped ones, longer beginnings before shorter."""
    own = tmp_path / "prices.toml"
    own.write_text('[models]\n"openai:gpt-5*" = [9, 9, 9]\n"openai:gpt-5-mini" = [1, 0.5, 2]\n')

    assert price_of("openai:gpt-5-mini", own) == Price(1, 0.5, 2)
    assert price_of("openai:gpt-5-nano", own) == Price(9, 9, 9)
    assert price_of("openai:gpt-5-nano-2026") == Price(0.05, 0.005, 0.40)
    assert price_of("ollama:anything") == Price(0, 0, 0)
    assert price_of("acme:large") is None
    assert Price(1, 0.5, 2).of(Usage(1_000_000, 500_000, 400_000)) == pytest.approx(0.6 + 0.2 + 1.0)


@pytest.mark.parametrize("line", ['"m" = [1, 2]', '"m" = [1, 2, -3]', '"m" = "cheap"', "m = ["])
def test_a_wrong_price_is_named(tmp_path: Path, line: str) -> None:
    """With the file, and what a line looks like."""
    (tmp_path / "prices.toml").write_text(f"[models]\n{line}\n")

    with pytest.raises(ConfigurationError, match=r"prices\.toml cannot be used"):
        price_of("m", tmp_path / "prices.toml")
