"""Two processes decide on the same study at once: nothing is lost, nothing overwritten, every clash is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from assistant.study import Study
from assistant.verify import verify_study
from tests.studies import locker_study

DECISIONS = int(os.environ.get("VERBATIM_TEST_DECISIONS", "40"))
"""How often each of the two decides: VERBATIM_TEST_DECISIONS=500 for the long form, started by hand."""


def test_two_processes_decide_in_random_order(tmp_path: Path) -> None:
    """Every entry that an app was given is in the ledger under its reviewer's name; the others were clashes."""
    study = locker_study(tmp_path / "lockers")
    study.close()
    rivals = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.tui.rival", str(study.folder), name, str(DECISIONS), str(seed)],
            stdout=subprocess.PIPE,
            env=os.environ | {"XDG_CONFIG_HOME": str(tmp_path), "TEXTUAL_ANIMATIONS": "none"},
            text=True,
        )
        for seed, name in enumerate(("Mia", "Omar"))
    ]
    outcomes = [json.loads(rival.communicate(timeout=600)[0]) for rival in rivals]
    again = Study(study.folder)
    entries = again.store.decisions()

    for name, outcome in zip(("Mia", "Omar"), outcomes, strict=True):
        assert sum(entry.who == name for entry in entries) == outcome["entries"] > DECISIONS / 3
        assert outcome.get("told: Somebody else was faster", 0) == outcome.get("clash", 0)
    assert list(again.store.ledger_faults()) == []
    assert [fault for fault in verify_study(again) if fault.about in ("claim", "finding", "ledger")] == []
    again.close()
    if DECISIONS >= 100:
        sys.stderr.write(f"\n{len(entries)} entries, {[outcome.get('clash', 0) for outcome in outcomes]} clashes\n")
