"""Running the models that ship: checked files, tokens, and batches in which no text depends on another.

Texts are only ever batched with texts of exactly the same number of tokens, so nothing is padded, and the
models scale activations token by token. A text therefore gets the same result, bit for bit, alone or in any
batch, on one thread or on many. Batches run beside each other on a pool of threads, each batch on one core:
small operators gain more from that than from being split.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from assistant.errors import EngineError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

WEIGHTS = Path(__file__).parent / "weights"
START, END = 101, 102
"""The marks before and behind a text."""
BATCH_TOKENS = 512
"""Tokens in one batch: enough to keep a core busy, few enough to stay in its cache."""
_AHEAD = 2
"""Pieces of work that are begun before their results are asked for."""

Work = TypeVar("Work")
Result = TypeVar("Result")

_SURROGATE = re.compile("[\ud800-\udfff]")


def default_threads() -> int:
    """The number of cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def plain(text: str) -> str:
    """Replace lone surrogates, which no tokeniser takes, one for one: offsets stay what they were."""
    return _SURROGATE.sub("\ufffd", text)


def checked_file(name: str, folder: Path = WEIGHTS) -> tuple[Path, str]:
    """Return a weights file and its sha-256 once it is what the manifest says."""
    path = folder / name
    try:
        expected = json.loads((folder / "manifest.json").read_text("utf-8"))["files"][name]["sha256"]
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise _damaged(f"{name} or manifest.json is missing or unreadable in {folder}") from problem
    if digest != expected:
        raise _damaged(f"{path} is not the file that was shipped (its sha-256 differs)")
    return path, digest


def _damaged(what: str) -> EngineError:
    return EngineError(f"The on-device model cannot be used: {what}.", hint="Install Verbatim again.")


def load_session(path: Path) -> InferenceSession:
    """Open a model that runs each call on the calling thread alone."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def load_tokenizer(path: Path) -> Tokenizer:
    """Open a tokeniser that neither cuts nor pads."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def same_length_batches(lengths: Sequence[int], tokens: int = BATCH_TOKENS) -> Iterator[list[int]]:
    """Group positions by length, longest first, in batches of about this many tokens."""
    groups: dict[int, list[int]] = defaultdict(list)
    for position, length in enumerate(lengths):
        groups[length].append(position)
    for length in sorted(groups, reverse=True):
        size = max(1, tokens // max(1, length))
        for start in range(0, len(groups[length]), size):
            yield groups[length][start : start + size]


def even_windows(length: int, limit: int) -> list[tuple[int, int]]:
    """Cut a run of tokens into the fewest windows of nearly equal size."""
    count = max(1, -(-length // limit))
    edges = [round(index * length / count) for index in range(count + 1)]
    return list(pairwise(edges))


@cache
def _pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads, thread_name_prefix="verbatim-model")


def run_all(work: Callable[[Work], Result], items: Sequence[Work], threads: int) -> Iterator[Result]:
    """Apply `work` to every item, in order of the items, on so many threads."""
    if threads <= 1 or len(items) <= 1:
        return map(work, items)
    return _pool(threads).map(work, items)


def ahead(work: Callable[[Work], Result], items: Iterable[Work]) -> Iterator[Result]:
    """Apply `work` to every item, in order, the next two while one is made use of.

    One would leave cores idle while what the model said of it is put together.
    """
    with ThreadPoolExecutor(_AHEAD, thread_name_prefix="verbatim-ahead") as pool:
        begun: deque[Future[Result]] = deque()
        for item in items:
            begun.append(pool.submit(work, item))
            if len(begun) > _AHEAD:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()
