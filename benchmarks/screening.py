"""What screening saves and what it loses, on the sample corpora with their gold.

    python -m benchmarks.screening

Saved: tokens that are not sent. Lost: codings of the gold that lie in sentences which are not sent to be coded, so
that no model, however good, could find them.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from assistant.domain import Span
from assistant.engines import open_model
from assistant.engines.llm.tokens import count_request
from assistant.pipeline import passages_of_study
from assistant.study import Study
from evals.corpora import corpora, study_of


def main() -> None:
    """Both corpora, with and without."""
    os.environ.setdefault("OPENAI_API_KEY", "none")
    for name, corpus in corpora().items():
        with tempfile.TemporaryDirectory() as folder:
            study = study_of(corpus, Path(folder) / "study")
            whole, kept_whole, _ = _sent(study, screen=False)
            less, kept, spans = _sent(study, screen=True)
            sources = {source.sha256: source.id for source in study.store.sources()}
            gold = [Span(sources[row.sha256], row.start, row.end) for row in corpus.rows()]
            study.close()
        lost = sum(not any(span.overlap(sent) for sent in spans[span.source_id]) for span in gold)
        print(
            f"{name}: {less:,} of {whole:,} tokens sent ({1 - less / whole:.1%} saved), {kept:,} of {kept_whole:,} "
            f"sentences; {lost} of {len(gold)} gold codings out of reach ({lost / len(gold):.1%})"
        )


def _sent(study: Study, *, screen: bool) -> tuple[int, int, dict[str, list[Span]]]:
    """Tokens of all requests, sentences to be coded, and where they stand by source."""
    coding = study.settings.coding.model_copy(update={"screen": screen})
    engine = open_model("openai:gpt-5-mini", study.settings.model_copy(update={"coding": coding}))
    tokens = sentences = 0
    spans: dict[str, list[Span]] = {source.id: [] for source in study.store.sources()}
    for pack in engine.packs(passages_of_study(study, engine)):
        request = engine.coding.request(pack)
        tokens += count_request(request.in_mode("schema")) if request else 0
        for line in (line for passage in pack for line in passage.lines if line.codable):
            sentences += 1
            spans[line.span.source_id].append(line.span)
    return tokens, sentences, spans


if __name__ == "__main__":
    main()
