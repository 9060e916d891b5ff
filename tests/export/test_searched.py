"""Where words against claims were looked for, told once for all that have none."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain import PERSONA_FIELDS, Claim, Prevalence, Searched, Source, Span
from assistant.export.searched import searched_in
from assistant.export.work import ExportedClaim, Quote

QUOTE = Quote(Span("s", 0, 1), "x", Source("s", "d", 0, "s", "review", "x", ""), None, "Ana")


def told(field: str, searched: Searched | None, *, opposed: bool = False) -> ExportedClaim:
    count = Prevalence(1, 3, 1)
    claim = Claim("c", "p-1", field, "k", 0, "It is.", "It is.", (), count, searched=searched)
    return ExportedClaim(claim, (QUOTE,), (QUOTE,) if opposed else (), count)


def test_it_is_told_by_heading_with_the_range() -> None:
    """What has words against it, what has no other side, and what was withdrawn is left out."""
    pains = [told("pains", Searched(quotes, 3, 0, 0)) for quotes in (41, 40)]
    others = [
        told("joys", Searched(133, 4, 0, 0)),
        told("joys", Searched(7, 2, 1, 1), opposed=True),
        told("channels", None),
        told("says", Searched(5, 2, 1, 1)),
    ]
    [line] = searched_in([*others, *pains], PERSONA_FIELDS)

    assert line.endswith("Pains, 40 to 41 quotes of three participants; Joys, 133 quotes of four participants.*")
    assert "Says" not in line


def test_where_nobody_tells_of_the_other_side_that_is_said() -> None:
    """For all claims of a heading, or for some."""
    nobody, some = Searched(0, 0, 0, 0), Searched(2, 1, 0, 0)
    [none] = searched_in([told("pains", nobody), told("joys", None)], PERSONA_FIELDS)
    [partly] = searched_in([told("pains", nobody), told("pains", some)], PERSONA_FIELDS)

    assert "Pains, where none of those it speaks of tell of the other side" in none
    assert "Pains, two quotes of one participant, or none where nobody tells of it" in partly


def test_one_claim_alone_has_its_own_sentence() -> None:
    """And nothing is said where there is nothing to say."""
    alone = told("pains", Searched(4, 3, 0, 0))

    assert searched_in([alone], PERSONA_FIELDS) == [
        "*Nothing found against it among four quotes of three participants from the other side.*"
    ]
    assert searched_in([replace(alone, counter=(QUOTE,))], PERSONA_FIELDS) == []
