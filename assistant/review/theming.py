"""Decisions on themes: renamed, merged, split, their findings moved. A theme a person shaped is left alone by runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.domain import CODE, NEAR, UNDER, Decision, Theme
from assistant.errors import ClashError, DecisionError
from assistant.identity import stable_id
from assistant.review.decisions import Review, new_batch
from assistant.store import Change
from assistant.store.findings import CURATED
from assistant.store.topics import DRAFTED, Topic, as_drafted, topic_of


class Theming:
    """One reviewer's decisions on themes."""

    def __init__(self, review: Review) -> None:
        self._store, self._who = review.store, review.reviewer

    def approve(self, theme: Theme, why: str = "") -> list[Decision]:
        """Accept a theme."""
        return self._decide("approve", [_change(theme, {"status": "approved"} | _flag_off(theme))], why)

    def reject(self, theme: Theme, why: str) -> list[Decision]:
        """Refuse a theme; its findings stay findings."""
        if not why.strip():
            raise DecisionError("A rejection needs a reason.", hint="One or two words will do.")
        return self._decide("reject", [_change(theme, {"status": "rejected"} | _flag_off(theme))], why)

    def flag(self, theme: Theme, why: str = "") -> list[Decision]:
        """Mark a theme for another look, or take the mark off."""
        action = "unflag" if theme.flagged else "flag"
        return self._decide(action, [_change(theme, {"flagged": not theme.flagged})], why)

    def rename(self, theme: Theme, name: str, definition: str, why: str = "") -> list[Decision]:
        """Give a theme another name or definition, which accepts it."""
        name, definition = " ".join(name.split()), " ".join(definition.split())
        if not name:
            raise DecisionError("A theme needs a name.")
        if (name, definition) == (theme.name, theme.definition):
            raise DecisionError("Name and definition are as before.")
        after = {"name": name, "definition": definition, "status": "approved"}
        return self._decide("rename", [_change(theme, after | _flag_off(theme))], why)

    def rename_topic(self, themes: Sequence[Theme], name: str, why: str = "") -> list[Decision]:
        """Give the broader topic that these themes stand under another name; the themes stay as they are.

        Two topics of the same name are one from then on.
        """
        name = " ".join(name.split())
        shown = {str(theme.attributes.get(UNDER, "")) for theme in themes}
        if not name:
            raise DecisionError("A broader topic needs a name.")
        if shown == {name}:
            raise DecisionError("The name is as before.")
        known = {(topic.kind, topic.label): topic for topic in self._store.topics()}
        drafted = {(theme.kind, str(theme.attributes.get(DRAFTED, theme.attributes.get(UNDER)))) for theme in themes}
        topics = [known.get(key) or topic_of(*key) for key in sorted(drafted)]
        if any(topic.name not in shown for topic in topics):
            raise ClashError("Somebody else has renamed this topic.", hint="Look at it again, then decide.")
        changes = [Change("topic", topic.id, {"name": name}, topic.revision) for topic in topics]
        return self._decide("rename", changes, why, new=[item for item in topics if item.revision == 0])

    def merge(self, into: Theme, others: Sequence[Theme], why: str = "") -> list[Decision]:
        """Put the findings of themes of one kind into one of them; the others go."""
        others = [theme for theme in others if theme.id != into.id]
        if not others:
            raise DecisionError("Merging needs two themes.", hint="Mark the others with Space first.")
        if any(theme.kind != into.kind for theme in others):
            raise DecisionError("Themes of different kinds cannot be merged.")
        members = list(dict.fromkeys(item for theme in (into, *others) for item in theme.finding_ids))
        near = [item for theme in (into, *others) if theme.topic == into.topic for item in theme.near]
        changes = [_shape(into, members, near), *map(_gone, others)]
        return self._decide("merge", changes, why)

    def split(self, theme: Theme, finding_ids: Sequence[str], name: str, why: str = "") -> list[Decision]:
        """Make a theme of its own from some findings of another."""
        name = " ".join(name.split())
        moved = [item for item in theme.finding_ids if item in set(finding_ids)]
        if not name:
            raise DecisionError("The new theme needs a name.")
        if not moved or len(moved) == len(theme.finding_ids):
            raise DecisionError("Splitting needs some of the theme's findings, not all.", hint="Mark them with Space.")
        new = Theme(stable_id("t", theme.kind, name, moved), name, theme.kind, "", tuple(moved), parent_id=None)
        after = {"retired": False, "status": "approved", "name": name, "finding_ids": moved} | _curated(new)
        rest = [item for item in theme.finding_ids if item not in moved]
        return self._decide("split", [Change("theme", new.id, after), _shape(theme, rest)], why, new=[new])

    def move(self, source: Theme, finding_ids: Sequence[str], into: Theme, why: str = "") -> list[Decision]:
        """Move findings from one theme to another of the same kind."""
        moved = [item for item in source.finding_ids if item in set(finding_ids)]
        if not moved:
            raise DecisionError("There is no finding to move.", hint="Mark some with Space.")
        if source.kind != into.kind:
            raise DecisionError("Findings move between themes of one kind.")
        if len(moved) == len(source.finding_ids):
            return self.merge(into, [source], why)
        there = list(dict.fromkeys([*into.finding_ids, *moved]))
        return self._decide("move", [_shape(into, there), _without(source, moved, into)], why)

    def take_in(
        self, theme: Theme, finding_ids: Sequence[str], homes: Sequence[Theme] = (), why: str = ""
    ) -> list[Decision]:
        """Count quotes in a theme that were told on its topic; those that `homes` count are counted there no more."""
        taken = [item for item in theme.near if item in set(finding_ids)]
        if not taken:
            raise DecisionError("This was not told on the theme's topic, or is counted in it already.")
        homes = [home for home in homes if set(taken) & set(home.finding_ids)]
        self._refuse_others(taken, {theme.id, *(home.id for home in homes)})
        changes = [_shape(theme, [*theme.finding_ids, *taken]), *(_without(home, taken, theme) for home in homes)]
        return self._decide("move" if homes else "take in", changes, why)

    def _refuse_others(self, finding_ids: Sequence[str], known: set[str]) -> None:
        """No quote is counted in two themes: somebody else may have put one into a third."""
        for theme in self._store.themes():
            if theme.id not in known and not set(finding_ids).isdisjoint(theme.finding_ids):
                raise ClashError(f"Somebody else has put it into “{theme.name}”.", hint="Look again, then decide.")

    def take_out(self, theme: Theme, finding_ids: Sequence[str], why: str = "") -> list[Decision]:
        """Count quotes in a theme no more; they stay with it as told on its topic. The last one stays."""
        taken = [item for item in theme.finding_ids if item in set(finding_ids)]
        if theme.kind == CODE:
            raise DecisionError("A code counts what is put to it.", hint="Reject the finding, or change its code.")
        if not taken:
            raise DecisionError("This is not counted in the theme.")
        if len(taken) == len(theme.finding_ids):
            raise DecisionError("A theme needs a quote.", hint="Reject the theme if it does not hold.")
        return self._decide("take out", [_without(theme, taken, theme)], why)

    def comment(self, theme: Theme, words: str) -> list[Decision]:
        """Note something about a theme; it changes nothing."""
        if not words.strip():
            raise DecisionError("The comment is empty.")
        return self._decide("comment", [Change("theme", theme.id, {})], words)

    def _decide(
        self, action: str, changes: Sequence[Change], why: str, *, new: Sequence[Theme | Topic] = ()
    ) -> list[Decision]:
        batch = new_batch() if len(changes) > 1 else ""
        return self._store.decide(self._who, action, changes, why=why.strip(), batch=batch, new=new)


def _change(theme: Theme, after: dict[str, Any]) -> Change:
    return Change("theme", theme.id, after, theme.revision)


def _flag_off(theme: Theme) -> dict[str, Any]:
    """A decision answers the flag."""
    return {"flagged": False} if theme.flagged else {}


def _shape(theme: Theme, members: Sequence[str], near: Sequence[str] | None = None) -> Change:
    """A theme's findings as a person wants them; what it counts is not beside it too."""
    beside = [item for item in dict.fromkeys(theme.near if near is None else near) if item not in set(members)]
    told = {NEAR: beside} if beside or theme.near else {}
    attributes = {"attributes": _curated(theme)["attributes"] | told}
    return _change(theme, {"finding_ids": list(members)} | attributes)


def _without(theme: Theme, taken: Sequence[str], now_in: Theme) -> Change:
    """A theme when some findings have left it: they stay beside it on its topic, and without any left it goes."""
    rest = [item for item in theme.finding_ids if item not in set(taken)]
    left = [item for item in theme.finding_ids if item in set(taken) and theme.topic == now_in.topic]
    return _shape(theme, rest, [*theme.near, *left]) if rest else _gone(theme)


def _gone(theme: Theme) -> Change:
    return _change(theme, {"retired": True} | _curated(theme))


def _curated(theme: Theme) -> dict[str, Any]:
    return {"attributes": as_drafted(theme) | {CURATED: True}}
