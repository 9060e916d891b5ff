"""Themes that lie near each other stand under one name, those of each side by themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pytest

from assistant.domain import Evidence, Kind, Span
from assistant.engines.ondevice.broader_topics import broader_topics
from assistant.engines.ondevice.embedder import Embedder
from assistant.engines.ondevice.engine import OnDeviceEngine
from assistant.engines.protocol import Quote, ThemeTask
from assistant.settings import Settings

WAITING = {
    "queue": ["I waited two hours in the queue.", "The queue was two hours long and I had to wait."],
    "call": ["They kept me waiting on the phone for an hour.", "I waited on the phone for ages."],
}
FOOD = {
    "soup": ["The soup was cold and tasted of nothing.", "Dinner was cold soup again."],
    "lunch": ["The food at lunch was awful.", "The lunch they brought was cold and awful."],
}
OTHERS = {
    "car park": ["There was no space left in the car park.", "I drove round the car park and found no space."],
    "letter": ["The letter came after the appointment.", "My letter had the wrong date on it."],
    "noise": ["All night the alarms kept me awake.", "It was too noisy to sleep on the ward."],
    "website": ["The website logged me out twice.", "I could not log in to the website."],
}
THANKS = {
    "short queue": ["I hardly waited, the queue was short.", "There was no queue and I was seen at once."],
    "no wait": ["I was seen straight away without waiting.", "No waiting at all, they saw me at once."],
}


class Widest:
    """Names the quotes of some themes after the first of them, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[ThemeTask] = []

    def __call__(self, tasks: Sequence[ThemeTask]) -> Mapping[str, str]:
        self.asked += tasks
        return {task.id: f"about {task.quotes[0].text.split()[-1]}" for task in tasks}


@pytest.fixture(scope="module")
def embedding() -> Embedder:
    return OnDeviceEngine(Settings()).embedder


def themes(said: Mapping[str, list[str]], kind: Kind = "pain", who: str = "") -> list[tuple[ThemeTask, str]]:
    """A theme for each entry, its quotes by people of its own unless somebody said all of them."""
    found = []
    for name, texts in said.items():
        quotes = tuple(
            Quote(Evidence(Span(name, at, at + 1), name), text, who or f"{name}-{at}") for at, text in enumerate(texts)
        )
        found.append((ThemeTask(f"{kind} {name}", kind, quotes), name))
    return found


def families(under: Mapping[str, str]) -> list[list[str]]:
    return sorted(sorted(task for task, other in under.items() if other == name) for name in set(under.values()))


def test_what_lies_near_stands_together(embedding: Embedder) -> None:
    """Two waits and two meals; what is like no other stands alone."""
    under = broader_topics(themes(WAITING | FOOD | OTHERS), embedding, Widest())

    assert families(under) == [["pain call", "pain queue"], ["pain lunch", "pain soup"]]


def test_pleasure_and_trouble_stand_apart(embedding: Embedder) -> None:
    """Short queues please, long ones hurt: that is not one topic of one kind."""
    under = broader_topics(themes(WAITING | FOOD | OTHERS) + themes(THANKS, "gain"), embedding, Widest())

    assert ["gain no wait", "gain short queue"] in families(under)
    assert not any(
        "pain" in one and "gain" in other for family in families(under) for one in family for other in family
    )


def test_few_themes_need_no_help(embedding: Embedder) -> None:
    """Seven are seen at a glance."""
    assert broader_topics(themes(WAITING | OTHERS)[:7], embedding, Widest()) == {}


def test_two_people_are_no_broader_topic(embedding: Embedder) -> None:
    """What the same one person told in two themes is not shared by three."""
    said = themes(WAITING, who="ana") + themes(FOOD | OTHERS)

    assert families(broader_topics(said, embedding, Widest())) == [["pain lunch", "pain soup"]]


def test_no_two_topics_bear_one_name(embedding: Embedder) -> None:
    """Where the best name is taken, that of the widest theme stands, and is told from the theme's."""
    said = themes(WAITING | FOOD | OTHERS)
    under = broader_topics(said, embedding, lambda tasks: dict.fromkeys((task.id for task in tasks), "hours"))

    assert len(set(under.values())) == 2
    assert "hours" in under.values()
    assert set(under.values()) - {"hours"} <= {f"{name} and the like" for name in WAITING | FOOD}


def test_all_quotes_are_named_together(embedding: Embedder) -> None:
    """Those of both themes, each once."""
    names = Widest()
    broader_topics(themes(WAITING | FOOD | OTHERS), embedding, names)

    assert sorted(sorted(quote.text for quote in task.quotes) for task in names.asked) == sorted(
        sorted(text for texts in said.values() for text in texts) for said in (WAITING, FOOD)
    )


def test_order_changes_nothing(embedding: Embedder) -> None:
    """The same topics under the same names, whatever stands first."""
    said = themes(WAITING | FOOD | OTHERS)

    assert broader_topics(said[::-1], embedding, Widest()) == broader_topics(said, embedding, Widest())


def test_what_everybody_says_holds_nothing_together() -> None:
    """Themes that are near only by what all of the study say stand alone."""
    middles = np.eye(9, dtype=np.float32)[:8] * 0.3 + np.eye(9, dtype=np.float32)[8]

    class Fixed:
        dimension, fingerprint = 9, "fixed"

        def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
            return np.array([middles[int(text)] for text in texts], dtype=np.float32)

    said = {str(number): [str(number), str(number), str(number)] for number in range(8)}
    assert broader_topics(themes(said), Fixed(), Widest()) == {}
