"""Applying the study's own codebook, code by code: what has not changed since is left as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, replace

from assistant.analysis.codebook import CODER, Code, apply_codes, code_theme
from assistant.analysis.meaning import Surroundings
from assistant.domain import CODE, Finding, Theme
from assistant.embedding import Embedding
from assistant.engines.protocol import Line
from assistant.identity import digest
from assistant.settings import Settings
from assistant.store.store import Store

STEP, THEMES = "codebook", "codebook_themes"
_FITTING = "1"
"""Counted up when sentences are put to codes otherwise, so that codebooks are applied anew."""


def is_asked_for(store: Store, settings: Settings) -> bool:
    """Whether there is a codebook to apply, or one that was applied and is gone."""
    return bool(settings.codebook or store.done_keys(STEP, CODER))


def apply_codebook(
    store: Store,
    settings: Settings,
    spoken: Sequence[Line],
    found: Sequence[Finding],
    said: Surroundings,
    embedding: Embedding,
    *,
    run_id: str,
    fresh: bool = False,
) -> None:
    """Put participants' sentences to each code, and make a theme of every code that has some."""
    codes = list({item.name: Code(**item.model_dump()) for item in settings.codebook}.values())
    done = store.done_keys(STEP, CODER)
    keys = _keys(codes, spoken, found, embedding)
    store.forget_passages(CODER, set(keys), step=STEP)
    if waiting := [code for code in codes if fresh or done.get(code.name) != keys[code.name]]:
        coded = apply_codes(waiting, spoken, found, said, embedding)
        mine = {name: [replace(item, run_id=run_id) for item in items] for name, items in coded.items()}
        store.store_coding([(name, keys[name], items) for name, items in mine.items()], CODER, run_id, step=STEP)
    themes = [replace(theme, run_id=run_id) for theme in _themes(codes, store.findings())]
    key = digest([(theme.name, theme.definition, theme.finding_ids, theme.attributes) for theme in themes])
    if store.done_keys(THEMES, CODER).get("all") != key:
        store.store_codes(themes, CODER, key, run_id)


def _keys(
    codes: Sequence[Code], spoken: Sequence[Line], found: Sequence[Finding], embedding: Embedding
) -> Mapping[str, str]:
    """What each code was held against, as a hash."""
    lines = sorted((*astuple(line.span), line.participant_id) for line in spoken)
    beside = sorted((*astuple(item.span), item.kind, item.label, item.stage) for item in found)
    seen = digest(_FITTING, embedding.fingerprint, lines, beside)
    return {code.name: digest(seen, astuple(replace(code, parent=""))) for code in codes}


def _themes(codes: Sequence[Code], findings: Sequence[Finding]) -> list[Theme]:
    """A theme for each code that sentences stand under, the best fitting first."""
    members: dict[str, list[Finding]] = {code.name: [] for code in codes}
    for item in sorted(findings, key=lambda item: (-item.confidence, item.id)):
        if item.kind == CODE and item.label in members and item.status != "rejected":
            members[item.label].append(item)
    parents = _parents(codes)
    return [code_theme(code, members[code.name], parents) for code in codes if members[code.name]]


def _parents(codes: Sequence[Code]) -> frozenset[str]:
    return frozenset(code.parent for code in codes) - {""}
