"""Speed beside the bare runtime: `python -m evals.training.throughput --data DIR`.

Bare means onnxruntime alone on the very batches that the reader makes of the same sentences, run by as many threads:
no tokenising, no spans, no answers built. The reader, and the whole engine with stages, touchpoints and labels, are
timed in turn with it, and the best of each counts. Memory is that of a process of its own, which codes and does nothing
else.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import re
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import numpy as np

from assistant.domain import Span
from assistant.engines.ondevice.encoder import WINDOW, Encoder, marked
from assistant.engines.ondevice.engine import OnDeviceEngine
from assistant.engines.ondevice.inference import (
    checked_file,
    default_threads,
    load_session,
    load_tokenizer,
    same_length_batches,
)
from assistant.engines.ondevice.stretches import stretches
from assistant.engines.protocol import Line, Passage
from assistant.settings import Settings
from evals.training import data

ROUNDS = 10
TEXT = 40
"""Sentences put together as one text for the engine."""


def bare_batches(sentences: list[str]) -> list[np.ndarray]:
    """The token numbers of all sentences, in the stretches and batches of the reader."""
    tokens = load_tokenizer(checked_file("tokenizer.json")[0])
    ids = [encoding.ids for encoding in tokens.encode_batch(sentences, add_special_tokens=False)]
    groups = stretches([len(each) for each in ids], texts_of(sentences), WINDOW)
    rows = [marked(ids[part.text][part.first : part.last] for part in group) for group in groups]
    return [np.array([rows[i] for i in batch]) for batch in same_length_batches([len(row) for row in rows])]


def texts_of(sentences: Sequence[str]) -> list[int]:
    """Which text each sentence belongs to."""
    return [at // TEXT for at in range(len(sentences))]


def passages(sentences: list[str]) -> list[Passage]:
    """The sentences as texts of one person each."""
    made = []
    for number, start in enumerate(range(0, len(sentences), TEXT)):
        lines, at = [], 0
        for sentence in sentences[start : start + TEXT]:
            lines.append(Line(Span(str(number), at, at + len(sentence)), sentence, "", "participant", "p", True))
            at += len(sentence) + 1
        made.append(Passage(str(number), str(number), tuple(lines)))
    return made


def seconds(work: Callable[[], object]) -> float:
    """How long one run takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(sentences: list[str], threads: int) -> dict[str, float]:
    """Tokens a second of all three, and the shares of the bare runtime's."""
    encoder, texts = Encoder(threads=threads), passages(sentences)
    session = load_session(checked_file("coder.onnx")[0])
    batches = bare_batches(sentences)
    tokens = sum(batch.size for batch in batches)

    def bare() -> None:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda ids: session.run(["logits"], {"input_ids": ids}), batches))

    def engine() -> float:
        fresh = OnDeviceEngine(Settings())
        list(fresh.code(texts[:1]))  # opens the models
        return seconds(lambda: list(fresh.code(texts)))

    def reader() -> None:
        encoder.predict(sentences, texts_of(sentences))

    rounds = [(seconds(bare), seconds(reader), engine()) for _ in range(ROUNDS)]
    best = [min(times) for times in zip(*rounds, strict=True)]
    speeds = {name: round(tokens / spent) for name, spent in zip(("bare", "reader", "engine"), best, strict=True)}
    return {
        "threads": threads,
        "sentences": len(sentences),
        "tokens": tokens,
        **{f"{name}_tokens_a_second": speed for name, speed in speeds.items()},
        "reader_share": round(best[0] / best[1], 3),
        "engine_share": round(best[0] / best[2], 3),
        "engine_peak_memory_mb": peak_memory(sentences),
    }


def peak_memory(sentences: list[str]) -> int:
    """The megabytes that a process takes in which the engine alone codes the sentences."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_code_alone, sentences).result()


def _code_alone(sentences: list[str]) -> int:
    list(OnDeviceEngine(Settings()).code(passages(sentences)))
    # The process's own: `ru_maxrss` of a child begins with its parent's.
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("utf-8"))
    return round(int(peak[1]) / 1024) if peak else 0


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
