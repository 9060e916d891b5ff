"""Who is measured: an engine with its prompts; and what an outside model would take, before anything is sent.

Calls are kept beside the runs, so that measuring the same again pays for nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.engines import open_engine
from assistant.engines.protocol import Engine
from assistant.errors import ConfigurationError
from assistant.estimating import Part, coding_step, cost_of
from assistant.settings import Settings
from evals.coding import passages_in
from evals.texts import Text

if TYPE_CHECKING:
    from assistant.calls import CallBook
    from assistant.engines.llm.engine import LanguageModelEngine

CALLS = "calls.db"


@dataclass(frozen=True)
class Contestant:
    """An engine under the name that its column gets."""

    name: str
    engine: Engine
    prompts: Mapping[str, str]
    """Hash of each prompt; empty for an engine that has none."""
    outside: bool = False


@contextmanager
def contestants(
    engines: Sequence[str], prompts: Sequence[Path], settings: Settings, home: Path, budget: float | None
) -> Iterator[list[Contestant]]:
    """Every engine; an outside one once with each folder of prompts, or with the prompts that ship."""
    outside = [name for name in engines if name != "ondevice"]
    if prompts and not outside:
        raise ConfigurationError("The on-device engine has no prompts.", hint="Name a model with --engine.")
    if not outside:
        yield [Contestant(name, open_engine(name, settings), {}) for name in engines]
        return
    with _book(home) as book:
        yield [item for name in engines for item in _with_prompts(name, prompts, settings, book, budget)]


@contextmanager
def _book(home: Path) -> Iterator[CallBook]:
    from assistant.store import Store, sqlite_url

    home.mkdir(parents=True, exist_ok=True)
    store = Store(sqlite_url(home / CALLS))
    try:
        yield store
    finally:
        store.close()


def _with_prompts(
    name: str, prompts: Sequence[Path], settings: Settings, book: CallBook, budget: float | None
) -> Iterator[Contestant]:
    if name == "ondevice":
        yield Contestant(name, open_engine(name, settings), {})
        return
    from assistant.engines import open_model
    from assistant.engines.llm.transport import Terms

    for folder in prompts or (None,):
        if folder is not None and not (folder / "prompts").is_dir():
            raise ConfigurationError(
                f"{folder} has no folder `prompts`.", hint="Put the changed prompts into it: prompts/code.md."
            )
        engine = open_model(name, settings, book=book, folder=folder, terms=Terms(budget=budget))
        hashes = {key: prompt.hash for key, prompt in engine.prompts.items()}
        yield Contestant(f"{name} ({folder.name})" if folder else name, engine, hashes, outside=True)


def estimate(contestant: Contestant, texts: Sequence[Text], later: Sequence[Part] = ()) -> str:
    """What coding these texts and the steps after it would take, in words; nothing is sent."""
    from assistant.engines.llm.coding import packs

    engine: LanguageModelEngine = contestant.engine  # type: ignore[assignment]
    passages = [passage for text in texts for passage in passages_in(engine, text)]
    parts = [coding_step(engine, packs(passages)), *later]
    calls, read, written = (sum(getattr(part, name) for part in parts) for name in ("calls", "tokens_in", "tokens_out"))
    dollars = cost_of(engine, parts)
    cost = "its price is not known" if dollars is None else f"about {dollars:.4f} dollars"
    steps = "coding, themes, personas and stages take" if later else "coding takes"
    return f"{contestant.name}: {steps} about {calls:,} calls, {read:,} tokens read, {written:,} written; {cost}."
