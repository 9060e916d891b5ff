"""Looking for what was said, and asking the sources a question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from assistant.domain import Evidence
from tui.messages import ModelAnswered, ModelAsked, PassagesFound
from tui.screens.base import StudyScreen
from tui.text import content
from tui.widgets.answer import AnswerLine
from tui.widgets.choice import Choice
from tui.widgets.listing import Listing
from tui.widgets.passages import PassageList

if TYPE_CHECKING:
    from assistant.review.desk import Desk
    from tui.ask_job import AskJob

_MOST = 30


class SearchLine(AnswerLine):
    """What is looked for."""

    HELP = (
        "Words find quotes by meaning and by word; words in quotation marks must occur as they stand. "
        "A question, with its mark at the end, is answered with quotes, or the sources do not say. Where the study's "
        "engine is a model, it words an answer from these quotes; the line below says what that costs."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Search", key_display="⏎"),
        Binding("down", "app.focus_next", "To the filters", key_display="↓"),
    ]


class SearchScreen(StudyScreen):
    """Type words to find quotes by meaning, or a question to have the sources answer it with quotes.

    Every quote is a participant's words as they stand; interviewers are only shown around them.
    """

    MODE: ClassVar[str] = "search"
    CSS_PATH = "search.tcss"
    AUTO_FOCUS = "SearchLine"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "ask", "Search", key_display="/", tooltip="Type other words, or another question"),
        Binding("escape", "stop_asking", "Stop asking", key_display="Esc", tooltip="Wait for the model no longer"),
        Binding(
            "escape", "leave", "To the list", key_display="Esc", tooltip="Out of the line, so that keys are keys again"
        ),
    ]

    _job: AskJob | None = None
    _has_found = False
    _searched = ""
    """The words that were looked for last."""
    _model: str = ""
    """The study's engine where it is a model elsewhere."""

    def compose_body(self) -> Iterator[Widget]:
        """The line, what narrows it, the answer."""
        kept = self._draft.find().get("query", "")
        yield SearchLine(
            kept, placeholder="Words to find, or a question? (⏎ searches, Esc goes to the list)", id="query"
        )
        yield Choice("Who", [("", "everybody")], id="participant")
        yield Choice("Where", [("", "all sources")], id="source")
        yield Choice("Answered by", [("", "this machine")], id="by")
        yield Static(id="answer", markup=False)
        yield PassageList()

    def show_desk(self, desk: Desk) -> None:
        """Offer the people who speak, the sources, and the study's model if it has one."""
        people = sorted(desk.participants.values(), key=str.casefold)
        self.query_one("#participant", Choice).offer([("", "everybody"), *((name, name) for name in people)])
        self.query_one("#source", Choice).offer([("", "all sources"), *((name, name) for name in desk.sources)])
        self._offer_model()

    def _offer_model(self) -> None:
        from assistant.running import is_outside

        name, by = self.desk_app.study.settings.engine, self.query_one("#by", Choice)
        is_new = self._model != name
        self._model = name if is_outside(name) else ""
        by.offer([(self._model, self._model), ("", "this machine, in quotes alone")])
        if is_new:
            by.value = self._model
        by.display = bool(self._model) and not self.desk_app.blind

    def _blind_changed(self, blind: bool) -> None:
        super()._blind_changed(blind)
        if self.desk_app.desk is not None:
            self._offer_model()

    @property
    def _draft(self) -> Draft:
        return self.desk_app.unsaved.draft("search", "words", "")

    @on(AnswerLine.Changed, "#query")
    def _words_typed(self, event: AnswerLine.Changed) -> None:
        """Words that nobody has looked for yet survive whatever happens."""
        if event.value.strip() == self._searched:
            self._draft.drop()
        else:
            self._draft.keep({"query": event.value})

    # --- searching -----------------------------------------------------------------------------------------------

    @on(AnswerLine.Submitted, "#query")
    def _search(self) -> None:
        words = self.query_one("#query", SearchLine).value.strip()
        if not words:
            return
        self._searched = words
        self._draft.drop()
        where = {
            name: [value] for name in ("participant", "source") if (value := self.query_one(f"#{name}", Choice).value)
        }
        self._stop()
        told = "Searching…" if self._has_found else "Searching… the first time takes a little: the models are loaded."
        self.query_one("#answer", Static).update(content(told, "$foreground-muted"))
        self.run_worker(self._work(words, where), thread=True, exclusive=True, group="search")

    def _work(self, words: str, where: dict[str, list[str]]) -> partial[None]:
        from assistant.asking import is_question
        from tui.ask_job import AskJob

        if not is_question(words):
            return partial(self._find, words, where)
        by = self.query_one("#by", Choice)
        self._job = AskJob(
            self.desk_app.study, words, self.post_message, by_model=bool(by.value) and not self.desk_app.blind
        )
        return partial(self._ask, self._job, where)

    @on(Choice.Changed)
    def _narrowed(self) -> None:
        if self.query_one(PassageList).passages:
            self._search()

    def _find(self, words: str, where: dict[str, list[str]]) -> None:
        from assistant.study_search import find_passages

        worker = get_current_worker()
        with self.desk_app.failing_politely():
            found, _ = find_passages(
                self.desk_app.study, words, _MOST, where.get("participant", ()), where.get("source", ())
            )
            if not worker.is_cancelled:
                self.post_message(PassagesFound(words, found, bool(found)))

    def _ask(self, job: AskJob, where: dict[str, list[str]]) -> None:
        with self.desk_app.failing_politely():
            job.work(where)

    def on_passages_found(self, message: PassagesFound) -> None:
        """Quotes have come."""
        rows = self.query_one(PassageList)
        self._has_found = True
        rows.show_passages(message.passages)
        self.query_one("#answer", Static).update(_headed(message))
        if message.passages:
            line = self.query_one(SearchLine)
            rows.highlighted = 0
            # Whoever has typed on meanwhile, or chooses a filter, must not lose the cursor.
            if line.has_focus and line.value.strip() == message.words:
                rows.focus()

    # --- a model's answer ----------------------------------------------------------------------------------------

    def on_model_asked(self, message: ModelAsked) -> None:
        """Say who is asked and what it costs, before it is paid."""
        price = "its price is not known" if message.price is None else f"about {dollars(message.price)}"
        price = "asked before, so it costs nothing" if message.price == 0 else price
        told = f"Asking {message.name} for an answer from these {message.quotes} quotes: {price}. Esc stops it."
        self.query_one("#answer", Static).update(content(told, "$text-warning"))
        self.refresh_bindings()

    def on_model_answered(self, message: ModelAnswered) -> None:
        """Show the answer over its quotes; the quotes found on this machine stay where there is none."""
        desk = self.desk_app.desk
        if desk is not None:
            self.desk_app.desk = replace(desk, calls=message.spent[0], cost=message.spent[1])
        if message.reply is None:
            told = content(f"{message.name}: {message.trouble} ", "$text-warning")
            self.query_one("#answer", Static).update(told + content("Below is what was found on this machine."))
        else:
            reply, rows = message.reply, self.query_one(PassageList)
            top = rows.highlighted in (0, None)
            rows.show_passages(reply.passages or reply.nearest, reply.sentences)
            if top and rows.option_count:
                rows.highlighted = 0
            self.query_one("#answer", Static).update(_answered(message.name, reply))
        self.refresh_bindings()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()
            self._job = None

    def on_unmount(self) -> None:
        """A model that answers late must not keep the program from ending."""
        self._stop()

    def action_stop_asking(self) -> None:
        """Wait for the model no longer."""
        if self._job is not None:
            self._job.stop()

    # --- going on ------------------------------------------------------------------------------------------------

    @on(Listing.OptionSelected)
    def _open(self) -> None:
        """Open the quote under the cursor in its transcript, or go from a sentence to its quote."""
        rows = self.query_one(PassageList)
        if not rows.follow_sentence() and rows.passage is not None:
            quotes = [Evidence(passage.span) for passage in rows.passages]
            self.desk_app.open_transcript(Evidence(rows.passage.span), quotes)

    def action_ask(self) -> None:
        """Type anew."""
        self.query_one(SearchLine).focus()

    def action_leave(self) -> None:
        """Out of the line, where digits and letters are words, to the list, where they are keys."""
        self.query_one(PassageList).focus()

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Esc stops a model first; who is in the list need not go there."""
        waits = self._job is not None and self._job.waits
        if action == "stop_asking":
            return waits
        return not waits and not self.query_one(PassageList).has_focus if action == "leave" else True


def dollars(amount: float) -> str:
    """US dollars, small sums to a hundredth of a cent."""
    return f"${amount:,.2f}" if amount >= 1 else f"${amount:.4f}"


def _headed(message: PassagesFound) -> Content:
    from assistant.asking import is_question

    if not is_question(message.words):
        number = len(message.passages)
        return content(f"{number} quotes" if message.said else "Nobody said anything like it.", "bold")
    if message.said:
        people = len({passage.participant_id for passage in message.passages})
        who = "one participant" if people == 1 else f"{people} participants"
        return content(f"The sources answer in the words of {who}:", "bold")
    return _silent(bool(message.passages))


def _answered(name: str, reply: Reply) -> Content:
    cost = dollars(reply.cost) if reply.cost else "no cost"
    if not reply.sentences:
        return _silent(bool(reply.nearest)) + content(f"  ({name}, {cost})", "$foreground-muted")
    people = len({passage.participant_id for passage in reply.passages})
    number = len(reply.passages)
    told = f"{name} answers from {number} quote{'' if number == 1 else 's'} of {people} participant"
    return content(f"{told}{'' if people == 1 else 's'}:", "bold") + content(f"  {cost}", "$foreground-muted")


def _silent(has_nearest: bool) -> Content:
    nearest = "  What comes nearest:" if has_nearest else ""
    return content("The sources do not say.", "bold $text-warning") + content(nearest, "$foreground-muted")


if TYPE_CHECKING:
    from assistant.answering import Reply
    from tui.unsaved import Draft
