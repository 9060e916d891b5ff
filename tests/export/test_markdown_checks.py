"""Quotes within a line of a report are checked as those in a block are, however the report was edited."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain import Member, Persona
from assistant.export import collect
from assistant.export.escaping import escape
from assistant.export.markdown import render
from assistant.export.markdown_checks import report_faults, report_quotes
from assistant.study import Study
from tests.export.study import Plan, build, claim

SAID = "I “waited” three weeks – – and “nobody” — not one — told me why | *really* <b> 1. So what?"
"""Said with quotation marks and a dash after them, as a report has them at the end of a quote."""


@pytest.fixture
def listed(tmp_path: Path) -> Study:
    """A study of which the report holds a list: what each of two said, with something against the first."""
    plan = Plan([[("Ana", SAID)], [("Ben", "My van broke down.")], [("Cy", "It came on time for me.")]])
    waited, broke, good = (plan.finding(source, 0) for source in range(3))
    told = [claim("p-1", 1, "They said “wait” — and wait.", [waited], [good]), claim("p-1", 2, "Vans break.", [broke])]
    plan.personas.append((Persona("p-1", "One", "", (Member("Ana", 0.9), Member("Ben", 0.9))), told))
    return build(tmp_path / "s", plan)


def faults(text: str, study: Study) -> str:
    return "\n".join(fault.message for fault in report_faults(text, study))


def test_each_quote_of_a_list_is_checked_and_counted(listed: Study) -> None:
    """Those against a claim too, whatever was said in them and whatever the claim says."""
    report = render(collect(listed, drafts=True))

    assert faults(report, listed) == ""
    assert [quoted.in_line for quoted in report_quotes(report)] == [True, True, True]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("My van broke", "My van never broke", "the quote is not what 02.txt says"),
        ("“My van broke down.” — ", "My van broke down. ", "the quote is not what 02.txt says"),
        ("My van broke down.", "My van broke down. I left them.", "the quote is not what 02.txt says"),
        ("My van broke down.”", "My van broke down.” — Ben; “I left them.”", "a quote does not say where it stands"),
        ("It came on time", "It came late", "the quote is not what 03.txt says"),
        ("<!-- verbatim:quote s-1 5 23 -->", "", "a quote does not say where it stands"),
        ("s-1 5 23", "s-9 5 23", "names the source s-9, which is not in this study"),
    ],
)
def test_planted_damage_in_a_list_is_found(listed: Study, old: str, new: str, expected: str) -> None:
    """Words that were changed, added or taken out of their marks; a place that was removed or is another."""
    report = render(collect(listed, drafts=True))
    assert report.count(old) == 1

    assert expected in faults(report.replace(old, new), listed)


def test_an_invented_line_is_found(listed: Study) -> None:
    """In a list as in a paragraph; a remark without quoted words is none."""
    report = render(collect(listed, drafts=True))
    for line in ("- Prices: “It is too dear.” — Ben, 02.txt", "As “It is too dear.” — Ben — shows."):
        assert "a quote does not say where it stands" in faults(f"{report}\n{line}\n", listed)
    assert faults(f"{report}\n- My remark: look at “prices” again.\n\n```\n“Not a quote.” — Ben\n```\n", listed) == ""


def test_a_list_may_be_wrapped_anew(listed: Study) -> None:
    """Each word on a line of its own is still the same quote."""
    report = render(collect(listed, drafts=True))
    line = next(line for line in report.splitlines() if "My van broke" in line)
    wrapped = report.replace(line, line.replace(" broke", "\n  broke").replace(" — ", "\n  — "))

    assert faults(wrapped, listed) == ""
    assert len(report_quotes(wrapped)) == 3


def test_words_that_look_like_the_end_of_a_quote_are_none() -> None:
    """A gap that nobody sees stands between."""
    assert "” — " not in escape("“wait” — and wait")
