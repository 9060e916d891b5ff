"""Keys in the order in which they were typed, each on the screen that the keys before it have led to."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TypeVar

from textual import events
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer

Return = TypeVar("Return")

_PATIENCE = 3.0
"""Seconds after which a mark counts as lost, together with the widget that it went to."""


class Passed(Message):
    """Follows a key through the same queues: when the app hears it, the key has done what it does."""


class TypedApp(App[Return]):
    """Holds the next key back until the one before is dealt with and the screen it has opened takes keys.

    Textual hands keys on as they come: of `x` and a reason typed in one go the first letters were lost, and keys after
    the number of a screen were still taken for the screen before.
    """

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Key | events.Paste] = deque()
        self._on_its_way: Passed | None = None
        self._asked: Screen[object] | None = None
        """The screen that is known to take keys."""
        self._lost: Timer

    async def on_event(self, event: events.Event) -> None:
        """Keys wait for their turn, everything else does not."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._typed.append(event)
            if self._on_its_way is None:
                await self._hand_on()
        else:
            await super().on_event(event)

    def on_passed(self, message: Passed) -> None:
        """The key before is dealt with, or the screen takes keys now."""
        message.stop()
        # Behind what the key has put off: a widget takes the focus a little later than it is told to.
        self.call_later(self._after, message)

    async def _after(self, mark: Passed) -> None:
        if mark is self._on_its_way:
            self._on_its_way = None
            self._lost.stop()
            await self._hand_on()

    async def _hand_on(self) -> None:
        """Give the next key to what has the focus, once the screen is ready for it."""
        if not self._typed:
            return
        if self._asked is not self.screen:
            self._asked = self.screen
            self._send_behind(self.screen)
            return
        target = self.focused or self.screen
        await super().on_event(self._typed.popleft())
        self._send_behind(target)

    def _send_behind(self, target: MessagePump) -> None:
        mark = self._on_its_way = Passed()
        target.post_message(mark)
        # Should a widget that the key has closed take the mark with it, typing goes on all the same.
        self._lost = self.set_timer(_PATIENCE, partial(self.post_message, mark))
