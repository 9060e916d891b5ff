"""A small study, and its export with drafts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.export import Work, collect
from assistant.study import Study
from tests.export.study import small_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = small_study(tmp_path / "study")
    yield made
    made.close()


@pytest.fixture
def drafts(study: Study) -> Work:
    return collect(study, drafts=True)
