"""Findings against gold, by kind: spans, words, sentences and turns; what was found and what was made up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from evals.coding import Coding
from evals.data import Data
from evals.marks import Mark
from evals.metrics import spans
from evals.metrics.calibration import Bin, bins, expected_error
from evals.results import Curve, Figure, Item, SuiteResult, every_fourth, figure, last, plain
from evals.suites.voices import Voice, quote, voices

LEVELS = ("overlap", "exact", "tokens", "sentences", "turns")
_AT_TEXT = ("texts",)
_FRAME = {
    "overlap": "gold and said spans; half of the shorter shared",
    "exact": "gold and said spans; the same to the letter",
    "tokens": "words inside spans",
    "sentences": "participants' sentences that hold a mark; sentences without one on both sides are in no count",
    "turns": "participants' turns that hold a mark",
    "texts": "whole texts that hold a mark",
}
Tallies = dict[tuple[str, str], dict[str, list[float]]]
"""Kind and level; then counts a cluster."""


def run(data: Data, coding: Coding, *, kinds: Sequence[str] | None = None, seed: int = 7) -> SuiteResult:
    """Extraction on one set; touchpoints and emotions are counted here as spans too."""
    asked = [kind for kind in data.kinds if kinds is None or kind in kinds]
    heard = list(voices(data, coding))
    tallies = _tallies(data, heard, asked)
    items = [item for voice in heard for kind in asked if data.judges(voice.text, kind) for item in _items(voice, kind)]
    figures = [*_figures(tallies, asked, len(coding.failed), seed)]
    said = _judged_answers(data, heard, asked)
    figures += _calibration_figure(said)
    return SuiteResult("extraction", data.name, tuple(figures), tuple(items), (), _curves(said, tallies), data.notes)


def _tallies(data: Data, heard: Sequence[Voice], kinds: Sequence[str]) -> Tallies:
    tallies: Tallies = defaultdict(lambda: defaultdict(lambda: [0.0] * 4))
    for voice in heard:
        for kind in kinds:
            if data.judges(voice.text, kind):
                for level, counts in _counts(voice, kind, data.level == "texts"):
                    total = tallies[kind, level][voice.cluster]
                    total[:] = [one + more for one, more in zip(total, counts, strict=True)]
    return tallies


def _counts(voice: Voice, kind: str, whole: bool) -> Iterator[tuple[str, spans.FourCounts]]:
    said, gold = voice.of(kind)
    if whole:
        yield "texts", (int(bool(said and gold)), int(bool(said)), int(bool(said and gold)), int(bool(gold)))
        return
    yield "overlap", spans.overlap(said, gold)
    yield "exact", spans.exact(said, gold)
    yield "tokens", spans.tokens(said, gold, voice.text.text)
    yield "sentences", spans.units(said, gold, voice.sentences)
    yield "turns", spans.units(said, gold, voice.turns)


def _figures(tallies: Tallies, kinds: Sequence[str], failed: int, seed: int) -> Iterator[Figure]:
    levels = [level for level in (*LEVELS, *_AT_TEXT) if any((kind, level) in tallies for kind in kinds)]
    for level in levels:
        for kind in kinds:
            tally = tallies.get((kind, level), {})
            for name in ("f1", "precision", "recall"):
                yield figure(f"{kind} {name} {level}", name, tally, _FRAME[level], n=last, unjudged=failed, seed=seed)
        if len(kinds) > 1:
            together = _together(tallies, kinds, level)
            for name in ("macro-f1", "micro-f1"):
                yield figure(
                    f"{name} {level}", name, together, _FRAME[level], n=every_fourth, unjudged=failed, seed=seed
                )


def _together(tallies: Tallies, kinds: Sequence[str], level: str) -> dict[str, list[float]]:
    """The kinds' counts of each cluster one after another."""
    clusters = sorted({cluster for kind in kinds for cluster in tallies.get((kind, level), {})})
    nothing = [0.0] * 4
    return {
        cluster: [count for kind in kinds for count in tallies.get((kind, level), {}).get(cluster, nothing)]
        for cluster in clusters
    }


def _items(voice: Voice, kind: str) -> Iterator[Item]:
    """Each gold mark, found or missed; each answer that no gold mark bears out."""
    said, gold = voice.of(kind)
    name, text = voice.text.source.name, voice.text
    for mark in {(m.start, m.end): m for m in gold}.values():
        hit = next((other for other in said if spans.share_half(mark, other)), None)
        place = f"{name}:{mark.start}-{mark.end}:{kind}"
        words = quote(text, mark.start, mark.end)
        yield Item(place, kind, hit is not None, f"{kind}: {mark.label}", hit.label if hit else "", words)
    for mark in {(m.start, m.end): m for m in said}.values():
        if not any(spans.share_half(mark, other) for other in gold):
            place = f"{name}:{mark.start}-{mark.end}:{kind}:said"
            yield Item(place, kind, False, "", f"{kind}: {mark.label}", quote(text, mark.start, mark.end))


Answer = tuple[Mark, bool]


def _judged_answers(data: Data, heard: Sequence[Voice], kinds: Sequence[str]) -> dict[str, list[Answer]]:
    """What was said of each kind, and whether gold bears it out."""
    found: dict[str, list[Answer]] = defaultdict(list)
    for voice in heard:
        for kind in kinds:
            if data.judges(voice.text, kind):
                said, gold = voice.of(kind)
                whole = data.level == "texts"
                found[kind] += [
                    (mark, bool(gold) if whole else any(spans.share_half(mark, other) for other in gold))
                    for mark in said
                ]
    return found


def _calibration_figure(said: dict[str, list[Answer]]) -> list[Figure]:
    frame = "answers as said; gap between the probability given and the share that is right, by tenths"
    return [
        plain(f"{kind} calibration error", expected_error(_bins(answers)), len(answers), frame)
        for kind, answers in said.items()
        if answers
    ]


def _bins(answers: Sequence[Answer]) -> list[Bin]:
    return bins([mark.probability for mark, _ in answers], [right for _, right in answers])


def _curves(said: dict[str, list[Answer]], tallies: Tallies) -> tuple[Curve, ...]:
    curves = []
    for kind, answers in said.items():
        points = tuple((one.said, one.right, one.n) for one in _bins(answers))
        curves.append(Curve(f"{kind}: calibration", "probability given", "share that is right", points))
        level = "texts" if (kind, "texts") in tallies else "overlap"
        marked = sum(counts[3] for counts in tallies.get((kind, level), {}).values())
        curves.append(Curve(f"{kind}: threshold", "lowest probability kept", "precision", _cuts(answers)))
        curves.append(Curve(f"{kind}: precision and recall", "recall (at most)", "precision", _trade(answers, marked)))
    return tuple(curve for curve in curves if len(curve.points) > 1)


_STEPS = 20


def _cuts(answers: Sequence[Answer]) -> tuple[tuple[float, float, int], ...]:
    """Precision where only answers of a probability and above are kept."""
    points = []
    for step in range(_STEPS):
        kept = [right for mark, right in answers if mark.probability >= step / _STEPS]
        if kept:
            points.append((step / _STEPS, sum(kept) / len(kept), len(kept)))
    return tuple(points)


def _trade(answers: Sequence[Answer], marked: float) -> tuple[tuple[float, float, int], ...]:
    if not marked:
        return ()
    points = []
    for step in range(_STEPS):
        kept = [right for mark, right in answers if mark.probability >= step / _STEPS]
        if kept:
            points.append((min(1.0, sum(kept) / marked), sum(kept) / len(kept), len(kept)))
    return tuple(points)
