"""One of several values: the arrows go through them, typed letters jump to one."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.text import content, one_line

_PAUSE = 1.0
"""Seconds after which typed letters begin a new word."""


class Choice(Widget, can_focus=True):
    """A name and the value that is chosen; all values where there is room for them."""

    HELP = "Left and right go through the values; letters jump to the value that has them. Up and down go on."

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Value", key_display="← →"),
        Binding("right", "step(1)", "Next value", show=False),
        Binding("up", "app.focus_previous", "Line", key_display="↑ ↓"),
        Binding("down", "app.focus_next", "Next line", show=False),
    ]

    DEFAULT_CSS = """
    Choice { height: 1; padding: 0 1; }
    Choice:focus { background: $primary 34%; }
    """

    value: reactive[str] = reactive("", init=False)

    @dataclass
    class Changed(Message):
        """Another value was chosen."""

        choice: Choice

        @property
        def control(self) -> Choice:
            """Lets handlers name the choice they follow."""
            return self.choice

    def __init__(self, name: str, options: Sequence[tuple[str, str]], value: str = "", *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._name, self._options = name, options
        self._typed, self._typed_at = "", 0.0
        values = [option for option, _ in options]
        self.set_reactive(Choice.value, value if value in values else next(iter(values), ""))

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Other values to choose from; the chosen one stays where it is among them."""
        if options != self._options:
            self._options = options
            if self.value not in [option for option, _ in options]:
                self.set_reactive(Choice.value, next((option for option, _ in options), ""))
            self.refresh()

    def render(self) -> Content:
        """All values with the chosen one marked, or that one alone."""
        head = content(f"{self._name:<12}", "$foreground-muted")
        every = Content("  ").join(self._shown(option, label) for option, label in self._options)
        if head.cell_length + every.cell_length <= self.size.width:
            return head + every
        place = self._place()
        label = dict(self._options).get(self.value, "")
        room = max(self.size.width - head.cell_length - len(place) - 4, 4)
        return head + content(f"‹ {one_line(label, room)} ›", "bold $text-accent") + content(place, "$foreground-muted")

    def _place(self) -> str:
        """Which of how many; beside "everybody" a number would be taken for how many there are."""
        values = [option for option, _ in self._options if option]
        return (
            f"  {values.index(self.value) + 1} of {len(values)}"
            if self.value in values
            else f"  or one of {len(values)}"
        )

    def _shown(self, option: str, label: str) -> Content:
        return content(f"[{label}]", "bold $text-accent") if option == self.value else content(f" {label} ")

    @property
    def _at(self) -> int:
        return next((at for at, (option, _) in enumerate(self._options) if option == self.value), 0)

    def watch_value(self) -> None:
        """Tell of the change."""
        self.refresh()
        self.post_message(self.Changed(self))

    def action_step(self, step: int) -> None:
        """Go to another value, round the ends."""
        if self._options:
            self.value = self._options[(self._at + step) % len(self._options)][0]

    def check_consume_key(
        self,
        key: str,  # noqa: ARG002  # as Textual calls it
        character: str | None = None,
    ) -> bool:
        """Letters are typed into it."""
        return character is not None and character.isprintable()

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]  # Textual calls either kind
        if event.is_printable and event.character:
            event.stop()
            event.prevent_default()
            self._jump(event.character.casefold())

    def _jump(self, character: str) -> None:
        now = time.monotonic()
        self._typed = self._typed + character if now - self._typed_at < _PAUSE else character
        self._typed_at = now
        labels = [(option, label.casefold()) for option, label in self._options]
        starting = [option for option, label in labels if label.startswith(self._typed)]
        within = [option for option, label in labels if self._typed in label]
        if starting or within:
            self.value = (starting or within)[0]

    def on_click(self, event: events.Click) -> None:
        """A click on a value chooses it; elsewhere it goes to the next."""
        at, left = event.get_content_offset(self), 12
        for option, label in self._options:
            right = left + self._shown(option, label).cell_length
            if at is not None and left <= at.x < right <= self.size.width:
                self.value = option
                return
            left = right + 2
        self.action_step(1)
