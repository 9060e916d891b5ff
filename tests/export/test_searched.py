"""Where words against claims were looked for, told once for all that have none."""

from __future__ import annotations

from assistant.domain import Claim, Prevalence, Searched, Source, Span
from assistant.export.searched import where_searched
from assistant.export.work import ExportedClaim, Quote

QUOTE = Quote(Span("s", 0, 1), "x", Source("s", "d", 0, "s", "review", "x", ""), None, "Ana")


def told(field: str, searched: Searched | None, *, opposed: bool = False) -> ExportedClaim:
    count = Prevalence(1, 3, 1)
    claim = Claim("c", "p-1", field, "k", 0, "It is.", "It is.", (), count, searched=searched)
    return ExportedClaim(claim, (QUOTE,), (QUOTE,) if opposed else (), count)


def test_it_is_told_by_heading_with_the_range() -> None:
    """What has words against it is counted, what has no other side and what was withdrawn is left out."""
    pains = [told("pains", Searched(quotes, 3, 0, 0)) for quotes in (41, 0)]
    others = [
        told("joys", Searched(1330, 4, 0, 0)),
        told("joys", Searched(7, 2, 1, 1), opposed=True),
        told("channels", None),
        told("says", Searched(5, 2, 1, 1)),
    ]
    lead, rows = where_searched([*others, *pains])

    assert lead.endswith("none was found there:")
    assert rows.splitlines()[2:] == ["| Pains | 2 of 2 | 0 to 41 | 3 |", "| Joys | 1 of 2 | 1,330 | 4 |"]


def test_nothing_is_told_where_something_stands_against_each() -> None:
    """Or where nothing was looked for."""
    opposed = told("pains", Searched(4, 3, 1, 1), opposed=True)

    assert where_searched([opposed, told("role", None)]) == []
