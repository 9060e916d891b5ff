"""`study.toml` is read strictly, and what is wrong with it is told in words."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import DEFAULT_STAGES
from assistant.errors import ConfigurationError
from assistant.settings import Settings, parse_settings, read_settings, template
from assistant.study import Study


def test_the_template_says_what_the_defaults_are() -> None:
    """A study that nobody has edited runs with the defaults."""
    settings = parse_settings(tomllib.loads(template("Untitled study")), "study.toml")

    assert Settings() == settings
    assert settings.journey_stages == DEFAULT_STAGES


@given(st.text(max_size=200), st.text(max_size=300))
def test_any_name_and_question_make_a_readable_file(name: str, question: str) -> None:
    """Quotes, backslashes, line breaks and control characters do no harm."""
    data = tomllib.loads(template(name, question))

    assert {"name", "question"} <= set(data)
    if name.isprintable() and question.isprintable():
        assert (name, question) == (data["name"], data["question"])


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"enginee": "x"}, "there is no setting `enginee`, did you mean `engine`."),
        ({"coding": {"leen": "x"}}, "there is no setting `coding.leen`"),
        ({"coding": {"lean": "bold"}}, "`coding.lean`: input should be 'precision', 'balanced' or 'recall'."),
        ({"personas": {"count": 13}}, '`personas.count`: should be "auto", or a number from 1 to 12.'),
        ({"personas": {"count": "many"}}, '`personas.count`: should be "auto", or a number from 1 to 12.'),
        ({"stages": []}, "`stages`: name at least one stage, and each only once."),
        ({"stages": [{"name": "Buying"}, {"name": "buying"}]}, "`stages`: name at least one stage"),
        ({"name": ""}, "`name`: string should have at least 1 character."),
        ({"model": {"budget": -1}}, "`model.budget`: input should be greater than 0."),
        ({"codebook": [{"name": "x", "kind": "joy"}]}, "`codebook.0.kind`: input should be 'pain'"),
    ],
)
def test_what_is_wrong_is_named(data: dict[str, Any], expected: str) -> None:
    """The message names the file and the setting, and each thing once."""
    with pytest.raises(ConfigurationError) as caught:
        parse_settings(data, "riders/study.toml")

    assert caught.value.message.startswith("riders/study.toml: ")
    assert expected in caught.value.message
    assert caught.value.message.count(expected) == 1


def test_broken_toml_is_told_with_its_line(tmp_path: Path) -> None:
    """As the parser says where it is."""
    path = tmp_path / "study.toml"
    path.write_text('name = "x"\nengine = \n')

    with pytest.raises(ConfigurationError, match=r"is not valid TOML: .*line 2"):
        read_settings(path)


def test_a_file_saved_by_notepad_is_read(tmp_path: Path) -> None:
    """With a byte order mark and Windows line ends."""
    path = tmp_path / "study.toml"
    path.write_bytes(b"\xef\xbb\xbf" + 'name = "Räder"\r\n'.encode())

    assert read_settings(path).name == "Räder"


def test_the_hash_follows_what_is_set() -> None:
    """Equal settings have an equal hash, others another."""
    one, same, other = Settings(seed=1), Settings(seed=1), Settings(seed=2)

    assert one.hash == same.hash != other.hash


def test_settings_cannot_be_changed() -> None:
    """What a run began with is what it ends with."""
    with pytest.raises(ValueError, match="frozen"):
        Settings().seed = 3  # type: ignore[misc]


def test_a_study_is_found_from_within(tmp_path: Path) -> None:
    """As git finds its repository."""
    Study.create(tmp_path / "riders", "Riders")
    deep = tmp_path / "riders" / "sources" / "first round"
    deep.mkdir()

    assert tmp_path / "riders" == Study.find(deep).folder


def test_no_study_is_told_in_words(tmp_path: Path) -> None:
    """The hint names both ways out."""
    with pytest.raises(ConfigurationError, match=r"There is no study in .*verbatim init FOLDER.*--study FOLDER"):
        Study.find(tmp_path)


def test_a_study_is_not_made_twice(tmp_path: Path) -> None:
    """What is there is left alone."""
    Study.create(tmp_path, "One")

    with pytest.raises(ConfigurationError, match="already holds a study"):
        Study.create(tmp_path, "Two")
    assert Study(tmp_path).settings.name == "One"


@pytest.mark.parametrize("name", ["", "x" * 201])
def test_a_study_that_could_not_be_opened_is_not_made(tmp_path: Path, name: str) -> None:
    """A name that the settings refuse leaves no folder behind."""
    with pytest.raises(ConfigurationError, match="`name`"):
        Study.create(tmp_path / "riders", name)

    assert not (tmp_path / "riders").exists()
