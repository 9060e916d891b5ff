"""How somebody's words stand in a sentence: whatever is put in quotation marks is what they said, in a row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engines.ondevice.weaving import is_speech, marked, voice


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("I waited three weeks for a part.", "one “waited three weeks for a part”"),
        ("I never found the button for it.", "one “never found the button for it”"),
        ("I couldn't see the end of the queue.", "one “couldn't see the end of the queue”"),
        ("I'd love to print the colour chart.", "one wanted “to print the colour chart”"),
        ("I need a date for the van.", "one needed “a date for the van”"),
        # Present tense, and what speaks of the speaker again, would have to change for somebody else.
        ("I hate the cold on that hill.", "one said, “I hate the cold on that hill”"),
        ("I rang my son from the stairs.", "one said, “I rang my son from the stairs”"),
        ("I waited and then I went home.", "one said, “I waited and then I went home”"),
        # What they said is no deed, and what they like is no wish.
        ("I said show me the one that fits.", "one said, “I said show me the one that fits”"),
        ("I like the lamp at the front.", "one said, “I like the lamp at the front”"),
        ("I need you to come at nine.", "one said, “I need you to come at nine”"),
        ("I feed the cat in the yard.", "one said, “I feed the cat in the yard”"),
        ("The battery falls off in the frost!", "one said, “The battery falls off in the frost!”"),
        ("Ich habe drei Wochen gewartet.", "one said, “Ich habe drei Wochen gewartet”"),
    ],
)
def test_a_voice_by_its_grammar(words: str, expected: str) -> None:
    """What somebody did or wanted is told of them; all else they say themselves."""
    assert voice("one", words) == expected
    assert is_speech(words) == (" said, " in expected)


def test_a_second_speaker_needs_no_verb() -> None:
    """Behind one who `said`."""
    assert voice("another", "The bill was wrong.", again=True) == "another, “The bill was wrong”"


@given(st.text(min_size=1, max_size=80))
def test_words_stay_as_they_were_said(words: str) -> None:
    """Only the `I` before them, the stop behind them and the kind of quotation marks may go."""
    inside = voice("one", f"I {words}").split("“", 1)[1].removesuffix("”")

    assert inside in marked(f"I {words}").replace("“I ", "“", 1) or inside in marked(f"I {words}")
