"""Span matching worked out by hand, and token counts against scikit-learn."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from evals.metrics.rates import f1
from evals.metrics.spans import exact, overlap, share_half, tokens, touched, units
from tests.evals.marking import mark

TEXT = "one two three four five six"
#       0   4   8     14   19   24


def test_exact_is_to_the_letter() -> None:
    """One of two answers is the gold mark, the other is one character short; gold has three."""
    said = [mark(0, 7), mark(8, 12)]
    gold = [mark(0, 7), mark(8, 13), mark(19, 23)]

    assert exact(said, gold) == (1, 2, 1, 3)


def test_half_of_the_shorter_is_enough_and_less_is_not() -> None:
    """0-10 and 6-14 share 4 of 8, just half; 0-10 and 7-15 share 3 of 8."""
    assert share_half(mark(0, 10), mark(6, 14))
    assert not share_half(mark(0, 10), mark(7, 15))


def test_overlap_counts_both_sides_by_themselves() -> None:
    """Two answers inside one gold mark are both right and cover one; the second gold mark is missed."""
    said = [mark(0, 3), mark(4, 7)]
    gold = [mark(0, 7), mark(14, 18)]

    assert overlap(said, gold) == (2, 2, 1, 2)


def test_marks_of_another_text_never_match() -> None:
    """The same offsets in another text are another place."""
    assert overlap([mark(0, 7, text="a")], [mark(0, 7, text="b")]) == (0, 1, 0, 1)


def test_tokens_count_words() -> None:
    """Answer: one two three; gold: three four. Shared: three. Words said 3, marked 2."""
    assert tokens([mark(0, 13)], [mark(8, 18)], TEXT) == (1, 3, 1, 2)


def test_a_word_in_two_marks_counts_once() -> None:
    """Two answers over the same two words say two words."""
    assert tokens([mark(0, 7), mark(0, 7), mark(4, 7)], [mark(4, 7)], TEXT) == (1, 2, 1, 1)


def test_a_unit_holds_a_mark_that_lies_in_it_by_half() -> None:
    """Sentences 0-13 and 14-27: the answer 10-20 has 6 of 10 in the second and 3 in the first; gold is the first."""
    sentences = [(0, 13), (14, 27)]

    assert units([mark(10, 20)], [mark(0, 13)], sentences) == (0, 1, 0, 1)
    assert units([mark(14, 20)], [mark(14, 27)], sentences) == (1, 1, 1, 1)


def test_a_long_mark_is_in_every_sentence_that_it_covers() -> None:
    """A mark over both sentences is in both, though less than half of the mark lies in each one."""
    assert units([mark(0, 27)], [mark(0, 13), mark(14, 27)], [(0, 13), (14, 27)]) == (2, 2, 2, 2)


SPANS = st.lists(st.tuples(st.integers(0, 25), st.integers(1, 12)), max_size=6)


@given(SPANS, SPANS)
def test_tokens_like_scikit_learn(first: list[tuple[int, int]], second: list[tuple[int, int]]) -> None:
    """F1 over words is scikit-learn's over one label a word."""
    text = " ".join("abcdefghijklm")  # one word at every even place
    said, gold = ([mark(at, at + size) for at, size in spans] for spans in (first, second))
    inside = [[any(m.start <= at < m.end for m in marks) for at in range(0, 25, 2)] for marks in (gold, said)]
    counts = tokens(said, gold, text)
    if any(map(any, inside)):
        import numpy as np

        assert abs(float(f1(np.array(counts, float))) - f1_score(*inside, zero_division=0)) < 1e-9


@given(SPANS, SPANS)
def test_no_count_is_more_than_there_is(first: list[tuple[int, int]], second: list[tuple[int, int]]) -> None:
    """Right is never more than said, covered never more than marked; exact never beats overlap."""
    said, gold = ([mark(at, at + size) for at, size in spans] for spans in (first, second))
    strict, lenient = exact(said, gold), overlap(said, gold)

    assert strict[0] <= lenient[0] <= lenient[1]
    assert strict[2] <= lenient[2] <= lenient[3]


@given(
    lengths=st.lists(st.tuples(st.integers(0, 3), st.integers(1, 6)), max_size=12),
    marks=st.lists(st.tuples(st.integers(0, 80), st.integers(1, 20)), max_size=6),
)
def test_units_looked_up_by_place_are_those_that_hold_half(
    lengths: list[tuple[int, int]], marks: list[tuple[int, int]]
) -> None:
    """Against every unit asked one by one, as the rule says it."""
    places, at = [], 0
    for gap, length in lengths:
        places.append((at + gap, at + gap + length))
        at += gap + length
    said = [mark(start, start + length) for start, length in marks]

    def holds(place: tuple[int, int], start: int, end: int) -> bool:
        shared = min(place[1], end) - max(place[0], start)
        return shared > 0 and 2 * shared >= min(place[1] - place[0], end - start)

    expected = {at for at, place in enumerate(places) if any(holds(place, one.start, one.end) for one in said)}
    assert touched(said, places) == expected
