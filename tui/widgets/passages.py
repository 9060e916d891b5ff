"""What was found or answered: sentences of a model with the numbers of their quotes, and the quotes themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from tui.text import content, one_line
from tui.widgets.listing import Listing
from tui.widgets.row import Row

if TYPE_CHECKING:
    from assistant.answering import AnswerSentence
    from assistant.search import Passage, Said

_LONGEST = 1_500


class PassageList(Listing):
    """Quotes that were found, below the answer where there is one."""

    HELP = (
        "Quotes, the best first, with the words around them. Enter opens one in its transcript; on a sentence of an "
        "answer it goes to the first quote that the sentence rests on."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open", key_display="⏎", tooltip="Open the quote in its transcript"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.passages: Sequence[Passage] = ()
        self._sentences: Sequence[AnswerSentence] = ()

    def show_passages(self, passages: Sequence[Passage], sentences: Sequence[AnswerSentence] = ()) -> None:
        """Show quotes, and above them what they answer; the cursor stays on its quote."""
        self.passages, self._sentences = passages, sentences
        self.show(list(self._rows()))

    def _rows(self) -> Iterator[Option]:
        for number, sentence in enumerate(self._sentences):
            marks = "".join(f"[{at + 1}]" for at in sentence.quotes)
            words = content(one_line(sentence.text, _LONGEST), "bold") + content(f" {marks}", "$text-accent")
            yield Option(Row(Content.styled("▪", "bold $text-accent"), words), id=f"sentence {number}")
        if self._sentences:
            yield Option(Content("In the participants' own words"), disabled=True)
        for number, passage in enumerate(self.passages):
            mark = f"[{number + 1}]" if self._sentences else "“"
            yield Option(_row(passage, mark), id=self._called(number))

    @property
    def passage(self) -> Passage | None:
        """The quote under the cursor."""
        numbered = enumerate(self.passages)
        return next((item for number, item in numbered if self._called(number) == self.row_id), None)

    def follow_sentence(self) -> bool:
        """From a sentence to the first quote it rests on; False where the cursor is on none."""
        kind, _, number = (self.row_id or "").partition(" ")
        if kind != "sentence":
            return False
        first = self._sentences[int(number)].quotes[0]
        return self.go_to(self._called(first))

    def _called(self, number: int) -> str:
        """By its words, so that the cursor finds them again in another order; by its number where they come twice."""
        span = self.passages[number].span
        again = any(other.span == span for other in self.passages[:number])
        return f"{span.source_id} {span.start} {span.end}{f' {number}' if again else ''}"


def _row(passage: Passage, mark: str) -> Row:
    from assistant.places import time_or_page

    where = " · ".join(part for part in (passage.source_name, time_or_page(passage.time, passage.page)) if part)
    head = content(passage.speaker or "unnamed", "bold") + content(f"  {where}", "$foreground-muted")
    quote = content(one_line(passage.quote, _LONGEST), "bold $text-primary")
    before = " ".join(_said(said) for said in passage.before[-1:])
    after = " ".join(_said(said) for said in passage.after[:1])
    around = content(f"{before} ", "$foreground-muted") + quote + content(f" {after}", "$foreground-muted")
    return Row(content(mark, "bold $text-accent"), head + "\n" + around)


def _said(said: Said) -> str:
    speaker = f"{said.speaker or 'Interviewer'}: " if said.role == "interviewer" else ""
    return one_line(f"{speaker}{said.text}", 200)
