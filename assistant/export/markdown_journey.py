"""The journey in the Markdown report: the curve, then stage by stage for everybody and for each persona."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.analysis.friction import FORMULA
from assistant.analysis.opportunities import FORMULA as OPPORTUNITY_FORMULA
from assistant.domain import STAGE_FIELDS, TouchpointUse
from assistant.export.curve import Felt, curve
from assistant.export.escaping import escape
from assistant.export.markdown_parts import ALONE, assumptions, claim, claims_by_field, marks
from assistant.export.printed import are_too_few, asked_of, is_thin, printed, tellers, told_again
from assistant.export.searched import searched_in
from assistant.export.shown import spoken
from assistant.export.wording import FEW, counted, feeling, mentions, people, prevalence, share
from assistant.export.work import ExportedClaim, StageWork, Work

_MOSTLY, _TOLD = 0.7, 50
"""Share of the findings, and how many there must be, from which nearly all are of one stage."""
_MET_BY = 8
"""Of so many people or more, what one alone met or was held up by is only counted."""


def journey(work: Work) -> list[str]:
    """All blocks of the journey."""
    blocks = ["## Journey", *_mostly_one(work), *_curves(work)]
    for stage in _stage_names(work):
        blocks += _stage(stage, work)
    return blocks


def _stage_names(work: Work) -> list[str]:
    """The study's stages in order, and those that are drafted but no longer among its settings."""
    named = [stage.name for stage in work.settings.journey_stages]
    return list(dict.fromkeys([*named, *(stage.stage for stage in work.stages)]))


def _curves(work: Work) -> list[str]:
    personas = {persona.persona.id: persona.persona.name for persona in work.personas}
    blocks = _curve("How participants feel from stage to stage:", None, work)
    for persona_id, name in personas.items():
        blocks += _curve(f"{escape(name)}:", persona_id, work)
    return blocks


def _curve(title: str, persona_id: str | None, work: Work) -> list[str]:
    felt = {
        stage.stage: Felt(stage.stage, stage.narrative.emotion.value, stage.narrative.is_felt_by_few)
        for stage in work.stages
        if stage.narrative is not None and stage.persona_id == persona_id
    }
    drawn = [one for one in felt.values() if one.value is not None]
    # Of one or two people at every point, a curve would say more than is known.
    if not drawn or (persona_id is not None and all(one.by_few for one in drawn)):
        return []
    lines = curve([felt.get(name, Felt(name, None)) for name in _stage_names(work)])
    return [title, "\n".join(["```text", *lines, "```"])]


def _mostly_one(work: Work) -> list[str]:
    """Says so where nearly all that was told is of one stage: then the stages are not what these sources tell of."""
    told = Counter(item.finding.stage for item in work.codings if item.finding.stage is not None)
    if not told or len(_stage_names(work)) < 2:
        return []
    (widest, most), everything = told.most_common(1)[0], sum(told.values())
    if most < _MOSTLY * everything or everything < _TOLD:
        return []
    # Percentages are for many people; of a few people's many findings they would say more than is known.
    many = len(work.participants) >= FEW
    told_there = share(most, everything) if many else f"{most:,} of {everything:,}"
    most_of = f"{told_there} of the findings are of one stage, {escape(widest)}"
    return [f"{most_of}: these sources hardly tell of the others. Stages of your own can be set in study.toml."]


def _stage(name: str, work: Work) -> list[str]:
    overall = [stage for stage in work.stages if stage.stage == name and stage.persona_id is None]
    blocks = [f"### {escape(name[:1].upper() + name[1:])}"]
    for stage in overall:
        blocks += _content(stage, "####", work)
    if not overall:
        blocks.append(f"Nothing of this stage is {'drafted' if work.drafts else 'approved'} yet.")
    for persona in work.personas:
        own = [stage for stage in work.stages if stage.stage == name and stage.persona_id == persona.persona.id]
        for stage in own:
            blocks += [f"#### {escape(persona.persona.name)}", *_content(stage, "#####", work)]
    return blocks


def _is_felt_by_few_of_many(stage: StageWork) -> bool:
    felt = stage.narrative.attributes.get("felt_by") if stage.narrative else None
    return felt is not None and are_too_few(felt["participants"], felt["of"])


def _thin(stage: StageWork, work: Work) -> list[str]:
    """A stage that few tell of: what they told and what was approved, without feelings and ranks."""
    lead = f"Only {share(len(tellers(stage)), asked_of(stage))} spoke of this stage, too few to tell it by."
    told = printed(stage)
    blocks = [block for item in told for block in claim(item, work)]
    return [lead, *blocks, *searched_in(told, STAGE_FIELDS), *assumptions(stage.assumptions)]


def _content(stage: StageWork, level: str, work: Work) -> list[str]:
    if stage.blank or stage.narrative is None:
        return ["Nobody spoke of this stage."]
    if not stage.claims and _is_felt_by_few_of_many(stage):
        return ["Hardly anybody spoke of this stage, and nothing that can be told."]
    if is_thin(stage):
        return _thin(stage, work)
    status = "" if stage.narrative.status == "approved" else f" *[{stage.narrative.status}]*"
    blocks = [f"Feeling: {feeling(stage.narrative.emotion)}{_felt_by(stage)}.{_alone(stage)}{status}"]
    blocks += _given(stage, work)
    blocks += _touchpoints(stage.narrative.touchpoints)
    blocks += _paths(stage.narrative.attributes.get("paths", ()))
    blocks += _friction(stage.narrative.attributes.get("friction", ()))
    blocks += _opportunities(stage)
    blocks += claims_by_field(printed(stage), STAGE_FIELDS, level, work)
    return blocks + _told_above(told_again(stage)) + assumptions(stage.assumptions)


def _told_above(items: Sequence[ExportedClaim]) -> list[str]:
    """Pains and gains that what happens has told already, with their quotes: named, and their count."""
    rows = [
        f"- {escape(STAGE_FIELDS[item.claim.field])}: **{escape(spoken(item)[0])}** "
        f"({people(item.prevalence, item.outside)}, {mentions(item.prevalence)}){marks(item.claim)}"
        for item in items
    ]
    return ["Pains and gains told of above:", "\n".join(rows)] if rows else []


def _touchpoints(uses: Sequence[TouchpointUse]) -> list[str]:
    """What was met, and how many met it; of many people what one alone met is only counted."""
    kept = [use for use in uses if use.prevalence.participants > 1 or use.prevalence.of < _MET_BY]
    rows = [f"- {escape(use.name)}{_channel(use)}: {prevalence(use.prevalence)}" for use in kept]
    if single := len(uses) - len(kept):
        rows.append(f"- {counted(single, 'other' if kept else 'touchpoint')} that one participant met")
    return ["Touchpoints:", "\n".join(rows)] if rows else []


def _paths(steps: Sequence[Mapping[str, Any]]) -> list[str]:
    """Steps from touchpoint to touchpoint that several took."""
    if not steps:
        return []
    rows = [
        f"- {escape(s['from'])} → {escape(s['to'])}{_crossing(s)}: {share(s['participants'], s['of'])}" for s in steps
    ]
    return ["From touchpoint to touchpoint:", "\n".join(rows)]


def _crossing(step: Mapping[str, Any]) -> str:
    """Where a step leads from one channel into another."""
    before, after = step.get("channels", ("", ""))
    known = {before, after} - {"", "unknown"}
    return f" (from {escape(before)} to {escape(after)})" if len(known) > 1 else ""


def _friction(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """What got in the way of several, with how its rank was computed; of many people two are not several."""
    shared = [row for row in rows if row["participants"] > (2 if row["of"] >= _MET_BY else 1)]
    if not shared:
        return []
    told = [
        f"- {escape(row['name'])}: {row['score']:.2f} ({share(row['participants'], row['of'])}, "
        f"severity {row['severity']:.2f})"
        for row in shared
    ]
    return [f"Friction, by {FORMULA}:", "\n".join(told)]


def _opportunities(stage: StageWork) -> list[str]:
    """What could be made better, with how its rank was computed; only what is claimed below."""
    claimed = {item.claim.key: item for item in stage.claims if item.claim.field == "opportunities"}
    rows = [row for row in _attribute(stage, "opportunities") if row["key"] in claimed]
    told = [
        f"- {escape(row['name'])}: {row['score']:.2f} ({share(row['participants'], row['of'])}, severity "
        f"{row['severity']:.2f}; {counted(len(row['pains']), 'pain')}, "
        f"{counted(claimed[row['key']].prevalence.mentions, 'wish')})"
        for row in rows
    ]
    return [f"Opportunities, by {OPPORTUNITY_FORMULA}:", "\n".join(told)] if told else []


def _felt_by(stage: StageWork) -> str:
    """How many showed a feeling, where that is known."""
    felt = stage.narrative.attributes.get("felt_by") if stage.narrative else None
    return f"; {share(felt['participants'], felt['of'])} showed one" if felt and felt["participants"] else ""


def _alone(stage: StageWork) -> str:
    """Marks a feeling that only one of several showed."""
    felt = stage.narrative.attributes.get("felt_by") if stage.narrative else None
    return ALONE if felt and felt["participants"] == 1 < felt["of"] else ""


def _attribute(stage: StageWork, name: str) -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = stage.narrative.attributes.get(name, ()) if stage.narrative else ()
    return found


def _given(stage: StageWork, work: Work) -> list[str]:
    """Figures that were brought along for the stage; nothing is computed from them."""
    named = [item for item in work.settings.metrics if item.stage == stage.stage] if stage.persona_id is None else []
    if not named:
        return []
    rows = [f"- {escape(m.name)}: {escape(m.value)}{f' ({escape(m.source)})' if m.source else ''}" for m in named]
    return ["Given figures:", "\n".join(rows)]


def _channel(use: TouchpointUse) -> str:
    known = [escape(part) for part in (use.channel, use.owner) if part]
    return f" ({', '.join(known)})" if known else ""
