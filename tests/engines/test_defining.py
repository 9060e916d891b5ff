"""What belongs to a theme and what does not, in words."""

from __future__ import annotations

from assistant.domain import Evidence, Span
from assistant.engines.ondevice.defining import definition
from assistant.engines.ondevice.topics import Vocabulary
from assistant.engines.protocol import Border, Quote, ThemeTask


def quotes(source: str, *texts: str) -> tuple[Quote, ...]:
    return tuple(Quote(Evidence(Span(source, at, at + 1)), text, f"p{at}") for at, text in enumerate(texts))


LATE = quotes("l", "The parcel came late with the van.", "My parcel was late, the van broke.",
              "The parcel is late again, said the van.", "Late, and nobody at the door.")  # fmt: skip
BILL = quotes("b", "The invoice had the wrong name.", "My invoice was wrong twice.", "An invoice for a late parcel.")
VOCABULARY = Vocabulary([quote.text for quote in (*LATE, *BILL)] + ["The cat sat down."] * 5)
OTHER = ThemeTask("bill", "pain", BILL)


def late(*borders: Border) -> ThemeTask:
    return ThemeTask("late", "pain", LATE, borders=borders)


def test_a_theme_says_what_is_included_and_what_is_not() -> None:
    """What sets it apart from its sibling, with quotes of its own, on the border, and beyond."""
    text = definition(late(Border("bill", LATE[3], BILL[2])), {"bill": OTHER}, VOCABULARY)

    assert text.startswith("Something that went wrong")
    assert "Included: " in text
    assert "Borderline: “Late, and nobody at the door.”" in text
    assert text.endswith("Not included: the invoice, such as “An invoice for a late parcel.”")


def test_the_included_things_are_its_own() -> None:
    """The van is spoken of in it and not beyond; the example speaks of one of the things named."""
    text = definition(late(Border("bill", LATE[3], BILL[2])), {"bill": OTHER}, VOCABULARY)
    included = text.partition("Included: ")[2].partition(" Borderline")[0]

    assert "invoice" not in included
    assert "parcel" in included or "van" in included


def test_a_sibling_without_a_name_is_passed_by() -> None:
    """It becomes no theme: nothing is told from it."""
    text = definition(late(Border("nameless", LATE[3], BILL[2])), {}, VOCABULARY)

    assert "Not included" not in text
    assert "Borderline" not in text
