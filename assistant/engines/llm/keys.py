"""Where the key of the environment may go: a study that somebody else made must not point it at a server of theirs."""

from __future__ import annotations

import os
from ipaddress import ip_address
from urllib.parse import urlsplit

from assistant.errors import ConfigurationError

KEY, ADDRESS = "OPENAI_API_KEY", "OPENAI_BASE_URL"
_OFFICIAL = "api.openai.com"


def key_for(url: str) -> str:
    """The key to send to an address, empty where there is none.

    It is sent to OpenAI, to machines near by, and to the address that whoever holds the key names beside it;
    ConfigurationError for any other.
    """
    key = os.environ.get(KEY, "")
    if key and not (_is_near(_host(url)) or _host(url) in (_OFFICIAL, _host(os.environ.get(ADDRESS, "")))):
        raise ConfigurationError(
            f"study.toml sends what is said to {_host(url) or url}, and {KEY} would go there too.",
            hint=f"If you trust that address, set {ADDRESS} to {url}; else take base_url out of study.toml.",
        )
    return key


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").casefold()


def _is_near(host: str) -> bool:
    """Whether a name or number is of this machine or its own network."""
    if host == "localhost" or host.endswith((".localhost", ".local")) or "." not in host:
        return bool(host)
    try:
        return ip_address(host).is_private
    except ValueError:
        return False
