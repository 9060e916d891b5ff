"""Who sets themselves apart says so."""

from __future__ import annotations

import pytest

from assistant.analysis.contrast import is_set_apart


@pytest.mark.parametrize(
    "text",
    [
        "I know everybody hates the bot. But I liked it.",
        "For me the deposit was okay.",
        "People always complain about the queue, but I never waited.",
        "Maybe for another man it would be trouble.",
        "I’d have told you that it would be a catastrophe.",
        "I am probably the only one who reads them.",
        "If I'm honest with you, the visit was a nuisance.",
        "Others struggle with it. Not me.",
    ],
)
def test_setting_oneself_apart_is_noticed(text: str) -> None:
    """From what others say or do, from what was expected, or by owning up to it."""
    assert is_set_apart(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The box came late again.",
        "They had to call me twice before I came down.",
        "People came in and out all day.",
        "It does not make me angry.",
        "I know this road.",
        "Tell me more about the others.",
    ],
)
def test_what_merely_mentions_others_is_not(text: str) -> None:
    """People may occur in a story without being set against its teller."""
    assert not is_set_apart(text)
