"""Exports are, byte for byte, the files kept in `golden/`.

After a change that is meant, write them anew and read the difference:

    python -m tests.export.test_golden
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from assistant.export import EXPORTERS, collect, json_export
from assistant.settings import Settings
from assistant.store import ledger
from tests.export.study import small_study

GOLDEN = Path(__file__).parent / "golden"
CASES = [(name, drafts) for name in EXPORTERS for drafts in (False, True)]


class _Noon(datetime):
    """A clock that stands still: decisions carry their time."""

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        return datetime(2026, 1, 5, 12, tzinfo=UTC)


def file_of(name: str, drafts: bool) -> Path:
    return GOLDEN / f"{'drafts' if drafts else 'approved'}.{name}"


def exported(folder: Path, name: str, drafts: bool, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """An export without what changes from release to release: version, settings hash, time."""
    monkeypatch.setattr(ledger, "datetime", _Noon)
    monkeypatch.setattr(json_export, "__version__", "0.0.0")
    monkeypatch.setattr(Settings, "hash", "0" * 64)
    study = small_study(folder)
    text = EXPORTERS[name](collect(study, drafts=drafts))
    study.close()
    return text.encode()


@pytest.mark.parametrize(("name", "drafts"), CASES)
def test_an_export_is_what_it_was(name: str, drafts: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same study gives the same file as when somebody last read and kept it."""
    assert exported(tmp_path / "study", name, drafts, monkeypatch) == file_of(name, drafts).read_bytes()


def update() -> None:
    """Write the kept files anew."""
    GOLDEN.mkdir(exist_ok=True)
    for name, drafts in CASES:
        with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as monkeypatch:
            file_of(name, drafts).write_bytes(exported(Path(folder) / "study", name, drafts, monkeypatch))


if __name__ == "__main__":
    update()
