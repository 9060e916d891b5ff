"""The curve of feeling in the app."""

from __future__ import annotations

from assistant.domain import Emotion, StageNarrative
from tui.widgets.curve import curve_rows


def test_the_feeling_of_a_few_is_an_open_point() -> None:
    """A point each where there is a level, open where few felt it, and a gap where nobody did."""
    drawn = "\n".join(line.plain for line in curve_rows([1.0, None, -2.0], [True, False, False], 8, 5))

    assert drawn.count("○") == 1
    assert drawn.count("●") == 1
    assert drawn.index("○") < drawn.index("●")


def test_who_felt_it_is_counted_where_it_is_known() -> None:
    """One or two are few; nobody is none, and what was drafted before it was counted is left as it was."""

    def of(**attributes: object) -> bool:
        return StageNarrative("n", "use", None, Emotion(1.0, 3, 0.0), (), attributes).is_felt_by_few

    assert of(felt_by={"participants": 2, "of": 9})
    assert not of(felt_by={"participants": 3, "of": 9})
    assert not of(felt_by={"participants": 0, "of": 9})
    assert not of()
