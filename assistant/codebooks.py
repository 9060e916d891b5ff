"""Codebooks as researchers keep them: CSV, YAML, and the REFI-QDA codebook (.qdc) of NVivo, ATLAS.ti and MAXQDA.

REFI-QDA Codebook exchange format, version 1.0, urn:QDA-XML:codebook:1.0. It knows no criteria: they are written into
the description of a code as researchers do it, each on a line that begins with `Include:` or `Exclude:`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.domain import KINDS
from assistant.errors import DocumentError
from assistant.ingest.delimited import rows_of
from assistant.ingest.plain import read_text
from assistant.settings import CodeSetting

FORMATS = (".csv", ".tsv", ".yaml", ".yml", ".qdc")
SPACE = "urn:QDA-XML:codebook:1.0"
_MOST_CODES = 2000
_LONGEST_NAME = 200
_MOST_NAMED = 5
"""Columns and values that a message names."""
_COLUMNS = {
    "name": ("name", "code", "codename", "label", "theme", "tag"),
    "definition": ("definition", "description", "descriptiondefinition", "meaning", "comment", "memo", "note"),
    "kind": ("kind", "type", "category"),
    "parent": ("parent", "parentcode", "under", "group", "parentname", "broader"),
    "inclusion": ("inclusion", "inclusioncriteria", "include", "includes", "example", "examples", "typicalexamples"),
    "exclusion": ("exclusion", "exclusioncriteria", "exclude", "excludes", "counterexample", "counterexamples"),
}
_BELOW = ("children", "codes", "subcodes")
"""What a list of codes under another is called in YAML."""
_CRITERION = re.compile(r"\s*(inclusion|include[sd]?|exclusion|exclude[sd]?)(?:\s+criteria)?\s*:\s*", re.IGNORECASE)

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Codebook:
    """The codes of a file, and what in it was not taken."""

    codes: tuple[CodeSetting, ...]
    notes: tuple[str, ...] = ()
    """One sentence each."""


def read_codebook(path: Path) -> Codebook:
    """The codes of a file, each name once; DocumentError says what is wrong with it."""
    suffix = path.suffix.casefold()
    if suffix not in FORMATS:
        raise DocumentError(f"{path.name} is no codebook.", hint=f"Codebooks are read from {', '.join(FORMATS)}.")
    try:
        text = read_text(path).text
        rows = list(_of_xml(text) if suffix == ".qdc" else _of_yaml(text) if "y" in suffix else _of_table(text, path))
    except DocumentError as error:
        raise DocumentError(f"{path.name} {error.message}", hint=error.hint) from error
    rows = [row for row in rows if _line(row.get("name"))]
    if not rows:
        hint = "A table needs a column `name`, and may have `definition`."
        raise DocumentError(f"{path.name} holds no codes.", hint=hint)
    if len(rows) > _MOST_CODES:
        raise DocumentError(f"{path.name} holds {len(rows):,} codes.", hint=f"{_MOST_CODES:,} are the most.")
    codes = {code.name.casefold(): code for code in map(_code, _named_apart(rows))}
    return Codebook(tuple(codes.values()), tuple(f"{path.name}: {note}" for note in _not_taken(rows)))


def _named_apart(rows: Sequence[Row]) -> Iterator[Row]:
    """Codes that are called the same under different parents: they say under which they stand."""
    parents = {(_line(row["name"]).casefold(), _line(row.get("parent"))) for row in rows}
    often = Counter(name for name, _ in parents)
    for row in rows:
        name, parent = _line(row["name"]), _line(row.get("parent"))
        yield {**row, "name": f"{name} ({parent})"} if parent and often[name.casefold()] > 1 else row


def _code(row: Row) -> CodeSetting:
    told, criteria = _criteria(str(row.get("definition") or ""))
    return CodeSetting(
        name=_line(row["name"])[:_LONGEST_NAME],
        definition=_line(told),
        kind=_kind(row),
        parent=_line(row.get("parent"))[:_LONGEST_NAME],
        inclusion=(*_list(row.get("inclusion")), *criteria["i"]),
        exclusion=(*_list(row.get("exclusion")), *criteria["e"]),
    )


def _kind(row: Row) -> Any:
    kind = _line(row.get("kind")).casefold()
    return kind if kind in KINDS else None


def _criteria(text: str) -> tuple[str, dict[str, list[str]]]:
    """A description without the lines that say what to include and to exclude, and those lines."""
    told, criteria = [], {"i": list[str](), "e": list[str]()}
    for line in text.splitlines():
        if (found := _CRITERION.match(line)) and (rest := _line(line[found.end() :])):
            criteria[found[1][0].casefold()].append(rest)
        else:
            told.append(line)
    return "\n".join(told), criteria


def _list(value: Any) -> list[str]:
    """Criteria or examples: a list's items, or the lines of a cell."""
    items = value if isinstance(value, list) else str(value or "").splitlines()
    return [line for item in items if (line := _line(item))]


def _line(value: Any) -> str:
    return " ".join(str(value if value is not None else "").split())


def _not_taken(rows: Sequence[Row]) -> Iterator[str]:
    """What a file says that a codebook here has no place for."""
    columns = dict.fromkeys(name for row in rows for name in row.get("other", ()) if name)
    if columns:
        yield f"not taken: {_some(list(columns))}."
    kinds = dict.fromkeys(_line(row.get("kind")) for row in rows if _line(row.get("kind")) and not _kind(row))
    if kinds:
        yield f"no kind of finding, and left out: {_some(list(kinds))}. Kinds are {', '.join(KINDS)}."
    names = Counter((_line(row["name"]).casefold(), _line(row.get("parent"))) for row in rows)
    twice = [name for (name, _), count in names.items() if count > 1]
    if twice:
        yield f"there more than once, and the last one counts: {_some(twice)}."


def _some(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _key(title: str) -> str:
    """What a column's or a key's title stands for here; itself where it stands for nothing."""
    plain = "".join(filter(str.isalpha, title.casefold()))
    return next((key for key, names in _COLUMNS.items() if plain in names), title)


def _of_table(text: str, path: Path) -> Iterator[Row]:
    rows = rows_of(text, path)
    keys = [_key(cell) for cell in rows[0]] if rows else []
    if "name" not in keys:
        raise DocumentError("has no column `name`.", hint="Give its first row the titles name, definition, kind.")
    for row in rows[1:]:
        yield _row(zip(keys, row, strict=False))


def _row(pairs: Any) -> Row:
    """Values by our names for them, the first of each; the rest only by what it is called."""
    found: dict[str, Any] = {"other": []}
    for key, value in pairs:
        if value in (None, "", []):
            continue
        if key not in _COLUMNS or key in found:
            found["other"].append(key)
        else:
            found[key] = value
    return found


def _of_yaml(text: str) -> Iterator[Row]:
    import yaml

    try:
        data = yaml.safe_load(text)
        listed = data.get("codes", data.get("codebook", data)) if isinstance(data, dict) else data
        # Followed at once: a list may hold itself, and then it has no end.
        yield from list(_listed(listed, ""))
    except (yaml.YAMLError, RecursionError) as error:
        reason = str(error).split("\n")[0]
        raise DocumentError(f"is no valid YAML: {reason}.", hint="Mend it, or save the codebook as CSV.") from error


def _listed(listed: Any, parent: str) -> Iterator[Row]:
    if isinstance(listed, dict):
        listed = [{"name": name, "definition": said} for name, said in listed.items()]
    for item in listed if isinstance(listed, list) else ():
        yield from _item({"name": item} if isinstance(item, str) else item, parent)


def _item(item: Any, parent: str) -> Iterator[Row]:
    """A code, and those listed below it."""
    if not isinstance(item, dict):
        return
    if isinstance(item.get("definition"), dict):
        item = {"name": item.get("name"), **item["definition"]}
    below = [item[key] for key in _BELOW if isinstance(item.get(key), (list, dict))]
    row = _row((_key(str(key)), value) for key, value in item.items() if key not in _BELOW)
    yield {"parent": parent, **row}
    for listed in below:
        yield from _listed(listed, _line(row.get("name")))


def _of_xml(text: str) -> Iterator[Row]:
    from lxml import etree  # type: ignore[import-untyped]

    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise DocumentError("declares a document type, which no codebook needs.", hint="It is not safe to open.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError(f"holds XML that cannot be read ({error.msg}).", hint="Export it again.") from error
    sets = [one.get("name") for one in root.iter(f"{{{SPACE}}}Set", "Set")]
    for code in root.iter(f"{{{SPACE}}}Code", "Code"):
        if code.get("isCodable", "true") == "true":
            above = code.getparent()
            parent = above.get("name", "") if above is not None and etree.QName(above).localname == "Code" else ""
            told = [part.text or "" for part in code if etree.QName(part).localname == "Description"]
            other = [f"the set {name}" for name in sets]
            yield {"name": code.get("name", ""), "definition": "\n".join(told), "parent": parent, "other": other}


def as_toml(codes: Sequence[CodeSetting]) -> str:
    """Entries for study.toml."""
    return "".join(_entry(code) for code in codes)


def _entry(code: CodeSetting) -> str:
    from assistant.settings import quoted

    lines = ["", "[[codebook]]", f"name = {quoted(code.name)}", f"definition = {quoted(code.definition)}"]
    lines += [f"{key} = {quoted(value)}" for key, value in (("kind", code.kind), ("parent", code.parent)) if value]
    for key, values in (("inclusion", code.inclusion), ("exclusion", code.exclusion)):
        lines += [f"{key} = [{', '.join(map(quoted, values))}]"] if values else []
    return "\n".join(lines) + "\n"
