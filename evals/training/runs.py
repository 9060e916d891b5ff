"""What was said in a row: the coder learns to read a sentence with those around it.

Transcripts written for the project and interviews are read in their order, an interviewer's turn as its last sentence.
Sentences nobody labelled are read with the others and cost nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from evals.training import interviews
from evals.training.examples import Example, side

Run = list[Example]


def runs(folder: Path) -> dict[str, list[Run]]:
    """Examples in the order in which they were said, by the name of the set."""
    return {
        "transcripts": [list(run) for _, run in groupby(interviews.transcripts(), key=lambda example: example.group)],
        "interviews": list(_interviews(folder)),
    }


def _interviews(folder: Path) -> Iterator[Run]:
    labelled = {(e.group, interviews.digest(e.text)): e for e in interviews.labelled(folder)}
    for document, turns in groupby(interviews.turns(folder), key=lambda turn: turn[0]):
        run: Run = []
        for _, participant, text in turns:
            sentences = interviews.split(text)
            for sentence in sentences if participant else sentences[-1:]:
                known = labelled.get((document, interviews.digest(sentence))) if participant else None
                run.append(known or Example(sentence, {}, "interviews", document))
        if any(example.labels for example in run):
            yield run


def dev_side(folder: Path) -> Iterator[Example]:
    """All that was said in the runs of which something was set aside, in order."""
    for told in runs(folder).values():
        for run in told:
            if any(side(example) == "dev" for example in run if example.labels):
                yield from run


def train_side(told: Iterable[Run]) -> Iterator[Run]:
    """Runs of which nothing was set aside."""
    for run in told:
        if all(side(example) == "train" for example in run if example.labels):
            yield run
