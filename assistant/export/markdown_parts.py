"""The pieces of the Markdown report that recur: quotes with their place, marks, lists of assumptions, tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.domain import Claim
from assistant.export.escaping import anchor, escape
from assistant.export.shown import MOST
from assistant.export.wording import number, place
from assistant.export.work import Quote, Work

ALONE = " *[one participant alone]*"
"""Stands behind what one of several people felt."""


def quotes(items: Sequence[Quote], work: Work, shown: int = MOST) -> list[str]:
    """The first of some quotes as blocks, and a line on how many more there are."""
    blocks = [quote(item, work) for item in items[:shown]]
    return blocks + and_more(len(items) - shown)


def and_more(count: int) -> list[str]:
    """How many quotes there are beside those that are printed."""
    return [f"*and {number(count)} more*"] if count > 0 else []


def quote(item: Quote, work: Work) -> str:
    """Words, then who said them and where; the comment lets `verbatim verify` find them again."""
    return f"> {escape(item.text)}\n>\n> — {_attribution(item, work)} {anchor(item.span)}"


def inline(item: Quote, work: Work) -> str:
    """The same within a line of a list."""
    return f"“{escape(item.text)}” — {_attribution(item, work)} {anchor(item.span)}"


def _attribution(item: Quote, work: Work) -> str:
    parts = [_speaker(item, work) or "speaker not named", item.source.name, place(item.turn)]
    return _listed(parts)


def who(item: Quote, work: Work) -> str:
    """Who said it and when, for what was said in full before; the source where nobody is named."""
    return _listed([_speaker(item, work) or item.source.name, place(item.turn)])


def _listed(parts: Sequence[str]) -> str:
    """A file that is called like its speaker is named once."""
    return ", ".join(escape(part) for part in dict.fromkeys(parts) if part)


def _speaker(item: Quote, work: Work) -> str:
    return work.names.get(item.participant_id or "", "") or (item.turn.speaker if item.turn else "")


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
