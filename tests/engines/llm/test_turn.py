"""One thread works at a time; who waits lets the others work."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from assistant.engines.llm.turn import Turn


def _beside(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def test_nobody_works_while_somebody_else_does() -> None:
    turn, most, now = Turn(), [0], [0]

    def work() -> None:
        for _ in range(200):
            with turn.taken():
                now[0] += 1
                most[0] = max(most[0], now[0])
                now[0] -= 1

    threads = [_beside(work) for _ in range(8)]
    for thread in threads:
        thread.join(30)
    assert most == [1]


def test_who_waits_lets_another_work_and_goes_on_after_it() -> None:
    turn, done = Turn(), threading.Event()

    def work() -> None:
        with turn.taken():
            done.set()

    with turn.taken():
        other = _beside(work)
        assert not done.wait(0.05)
        with turn.aside():
            assert done.wait(30)
            other.join(30)
        again = threading.Event()
        _beside(lambda: _takes(turn, again))
        assert not again.wait(0.05), "the turn came back to who had put it aside"
    assert again.wait(30)


def _takes(turn: Turn, taken: threading.Event) -> None:
    with turn.taken():
        taken.set()


def test_who_holds_no_turn_puts_none_aside() -> None:
    turn, entered = Turn(), threading.Event()
    with turn.taken():

        def work() -> None:
            with turn.aside():
                entered.set()

        _beside(work)
        assert entered.wait(30)
        late = threading.Event()
        _beside(lambda: _takes(turn, late))
        assert not late.wait(0.05), "somebody else's turn was given away"


def test_an_error_gives_the_turn_back() -> None:
    turn = Turn()
    with pytest.raises(ValueError, match="lost"), turn.taken(), turn.aside():
        raise ValueError("lost")
    with turn.taken():
        pass
