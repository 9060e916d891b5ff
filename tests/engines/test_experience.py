"""What tells of nobody's experience is left alone."""

from __future__ import annotations

import pytest

from assistant.engines.ondevice.experience import repeats_itself, tells_of_nobody

RECIPE = ["Put two hundred grams of flour into a bowl.", "Add three eggs and stir until there are no lumps."] * 6
TIMETABLE = ["The fast train to Leeds leaves from platform four.", "Change at Selby for Goole on Sundays."] * 7
WORDS = ["Trombone lattice ochre gravel vector pollen hinge marble quorum.", "Saddle basin copper ribbon lantern."] * 8


@pytest.mark.parametrize("text", [RECIPE, TIMETABLE, WORDS])
def test_recipes_timetables_and_mere_words_tell_of_nobody(text: list[str]) -> None:
    """However long they go on."""
    assert tells_of_nobody(text, in_dialogue=True)


@pytest.mark.parametrize("told", ["I stirred it.", "That’s what we’ve got.", "It was fine.", "Nobody had told them."])
def test_one_word_of_a_story_is_enough(told: str) -> None:
    """Somebody who reads a recipe out and says how it went is listened to."""
    assert not tells_of_nobody([*RECIPE, told], in_dialogue=True)


def test_short_texts_are_read_anyway() -> None:
    """Reviews do without such words, even those of some length."""
    assert not tells_of_nobody(["Clean rooms, friendly staff, far too expensive."] * 10, in_dialogue=False)
    assert not tells_of_nobody(["Fine."], in_dialogue=True)
    assert not tells_of_nobody([], in_dialogue=True)


def test_a_line_that_comes_again_and_again_tells_nothing() -> None:
    """As where a recording hangs; a diary that says on some days what it said on others tells of each."""
    line = "We lost the key in the station and nobody helped."
    assert repeats_itself([line, f" {line.upper()}"] * 15)
    assert not repeats_itself([line] * 10)
    assert not repeats_itself([*[line] * 15, *(f"On day {day} I found it." for day in range(5))])
    assert not repeats_itself(["Yes.", "Mm, no."] * 30)
