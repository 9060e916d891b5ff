"""What drafts may rest on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.analysis.footing import is_firm
from assistant.domain import Finding, Kind, Status

FOUND = Finding("f", "s", 0, 4, "pain", "x", None, "ondevice", "p", 0.3)


@pytest.mark.parametrize(
    ("kind", "confidence", "status", "firm"),
    [
        ("pain", 0.39, "draft", False),
        ("pain", 0.4, "draft", True),
        ("need", 0.3, "draft", False),
        ("pain", 0.3, "approved", True),
        ("emotion", 0.2, "draft", True),
        ("touchpoint", 0.3, "draft", True),
    ],
)
def test_sure_enough_or_approved(kind: Kind, confidence: float, status: Status, firm: bool) -> None:
    """A person's word makes a finding firm; emotions and touchpoints have thresholds of their own."""
    assert is_firm(replace(FOUND, kind=kind, confidence=confidence, status=status)) is firm
