"""Words that a study holds twice."""

from __future__ import annotations

from assistant.analysis.meaning import Surroundings
from assistant.analysis.repeats import Repeats
from assistant.domain import Finding, Source
from assistant.identity import text_sha256


def said(source: str, text: str, who: str | None = "ana", label: str = "late") -> tuple[Source, Finding]:
    known = Source(source, "d", 0, source, "transcript", text, text_sha256(text))
    return known, Finding(f"f-{source}", source, 0, len(text), "pain", label, None, "x", who)


def repeats(*told: tuple[Source, Finding]) -> Repeats:
    return Repeats([item for _, item in told], Surroundings({source.id: source for source, _ in told}, (), ()))


def test_the_same_words_of_the_same_participant_are_one() -> None:
    """Whatever the breaks between them."""
    found = repeats(said("a", "The box was late."), said("b", "The box  was\nlate."))

    assert [item.id for item in found.once] == ["f-a"]
    assert found.of("f-a") == ["f-a", "f-b"]


def test_the_same_words_of_others_are_not() -> None:
    """Two who say the same are two; of those whom nobody names nobody knows."""
    found = repeats(
        said("a", "Late."), said("b", "Late.", "bo"), said("c", "Late.", None), said("d", "Late.", None),
        said("e", "Late.", label="slow"),
    )  # fmt: skip

    assert len(found.once) == 5
