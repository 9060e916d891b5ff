"""Narrowing by columns finds what going through the whole list would find, also after decisions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.review.codings import Coded
from assistant.review.columns import Columns, in_all
from assistant.store import CodedRow

KIND, STATUS, FLAGGED = 4, 10, 11

codeds = st.builds(
    lambda kind, confidence, status, flagged: Coded(
        CodedRow("f", "s", 0, 1, kind, "label", None, "ondevice", None, confidence, status, flagged, 0), "w"
    ),
    st.sampled_from(["pain", "gain", "need"]),
    st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]),
    st.sampled_from(["draft", "approved", "rejected"]),
    st.booleans(),
)


def _through(findings: list[Coded], column: int, value: object) -> list[int]:
    return [place for place, item in enumerate(findings) if item.row[column] == value]


@given(st.lists(codeds, max_size=20), st.data())
def test_a_column_is_right_before_and_after_decisions(findings: list[Coded], data: st.DataObject) -> None:
    columns = Columns(findings)
    asked = [(KIND, "pain"), (STATUS, "draft"), (STATUS, "rejected"), (FLAGGED, True)]
    for column, value in asked:
        assert list(columns.with_value(column, value)) == _through(findings, column, value)
    columns.as_sure(0.0, 1.0)
    changed = data.draw(st.lists(st.integers(0, len(findings) - 1), unique=True)) if findings else []
    now = list(findings)
    for place in changed:
        now[place] = data.draw(codeds)
    after = columns.after(now, changed)
    for column, value in asked:
        assert list(after.with_value(column, value)) == _through(now, column, value)
        assert list(columns.with_value(column, value)) == _through(findings, column, value)
    sure = [place for place, item in enumerate(now) if 0.25 <= item.row.confidence <= 0.75]
    assert list(after.as_sure(0.25, 0.75)) == sure


@given(st.lists(st.lists(st.integers(0, 12), unique=True).map(sorted), min_size=1, max_size=4))
def test_what_is_in_all_parts_keeps_its_order(parts: list[list[int]]) -> None:
    assert list(in_all(parts)) == sorted(set.intersection(*map(set, parts)))
