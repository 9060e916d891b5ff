"""How many stages are told as the sample's key tells them: `python -m evals.training.stages`.

The sample study (`corpora/loopwheel`) has a key that says of some 130 quotes what stage they belong to. The
transcripts are imported and coded as in any study; every finding in a quote of the key is compared.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from assistant.engines import open_engine
from assistant.importing import import_files
from assistant.ingest.drafts import ReadOptions
from assistant.resources import data_dir
from assistant.segments.passages import passages_of
from assistant.study import Study

Quote = tuple[str, str]
"""Words without spaces and the stage they belong to."""


def told(study: Study) -> Iterator[tuple[str, str | None]]:
    """Each finding's words and stage."""
    engine, store = open_engine("ondevice", study.settings), study.store
    for source in store.sources():
        turns, sentences, chunks = store.turns(source.id), store.sentences(source.id), store.chunks(source.id)
        passages = passages_of(source, turns, sentences, chunks, unit=engine.unit, fingerprint="")
        for outcome in engine.code(passages):
            for finding in outcome.result or ():
                yield source.quote(finding.span), finding.stage


def measure(sample: Path) -> dict[str, object]:
    """Share of findings in quotes of the key that have the key's stage, and what is taken for what."""
    key = json.loads((sample / "key.json").read_text("utf-8"))
    quotes = [(_plain(quote["quote"]), quote["stage"]) for theme in key["themes"] for quote in theme["quotes"]]
    counts: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        study = Study.create(Path(folder) / "sample", "sample")
        list(import_files(study, [sample / "interviews"], ReadOptions()))
        for words, stage in dict.fromkeys(told(study)):
            plain = _plain(words)
            expected = next((right for quote, right in quotes if len(plain) > 12 and plain in quote), None)
            if expected:
                counts[expected, stage or "none"] += 1
        study.close()
    right = sum(count for (expected, said), count in counts.items() if expected == said)
    wrong = {f"{expected} taken for {said}": n for (expected, said), n in counts.most_common() if expected != said}
    return {"accuracy": round(right / max(1, counts.total()), 3), "n": counts.total(), **wrong}


def _plain(words: str) -> str:
    return re.sub(r"\W+", "", words).casefold()


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=Path, default=data_dir("corpora") / "loopwheel")
    sys.stdout.write(json.dumps(measure(parser.parse_args().sample), indent=1) + "\n")


if __name__ == "__main__":
    main()
