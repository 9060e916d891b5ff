"""Taking decisions back: which entry of the ledger comes next, and the change that reverses it.

An undo is an entry of its own and can itself be undone, which is a redo. So every entry has a depth: 0 is a
decision, 1 takes one back, 2 makes it good again, and so on; an entry is in force while no entry in force
takes it back.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import Decision
from assistant.errors import ClashError, DecisionError
from assistant.store import Change, Store


class Ledger:
    """The entries of a ledger, and which of them are in force."""

    def __init__(self, entries: Sequence[Decision]) -> None:
        self.entries = entries
        self._by_seq = {entry.seq: entry for entry in entries}
        self._taken_back: dict[int, int] = {}
        # The newest first: whether an entry is in force is known before what it takes back is looked at.
        for entry in reversed(entries):
            if entry.undoes is not None and entry.seq not in self._taken_back:
                self._taken_back[entry.undoes] = entry.seq

    def entry(self, seq: int) -> Decision:
        """An entry by its number."""
        if seq not in self._by_seq:
            raise DecisionError(f"There is no decision {seq}.", hint="`verbatim ledger` lists them.")
        return self._by_seq[seq]

    def in_force(self, entry: Decision) -> bool:
        """Whether nobody has taken an entry back."""
        return entry.seq not in self._taken_back

    def depth(self, entry: Decision) -> int:
        """0 for a decision, 1 for its undo, 2 for the redo, and so on."""
        steps = 0
        while entry.undoes is not None:
            entry, steps = self._by_seq[entry.undoes], steps + 1
        return steps

    def next_undo(self, who: str) -> Decision | None:
        """Somebody's last decision that is still in force."""
        own = (entry for entry in reversed(self.entries) if entry.who == who)
        return next((entry for entry in own if self.depth(entry) == 0 and self.in_force(entry)), None)

    def next_redo(self, who: str) -> Decision | None:
        """Somebody's last undo that is still in force, unless they have decided something since."""
        for entry in reversed(self.entries):
            if entry.who != who:
                continue
            if self.depth(entry) == 0:
                return None
            if self.depth(entry) % 2 and self.in_force(entry):
                return entry
        return None

    def made_with(self, entry: Decision) -> list[Decision]:
        """The entries made in one go with this one, itself among them, the newest first."""
        if not entry.batch:
            return [entry]
        return [other for other in reversed(self.entries) if other.batch == entry.batch]

    def last_on(self, entry: Decision) -> Decision:
        """The newest entry about the same target."""
        target = (entry.target_type, entry.target_id)
        newest_first = reversed(self.entries)
        return next(other for other in newest_first if (other.target_type, other.target_id) == target)


def reverse(store: Store, ledger: Ledger, entry: Decision) -> Change:
    """The change that takes an entry back; ClashError where its target has been changed since."""
    if not ledger.in_force(entry):
        raise DecisionError(f"Decision {entry.seq} has been taken back already.")
    now = store.standing(entry.target_type, entry.target_id, entry.after)
    revision = now.pop("revision", None)
    if now != dict(entry.after):
        last = ledger.last_on(entry)
        raise ClashError(
            f"Decision {entry.seq} cannot be taken back: {last.who} has changed the same"
            f" {entry.target_type} since (decision {last.seq}).",
            hint=f"Take back decision {last.seq} first.",
        )
    return Change(entry.target_type, entry.target_id, entry.before, revision if entry.after else None)


def refuse_counted_twice(store: Store, changes: Sequence[Change]) -> None:
    """ClashError where changes put a quote back into a theme that another one counts by now."""
    before = {theme.id: set(theme.finding_ids) for theme in store.themes()}
    after = {change.target_id: set(change.after.get("finding_ids", ())) for change in changes if _stands(change)}
    gone = {change.target_id for change in changes if change.after.get("retired")}
    names = {theme.id: theme.name for theme in store.themes()}
    for theme, found in after.items():
        back = found - before.get(theme, set())
        others = ((other, after.get(other, known)) for other, known in before.items() if other not in {theme, *gone})
        for other, counted in others:
            if not back.isdisjoint(counted):
                raise ClashError(
                    f"It cannot be taken back: “{names[other]}” counts one of the quotes by now.",
                    hint="Take it out there first.",
                )


def _stands(change: Change) -> bool:
    return change.target_type == "theme" and "finding_ids" in change.after and not change.after.get("retired")
