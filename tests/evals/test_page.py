"""The page opens without a network and runs nothing, whatever people said."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from evals.comparing import compare
from evals.report.page import page_of
from evals.results import Confusion, Curve, Item, SuiteResult, figure, last
from evals.runs import Run

EVIL = "</td><script>alert(1)</script><img src=http://x.example/a onerror=alert(1)>\u202e\x1b[31m"


def hostile_run() -> Run:
    """Everything that has a name is called something nasty."""
    tally = {f"{EVIL}{at}": (1.0, 2.0) for at in range(3)}
    result = SuiteResult(
        EVIL,
        EVIL,
        (figure(EVIL, "rate", tally, EVIL, n=last),),
        (Item(EVIL, EVIL, False, EVIL, EVIL, EVIL),),
        (Confusion(EVIL, (EVIL, "b"), ((1, 2), (3, 4))),),
        (Curve(f"{EVIL}: calibration", EVIL, EVIL, ((0.1, 0.2, 3), (0.5, 0.6, 1))),),
        (EVIL,),
    )
    return Run(EVIL, EVIL, EVIL, 7, None, {EVIL: {"hash": "h", "texts": 3}}, (result,), versions={EVIL: EVIL})


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += attrs


def test_hostile_words_are_words() -> None:
    """No element comes from a name or a quote, no attribute calls anything, no control character gets through."""
    run = hostile_run()
    page = page_of([run], compare(run, run))
    elements = _Elements()
    elements.feed(page)

    assert {"svg", "table", "circle", "rect", "polyline"} <= set(elements.names)
    assert not {"script", "img", "iframe", "link", "object", "base"} & set(elements.names)
    assert not [name for name, _ in elements.attributes if name.startswith("on") or name in ("src", "href")]
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", page)


def test_flips_are_drawn_both_ways() -> None:
    """One pain became wrong, two became right: both numbers stand in the plot."""
    right, wrong = (
        Run("m", "e", "f", 7, None, {"d": {"hash": "h", "texts": 1}}, (SuiteResult("s", "d", items=tuple(items)),))
        for items in (
            [Item("a", "pain", True, "", ""), Item("b", "pain", False, "", ""), Item("c", "pain", False, "", "")],
            [Item("a", "pain", False, "", ""), Item("b", "pain", True, "", ""), Item("c", "pain", True, "", "")],
        )
    )
    drawn = page_of([right, wrong], compare(right, wrong)).split("Items that flipped")[1].split("</svg>")[0]

    assert re.findall(r">(\d+|pain)<", drawn) == ["pain", "1", "2"]


def test_nothing_is_fetched() -> None:
    """No address stands in the page's own markup, and a policy forbids fetching even if one did."""
    run = hostile_run()
    page = page_of([run]).replace("http://x.example", "")

    assert "http" not in page.replace('http-equiv="', "")
    assert "default-src 'none'" in page
