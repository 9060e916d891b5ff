"""What tells each persona from its siblings."""

from __future__ import annotations

from assistant.analysis.apart import contrasts
from tests.analysis.telling import Said, hurt, material

LATE: Said = ("The bus was late.", [hurt(theme="late")])
BILL: Said = ("The bill was odd.", [hurt(theme="bill")])
RAIN: Said = ("The rain came in.", [hurt(theme="rain")])


def test_the_theme_whose_shares_differ_most() -> None:
    """Late: two of two here and one of three there; what all tell of sets nobody apart."""
    study = material({"a": [LATE, RAIN], "b": [LATE, RAIN], "c": [BILL, RAIN], "d": [BILL, RAIN], "e": [LATE, RAIN]})
    found = contrasts(study, {"p": frozenset("ab"), "q": frozenset("cde")})

    assert [(row["persona"], row["topic"]) for row in found["p"]] == [("q", "late")]
    assert [(row["participants"], row["of"], row["there"], row["of_there"]) for row in found["p"]] == [(2, 2, 1, 3)]
    assert [row["topic"] for row in found["q"]] == ["bill"]


def test_nothing_sets_apart_who_tell_the_same() -> None:
    """No row is made up, and a persona alone has no sibling."""
    study = material({"a": [LATE], "b": [LATE]})

    assert contrasts(study, {"p": frozenset("a"), "q": frozenset("b")}) == {"p": [], "q": []}
    assert contrasts(study, {"p": frozenset("ab")}) == {"p": []}
