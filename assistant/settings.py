"""What a study may set, in `study.toml`: read strictly, explained where it is wrong, hashed into every run."""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from assistant.domain import DEFAULT_STAGES, Kind, Stage
from assistant.errors import ConfigurationError
from assistant.identity import digest
from assistant.printable import printable

Lean = Literal["precision", "balanced", "recall"]
Name = Annotated[str, Field(min_length=1, max_length=200)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class StageSetting(_Section):
    """A step of the customer's way."""

    name: Name
    description: str = ""


class CodeSetting(_Section):
    """A code of the researcher's own codebook, applied beside what is found."""

    name: Name
    definition: str = ""
    kind: Literal["pain", "gain", "need", "emotion", "touchpoint", "suggestion"] | None = None
    parent: str = ""
    """The code or the group that it stands under."""
    inclusion: tuple[str, ...] = ()
    exclusion: tuple[str, ...] = ()
    """What else belongs, and what does not though it seems to: criteria or examples."""

    @field_validator("inclusion", "exclusion", mode="before")
    @classmethod
    def _one_is_a_list(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value


class MetricSetting(_Section):
    """A figure that is brought along for a stage: NPS, CSAT, conversion, churn, CAC, CLV."""

    stage: Name
    name: Name
    value: Annotated[str, Field(max_length=60)]
    source: str = ""


class CodingSettings(_Section):
    """How sentences are coded."""

    lean: Lean = "balanced"
    thresholds: dict[Kind, Lean | Annotated[float, Field(gt=0, lt=1)]] = {}
    """Kinds that lean otherwise, or from which confidence on they are shown."""
    chunk_tokens: int = Field(default=200, ge=40, le=4000)
    passage_words: int = Field(default=1800, ge=100, le=20000)
    screen: bool = False


class PersonaSettings(_Section):
    """How participants are grouped."""

    count: Literal["auto"] | Annotated[int, Field(ge=1, le=12)] = "auto"


class ModelSettings(_Section):
    """How an outside model is called."""

    budget: float | None = Field(default=None, gt=0)
    concurrency: int = Field(default=16, ge=1, le=256)
    timeout: float = Field(default=120.0, gt=0)
    patience: float = Field(default=30.0, gt=0)
    base_url: str = ""
    temperature: float | None = Field(default=None, ge=0, le=2)
    reply_tokens: int = Field(default=4096, ge=64)
    redact: bool = True


class Settings(_Section):
    """Everything in `study.toml`."""

    name: Name = "Untitled study"
    question: str = ""
    engine: str = "ondevice"
    database: str = ""
    index: str = ""
    seed: int = 7
    stages: tuple[StageSetting, ...] = tuple(
        StageSetting(name=stage.name, description=stage.description) for stage in DEFAULT_STAGES
    )
    codebook: tuple[CodeSetting, ...] = ()
    metrics: tuple[MetricSetting, ...] = ()
    coding: CodingSettings = CodingSettings()
    personas: PersonaSettings = PersonaSettings()
    model: ModelSettings = ModelSettings()

    @field_validator("stages")
    @classmethod
    def _stages_differ(cls, value: tuple[StageSetting, ...]) -> tuple[StageSetting, ...]:
        names = [stage.name.casefold() for stage in value]
        if not value or len(set(names)) != len(names):
            raise ValueError("name at least one stage, and each only once")
        return value

    @property
    def journey_stages(self) -> tuple[Stage, ...]:
        """The stages in the order of the journey."""
        return tuple(Stage(stage.name, stage.description) for stage in self.stages)

    @property
    def hash(self) -> str:
        """SHA-256 over all settings: two runs with the same one asked for the same."""
        return digest(self.model_dump(mode="json"))


def read_settings(path: Path) -> Settings:
    """The settings of a `study.toml`; ConfigurationError names the line or the key that is wrong."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}.", hint="Check its permissions.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} is not valid TOML: {error}.", hint="Mend that line and try again.") from error
    return parse_settings(data, str(path))


def parse_settings(data: dict[str, Any], where: str) -> Settings:
    """Settings from parsed TOML; `where` is named in the error."""
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        raise ConfigurationError(f"{where}: {_explain(error)}", hint="See the comments in the file.") from error


def _explain(error: ValidationError) -> str:
    return "; ".join(dict.fromkeys(_explain_one(item) for item in error.errors())) + "."


def _explain_one(item: Any) -> str:
    place = ".".join(str(part) for part in item["loc"])
    if place.startswith("personas.count"):
        return '`personas.count`: should be "auto", or a number from 1 to 12'
    if place.startswith("coding.thresholds") and "[key]" not in place:
        return f'`{".".join(place.split(".")[:3])}`: should be "precision", "balanced", "recall", or between 0 and 1'
    if item["type"] != "extra_forbidden":
        message = str(item["msg"]).removeprefix("Value error, ")
        return f"`{place}`: {message[0].lower()}{message[1:]}"
    guess = difflib.get_close_matches(str(item["loc"][-1]), list(Settings.model_fields), n=1)
    return f"there is no setting `{place}`" + (f", did you mean `{guess[0]}`" if guess else "")


def template(name: str, question: str = "") -> str:
    """A commented `study.toml` for a new study."""
    stages = "\n".join(
        f"\n[[stages]]\nname = {quoted(stage.name)}\ndescription = {quoted(stage.description)}"
        for stage in DEFAULT_STAGES
    )
    return _TEMPLATE.format(name=quoted(name), question=quoted(question), stages=stages)


def quoted(value: str) -> str:
    """A value as TOML writes it."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + printable(escaped) + '"'


_TEMPLATE = """\
# The settings of this study. Every run records a hash of them.
name = {name}
question = {question}            # what you want to learn; helps an outside model to keep to it

# Who codes and drafts: "ondevice" (nothing leaves this machine), or "openai:MODEL" and the like.
engine = "ondevice"

# Empty: verbatim.db in this folder. Or a PostgreSQL database: "postgresql://user@host/dbname".
database = ""

# Empty: index/ in this folder. Or a Chroma server: "http://localhost:8000".
index = ""

seed = 7

[coding]
lean = "balanced"      # "precision": fewer and surer findings; "recall": more, with more to reject
# thresholds = {{ pain = "recall", suggestion = 0.7 }}  # kinds that lean otherwise; 0.7: shown from that confidence on
chunk_tokens = 200
passage_words = 1800   # what an outside model reads in one go; 300 for a small model on your own machine
screen = false         # true: sentences in which the on-device engine sees nothing are not sent to a model

[personas]
count = "auto"         # or a number

[model]                # only for engines outside this machine
# budget = 5.00        # a run never costs more than this, in US dollars
concurrency = 16       # calls under way at once
timeout = 120          # seconds without a sign of life after which a call counts as lost
# base_url = "http://localhost:8080/v1"   # where the model is, if not where it usually is
# temperature = 0.0
reply_tokens = 4096    # the longest reply; models that think aloud need more
redact = true          # names and other identifiers are replaced before text leaves this machine

# The customer's way, in order. Change, remove or add stages; the description decides what belongs there.
{stages}

# Your own codes, applied beside what is found:
# [[codebook]]
# name = "Waiting without news"
# definition = "Did not know when something would come, or had to ask."
# kind = "pain"        # pain, gain, need, emotion, touchpoint or suggestion; may be left out
# parent = "Delivery"  # what it stands under
# inclusion = ["I had to ring them to find out."]      # examples or criteria of what else belongs
# exclusion = ["They told me every day where it was."] # and of what does not, though it seems to
"""
