"""Words that a reviewer has typed and not saved yet: kept in the study, so that nothing that happens loses them."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from assistant.identity import digest


class Unsaved:
    """One small file for each claim that is being edited by a reviewer."""

    def __init__(self, folder: Path, reviewer: str) -> None:
        self._folder = folder / "unsaved"
        self._reviewer = reviewer

    def keep(self, claim_id: str, text: str) -> None:
        """Keep what was typed so far."""
        path = self._path(claim_id)
        value = json.dumps({"claim": claim_id, "reviewer": self._reviewer, "text": text}, ensure_ascii=False)
        # A full disk or a read-only study must not stop the typing; saving the edit will say so.
        with contextlib.suppress(OSError):
            self._folder.mkdir(exist_ok=True)
            fresh = path.with_suffix(".new")
            fresh.write_text(value, encoding="utf-8")
            fresh.replace(path)

    def find(self, claim_id: str) -> str | None:
        """What was typed for a claim and never saved."""
        return self.all().get(claim_id)

    def all(self) -> dict[str, str]:
        """All that this reviewer has left unsaved, by claim."""
        found = {}
        for path in sorted(self._folder.glob("*.json")):
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                value = json.loads(path.read_text(encoding="utf-8"))
                if value["reviewer"] == self._reviewer:
                    found[str(value["claim"])] = str(value["text"])
        return found

    def drop(self, claim_id: str) -> None:
        """Forget it: it was saved, or is not wanted."""
        with contextlib.suppress(OSError):
            self._path(claim_id).unlink(missing_ok=True)
            self._folder.rmdir()

    def _path(self, claim_id: str) -> Path:
        return self._folder / f"{digest(claim_id, self._reviewer)[:16]}.json"
