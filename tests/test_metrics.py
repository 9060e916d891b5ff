"""Given figures: taken from a table as they are, or refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import DocumentError
from assistant.metrics import as_toml, read_metrics
from assistant.study import Study

STAGES = ["awareness", "purchase"]


def read(tmp_path: Path, text: str) -> list[tuple[str, str, str, str]]:
    path = tmp_path / "nps.csv"
    path.write_text(text, encoding="utf-8")
    return [(one.stage, one.name, one.value, one.source) for one in read_metrics(path, STAGES)]


def test_a_table_of_figures(tmp_path: Path) -> None:
    """Stages by any case, values as written, rows without a value left out."""
    text = "Stage,Metric,Value,Source\nPurchase,NPS,-12,CRM 2024\nawareness,CAC,€41.50,\npurchase,CSAT,,x\n"

    assert read(tmp_path, text) == [("purchase", "NPS", "-12", "CRM 2024"), ("awareness", "CAC", "€41.50", "")]


@pytest.mark.parametrize(
    ("text", "words"),
    [("stage,metric\nx,y\n", "value"), ("stage,metric,value\nwinter,NPS,3\n", "winter"), ("", "no text")],
)
def test_what_does_not_fit_is_refused(tmp_path: Path, text: str, words: str) -> None:
    """A missing column, a stage the study has not, an empty file."""
    with pytest.raises(DocumentError, match=words):
        read(tmp_path, text)


def test_figures_are_kept_in_the_settings(tmp_path: Path) -> None:
    """And stand there as they were given."""
    study = Study.create(tmp_path / "study", "Riders")
    path = tmp_path / "nps.csv"
    path.write_text('stage,metric,value\npurchase,"NPS ""net""",7\n', encoding="utf-8")
    study.extend_settings(as_toml(read_metrics(path, STAGES)))

    assert [(one.name, one.value) for one in Study(study.folder).settings.metrics] == [('NPS "net"', "7")]
