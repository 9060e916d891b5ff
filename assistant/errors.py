"""Everything that can go wrong and that a person can do something about.

    VerbatimError
    ├── ConfigurationError      study.toml, a setting, a key
    │   └── NotReadyError       another step has to come first
    ├── DocumentError           a file that cannot be read or imported
    ├── EngineError             the on-device models
    │   └── ModelError          an outside model's endpoint
    ├── GroundingError          a quote that is no slice, a claim without evidence
    ├── DecisionError           a reviewer's decision that lacks something: a reason, a text, settled claims
    └── StoreError              the study's database
        └── ClashError          somebody else decided in the meantime

A message says what happened, where, and what to do next. It is turned into words in two places only: at the
command's edge (`assistant.cli.diagnostics`) and in the app's notifications. Anything else that is raised is a
bug and keeps its traceback.
"""

from __future__ import annotations


class VerbatimError(Exception):
    """A problem that is explained to the user instead of shown as a traceback."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        """What happened and where, one sentence."""
        self.hint = hint
        """What to do next, one sentence; may be empty."""

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class ConfigurationError(VerbatimError):
    """A setting, a key or `study.toml` is missing or wrong."""


class NotReadyError(ConfigurationError):
    """The study lacks what this step works on; the hint names the step that comes first."""


class DocumentError(VerbatimError):
    """A file could not be read; the rest of the import goes on."""


class EngineError(VerbatimError):
    """An engine could not do its work."""


class ModelError(EngineError):
    """An outside model's endpoint failed, refused or sent what cannot be used."""


class GroundingError(VerbatimError):
    """A quote is not a slice of its source, or a claim would be left without evidence."""


class DecisionError(VerbatimError):
    """A decision cannot be taken as it was asked for; nothing was changed."""


class StoreError(VerbatimError):
    """The study's database cannot be opened, is damaged, or is newer than this program."""


class ClashError(StoreError):
    """What was to be changed has changed since it was shown."""
