"""One stage in the Markdown report, for everybody or for a persona: its figures, and what is claimed of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.analysis.friction import FORMULA
from assistant.analysis.opportunities import FORMULA as OPPORTUNITY_FORMULA
from assistant.analysis.voices import speakers
from assistant.domain import STAGE_FIELDS, StageNarrative, TouchpointUse
from assistant.export.escaping import escape
from assistant.export.markdown_claims import claim, is_new, line, named, said_by, sort_of
from assistant.export.markdown_parts import ALONE, assumptions
from assistant.export.printed import (
    are_too_few,
    asked_of,
    by_field,
    is_by_few,
    is_thin,
    of_stage,
    shared,
    told_again,
)
from assistant.export.wording import counted, feeling, number, prevalence, share
from assistant.export.work import ExportedClaim, StageWork, Work

_MET_BY, _HELD_UP = 3, 8
"""Of so many people or more, what one alone met is only counted, and what held up two is not that of several."""


def is_told(stage: StageWork) -> bool:
    """Whether anything can be told of a stage."""
    if stage.blank or stage.narrative is None:
        return False
    return bool(stage.claims or stage.assumptions) or not _is_felt_by_few_of_many(stage)


def has_a_section(stage: StageWork, work: Work) -> bool:
    """Whether a persona's stage is told at length: several feel something or say what is not told above."""
    if not is_told(stage) or stage.narrative is None:
        return False
    if work.in_short(stage):
        return bool(stage.assumptions)
    felt = stage.narrative.emotion.value is not None and not stage.narrative.is_felt_by_few
    own = any(is_new(item, work) for item in shared(stage.claims))
    return bool(stage.assumptions) or felt or own


def _is_felt_by_few_of_many(stage: StageWork) -> bool:
    felt = stage.narrative.attributes.get("felt_by") if stage.narrative else None
    return felt is not None and are_too_few(felt["participants"], felt["of"])


def everybodys(stage: StageWork, work: Work) -> list[str]:
    """A stage for everybody."""
    if not is_told(stage):
        return []
    if not is_thin(stage):
        return _at_length(stage, "####", work)
    spoke, few, of = len(work.spoke_of.get(stage.stage, set()) - {None}), len(_told_by(stage, work)), asked_of(stage)
    told = f"{share(spoke, of)} spoke of this stage; what can be told of it rests on {number(few)} of them"
    lead = f"Only {share(few, of)} spoke of this stage" if spoke <= few else told
    return [f"{lead}, too few to tell it by.", *_claims(stage, "####", work), *assumptions(stage.assumptions)]


def _told_by(stage: StageWork, work: Work) -> set[str]:
    """Who says what is told of a stage, of everybody and below that of the personas."""
    return speakers(
        quote for one in work.stages if one.stage == stage.stage for item in of_stage(one) for quote in item.evidence
    )


def personas_own(stage: StageWork, work: Work) -> list[str]:
    """A stage for a persona that has a section of its own."""
    return _at_length(stage, "#####", work)


def in_short(stage: StageWork, work: Work) -> list[str]:
    """A persona's stage in lines of a list; nothing where all of it was told before."""
    every = of_stage(stage)
    own = [line(item, work, sort=sort_of(item)) for item in every if _is_own(item, work)]
    # Last, as what they name may stand in a line of this list.
    return own + [named(item, work) for item in shared(every) if not is_new(item, work)]


def _is_own(item: ExportedClaim, work: Work) -> bool:
    """Whether a persona's claim is to be told: with words that are new, or for a person stands behind it."""
    return is_new(item, work) or (is_by_few(item) and item.claim.status == "approved")


def _at_length(stage: StageWork, level: str, work: Work) -> list[str]:
    """A stage with its figures; `stage.narrative` is there, for it is told."""
    if stage.narrative is None:
        return []
    blocks = [_feeling(stage.narrative)]
    blocks += _touchpoints(stage.narrative.touchpoints)
    blocks += _paths(_attribute(stage, "paths"))
    blocks += _friction(_attribute(stage, "friction"))
    blocks += _opportunities(stage)
    return blocks + _claims(stage, level, work) + assumptions(stage.assumptions)


def _claims(stage: StageWork, level: str, work: Work) -> list[str]:
    """What several said under the headings of its fields, then what stands above, then what few said."""
    every = of_stage(stage)
    several, single = shared(every), [item for item in every if is_by_few(item)]
    told = [item for item in single if stage.persona_id is None or _is_own(item, work)]
    blocks: list[str] = []
    for name, own in by_field([item for item in several if is_new(item, work)], STAGE_FIELDS).items():
        blocks += [] if is_thin(stage) else [f"{level} {escape(STAGE_FIELDS.get(name, name))}"]
        blocks += [block for item in own for block in claim(item, work)]
    rows = [named(item, work) for item in (*(item for item in several if not is_new(item, work)), *_again(stage, work))]
    blocks += ["Told of above:", "\n".join(rows)] if rows else []
    blocks += [said_by(told), "\n".join(line(item, work, sort=sort_of(item)) for item in told)] if told else []
    return blocks


def _again(stage: StageWork, work: Work) -> list[ExportedClaim]:
    """Pains and gains that what happens tells without their name; of a persona, or of few, only what was approved."""
    if is_thin(stage):
        return []
    return [
        item
        for item in told_again(stage)
        if item.claim.status == "approved"
        or (stage.persona_id is None and not is_by_few(item) and item.claim.key not in work.theme_names)
    ]


def _touchpoints(uses: Sequence[TouchpointUse]) -> list[str]:
    """What was met, and how many met it; of several people what one alone met is only counted."""
    kept = [use for use in uses if use.prevalence.participants > 1 or use.prevalence.of < _MET_BY]
    rows = [f"- {escape(use.name)}{_channel(use)}: {prevalence(use.prevalence)}" for use in kept]
    if single := len(uses) - len(kept):
        rows.append(f"- {counted(single, 'other' if kept else 'touchpoint')} that one participant met")
    return ["Touchpoints:", "\n".join(rows)] if rows else []


def _channel(use: TouchpointUse) -> str:
    known = [escape(part) for part in (use.channel, use.owner) if part and part != "unknown"]
    return f" ({', '.join(known)})" if known else ""


def _paths(steps: Sequence[Mapping[str, Any]]) -> list[str]:
    """Steps from touchpoint to touchpoint that several took."""
    told = [
        f"{escape(s['from'])} → {escape(s['to'])}{_crossing(s)}, {share(s['participants'], s['of'])}" for s in steps
    ]
    return [f"From touchpoint to touchpoint: {'; '.join(told)}."] if told else []


def _crossing(step: Mapping[str, Any]) -> str:
    """Where a step leads from one channel into another."""
    before, after = step.get("channels", ("", ""))
    known = {before, after} - {"", "unknown"}
    return f" (from {escape(before)} to {escape(after)})" if len(known) > 1 else ""


def _friction(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """What got in the way of several, the worst first; of many people two are not several."""
    several = [row for row in rows if row["participants"] > (2 if row["of"] >= _HELD_UP else 1)]
    return _ranked("Friction", FORMULA, [_rank(row) for row in several])


def _opportunities(stage: StageWork) -> list[str]:
    """What could be made better for several, the first thing first; only what is claimed below."""
    claimed = {item.claim.key: item for item in shared(stage.claims) if item.claim.field == "opportunities"}
    told = [
        f"{_rank(row)}; {counted(len(row['pains']), 'pain')}, "
        f"{counted(claimed[row['key']].prevalence.mentions, 'wish')}"
        for row in _attribute(stage, "opportunities")
        if row["key"] in claimed
    ]
    return _ranked("Opportunities", OPPORTUNITY_FORMULA, told)


def _ranked(title: str, formula: str, rows: Sequence[str]) -> list[str]:
    """By the formula, with what it is computed from: of many people its figure would be all noughts."""
    told = "\n".join(f"{rank}. {row}" for rank, row in enumerate(rows, start=1))
    return [f"{title}, ranked by {formula}:", told] if rows else []


def _rank(row: Mapping[str, Any]) -> str:
    return f"{escape(row['name'])}: {share(row['participants'], row['of'])}, severity {row['severity']:.2f}"


def _feeling(narrative: StageNarrative) -> str:
    """How a stage felt and how many showed it, where that is known; of one or two of many that is no feeling of all."""
    status = "" if narrative.status == "approved" else f" *[{narrative.status}]*"
    felt = narrative.attributes.get("felt_by")
    if not felt or not felt["participants"]:
        return f"Feeling: {feeling(narrative.emotion)}.{status}"
    showed = share(felt["participants"], felt["of"])
    if are_too_few(felt["participants"], felt["of"]):
        return f"Feeling: too few showed one ({showed}).{status}"
    alone = ALONE if felt["participants"] == 1 < felt["of"] else ""
    return f"Feeling: {feeling(narrative.emotion)}; {showed} showed one.{alone}{status}"


def _attribute(stage: StageWork, name: str) -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = stage.narrative.attributes.get(name, ()) if stage.narrative else ()
    return found


def given(name: str, work: Work) -> list[str]:
    """Figures that were brought along for a stage; nothing is computed from them."""
    own = [item for item in work.settings.metrics if item.stage == name]
    rows = [f"- {escape(m.name)}: {escape(m.value)}{f' ({escape(m.source)})' if m.source else ''}" for m in own]
    return ["Given figures:", "\n".join(rows)] if rows else []
