"""Themes that speak of the same thing stand together under it, where that helps."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.analysis.broader import arranged, broader, families
from assistant.analysis.meaning import Surroundings
from assistant.domain import UNDER, Evidence, Source, Span, Theme
from assistant.engines.protocol import Quote, ThemeTask
from assistant.identity import text_sha256

APP = {
    "updates": ["The app was updated again.", "My app changed over night, it had other buttons."],
    "locks": ["The lock would not open with the app.", "I stood there, and the app said the lock was open."],
}
OTHERS = ["invoice", "courier", "garden", "soup", "battery", "ticket", "bridge", "piano"]


def study(said: dict[str, list[str]]) -> tuple[list[ThemeTask], Surroundings]:
    """A task for each theme, its quotes by different people."""
    sources, tasks = {}, []
    for name, texts in said.items():
        quotes = []
        for at, text in enumerate(texts):
            source = Source(f"{name}{at}", "d", at, name, "transcript", text, text_sha256(text))
            sources[source.id] = source
            quotes.append(Quote(Evidence(Span(source.id, 0, len(text)), source.id), text, f"{name}-{at}"))
        tasks.append(ThemeTask(name, "pain", tuple(quotes)))
    return tasks, Surroundings(sources, (), ())


def other(things: Sequence[str]) -> dict[str, list[str]]:
    return {thing: [f"The {thing} broke down.", f"I never liked the {thing} much."] for thing in things}


def test_themes_that_share_a_thing_stand_under_it() -> None:
    """Updates and locks of the app; what shares no thing with another stands alone."""
    assert broader(*study(APP | other(OTHERS))) == {"updates": "the app", "locks": "the app"}


def test_few_themes_need_no_help() -> None:
    """Four are seen at a glance."""
    assert broader(*study(APP | other(OTHERS[:2]))) == {}


def test_without_a_shared_thing_there_is_none() -> None:
    """Eight themes of eight things."""
    assert broader(*study(other(OTHERS))) == {}


def test_what_is_spoken_of_everywhere_holds_nothing_together() -> None:
    """An app that every theme is about is the study's subject."""
    said = {thing: [f"The {thing} of the app broke.", f"In the app I never liked the {thing}."] for thing in OTHERS}

    assert broader(*study(said)) == {}


def theme(name: str, *findings: str, under: str = "") -> Theme:
    return Theme(name, name, "pain", "", findings, attributes={UNDER: under} if under else {})


THEMES = [theme("late", "1"), theme("locks", "2", "3", under="the app"), theme("rude", "4"),
          theme("updates", "3", "5", under="the app"), theme("lonely", "6", under="the hub")]  # fmt: skip
SAID = {"1": "ana", "2": "ana", "3": "bo", "4": "bo", "5": "chidi", "6": "ana"}


def test_how_many_speak_of_a_topic_is_counted_once_each() -> None:
    """Three findings of three people, one of them in both themes; a topic of one theme is none."""
    pairs = {item.id: [(one, SAID[one]) for one in item.finding_ids] for item in THEMES}
    (app,) = families(THEMES, pairs, 4)

    assert app.name == "the app"
    assert [item.id for item in app.themes] == ["locks", "updates"]
    assert app.prevalence.in_words() == "3 of 4 participants, 3 mentions"


def test_themes_of_a_topic_stand_where_the_first_of_them_does() -> None:
    """The others keep their order."""
    pairs = {item.id: [(one, SAID[one]) for one in item.finding_ids] for item in THEMES}
    known = families(THEMES, pairs, 4)
    order = [(topic.name if topic else "", [item.id for item in own])
             for topic, own in arranged(THEMES, lambda item: item.id, known)]  # fmt: skip

    assert order == [("", ["late"]), ("the app", ["locks", "updates"]), ("", ["rude"]), ("", ["lonely"])]
