"""English and other languages."""

from __future__ import annotations

import pytest

from assistant.engines.ondevice.language import is_english


@pytest.mark.parametrize(
    "sentence",
    [
        "The staff were lovely and the café was clean.",
        "Friendly staff, excellent care.",
        "No way, the lag is a pain.",
        "I said merci and that was it.",
        "Die, virus, die.",
        "42 %",
    ],
)
def test_english_is_read(sentence: str) -> None:
    """English stays English with a loan word, a foreign name or no small words at all."""
    assert is_english([sentence]) == [True]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ich habe drei Wochen auf die Lieferung gewartet und niemand hat angerufen.",
        "Le personnel est très gentil mais je ne comprends pas la facture.",
        "El personal es muy amable pero la aplicación no funciona.",
        "Het personeel is erg vriendelijk maar ik begrijp de rekening niet.",
        "Приложение не работает уже неделю.",
        "アプリが動きません。",
        "التطبيق لا يعمل",
    ],
)
def test_other_languages_are_told(sentence: str) -> None:
    """Other languages are told by their small words or their letters."""
    assert is_english([sentence]) == [False]


def test_what_cannot_be_told_follows_its_text() -> None:
    """A word like any other is taken for the language of the text; a sentence that is plainly English is not."""
    german = ["Ich habe das nicht verstanden.", "Schade.", "Und dann ist es nicht gekommen.", "I am so sorry about it."]

    assert is_english(german) == [False, False, False, True]
    assert is_english(["It was late and I was cold.", "Schade."]) == [True, True]
