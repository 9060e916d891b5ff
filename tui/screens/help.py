"""Help for what has the focus: what it is, and the keys that do something there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from tui.marks import MARKS
from tui.modes import MODES
from tui.text import content
from tui.widgets.keyline import KeyLine
from tui.widgets.row import Row

Keys = Sequence[tuple[str, str]]

_MOVES = (
    "cursor_",
    "page_",
    "scroll_",
    "first",
    "last",
    "copy_text",
    "app.focus_",
    "command_palette",
    "maximize",
    "minimize",
)

_STEPS = ("step(", "page(")
_LISTS = (
    ("↑ ↓ j k", "Move"),
    ("PgUp PgDn", "A page up, a page down"),
    ("g G", "To the start, to the end"),
)
_EVERYWHERE = (
    (f"1 … {len(MODES)}", f"The screens: {', '.join(MODES)}"),
    ("^p", "All commands by name"),
)

_CALLED = {"space": "Space", "esc": "Esc", "pgup": "PgUp", "pgdn": "PgDn", "tab": "Tab"}
"""Keys as they stand on a keyboard."""

_MEANINGS = (
    "nobody has decided yet",
    "accepted as drafted",
    "accepted in a reviewer's words",
    "rejected, with a reason",
    "to be looked at again",
    "its evidence has changed since it was accepted",
    "no evidence; never exported as a finding",
)


class HelpScreen(ModalScreen[None]):
    """What can be done here."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["ask.tcss", "help.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q,enter", "dismiss", "Close", key_display="Esc"),
        Binding("j,down", "scroll(1)", "Scroll", key_display="↑ ↓"),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,pagedown", "page(1)", "Page", key_display="Space"),
        Binding("b,pageup", "page(-1)", show=False),
        Binding("g,home", "scroll(-9999)", show=False),
        Binding("G,end", "scroll(9999)", show=False),
    ]

    def __init__(self, about: Sequence[str], keys: Keys) -> None:
        super().__init__()
        self._about, self._keys = about, keys

    def compose(self) -> ComposeResult:
        """What it is, its keys, the marks."""
        with Vertical(id="box"), VerticalScroll(id="help", can_focus=False):
            yield Static(content("\n\n".join(self._about)))
            yield Static(content("Keys", "bold $text-accent"), classes="heading")
            yield from _table(self._keys)
            yield Static(content("Marks", "bold $text-accent"), classes="heading")
            yield Static(_marks())
        yield KeyLine()

    def action_scroll(self, lines: int) -> None:
        """Scroll the text."""
        self.query_one("#help").scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll a page."""
        text = self.query_one("#help")
        text.scroll_relative(y=pages * max(text.size.height - 2, 1), animate=False)


def keys_of(screen: Screen[object]) -> Keys:
    """The keys that do something on a screen now: those in the line at the bottom first, those that only move last."""
    keys: dict[str, tuple[bool, str, list[str]]] = {}
    for key, (_, binding, enabled, tooltip) in screen.active_bindings.items():
        if enabled and binding.description and not binding.system and not _only_moves(binding):
            names = keys.setdefault(binding.action, (not binding.show, tooltip or binding.description, []))[2]
            names.append(_name(screen, key, binding))
    rows = [(" ".join(dict.fromkeys(names)), what) for _, what, names in sorted(keys.values(), key=lambda row: row[0])]
    has_rows = any(binding.action == "first" for _, binding, _, _ in screen.active_bindings.values())
    return [*rows, *(_LISTS if has_rows else ()), *(() if screen.is_modal else _EVERYWHERE)]


def _only_moves(binding: Binding) -> bool:
    action = binding.action.removeprefix("screen.").removeprefix("app.")
    return not binding.show and action.startswith((*_MOVES, *_STEPS, "go("))


def _name(screen: Screen[object], key: str, binding: Binding) -> str:
    name = binding.key_display or screen.app.get_key_display(binding.with_key(key))
    return _CALLED.get(name, name.replace("shift+", "⇧"))


def _table(rows: Keys) -> Iterator[Static]:
    """A row each, so that what is long goes on beside its key."""
    width = max((len(key) for key, _ in rows), default=0) + 1
    for key, what in rows:
        yield Static(Row(content(key.ljust(width), "bold $footer-key-foreground"), content(what)))


def _marks() -> Content:
    pairs = zip(MARKS, _MEANINGS, strict=True)
    return Content("\n").join([mark.content().pad_right(12 - len(mark.word)) + content(text) for mark, text in pairs])
