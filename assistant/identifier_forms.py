"""Identifiers that are known by their form: addresses of all kinds, numbers of telephones and cards, accounts, codes.

Each form is the kind that its pseudonym bears, a sign and a pattern; they are looked for in this order. Forms are wide
on purpose: a model loses little by a phone's name that looks like a street, people lose much by a street that shows.
Wide patterns are slow, and most texts hold none of it: where the sign stands nowhere, the pattern cannot either.
"""

from __future__ import annotations

from typing import NamedTuple


class Form(NamedTuple):
    """How one kind of identifier looks."""

    kind: str
    sign: str
    """Stands in every text in which the pattern is found; quick to look for."""
    pattern: str
    fewest_digits: int = 0
    """With fewer it is something else."""


_TELEPHONE = 7
"""Digits of a telephone's, a card's or an account's number: fewer are prices, years and counts."""
_LOCAL = 128
"""Characters before an address's `@`, more than there may be; an endless run of them is no address."""
_STREETS = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Close|Court|Ct|Place|Way|Terrace|Crescent|Square|Gardens|Grove|Row|Mews|"
    "Hill|Park|Boulevard|Blvd|Crossroad|Highway|Parade|Walk|Quay"
)
_LEADING = (
    "Rue|Avenue|Boulevard|Chemin|Via|Viale|Piazza|Corso|Calle|Avenida|Plaza|Rua|Praça|Ulica|Ul\\.|Place|Allée|Strada"
)
_ENDINGS = (
    "stra(?:ß|ss)e|str\\.|weg|gasse|platz|allee|gata|gatan|gade|vej|vegur|veien|vägen|braut|straat|laan|plein|katu|tie|"
    "utca|út|köz"
)
_UNIT = r"(?:Apt|Apartment|Suite|Ste|Flat|Unit|Box|PO Box|P\.O\. Box)\.? #?\d+[a-z]?"
_NAMED = r"(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b)[A-ZÀ-Þ][\w'’.-]+"
_PLACE = (
    rf"\b\d{{1,6}}[a-z]?,? (?:\d{{1,5}} )?(?:{_NAMED} ){{1,3}}(?:{_STREETS})\b"
    rf"|(?:\b\d{{1,6}},? ){{0,3}}\b(?:{_LEADING}) (?:{_NAMED}|d[aeiou]s?|de la|del)(?: {_NAMED}){{0,3}}"
    r"(?:,? \d{1,5})?"
    rf"|(?:\b\d{{1,6}},? )?\b[A-ZÀ-Þ][\w'’-]{{0,60}}(?:{_ENDINGS})(?: u\.)? \d{{1,5}}[a-z]?\b"
    rf"|\b\d{{3,6}} {_NAMED}(?: {_NAMED})? (?:u\. )?\d{{1,5}}\b\.?"
    rf"|\b{_UNIT}"
)
"""Street and number in the orders that are usual in Europe and America, or a flat's number."""
_TOWN_CODE = r"\d{4,6}(?:-\d{4})?"
_BEYOND = rf"(?:[,\s]+(?:{_UNIT}|[A-Z]{{2}} {_TOWN_CODE}|{_NAMED}(?: {_NAMED})?(?:,? [A-Z]{{2}})? {_TOWN_CODE})){{0,4}}"
"""What goes on with an address: the flat, the town with its code."""
FORMS = (
    Form(
        "E-mail",
        r"@| dot ",
        rf"[\w.+-]{{1,{_LOCAL}}}(?:@[\w-]+(?:\.[\w-]+)+|,? at [\w-]+(?: dot [\w-]+)+)",
    ),
    Form("Link", r"://|www\.", r"\b(?:https?://|www\.)[^\s<>\"')\]]+"),
    Form("Account", r"[A-Z]\d", r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?\b"),
    Form("Number", r"\d\.\d", r"\b\d{1,3}(?:\.\d{1,3}){3}\b"),
    Form(
        "Number",
        r"\d\d[ .-]?\d\d",
        r"(?<![\w.,£$€])\+?(?:\(\d{1,5}\)[ .-]?)?\d{2,6}(?:[ .-]?\d{2,6}){1,5}(?!\w|,\d)",
        _TELEPHONE,
    ),
    Form("Code", r"[A-Z][\d-]", r"\b(?=[A-Z0-9-]{0,60}\d)[A-Z]{2,}(?:-[A-Z0-9]+)+\b|\b[A-Z]{2,}\d{4,}\b"),
    Form("Postcode", r"[A-Z]\d", r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"),
    Form("Address", r"[\dA-ZÀ-Þ]", rf"(?=[\dA-ZÀ-Þ])(?:{_PLACE}){_BEYOND}"),
    Form("Account", r"@", r"(?<![\w.@])@ ?[A-Za-z_]\w{2,}"),
)
