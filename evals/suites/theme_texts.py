"""Themes where whole texts are the items: what is put together, held against groups that people made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from assistant.analysis.meaning import Surroundings
from assistant.analysis.themes import form_themes
from assistant.domain import Finding
from assistant.embedding import Embedding
from assistant.engines.protocol import Engine
from evals.data import Data
from evals.metrics.grouping import adjusted_rand, best_matches, v_measure
from evals.results import Item, SuiteResult, figure, last, rate_figure
from evals.texts import Text


def run(data: Data, engine: Engine, embedding: Embedding, *, seed: int = 7) -> SuiteResult:
    """Group the texts of each cluster by themselves; every text is one participant's finding."""
    apart: dict[str, list[Text]] = defaultdict(list)
    for text in data.texts:
        apart[text.cluster_at(0)].append(text)
    found: dict[str, str] = {}
    for texts in apart.values():
        found |= _grouped(texts, engine, embedding)
    gold = {text.id: data.gold[text.id][0].label for text in data.texts}
    return _result(data, apart, gold, found, seed)


def _grouped(texts: Sequence[Text], engine: Engine, embedding: Embedding) -> dict[str, str]:
    said = Surroundings(
        {text.id: text.source for text in texts},
        [turn for text in texts for turn in text.turns],
        [sentence for text in texts for sentence in text.sentences],
    )
    findings = [
        Finding(text.id, text.id, 0, len(text.text), "need", text.text[:40], None, "gold", text.id) for text in texts
    ]
    themes = (outcome.result for outcome in form_themes(engine, findings, said, embedding))
    return {item: theme.id for theme in themes if theme for item in theme.finding_ids}


def _result(
    data: Data, apart: Mapping[str, Sequence[Text]], gold: Mapping[str, str], found: Mapping[str, str], seed: int
) -> SuiteResult:
    v, rand, covered, in_theme = {}, {}, {}, {}
    for cluster, texts in apart.items():
        ids = [text.id for text in texts if text.id in found]
        in_theme[cluster] = [float(len(ids)), float(len(texts))]
        if len(ids) > 1:
            sides = [gold[name] for name in ids], [found[name] for name in ids]
            v[cluster], rand[cluster] = [v_measure(*sides), 1.0], [adjusted_rand(*sides), 1.0]
        matches = best_matches(_groups(texts, gold), _groups(texts, found))
        covered[cluster] = [float(sum(match.f1 >= 0.3 for match in matches)), float(len(matches))]
    mean = "mean over topics with a stance, each grouped by itself"
    figures = (
        rate_figure("key points found", tally=covered, frame="key points; F1 of the best theme ≥ 0.3", seed=seed),
        figure("V-measure", "rate", v, f"{mean}; texts in a theme", n=last, seed=seed),
        figure("adjusted Rand", "rate", rand, f"{mean}; texts in a theme", n=last, seed=seed),
        rate_figure("texts in a theme", tally=in_theme, frame="texts that match one key point", seed=seed),
    )
    items = tuple(Item(f"text:{name}", "text", None, label, found.get(name, "")) for name, label in gold.items())
    return SuiteResult("themes", data.name, figures, items, notes=data.notes)


def _groups(texts: Sequence[Text], group_of: Mapping[str, str]) -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        if text.id in group_of:
            groups[group_of[text.id]].add(text.id)
    return {name: frozenset(members) for name, members in groups.items()}
