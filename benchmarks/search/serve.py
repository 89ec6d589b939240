"""A server on 127.0.0.1 that compresses what hosts compress, and counts what it sends."""

from __future__ import annotations

import functools
import gzip
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import IO, Any

COMPRESSED = (".html", ".js", ".css", ".json", ".svg")
_packed: dict[str, bytes] = {}


class Traffic:
    """Bytes of bodies by path, since the last `take`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sent: Counter[str] = Counter()

    def add(self, path: str, size: int) -> None:
        """Count one answer."""
        with self._lock:
            self._sent[path] += size

    def take(self) -> Counter[str]:
        """What was sent, and begin anew."""
        with self._lock:
            sent, self._sent = self._sent, Counter()
        return sent


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each answer waits 40 ms for the receipt of its own headers
    wbufsize = -1

    def __init__(self, *args: Any, traffic: Traffic, **options: Any) -> None:
        self.traffic = traffic
        super().__init__(*args, **options)

    def send_head(self) -> BytesIO | IO[bytes] | None:  # type: ignore[override]
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            self.send_error(404)
            return None
        data = path.read_bytes()
        self.send_response(200)
        if path.suffix in COMPRESSED:
            data = _packed.setdefault(f"{path}", gzip.compress(data, 6))
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.traffic.add(self.path.split("?")[0], len(data))
        return BytesIO(data)

    def log_message(self, *_args: Any) -> None:
        """Nothing: the benchmark prints its own lines."""


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, Traffic]]:
    """The folder's address without a final slash, and what it sends."""
    traffic = Traffic()
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder), traffic=traffic))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", traffic
    finally:
        server.shutdown()
        server.server_close()
