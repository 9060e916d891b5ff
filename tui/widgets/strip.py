"""Personas or stages side by side, one of them chosen; over stages runs the curve of emotion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.sizes import TALL
from tui.text import content
from tui.widgets.curve import curve_rows

_NARROWEST, _WIDEST = 13, 44
_CURVE_ROWS, _BODY_ROWS = 5, 4


@dataclass(frozen=True)
class Card:
    """What is shown of a persona or a stage."""

    id: str
    title: str
    body: str = ""
    """Shown where there is room."""
    figure: str = ""
    """Shown always."""
    foot: Content = field(default_factory=Content)
    level: float | None = None
    """The emotion from -2 to +2, where there is one."""
    is_of_few: bool = False
    """Whether that is the feeling of one or two participants."""


class CardStrip(Widget):
    """A row of cards; a click or the screen's keys choose one."""

    DEFAULT_CSS = """
    CardStrip { height: auto; padding: 0 1; background: $surface; }
    """

    cards: reactive[Sequence[Card]] = reactive((), layout=True)
    chosen: reactive[str | None] = reactive(None)

    @dataclass
    class Chosen(Message):
        """A card was clicked."""

        card_id: str

    def __init__(self, *, curve: bool = False) -> None:
        super().__init__()
        self._curve = curve

    def render(self) -> Content:
        """The cards that fit, the chosen one among them."""
        if not self.cards or not self.size.width:
            return Content("")
        first, width = self._window(self.size.width)
        cards = self.cards[first : first + self.size.width // width]
        rows = self.size.height
        drawn: list[Content] = []
        if self._curve and rows > _CURVE_ROWS:
            drawn = curve_rows([card.level for card in cards], [card.is_of_few for card in cards], width, _CURVE_ROWS)
        columns = [self._column(card, width, rows - len(drawn)) for card in cards]
        drawn += [Content("").join(line) for line in zip(*columns, strict=True)]
        return self._with_arrows(drawn, first, len(cards))

    def get_content_height(self, container: Size, _viewport: Size, width: int) -> int:
        """Titles, figures and tallies; in a tall terminal also the bodies and the curve."""
        if not self.cards:
            return 1
        _, each = self._window(width)
        titles = max(len(_title(card, each - 4)) for card in self.cards)
        rows = min(titles, 2) + 1 + any(card.figure for card in self.cards)
        is_tall = container.height >= TALL
        words = max(len(content(card.body).wrap(each - 4)) if card.body else 0 for card in self.cards)
        return rows + (min(words, _BODY_ROWS) if is_tall else 0) + self._curve_height(is_tall)

    def _curve_height(self, is_tall: bool) -> int:
        return _CURVE_ROWS if is_tall and self._curve else 0

    def _window(self, space: int) -> tuple[int, int]:
        """The first card to show, and how wide each is."""
        fit = max(space // _NARROWEST, 1)
        number = min(len(self.cards), fit)
        width = min(space // number, space if self._curve else _WIDEST)
        at = next((n for n, card in enumerate(self.cards) if card.id == self.chosen), 0)
        return min(max(at - number // 2, 0), len(self.cards) - number), width

    def _column(self, card: Card, width: int, rows: int) -> list[Content]:
        """A card as lines of the same width: title, what there is room for, the figures."""
        is_chosen = card.id == self.chosen
        inner = width - 2
        sign = "▶ " if is_chosen else "  "
        lines = [line.pad_left(2) for line in _title(card, inner - 2)[: max(rows - 1, 1)]]
        lines[0] = content(sign, "bold $text-accent") + lines[0][2:]
        room = rows - len(lines) - 1
        if card.figure:
            lines.append(content(card.figure, "$foreground-muted").pad_left(2))
            room -= 1
        if card.body and room > 0:
            words = content(card.body, "$foreground-muted").wrap(inner - 2)
            if len(words) > room:
                last = _shortened(words[room - 1].plain, inner - 2)
                words = [*words[: room - 1], content(last, "$foreground-muted")]
            lines += [line.pad_left(2) for line in words[:room]]
        foot = [card.foot.pad_left(2).truncate(inner)] if rows > 1 else []
        lines += [Content("")] * (rows - len(lines) - 1) + foot
        cut = [line.rstrip().truncate(inner, ellipsis=True) for line in lines]
        padded = [line.pad_right(width - line.cell_length) for line in cut]
        return [line.stylize_before("on $primary 22%") if is_chosen else line for line in padded]

    def _with_arrows(self, rows: list[Content], first: int, shown: int) -> Content:
        """How to get to the others, in the corner."""
        if len(self.cards) > 1:
            before, after = "‹" if first else "", "›" if first + shown < len(self.cards) else ""
            hint = content(f" {before}[ ]{after}", "bold $text-accent")
            room = self.size.width - hint.cell_length
            rows[0] = rows[0].truncate(room).pad_right(max(room - rows[0].cell_length, 0)) + hint
        return Content("\n").join(rows)

    def on_click(self, event: events.Click) -> None:
        """Choose the card that was clicked."""
        at = event.get_content_offset(self)
        if at is None or not self.cards:
            return
        first, width = self._window(self.size.width)
        number = first + at.x // width
        if number < len(self.cards):
            self.post_message(self.Chosen(self.cards[number].id))

    def neighbour(self, step: int) -> str | None:
        """The card so many places from the chosen one, round the ends."""
        if not self.cards:
            return None
        ids = [card.id for card in self.cards]
        at = ids.index(self.chosen) if self.chosen in ids else 0
        return ids[(at + step) % len(ids)]


def _title(card: Card, width: int) -> list[Content]:
    """A title on up to two lines; a word that is too long is cut rather than broken."""
    return content(card.title, "bold").wrap(width, overflow="ellipsis")[:2]


def _shortened(line: str, width: int) -> str:
    return line.rstrip()[: width - 1].rstrip(" .,;") + "…"
