"""What the app reads for its screens, always in a thread: the desk, the codings, quotes, transcripts, the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import work
from textual.reactive import var
from textual.screen import Screen
from textual.worker import get_current_worker

from assistant.errors import VerbatimError
from assistant.review.reviewer import known_reviewer
from tui.messages import (
    CodingsRead,
    CountsRead,
    DeskRead,
    EvidenceRead,
    Failed,
    LedgerRead,
    SourcesRead,
    TranscriptRead,
)
from tui.typed import TypedApp

if TYPE_CHECKING:
    from assistant.domain import Evidence
    from assistant.review.codings import Codings
    from assistant.review.context import Contexts
    from assistant.review.desk import Desk
    from assistant.store.figures import Counts
    from assistant.store.glance import Glance
    from assistant.study import Study


_FIRST_PAGE = 200
"""Findings shown before all are read."""


class ReadingApp(TypedApp[VerbatimError]):
    """Holds what was read and hands it down; screens watch `desk` and `codings`."""

    desk: var[Desk | None] = var(None)
    codings: var[Codings | None] = var(None)
    """None until a screen asks for them with `need_codings`."""
    counts: var[Counts | None] = var(None)
    """Before the desk is there, so that a large study shows something soon."""
    blind: var[bool] = var(False)
    """Only the reviewer's own coding is shown: for agreement studies."""
    reviewer: var[str] = var("")

    def __init__(self, study: Study, reviewer: str, *, blind: bool) -> None:
        super().__init__()
        self.study = study
        self._contexts: Contexts | None = None
        self._glance: Glance | None = None
        self._own: tuple[Codings, str, Codings] | None = None
        """All codings, whose are shown in blind mode, and these: picked out once."""
        self.set_reactive(ReadingApp.reviewer, known_reviewer(reviewer))
        self.set_reactive(ReadingApp.blind, blind)

    @property
    def shown_codings(self) -> Codings | None:
        """The codings that may be seen: in blind mode nobody else's."""
        codings = self.codings
        if codings is None or not self.blind:
            return codings
        if self._own is None or self._own[0] is not codings or self._own[1] != self.reviewer:
            self._own = (codings, self.reviewer, codings.only_by(self.reviewer))
        return self._own[2]

    @contextmanager
    def failing_politely(self) -> Iterator[None]:
        """In a worker: what can be explained is explained, and the app goes on."""
        try:
            yield
        except VerbatimError as error:
            self.post_message(Failed(error))

    def glance(self) -> None:
        """Count what there is: the driver does so without holding up Python."""
        if (seen := self.study.glance()) is not None:
            self.post_message(CountsRead(seen))

    @work(thread=True)
    def read_study(self) -> None:
        """Open the study and read the desk; without it the app cannot go on."""
        from assistant.review.context import Contexts
        from assistant.review.desk import read_desk
        from assistant.store.glance import Glance

        try:
            store = self.study.store
            # On a server, or in a file of an earlier schema, this is the first look.
            seen = self._glance or Glance(store.last_decision(), store.counts())
            self.post_message(CountsRead(seen))
            desk = read_desk(store, seen)
        except VerbatimError as error:
            self.call_from_thread(self.exit, error, 1)
            return
        self._contexts = Contexts(self.study.store)
        self.post_message(DeskRead(desk))

    def on_counts_read(self, message: CountsRead) -> None:
        """Hand them down."""
        self._glance, self.counts = message.glance, message.glance.counts

    def need_codings(self) -> None:
        """Read the codings, unless they are there."""
        if self.codings is None:
            self.read_codings()

    @work(thread=True, exclusive=True, group="codings")
    def read_codings(self) -> None:
        """Read all findings and themes; of a large study those of the first texts come first, and by themselves."""
        from assistant.review.codings import read_codings, read_first_codings

        worker = get_current_worker()
        with self.failing_politely():
            if self.codings is None:
                first = read_first_codings(self.study.store, _FIRST_PAGE)
                if first.more:
                    self.post_message(CodingsRead(first))
                    return
            codings = read_codings(self.study.store)
            if not worker.is_cancelled:
                self.post_message(CodingsRead(codings))
                codings.prepare()

    @work(thread=True, exclusive=True, group="sources")
    def read_sources(self, screen: Screen[Any]) -> None:
        """Read the list of sources for a screen."""
        from assistant.review.listed import read_sources

        with self.failing_politely():
            screen.post_message(SourcesRead(read_sources(self.study.store)))

    def read_evidence(self, about: str, items: Sequence[Evidence], screen: Screen[Any]) -> None:
        """Look up the quotes and the history of a claim, a finding or a theme for a screen.

        Only the newest wish of each screen counts.
        """
        look_up = partial(self._look_up, about, items, screen)
        self.run_worker(look_up, thread=True, exclusive=True, group=f"evidence for {type(screen).__name__}")

    def _look_up(self, about: str, items: Sequence[Evidence], screen: Screen[Any]) -> None:
        worker, contexts = get_current_worker(), self._contexts
        if contexts is None:
            return
        with self.failing_politely():
            quotes = contexts.of(items)
            history = self.study.store.decisions(target_id=about)
            if self.blind:
                history = [entry for entry in history if entry.who == self.reviewer]
            if not worker.is_cancelled:
                screen.post_message(EvidenceRead(about, quotes, history))

    @work(thread=True, exclusive=True, group="transcript")
    def read_transcript(self, screen: Screen[Any], source_id: str) -> None:
        """Read a transcript for a screen."""
        with self.failing_politely():
            if self._contexts is not None:
                screen.post_message(TranscriptRead(self._contexts.transcript(source_id)))

    def forget_transcripts(self) -> None:
        """Somebody's role was set: turns have to be read again."""
        from assistant.review.context import Contexts

        self._contexts = Contexts(self.study.store)

    @work(thread=True, exclusive=True, group="ledger")
    def read_ledger(self, screen: Screen[Any]) -> None:
        """Read the ledger for a screen."""
        from assistant.review.history import read_ledger

        with self.failing_politely():
            screen.post_message(LedgerRead(read_ledger(self.study.store)))
