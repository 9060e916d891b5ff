"""The journey in the Markdown report: who spoke of which stage, the curve, then stage by stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set

from assistant.domain import StageNarrative
from assistant.export.curve import Felt, curve, levels
from assistant.export.escaping import escape
from assistant.export.markdown_parts import table
from assistant.export.markdown_stage import everybodys, given, has_a_section, in_short, is_told, personas_own
from assistant.export.wording import FEW, capital, feeling_in_short, listed, share
from assistant.export.work import StageWork, Work

_MOSTLY, _TOLD = 0.7, 50
"""Share of the findings, and how many there must be, from which nearly all are of one stage."""
_POINTS = 3
"""A curve has so many at least; the table tells of fewer."""
_Group = tuple[str, str | None, Set[str]]
"""A persona's name, its id and its people; of everybody there is no id."""


def journey(work: Work) -> list[str]:
    """All blocks of the journey."""
    blocks = ["## Journey", *_mostly_one(work), *_overview(work), *_untold(work), *_curves(work)]
    for stage in _stage_names(work):
        blocks += _stage(stage, work)
    return blocks


def _stage_names(work: Work) -> list[str]:
    """The study's stages in order, and those that are drafted but no longer among its settings."""
    named = [stage.name for stage in work.settings.journey_stages]
    return list(dict.fromkeys([*named, *(stage.stage for stage in work.stages)]))


def _of(name: str, work: Work, persona_id: str | None = None) -> list[StageWork]:
    return [stage for stage in work.stages if stage.stage == name and stage.persona_id == persona_id]


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


def _overview(work: Work) -> list[str]:
    """How many spoke of each stage, of everybody and of each persona, and how it felt to them."""
    if not work.spoke_of:
        return []
    everybody: _Group = ("Everybody", None, {person.id for person in work.participants})
    personas = [(item.persona.name, item.persona.id, work.members[item.persona.id]) for item in work.personas]
    groups = [everybody, *(group for group in personas if group[2] != everybody[2])]
    rows = [(escape(capital(name)), *(_cell(name, group, work) for group in groups)) for name in _stage_names(work)]
    header = ("Stage", *(escape(title) for title, _, _ in groups))
    return ["Who spoke of which stage, over all coded quotes, and how it felt:", table(header, rows)]


def _cell(name: str, group: _Group, work: Work) -> str:
    _, persona_id, people = group
    told = len(work.spoke_of.get(name, set()) & people)
    felt = [stage.narrative for stage in _of(name, work, persona_id) if stage.narrative is not None]
    how = [feeling_in_short(one.emotion, _felt_by(one)[0]) for one in felt if told and not one.is_felt_by_few]
    return "; ".join(filter(None, (share(told, len(people)) if told else "nobody", *how)))


def _felt_by(narrative: StageNarrative) -> tuple[int | None, int]:
    """How many showed a feeling in a stage, of how many; None where that is not known."""
    felt = narrative.attributes.get("felt_by")
    return (felt["participants"], felt["of"]) if felt else (None, 0)


def _untold(work: Work) -> list[str]:
    """Stages without a section, once and together."""
    without = [name for name in _stage_names(work) if not _has_any(name, work)]
    blank = [name for name in without if any(stage.blank for stage in _of(name, work))]
    waiting = [name for name in without if not _of(name, work)]
    hardly = [name for name in without if name not in (*blank, *waiting)]
    approved = "drafted" if work.drafts else "approved"
    told = (
        ("Nobody spoke of {}.", blank),
        ("Hardly anybody spoke of {}, and nothing that can be told.", hardly),
        (f"Nothing is {approved} yet of {{}}.", waiting),
    )
    lines = [text.format(_either(names)) for text, names in told if names]
    return [" ".join(lines)] if lines else []


def _either(names: Sequence[str]) -> str:
    """`decision, purchase or loyalty`."""
    return listed([*map(escape, names)], "or")


def _has_any(name: str, work: Work) -> bool:
    return any(is_told(stage) for stage in work.stages if stage.stage == name) or bool(given(name, work))


def _curves(work: Work) -> list[str]:
    blocks = _curve("How participants feel from stage to stage:", None, work)
    for item in work.personas:
        blocks += _curve(f"{escape(item.persona.name)}:", item.persona.id, work)
    return blocks


def _curve(title: str, persona_id: str | None, work: Work) -> list[str]:
    """None where too little is known, or where all of it is felt alike: the table says that."""
    felt = {
        stage.stage: Felt(stage.stage, stage.narrative.emotion.value, stage.narrative.is_felt_by_few)
        for stage in work.stages
        if stage.narrative is not None and stage.persona_id == persona_id and not _is_felt_alone(stage.narrative)
    }
    # Of one or two people at nearly every point, a persona's curve would say more than is known.
    points = [one for one in felt.values() if one.value is not None and not (one.by_few and persona_id is not None)]
    if len(points) < _POINTS or len(levels(list(felt.values()))) < 2:
        return []
    lines = curve([felt.get(name, Felt(name, None)) for name in _stage_names(work)])
    return [title, "\n".join(["```text", *lines, "```"])]


def _is_felt_alone(narrative: StageNarrative) -> bool:
    people, of = _felt_by(narrative)
    return people == 1 < of


def _stage(name: str, work: Work) -> list[str]:
    if not _has_any(name, work):
        return []
    blocks = [f"### {escape(capital(name))}", *given(name, work)]
    for stage in _of(name, work):
        blocks += everybodys(stage, work)
    for item in work.personas:
        for stage in _of(name, work, item.persona.id):
            blocks += _personas_own(stage, escape(item.persona.name), work)
    return blocks


def _personas_own(stage: StageWork, name: str, work: Work) -> list[str]:
    """A persona's stage under its name, or in a list where few tell of it or say nothing else than others."""
    if has_a_section(stage, work):
        return [f"#### {name}", *personas_own(stage, work)]
    rows = in_short(stage, work)
    return [f"#### {name}, in short", "\n".join(rows)] if rows else []
