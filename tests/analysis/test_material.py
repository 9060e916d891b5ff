"""What a draft may look at."""

from __future__ import annotations

from assistant.analysis.material import Material
from assistant.domain import Finding, Participant, Source
from assistant.identity import text_sha256


def test_drafts_do_not_see_what_is_only_perhaps_so() -> None:
    """Until somebody approves it."""
    source = Source("s", "d", 0, "s", "transcript", "It broke. It hurt.", text_sha256("It broke. It hurt."))
    sure = Finding("f1", "s", 0, 9, "pain", "broke", None, "ondevice", "p", 0.8)
    unsure = Finding("f2", "s", 10, 18, "pain", "hurt", None, "ondevice", "p", 0.3)
    material = Material({"s": source}, [Participant("p", "p")], (), (), [sure, unsure], ())

    assert material.on_firm_ground().findings == [sure]
    assert list(material.findings) == [sure, unsure]
