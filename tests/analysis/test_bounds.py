"""Where themes end: siblings of the same side, and the quotes next to the border."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.analysis.bounds import with_borders
from assistant.domain import Evidence, Kind, Span
from assistant.engines.protocol import Quote, ThemeTask


def task(name: str, kind: Kind, texts: Sequence[str]) -> ThemeTask:
    quotes = [Quote(Evidence(Span("s", at, at + 1), f"{name}{at}"), text, "ana") for at, text in enumerate(texts)]
    return ThemeTask(name, kind, tuple(quotes))


def at(*degrees: float) -> np.ndarray:
    """Directions in a plane, a row each."""
    return np.array([[np.cos(np.radians(one)), np.sin(np.radians(one))] for one in degrees], dtype=np.float32)


def test_the_nearest_of_the_same_side_is_the_sibling() -> None:
    """Late boxes lie next to lost boxes; praise of boxes is on the other side, however near."""
    late = task("late", "pain", ["late is what it was", "late but it did come", "no"])
    lost = task("lost", "suggestion", ["find those which are lost", "lost for a day only"])
    rude = task("rude", "pain", ["he was rude to me", "rude on the phone again"])
    kind = task("kind", "gain", ["the box was lovely stuff", "such a lovely red box"])
    found = {
        one.id: one
        for one in with_borders([late, lost, rude, kind], [at(0, 10, 12), at(40, 30), at(150, 120), at(8, 9)])
    }

    assert [border.sibling for border in found["late"].borders] == ["lost", "rude"]
    assert found["late"].borders[0].inside.text == "late but it did come"
    assert found["late"].borders[0].outside.text == "lost for a day only"
    assert found["kind"].borders == ()


def test_a_theme_alone_has_no_border() -> None:
    """Nor has none at all."""
    alone = task("late", "pain", ["late is what it was"])

    assert with_borders([alone], [at(0)]) == [alone]
    assert with_borders([], []) == []


def test_words_that_are_on_both_sides_show_no_border() -> None:
    """What is coded as a pain and as a wish is in both groups."""
    pain = task("pain", "pain", ["give us better shelves please", "the shelves broke in a week"])
    wish = task("wish", "suggestion", ["Give us better shelves please", "shelves ought to be wider"])
    (border,) = with_borders([pain, wish], [at(20, 0), at(20, 40)])[0].borders

    assert border.inside.text == "the shelves broke in a week"
    assert border.outside.text == "shelves ought to be wider"
