"""An endpoint as LangChain opens it: one model, one HTTP client, no retries but ours."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from assistant.engines.llm.failures import CallFailedError, explain
from assistant.engines.llm.keys import ADDRESS, key_for
from assistant.engines.llm.request import MODES, Answer, Mode, Request, Usage
from assistant.engines.llm.wire import Wire
from assistant.errors import ConfigurationError

if TYPE_CHECKING:
    import httpx2
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

COMPATIBLE: Mapping[str, str] = {
    "openai": "https://api.openai.com/v1",
    "ollama": "http://localhost:11434/v1",
    "llamacpp": "http://localhost:8080/v1",
    "lmstudio": "http://localhost:1234/v1",
    "vllm": "http://localhost:8000/v1",
}
"""Providers that speak like OpenAI, and where they are looked for."""
_AZURE = "azure_openai"
_CONNECT = 5.0
"""Seconds to wait for a connection: where there is none by then, there is nobody."""


@dataclass(frozen=True, slots=True)
class EndpointSettings:
    """How an endpoint is reached."""

    concurrency: int = 16
    timeout: float = 120.0
    """Seconds without a sign of life after which a call counts as lost."""
    base_url: str = ""
    temperature: float | None = None


class Endpoint(Protocol):
    """Somebody who answers requests; errors come as CallFailedError."""

    @property
    def name(self) -> str:
        """Provider and model: `openai:gpt-…`."""
        ...

    @property
    def host(self) -> str:
        """Where it is, for messages."""
        ...

    @property
    def modes(self) -> tuple[Mode, ...]:
        """How it may be asked for JSON, the best first."""
        ...

    def open(self) -> None:
        """Make it ready; ConfigurationError where a key or a package is missing."""
        ...

    def ask(self, request: Request) -> Answer:
        """One call, without any retry."""
        ...


def open_endpoint(name: str, settings: EndpointSettings) -> Endpoint:
    """The endpoint called `provider:model`; ConfigurationError where there is no such provider."""
    provider, _, model = name.partition(":")
    if not model:
        raise ConfigurationError(f"There is no engine called {name!r}.", hint='Use "ondevice", or "openai:MODEL".')
    _send_no_traces()
    if provider in COMPATIBLE or provider == _AZURE:
        return OpenAIEndpoint(name, provider, model, settings)
    return LangChainEndpoint(name, provider, model, settings)


def _send_no_traces() -> None:
    """LangChain would copy every prompt to a tracing service where its variables say so: texts go nowhere else."""
    for variable in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2"):
        os.environ[variable] = "false"


def base_url(provider: str, settings: EndpointSettings) -> str:
    """Where a provider that speaks like OpenAI is reached."""
    own = os.environ.get(ADDRESS, "") if provider == "openai" else ""
    return settings.base_url or own or COMPATIBLE[provider]


class OpenAIEndpoint:
    """OpenAI, Azure, and the many servers that speak like them."""

    modes = MODES

    def __init__(self, name: str, provider: str, model: str, settings: EndpointSettings) -> None:
        self.name = name
        self._provider, self._called, self._settings = provider, model, settings
        self.url = "" if provider == _AZURE else base_url(provider, settings)
        self.host = urlsplit(self.url).netloc or "Azure"
        # Servers that speak like OpenAI know the older of the two names.
        official = provider == _AZURE or self.host.endswith("openai.com")
        self._limit = "max_completion_tokens" if official else "max_tokens"

    def open(self) -> None:
        _ = self._wire

    @cached_property
    def _model(self) -> BaseChatModel:
        common: dict[str, Any] = {
            "http_client": self._http,
            "timeout": self._http.timeout,  # the openai package overrides the client's own with ten minutes
            "max_retries": 0,
        }
        if self._provider == _AZURE:
            return _azure(self._called, common)
        return _openai(self._called, self.url, common)

    @cached_property
    def _http(self) -> httpx2.Client:
        import httpx2

        settings, most = self._settings, self._settings.concurrency
        limits = httpx2.Limits(max_connections=most, max_keepalive_connections=most)
        timeout = httpx2.Timeout(settings.timeout, connect=_CONNECT)
        return httpx2.Client(timeout=timeout, limits=limits, follow_redirects=True)

    @cached_property
    def _client(self) -> Any:
        """The openai package's own client, as LangChain set it up."""
        model: Any = self._model
        return model.root_client

    @cached_property
    def _wire(self) -> Wire:
        return Wire(self._client, self._http, self._called)

    @property
    def client(self) -> Any:
        """The package's client with its own retries, for what is no call to a model."""
        return self._client.with_options(max_retries=4)

    def body(self, request: Request) -> dict[str, Any]:
        """A request as it is sent, alone or in a batch."""
        messages = [{"role": role, "content": text} for role, text in request.messages]
        asked = {"model": self._called, "messages": messages, self._limit: request.most_tokens}
        temperature = _temperature(self._called, self._settings)
        return asked | ({} if temperature is None else {"temperature": temperature}) | _asking_for_json(request)

    def ask(self, request: Request) -> Answer:
        body = self.body(request)
        try:
            return self._wire.ask(body, host=self.host)
        except CallFailedError:
            raise
        except Exception as error:
            raise explain(error, seconds=self._settings.timeout, host=self.host) from error


def _asking_for_json(request: Request) -> dict[str, Any]:
    schema = dict(request.schema)
    if request.mode == "schema":
        named = {"name": request.name, "schema": schema, "strict": True}
        return {"response_format": {"type": "json_schema", "json_schema": named}}
    if request.mode == "tool":
        function = {"name": request.name, "description": "Give your answer with this.", "parameters": schema}
        choice = {"type": "function", "function": {"name": request.name}}
        return {"tools": [{"type": "function", "function": function}], "tool_choice": choice}
    return {}


def _temperature(model: str, settings: EndpointSettings) -> float | None:
    """Zero where nothing else is asked for; models that reason allow no other than their own."""
    reasons = model.startswith(("gpt-5", "o1", "o3", "o4"))
    return settings.temperature if settings.temperature is not None or reasons else 0.0


def _openai(model: str, url: str, common: Mapping[str, Any]) -> BaseChatModel:
    from langchain_openai import ChatOpenAI

    key = key_for(url)
    if not key and url == COMPATIBLE["openai"]:
        raise ConfigurationError("OPENAI_API_KEY is not set.", hint="Set it, or use the engine ondevice.")
    return ChatOpenAI(model=model, base_url=url, api_key=(lambda: key or "none"), **common)


def _azure(model: str, common: Mapping[str, Any]) -> BaseChatModel:
    from langchain_openai import AzureChatOpenAI

    for variable in ("AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_API_KEY", "OPENAI_API_VERSION"):
        if not os.environ.get(variable):
            raise ConfigurationError(f"{variable} is not set.", hint="docs/models.md tells what Azure needs.")
    return AzureChatOpenAI(azure_deployment=model, **common)


class LangChainEndpoint:
    """Any other provider that LangChain has a package for."""

    modes: tuple[Mode, ...] = ("tool", "text")

    def __init__(self, name: str, provider: str, model: str, settings: EndpointSettings) -> None:
        self.name, self.host = name, provider
        self._called, self._settings = model, settings

    def open(self) -> None:
        _ = self._model

    @cached_property
    def _model(self) -> BaseChatModel:
        return _other(self.host, self._called, self._settings)

    def ask(self, request: Request) -> Answer:
        try:
            model: Any = self._model
            if request.mode == "tool":
                tool = {"title": request.name, "description": "Give your answer with this.", **request.schema}
                model = self._model.bind_tools([tool], tool_choice=request.name)
            return _answer(model.invoke(list(request.messages), max_tokens=request.most_tokens))
        except Exception as error:
            raise explain(error, seconds=self._settings.timeout, host=self.host) from error


def _other(provider: str, model: str, settings: EndpointSettings) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    more: dict[str, Any] = {"temperature": settings.temperature or 0.0, "max_retries": 0, "timeout": settings.timeout}
    try:
        opened: BaseChatModel = init_chat_model(model, model_provider=provider, **more)
    except ImportError as error:
        raise ConfigurationError(
            f"The provider {provider!r} needs a package that is not installed.",
            hint=f"Try: pip install langchain-{provider.replace('_', '-')}",
        ) from error
    except ValueError as error:
        reason = str(error).split("\n", maxsplit=1)[0][:200]
        raise ConfigurationError(f"{provider}:{model} cannot be used: {reason}", hint="See docs/models.md.") from error
    return opened


_CUT = ("length", "max_tokens", "MAX_TOKENS")
_REFUSED = ("content_filter", "refusal", "SAFETY")


def _answer(message: BaseMessage) -> Answer:
    """A provider's message in the terms that all share."""
    about: Mapping[str, Any] = message.response_metadata
    ended = str(about.get("finish_reason") or about.get("stop_reason") or about.get("done_reason") or "stop")
    refusal = str(message.additional_kwargs.get("refusal") or "")
    if refusal or ended in _REFUSED:
        return Answer(refusal, "refused", _usage(message), refusal or "the content filter", about.get("headers") or {})
    finish = "length" if ended in _CUT else "stop"
    return Answer(_said(message), finish, _usage(message), "", about.get("headers") or {})  # type: ignore[arg-type]


def _said(message: BaseMessage) -> str:
    """The text of a reply, or the arguments of the tool that it calls."""
    for calls in (getattr(message, "tool_calls", None), getattr(message, "invalid_tool_calls", None)):
        if calls:
            arguments = calls[0]["args"]
            return arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
    return str(message.text)


def _usage(message: BaseMessage) -> Usage | None:
    usage = getattr(message, "usage_metadata", None)
    if not usage:
        return None
    details = usage.get("input_token_details") or {}
    return Usage(int(usage["input_tokens"]), int(usage["output_tokens"]), int(details.get("cache_read") or 0))
