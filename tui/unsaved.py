"""Words that a reviewer has typed and not saved yet: kept in the study, so that nothing that happens loses them."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.identity import digest


@dataclass(frozen=True, slots=True)
class Place:
    """What words are typed for."""

    action: str
    """`edit`, `reject`, `comment`, `rename` and the like, as in the ledger."""
    target_type: str
    target_id: str
    """Of many targets, or words that have no target yet, whatever tells them from others."""


class Unsaved:
    """One small file for each dialog that a reviewer left with words in it."""

    def __init__(self, folder: Path, reviewer: str) -> None:
        self._folder = folder / "unsaved"
        self._reviewer = reviewer

    def draft(self, action: str, target_type: str, target_id: str) -> Draft:
        """The words for one dialog."""
        return Draft(self, Place(action, target_type, target_id))

    def keep(self, place: Place, words: Mapping[str, str]) -> None:
        """Keep what was typed so far, by the names of the lines."""
        path = self._path(place)
        value = {"place": [place.action, place.target_type, place.target_id]}
        value |= {"reviewer": self._reviewer, "words": dict(words)}  # type: ignore[dict-item]  # it is JSON
        # A full disk or a read-only study must not stop the typing; saving the words will say so.
        with contextlib.suppress(OSError):
            self._folder.mkdir(exist_ok=True)
            fresh = path.with_suffix(".new")
            fresh.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
            fresh.replace(path)

    def all(self) -> dict[Place, dict[str, str]]:
        """All that this reviewer has left unsaved, by what it was typed for."""
        found = {}
        for path in sorted(self._folder.glob("*.json")):
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
                value = json.loads(path.read_text(encoding="utf-8"))
                if value["reviewer"] == self._reviewer:
                    words = {str(name): str(word) for name, word in value["words"].items()}
                    found[Place(*map(str, value["place"]))] = words
        return found

    def drop(self, place: Place) -> None:
        """Forget it: it was saved, or is not wanted."""
        with contextlib.suppress(OSError):
            self._path(place).unlink(missing_ok=True)
            self._folder.rmdir()

    def _path(self, place: Place) -> Path:
        named = digest(place.action, place.target_type, place.target_id, self._reviewer)
        return self._folder / f"{named[:16]}.json"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is typed in one dialog."""

    unsaved: Unsaved
    place: Place

    def find(self) -> dict[str, str]:
        """What was typed and never saved, by the names of the lines."""
        return self.unsaved.all().get(self.place, {})

    def keep(self, words: Mapping[str, str]) -> None:
        """Keep what was typed so far."""
        self.unsaved.keep(self.place, words)

    def drop(self) -> None:
        """Forget it: it was saved, or is not wanted."""
        self.unsaved.drop(self.place)
