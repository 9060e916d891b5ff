"""A finding as a row of a list, and in full with the words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from tui.marks import KIND_SIGNS, KIND_STYLES, kind_mark, standing_mark
from tui.text import content, one_line, short_name, shown
from tui.widgets.evidence_pane import in_context, told

if TYPE_CHECKING:
    from assistant.review.codings import Coded, Codings
    from tui.messages import EvidenceRead


def finding_row(item: Coded, codings: Codings, width: int) -> Content:
    """Standing, kind and label at the left, the words, who said them at the right."""
    row, mark = item.row, standing_mark(item.row.status, flagged=item.row.flagged)
    who = short_name(codings.participants.get(row.participant_id or "", ""), 14)
    tail = f" {shown(who)} {row.confidence:>4.0%}"
    label_room = min(max(width // 4, 14), 34)
    room = max(width - label_room - cell_len(tail) - 5, 4)
    # Put together in one go and to the cell: a page of rows is made anew at every letter of a search.
    return Content.assemble(
        (f"{mark.sign} ", mark.style),
        (KIND_SIGNS.get(row.kind, "·"), KIND_STYLES.get(row.kind, "")),
        (f" {_fitted(row.label, label_room)} ", "bold"),
        (_fitted(item.quote, room), "$foreground-muted" if row.status == "rejected" else ""),
        (tail, "$foreground-muted"),
    )


def _fitted(text: str, room: int) -> str:
    """A text on one line of just so many cells."""
    line = shown(one_line(text, room))
    return line if len(line) == room and line.isascii() else set_cell_size(line, room)


def finding_in_full(item: Coded, codings: Codings, message: EvidenceRead) -> Content:
    """A finding with the words around it, what it belongs to, and what was decided on it."""
    row, quote = item.row, message.quotes[0]
    standing = standing_mark(row.status, flagged=row.flagged)
    head = kind_mark(row.kind) + content(f" {row.kind}: {row.label}  ", "bold") + standing.content()
    themes = ", ".join(theme.name for theme in codings.themes_of.get(row.id, ()))
    facts = [row.stage or "no stage", f"coded by {row.coder}, {row.confidence:.0%} sure"]
    facts += [f"theme: {themes}"] if themes else []
    where = " · ".join(part for part in (quote.source, quote.place) if part)
    parts = [
        head,
        content(" · ".join(facts), "$foreground-muted"),
        Content(""),
        content(quote.speaker or "unnamed", "bold") + content(f"  {where}", "$foreground-muted"),
        in_context(quote),
    ]
    parts += [told(entry).stylize_before("$foreground-muted") for entry in reversed(message.history)]
    return Content("\n").join(parts)
