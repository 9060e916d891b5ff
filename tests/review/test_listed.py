"""The list of sources says the same in the app as on the command line."""

from __future__ import annotations

from pathlib import Path

from assistant.listing import source_rows
from assistant.review.listed import read_sources
from tests.studies import locker_study


def test_sources_are_listed_as_by_the_command(tmp_path: Path) -> None:
    """Names, formats, words, turns, speakers and findings agree."""
    study = locker_study(tmp_path / "lockers")
    listed = [
        (item.row.name, item.row.format, item.words, item.row.turns, item.row.findings, set(item.row.speakers))
        for item in read_sources(study.store)
    ]

    assert listed == [
        (
            row["name"], row["format"], row["words"], row["turns"], row["findings"],
            {(speaker["speaker"], speaker["role"]) for speaker in row["speakers"]},
        )
        for row in source_rows(study)
    ]  # fmt: skip
