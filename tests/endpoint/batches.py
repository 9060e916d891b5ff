"""The files and batches of OpenAI's Batch API, as far as the program uses them."""

from __future__ import annotations

import json
from email.parser import BytesParser
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.endpoint.server import Scripted


def post(server: Scripted, path: str, raw: bytes, headers: Any) -> tuple[int, Any]:
    """Upload a file, or begin a batch."""
    if path.endswith("/files"):
        name = f"file-{len(server.files) + 1}"
        server.files[name] = _uploaded(raw, headers["content-type"])
        return 200, {
            "id": name,
            "object": "file",
            "bytes": len(raw),
            "created_at": 1,
            "filename": "r",
            "purpose": "batch",
        }
    if path.endswith("/batches"):
        name = f"batch-{len(server.batches) + 1}"
        server.batches[name] = {"input": json.loads(raw)["input_file_id"], "polls": 0}
        return 200, _batch(server, name)
    return 404, {"error": {"message": "not found"}}


def get(server: Scripted, path: str) -> tuple[int, Any]:
    """How a batch stands, or what a file holds. A batch is done when it is asked for the second time."""
    parts = path.strip("/").split("/")
    if "batches" in parts and parts[-1] in server.batches:
        batch = server.batches[parts[-1]]
        batch["polls"] += 1
        if batch["polls"] == server.script.batch_polls:
            _answer_all(server, parts[-1])
        return 200, _batch(server, parts[-1])
    if parts[-1] == "content" and parts[-2] in server.files:
        return 200, server.files[parts[-2]]
    return 404, {"error": {"message": "not found"}}


def _uploaded(raw: bytes, content_type: str) -> bytes:
    message = BytesParser().parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + raw)
    for part in message.get_payload():
        if part.get_filename():  # type: ignore[union-attr]
            data: bytes = part.get_payload(decode=True)  # type: ignore[union-attr, assignment]
            return data
    raise AssertionError("There is no file in it.")


def _answer_all(server: Scripted, name: str) -> None:
    """Write the files of answers and errors."""
    from tests.endpoint.server import completion, objection

    good, bad = [], []
    for line in server.files[server.batches[name]["input"]].splitlines():
        request = json.loads(line)
        raw = json.dumps(request["body"]).encode()
        fault = server.draw.fault(raw)
        problem = objection(server.script, request["body"])
        if fault in ("server", "busy", "hang") or problem:
            failed = {"status_code": 500, "body": problem or {"error": {"message": "no"}}}
            bad.append({"custom_id": request["custom_id"], "response": failed, "error": None})
            continue
        reply = completion(server.script, request["body"], fault)
        usage = reply["usage"]
        server.ledger.paid.append((raw.decode(), usage["prompt_tokens"], usage["completion_tokens"]))
        answered = {"status_code": 200, "request_id": "r", "body": reply}
        good.append({"id": "x", "custom_id": request["custom_id"], "response": answered, "error": None})
    for kind, lines in (("output", good), ("error", bad)):
        server.files[f"{name}-{kind}"] = "".join(json.dumps(line) + "\n" for line in lines).encode()


def _batch(server: Scripted, name: str) -> dict[str, Any]:
    done = server.batches[name]["polls"] >= server.script.batch_polls
    total = len(server.files[server.batches[name]["input"]].splitlines())
    return {
        "id": name, "object": "batch", "endpoint": "/v1/chat/completions", "completion_window": "24h", "created_at": 1,
        "input_file_id": server.batches[name]["input"], "status": "completed" if done else "in_progress",
        "output_file_id": f"{name}-output" if done else None, "error_file_id": f"{name}-error" if done else None,
        "request_counts": {"total": total, "completed": total if done else 0, "failed": 0},
    }  # fmt: skip
