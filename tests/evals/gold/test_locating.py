"""Words of an export are found again in a text, wherever white space and quotation marks differ, and nowhere else."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from evals.gold.locating import locate

TEXT = "She said:\n“It’s   late — again.”\nIt's late."
WORDS = st.lists(st.text('ab’"-.é', min_size=1, max_size=4), min_size=1, max_size=6)
SPACE = st.sampled_from([" ", "\n", "  ", "\u00a0", "\t"])


def test_marks_and_spaces_may_differ() -> None:
    """The span is of the text's own characters."""
    found = locate('"It\'s late - again."', TEXT)

    assert found is not None
    assert TEXT[slice(*found)] == "“It’s   late — again.”"


def test_the_later_of_two_is_found_from_its_place() -> None:
    """The same words twice: the place says which."""
    assert locate("It's late", TEXT) == (TEXT.index("It’s"), TEXT.index("It’s") + 11)
    assert locate("It's late", TEXT, after=30) == (TEXT.rindex("It's"), TEXT.rindex("It's") + 9)


def test_what_is_not_there_is_not_found() -> None:
    """Nor is nothing."""
    assert locate("It was late", TEXT) is None
    assert locate("  ", TEXT) is None


def test_words_are_no_pattern() -> None:
    """Brackets and stars mean themselves."""
    assert locate("(a*", "x (a* y") == (2, 5)
    assert locate(".*", "xyz") is None


@given(WORDS, st.lists(SPACE, min_size=6, max_size=6), st.lists(SPACE, min_size=6, max_size=6))
def test_words_with_other_spaces_are_found(words: list[str], first: list[str], second: list[str]) -> None:
    """What was joined by some white space is found in what is joined by other."""
    quote, text = (
        "".join(word + space for word, space in zip(words, spaces, strict=False)).strip() for spaces in (first, second)
    )
    found = locate(quote, f"xx {text} yy")

    assert found is not None
    assert re.split(r"\s+", f"xx {text} yy"[slice(*found)]) == words
