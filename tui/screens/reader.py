"""A transcript: what was coded in it, coding by hand, and the place of a quote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from assistant.domain import Span
from tui.marks import kind_mark, standing_mark
from tui.messages import DecisionsTaken, TranscriptRead
from tui.screens.finding_keys import FindingKeys
from tui.text import content
from tui.widgets.find_line import FindLine, places_of
from tui.widgets.keyline import KeyLine
from tui.widgets.reader import Reader

if TYPE_CHECKING:
    from assistant.domain import Role, Turn
    from assistant.review.codings import Coded, Codings
    from assistant.review.context import Transcript
    from tui.app import ReviewApp


class ReaderScreen(FindingKeys, Screen[None]):
    """A transcript with what was coded in it. `n` and `N` go from finding to finding, from quote to quote of the
    claim you came from, or from find to find.

    Enter codes the sentences under the cursor by hand. The keys that decide are about the finding named at the
    bottom; where sentences have several, `o` goes through them.
    """

    CSS_PATH = "reader.tcss"
    AUTO_FOCUS = "Reader"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", key_display="Esc"),
        Binding("enter", "code", "Code", key_display="⏎", tooltip="Code the sentences under the cursor by hand"),
        Binding("enter", "say_why", show=False),
        Binding("n", "next_stop(1)", "Next", tooltip="The next finding, quote of the claim, or find"),
        Binding("N", "next_stop(-1)", "Previous", show=False, tooltip="The one before"),
        Binding("o", "other_code", "Other", tooltip="Another finding in the same words"),
        *FindingKeys.KEYS,
        Binding("slash", "find", "Find", key_display="/", tooltip="Words in this transcript"),
        Binding("R", "role", "Role", tooltip="Say whether who speaks here is interviewer or participant"),
    ]

    def __init__(self, source_id: str, span: Span | None = None, stops: Sequence[Span] = ()) -> None:
        super().__init__()
        self._source_id = source_id
        self._at = self._came_for = span
        own = {item for item in stops if item.source_id == source_id} | ({span} if stops and span else set())
        self._quotes = sorted(own)
        self._found: list[Span] = []
        self._transcript: Transcript | None = None
        self._codes: list[Coded] = []
        self._code_id = ""

    @property
    def desk_app(self) -> ReviewApp:
        """The app, by its own type."""
        return cast("ReviewApp", self.app)

    def compose(self) -> ComposeResult:
        """The name, the words, the line for what is looked for, the finding under the cursor."""
        yield Static(id="name", markup=False)
        yield Reader()
        yield FindLine("words in this transcript")
        yield Static(id="code", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Ask for the transcript and what was coded in it."""
        self.desk_app.read_transcript(self, self._source_id)
        self.desk_app.need_codings()
        self.watch(self.app, "codings", self._codings_changed)
        self.watch(self.app, "blind", self._blind_changed)

    def on_transcript_read(self, message: TranscriptRead) -> None:
        """It has come, or has come anew after somebody's role was set."""
        is_first = self._transcript is None
        kept = self.query_one(Reader).chosen
        self._transcript = message.transcript
        self.query_one(Reader).show(message.transcript)
        if is_first:
            self._show_place()
        elif kept is not None:
            self.query_one(Reader).come_to(kept)

    def _codings_changed(self, _codings: Codings | None) -> None:
        self._show_codes()

    def _blind_changed(self) -> None:
        self._show_codes()
        self._show_name()

    def on_decisions_taken(self, message: DecisionsTaken) -> None:
        """The keys are about what was coded just now, also where something else is coded in the same words."""
        first = message.entries[0]
        if first.action == "code":
            self._code_id = first.target_id
            self._show_code()

    def _show_codes(self) -> None:
        codings = self.desk_app.shown_codings
        found = codings.findings if codings is not None else ()
        self._codes = [item for item in found if item.row.source_id == self._source_id]
        self.query_one(Reader).show_codes(self._codes)
        self._show_code()

    # --- where the cursor is -------------------------------------------------------------------------------------

    @property
    def _here(self) -> list[Coded]:
        """The findings in the sentences under the cursor."""
        chosen = self.query_one(Reader).chosen
        return [item for item in self._codes if chosen is not None and item.span.overlap(chosen)]

    @property
    def finding(self) -> Coded | None:
        """The finding that the keys decide on."""
        here = self._here
        return next((item for item in here if item.id == self._code_id), here[0] if here else None)

    @on(Reader.Moved)
    def _show_code(self) -> None:
        here, finding = self._here, self.finding
        self._code_id = finding.id if finding is not None else ""
        self.query_one("#code", Static).update(self._told(finding, here))
        self.refresh_bindings()

    def _told(self, finding: Coded | None, here: Sequence[Coded]) -> Content:
        trouble = self._not_codable
        if finding is None:
            return content(trouble or "Nothing is coded here; Enter codes it.", "$foreground-muted")
        row = finding.row
        several = f"{here.index(finding) + 1} of {len(here)} here  " if len(here) > 1 else ""
        about = " · ".join(part for part in (row.stage or "no stage", f"{row.coder} {row.confidence:.0%}") if part)
        head = content(f"✗ {trouble}  ", "$text-warning") if trouble else Content("")
        standing = standing_mark(row.status, flagged=row.flagged)
        head += content(several, "$foreground-muted") + standing.content(with_word=False) + " " + kind_mark(row.kind)
        return head + content(f" {row.kind}: {row.label}", "bold") + content(f"  {about} · {standing.word}")

    @property
    def _not_codable(self) -> str:
        """Why the sentences under the cursor cannot be coded; empty where they can."""
        chosen = self.query_one(Reader).chosen
        turns = self._transcript.turns if self._transcript is not None else ()
        here = [turn for turn in turns if chosen is not None and turn.span.overlap(chosen)]
        if any(turn.role == "interviewer" for turn in here):
            return "The interviewer's words: context, never evidence."
        if len({turn.participant_id for turn in here}) > 1:
            return "Words of several people: code each by themselves."
        return "" if here and here[0].participant_id is not None else "Nobody is named for these words."

    @property
    def _turn(self) -> Turn | None:
        chosen = self.query_one(Reader).chosen
        turns = self._transcript.turns if self._transcript is not None else ()
        return next((turn for turn in turns if chosen and turn.start <= chosen.start < turn.end), None)

    @property
    def _stops(self) -> Sequence[Span]:
        return self._found or self._quotes or list(dict.fromkeys(item.span for item in self._codes))

    def _show_place(self) -> None:
        marked = [*self._quotes, *self._found]
        current = self._at if self._at in self._stops else None
        self.query_one(Reader).mark(marked, current)
        if self._at is not None and current is None:
            self.query_one(Reader).come_to(self._at)
        self._show_name()

    def _show_name(self) -> None:
        stops, transcript = self._stops, self._transcript
        if transcript is None:
            return
        what = "find" if self._found else "quote" if self._quotes else "finding"
        place = f"   {what} {stops.index(self._at) + 1} of {len(stops)}" if self._at in stops else ""
        if not self._found and self.query_one(FindLine).value.strip():
            place = "   these words do not occur here"
        blind = "   BLIND: only your own coding" if self.desk_app.blind else ""
        name = content(transcript.source.name, "bold") + content(f"{place}{blind}", "$foreground-muted")
        self.query_one("#name", Static).update(name)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What the keys need: somewhere to go, words to code, somebody who speaks."""
        if action == "next_stop":
            return bool(self._stops)
        if action == "other_code":
            return len(self._here) > 1
        if action in ("code", "say_why"):
            return (action == "code") == (not self._not_codable)
        if action == "role":
            return self._turn is not None
        return self.check_finding_action(action, parameters)

    def action_next_stop(self, step: int) -> None:
        """Go to the next place after the cursor, round the ends."""
        stops, chosen = self._stops, self.query_one(Reader).chosen
        if self._at in stops:
            self._at = stops[(stops.index(self._at) + step) % len(stops)]
        else:
            start = chosen.start if chosen is not None else 0
            after = [span for span in stops if span.start >= start] or stops
            before = [span for span in stops if span.start < start] or stops
            self._at = after[0] if step > 0 else before[-1]
        self._code_id = next((item.id for item in self._codes if item.span == self._at), "")
        self._show_place()

    def action_other_code(self) -> None:
        """The next finding in the same words."""
        ids = [item.id for item in self._here]
        self._code_id = ids[(ids.index(self._code_id) + 1) % len(ids)] if self._code_id in ids else ids[0]
        self._show_code()

    # --- coding ----------------------------------------------------------------------------------------------------

    def action_code(self) -> None:
        """Code the sentences under the cursor."""
        chosen, transcript = self.query_one(Reader).chosen, self._transcript
        if chosen is not None and transcript is not None:
            self.code_by_hand(chosen, transcript.source.quote(chosen))

    def action_say_why(self) -> None:
        """Whoever presses Enter wants to code: say why that is not possible here."""
        self.notify(f"{self._not_codable} j and k go to other sentences.", title="Not codable", markup=False)

    def action_role(self) -> None:
        """Ask whether the speaker here is interviewer or participant."""
        from assistant.roles import set_role
        from tui.screens.ask import AskScreen, Question

        turn, transcript = self._turn, self._transcript
        if turn is None or transcript is None:
            return
        role: Role = "participant" if turn.role == "interviewer" else "interviewer"
        name = turn.speaker or "Who speaks here"
        title = f"{name} is {_with_article(role)} in {transcript.source.name}?"
        question = Question(title, "A reason, if you like.", verb="Say so")

        def decide(words: str | None) -> None:
            if words is not None:
                self.desk_app.decide(
                    lambda review, _: set_role(
                        review.store, transcript.source, turn.speaker, role, review.reviewer, words
                    ),
                    then=self._role_set,
                )

        self.app.push_screen(AskScreen(question), decide)

    def _role_set(self) -> None:
        self.desk_app.read_transcript(self, self._source_id)
        self.notify("Run the study again (1, then r), so that findings follow.", title="Role set", markup=False)

    # --- finding ---------------------------------------------------------------------------------------------------

    def action_find(self) -> None:
        """Ask for words."""
        self.query_one(FindLine).open()

    def action_leave(self) -> None:
        """Out of the search first, then back to where you came from."""
        find = self.query_one(FindLine)
        if find.display:
            find.close()
            self.query_one(Reader).focus()
        else:
            self.dismiss()

    @on(FindLine.Changed)
    def _words_typed(self, event: FindLine.Changed) -> None:
        self._found = places_of(event.value, self._transcript.source) if self._transcript is not None else []
        if self._found:
            start = self._at.start if self._at is not None else 0
            self._at = next((span for span in self._found if span.start >= start), self._found[0])
        elif not event.value:
            self._at = self._came_for
        self._show_place()

    @on(FindLine.Closed)
    def _words_done(self) -> None:
        self.query_one(Reader).focus()


def _with_article(role: str) -> str:
    return f"an {role}" if role == "interviewer" else f"a {role}"
