"""Killed while a model elsewhere is asked: what was answered is not paid for again.

In the suite two kills; `VERBATIM_KILLS=20 pytest tests/end_to_end/test_model_kill.py` kills twenty times.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
from pathlib import Path

import pytest

from tests.endpoint.server import Script, Scripted
from tests.running import command_line, machine_without_settings, verbatim
from tests.test_model_runs import ENGINE, imported

KILLS = int(os.environ.get("VERBATIM_KILLS", "2"))
WORKERS = 4


@pytest.mark.slow
def test_a_killed_run_pays_for_nothing_twice(tmp_path: Path, sample_files: Path) -> None:
    """kill -9 at random moments: in total at most the undisturbed calls and those under way at each kill."""
    study = imported(tmp_path / "study", sample_files)
    study.close()
    server = Scripted(Script(latency=0.4, sigma=0.5))
    environment = machine_without_settings(tmp_path) | {"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "k"}
    words = ("run", "--study", study.folder, "--engine", ENGINE, "--concurrency", str(WORKERS))
    draw = random.Random(7)  # noqa: S311 - where to kill is no secret
    hit = 0
    for _ in range(KILLS):
        before = len(server.ledger.begun)
        process = subprocess.Popen(
            command_line(*words), cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        # The clock starts with the first call, or there would be nothing to lose.
        while process.poll() is None and len(server.ledger.begun) == before:
            try:
                process.wait(0.02)
            except subprocess.TimeoutExpired:
                continue
        try:
            process.wait(draw.uniform(0.05, 1.5))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            hit += 1
    finished = subprocess.run(command_line(*words), cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert finished.returncode == 0, finished.stderr.decode()
    twice = server.ledger.paid_twice()
    server.close()

    assert hit >= min(KILLS, 1)
    assert twice <= hit * WORKERS
    assert verbatim("verify", "--study", study.folder, folder=tmp_path).returncode == 0
