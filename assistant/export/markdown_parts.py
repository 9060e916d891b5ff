"""The pieces of the Markdown report that recur: quotes with their place, claims with their count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.domain import Claim
from assistant.export.escaping import anchor, escape
from assistant.export.shown import MOST, spoken
from assistant.export.wording import against, capital, looked_for, mentions, number, people, place
from assistant.export.work import ExportedClaim, Quote, Work


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
    speaker = work.names.get(item.participant_id or "", "") or (item.turn.speaker if item.turn else "")
    parts = [speaker or "speaker not named", item.source.name, place(item.turn)]
    return ", ".join(escape(part) for part in parts if part)


def claim(item: ExportedClaim, work: Work) -> list[str]:
    """A claim, its count and its quotes, those against it last; what is only one person's words needs no more."""
    text, _ = spoken(item)
    under = work.shown.get(item.claim.id, ())
    blocks = [quote(one, work) for one in under]
    if text or item.prevalence.participants != 1 or not blocks:
        blocks.insert(0, _head(item, text))
        blocks += [f"*and {number(more)} more*"] if (more := len(item.evidence) - len(under)) > 0 else []
    else:
        blocks[0] += marks(item.claim)
    return [*blocks, *_against(item, work)]


def _head(item: ExportedClaim, text: str) -> str:
    """What is claimed and how many say it; what is only in their own words is led by who says it."""
    who, times = people(item.prevalence, item.outside), mentions(item.prevalence)
    said = f"**{escape(text)}** ({who}, {times})" if text else f"**{capital(who)} told something like this** ({times})"
    alone = " *[one participant alone]*" if item.prevalence.participants == 1 < item.prevalence.of else ""
    return f"{said}{alone}{marks(item.claim)}"


def _against(item: ExportedClaim, work: Work) -> list[str]:
    """The quotes against a claim, or where such were looked for."""
    if item.counter:
        return [f"{against(item.claim)}:", *quotes(item.counter, work)]
    return [f"*{looked_for(item.claim.searched)}*"] if item.claim.searched is not None else []


def claims_by_field(items: Sequence[ExportedClaim], headings: Mapping[str, str], level: str, work: Work) -> list[str]:
    """Claims under the headings of their fields, in the order of the headings; unknown fields come last."""
    fields = [*headings, *sorted({item.claim.field for item in items} - set(headings))]
    blocks: list[str] = []
    for name in fields:
        own = [item for item in items if item.claim.field == name]
        if own:
            blocks.append(f"{level} {escape(headings.get(name, name))}")
            blocks += [block for item in own for block in claim(item, work)]
    return blocks


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
    names += ["its evidence has changed since it was approved"] if item.stale else []
    return f" *[{'; '.join(names)}]*" if names else ""


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are escaped already."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
