"""The pieces of the Markdown report that recur: quotes with their place, claims with their count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from assistant.analysis.voices import in_turn
from assistant.domain import Claim
from assistant.export.escaping import anchor, escape
from assistant.export.wording import capital, looked_for, mentions, number, people, place
from assistant.export.work import ExportedClaim, Quote, Work

_ENDS_IN_WORDS = re.compile(r"(?P<text>[^“]*)“(?P<words>[^“”]+)”\Z")
SHOWN = 3
"""Quotes under a claim; the rest is in the JSON export."""


def quotes(items: Sequence[Quote], work: Work, shown: int = SHOWN) -> list[str]:
    """The first quotes of a claim as blocks, and a line on how many more there are."""
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
    """A claim, its count and its quotes, those against it last; what is only somebody's words is led by who says it."""
    text, evidence = _spoken(item)
    who, times = people(item.prevalence, item.outside), mentions(item.prevalence)
    said = f"**{escape(text)}** ({who}, {times})" if text else f"**{capital(who)}** ({times})"
    alone = " *[one participant alone]*" if item.prevalence.participants == 1 < item.prevalence.of else ""
    blocks = [f"{said}{alone}{marks(item.claim)}", *quotes(evidence, work)]
    if item.counter:
        blocks += ["Against:", *quotes(item.counter, work)]
    elif item.claim.searched is not None:
        blocks.append(f"*{looked_for(item.claim.searched)}*")
    return blocks


def _spoken(item: ExportedClaim) -> tuple[str, Sequence[Quote]]:
    """A claim that ends in somebody's words without them, and the quote they are from first: nothing is said twice."""
    match = _ENDS_IN_WORDS.match(item.claim.text)
    speaking = [quote for quote in item.evidence if match and match["words"] in " ".join(quote.text.split())]
    if match is None or not speaking:
        return item.claim.text, item.evidence
    rest = [quote for quote in item.evidence if quote is not speaking[0]]
    return match["text"].rstrip(" :"), in_turn([speaking[0], *rest])


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
