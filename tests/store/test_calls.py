"""The book of calls: what was answered is found again, by any thread and any process."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from assistant.calls import CallsInMemory, ModelCall
from assistant.store import Store

CALL = ModelCall(
    "c1", "h" * 64, "2026-01-01T00:00:00.000001+00:00", "run-1", "code", "s1.p0000-0001", ("s1", "s2"), "openai:m",
    "code 1 abc", {"messages": [["system", "a"], ["user", "b"]]}, '{"findings": []}', tokens_in=100, tokens_cached=20,
    tokens_out=10, cost=0.25, seconds=0.5,
)  # fmt: skip


def test_a_call_is_kept_whole(store: Store, open_store: Callable[[], Store]) -> None:
    """All of it, also after the study was closed."""
    store.keep_call(CALL)

    assert open_store().find_call(CALL.hash) == CALL
    assert store.find_call("x" * 64) is None


def test_the_newest_usable_reply_counts(store: Store) -> None:
    """A later answer comes before an earlier one; a spoilt one is none."""
    later = replace(CALL, id="c2", at="2026-01-02T00:00:00.000001+00:00", reply="later")
    store.keep_call(CALL)
    store.keep_call(later)
    assert store.find_call(CALL.hash) == later

    store.spoil_calls(["c2"])
    assert store.find_call(CALL.hash) == CALL
    assert [call.id for call in store.calls(failed=True)] == ["c2"]


def test_a_book_in_memory_does_the_same(store: Store) -> None:
    """Both books agree on what is found."""
    for book in (store, CallsInMemory()):
        book.keep_call(CALL)
        book.keep_call(replace(CALL, id="c2", reply="later", at="2027"))
        book.spoil_calls(["c2"])
        found = book.find_call(CALL.hash)
        assert found is not None
        assert found.id == "c1"


def test_many_threads_keep_calls_at_once(store: Store) -> None:
    """None is lost."""
    calls = [replace(CALL, id=f"c{number:03}", hash=f"{number:064}") for number in range(64)]
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(store.keep_call, calls))

    assert [call.id for call in store.calls()] == [call.id for call in calls]


def test_costs_are_added_up_by_run_step_and_source(store: Store) -> None:
    """A call about two sources is shared out between them."""
    store.keep_call(CALL)
    store.keep_call(replace(CALL, id="c2", run_id="run-2", step="theme", sources=("s2",), cost=1.0))
    store.keep_call(replace(CALL, id="c3", run_id=None, step="probe", sources=(), cost=0.5))

    assert {cost.of: cost.cost for cost in store.costs_by_run()} == {"run-1": 0.25, "run-2": 1.0, "": 0.5}
    assert {cost.of: cost.tokens_in for cost in store.costs_by_step()} == {"code": 100, "theme": 100, "probe": 100}
    assert {cost.of: cost.cost for cost in store.costs_by_source()} == pytest.approx({"s1": 0.125, "s2": 1.125})
    assert store.spent() == (3, 1.75)
