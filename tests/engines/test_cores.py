"""What of a topic says what its name says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from assistant.domain import Evidence, Span
from assistant.engines import open_embedding
from assistant.engines.ondevice.cores import Names, named_cores, says_it
from assistant.engines.protocol import Quote, ThemeTask

DEPOSIT = (
    ("ann", "I still have not got my deposit back."),
    ("bob", "They never gave me the deposit back."),
    ("cy", "It took eleven weeks until the deposit came back."),
)
BIRTHDAY = (
    ("ann", "It sent me a birthday message."),
    ("dee", "I got a birthday message from the machine."),
)
PHONE = (("bob", "A lot of – hang on, that's my phone."),)


def quotes(said: Sequence[tuple[str, str]]) -> tuple[Quote, ...]:
    return tuple(
        Quote(Evidence(Span(f"s{at}", 0, len(text)), f"f{at}"), text, person) for at, (person, text) in enumerate(said)
    )


def topic(said: Sequence[tuple[str, str]], voices: int = 2) -> ThemeTask:
    return ThemeTask("t", "pain", quotes(said), voices=voices)


def called(names: Mapping[str, str]) -> Names:
    """Names a topic by what its first quote is about."""

    def name(tasks: Sequence[ThemeTask]) -> dict[str, str]:
        return {
            task.id: next(names[word] for word in names if any(word in quote.text for quote in task.quotes))
            for task in tasks
        }

    return name


NAMES = {"deposit": "deposit back", "birthday": "birthday message", "phone": "that's my phone"}


def test_only_quotes_that_say_the_name_are_in_its_theme() -> None:
    """What else was told beside them is near, and in no count."""
    cores = named_cores([topic([*DEPOSIT, *PHONE])], called(NAMES), open_embedding())
    assert [core.name for core in cores] == ["deposit back"]
    assert [quote.text for quote in cores[0].task.quotes] == [text for _, text in DEPOSIT]
    assert [quote.text for quote in cores[0].near] == [PHONE[0][1]]


def test_what_is_left_becomes_a_theme_of_its_own_where_enough_people_say_it() -> None:
    cores = named_cores([topic([*DEPOSIT, *BIRTHDAY])], called(NAMES), open_embedding())
    assert [(core.name, len(core.task.quotes)) for core in cores] == [("deposit back", 3), ("birthday message", 2)]
    assert len({core.task.id for core in cores}) == 2
    assert {core.topic.id for core in cores} == {"t"}


def test_no_theme_of_what_too_few_people_say() -> None:
    cores = named_cores([topic([*DEPOSIT, *BIRTHDAY], voices=3)], called(NAMES), open_embedding())
    assert [core.name for core in cores] == ["deposit back"]


def test_one_person_alone_can_say_it_where_a_study_has_only_one() -> None:
    said = [("ann", text) for _, text in DEPOSIT]
    cores = named_cores([topic(said, voices=1)], called(NAMES), open_embedding())
    assert len(cores[0].task.quotes) == 3


def test_no_quote_is_in_two_themes_of_a_topic() -> None:
    cores = named_cores([topic([*DEPOSIT, *BIRTHDAY, *PHONE])], called(NAMES), open_embedding())
    places = [quote.evidence for core in cores for quote in core.task.quotes]
    assert len(places) == len(set(places))


@pytest.mark.parametrize("apart", [0, 1])
def test_what_was_said_around_a_quote_counts(apart: int) -> None:
    """`It was already ticked.` says what the theme says only where it is told of the same."""
    said = [("ann", "The theft cover was ticked for me."), ("bob", "It was already on when I looked.")]
    where = np.eye(2, dtype=np.float32)
    task = ThemeTask("t", "pain", quotes(said), meanings=where[[0, apart]])
    says = says_it(task, ["theft cover was ticked"], open_embedding())[0]
    assert says.tolist() == [True, not apart]
