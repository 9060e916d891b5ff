"""The tables of the documents: made from a run, and put where they belong."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import ConfigurationError
from evals.quality import tables_of
from evals.readme import write_table
from evals.results import SuiteResult, figure, last, plain
from evals.runs import Run

F1 = {"ana": (1.0, 2.0, 1.0, 1.0), "bo": (1.0, 1.0, 1.0, 2.0), "chidi": (1.0, 1.0, 1.0, 1.0)}
"""Three of four said are right, three of four marked are found: 75 %."""


def run_of(*results: SuiteResult) -> Run:
    return Run("2026-01-05T09:00:00+00:00", "ondevice", "f" * 64, 7, None, {}, results)


def found(suite: str, data: str, *keys: str) -> SuiteResult:
    return SuiteResult(suite, data, tuple(figure(key, "f1", F1, "all", n=last) for key in keys))


def test_a_kind_has_one_row_with_all_levels() -> None:
    """And what stands in a name cannot break the table."""
    keys = [f"pain {name}" for name in ("f1 overlap", "f1 exact", "f1 tokens")]
    result = SuiteResult("stages", "a|b", (plain("stage right", 0.5, 4, "all", unjudged=3),))
    table = tables_of([run_of(found("extraction", "set", *keys), result)])

    assert "| set | pain | 75.0 (67–100) |  |  | 75.0 | 75.0 | 4 |  |" in table
    assert "| a\\|b | stages | stage right | 50.0 | 4 | 3 |" in table


def test_the_table_stands_between_its_marks(tmp_path: Path) -> None:
    """Written twice it is the same; what is around it stays."""
    readme = tmp_path / "README.md"
    readme.write_text("before\n<!-- quality: made by python -m evals.readme -->\nold\n<!-- end of quality -->\nafter\n")
    run = run_of(
        found("extraction", "loopwheel", "pain f1 overlap"),
        found("agreement", "loopwheel", "pain f1 coder-a/coder-b"),
        SuiteResult("grounding", "loopwheel", (plain("claims evidenced", 1.0, 278, "all"),)),
    )
    write_table(readme, run)
    once = readme.read_text()
    write_table(readme, run)

    assert readme.read_text() == once
    assert "| pain | 75 (67–100) | 75 (67–100) | – | – |" in once
    assert "claims evidenced: 100.0 % of 278" in once
    assert once.startswith("before\n")
    assert once.endswith("after\n")
    assert "old" not in once


def test_a_readme_without_marks_is_left_alone(tmp_path: Path) -> None:
    """It says so."""
    readme = tmp_path / "README.md"
    readme.write_text("nothing")

    with pytest.raises(ConfigurationError, match="no marks"):
        write_table(readme, run_of())
    assert readme.read_text() == "nothing"
