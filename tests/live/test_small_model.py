"""The chains against a real model server, started by hand.

    python tests/live/serve_gguf.py model.gguf --port 8080
    VERBATIM_TEST_ENDPOINT=http://127.0.0.1:8080/v1 pytest tests/live -m live -s

Small models code badly. What must hold is that nothing breaks and nothing false gets in.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from assistant.importing import import_files
from assistant.ingest.drafts import ReadOptions
from assistant.running import Wishes, run_study
from assistant.study import Study
from assistant.verify import verify_study
from tests.files import write_interviews

ENDPOINT = os.environ.get("VERBATIM_TEST_ENDPOINT", "")
MODEL = os.environ.get("VERBATIM_TEST_MODEL", "llamacpp:local")

pytestmark = [pytest.mark.live, pytest.mark.skipif(not ENDPOINT, reason="no VERBATIM_TEST_ENDPOINT")]


def test_nothing_breaks_and_nothing_false_gets_in(new_study: Study, tmp_path: Path) -> None:
    """Every passage ends coded or listed; the study is sound; every call is in the book."""
    list(import_files(new_study, [write_interviews(tmp_path / "in")], ReadOptions()))
    settings = new_study.folder / "study.toml"
    text = settings.read_text()
    changes = {
        "passage_words = 1800": "passage_words = 100",
        "concurrency = 16": f'base_url = "{ENDPOINT}"\nconcurrency = 1',
        "timeout = 120": "timeout = 600",
        "reply_tokens = 4096": "reply_tokens = 200",
    }
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    settings.write_text(text)
    study = Study(new_study.folder)
    report = run_study(study, lambda _: None, wishes=Wishes(MODEL))

    calls = study.store.calls()
    print("\n", dict(Counter(call.step for call in calls)), report.failed, *report.notes, sep="\n")  # noqa: T201
    for step, item, reason in study.store.failures():
        print(step, item, reason)  # noqa: T201
    for finding in study.store.findings():
        source = next(item for item in study.store.sources() if item.id == finding.source_id)
        print(finding.kind, "|", finding.label, "|", source.quote(finding.span))  # noqa: T201
    for claim in study.store.claims():
        print(claim.field, "|", claim.text)  # noqa: T201
    assert calls
    assert list(verify_study(study)) == []
    assert sum(report.failed.values()) == len(study.store.failures())
    study.close()
