"""What is read at once."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from assistant.engines.ondevice.stretches import Part, stretches

LENGTHS = st.lists(st.integers(0, 40), max_size=40)


@given(LENGTHS, st.integers(1, 12), st.randoms(use_true_random=False))
def test_everything_is_read_once_in_order_and_in_one_run(lengths: list[int], limit: int, chance: Random) -> None:
    """Every token of every text is in one stretch; no stretch is too long or holds texts of two runs."""
    runs = sorted(chance.randint(0, 3) for _ in lengths)
    found = list(stretches(lengths, runs, limit))

    read = [(part.text, token) for group in found for part in group for token in range(part.first, part.last)]
    assert read == [(text, token) for text, length in enumerate(lengths) for token in range(length)]
    assert {part.text for group in found for part in group} == set(range(len(lengths)))
    for group in found:
        assert sum(part.last - part.first + 1 for part in group) - 1 <= limit
        assert len({runs[part.text] for part in group}) == 1


def test_without_runs_every_text_stands_alone() -> None:
    """Texts that were not said in a row are read one by one, a long one window by window."""
    assert list(stretches([3, 0, 9], None, 5)) == [
        [Part(0, 0, 3)],
        [Part(1, 0, 0)],
        [Part(2, 0, 4)],
        [Part(2, 4, 9)],
    ]


def test_stretches_are_of_like_length() -> None:
    """Six sentences of four tokens are read in two halves, not in five and one."""
    assert [len(group) for group in stretches([4] * 6, [1] * 6, 24)] == [3, 3]
