"""Bytes to text without mojibake: the encoding is found, and said where it had to be guessed."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from assistant.errors import DocumentError

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 64 * 1024
_KANA = re.compile(r"[\u3041-\u30ff]")
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]{3,}")
_PRINTED = re.compile(r"[\w\s\x20-\x7e‘’“”–—…•€£§©®°«»¿¡ºª·´¨±×÷½¼¾²³µ™‹›†‡‰]*", re.UNICODE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and what a person should know of how it was read."""

    text: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, *, declared: str = "") -> Decoded:
    """The text of a file; DocumentError where it is not text. `declared`: what the file itself says."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _checked(_strictly(data, name) or _mended(data, name))
    if wide := _wide_name(data):
        return _checked(_strictly(data, wide) or _mended(data, wide))
    if b"\x00" in data[:_SAMPLE]:
        raise _not_text()
    found = _strictly(data, "utf-8") or _declared(data, declared) or _mixed(data) or _guessed(data)
    return _checked(found)


def _strictly(data: bytes, name: str) -> Decoded | None:
    try:
        return Decoded(data.decode(name))
    except (UnicodeDecodeError, LookupError):
        return None


def _declared(data: bytes, name: str) -> Decoded | None:
    return _strictly(data, name) if name and name.casefold().replace("_", "-") not in {"utf-8", "utf8"} else None


def _mended(data: bytes, name: str) -> Decoded:
    """A file that ends in mid-character or has a few broken ones: they are marked and said."""
    text = data.decode(name, errors="replace")
    broken = text.count("\ufffd")
    if broken > 20 and broken * 100 > len(text):
        raise _not_text()
    return Decoded(text, (f"{broken} characters could not be decoded as {name} and are shown as �.",))


def _wide_name(data: bytes) -> str:
    """UTF-16 without a mark: every other byte of Western text is zero."""
    sample = data[:4096]
    if len(sample) < 4 or len(data) % 2:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _mixed(data: bytes) -> Decoded | None:
    """UTF-8 with some lines of Windows-1252 in it, as files put together by hand have."""
    lines = data.split(b"\n")
    broken = [index for index, line in enumerate(lines) if _strictly(line, "utf-8") is None]
    good = sum(1 for line in lines if _HIGH.search(line)) - len(broken)
    if good < max(1, len(broken)):
        return None
    chosen = set(broken)
    text = "\n".join(
        line.decode("cp1252", errors="replace") if index in chosen else line.decode("utf-8")
        for index, line in enumerate(lines)
    )
    where = ", ".join(str(index + 1) for index in broken[:5]) + (" …" if len(broken) > 5 else "")
    return Decoded(text, (f"Mixed encodings: UTF-8, but for line {where}, read as Windows-1252.",))


def _guessed(data: bytes) -> Decoded:
    sample = b"\n".join(line for line in data.split(b"\n") if _HIGH.search(line))[:_SAMPLE]
    name = _western_name(sample) or _japanese_name(sample) or _best_name(sample)
    if not name:
        raise _not_text()
    text = data.decode(name, errors="replace")
    if text.count("\ufffd") * 100 > len(text):
        raise _not_text()
    shown = {"cp1252": "Windows-1252", "cp1251": "Windows-1251"}.get(name, name)
    return Decoded(text, (f"The encoding is not said; read as {shown}. Save as UTF-8 if letters look wrong.",))


def _western_name(sample: bytes) -> str:
    """Windows-1252 where the high bytes are its letters and quotation marks, standing among plain ones."""
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    high = _HIGH.findall(sample)
    in_runs = sum(len(run) for run in _HIGH_RUN.findall(sample))
    return "cp1252" if _PRINTED.fullmatch(text) and in_runs * 5 < len(high) and _looks_western(text) else ""


def _looks_western(text: str) -> bool:
    """No capitals with accents in mid-word, which is how other alphabets show in Windows-1252."""
    odd = re.findall(r"[a-zà-ÿ][À-ÖØ-Þ]|[¿¡][a-z]{0,2}[¿¡]|\w[§°±²³µ¶¹º¼½¾÷×ª]\w", text)
    return len(odd) * 10 <= sum(ord(char) > 127 for char in text)


def _japanese_name(sample: bytes) -> str:
    """Japanese shows by its kana, which no wrong encoding brings up by chance."""
    for name in ("cp932", "euc_jp"):
        decoded = _strictly(sample, name)
        if decoded and len(_KANA.findall(decoded.text)) * 5 > sum(char > "\x7f" for char in decoded.text):
            return name
    return ""


def _best_name(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    found = list(from_bytes(sample))
    alike = [match.encoding for match in found if match.chaos <= found[0].chaos + 0.01]
    # The tables of Windows and of old Macs differ in few letters; files that are met today are of Windows.
    windows = [name for name in alike if name.startswith("cp125")]
    return (windows if alike and alike[0].startswith("mac_") and windows else alike or [""])[0]


def _checked(decoded: Decoded) -> Decoded:
    """Refuse what decodes but is no text: a binary file full of control characters."""
    sample = decoded.text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) * 50 > max(len(sample), 100):
        raise _not_text()
    return decoded


def _not_text() -> DocumentError:
    return DocumentError("is not a text file.", hint="If it is a document, give it the extension of its format.")
