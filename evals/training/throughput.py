"""Speed beside the bare runtime: `python -m evals.training.throughput --data DIR`.

Bare means onnxruntime alone on the very batches that the reader makes of the same sentences, run by as many
threads: no tokenising, no spans, no answers built. Both are timed in turn, and the best of each counts.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from assistant.engines.ondevice.encoder import Encoder
from assistant.engines.ondevice.inference import (
    checked_file,
    default_threads,
    load_session,
    load_tokenizer,
    same_length_batches,
)
from evals.training import data

ROUNDS = 5


def bare_batches(sentences: list[str]) -> list[np.ndarray]:
    """The token numbers of all sentences, in the batches of the reader."""
    tokens = load_tokenizer(checked_file("tokenizer.json")[0])
    rows = [encoding.ids for encoding in tokens.encode_batch(sentences)]
    return [np.array([rows[i] for i in batch]) for batch in same_length_batches([len(row) for row in rows])]


def seconds(work: Callable[[], object]) -> float:
    """How long one run takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(sentences: list[str], threads: int) -> dict[str, float]:
    """Tokens a second of both, and their ratio."""
    encoder = Encoder(threads=threads)
    session = load_session(checked_file("coder.onnx")[0])
    batches = bare_batches(sentences)
    tokens = sum(batch.size for batch in batches)

    def bare() -> None:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda ids: session.run(["logits"], {"input_ids": ids}), batches))

    pairs = [(seconds(bare), seconds(lambda: encoder.predict(sentences))) for _ in range(ROUNDS)]
    best_bare, best_ours = (min(pair[side] for pair in pairs) for side in (0, 1))
    return {
        "threads": threads,
        "sentences": len(sentences),
        "tokens": tokens,
        "bare_tokens_a_second": round(tokens / best_bare),
        "coder_tokens_a_second": round(tokens / best_ours),
        "share": round(best_bare / best_ours, 3),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    """Print the figures for distinct sentences of the nhs and jupyter sets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sentences", type=int, default=4000)
    options = parser.parse_args()
    texts = [e.text for read in (data.nhs, data.jupyter) for e in read(options.data) if len(e.text) < 300]
    distinct = list(dict.fromkeys(texts))[: options.sentences]
    figures = measure(distinct, default_threads())
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
