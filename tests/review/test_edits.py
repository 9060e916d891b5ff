"""What a reviewer's words may bring into a claim."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assistant.domain import Prevalence
from assistant.errors import GroundingError
from assistant.review.edits import check_edit
from assistant.review.quantities import numbers_in
from assistant.review.quotations import holds, quotations_in

EVIDENCE = (
    "I waited seven days, you know, and nobody called me back.",
    "It’s half empty. I don't trust 20% of it.",
)
COUNT = Prevalence(6, 12, 15)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("7 of 12, seven", [7, 12, 7]),
        ("twenty-three", [23]),
        ("two hundred and fifty", [250]),
        ("fifteen hundred", [1500]),
        ("1,500.5 and 1.5 million", [Fraction(3001, 2), 1_500_000]),
        ("20k", [20_000]),
        ("half of them, two thirds, a quarter", [Fraction(1, 2), Fraction(2, 3), Fraction(1, 4)]),
        ("the third time, the second door", []),
        ("50%, fifty per cent", [Fraction(1, 2), Fraction(1, 2)]),
        ("½ ７ ٣", [Fraction(1, 2), 7, 3]),
        ("the 7th call, the seventh call", [7, 7]),
        ("P07, B2B, 4G", [4]),
        ("he tends to, often, tennis, someone", []),
        ("7\u200b0", [70]),
        ("a dozen times, twice", [12, 2]),
        ("the FİFTH call, two fıfths", [5, Fraction(2, 5)]),
    ],
)
def test_numbers_are_read_by_value(text: str, values: list[Fraction]) -> None:
    """Digits of any script and English number words give the same values."""
    assert values == [number.value for number in numbers_in(text)]


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ('he said "no way" and “yes”', ["no way", "yes"]),
        ("the riders' app, and they don't", []),
        ("it's 'late' again, ‘very late’", ["late", "very late"]),
        ('29" wheels', []),
        ("„immer zu spät“, «tard», »spät«, 「遅い」", ["immer zu spät", "tard", "spät", "遅い"]),
        ('never closed "and on', ["and on"]),
        ("''two'' ``marks``", ["two", "marks"]),
    ],
)
def test_quotations_are_found_by_marks_of_every_style(text: str, quotations: list[str]) -> None:
    """Whatever marks are used, the words between them are found; apostrophes and inches are none."""
    assert quotations == quotations_in(text)


@pytest.mark.parametrize(
    ("quotation", "held"),
    [
        ("I waited seven days", True),
        ("i waited … nobody called", True),
        ("nobody called … I waited", False),
        ("waited seven day", False),
        ("It's half empty", True),
    ],
)
def test_a_passage_holds_a_quotation_word_by_word(quotation: str, held: bool) -> None:
    """Words must be whole and in their order; what is marked as left out may be missing."""
    assert held is any(holds(passage, quotation) for passage in EVIDENCE)


@pytest.mark.parametrize(
    "text",
    [
        "Waits a week without news.",
        "Waited 7 days.",
        "6 of 12 say so, in fifteen mentions.",
        "Six in 12, that is 50%, or half.",
        "No one called; one of them left.",
        "Says “nobody called me back”.",
        "Waited 90 minutes, as before.",
        "Does not trust 20 percent, twenty per cent, of it.",
    ],
)
def test_an_edit_may_use_what_its_evidence_holds(text: str) -> None:
    """Numbers and quotations from the evidence, from the count and from the words before are let through."""
    check_edit(text, "Waited 90 minutes.", EVIDENCE, COUNT)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Waited eight days.", "eight"),
        ("Waited 8 days.", "8"),
        ("Waited ８ days.", "8"),
        ("58% say so.", "58%"),
        ("A third of them left.", "A third"),
        ("Hundreds left.", "Hundreds"),
        ('Says "I waited for weeks".', "I waited for weeks"),
        ("Says ‘nobody rang me’.", "nobody rang me"),
        ("Sagt „niemand rief an“.", "niemand rief an"),
        ("Says «called … waited».", "called … waited"),
        ('Says "waited weeks', "waited weeks"),
    ],
)
def test_an_edit_that_brings_something_in_is_refused_and_names_it(text: str, named: str) -> None:
    """A number or a quotation that nobody said is refused, and the message shows which."""
    with pytest.raises(GroundingError) as refusal:
        check_edit(text, "Waited.", EVIDENCE, COUNT)

    assert f"“{named}”" in refusal.value.message
