"""Looking for what was said, and asking the sources a question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from assistant.domain import Evidence
from tui.messages import PassagesFound
from tui.screens.base import StudyScreen
from tui.text import content, one_line
from tui.widgets.answer import AnswerLine
from tui.widgets.choice import Choice
from tui.widgets.listing import Listing
from tui.widgets.row import Row

if TYPE_CHECKING:
    from assistant.review.desk import Desk
    from assistant.search import Passage

_MOST = 30
_LONGEST = 1_500


class SearchLine(AnswerLine):
    """What is looked for."""

    HELP = (
        "Words find quotes by meaning and by word; words in quotation marks must occur as they stand. "
        "A question, with its mark at the end, is answered with quotes, or the sources do not say."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Search", key_display="⏎"),
        Binding("down", "app.focus_next", "To the filters", key_display="↓"),
    ]


class PassageList(Listing):
    """Quotes that were found."""

    HELP = "Quotes, the best first, with the words around them. Enter opens one in its transcript."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open", key_display="⏎", tooltip="Open the quote in its transcript"),
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
        Binding(
            "escape", "leave", "To the list", key_display="Esc", tooltip="Out of the line, so that keys are keys again"
        ),
    ]

    _passages: Sequence[Passage] = ()

    def compose_body(self) -> Iterator[Widget]:
        """The line, what narrows it, the answer."""
        yield SearchLine(placeholder="Words to find, or a question? (⏎ searches, Esc goes to the list)", id="query")
        yield Choice("Who", [("", "everybody")], id="participant")
        yield Choice("Where", [("", "all sources")], id="source")
        yield Static(id="answer", markup=False)
        yield PassageList()

    def show_desk(self, desk: Desk) -> None:
        """Offer the people who speak; sources come with the first search."""
        people = sorted(desk.participants.values(), key=str.casefold)
        self.query_one("#participant", Choice).offer([("", "everybody"), *((name, name) for name in people)])
        self.query_one("#source", Choice).offer([("", "all sources"), *((name, name) for name in desk.sources)])

    @on(AnswerLine.Submitted, "#query")
    def _search(self) -> None:
        words = self.query_one("#query", SearchLine).value.strip()
        if not words:
            return
        where = {
            name: [value] for name in ("participant", "source") if (value := self.query_one(f"#{name}", Choice).value)
        }
        self.query_one("#answer", Static).update(content("Searching…", "$foreground-muted"))
        self.run_worker(partial(self._find, words, where), thread=True, exclusive=True, group="search")

    @on(Choice.Changed)
    def _narrowed(self) -> None:
        if self._passages:
            self._search()

    def _find(self, words: str, where: dict[str, list[str]]) -> None:
        from assistant.asking import ask, is_question
        from assistant.study_search import find_passages

        worker, study = get_current_worker(), self.desk_app.study
        with self.desk_app.failing_politely():
            if is_question(words):
                answer = ask(study, words, where=where)
                said = bool(answer.passages)
                found: Sequence[Passage] = answer.passages or answer.nearest
            else:
                found, _ = find_passages(study, words, _MOST, where.get("participant", ()), where.get("source", ()))
                said = bool(found)
            if not worker.is_cancelled:
                self.post_message(PassagesFound(words, found, said))

    def on_passages_found(self, message: PassagesFound) -> None:
        """Quotes have come."""
        self._passages = message.passages
        self.query_one("#answer", Static).update(_headed(message))
        self.query_one(PassageList).show(
            [Option(_row(passage), id=str(number)) for number, passage in enumerate(message.passages)]
        )
        if message.passages:
            line = self.query_one(SearchLine)
            self.query_one(PassageList).highlighted = 0
            # Whoever has typed on meanwhile, or chooses a filter, must not lose the cursor.
            if line.has_focus and line.value.strip() == message.words:
                self.query_one(PassageList).focus()

    @on(Listing.OptionSelected)
    def _open(self) -> None:
        """Open the quote under the cursor in its transcript."""
        row = self.query_one(PassageList).row_id
        if row is not None:
            quotes = [Evidence(passage.span) for passage in self._passages]
            self.desk_app.open_transcript(quotes[int(row)], quotes)

    def action_ask(self) -> None:
        """Type anew."""
        self.query_one(SearchLine).focus()

    def action_leave(self) -> None:
        """Out of the line, where digits and letters are words, to the list, where they are keys."""
        self.query_one(PassageList).focus()

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Who is in the list need not go there."""
        return not self.query_one(PassageList).has_focus if action == "leave" else True


def _headed(message: PassagesFound) -> Content:
    from assistant.asking import is_question

    if not is_question(message.words):
        number = len(message.passages)
        return content(f"{number} quotes" if message.said else "Nobody said anything like it.", "bold")
    if message.said:
        people = len({passage.participant_id for passage in message.passages})
        who = "one participant" if people == 1 else f"{people} participants"
        return content(f"The sources answer in the words of {who}:", "bold")
    nearest = "  What comes nearest:" if message.passages else ""
    return content("The sources do not say.", "bold $text-warning") + content(nearest, "$foreground-muted")


def _row(passage: Passage) -> Row:
    from assistant.places import time_or_page

    where = " · ".join(part for part in (passage.source_name, time_or_page(passage.time, passage.page)) if part)
    head = content(passage.speaker or "unnamed", "bold") + content(f"  {where}", "$foreground-muted")
    quote = content(one_line(passage.quote, _LONGEST), "bold $text-primary")
    before = " ".join(_said(said) for said in passage.before[-1:])
    after = " ".join(_said(said) for said in passage.after[:1])
    around = content(f"{before} ", "$foreground-muted") + quote + content(f" {after}", "$foreground-muted")
    return Row(Content.styled("“", "bold $text-accent"), head + "\n" + around)


def _said(said: Said) -> str:
    speaker = f"{said.speaker or 'Interviewer'}: " if said.role == "interviewer" else ""
    return one_line(f"{speaker}{said.text}", 200)


if TYPE_CHECKING:
    from assistant.search import Said
