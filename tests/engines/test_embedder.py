"""The sentence embedder that ships."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from assistant.engines.ondevice import inference
from assistant.engines.ondevice.embedder import Embedder
from assistant.errors import EngineError

TEXTS = [
    "The checkout rejects my card.",
    "I could not pay, my card was declined at the till.",
    "The garden is full of roses this year.",
    "",
    "Um, so, I was like: where is the button? 🙂",
    "wait " * 700,
]


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder(threads=2)


def test_vectors_are_unit_length_and_float32(embedder: Embedder) -> None:
    """Every text, an empty or a very long one too, gets a unit vector of 384 floats."""
    vectors = embedder.embed(TEXTS)

    assert vectors.shape == (len(TEXTS), embedder.dimension)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    """An empty list gives an array without rows."""
    assert embedder.embed([]).shape == (0, 384)


def test_meaning_decides_closeness(embedder: Embedder) -> None:
    """Two ways of telling one trouble lie closer together than either lies to something else."""
    first, second, other = embedder.embed(TEXTS[:3])

    assert first @ second > 0.5
    assert first @ other < 0.3


def test_batch_and_threads_change_nothing(embedder: Embedder) -> None:
    """A text's vector is the same bit for bit alone, in any batch and on any number of threads."""
    together = embedder.embed(TEXTS)
    alone = np.vstack([embedder.embed([text]) for text in TEXTS])
    single = Embedder(threads=1).embed(TEXTS[::-1])[::-1]

    assert np.array_equal(together, alone)
    assert np.array_equal(together, single)


def test_nothing_is_truncated(embedder: Embedder) -> None:
    """What stands at the end of a long text counts."""
    long = "The weather was fine and we walked along the river. " * 60
    trouble = "Then the payment page crashed and lost my order. "
    plain, ending, topic = embedder.embed([long, long + trouble * 40, trouble])

    assert ending @ topic > plain @ topic + 0.1


def test_lone_surrogates_are_read(embedder: Embedder) -> None:
    """Half of a surrogate pair, as damaged files hold, does not stop the text from being embedded."""
    damaged, clean = embedder.embed(["the card \ud83d was declined", "the card was declined"])

    assert damaged @ clean > 0.7


def test_fingerprint_is_stable(embedder: Embedder) -> None:
    """The same weights always give the same fingerprint, so an index knows when it is out of date."""
    assert embedder.fingerprint == Embedder(threads=1).fingerprint
    assert len(embedder.fingerprint) == 64


def test_changed_weights_are_refused(tmp_path: Path) -> None:
    """A weights file that differs from the manifest is named and not loaded."""
    folder = tmp_path / "weights"
    shutil.copytree(inference.WEIGHTS, folder)
    with (folder / "tokenizer.json").open("a") as file:
        file.write(" ")

    with pytest.raises(EngineError, match=r"tokenizer\.json.*sha-256 differs.*Install Verbatim again"):
        inference.checked_file("tokenizer.json", folder)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    """Without the files the error says which one is missing and what to do."""
    with pytest.raises(EngineError, match=r"embedding\.onnx.*missing.*Install Verbatim again"):
        inference.checked_file("embedding.onnx", tmp_path)


def test_windows_cover_everything() -> None:
    """Windows follow each other without gap or overlap, are nearly equal, and keep to the limit."""
    windows = inference.even_windows(1000, 254)

    assert windows == [(0, 250), (250, 500), (500, 750), (750, 1000)]
    assert inference.even_windows(0, 254) == [(0, 0)]


def test_batches_hold_one_length_each() -> None:
    """Texts share a batch only with texts of the same length, and each occurs once."""
    batches = list(inference.same_length_batches([3, 5, 3, 5, 5], tokens=10))

    assert batches == [[1, 3], [4], [0, 2]]
