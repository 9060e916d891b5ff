"""The chain that codes: numbered sentences go out, rows that name them come back, and are checked one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from assistant.domain import KINDS, Kind
from assistant.engines.llm.asking import Asker
from assistant.engines.llm.chains import Answered, Filled, chain
from assistant.engines.llm.failures import CallFailedError, UnreadableError
from assistant.engines.llm.numbering import Numbered, Place, locate, numbers_in
from assistant.engines.llm.prompts import Prompt
from assistant.engines.llm.prose import echoes
from assistant.engines.llm.replies import rows_of
from assistant.engines.llm.request import Request
from assistant.engines.llm.tally import Tally
from assistant.engines.protocol import Coded, Passage
from assistant.settings import Settings

_FIELDS = 6
_MOST_LABEL = 80
_CONFIDENCE = 0.8
_LOCATED = 0.9
"""Where the exact words were found, the finding is a little surer than where it is a whole sentence."""
_MOST_ROWS = 20
"""Rows that are read for each sentence that was shown."""
_FEWEST_LINES = 4
"""Sentences below which a passage is not halved any more."""


@dataclass(frozen=True, slots=True)
class PackCoded:
    """What was found in several passages that went out together, and what it cost."""

    findings: tuple[tuple[Coded, ...], ...]
    """A passage each."""
    cost: float


@dataclass(frozen=True, slots=True)
class Taken:
    """What the rows of one reply gave."""

    found: tuple[tuple[int, Coded], ...]
    """Findings, with the passage each belongs to."""
    done: int
    """The highest number that a row names."""
    cut: bool
    cost: float


class CodingChain:
    """Codes packs of passages with one prompt."""

    def __init__(self, asker: Asker, prompt: Prompt, settings: Settings) -> None:
        self._prompt = prompt
        self._most_tokens = settings.model.reply_tokens
        self._stages = {stage.name.casefold(): stage.name for stage in settings.stages}
        self._values = {"stages": _stages_told(settings), "codebook": _codebook_told(settings)}
        self.checks = Tally()
        self._chain = chain(asker, self._filled, _rows, self._taken, salvage=_rows_of_cut)

    def code(self, pack: Sequence[Passage]) -> PackCoded:
        """Findings of each passage of a pack; CallFailedError where there are none to be had."""
        found: list[list[Coded]] = [[] for _ in pack]
        cost = self._code(list(pack), found)
        return PackCoded(tuple(map(tuple, found)), cost)

    def request(self, pack: Sequence[Passage]) -> Request | None:
        """The request that a pack makes; None where nothing in it can be coded."""
        numbered = Numbered(pack)
        return self._filled(numbered).request if numbered.last else None

    def _filled(self, numbered: Numbered) -> Filled[Numbered]:
        pack = numbered.passages
        request = self._prompt.ask(
            self._values | {"text": numbered.text},
            step="code",
            item=pack[0].id,
            sources=tuple(dict.fromkeys(passage.source_id for passage in pack)),
            most_tokens=self._most_tokens,
        )
        return Filled(request, numbered)

    def _code(self, pack: list[Passage], found: list[list[Coded]]) -> float:
        """Code what a pack holds into `found`; returns the cost. Halves what is too long, goes on where it was cut."""
        numbered = Numbered(pack)
        if not numbered.last:
            return 0.0
        try:
            taken = self._chain.invoke(numbered)
        except CallFailedError as error:
            if error.cause != "long" or numbered.last < _FEWEST_LINES:
                raise
            return self._halves(numbered, found)
        for passage, coded in taken.found:
            found[passage].append(coded)
        if not taken.cut:
            return taken.cost
        if taken.done > 1:
            return taken.cost + self._code(_codable_from(numbered, taken.done, None), found)
        if numbered.last < _FEWEST_LINES:
            raise CallFailedError("long", "The reply was longer than it may be.")
        return taken.cost + self._halves(numbered, found)

    def _halves(self, numbered: Numbered, found: list[list[Coded]]) -> float:
        middle = numbered.last // 2
        first = self._code(_codable_from(numbered, 1, middle), found)
        return first + self._code(_codable_from(numbered, middle + 1, None), found)

    def _taken(self, answered: Answered[Numbered, list[str]]) -> Taken:
        """What the rows say that holds."""
        asked, done = answered.asked, 0
        found: list[tuple[int, Coded]] = []
        most = _MOST_ROWS * answered.shown.last
        if len(asked.value) > most:
            self.checks.count("rows beyond what so many sentences hold", len(asked.value) - most)
        for row in asked.value[:most]:
            numbers, drafts = self._read(answered.shown, row)
            done = max(done, *numbers) if numbers else done
            found += drafts
        return Taken(tuple(found), done, asked.cut, asked.cost)

    def _read(self, numbered: Numbered, row: str) -> tuple[list[int], list[tuple[int, Coded]]]:
        """The numbers of a row that exist, and its findings by passage."""
        parts = [part.strip() for part in row.split("|", _FIELDS - 1)]
        parts += ["-"] * (_FIELDS - len(parts))
        kind, label = parts[1].lower(), " ".join(parts[2].split())[:_MOST_LABEL]
        named, last = numbers_in(parts[0]), numbered.last
        numbers = [number for number in named if 1 <= number <= last]
        if len(numbers) < len(named):
            self.checks.count("sentence numbers that were not shown", len(named) - len(numbers))
        if kind not in KINDS or not label or label == "-" or not named:
            self.checks.count("rows that could not be read")
            return numbers, []
        runs = numbered.stretches(numbers)
        if echoes(label, self._prompt.instructions, " ".join([place.line.text for run in runs for place in run])):
            self.checks.count("rows that repeat the example of the prompt")
            return numbers, []
        return numbers, [(run[0].passage, self._coded(run, kind, label, *parts[3:])) for run in runs]

    def _coded(self, run: Sequence[Place], kind: Kind, label: str, stage: str, detail: str, words: str) -> Coded:
        first, span = run[0].line, None
        if words and words != "-":
            span = next((place for item in run if (place := locate(words, item.line))), None)
            if span is None:
                self.checks.count("words that nobody said")
        confidence = _LOCATED if span else _CONFIDENCE
        if span is None:
            span = first.span if len(run) == 1 else replace(first.span, end=run[-1].line.span.end)
        return Coded(
            span, kind, label, self._stages.get(stage.casefold()), first.participant_id, confidence,
            _attributes(kind, detail[:_MOST_DETAIL]),
        )  # fmt: skip


def _stages_told(settings: Settings) -> str:
    return "\n".join(f"{stage.name}: {stage.description}".rstrip(": ") for stage in settings.stages)


def _codebook_told(settings: Settings) -> str:
    """The researcher's own codes, to be used as labels."""
    if not settings.codebook:
        return ""
    codes = (f"- {code.name}{f' ({code.kind})' if code.kind else ''}: {code.definition}" for code in settings.codebook)
    return "\n".join(["Use these labels, as they stand, wherever they fit:", *codes])


_EXAMPLE = "3 | pain | late parcel | purchase | 2 | -"


def _rows(reply: Any, _: Numbered) -> list[str]:
    """The rows of a reply; UnreadableError where most cannot be read."""
    rows = rows_of(reply, "findings", _EXAMPLE)
    unreadable = [row for row in rows if row.count("|") < 2 or not row.strip()[:1].isdigit()]
    if len(unreadable) * 2 > len(rows):
        raise UnreadableError(f'a finding looks like "{_EXAMPLE}"')
    return rows


_ROW = re.compile(r'"((?:\s*\d+(?:[\s,-]+\d+)*\s*\|)[^"\\]*(?:\\.[^"\\]*)*)"')


def _rows_of_cut(text: str) -> list[str]:
    """The rows that a reply held before it was cut."""
    return [match.replace('\\"', '"') for match in _ROW.findall(text)]


def _codable_from(numbered: Numbered, first: int, last: int | None) -> list[Passage]:
    """The same passages with only some of their sentences to be coded; what is far from these is left out."""
    wanted: dict[int, set[int]] = {}
    for number in range(first, (last or numbered.last) + 1):
        if place := numbered.place(number):
            wanted.setdefault(place.passage, set()).add(place.at)
    return [
        _narrowed(passage, wanted.get(number, set())) if number in wanted else replace(passage, lines=())
        for number, passage in enumerate(numbered.passages)
    ]


_CONTEXT = 2


def _narrowed(passage: Passage, wanted: set[int]) -> Passage:
    low, high = min(wanted) - _CONTEXT, max(wanted)
    lines = [
        line if at in wanted or not line.codable else line.as_context()
        for at, line in enumerate(passage.lines)
        if low <= at <= high
    ]
    return replace(passage, lines=tuple(lines))


_MOST_DETAIL = 40
_DETAILS = 1024
"""How many are remembered: they are few and come again in every reply."""
_NUMBER = re.compile(r"[-−+]?\d+(?:\.\d+)?")


@lru_cache(_DETAILS)
def _attributes(kind: Kind, detail: str) -> Mapping[str, Any]:
    """What the detail of a row says, on the scales that all engines share."""
    if kind == "pain":
        numbers = _numbers(detail)
        severity = _between(numbers[0] / 3 if numbers else 0.5, 0.0, 1.0)
        return {"severity": severity, "sentiment": round(-severity, 2)}
    if kind == "emotion":
        numbers = _numbers(detail)
        valence = _between(numbers[0] / 2 if numbers else 0.0, -1.0, 1.0)
        intensity = _between(numbers[1] / 3 if len(numbers) > 1 else 0.5, 0.0, 1.0)
        return {"valence": valence, "intensity": intensity}
    if kind == "touchpoint":
        said = detail.casefold()
        channel = "physical" if "physical" in said else "digital" if "digital" in said else ""
        return {"channel": channel, "owner": "third" if "third" in said else "own" if "own" in said else ""}
    return {"sentiment": 0.6} if kind == "gain" else {}


def _numbers(detail: str) -> list[float]:
    return [float(number.replace("−", "-")) for number in _NUMBER.findall(detail.replace("/", " "))]


def _between(value: float, low: float, high: float) -> float:
    return round(min(high, max(low, value)), 2)


def packs(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    """Passages that go out together: those of the same pack."""
    pack: list[Passage] = []
    for passage in passages:
        if pack and (not passage.pack or passage.pack != pack[-1].pack):
            yield pack
            pack = []
        pack.append(passage)
    if pack:
        yield pack
