"""The theme under the cursor: what it says, what it counts, and apart from that what it does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from assistant.domain import SIBLING
from tui.marks import standing_mark
from tui.text import content
from tui.widgets.evidence_pane import in_context, told
from tui.widgets.theme_tree import not_counted

if TYPE_CHECKING:
    from assistant.domain import Theme
    from assistant.review.codings import Coded
    from assistant.review.context import QuoteInContext
    from tui.messages import EvidenceRead
    from tui.widgets.theme_tree import Place, ThemeTree

_COUNTED, _BESIDE, _BESIDE_IN_SIGHT = 3, 3, 12
"""Quotes shown of a theme, how many that it does not count with them, and how many of these under their heading."""


def examples(theme: Theme, place: Place, tree: ThemeTree) -> list[Coded]:
    """The findings whose words are shown for a row."""
    if place.finding:
        found = tree.codings.by_id.get(place.finding)
        return [found] if found is not None else []
    beside = tree.codings.beside(theme)
    return beside[:_BESIDE_IN_SIGHT] if place.beside else [*tree.codings.of_theme(theme)[:_COUNTED], *beside[:_BESIDE]]


def theme_in_full(theme: Theme, place: Place, tree: ThemeTree, message: EvidenceRead) -> Content:
    """What is shown of a theme, or of the quote of its that is under the cursor."""
    counted = {item.id for item in tree.codings.of_theme(theme)}
    here = [quote for quote in message.quotes if quote.evidence.finding_id in counted]
    beside = [quote for quote in message.quotes if quote.evidence.finding_id not in counted]
    parts = [*_head(theme, tree, in_short=bool(place.finding or place.beside))]
    parts += [part for quote in here for part in _quoted(quote)]
    if beside:
        left = len(tree.codings.beside(theme))
        heading = "Told on the same topic, and not counted here" if place.finding else not_counted(left)
        parts += [*([] if place.finding or place.beside else [Content("")]), content(heading, "bold $text-warning")]
        parts += [part for quote in beside for part in _quoted(quote, _elsewhere(quote, theme, tree))]
        parts += _more(left - len(beside)) if not place.finding else ()
    parts += [told(entry) for entry in reversed(message.history)]
    return Content("\n").join(parts)


def _head(theme: Theme, tree: ThemeTree, *, in_short: bool) -> Iterator[Content]:
    """Its name and its count; in full what it means too."""
    yield content(f"{theme.name}  ", "bold") + standing_mark(theme.status, flagged=theme.flagged).content()
    yield content(f"{theme.kind} · {tree.counts[theme.id].in_words()}", "$foreground-muted")
    if in_short:
        return
    yield content(theme.definition or "No definition yet: e writes one.")
    if (sibling := tree.themes.get(str(theme.attributes.get(SIBLING, "")))) is not None:
        yield content(f"What is near and not included: see “{sibling.name}”", "$foreground-muted")
    if number := len(tree.codings.beside(theme)):
        yield content(f"{not_counted(number)}; ⏎ lists them below its own.", "$foreground-muted")


def _quoted(quote: QuoteInContext, note: str = "") -> Iterator[Content]:
    where = " · ".join(part for part in (quote.source, quote.place, note) if part)
    yield Content("")
    yield content(quote.speaker or "unnamed", "bold") + content(f"  {where}", "$foreground-muted")
    yield in_context(quote)


def _elsewhere(quote: QuoteInContext, theme: Theme, tree: ThemeTree) -> str:
    """Where a quote that this theme does not count is counted."""
    themes = tree.codings.themes_of.get(quote.evidence.finding_id or "", ())
    names = [f"“{other.name}”" for other in themes if other.id != theme.id]
    return f"counted in {', '.join(names)}" if names else "counted in no theme"


def _more(number: int) -> Sequence[Content]:
    return [Content(""), content(f"and {number:,} more", "$foreground-muted")] if number > 0 else ()
