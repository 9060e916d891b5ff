"""What a reviewer's words may bring into a claim: no number and no quotation that its evidence lacks.

What stood in the claim before is not brought in. A lone "one" is let through, because it is mostly a pronoun.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from assistant.domain import Prevalence
from assistant.errors import GroundingError
from assistant.review.quantities import numbers_in
from assistant.review.quotations import holds, quotations_in, same


def check_edit(text: str, before: str, evidence: Sequence[str], prevalence: Prevalence) -> None:
    """Raise GroundingError where a text brings in a number or a quotation that is not in the evidence."""
    number = _new_number(text, [before, *evidence], prevalence)
    if number:
        raise GroundingError(
            f"The number “{number}” is neither in this claim's evidence nor its count ({prevalence.in_words()}).",
            hint="Leave it out, or use a number that the evidence holds.",
        )
    quotation = _new_quotation(text, before, evidence)
    if quotation:
        raise GroundingError(
            f"The quoted words “{quotation}” are not in this claim's evidence.",
            hint="Quote the evidence word by word, or write without quotation marks.",
        )


def _new_number(text: str, known: Sequence[str], prevalence: Prevalence) -> str:
    allowed = {number.value for part in known for number in numbers_in(part)} | _counted(prevalence)
    new = (
        number.written
        for number in numbers_in(text)
        if number.value not in allowed and number.written.casefold() != "one"
    )
    return next(new, "")


def _counted(prevalence: Prevalence) -> set[Fraction]:
    """What a prevalence may be told with: its counts, and its share, exact or as a whole percentage."""
    counts = {Fraction(prevalence.participants), Fraction(prevalence.of), Fraction(prevalence.mentions)}
    if not prevalence.of:
        return counts
    share = Fraction(prevalence.participants, prevalence.of)
    return counts | {share, Fraction(round(share * 100), 100)}


def _new_quotation(text: str, before: str, evidence: Sequence[str]) -> str:
    known = quotations_in(before)
    new = (
        quotation
        for quotation in quotations_in(text)
        if not any(holds(passage, quotation) for passage in evidence)
        and not any(same(quotation, other) for other in known)
    )
    return next(new, "")
