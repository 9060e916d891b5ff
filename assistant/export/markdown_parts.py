"""The pieces of the Markdown report that recur: quotes with their place, claims with their count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.domain import PERSONA_FIELDS, STAGE_FIELDS, Claim
from assistant.export.escaping import anchor, escape
from assistant.export.printed import by_field
from assistant.export.searched import searched_in
from assistant.export.shown import MOST, MOTTO, Above, Shown, spoken
from assistant.export.wording import against, capital, looked_for, mentions, number, people, place
from assistant.export.work import ExportedClaim, Quote, Work

ALONE = " *[one participant alone]*"
"""Stands behind what one of several people said or felt."""


def quotes(items: Sequence[Quote], work: Work, shown: int = MOST) -> list[str]:
    """The first of some quotes as blocks, and a line on how many more there are."""
    blocks = [quote(item, work) for item in items[:shown]]
    if more := len(items) - shown:
        blocks += [f"*and {number(more)} more*"] if more > 0 else []
    return blocks


def quote(item: Quote, work: Work) -> str:
    """Words, then who said them and where; the comment lets `verbatim verify` find them again."""
    return f"> {escape(item.text)}\n>\n> — {_attribution(item, work)} {anchor(item.span)}"


def _attribution(item: Quote, work: Work) -> str:
    parts = [_speaker(item, work) or "speaker not named", item.source.name, place(item.turn)]
    return ", ".join(escape(part) for part in parts if part)


def _who(item: Quote, work: Work) -> str:
    """Who said it and when, for what was said in full before; the source where nobody is named."""
    parts = [_speaker(item, work) or item.source.name, place(item.turn)]
    return ", ".join(escape(part) for part in parts if part)


def _speaker(item: Quote, work: Work) -> str:
    return work.names.get(item.participant_id or "", "") or (item.turn.speaker if item.turn else "")


def claim(item: ExportedClaim, work: Work) -> list[str]:
    """A claim, its count and its quotes, those against it last; what is only one person's words needs no more."""
    text, _ = spoken(item)
    mine = work.shown.get(item.claim.id, Shown())
    blocks = [quote(one, work) for one in mine.quotes] or _above("Quoted above", mine.above, item.evidence, work)
    if text or item.prevalence.participants != 1 or not blocks:
        blocks.insert(0, _head(item, text))
        if mine.quotes and (more := len(item.evidence) - len(mine.quotes)) > 0:
            blocks.append(f"*and {number(more)} more*")
    else:
        blocks[0] += marks(item.claim)
    return [*blocks, *_against(item, mine, work)]


def _above(lead: str, items: Sequence[Above], every: Sequence[Quote], work: Work) -> list[str]:
    """Who is quoted further up, and under which heading, in the place of their words."""
    names = list(dict.fromkeys(f"{_who(item.quote, work)} ({_heading(item.field)})" for item in items))
    more = len(every) - len(items)
    listed = "; ".join([*names, *([f"and {number(more)} more"] if more > 0 else [])])
    return [f"*{lead}: {listed}.*"] if names else []


def _heading(field: str) -> str:
    return "at the top" if field == MOTTO else escape({**PERSONA_FIELDS, **STAGE_FIELDS}.get(field, field))


def _head(item: ExportedClaim, text: str) -> str:
    """What is claimed and how many say it; what is only in their own words is led by who says it."""
    who, times = people(item.prevalence, item.outside), mentions(item.prevalence)
    said = f"**{escape(text)}** ({who}, {times})" if text else f"**{capital(who)} told something like this** ({times})"
    alone = ALONE if item.prevalence.participants == 1 < item.prevalence.of else ""
    return f"{said}{alone}{marks(item.claim)}"


def _against(item: ExportedClaim, mine: Shown, work: Work) -> list[str]:
    """The quotes against a claim; where there were such and they are withdrawn, that."""
    if mine.against:
        more = len(item.counter) - len(mine.against)
        blocks = [f"{against(item.claim)}:", *(quote(one, work) for one in mine.against)]
        return [*blocks, *([f"*and {number(more)} more*"] if more > 0 else [])]
    if mine.against_above:
        return _above(f"{against(item.claim)}, quoted above", mine.against_above, item.counter, work)
    withdrawn = item.claim.searched is not None and item.claim.searched.found
    return [f"*{looked_for(item.claim.searched)}*"] if item.claim.searched and withdrawn else []


def claims_by_field(items: Sequence[ExportedClaim], headings: Mapping[str, str], level: str, work: Work) -> list[str]:
    """Claims under the headings of their fields, and where words against them were looked for."""
    blocks: list[str] = []
    for name, own in by_field(items, headings).items():
        blocks.append(f"{level} {escape(headings.get(name, name))}")
        blocks += [block for item in own for block in claim(item, work)]
    return [*blocks, *searched_in(items, headings)]


def assumptions(items: Sequence[Claim]) -> list[str]:
    """What was offered without evidence, marked as that."""
    if not items:
        return []
    rows = "\n".join(f"- {escape(item.text)}{marks(item)}" for item in items)
    return ["Assumptions, with no evidence behind them:", rows]


def marks(item: Claim) -> str:
    """What a reader must know of a claim that is not plainly approved."""
    names: list[str] = [item.status] if item.status != "approved" else []
    names += ["flagged"] if item.flagged else []
    names += [item.why_stale] if item.why_stale else []
    return f" *[{'; '.join(names)}]*" if names else ""


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are escaped already."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
