"""How well a codebook is applied: `python -m evals.codebook_coding STUDY GOLD.jsonl`.

The study's own codes are held against its participants' sentences, and compared with what people coded: lines of JSON
with `participant` (name, or the file's name without its ending), `code` and `quote`. Only participants who are in the
gold count. Beside it stands the rule that this one replaced: the best code for a sentence by its meaning.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

import numpy as np

from assistant.analysis.fitting import Criteria, enough, fitting
from assistant.analysis.meaning import Surroundings, meant
from assistant.cli.diagnostics import say
from assistant.domain import Sentence
from assistant.embedding import Embedding
from assistant.engines import open_embedding
from assistant.matrices import Flags
from assistant.settings import CodeSetting
from assistant.study import Study

_BEST = 0.45
"""From which likeness the earlier rule gave a sentence to its best code."""


def figures(gold: Flags, found: Flags) -> str:
    """Precision, recall and F1 of what was found."""
    right, said, there = int((gold & found).sum()), int(found.sum()), int(gold.sum())
    precision, recall = right / max(said, 1), right / max(there, 1)
    return f"precision {precision:.2f}, recall {recall:.2f}, F1 {2 * right / max(said + there, 1):.3f}"


def by_person(marks: Flags, who: Sequence[str]) -> Flags:
    """Which codes each person has anything for."""
    place = np.array(who)
    rows: Flags = np.array([marks[place == name].any(axis=0) for name in sorted(set(who))])
    return rows


def _best_only(
    codes: Sequence[Criteria], spoken: Sequence[Sentence], said: Surroundings, embedding: Embedding
) -> Flags:
    likeness = (
        meant([item.span for item in spoken], said, embedding)
        @ embedding.embed([f"{code.name}. {code.definition}".strip(" .") for code in codes]).T
    )
    found = np.zeros(likeness.shape, dtype=bool)
    found[np.arange(len(likeness)), likeness.argmax(axis=1)] = likeness.max(axis=1) >= _BEST
    return found


def _criteria(code: CodeSetting) -> Criteria:
    return Criteria(code.name, code.definition, code.inclusion, code.exclusion)


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _coded(path: Path) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Quotes by participant and code."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[row["participant"].casefold()][row["code"].casefold()].append(_plain(row["quote"]))
    return found


def _lies_in(sentence: str, quotes: Sequence[str]) -> bool:
    return len(sentence) >= 8 and any(sentence in quote or quote in sentence for quote in quotes)


def main(folder: str, gold_file: str) -> None:
    """Tell the figures of both rules, by sentence and by participant and code."""
    gold, embedding = _coded(Path(gold_file)), open_embedding()
    study = Study(Path(folder))
    store, codes = study.store, [_criteria(code) for code in study.settings.codebook]
    sources, turns, sentences = {item.id: item for item in store.sources()}, store.turns(), store.sentences()
    names = {item.id: item.name.casefold() for item in store.participants()}
    files = {item.id: PurePath(item.name).stem.casefold() for item in store.documents()}
    speaker = {}
    for turn in turns:
        known = (names.get(turn.participant_id or "", ""), files[sources[turn.source_id].document_id])
        if turn.role == "participant" and (one := next((name for name in known if name in gold), None)):
            speaker[turn.id] = one
    spoken = sorted((item for item in sentences if item.turn_id in speaker), key=lambda item: item.span)
    who, said = [speaker[item.turn_id] for item in spoken], Surroundings(sources, turns, sentences)
    texts = [_plain(sources[item.source_id].quote(item.span)) for item in spoken]
    told = [[gold[name].get(code.name.casefold(), ()) for code in codes] for name in who]
    truth = np.array([[_lies_in(text, quotes) for quotes in row] for text, row in zip(texts, told, strict=True)])
    used = truth.any(axis=0)
    say(f"{len(set(who))} participants, {len(spoken)} sentences, {used.sum()} of {len(codes)} codes used")
    fits = fitting(codes, [item.span for item in spoken], said, embedding)
    rules = {"as it is": fits >= enough(fits), "best code only": _best_only(codes, spoken, said, embedding)}
    for rule, found in rules.items():
        say(f"{rule}, by sentence: {figures(truth[:, used], found[:, used])}")
        both = by_person(truth[:, used], who), by_person(found[:, used], who)
        say(f"{rule}, by participant and code: {figures(*both)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
