"""Touchpoints named in a sentence."""

from __future__ import annotations

import pytest

from assistant.engines.ondevice.touchpoints import catalogue, mentions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I rang the call centre and then the app died.", [("call centre", "phone line"), ("app", "app")]),
        ("The delivery driver left the PARCELS outside", [("delivery driver", "delivery"), ("PARCELS", "delivery")]),
        ("They e-mailed me two invoices.", [("e-mailed", "e-mail"), ("invoices", "invoice")]),
        ("My neighbour told me", [("My neighbour", "word of mouth")]),
        ("An apple a day, a happy appliance, a hubbub", []),
        ("the call\ncentre", [("call\ncentre", "phone line")]),
    ],
)
def test_the_catalogue_is_found_by_its_words(text: str, expected: list[tuple[str, str]]) -> None:
    """Words of the catalogue are found whole, longest first, in any case and number."""
    found = [(text[mention.start : mention.end], mention.touchpoint.name) for mention in mentions(text)]

    assert expected == found


def test_every_entry_says_where_it_belongs() -> None:
    """The catalogue's channels, owners and phases are of the closed sets that journeys are drawn with."""
    for entry in catalogue():
        assert entry.channel in ("digital", "physical")
        assert entry.owner in ("own", "third")
        assert entry.phase in ("before", "during", "after")
        assert entry.words
