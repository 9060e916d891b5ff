"""Writing a codebook as REFI-QDA keeps it (.qdc), for NVivo, ATLAS.ti, MAXQDA and others."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from assistant.codebooks import SPACE
from assistant.settings import CodeSetting


def as_qdc(codes: Sequence[CodeSetting]) -> str:
    """A REFI-QDA codebook, codes under their parents; a code keeps its identity from export to export."""
    from lxml import etree  # type: ignore[import-untyped]

    root = etree.Element("CodeBook", nsmap={None: SPACE}, origin="Verbatim")
    group = etree.SubElement(root, "Codes")
    written: dict[str, Any] = {}
    for code in _parents_first(codes):
        parent = written.get(code.parent)
        if parent is None and code.parent:
            parent = written[code.parent] = _element(group, code.parent, codable=False)
        item = written[code.name] = _element(group if parent is None else parent, code.name, codable=True)
        if told := _told(code):
            etree.SubElement(item, "Description").text = _legal(told)
    # The schema wants a code's description before the codes below it.
    for item in written.values():
        item[:] = sorted(item, key=lambda part: etree.QName(part).localname != "Description")
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return data.decode()


def _parents_first(codes: Sequence[CodeSetting]) -> list[CodeSetting]:
    """Codes in their order, but none before the one it stands under; where they run in a circle, as they come."""
    waiting, done = list(codes), list[CodeSetting]()
    while waiting:
        names = {code.name for code in waiting}
        ready = [code for code in waiting if code.parent not in names] or waiting[:1]
        done += ready
        waiting = [code for code in waiting if code not in ready]
    return done


def _element(above: Any, name: str, *, codable: bool) -> Any:
    from lxml import etree

    identity = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{SPACE}#{name}"))
    codes = {"guid": identity, "name": _legal(name), "isCodable": str(codable).lower()}
    return etree.SubElement(above, "Code", codes)


def _told(code: CodeSetting) -> str:
    """What the format has no fields for goes into the description, as researchers write it."""
    lines = [code.definition, *(f"Include: {item}" for item in code.inclusion)]
    return "\n".join(filter(None, [*lines, *(f"Exclude: {item}" for item in code.exclusion)]))


def _legal(text: str) -> str:
    """Without the control characters that XML does not allow."""
    return "".join(char if char == "\n" else max(char, " ") for char in text if char not in "\ufffe\uffff")
