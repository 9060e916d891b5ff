"""How a group is called that says nothing of itself."""

from __future__ import annotations

from assistant.domain import Evidence, Span
from assistant.engines.ondevice.naming import persona_name
from assistant.engines.ondevice.topics import Vocabulary
from assistant.engines.protocol import PersonaTask, Point, Quote


def quotes(*said: str) -> tuple[Quote, ...]:
    """Each of somebody else."""
    return tuple(Quote(Evidence(Span(text, 0, len(text))), text, f"p{at}", kind="pain") for at, text in enumerate(said))


OTHERS = quotes("The food was cold.", "The ward was loud.", "The nurse was late.", "The form was long.")


def name(point: Point, contrast: tuple[str, ...]) -> str:
    vocabulary = Vocabulary(quote.text for quote in (*point.quotes, *OTHERS))
    return persona_name(PersonaTask("p", 4, (point,), contrast), OTHERS, vocabulary)


def test_a_theme_that_most_tell_of_names_a_group() -> None:
    """Four tell of bills that cannot be read, one of them without the word."""
    told = quotes(
        "The bill is a riddle.", "I threw the bill away.", "Nobody reads the bill.", "Those lines say nothing."
    )

    assert (
        name(Point("pains", "k", "bills nobody can read", told), ("bills nobody can read",)) == "Bills nobody can read"
    )


def test_a_word_that_they_share_names_a_group_without_such_a_theme() -> None:
    """What sets them apart is told by one, and a bill by all."""
    told = quotes("The bill is a riddle.", "I threw the bill away.", "Nobody reads the bill.", "The bill again.")

    assert name(Point("pains", "k", "riddles", told), ("parking",)) == "Troubled by the bill"
    assert name(Point("pains", "k", "riddles", told), ()) == "Troubled by the bill"


def test_nothing_in_common_is_no_name() -> None:
    """Then the group is numbered by whoever asked."""
    assert name(Point("pains", "k", "things", quotes("Cold food.", "Loud wards.")), ()) == ""
