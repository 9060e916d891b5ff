"""What a file really is, from its first bytes, whatever its name says."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.errors import DocumentError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_BINARIES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (_ZIP, "a zip archive or an office document"),
    (b"PK\x05\x06", "an empty zip archive"),
    (_OLE, "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
    (b"RIFF", "a sound or video recording"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "a database"),
)
_HTML = re.compile(rb"^\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_EXPECTED = {
    ".pdf": (b"%PDF-",),
    ".docx": (_ZIP,),
    ".xlsx": (_ZIP,),
    ".odt": (_ZIP,),
    ".rtf": (b"{\\rtf",),
    ".xls": (_OLE, b"\x09\x08"),
}
_EXTENSIONS = {
    "a PDF": ".pdf",
    "an RTF document": ".rtf",
    "a web page": ".html",
    "a zip archive or an office document": ".docx, .xlsx or .odt",
}


def check(path: Path, suffix: str) -> None:
    """Raise DocumentError where the content is plainly not what the extension promises."""
    with path.open("rb") as stream:
        head = stream.read(1024).removeprefix(b"\xef\xbb\xbf")
    expected = _EXPECTED.get(suffix)
    if expected is None:
        _refuse_binary(head)
    elif suffix == ".pdf":
        if b"%PDF-" not in head:
            raise _mismatch(suffix, head)
    elif not head.lstrip().startswith(expected):
        if head.startswith(_OLE):
            raise _old_office(suffix, path.read_bytes())
        raise _mismatch(suffix, head)


def _refuse_binary(head: bytes) -> None:
    for mark, what in _BINARIES:
        if head.startswith(mark):
            raise DocumentError(f"is no text but {what}.", hint=_advice(what))


def _mismatch(suffix: str, head: bytes) -> DocumentError:
    what = _kind(head)
    if what == "text":
        return DocumentError(f"is not a {suffix} file: it holds plain text.", hint="Rename it to .txt, .md or .csv.")
    if not what:
        return DocumentError(
            f"is damaged or not a {suffix} file.", hint="Open it in the program it comes from and save it again."
        )
    return DocumentError(f"is not a {suffix} file but {what}.", hint=_advice(what))


def _kind(head: bytes) -> str:
    if _HTML.match(head):
        return "a web page"
    for mark, what in _BINARIES:
        if head.startswith(mark):
            return what
    printable = sum(32 <= byte < 127 or byte in b"\t\r\n" or byte > 127 for byte in head)
    return "text" if head and b"\x00" not in head and printable >= 0.97 * len(head) else ""


def _advice(what: str) -> str:
    extension = _EXTENSIONS.get(what)
    if extension:
        return f"Give it the extension {extension}."
    return "Export the words from it as text, .docx, .pdf or .csv."


def _old_office(suffix: str, data: bytes) -> DocumentError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return DocumentError(
            "is protected with a password.", hint="Open it, remove the password, save it and add it again."
        )
    old = {".docx": ".doc", ".xlsx": ".xls"}.get(suffix, "Office")
    return DocumentError(
        f"is an old {old} document with the extension {suffix}.", hint=f"Open it and save it as {suffix}."
    )
