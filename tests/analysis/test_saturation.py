"""Saturation, against what Guest, Namey and Chen's procedure gives by hand."""

from __future__ import annotations

from assistant.analysis.saturation import saturation, themes_told, too_few


def brought(*new: int) -> list[set[str]]:
    """Participants who bring so many new themes each, and repeat all that was said before."""
    people, known = [], 0
    for count in new:
        known += count
        people.append({f"t{number}" for number in range(known)})
    return people


def test_reached_when_a_run_brings_next_to_nothing() -> None:
    """Base 8 + 6 + 4 + 2 = 20; 5% are one theme. Runs of two: 2+1, 1+1, 1+0: the third, after the eighth person."""
    found = saturation(brought(8, 6, 4, 2, 2, 1, 1, 0, 0), seed=7)

    assert found is not None
    assert (found.new, found.reached) == ((8, 6, 4, 2, 2, 1, 1, 0, 0), 8)


def test_not_reached_while_themes_keep_coming() -> None:
    """Everybody says something of their own, in whatever order."""
    found = saturation([{f"t{number}"} for number in range(12)], seed=7)

    assert found is not None
    assert (found.reached, found.reached_in, found.typical) == (None, 0, None)


def test_too_few_participants_say_nothing() -> None:
    """A base of four and a run of two need six."""
    assert saturation(brought(3, 2, 1, 0, 0), seed=7) is None


def test_the_same_seed_gives_the_same_orders() -> None:
    """And every order is within the number of participants."""
    people = brought(8, 6, 4, 2, 2, 1, 1, 0, 0)
    found = saturation(people, seed=7)

    assert found == saturation(people, seed=7)
    assert found is not None
    assert 6 <= (found.earliest or 0) <= (found.typical or 0) <= (found.latest or 0) <= 9


def test_it_is_told_in_one_line() -> None:
    """Whether and when it was reached, and in how many orders; of too few, that."""
    found, never = saturation(brought(8, 6, 4, 2, 2, 1, 1, 0, 0), seed=7), saturation([{str(n)} for n in range(9)], 7)

    assert found is not None
    assert never is not None
    assert found.in_short().startswith("reached after 8 of 9 participants in the order they were added; in ")
    assert never.in_short() == "not reached by 9 participants in the order they were added; in 0 of 100 random orders"
    assert too_few(3) == "too few participants to say (3; the measure needs 6 or more)"


def test_who_told_of_a_theme_spoke_of_it() -> None:
    """Participants in the order given, also who told of none; whom nobody names counts for nobody."""
    assert themes_told(["a", "b", "c"], [["b", "a", "b"], ["b", None]]) == [{"0"}, {"0", "1"}, set()]
