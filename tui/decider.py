"""Takes a reviewer's decisions, one after another, and reads what they changed. Everything here runs in a thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.domain import Claim, Decision
from assistant.errors import ClashError, DecisionError
from assistant.review.decisions import Review
from assistant.review.desk import Desk, mark_of, read_desk, reread
from assistant.review.history import VERBS

if TYPE_CHECKING:
    from assistant.store import Store

Act = Callable[[Review, Sequence[Claim]], "Decision | list[Decision]"]
"""A decision to be taken: it is given the claims as they stand."""


@dataclass(frozen=True, slots=True)
class News:
    """What has happened since a desk was read."""

    desk: Desk
    entries: Sequence[Decision]
    """By others; empty where it was a run that changed the drafts."""


def _changes_counts(entry: Decision) -> bool:
    """Whether claims may count otherwise after a decision: no claim rests on what was coded just now."""
    if entry.target_type != "finding" or entry.action == "code":
        return entry.target_type == "turn"
    was_or_is = (entry.before.get("status"), entry.after.get("status"))
    return "rejected" in was_or_is or "retired" in entry.after


class Decider:
    """Decides for one reviewer, and knows which decisions were made here."""

    def __init__(self, store: Store, reviewer: str) -> None:
        self.store = store
        self.review = Review(store, reviewer)
        self._made: set[int] = set()
        self._own: dict[str, int] = {}

    def take(
        self, act: Act, shown: Sequence[Claim], desk: Desk, about: Sequence[str] = ()
    ) -> tuple[list[Decision], Desk]:
        """Take a decision on claims as they were shown; gives its entries and the desk after it.

        `about` are the ids of whatever else is decided on.
        """
        claims = [self._unchanged(claim, desk) for claim in shown]
        try:
            made = act(self.review, claims)
        except ClashError as error:
            raise self._explained(error, [*(claim.id for claim in claims), *about]) from error
        entries = made if isinstance(made, list) else [made]
        if not entries:
            raise DecisionError("There is nothing to decide: it stands so already.")
        return entries, self._after(entries, claims, desk)

    def news(self, desk: Desk) -> News | None:
        """What others have decided since, or None."""
        if mark_of(self.store) == (desk.seq, desk.run):
            return None
        entries = self.store.decisions(since=desk.seq)
        others = [entry for entry in entries if entry.seq not in self._made]
        fresh = read_desk(self.store)
        if not others and fresh.run == desk.run:
            return News(fresh, ())
        return News(fresh, others)

    def _unchanged(self, shown: Claim, desk: Desk) -> Claim:
        """The claim as it stands, if nobody else has touched it since it was shown.

        Keys can come faster than the screen follows: what the reviewer did themselves in between does not count.
        """
        now = desk.claim(shown.id)
        if now is None or now.revision not in (shown.revision, self._own.get(shown.id)):
            error = ClashError("This claim has changed since it was shown.", hint="Look at it again, then decide.")
            raise self._explained(error, [shown.id])
        return now

    def _after(self, entries: list[Decision], claims: Sequence[Claim], desk: Desk) -> Desk:
        self._made |= {entry.seq for entry in entries}
        if any(_changes_counts(entry) for entry in entries):
            # What claims rest on has changed, so any of them may count otherwise now.
            fresh = replace(read_desk(self.store), seq=desk.seq)
        elif any(entry.target_type in ("finding", "theme", "topic") for entry in entries):
            # The claims stand as they stood; how many wait is counted when the decision is on the screen.
            fresh = desk
        else:
            touched = [desk.claim(entry.target_id) for entry in entries]
            owners = {claim.owner_id for claim in touched if claim is not None}
            fresh = reread(self.store, desk, sorted(owners))
        decided = {claim.id: claim.revision + 1 for claim in claims}
        for entry in entries:
            now = fresh.claim(entry.target_id)
            if now is not None:
                self._own[now.id] = decided.get(now.id, now.revision)
        # Where others have decided in between, the number stays behind, so that their entries are still news.
        only_own = entries[0].seq == desk.seq + 1
        return replace(fresh, seq=entries[-1].seq) if only_own else fresh

    def _explained(self, error: ClashError, about: Sequence[str]) -> ClashError:
        """The clash with what happened: who did what, and why."""
        for target_id in about:
            entries = [entry for entry in self.store.decisions(target_id=target_id) if entry.seq not in self._made]
            if entries:
                last = entries[-1]
                why = f": {last.why}" if last.why else ""
                verb = VERBS.get(last.action, last.action)
                said = f"{last.who} {verb} this {last.target_type} in the meantime{why}."
                return ClashError(said, hint="Your decision was not taken. Look again, then decide.")
        return error
