"""A question to the sources under way: quotes found on this machine at once, then what a model makes of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.errors import VerbatimError
from tui.messages import ModelAnswered, ModelAsked, PassagesFound

if TYPE_CHECKING:
    from textual.message import Message

    from assistant.answering import AskedModel
    from assistant.asking import Answer
    from assistant.study import Study

_QUOTES = 12
"""Quotes that are looked at, as `verbatim ask` does."""


class AskJob:
    """Asks in whatever thread calls `work`; told by messages only."""

    def __init__(self, study: Study, question: str, post: Callable[[Message], object], *, by_model: bool) -> None:
        self._study, self._question, self._post, self._by_model = study, question, post, by_model
        self._lock = threading.Lock()
        self._stopped = False
        self._asked: AskedModel | None = None

    @property
    def waits(self) -> bool:
        """Whether a model is at work on it, and somebody still wants to know."""
        return self._asked is not None and not self._stopped

    def stop(self) -> None:
        """Wait for the model no longer; an answer that still comes is kept and need not be paid for again."""
        with self._lock:
            self._stopped = True
            if self._asked is not None:
                self._asked.stop()

    def work(self, where: Mapping[str, Sequence[str]]) -> None:
        """Find quotes, then have the model answer from them; where it cannot be asked, the quotes are the answer."""
        from assistant.asking import ask

        found = ask(self._study, self._question, _QUOTES, where)
        if self._stopped:
            return
        self._post(PassagesFound(self._question, found.passages or found.nearest, bool(found.passages)))
        if self._by_model and (found.passages or found.nearest):
            self._ask_model(found)

    def _ask_model(self, found: Answer) -> None:
        from assistant.answering import StoppedError

        try:
            reply, trouble = self._ready(found).awaited(), ""
        except StoppedError:
            reply, trouble = None, "Stopped. An answer that still comes is kept: asking again then costs nothing."
        except VerbatimError as error:
            reply, trouble = None, str(error)
        self._asked = None
        self._post(
            ModelAnswered(self._question, self._study.settings.engine, reply, trouble, self._study.store.spent())
        )

    def _ready(self, found: Answer) -> AskedModel:
        """The model, after it was told what it will cost; StoppedError where nobody waits any more."""
        from assistant.answering import AskedModel, StoppedError

        asked = AskedModel(self._study, found)
        price = asked.price()
        with self._lock:
            if self._stopped:
                raise StoppedError("The question was stopped.")
            self._asked = asked
        self._post(ModelAsked(self._question, asked.name, len(asked.passages), price))
        return asked
