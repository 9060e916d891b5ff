"""The scripted endpoint as a process of its own: prints its address, and runs until its input ends.

python -m tests.endpoint '{"latency": 0.5, "faults": {"busy": 0.1}}'
"""

from __future__ import annotations

import json
import sys
from typing import Any

from tests.endpoint.faults import Faults
from tests.endpoint.server import Script, Scripted, tokens


def main() -> None:
    given: dict[str, Any] = json.loads(sys.argv[1]) if len(sys.argv) > 1 else {}
    script = Script(**{**given, "faults": Faults(**given.get("faults", {}))})
    tokens("warm")
    sys.setswitchinterval(0.0005)  # a reply that is due must not wait long for others that are being made up
    server = Scripted(script)
    print(server.url, flush=True)  # noqa: T201
    sys.stdin.read()
    server.close()


if __name__ == "__main__":
    main()
