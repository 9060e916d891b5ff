"""First names of many languages, to tell a name from a word that happens to begin a sentence.

The lists are those of Faker (MIT), which keeps them for seventy languages and countries. Only names in Latin letters
are taken; whether a word is one is never enough to call it a name where it is also an ordinary word of the same texts.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache

_LISTS = ("first_names", "first_names_male", "first_names_female", "first_names_nonbinary")
_NAME = re.compile(r"[A-ZÀ-Þ][a-zß-ÿĀ-ſ]{2,}")


@cache
def given_names() -> frozenset[str]:
    """All of them, folded."""
    from faker.providers import person

    found: set[str] = set()
    for module in pkgutil.iter_modules(person.__path__):
        found.update(_of(f"{person.__name__}.{module.name}"))
    return frozenset(found)


def _of(module: str) -> Iterator[str]:
    provider = importlib.import_module(module).Provider
    for name in _LISTS:
        listed = getattr(provider, name, ())
        # Some countries compute their lists only for an instance; the names are in their other lists too.
        for given in () if isinstance(listed, property) else listed:
            for part in _NAME.findall(given):
                yield part.casefold()
