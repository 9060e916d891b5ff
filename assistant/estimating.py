"""What a run with an outside model would take: calls, tokens and dollars, before any is made.

What is coded is known to the token; how long replies are, and what the later steps take, is told by the study's
own earlier calls to the same model where there are some, else by what is typical.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.calls import ModelCall
from assistant.errors import ConfigurationError
from assistant.pipeline import passages_of_study
from assistant.running import Wishes, is_outside, open_outside, wished
from assistant.settings import Settings
from assistant.study import Study

if TYPE_CHECKING:
    from assistant.engines.llm.engine import LanguageModelEngine
    from assistant.engines.protocol import Passage

_REPLY_SHARE = 0.22
"""Tokens of a coding reply for each token of what people said, where the study tells nothing of its own."""
_FEWEST = 3
"""Earlier calls of a step that tell what is usual in the study."""
_SIZES = (730, 4_100, 8_000)
"""Words of all sources for each persona, in what the following was measured on: reviews, three interviews, a dozen."""
_TYPICAL: Mapping[str, tuple[tuple[int, int], ...]] = {
    "theme": ((310, 22), (310, 22), (310, 22)),
    "persona": ((770, 190), (1450, 430), (2130, 630)),
    "stage": ((405, 60), (520, 110), (560, 125)),
    "support": ((330, 37), (470, 66), (555, 73)),
    "doubt": ((230, 18), (450, 32), (540, 42)),
}
"""Tokens read and written by one call of the later steps, at each of these sizes."""
_TOLD, _DOUBTED = (0.8, 1.0, 1.0), (0.2, 0.8, 1.0)
"""Share of a persona's stages that somebody told of, and of all drafts that anything speaks against."""
_MERGE, _MERGE_A_THEME = (320, 10), (13, 6)
"""The same of the one call that compares all themes: for itself, and for each of them."""
_BRIEF = 150
"""Words a participant below which texts are brief, as reviews are: groups are many and small then."""
_MOST_GROUPS, _FEWEST_PEOPLE = 8, 4
_WORDS_A_THEME = 500
_PEOPLE_FOR_THEMES = 8
"""Fewer than these share fewer themes, in proportion."""
_MOST_THEMES = 150


@dataclass(frozen=True, slots=True)
class Part:
    """What one step takes."""

    step: str
    calls: int
    tokens_in: int
    tokens_out: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run would take."""

    engine: str
    parts: tuple[Part, ...]
    cost: float | None
    """In US dollars; None where the price is not known."""
    budget: float | None

    @property
    def calls(self) -> int:
        return sum(part.calls for part in self.parts)

    def in_words(self) -> str:
        """The estimate as it is told to the person at the terminal."""
        read, written = (sum(getattr(part, name) for part in self.parts) for name in ("tokens_in", "tokens_out"))
        if not self.parts:
            return f"Nothing is left to ask {self.engine}: a run would cost nothing."
        lines = [f"{self.engine}: about {self.calls:,} calls, {read:,} tokens read, {written:,} written."]
        lines += [
            f"  {part.step}: {part.calls:,} calls, {part.tokens_in:,} and {part.tokens_out:,} tokens"
            for part in self.parts
        ]
        if self.cost is None:
            lines.append("Its price is not known: add a line to prices.toml in the study's folder.")
        else:
            lines.append(f"About {self.cost:.4f} US dollars. Nothing was sent.")
        if self.cost is not None and self.budget is not None and self.cost > self.budget:
            lines.append(f"That is more than the budget of {self.budget:.2f}: the run would stop before its end.")
        return "\n".join(lines)


def estimate(study: Study, wishes: Wishes) -> Estimate:
    """What a run with these wishes would take; it sends nothing and needs no key."""
    study.settings = wished(study.settings, wishes)
    name = study.settings.engine
    if not is_outside(name):
        raise ConfigurationError(f"The engine {name} calls no model, so it costs nothing.", hint="Name one: --engine.")
    engine = open_outside(study, name, fresh=wishes.fresh)
    history = [call for call in study.store.calls() if call.model == name and call.usable]
    coding, words = _coding(study, engine, history, fresh=wishes.fresh)
    people = study.store.counts().participants
    later = list(later_steps(study.settings, people, words, history))
    if not coding.calls:
        later = _redone(later, _changed(engine, history))
    parts = tuple(part for part in (coding, *later) if part.calls)
    return Estimate(name, parts, cost_of(engine, parts, batch=wishes.batch), study.settings.model.budget)


_FOLLOWING: Mapping[str, tuple[str, ...]] = {
    "theme": ("theme", "merge", "persona", "stage", "support", "doubt"),
    "merge": ("merge", "persona", "stage", "support", "doubt"),
    "persona": ("persona", "support"),
    "stage": ("stage", "support"),
    "support": ("support",),
    "doubt": ("doubt",),
}
"""Steps that are asked anew when the prompt of one has changed."""


def _changed(engine: LanguageModelEngine, history: Sequence[ModelCall]) -> set[str]:
    """Later steps whose prompt is another than when the study last asked with it."""
    last = {call.step: call.prompt for call in history}
    return {step for step in _FOLLOWING if step in last and last[step] != engine.prompts[step].called}


def _redone(parts: Sequence[Part], changed: Collection[str]) -> list[Part]:
    """What of the later steps is asked anew where coding stands."""
    due = {step for name in changed for step in _FOLLOWING[name]}
    of = {part.step: part for part in parts}
    written = sum(of[step].calls for step in ("persona", "stage") if step in due)
    found = []
    for part in (of[step] for step in of if step in due):
        # Only what was drafted anew is checked anew.
        calls = min(part.calls, written) if part.step == "support" and "support" not in changed else part.calls
        share = calls / max(part.calls, 1)
        found.append(Part(part.step, calls, round(part.tokens_in * share), round(part.tokens_out * share)))
    return found


def _coding(
    study: Study, engine: LanguageModelEngine, history: Sequence[ModelCall], *, fresh: bool
) -> tuple[Part, int]:
    """What coding takes, and the words of the whole study."""
    done = {} if fresh else study.store.done_keys("code", engine.name)
    packs = engine.packs(passages_of_study(study, engine))
    words = sum(len(line.text.split()) for pack in packs for passage in pack for line in passage.lines)
    part = coding_step(
        engine, (pack for pack in packs if not all(done.get(passage.id) == passage.key for passage in pack))
    )
    earlier = [call for call in history if call.step == "code" and call.finish == "stop"]
    if len(earlier) >= _FEWEST:
        usual = sum(call.tokens_out for call in earlier) / sum(call.tokens_in for call in earlier)
        part = replace(part, tokens_out=round(part.tokens_in * usual))
    return part, words


def coding_step(engine: LanguageModelEngine, packs: Iterable[Sequence[Passage]]) -> Part:
    """What coding takes of calls whose reply is not kept; replies are taken to be as long as is typical."""
    from assistant.engines.llm.tokens import count, count_request

    calls = read = told = 0
    for pack in packs:
        request = engine.coding.request(pack)
        asked = request.in_mode(engine.asker.mode) if request else None
        if asked is not None and engine.transport.known(asked) is None:
            calls += 1
            read += count_request(asked)
            told += count(asked.messages[-1][1])
    return Part("code", calls, read, round(told * _REPLY_SHARE))


def later_steps(settings: Settings, people: int, words: int, history: Sequence[ModelCall] = ()) -> Iterator[Part]:
    """What the steps after coding take, all of them being done again when findings are new.

    `history`: earlier calls to the same model, which tell better than what is typical.
    """
    groups = _groups(settings, people, brief=words < _BRIEF * max(people, 1))
    size = words / groups
    told = round(len(settings.stages) * (1 + groups if groups > 1 else 1) * _between(size, _TOLD))
    themes = min(_MOST_THEMES, round(words / _WORDS_A_THEME * min(1.0, people / _PEOPLE_FOR_THEMES)))
    calls = {
        "theme": themes,
        "merge": min(1, themes // 2),
        "persona": groups,
        "stage": told,
        "support": groups + told,
        "doubt": round((groups + told) * _between(size, _DOUBTED)),
    }
    for step, number in calls.items():
        earlier = [call for call in history if call.step == step]
        read, written = _usual(step, size, themes)
        if len(earlier) >= _FEWEST:
            read = sum(call.tokens_in for call in earlier) // len(earlier)
            written = sum(call.tokens_out for call in earlier) // len(earlier)
        made = _in_last_run(earlier) if len(earlier) >= _FEWEST else number
        yield Part(step, made, made * read, made * written)


def _usual(step: str, words: float, themes: int) -> tuple[int, int]:
    """Tokens that a call reads and writes, for so many words a persona and so many themes."""
    if step == "merge":
        return _MERGE[0] + themes * _MERGE_A_THEME[0], _MERGE[1] + themes * _MERGE_A_THEME[1]
    read, written = (_between(words, amounts) for amounts in zip(*_TYPICAL[step], strict=True))
    return round(read), round(written)


def _between(words: float, measured: Sequence[float]) -> float:
    """A value between those at the sizes that were measured, in a straight line; beyond them it stays."""
    for low, high, at_low, at_high in zip(_SIZES, _SIZES[1:], measured, measured[1:], strict=False):
        if words <= high:
            return at_low + (at_high - at_low) * max(0.0, words - low) / (high - low)
    return measured[-1]


def _groups(settings: Settings, people: int, *, brief: bool) -> int:
    """How many personas are likely."""
    wanted = settings.personas.count
    if wanted != "auto":
        return wanted
    if brief:
        return max(1, min(_MOST_GROUPS, people // _FEWEST_PEOPLE))
    return 1 if people < _FEWEST_PEOPLE else 2 if people < 25 else 3


def _in_last_run(calls: Sequence[ModelCall]) -> int:
    """How many calls the last run made of a step."""
    last = calls[-1].run_id
    return sum(call.run_id == last for call in calls)


def cost_of(engine: LanguageModelEngine, parts: Sequence[Part], *, batch: bool = False) -> float | None:
    """In US dollars, coding at the price of batches where it is handed in; None where the price is not known."""
    from assistant.engines.llm.batching import PRICE
    from assistant.engines.llm.request import Usage

    usual = engine.transport.price
    if usual is None:
        return None
    batched = usual.scaled(PRICE) if batch else usual
    costs = ((batched if part.step == "code" else usual).of(Usage(part.tokens_in, part.tokens_out)) for part in parts)
    return sum(costs)
