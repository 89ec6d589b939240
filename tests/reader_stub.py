"""A stub of the OpenAI chat interface on loopback: it answers as it is told to, and keeps what it was sent."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Call:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def question(self) -> str:
        """The last message."""
        return str(self.body["messages"][-1]["content"])


@dataclass
class Reply:
    """What to do with a request: a status and an answer, how it is sent, and what goes wrong on the way."""

    text: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    stream: bool = True
    usage: bool = True
    cut: bool = False
    """The connection ends in mid-answer."""
    delay: float = 0.0
    pause: float = 0.0
    """Seconds between two pieces of the answer."""
    raw: bytes | None = None
    """Sent in the place of any answer."""


Answering = Callable[[Call], Reply]


class Stub:
    """A server on a free port; `replies` decides what each call gets."""

    def __init__(self, replies: Answering) -> None:
        self.calls: list[Call] = []
        self.together = 0
        self._now = 0
        self._lock = threading.Lock()
        stub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                call = Call(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
                with stub._lock:
                    stub.calls.append(call)
                    stub._now += 1
                    stub.together = max(stub.together, stub._now)
                try:
                    _send(self, replies(call))
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True
                finally:
                    with stub._lock:
                        stub._now -= 1

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop it."""
        self._server.shutdown()
        self._server.server_close()


def _send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    time.sleep(reply.delay)
    handler.send_response(reply.status)
    for name, value in reply.headers.items():
        handler.send_header(name, value)
    handler.send_header("Connection", "close")
    handler.close_connection = True
    if reply.raw is not None or reply.status != 200:
        handler.end_headers()
        handler.wfile.write(reply.raw if reply.raw is not None else b'{"error": {"message": "secret words"}}')
        return
    usage = {"prompt_tokens": 1000, "completion_tokens": 50} if reply.usage else None
    if not reply.stream:
        data = {"choices": [{"message": {"content": reply.text}, "finish_reason": "stop"}], "usage": usage}
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        handler.wfile.write(json.dumps(data).encode())
        return
    handler.send_header("Content-Type", "text/event-stream; charset=utf-8")
    handler.end_headers()
    size = max(1, len(reply.text) // 3)
    for at in range(0, len(reply.text), size):
        event = {"choices": [{"delta": {"content": reply.text[at : at + size]}, "finish_reason": None}]}
        handler.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
        handler.wfile.flush()
        time.sleep(reply.pause)
        if reply.cut:
            return
    last = {"choices": [{"delta": {}, "finish_reason": "stop"}]}
    handler.wfile.write(f"data: {json.dumps(last)}\n\n".encode())
    if usage:
        handler.wfile.write(f"data: {json.dumps({'choices': [], 'usage': usage})}\n\n".encode())
    handler.wfile.write(b"data: [DONE]\n\n")


@contextmanager
def serving(replies: Answering) -> Iterator[Stub]:
    """A stub for the time of a block."""
    stub = Stub(replies)
    try:
        yield stub
    finally:
        stub.close()
