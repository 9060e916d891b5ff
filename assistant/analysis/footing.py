"""What drafts rest on: findings that are sure enough, and whatever a person stands behind.

A low confidence is shown in the list of findings, where a reviewer can approve it; in a draft it would be one quote
among others. On the sample study two in five of the pains below this confidence are pains, and with them fewer than
half of the quotes that a draft showed bore its statement out.
"""

from __future__ import annotations

from assistant.analysis.themes import THEMED
from assistant.domain import Finding

_SURE = 0.4
"""Confidence from which a pain, gain, need or suggestion counts by itself."""


def is_firm(item: Finding) -> bool:
    """Whether a draft may rest on a finding; emotions and touchpoints have thresholds of their own."""
    return item.kind not in THEMED or item.confidence >= _SURE or item.status == "approved"
