"""The pipeline: what a run does to a study, step by step, from its sources to the drafts."""

from __future__ import annotations

from assistant.pipeline.one_run import run
from assistant.pipeline.passages import passages_of_study
from assistant.pipeline.report import STEPS, Progress, Report, new_run_id

__all__ = ["STEPS", "Progress", "Report", "new_run_id", "passages_of_study", "run"]
