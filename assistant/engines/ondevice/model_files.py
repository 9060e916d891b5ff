"""The files of a model that ships, checked at once and opened when something is read."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.engines.ondevice.inference import WEIGHTS, checked_file, load_session, load_tokenizer

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer


class ModelFiles:
    """A model with its tokeniser; a run that finds nothing to do asks for the fingerprint alone."""

    def __init__(self, model: str, *beside: str, folder: Path = WEIGHTS) -> None:
        """`beside`: other files of the model, whose paths follow in `beside`."""
        files = [checked_file(name, folder) for name in (model, "tokenizer.json", *beside)]
        self._model, self._tokens, *self.beside = (path for path, _ in files)
        self.fingerprint = hashlib.sha256(" ".join(digest for _, digest in files).encode()).hexdigest()
        """Changes whenever one of them does."""

    @cached_property
    def session(self) -> InferenceSession:
        """The model, ready to run."""
        return load_session(self._model)

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """What cuts texts into what the model reads."""
        return load_tokenizer(self._tokens)
