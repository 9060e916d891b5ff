"""Sets in which people marked names and other identifiers: for redaction, which looks for people and not for brands."""

from __future__ import annotations

from pathlib import Path

from evals.data import Data
from evals.datasets.rows import rows
from evals.identifiers import Identifier
from evals.texts import plain_text

_PEOPLE = {"PER": "person", "PERSON": "person"}
_FORMED = {
    "EMAIL_ADDRESS": "email",
    "PHONE_NUMBER": "phone",
    "CREDIT_CARD": "card",
    "IBAN_CODE": "account",
    "STREET_ADDRESS": "address",
    "IP_ADDRESS": "ip",
    "US_SSN": "ssn",
    "DOMAIN_NAME": "link",
}
"""Types that redaction promises to hide, under our names; organisations, places and dates are not among them."""


def btc(folder: Path) -> Data:
    """The Broad Twitter Corpus: people's names in tweets, handles among them."""
    return _names("btc", folder)


def wnut17(folder: Path) -> Data:
    """WNUT-17: rare and new names in tweets, posts and comments."""
    return _names("wnut17", folder)


def presidio(folder: Path) -> Data:
    """Presidio's synthetic sentences: names, addresses, telephone and card numbers, correct by construction."""
    return _names("presidio", folder, "presidio_synthetic_dev.jsonl*")


def _names(name: str, folder: Path, pattern: str = "") -> Data:
    types = _PEOPLE | _FORMED
    texts, identifiers = [], {}
    for row in rows(folder, pattern or f"{name}_dev.jsonl*"):
        text = plain_text(str(row["id"]), row["text"], str(row["id"]))
        kinds = [(mark["from"], mark["to"], types.get(mark["type"].upper())) for mark in row["entities"]]
        identifiers[text.id] = [Identifier(start, end, kind) for start, end, kind in kinds if kind]
        texts.append(text)
    kept = tuple({text.id: text for text in texts if text.own}.values())
    return Data(name, kept, {}, (), "texts", suites=("redaction",), identifiers=identifiers)
