"""The keys that decide on a finding, wherever one is under the cursor: in its list or in its transcript."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType

from tui.screens.ask import AskScreen, Question, commenting, rejecting
from tui.text import one_line

if TYPE_CHECKING:
    from textual.screen import Screen

    from assistant.domain import Span
    from assistant.review.codings import Coded
    from tui.app import ReviewApp
    from tui.screens.code import CodeAnswer

_ACTIONS = ("accept", "reject", "edit", "flag", "comment")


class FindingKeys:
    """A part of screens; they say which finding is meant."""

    KEYS: ClassVar[list[BindingType]] = [
        Binding("a", "accept", "Accept", tooltip="Accept the finding"),
        Binding("x", "reject", "Reject", tooltip="Reject the finding; your own code is simply taken away"),
        Binding("e", "edit", "Change", tooltip="Give the finding another kind, label or stage"),
        Binding("u", "app.undo", "Undo", tooltip="Take back your last decision"),
        Binding("f", "flag", "Flag", tooltip="Mark the finding for another look, or take the mark off"),
        Binding("c", "comment", "Comment", tooltip="Note something on the finding; it changes nothing"),
    ]

    @property
    def finding(self) -> Coded | None:
        """The finding that is meant."""
        raise NotImplementedError

    @property
    def _screen(self) -> Screen[None]:
        return cast("Screen[None]", self)

    @property
    def _app(self) -> ReviewApp:
        return cast("ReviewApp", self._screen.app)

    def check_finding_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Deciding needs a finding; accepting one that is not accepted, or flagged again."""
        finding = self.finding
        if action == "accept":
            return finding is not None and (finding.row.status != "approved" or finding.row.flagged)
        return finding is not None if action in _ACTIONS else True

    def action_accept(self) -> None:
        """Accept the finding."""
        finding = self.finding
        if finding is not None:
            self._app.decide_on_findings([finding.id], lambda coding, rows: coding.approve(rows))

    def action_reject(self) -> None:
        """Ask for the reason, then reject; one's own code goes without a reason."""
        finding = self.finding
        if finding is None:
            return
        if finding.row.coder == self._app.reviewer:
            self._app.decide_on_findings([finding.id], lambda coding, rows: coding.remove(rows[0]))
            return
        question = rejecting(f"Reject this {finding.row.kind}: {finding.row.label}")

        self._ask("reject", finding, question, lambda coding, rows, words: coding.reject(rows, words))

    def action_flag(self) -> None:
        """Mark the finding, or take the mark off."""
        finding = self.finding
        if finding is not None:
            self._app.decide_on_findings([finding.id], lambda coding, rows: coding.flag(rows[0]))

    def action_comment(self) -> None:
        """Ask for a comment and put it on record."""
        finding = self.finding
        if finding is None:
            return
        question = commenting("Comment on this finding")

        self._ask("comment", finding, question, lambda coding, rows, words: coding.comment(rows[0], words))

    def _ask(self, action: str, finding: Coded, question: Question, act: AskedAct) -> None:
        draft = self._app.unsaved.draft(action, "finding", finding.id)

        def decide(words: str | None) -> None:
            if words is not None:
                self._app.decide_on_findings([finding.id], lambda coding, rows: act(coding, rows, words), draft.drop)

        earlier = self._app.reasons if action == "reject" else ()
        self._screen.app.push_screen(AskScreen(question, [_quoted(finding)], earlier, draft), decide)

    def action_edit(self) -> None:
        """Give the finding another kind, label or stage."""
        from assistant.review.coding import Code

        finding = self.finding
        if finding is None:
            return
        row = finding.row
        code = Code(row.kind, row.label, row.stage)  # type: ignore[arg-type]  # kinds are checked where they are made
        draft = self._app.unsaved.draft("recode", "finding", finding.id)

        def decide(answer: CodeAnswer | None) -> None:
            if answer is not None:
                self._app.decide_on_findings(
                    [finding.id], lambda coding, rows: coding.change(rows[0], answer.code, answer.why), draft.drop
                )

        self._ask_code(finding.quote, code, draft, decide)

    def code_by_hand(self, span: Span, words: str) -> None:
        """Ask how words are to be coded, then code them."""
        draft = self._app.unsaved.draft("code", "words", f"{span.source_id} {span.start} {span.end}")

        def decide(answer: CodeAnswer | None) -> None:
            if answer is not None:
                self._app.decide_on_findings(
                    [], lambda coding, _: coding.add(span, answer.code, answer.why), draft.drop
                )

        self._ask_code(words, None, draft, decide)

    def _ask_code(self, words: str, code: Code | None, draft: Draft, decide: Decide) -> None:
        from tui.screens.code import CodeScreen

        stages = [stage.name for stage in self._app.study.settings.journey_stages]
        self._screen.app.push_screen(CodeScreen(words, stages, self._labels, draft, code, self._app.codes), decide)

    def _labels(self, kind: str) -> Sequence[str]:
        codings = self._app.shown_codings
        return codings.labels(kind) if codings is not None else ()


def _quoted(finding: Coded) -> str:
    return f"“{one_line(finding.quote, 300)}”"


if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.domain import Decision
    from assistant.review.coding import Code, Coding
    from assistant.store import CodedRow
    from tui.unsaved import Draft

    AskedAct = Callable[[Coding, list[CodedRow], str], list[Decision]]
    Decide = Callable[[CodeAnswer | None], None]
