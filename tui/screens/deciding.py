"""The keys that decide on claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from assistant.domain import Claim
from assistant.review.acceptable import refusal
from tui.messages import DecisionsTaken
from tui.screens.ask import AskScreen, Question, commenting, rejecting
from tui.screens.claim_evidence import ClaimEvidenceScreen
from tui.screens.edit import Edited, EditScreen
from tui.text import how_many
from tui.widgets.claim_list import in_order

if TYPE_CHECKING:
    from assistant.domain import Decision
    from assistant.review.decisions import Review

_WHY_NOT = {
    "accept_all": "Nothing that is shown waits.",
    "reset": "It stands as it was drafted.",
    "redraft": "No quote stands behind this field, so there is nothing to word anew.",
    "detach": "→ goes to the quotes; there - takes the one under the cursor away.",
}
_CLAIM_ACTIONS = ("reject", "edit", "flag", "comment", "reset")


class DecidingScreen(ClaimEvidenceScreen):
    """Cards, claims and evidence, and the decisions on them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "accept", "Accept", tooltip="Accept the claim for the evidence shown"),
        Binding("x", "reject", "Reject", tooltip="Reject the claim; you are asked for the reason"),
        Binding("e", "edit", "Edit", tooltip="Put the claim into your words, which accepts it"),
        Binding("u", "app.undo", "Undo", tooltip="Take back your last decision"),
        Binding("n", "next_waiting(1)", "Next", tooltip="Go to the next claim that waits, here or further on"),
        Binding("s", "sign_off", "Sign off", tooltip="Approve the whole; its claims are all settled"),
        Binding("f", "flag", "Flag", tooltip="Mark the claim for another look, or take the mark off"),
        Binding("c", "comment", "Comment", tooltip="Note something on the claim; it changes nothing"),
        Binding(
            "right_square_bracket,shift+right", "choose(1)", "Next card", key_display="]", tooltip="The next card above"
        ),
        Binding("slash", "find", "Find", key_display="/", tooltip="Show only claims with certain words"),
        *ClaimEvidenceScreen.KEYS,
        Binding("v", "next_view", "View", tooltip="Show all claims, or only those that wait, are accepted, …"),
        Binding("left_square_bracket,shift+left", "choose(-1)", "Card before", show=False),
        Binding("N", "next_waiting(-1)", "Back to the last that waits", show=False),
        Binding("space", "accept_next", "Accept, then go to the next", show=False),
        Binding("A", "accept_all", "Accept all shown that wait", show=False),
        Binding("X", "reject_all", "Reject all shown that wait", show=False),
        Binding("R", "reset", "Put back to the draft, undecided", show=False),
        Binding("escape", "leave", "Back from the quotes, or from a filter", show=False),
        # The same keys where they can do nothing: they say why.
        Binding("a,space", "why_not('accept')", show=False),
        Binding("A,X", "why_not('accept_all')", show=False),
        Binding("R", "why_not('reset')", show=False),
        Binding("s", "refused_sign_off", show=False),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Deciding needs a claim, accepting one with evidence that is not accepted yet."""
        claim = self.claim
        if action in ("accept", "accept_next"):
            return claim is not None and _acceptable(claim)
        if action in _CLAIM_ACTIONS:
            return claim is not None and not (action == "reset" and claim.revision == 0)
        if action in ("accept_all", "reject_all"):
            return bool(self._waiting())
        if action == "sign_off":
            return self._can_sign_off()
        return super().check_action(action, parameters)

    def _can_sign_off(self) -> bool:
        desk, owner = self.desk_app.desk, self.owner
        if desk is None or owner is None or owner.status == "approved":
            return False
        return not desk.waiting(owner) and any(claim.status == "approved" for claim in desk.of(owner))

    def _waiting(self) -> list[Claim]:
        """The claims that are shown and wait, as far as they have evidence.

        What is flagged is kept for a look of its own, unless only that is shown.
        """
        desk, owner = self.desk_app.desk, self.owner
        if desk is None or owner is None:
            return []
        waiting = [claim for claim in in_order(desk.waiting(owner)) if self._wanted(claim) and claim.support]
        return [claim for claim in waiting if not claim.flagged] or waiting

    def action_accept(self) -> None:
        """Accept the claim under the cursor."""
        self._decide(lambda review, claims: review.approve(claims[0]))

    def action_accept_next(self) -> None:
        """Accept the claim and go on to the next that waits."""
        self.action_accept()
        self.action_next_waiting(1)

    def action_flag(self) -> None:
        """Mark the claim, or take the mark off."""
        self._decide(lambda review, claims: review.flag(claims[0]))

    def action_reset(self) -> None:
        """Put the claim back to the draft."""
        self._decide(lambda review, claims: review.reset(claims[0]))

    def action_reject(self) -> None:
        """Ask for the reason, then reject."""
        question = rejecting("Reject this claim")
        self._ask("reject", question, lambda review, claims, words: review.reject(claims[0], words))

    def action_comment(self) -> None:
        """Ask for a comment and put it on record."""
        question = commenting("Comment on this claim")
        self._ask("comment", question, lambda review, claims, words: review.comment(claims[0], words))

    def _ask(self, action: str, question: Question, act: AskedAct) -> None:
        claim = self.claim
        if claim is None:
            return
        draft = self.desk_app.unsaved.draft(action, "claim", claim.id)

        def decide(words: str | None) -> None:
            if words is not None:
                self.desk_app.decide(lambda review, claims: act(review, claims, words), [claim], draft.drop)

        self.app.push_screen(AskScreen(question, [claim.text], self.desk_app.reasons, draft), decide)

    def action_edit(self) -> None:
        """Edit the claim; what was typed earlier and never saved is offered again."""
        claim = self.claim
        if claim is None:
            return
        draft = self.desk_app.unsaved.draft("edit", "claim", claim.id)

        def save(edited: Edited | None) -> None:
            if edited is not None:
                # The words stay kept until the core has taken them.
                self.desk_app.decide(
                    lambda review, claims: review.edit(claims[0], edited.text, edited.why), [claim], draft.drop
                )

        self.app.push_screen(EditScreen(claim, draft), save)

    def action_accept_all(self) -> None:
        """Show what would be accepted, then accept it in one go."""
        waiting = self._waiting()
        claims = [claim for claim in waiting if refusal(claim) is None] or waiting
        question = Question(f"Accept {how_many(len(claims), 'claim')}", "A reason, if you like.", verb="Accept")
        self._ask_on_all("accept all", question, claims, lambda review, now, words: review.approve_all(now, words))

    def action_reject_all(self) -> None:
        """Show what would be rejected, ask for the reason, then reject it in one go."""
        claims = self._waiting()
        question = rejecting(f"Reject {how_many(len(claims), 'claim')}")
        self._ask_on_all("reject all", question, claims, lambda review, now, words: review.reject_all(now, words))

    def _ask_on_all(self, action: str, question: Question, claims: list[Claim], act: AskedAct) -> None:
        draft = self.desk_app.unsaved.draft(action, "claims", self.chosen or "")

        def decide(words: str | None) -> None:
            if words is not None:
                self.desk_app.decide(lambda review, now: act(review, now, words), claims, draft.drop)

        subjects = [claim.text for claim in claims]
        self.app.push_screen(AskScreen(question, subjects, self.desk_app.reasons, draft), decide)

    def action_sign_off(self) -> None:
        """Approve the persona or the narrative as a whole."""
        owner = self.owner
        if owner is not None:
            self.desk_app.decide(lambda review, _: review.approve_owner(owner))

    def action_refused_sign_off(self) -> None:
        """The core says what is missing."""
        self.action_sign_off()

    def action_why_not(self, action: str) -> None:
        """Say why a key does nothing now."""
        claim = self.claim
        told = _WHY_NOT.get(action, "")
        if action == "accept" and claim is not None:
            why = refusal(claim)
            told = " ".join(why) if why else "It is accepted already."
            told = told if claim.support else "No quote stands behind it: + attaches one."
        if claim is not None and told:
            self.notify(told, markup=False)

    def on_decisions_taken(self, message: DecisionsTaken) -> None:
        """After an undo the cursor goes to what it gave back."""
        first = message.entries[0]
        if first.action in ("undo", "redo"):
            self.go_to_claim(first.target_id)

    def _decide(self, act: PlainAct) -> None:
        if self.claim is not None:
            self.desk_app.decide(act, [self.claim])


if TYPE_CHECKING:
    from collections.abc import Callable

    PlainAct = Callable[[Review, Sequence[Claim]], Decision | list[Decision]]
    AskedAct = Callable[[Review, Sequence[Claim], str], Decision | list[Decision]]


def _acceptable(claim: Claim) -> bool:
    return refusal(claim) is None and (claim.status != "approved" or claim.stale or claim.flagged)
