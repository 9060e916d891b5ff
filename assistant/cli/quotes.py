"""Quotes that were found, as they are printed: who said them, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.search import Passage


def who_said(passage: Passage, names: Mapping[str, str]) -> str:
    """The participant's name, or the speaker's label where there is none."""
    return names.get(passage.participant_id or "", passage.speaker)


def as_row(passage: Passage, names: Mapping[str, str]) -> dict[str, object]:
    """A quote and where it stands, for programs."""
    return {
        "quote": passage.quote,
        "source": passage.span.source_id,
        "source_name": passage.source_name,
        "start": passage.span.start,
        "end": passage.span.end,
        "participant": names.get(passage.participant_id or ""),
    }
