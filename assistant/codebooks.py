"""Codebooks as researchers keep them: CSV, YAML, and the REFI-QDA codebook (.qdc) of NVivo, ATLAS.ti and MAXQDA.

REFI-QDA Codebook exchange format, version 1.0, urn:QDA-XML:codebook:1.0.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from assistant.domain import Kind
from assistant.errors import DocumentError
from assistant.ingest.delimited import rows_of
from assistant.ingest.plain import read_text
from assistant.settings import CodeSetting

FORMATS = (".csv", ".tsv", ".yaml", ".yml", ".qdc")
_MOST_CODES = 2000
_LONGEST_NAME = 200
_NAME = ("name", "code", "codename", "label", "theme", "tag")
_DEFINITION = ("definition", "description", "meaning", "comment", "memo", "note")
_KIND = ("kind", "type", "category")
_SPACE = "urn:QDA-XML:codebook:1.0"


def read_codebook(path: Path) -> list[CodeSetting]:
    """The codes of a file, each name once; DocumentError says what is wrong with it."""
    suffix = path.suffix.casefold()
    if suffix not in FORMATS:
        raise DocumentError(f"{path.name} is no codebook.", hint=f"Codebooks are read from {', '.join(FORMATS)}.")
    try:
        text = read_text(path).text
        rows = list(_of_xml(text) if suffix == ".qdc" else _of_yaml(text) if "y" in suffix else _of_table(text, path))
    except DocumentError as error:
        raise DocumentError(f"{path.name} {error.message}", hint=error.hint) from error
    codes = {code.name.casefold(): code for code in map(_code, rows) if code}
    if not codes:
        hint = "A table needs a column `name`, and may have `definition`."
        raise DocumentError(f"{path.name} holds no codes.", hint=hint)
    if len(codes) > _MOST_CODES:
        raise DocumentError(f"{path.name} holds {len(codes):,} codes.", hint=f"{_MOST_CODES:,} are the most.")
    return list(codes.values())


def _code(row: Mapping[str, str]) -> CodeSetting | None:
    name = " ".join(row.get("name", "").split())[:_LONGEST_NAME]
    kind = row.get("kind", "").strip().casefold()
    known: Kind | None = next((one for one in get_args(Kind) if one == kind), None)
    return CodeSetting(name=name, definition=" ".join(row.get("definition", "").split()), kind=known) if name else None


def _of_table(text: str, path: Path) -> Iterator[dict[str, str]]:
    rows = rows_of(text, path)
    titles = ["".join(filter(str.isalpha, cell.casefold())) for cell in rows[0]] if rows else []
    place = {key: at for key, names in _COLUMNS.items() for at, title in enumerate(titles) if title in names}
    if "name" not in place:
        raise DocumentError("has no column `name`.", hint="Give its first row the titles name, definition, kind.")
    for row in rows[1:]:
        yield {key: row[at] for key, at in place.items() if at < len(row)}


_COLUMNS = {"name": _NAME, "definition": _DEFINITION, "kind": _KIND}


def _of_yaml(text: str) -> Iterator[dict[str, str]]:
    import yaml

    try:
        data = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        reason = str(error).split("\n")[0]
        raise DocumentError(f"is no valid YAML: {reason}.", hint="Mend it, or save the codebook as CSV.") from error
    listed = data.get("codes", data.get("codebook", data)) if isinstance(data, dict) else data
    if isinstance(listed, dict):
        listed = [{"name": name, "definition": said} for name, said in listed.items()]
    for item in listed if isinstance(listed, list) else ():
        yield {"name": item} if isinstance(item, str) else _named(item)


def _named(item: Any) -> dict[str, str]:
    """A mapping's values by our names for them; a definition may itself be a mapping."""
    if not isinstance(item, dict):
        return {}
    if isinstance(item.get("definition"), dict):
        item = {"name": item.get("name"), **item["definition"]}
    found = {}
    for key, names in _COLUMNS.items():
        value = next((item[name] for name in names if item.get(name) is not None), "")
        found[key] = str(value)
    return found


def _of_xml(text: str) -> Iterator[dict[str, str]]:
    from lxml import etree  # type: ignore[import-untyped]

    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise DocumentError("declares a document type, which no codebook needs.", hint="It is not safe to open.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError(f"holds XML that cannot be read ({error.msg}).", hint="Export it again.") from error
    for code in root.iter(f"{{{_SPACE}}}Code", "Code"):
        if code.get("isCodable", "true") == "true":
            told = [part.text or "" for part in code if etree.QName(part).localname == "Description"]
            yield {"name": code.get("name", ""), "definition": " ".join(told)}


def as_toml(codes: Sequence[CodeSetting]) -> str:
    """Entries for study.toml."""
    return "".join(_entry(code) for code in codes)


def _entry(code: CodeSetting) -> str:
    from assistant.settings import quoted

    kind = f"kind = {quoted(code.kind)}\n" if code.kind else ""
    return f"\n[[codebook]]\nname = {quoted(code.name)}\ndefinition = {quoted(code.definition)}\n{kind}"


def as_qdc(codes: Sequence[CodeSetting]) -> str:
    """A REFI-QDA codebook; a code keeps its identity from export to export."""
    from lxml import etree

    root = etree.Element("CodeBook", nsmap={None: _SPACE}, origin="Verbatim")
    group = etree.SubElement(root, "Codes")
    for code in codes:
        identity = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{_SPACE}#{code.name}"))
        item = etree.SubElement(group, "Code", guid=identity, name=_legal(code.name), isCodable="true")
        if code.definition:
            etree.SubElement(item, "Description").text = _legal(code.definition)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return data.decode()


def _legal(text: str) -> str:
    """Without the control characters that XML does not allow."""
    return "".join(max(char, " ") for char in text if char not in "\ufffe\uffff")
