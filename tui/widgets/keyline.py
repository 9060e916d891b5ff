"""The line at the bottom: the keys that do something here and now, as many as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

_ALWAYS = ("question_mark", "q")
"""Never pushed out by the others."""

_NEVER_TYPED = ("ctrl+", "escape", "enter", "tab", "left", "right", "up", "down", "f1")
"""Beginnings of keys that go into no line."""


class KeyLine(Widget):
    """Made from the bindings that are active, so that it cannot promise what does not work."""

    DEFAULT_CSS = """
    KeyLine { dock: bottom; height: 1; background: $panel; padding: 0 1; }
    """

    _labels: Sequence[tuple[str, Content]] = ()
    """The keys that do something and their labels: asked for when something has changed, not at every paint."""
    _to_ask = False

    def on_mount(self) -> None:
        """Follow the screen's bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _screen: Screen[object]) -> None:
        if not self._to_ask:
            self._to_ask = True
            self.call_next(self._ask)

    def _ask(self) -> None:
        """Ask what does something now: often the same as before, and then nothing is painted."""
        self._to_ask = False
        # Only the screen that is there, and all of it, can say what its keys do; when it comes it calls again.
        if self.screen.is_current and self.screen.is_mounted and (labels := self._active()) != self._labels:
            self._labels = labels
            self.refresh()

    def render(self) -> Content:
        """Keys and what they do."""
        return Content("  ").join(label for _, label in self._fitting())

    def _active(self) -> list[tuple[str, Content]]:
        shown: dict[str, tuple[str, Content]] = {}
        for _, binding, enabled, _ in self.screen.active_bindings.values():
            if binding.show and enabled and binding.action not in shown and not self._is_typed(binding):
                key = Content.styled(self.app.get_key_display(binding), "bold $footer-key-foreground")
                shown[binding.action] = (binding.key, key + f" {binding.description}")
        return list(shown.values())

    def _is_typed(self, binding: Binding) -> bool:
        """Whether the key goes into a line that is being typed in."""
        focused = self.screen.focused
        typing = focused is not None and focused.check_consume_key("a", "a")
        return typing and not binding.key.startswith(_NEVER_TYPED)

    def _fitting(self) -> list[tuple[str, Content]]:
        labels = list(self._labels)
        while len(labels) > 1 and sum(label.cell_length + 2 for _, label in labels) - 2 > self.size.width - 2:
            spare = [item for item in labels if item[0] not in _ALWAYS]
            if not spare:
                break
            labels.remove(spare[-1])
        return labels

    def on_click(self, event: events.Click) -> None:
        """A click on a key presses it."""
        at = event.get_content_offset(self)
        left = 0
        for key, label in self._fitting():
            if at is not None and left <= at.x < left + label.cell_length:
                self.app.simulate_key(key)
                return
            left += label.cell_length + 2
