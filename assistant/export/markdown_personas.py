"""The personas in the Markdown report: how well they hold, who belongs, what is claimed, and who fits none."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.analysis.themes import THEMED
from assistant.domain import PERSONA_FIELDS, Member, Persona
from assistant.export.escaping import escape
from assistant.export.grouping_words import Known, coinciding, how_firm, named_after, numbers_tried, sets_apart
from assistant.export.markdown_claims import claim, line, only_points, said_by
from assistant.export.markdown_parts import assumptions, quote, quotes, table
from assistant.export.printed import EMPATHY, by_field, in_a_line, is_by_few, of_persona
from assistant.export.shown import MOTTO, spoken
from assistant.export.telling import stands_alone
from assistant.export.wording import listed, number, share, shares
from assistant.export.work import ExportedClaim, PersonaWork, Quote, Work

_NAMES_SHOWN = 12
_OUTSIDERS_HEARD, _PLAINEST = 3, 3
"""Of those who fit none, how many are heard, and with how many quotes."""
_FIRMNESS = ((0.7, "firmly"), (0.4, "fairly"), (0.0, "loosely"))


def personas(work: Work) -> list[str]:
    """All blocks of the personas."""
    blocks = ["## Personas", *_held(work)]
    for persona in work.personas:
        blocks += _persona(persona, work)
    blocks += _who_fits_none(work)
    if not work.personas:
        blocks.append("No persona is approved yet." if not work.drafts else "There are no personas yet.")
    return blocks


def _persona(item: PersonaWork, work: Work) -> list[str]:
    persona = item.persona
    status = "" if persona.status == "approved" else f" *[{persona.status}]*"
    blocks = [f"### {escape(persona.name)}{status}", _members(persona.members, work)]
    blocks += _apart(persona) + _unlike(persona, work) if len(work.personas) > 1 else []
    own_words = [claim for claim in item.claims if claim.claim.field == MOTTO]
    blocks += [quote(one, work) for claim in own_words[:1] for one in work.shown[claim.claim.id].quotes[:1]]
    blocks += _claims(item, work)
    return blocks + _blank(item) + assumptions(item.assumptions)


def _claims(item: PersonaWork, work: Work) -> list[str]:
    """What is claimed, under the headings of its fields, the empathy map under one; no field that only points above."""
    every = [one for one in of_persona(item) if one.claim.field != MOTTO]
    blocks: list[str] = []
    felt: list[str] = []
    for name, own in by_field(every, PERSONA_FIELDS).items():
        if all(only_points(one, work) for one in own):
            continue
        if name in EMPATHY:
            felt += [line(one, work, f"*{PERSONA_FIELDS[name]}*") for one in own]
        else:
            blocks += [f"#### {escape(PERSONA_FIELDS.get(name, name))}", *_field(own, work)]
    return blocks + (["#### Empathy map", "\n".join(felt)] if felt else [])


def _field(own: Sequence[ExportedClaim], work: Work) -> list[str]:
    """What several said, each with its quotes, then what few said, in a list."""
    blocks = [block for one in own if not in_a_line(one) for block in claim(one, work)]
    listed = [one for one in own if in_a_line(one)]
    # Where nothing is claimed but what each said of themselves, that need not be said.
    lead = (
        [said_by(listed)] if all(map(is_by_few, listed)) and (blocks or any(spoken(one)[0] for one in listed)) else []
    )
    return blocks + ([*lead, "\n".join(line(one, work) for one in listed)] if listed else [])


def _held(work: Work) -> list[str]:
    """How well the grouping holds, where that could be tried, and what it coincides with."""
    known = next((item.persona.attributes for item in work.personas), {})
    if why := known.get("grouping"):
        return [escape(str(why)), *_tried(known)]
    if len(work.personas) < 2:
        return _tried(known)
    firm = how_firm(known)
    named = [(item.persona.name, item.persona.attributes) for item in work.personas]
    held = [f"Participants were grouped by what they need, do and feel. {firm}"] if firm else []
    return held + _tried(known) + [escape(text) for text in coinciding(named)]


def _tried(known: Known) -> list[str]:
    """The numbers of groups that were tried, or that somebody gave the number."""
    tried = numbers_tried(known)
    if not tried:
        return []
    if known.get("number_given"):
        return [f"The number of groups was given (`--personas {known['numbers'][0]['groups']}`); no other was tried."]
    header, *rows = tried
    return [table(header, rows)]


def _apart(persona: Persona) -> list[str]:
    """What its people speak of more than the others do, and what it is named after, where that is not among it."""
    named, topics = persona.attributes.get("named"), persona.attributes.get("topics", ())
    among = named and any(row["topic"] == named["topic"] and row["stands"] == named["stands"] for row in topics)
    told = ("" if among else named_after(persona.name, persona.attributes), sets_apart(persona.attributes))
    return [escape(text) for text in told if text]


def contrast(persona: Persona) -> str:
    """The topics that set a persona apart and that many of its people share; empty where there are none."""
    few = {row["topic"] for row in persona.attributes.get("topics", ()) if not row["stands"]}
    return "; ".join(f"“{escape(str(topic))}”" for topic in persona.attributes.get("contrast", ()) if topic not in few)


def _unlike(persona: Persona, work: Work) -> list[str]:
    """What tells its people from those of each other persona, with both counts."""
    names = {item.persona.id: item.persona.name for item in work.personas}
    rows = [row for row in persona.attributes.get("apart", ()) if row["persona"] in names]
    told = [
        f"- Unlike “{escape(names[row['persona']])}”: {_TOLD.get(row['kind'], 'spoke of')} “{escape(row['topic'])}” "
        f"({here} here, {there} there)"
        for row in rows
        for here, there in [shares((row["participants"], row["of"]), (row["there"], row["of_there"]))]
    ]
    return ["What sets them apart:", "\n".join(told)] if told else []


_TOLD = {"pain": "told of the trouble", "gain": "told of the good", "need": "needed", "suggestion": "asked for"}


def _blank(item: PersonaWork) -> list[str]:
    """The fields that say nothing, and why."""
    told = {claim.claim.field for claim in item.claims}
    why: dict[str, list[str]] = {}
    for field, reason in item.persona.attributes.get("blank", {}).items():
        if field in PERSONA_FIELDS and field not in told:
            why.setdefault(reason, []).append(escape(PERSONA_FIELDS[field]))
    return [f"Left blank: {', '.join(fields)} ({escape(reason)})." for reason, fields in why.items()]


def _who_fits_none(work: Work) -> list[str]:
    """Participants whom no persona describes, as they were when the personas were drafted, in their own words."""
    inside = {member.participant_id for item in work.personas for member in item.persona.members}
    known = {who for item in work.personas for who in item.persona.attributes.get("outside", ()) if who in work.names}
    outside = sorted(known - inside, key=lambda who: work.names[who])
    if not outside:
        return []
    names = _some([escape(work.names[who]) for who in outside])
    blocks = ["### Who fits none", f"No persona describes {names} ({share(len(outside), len(work.participants))})."]
    for who in outside[:_OUTSIDERS_HEARD]:
        told = _plainest(who, work)
        blocks += [f"{escape(work.names[who])} told most plainly:", *quotes(told, work)] if told else []
    return blocks


def _plainest(who: str, work: Work) -> list[Quote]:
    """What a participant most surely needs, suffers or enjoys; what nobody approved only among drafts."""
    said = [
        coding
        for coding in work.codings
        if coding.quote.participant_id == who
        and coding.finding.kind in THEMED
        and stands_alone(coding.quote.text)
        and (work.drafts or coding.finding.status == "approved")
    ]
    said.sort(key=lambda coding: (-coding.finding.confidence, coding.quote.span))
    return list({coding.quote.span: coding.quote for coding in said}.values())[:_PLAINEST]


def _some(names: Sequence[str]) -> str:
    """The first dozen of a list of names, and how many more there are."""
    more = len(names) - _NAMES_SHOWN
    return listed([*names[:_NAMES_SHOWN], *([f"{number(more)} more"] if more > 0 else [])])


def _members(members: tuple[Member, ...], work: Work) -> str:
    belonging = share(len(members), len(work.participants))
    names = [f"{escape(work.names[member.participant_id])} ({_firmness(member.firmness)})" for member in members]
    return f"Who belongs ({belonging}): {_some(names)}."


def _firmness(value: float) -> str:
    return next(word for least, word in _FIRMNESS if value >= least)
