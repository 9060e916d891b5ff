"""Taking decisions from the keys, in their order, and following what others decide."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.worker import get_current_worker

from assistant.errors import ClashError, VerbatimError
from tui.messages import CodingsRead, DecisionsTaken, Failed, OthersDecided, Recorded, Recounted
from tui.news import told
from tui.reading import ReadingApp
from tui.unsaved import Unsaved

if TYPE_CHECKING:
    from assistant.domain import Claim, Decision, Theme
    from assistant.review.coding import Coding
    from assistant.review.theming import Theming
    from assistant.store import CodedRow
    from assistant.study import Study
    from tui.decider import Act, Decider

_GONE = "It is gone: somebody has removed it, or a run has replaced it."


class DecidingApp(ReadingApp):
    """Decides for one reviewer; the core has the last word."""

    def __init__(self, study: Study, reviewer: str, *, blind: bool) -> None:
        super().__init__(study, reviewer, blind=blind)
        self.reasons: list[str] = []
        """Reasons given so far, offered again as they are typed."""
        self._turn = asyncio.Lock()
        self._decider: Decider | None = None

    @property
    def unsaved(self) -> Unsaved:
        """What the reviewer has typed and not saved."""
        return Unsaved(self.study.folder, self.reviewer)

    @property
    def codes(self) -> Sequence[str]:
        """The codes of the researcher's own codebook."""
        return list(dict.fromkeys(code.name for code in self.study.settings.codebook))

    def _the_decider(self) -> Decider:
        from tui.decider import Decider

        if self._decider is None or self._decider.review.reviewer != self.reviewer:
            self._decider = Decider(self.study.store, self.reviewer)
        return self._decider

    @work
    async def decide(
        self,
        act: Act,
        claims: Sequence[Claim] = (),
        then: Callable[[], None] | None = None,
        about: Sequence[str] = (),
    ) -> None:
        """Take a decision; decisions are taken in the order of the keys. `about` names what is no claim."""
        if not self.reviewer:
            self.action_name_reviewer()
            return
        async with self._turn:
            if self.desk is None:
                return
            try:
                taking = partial(self._the_decider().take, act, claims, self.desk, about)
                entries, self.desk = await asyncio.to_thread(taking)
                await self._follow(entries)
            except VerbatimError as error:
                self.post_message(Failed(error))
                return
        reasons = [entry.why for entry in entries if entry.why and entry.action != "comment"]
        self.reasons = list(dict.fromkeys([*reasons, *self.reasons]))
        if then is not None:
            then()
        for screen in self.screen_stack:
            screen.post_message(DecisionsTaken(entries))
            screen.post_message(Recorded(entries))

    def decide_on_findings(
        self,
        ids: Sequence[str],
        act: Callable[[Coding, list[CodedRow]], list[Decision]],
        then: Callable[[], None] | None = None,
    ) -> None:
        """Decide on findings as they are shown when it is the decision's turn."""
        from assistant.review.coding import Coding

        def rows() -> list[CodedRow]:
            known = self.codings.by_id if self.codings is not None else {}
            if any(name not in known for name in ids):
                raise ClashError(_GONE)
            return [known[name].row for name in ids]

        self.decide(lambda review, _: act(Coding(review, self.codes), rows()), then=then, about=ids[:3])

    def decide_on_themes(
        self,
        ids: Sequence[str],
        act: Callable[[Theming, list[Theme]], list[Decision]],
        then: Callable[[], None] | None = None,
    ) -> None:
        """Decide on themes as they are shown when it is the decision's turn."""
        from assistant.review.theming import Theming

        def themes() -> list[Theme]:
            known = {theme.id: theme for theme in self.codings.themes} if self.codings is not None else {}
            if any(name not in known for name in ids):
                raise ClashError(_GONE)
            return [known[name] for name in ids]

        self.decide(lambda review, _: act(Theming(review), themes()), then=then, about=ids[:3])

    async def _follow(self, entries: Sequence[Decision]) -> None:
        """Bring the codings, if they are there, to where these entries have brought them."""
        from assistant.review.codings import reread_codings

        touched = {entry.target_type for entry in entries}
        if "turn" in touched:
            self.forget_transcripts()
        themes = bool(touched & {"theme", "topic"})
        if self.codings is not None and (themes or "finding" in touched):
            ids = [entry.target_id for entry in entries if entry.target_type == "finding"]
            rereading = partial(reread_codings, self.study.store, self.codings, ids, themes=themes)
            self.codings = await asyncio.to_thread(rereading)
        if touched & {"finding", "theme"}:
            self.recount()

    async def on_codings_read(self, message: CodingsRead) -> None:
        """All findings and themes have come; what was decided while they were read is read once more."""
        self.codings = message.codings
        if message.codings.more:
            # The first page is painted before the rest is read: both would take turns otherwise.
            self.call_after_refresh(self.read_codings)
        elif self.desk is not None and self.desk.seq > message.codings.seq:
            missed = partial(self.study.store.decisions, since=message.codings.seq)
            await self._follow(await asyncio.to_thread(missed))

    @work(thread=True, exclusive=True, group="counts")
    def recount(self) -> None:
        """Count what there is and what waits: it takes its time in a large study, so nothing waits for it."""
        with self.failing_politely():
            counts, waiting = self.study.store.counts(), self.study.store.waiting()
            if not get_current_worker().is_cancelled:
                self.post_message(Recounted(counts, *waiting))

    def on_recounted(self, message: Recounted) -> None:
        """The figures of the overview."""
        if self.desk is not None:
            self.desk = replace(
                self.desk,
                counts=message.counts,
                open_findings=message.open_findings,
                open_themes=message.open_themes,
            )

    # --- others --------------------------------------------------------------------------------------------------

    @work(thread=True, exclusive=True, group="news")
    def look_for_news(self) -> None:
        """Ask whether others have decided something, or a run has changed the drafts."""
        decider, desk = self._the_decider(), self.desk
        with self.failing_politely():
            news = decider.news(desk) if desk is not None else None
            if news is not None:
                self.post_message(OthersDecided(news.desk, news.entries))

    async def on_others_decided(self, message: OthersDecided) -> None:
        """Show what others have done."""
        desk = self.desk
        if desk is not None and message.desk.seq < desk.seq:
            return
        self.desk = message.desk
        if desk is not None and desk.run != message.desk.run and self.codings is not None:
            self.read_codings()
        else:
            await self._follow(message.entries)
        for screen in self.screen_stack:
            screen.post_message(Recorded(message.entries))
        if message.entries and not self.blind:
            self.notify(told(message.entries, message.desk), title="In the meantime", markup=False)

    def on_failed(self, message: Failed) -> None:
        """Say what could not be done and why; after a clash, show how things stand now."""
        error = message.error
        clash = isinstance(error, ClashError)
        self.notify(
            str(error),
            title="Somebody else was faster" if clash else "Not done",
            severity="warning",
            timeout=10,
            markup=False,
        )
        if clash:
            self.look_for_news()

    def action_undo(self) -> None:
        """Take back the last own decision."""
        self.decide(lambda review, _: review.undo())

    def action_redo(self) -> None:
        """Make the last undo good."""
        self.decide(lambda review, _: review.redo())

    def action_name_reviewer(self) -> None:
        """Ask who reviews."""
        raise NotImplementedError
