"""How a group is called: by what stands for all of it, and else by what leads most."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.domain import Evidence, Kind, Span
from assistant.engines.ondevice.drafting import persona_words
from assistant.engines.ondevice.naming import Named, persona_name
from assistant.engines.ondevice.topics import Vocabulary
from assistant.engines.protocol import PersonaTask, Point, Quote, Voice
from assistant.engines.told import OUTLOOK, Told, Topic


def quotes(*said: str) -> tuple[Quote, ...]:
    """Each of somebody else."""
    return tuple(Quote(Evidence(Span(text, 0, len(text))), text, f"p{at}", kind="pain") for at, text in enumerate(said))


ELSE = quotes("The food was cold.", "The ward was loud.", "The nurse was late.", "The form was long.")
OTHERS = PersonaTask("q", 4, (Point("pains", "k", "", ELSE),))
BILLS = ("The bill is a riddle.", "I threw the bill away.", "Nobody reads the bill.", "Those lines say nothing.")


def topic(name: str, here: int, of: int, there: int, of_there: int, kind: Kind = "pain") -> Topic:
    return Topic(name, kind, Told(here, of, there, of_there))


def named(
    said: Sequence[str], topics: Sequence[Topic] = (), voices: Sequence[Voice] = (), taken: str = ""
) -> Named | None:
    point = Point("pains", "k", "things", quotes(*said))
    vocabulary = Vocabulary(quote.text for quote in (*point.quotes, *OTHERS.points[0].quotes))
    task = PersonaTask("p", len(said), (point,), topics=tuple(topics), voices=tuple(voices))
    return persona_name(task, [OTHERS], vocabulary, {taken} if taken else set())


def called(said: Sequence[str], topics: Sequence[Topic] = (), voices: Sequence[Voice] = (), taken: str = "") -> str:
    found = named(said, topics, voices, taken)
    return found.name if found else ""


@pytest.mark.parametrize(
    ("told", "stands"),
    [
        (Told(9, 59, 0, 57), False),  # of too few
        (Told(20, 59, 9, 57), True),
        (Told(20, 59, 11, 57), False),  # of the others, too
        (Told(1, 2, 0, 9), False),  # of one alone
        (Told(2, 4, 1, 11), True),
        (Told(2, 5, 0, 10), False),  # of less than half
        (Told(3, 9, 0, 9), True),
    ],
)
def test_what_stands_for_all(told: Told, stands: bool) -> None:
    """A third of many, half of a few and two of them, and twice as many as elsewhere."""
    assert told.stands_for_all is stands


def test_a_theme_that_most_tell_of_names_a_group() -> None:
    """Four tell of bills that cannot be read, one of them without the word; the name says how they speak of it."""
    bills = topic("bills nobody can read", 4, 4, 0, 4)

    assert called(BILLS, [bills]) == "Troubled by: bills nobody can read"
    assert called(BILLS, [topic("bills nobody can read", 4, 4, 0, 4, "suggestion")]).startswith("Asks for: ")


def test_a_word_that_they_share_names_a_group_without_such_a_theme() -> None:
    """What sets them apart is told by two, and a bill by all."""
    told = (*BILLS[:3], "The bill again.")

    assert called(told, [topic("parking", 2, 4, 0, 4)]) == "Troubled by the bill"
    found = named(told)
    assert found is not None
    assert (found.name, found.after.told) == ("Troubled by the bill", Told(4, 4, 0, 4))


def test_a_word_that_the_others_use_as_much_names_nobody_before_a_theme() -> None:
    """They spoke of the bill as well, among what their own claims do not hold."""
    told = (*BILLS[:3], "The bill again.")
    voices = tuple(Voice(quote, 0.5, 0.5) for quote in quotes("My bill.", "Our bill.", "That bill."))
    others = PersonaTask("q", 4, OTHERS.points, voices=voices)
    point = Point("pains", "k", "things", quotes(*told))
    task = PersonaTask("p", 4, (point,), topics=(topic("parking", 2, 4, 0, 4),))
    found = persona_name(task, [others], Vocabulary(quote.text for quote in point.quotes))

    assert found is not None
    assert found.name == "Troubled by: parking"


def test_nothing_in_common_is_no_name() -> None:
    """Then the group is numbered by whoever asked."""
    assert named(("Cold food.", "Loud wards.")) is None


def speaking(*said: str, about: Topic) -> list[Voice]:
    return [Voice(quote, 0.8, 0.6, about) for quote in quotes(*said)]


def test_what_one_says_of_themselves_names_those_who_say_the_same() -> None:
    """Three of four are about the bill that one of them cannot read."""
    riddles = topic("bills are riddles", 3, 4, 0, 4)
    voices = speaking("I can't read that bill.", "The bill is a riddle.", "Nobody can read that bill.", about=riddles)
    found = named(BILLS, [riddles], voices)

    assert found is not None
    assert (found.name, found.after) == ("Cannot read that bill", riddles)


def test_what_one_says_names_nobody_whose_theme_is_about_something_else() -> None:
    """Of the three who wait one cannot read the bill: that is hers alone."""
    waits = topic("waiting outside", 3, 4, 0, 4)
    voices = speaking("I can't read that bill.", "We wait with the bill.", "The bill lets us wait.", about=waits)

    assert called(BILLS, [waits], voices) != "Cannot read that bill"


def test_what_few_say_of_themselves_gives_way_to_what_most_tell() -> None:
    """Two of seven cannot read the bill; six of them tell of parking."""
    few, many = topic("reading the bill", 2, 7, 0, 9), topic("parking", 6, 7, 0, 9)
    voices = speaking("I can't read that bill.", "I cannot read that bill.", about=few)
    said = (*BILLS, "Cold food.", "Loud wards.", "Long forms.")

    assert called(said, [many], voices) == "Troubled by: parking"


def test_where_nothing_stands_for_all_it_is_what_leads_and_the_draft_says_so() -> None:
    """14 of 59 are few, and the best there is."""
    best, next_best = topic("parking", 14, 59, 1, 57, "gain"), topic("cold food", 9, 59, 0, 57)
    found = named(("Cold food.", "Loud wards."), [best, next_best])

    assert found is not None
    assert (found.name, found.stands) == ("Glad of: parking", False)


def test_siblings_are_not_named_alike() -> None:
    """`AI can help` beside `AI tools helped` tells nobody apart."""
    topics = [topic("AI can help", 3, 4, 0, 4), topic("artists lose work", 2, 4, 0, 4)]

    assert called(("Cold food.", "Loud wards."), topics, taken="Glad of: AI tools helped") == (
        "Troubled by: artists lose work"
    )


def test_the_words_of_a_persona_hold_what_it_was_named_after() -> None:
    """And a group of everybody is named after nothing."""
    bills = topic("bills nobody can read", 4, 4, 0, 4)
    task = PersonaTask("p", 4, (Point("pains", "k", "things", quotes(*BILLS)),), topics=(bills,))

    first, _ = persona_words([task, OTHERS])
    assert (first.name, first.named_after) == ("Troubled by: bills nobody can read", bills)
    [alone] = persona_words([task])
    assert (alone.name, alone.named_after) == ("All participants", None)


def test_where_no_topic_stands_for_all_the_outlook_does() -> None:
    """Ninety people with a hundred joys: they are pleased, and one topic of twelve of them is no name for all."""
    deposits = topic("deposit not back", 12, 168, 0, 132)
    troubled = Topic(OUTLOOK["pain"], "pain", Told(150, 168, 20, 132))
    task = PersonaTask("p", 168, (), topics=(deposits,), outlooks=(troubled,))

    found = persona_name(task, [OTHERS], Vocabulary(()))
    assert found == Named("Mostly troubled", troubled)
    assert persona_name(task, [OTHERS], Vocabulary(()), {"Mostly troubled"}) == Named(
        "Troubled by: deposit not back", deposits
    )


def test_a_topic_that_stands_for_all_says_more_than_an_outlook() -> None:
    """Half of them speak of the deposit, and none of the others."""
    deposits = topic("deposit not back", 90, 168, 0, 132)
    troubled = Topic(OUTLOOK["pain"], "pain", Told(150, 168, 20, 132))
    task = PersonaTask("p", 168, (), topics=(deposits,), outlooks=(troubled,))

    assert persona_name(task, [OTHERS], Vocabulary(())) == Named("Troubled by: deposit not back", deposits)
