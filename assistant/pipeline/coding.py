"""The coding step: passages that are new, or would be seen differently now, are coded and stored one by one."""

from __future__ import annotations

from assistant.analysis.coding import code
from assistant.domain import Finding, Outcome
from assistant.engines.protocol import Passage
from assistant.pipeline.passages import passages_of_study, with_their_packs
from assistant.pipeline.under_way import RunUnderWay
from assistant.places import Places
from assistant.store import Store


def code_passages(run: RunUnderWay) -> None:
    """Code the passages that are new or would be seen differently now."""
    passages = passages_of_study(run.study, run.engine)
    waiting = _waiting(run, passages)
    run.store.forget_failures("code", run.engine.name, waiting)
    run.store.forget_passages(run.engine.name, {passage.id for passage in passages})
    run.count("code", len(passages) - len(waiting), len(passages))
    for outcome in code(run.engine, with_their_packs(passages, waiting)):
        run.report.cost += outcome.cost
        # What does not wait is shown again only because its pack was: the answer is the one there was.
        if outcome.item.id in waiting:
            _keep(run, outcome, len(passages))
    run.report.notes += getattr(run.engine, "notes", ())
    _retire_interviewers(run.store)


def _waiting(run: RunUnderWay, passages: list[Passage]) -> set[str]:
    """Passages that the engine has not coded as they are now."""
    done = {} if run.fresh else run.store.done_keys("code", run.engine.name)
    return {passage.id for passage in passages if done.get(passage.id) != passage.key}


def _keep(run: RunUnderWay, outcome: Outcome[Passage, tuple[Finding, ...]], total: int) -> None:
    """Store what was found in a passage, or that it failed."""
    passage = outcome.item
    if outcome.result is None:
        run.fail("code", passage.id, passage.key, outcome.error, total)
    else:
        found = [run.mine(item) for item in outcome.result]
        run.store.store_coding([(passage.id, passage.key, found)], run.engine.name, run.id)
        run.count("code", 1, total)


def _retire_interviewers(store: Store) -> None:
    """A finding that a person decided on goes too where its speaker turned out to be an interviewer."""
    places = Places(store.turns())
    asked = [item.id for item in store.findings() if places.has_interviewer(item.span)]
    if asked:
        store.retire_findings(asked)
