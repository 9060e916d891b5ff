"""Coding a study by batches: hand in, leave, come back, collect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import ConfigurationError, NotReadyError
from assistant.pipeline import new_run_id, passages_of_study
from assistant.running import Wishes, is_outside, open_outside, wished
from assistant.study import Study

if TYPE_CHECKING:
    from assistant.engines.llm.engine import LanguageModelEngine
    from assistant.engines.llm.request import Request


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the batches of a study stand, and what is to be done next."""

    handed_in: int
    answered: int
    failed: int
    waiting: int
    """Batches that are not done yet."""
    lines: tuple[str, ...]
    """The same in words."""

    @property
    def ready(self) -> bool:
        """Nothing is under way: the run can go on with what is there."""
        return not self.waiting and not self.handed_in


def next_step(study: Study, wishes: Wishes) -> Standing:
    """Collect what is done; where nothing is under way any more, hand in what is still missing."""
    from assistant.engines.llm.batching import Batches

    if not study.store.documents():
        raise NotReadyError("This study has no sources yet.", hint="Add some with `verbatim add FILES…`.")
    study.settings = wished(study.settings, wishes)
    name = study.settings.engine
    if not is_outside(name):
        raise ConfigurationError(f"The engine {name} has no batches.", hint="Name a model: --engine openai:MODEL.")
    engine = open_outside(study, name, run_id=new_run_id())
    engine.transport.endpoint.open()
    batches = Batches(engine.transport)
    requests = _requests(study, engine)
    collected = batches.collect(requests)
    handed_in = 0
    if not collected.open:
        missing = [item for item in requests if engine.transport.known(item) is None and batches.may_be_handed_in(item)]
        handed_in = batches.hand_in(missing)
    lines = [*collected.states]
    if collected.answered or collected.failed:
        lines.append(f"{collected.answered:,} answers collected, {collected.failed:,} failed.")
    if handed_in:
        lines.append(f"{handed_in:,} requests handed in.")
    return Standing(handed_in, collected.answered, collected.failed, collected.open, tuple(lines))


def _requests(study: Study, engine: LanguageModelEngine) -> list[Request]:
    """The requests of all passages that are not coded yet."""
    done = study.store.done_keys("code", engine.name)
    found = []
    for pack in engine.packs(passages_of_study(study, engine)):
        request = engine.coding.request(pack)
        if request is not None and any(done.get(passage.id) != passage.key for passage in pack):
            found.append(request.in_mode(engine.asker.mode))
    return found
