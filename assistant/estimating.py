"""What a run with an outside model would take: calls, tokens and dollars, before any is made.

What is coded is known to the token; how long replies are, and what the later steps take, is told by the study's
own earlier calls to the same model where there are some, else by what is typical.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
_TYPICAL: Mapping[str, tuple[int, int]] = {
    "theme": (280, 25),
    "merge": (350, 15),
    "persona": (1800, 470),
    "stage": (560, 115),
    "support": (600, 65),
    "doubt": (750, 35),
}
"""Tokens read and written by one call of the later steps."""
_WORDS_A_THEME = 500
_PEOPLE_FOR_THEMES = 8
"""Fewer than these share fewer themes, in proportion."""
_MOST_THEMES = 150
_KINDS = 4


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
    later = tuple(later_steps(study.settings, people, words, history)) if coding.calls else ()
    parts = tuple(part for part in (coding, *later) if part.calls)
    return Estimate(name, parts, cost_of(engine, parts), study.settings.model.budget)


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
    stages = len(settings.stages)
    groups = _groups(settings, people)
    told = stages * (1 + groups if groups > 1 else 1)
    themes = min(_MOST_THEMES, round(words / _WORDS_A_THEME * min(1.0, people / _PEOPLE_FOR_THEMES)))
    calls = {
        "theme": themes,
        "merge": min(_KINDS, themes // 3),
        "persona": groups,
        "stage": told,
        "support": groups + told,
        "doubt": told // 4 if groups > 1 else 0,
    }
    for step, number in calls.items():
        earlier = [call for call in history if call.step == step]
        read, written = _TYPICAL[step]
        if len(earlier) >= _FEWEST:
            read = sum(call.tokens_in for call in earlier) // len(earlier)
            written = sum(call.tokens_out for call in earlier) // len(earlier)
        made = _in_last_run(earlier) if len(earlier) >= _FEWEST else number
        yield Part(step, made, made * read, made * written)


def _groups(settings: Settings, people: int) -> int:
    """How many personas are likely."""
    wanted = settings.personas.count
    if wanted != "auto":
        return wanted
    return 1 if people < 4 else 2 if people < 25 else 3


def _in_last_run(calls: Sequence[ModelCall]) -> int:
    """How many calls the last run made of a step."""
    last = calls[-1].run_id
    return sum(call.run_id == last for call in calls)


def cost_of(engine: LanguageModelEngine, parts: Sequence[Part]) -> float | None:
    """In US dollars; None where the price is not known."""
    from assistant.engines.llm.request import Usage

    price = engine.transport.price
    return None if price is None else sum(price.of(Usage(part.tokens_in, part.tokens_out)) for part in parts)
