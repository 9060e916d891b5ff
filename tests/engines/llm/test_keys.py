"""Where a key goes."""

from __future__ import annotations

import pytest

from assistant.engines.llm.keys import key_for
from assistant.errors import ConfigurationError

SECRET = "sk-very-secret"  # noqa: S105 - stands for a key


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)


@pytest.mark.parametrize(
    "url",
    [
        "https://api.openai.com/v1",
        "http://localhost:8080/v1",
        "http://127.0.0.1:9/v1",
        "http://[::1]:9/v1",
        "http://192.168.1.20:8080/v1",
        "http://gpu-box:8000/v1",
        "http://studio.local:1234/v1",
    ],
)
def test_it_goes_to_its_provider_and_to_machines_near_by(url: str) -> None:
    """By name or by number."""
    assert key_for(url) == SECRET


@pytest.mark.parametrize(
    "url",
    [
        "https://collector.example.net/v1",
        "https://api.openai.com.example.net/v1",
        "https://api.openai.com@example.net/v1",
        "http://8.8.8.8/v1",
    ],
)
def test_a_study_cannot_point_it_elsewhere(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address is named and the key is not; whoever holds it can say that this is meant."""
    with pytest.raises(ConfigurationError) as refused:
        key_for(url)
    assert SECRET not in f"{refused.value} {refused.value.hint}"
    monkeypatch.setenv("OPENAI_BASE_URL", url)

    assert key_for(url) == SECRET


def test_without_a_key_any_address_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is nothing to be sent but what the study asks for."""
    monkeypatch.delenv("OPENAI_API_KEY")

    assert key_for("https://collector.example.net/v1") == ""
