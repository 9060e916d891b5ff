"""The words behind a claim and against it, where they were said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from assistant.domain import Claim, Decision
from assistant.review.history import VERBS, local_time
from tui.text import content, one_line
from tui.widgets.listing import Listing
from tui.widgets.row import Row

if TYPE_CHECKING:
    from assistant.review.context import Aside, QuoteInContext

_LONGEST_QUOTE = 1_500
_LONGEST_ASIDE = 240
_WITH_AN_OBJECT = (" in", " of", " on", " to", " from")
"""How verbs end that are nothing without what they were about."""


class EvidencePane(Listing):
    """Quotes in their context; Enter opens the one under the cursor in its transcript."""

    HELP = (
        "The quotes behind the claim, and those against it, each with who said it, where, and the words around it. "
        "Enter opens the transcript at the quote under the cursor."
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open", key_display="⏎", tooltip="Open this quote in its transcript"),
        Binding(
            "minus",
            "screen.detach",
            "Detach",
            key_display="-",
            tooltip="Take the quote under the cursor away from the claim",
        ),
        Binding("left,h", "screen.focus_pane('ClaimList')", "To the claims", key_display="←"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.quotes: list[QuoteInContext] = []

    def clear_evidence(self) -> None:
        """Forget the quotes of the claim before; the next ones are on their way."""
        self.quotes = []

    def show_evidence(self, claim: Claim | None, quotes: Sequence[QuoteInContext], history: Sequence[Decision]) -> None:
        """Show what a claim rests on, and what was decided on it."""
        self.quotes = list(quotes)
        self.highlighted = None
        self.show(list(_rows(claim, quotes, history)))
        self.scroll_home(animate=False)

    @property
    def quote(self) -> QuoteInContext | None:
        """The quote under the cursor, or else the first."""
        if self.row_id is not None and self.row_id.isdigit():
            return self.quotes[int(self.row_id)]
        return self.quotes[0] if self.quotes else None


def _rows(claim: Claim | None, quotes: Sequence[QuoteInContext], history: Sequence[Decision]) -> Iterator[Option]:
    if claim is None:
        return
    numbered = list(enumerate(quotes))
    support = [(number, item) for number, item in numbered if item.evidence.polarity == "for"]
    against = [(number, item) for number, item in numbered if item.evidence.polarity == "against"]
    yield _heading(_said_by(claim) if support else "No quote stands behind this")
    if claim.stale:
        yield _note(content(f"Accepted, but {claim.why_stale}.", "$text-warning"))
    yield from (Option(_quote_row(item, "“"), id=str(number)) for number, item in support)
    yield from _against(claim, against)
    if claim.edited:
        yield _heading("Draft before it was edited")
        yield _note(content(claim.draft, "$foreground-muted"))
    if history:
        yield _heading("Decided so far")
        yield from (_note(told(entry)) for entry in reversed(history))


def _said_by(claim: Claim) -> str:
    """How many say it, those apart who are not of its persona."""
    others = f", and {claim.outside} who {'is' if claim.outside == 1 else 'are'} not of this persona"
    return f"Said by {claim.prevalence.in_words()}{others if claim.outside else ''}"


def _against(claim: Claim, quotes: Sequence[tuple[int, QuoteInContext]]) -> Iterator[Option]:
    """What speaks against it, or where that was looked for."""
    if not quotes and claim.searched is None:
        return
    # Late: it brings much with it that lists of claims need not wait for.
    from assistant.export.wording import against, looked_for

    yield _heading(against(claim))
    yield from (Option(_quote_row(item, "≠"), id=str(number)) for number, item in quotes)
    if not quotes and claim.searched is not None:
        yield _note(content(looked_for(claim.searched), "$foreground-muted"))


def _heading(text: str) -> Option:
    return Option(Content(text), disabled=True)


def _note(words: Content) -> Option:
    return Option(Row(Content("·"), words.stylize_before("not bold $foreground")), disabled=True)


def told(entry: Decision) -> Content:
    """A decision in one line."""
    verb = VERBS.get(entry.action, entry.action)
    verb += " it" * verb.endswith(_WITH_AN_OBJECT)
    what = f" decision {entry.undoes}" if entry.undoes is not None else ""
    why = f": {one_line(entry.why)}" if entry.why else ""
    return content(f"{entry.seq:>4}  {local_time(entry.at)}  {entry.who} {verb}{what}{why}")


def _quote_row(item: QuoteInContext, sign: str) -> Row:
    where = " · ".join(part for part in (item.source, item.place) if part)
    head = content(item.speaker or "unnamed", "bold") + content(f"  {where}", "$foreground-muted")
    return Row(Content.styled(sign, "bold $text-accent"), head + "\n" + in_context(item))


def in_context(item: QuoteInContext) -> Content:
    """A quote, with the words around it in a quieter colour."""
    quote = item.quote if len(item.quote) <= _LONGEST_QUOTE else item.quote[:_LONGEST_QUOTE] + "…"
    parts = [content(" ".join(quote.split()), "bold $text-primary")]
    if item.before is not None:
        parts.insert(0, _aside(item.before, at_end=True) + (" " if item.quote[:1].isalnum() else ""))
    if item.after is not None:
        parts.append((" " if item.after.text[:1].isalnum() or item.after.speaker else "") + _aside(item.after))
    return Content("").join(parts)


def _aside(aside: Aside, *, at_end: bool = False) -> Content:
    text = " ".join(aside.text.split())
    if len(text) > _LONGEST_ASIDE:
        text = "…" + text[-_LONGEST_ASIDE:] if at_end else text[:_LONGEST_ASIDE] + "…"
    speaker = f"{aside.speaker}: " if aside.speaker else ""
    return content(f"{speaker}{text}", "$foreground-muted")
