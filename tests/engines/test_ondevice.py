"""The on-device engine from passages to findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from assistant.domain import Role, Span
from assistant.engines.ondevice import coder
from assistant.engines.ondevice.coder import confidence_in
from assistant.engines.ondevice.encoder import Encoder
from assistant.engines.ondevice.engine import OnDeviceEngine
from assistant.engines.protocol import Coded, Line, Passage
from assistant.settings import Settings, parse_settings

Said = tuple[Role, str]

STORY: Sequence[Said] = (
    ("interviewer", "How did the delivery go?"),
    ("participant", "It was a disaster, the courier never came and nobody answered the phone."),
    ("interviewer", "Did they charge you twice?"),
    ("participant", "Yes."),
    ("participant", "The app is lovely though, I use it every day."),
    ("participant", "If they had called me I would have been furious."),
    ("participant", "Thank you so much for having me!"),
)


def passage(name: str, said: Sequence[Said]) -> Passage:
    """A text of one participant and an interviewer."""
    lines, at = [], 0
    for role, text in said:
        own = role == "participant"
        lines.append(Line(Span(name, at, at + len(text)), text, role, role, "p" if own else None, own))
        at += len(text) + 1
    return Passage(name, name, tuple(lines))


def found(engine: OnDeviceEngine, *passages: Passage) -> list[tuple[Coded, ...]]:
    """The findings of each passage."""
    return [outcome.result or () for outcome in engine.code(passages)]


@pytest.fixture(scope="module")
def engine() -> OnDeviceEngine:
    return OnDeviceEngine(Settings())


def kinds_at(findings: Sequence[Coded], said: Sequence[Said], at: int) -> set[str]:
    """The kinds found in one line."""
    line = passage("x", said).lines[at]
    return {item.kind for item in findings if item.span.start >= line.span.start and item.span.end <= line.span.end}


def test_what_is_told_is_found_and_manners_are_not(engine: OnDeviceEngine) -> None:
    """Pain, gain and touchpoints of a story; no question, no thanks, nothing that did not happen."""
    findings = found(engine, passage("x", STORY))[0]

    assert "pain" in kinds_at(findings, STORY, 1)
    assert {"gain", "touchpoint"} <= kinds_at(findings, STORY, 4)
    for silent in (0, 2, 3, 5, 6):
        assert not kinds_at(findings, STORY, silent) & {"pain", "gain", "need", "emotion"}, STORY[silent]


def test_texts_beside_change_nothing(engine: OnDeviceEngine) -> None:
    """A text gets the same findings alone, with others, and in any order."""
    first, second = passage("a", STORY), passage("b", STORY[3:])

    together = found(engine, first, second)

    assert [*found(engine, first), *found(engine, second)] == together
    assert found(OnDeviceEngine(Settings()), second, first)[::-1] == together


def test_other_languages_are_left_alone_and_said_once() -> None:
    """German sentences give no findings, English ones beside them do; one note tells of both texts."""
    german: Said = ("participant", "Ich habe drei Wochen auf die Lieferung gewartet, und das war nicht gut.")
    engine = OnDeviceEngine(Settings())

    alone, mixed = found(engine, passage("de", [german]), passage("both", [german, STORY[1], STORY[4], STORY[4]]))

    assert alone == ()
    assert {"pain", "gain"} <= {item.kind for item in mixed}
    assert not kinds_at(mixed, [german], 0)
    assert len(engine.notes) == 1
    assert engine.notes[0].startswith("2 texts are")


def test_nothing_to_say_of_english() -> None:
    """Where all is English there is no note."""
    engine = OnDeviceEngine(Settings())
    found(engine, passage("en", STORY))

    assert engine.notes == []


def test_leaning_to_precision_finds_a_part_of_it() -> None:
    """Who leans to precision gets fewer findings of the kind, who leans to recall more, and it is coded anew."""
    engines = {
        wanted: OnDeviceEngine(parse_settings({"coding": {"thresholds": {"pain": wanted}}}, "study.toml"))
        for wanted in ("precision", "balanced", "recall")
    }
    text = passage("x", [*STORY, ("participant", "I walked past it twice."), ("participant", "It took ten minutes.")])
    pains = {
        name: {item.span for item in found(engine, text)[0] if item.kind == "pain"} for name, engine in engines.items()
    }

    assert pains["precision"] <= pains["balanced"] <= pains["recall"]
    assert len({engine.fingerprint for engine in engines.values()}) == 3


def test_small_words_can_tell_of_a_trouble() -> None:
    """`I cannot find it.` is a pain although no word of it means a thing by itself; `I did not.` is none."""
    sure = [
        confidence_in(text, seen.kinds)
        for text, seen in zip(_SMALL_WORDS, Encoder().predict(_SMALL_WORDS), strict=True)
    ]
    assert [bool(one) for one in sure] == [True, True, False, False]


_SMALL_WORDS = ["I cannot find it.", "I couldn't find it.", "I did not.", "So a bit of both."]


def test_a_question_is_a_pain_where_that_is_plain_and_never_praise() -> None:
    """Somebody at a form asks the researcher what the machine should have told."""
    kinds = {"pain": 0.6, "gain": 0.9, "need": 0.1, "suggestion": 0.1}
    assert confidence_in("Are they use case IDs?", kinds) == {"pain": 0.6}
    assert confidence_in("Are they use case IDs?", kinds | {"pain": 0.4}) == {}


def test_a_text_that_breaks_a_rule_is_listed_and_stops_no_other(
    engine: OnDeviceEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A word once made the catalogue raise, and with it nothing at all was coded."""
    real = coder.drafts_of

    def broken(line: Line, *given: Any, **more: Any) -> Iterator[coder.Draft]:
        if "zeppelin" in line.text:
            raise KeyError(line.text)
        return real(line, *given, **more)

    monkeypatch.setattr(coder, "drafts_of", broken)
    texts = (passage("a", STORY), passage("b", [*STORY, ("participant", "The zeppelin was late.")]))
    good, bad = engine.code(texts)
    assert good.ok
    assert good.result
    assert "KeyError" in bad.error
