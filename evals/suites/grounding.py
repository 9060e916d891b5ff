"""The promises as rates that must be 100 %: quotes are verbatim, claims have evidence, counts are right.

Nothing of the program's own counting is used: words are sliced out of the sources again, people are counted again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.domain import Role
from assistant.export import EXPORTERS, collect
from assistant.study import Study
from assistant.verify import verify_study
from evals.coding import Coding
from evals.data import Data
from evals.results import Figure, Item, SuiteResult, rate_figure
from evals.texts import Text

Json = Mapping[str, Any]
Check = tuple[str, str, bool, str]
"""What is checked, the item, whether it holds, and the words."""


def run(data: Data, coding: Coding, study: Study | None, *, seed: int = 7) -> SuiteResult:
    """Every answer of the engine; of a study that has been run, every quote, claim and count that it exports."""
    checks = list(_answers(data, coding))
    notes = list(data.notes)
    if study is not None:
        checks += _exported(study)
        faults = [fault.message for fault in verify_study(study)]
        checks.append(("study verified", study.settings.name, not faults, "; ".join(faults)))
    else:
        notes.append("No study was run, so claims and counts were not looked at.")
    items = tuple(Item(f"{what}:{place}", what, ok, "holds", "", words) for what, place, ok, words in checks if not ok)
    return SuiteResult(
        "grounding", data.name, tuple(_figures(checks, len(coding.failed), seed)), items, notes=tuple(notes)
    )


def _figures(checks: Sequence[Check], failed: int, seed: int) -> Iterator[Figure]:
    tallies: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(lambda: [0.0, 0.0]))
    for what, place, ok, _ in checks:
        counts = tallies[what][place.split(":")[0]]
        counts[0] += ok
        counts[1] += 1
    for what, tally in tallies.items():
        yield rate_figure(what, tally=tally, frame=_FRAMES[what], unjudged=failed, seed=seed)


_FRAMES = {
    "quotes in participants' words": "all findings: inside the words of one participant's turn",
    "quotes cut no word": "all findings: they begin and end where a word does",
    "exported quotes verbatim": "all quotes of the JSON export: the slice of the source that they name",
    "claims evidenced": "all claims that are no assumptions",
    "counts right": "participants, people and mentions of every exported claim, counted again",
    "study verified": "`verbatim verify` finds no fault",
}


def _answers(data: Data, coding: Coding) -> Iterator[Check]:
    for text in data.texts:
        for mark in coding.said.get(text.id, ()):
            place = f"{text.source.name}:{mark.start}-{mark.end}:{mark.kind}"
            words = text.text[mark.start : mark.end]
            inside = any(turn.start <= mark.start and mark.end <= turn.end for turn in text.own_turns)
            yield "quotes in participants' words", place, inside, words
            yield "quotes cut no word", place, _whole_words(text, mark.start, mark.end), words


def _whole_words(text: Text, start: int, end: int) -> bool:
    """Whether neither edge lies inside a word, nor a quote begins or ends in white space."""
    said, before, after = text.text[start:end], text.text[start - 1 : start], text.text[end : end + 1]
    cut = (before.isalnum() and said[:1].isalnum()) or (after.isalnum() and said[-1:].isalnum())
    return bool(said) and not cut and said == said.strip()


def _exported(study: Study) -> Iterator[Check]:
    document: Json = json.loads(EXPORTERS["json"](collect(study, drafts=True)))
    texts = {source.id: source.text for source in study.store.sources()}
    for quote in _quotes(document):
        place = f"{quote['source']}:{quote['start']}-{quote['end']}"
        ok = texts.get(quote["source"], "")[quote["start"] : quote["end"]] == quote["quote"] != ""
        yield "exported quotes verbatim", place, ok, quote["quote"]
    speakers = _Speakers(document)
    for claim, people in _claims(document):
        yield "claims evidenced", f"{claim['id']}", bool(claim["evidence"]), claim["text"]
        said_by = {speakers.at(quote) for quote in claim["evidence"]} - {None}
        counted = (len(said_by), len(people), len(claim["evidence"]))
        ok = counted == (claim["participants"], claim["of"], claim["mentions"])
        yield "counts right", f"{claim['id']}", ok, claim["text"]


def _claims(document: Json) -> Iterator[tuple[Json, set[str]]]:
    everybody = {person["id"] for person in document["study"]["participants"]}
    members = {persona["id"]: set(persona["members"]) for persona in document["personas"]}
    for persona in document["personas"]:
        yield from ((claim, members[persona["id"]]) for claim in persona["claims"])
    for stage in document["journey"]:
        yield from ((claim, members.get(stage["persona"], everybody)) for claim in stage["claims"])


def _quotes(document: Json) -> Iterator[Json]:
    for claim, _ in _claims(document):
        yield from claim["evidence"]
        yield from claim["counter"]
    yield from document["findings"]


class _Speakers:
    """Who speaks at a quote's place, by the export's own turns."""

    def __init__(self, document: Json) -> None:
        self._turns = {source["id"]: source["turns"] for source in document["sources"]}

    def at(self, quote: Json) -> str | None:
        role: Role = "participant"
        for turn in self._turns.get(quote["source"], ()):
            if turn["start"] <= quote["start"] and quote["end"] <= turn["end"] and turn["role"] == role:
                who: str | None = turn["participant"]
                return who
        return None
