"""Requests as the openai package would send them, sent straight through its HTTP client.

The package is asked once how a request to this endpoint looks: its address, and the headers that hold key, organisation
and the like. Each call then repeats these with a body of its own. Sent by the package itself, a request takes twice the
processor time, for classes of requests and replies that nobody here looks at.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from assistant.engines.llm.completion import read_completion
from assistant.engines.llm.failures import CallFailedError, by_reply
from assistant.engines.llm.request import Answer

if TYPE_CHECKING:
    import httpx2

_PATH = "/chat/completions"
_OF_ONE_REQUEST = ("host", "connection", "content-length")
_TELLS_OF_THE_PACKAGE = "x-stainless-"
"""Headers about the package and the machine it runs on: nobody needs them, and each costs time."""


class Wire:
    """One address that completions are asked of; used by many threads at once."""

    def __init__(self, client: Any, http: httpx2.Client, model: str) -> None:
        """`client` is the openai package's; `http` sends."""
        pattern = _pattern(client, model)
        self._http, self._url, self._headers = http, pattern.url, _headers(pattern)

    def ask(self, body: Mapping[str, Any], *, host: str) -> Answer:
        """One completion; CallFailedError where the reply tells of a failure, else the HTTP client's own errors."""
        import httpx2

        content = json.dumps(body).encode()
        reply = self._http.send(httpx2.Request("POST", self._url, content=content, headers=self._headers))
        try:
            read = json.loads(reply.content)
        except (ValueError, RecursionError) as error:
            if reply.status_code >= httpx2.codes.BAD_REQUEST:
                raise by_reply(reply.status_code, None, reply.text, reply.headers) from error
            raise CallFailedError("server", f"What answers at {host} is no model: it sent no JSON.") from error
        if reply.status_code >= httpx2.codes.BAD_REQUEST:
            raise by_reply(reply.status_code, read, reply.text, reply.headers)
        return read_completion(read, reply.headers)


def _pattern(client: Any, model: str) -> httpx2.Request:
    """The request that the openai package makes, which goes nowhere."""
    import httpx2

    made: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        made.append(request)
        return httpx2.Response(200, json={})

    with httpx2.Client(transport=httpx2.MockTransport(answer)) as nowhere:
        asking = client.with_options(http_client=nowhere)
        asking.post(_PATH, body={"model": model}, cast_to=httpx2.Response)
    return made[0]


def _headers(pattern: httpx2.Request) -> Mapping[str, str]:
    return {
        name: value
        for name, value in pattern.headers.items()
        if name not in _OF_ONE_REQUEST and not name.startswith(_TELLS_OF_THE_PACKAGE)
    }
