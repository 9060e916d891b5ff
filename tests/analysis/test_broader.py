"""Themes under one broader topic are counted together and stand together."""

from __future__ import annotations

from assistant.analysis.broader import arranged, families
from assistant.domain import UNDER, Theme


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
