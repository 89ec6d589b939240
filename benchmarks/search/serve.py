"""A server on 127.0.0.1 that compresses what hosts compress, counts what it sends, and costs little beside the browser.

The standard library's needs a millisecond of processor for a file, and a search fetches some thirty.
"""

from __future__ import annotations

import asyncio
import gzip
import mimetypes
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

COMPRESSED = (".html", ".js", ".css", ".json", ".svg")
MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


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


class _Site:
    """A folder's files as answers, kept once they were asked for."""

    def __init__(self, folder: Path, traffic: Traffic, make: Callable[[Path], None]) -> None:
        self._folder, self._traffic, self._make = folder, traffic, make
        self._kept: dict[str, tuple[bytes, int]] = {}

    def answer(self, path: str) -> bytes:
        """Head and body for a path without its query."""
        if path not in self._kept:
            file = self._folder / unquote(path).strip("/")
            if file.is_dir():
                file /= "index.html"
            if not file.is_file():
                self._make(file)
            if not file.is_file():
                return MISSING
            data = file.read_bytes()
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nCache-Control: max-age=600\r\n"
            if file.suffix in COMPRESSED:
                data = gzip.compress(data, 6, mtime=0)
                head += "Content-Encoding: gzip\r\n"
            self._kept[path] = f"{head}Content-Length: {len(data)}\r\n\r\n".encode() + data, len(data)
        whole, size = self._kept[path]
        self._traffic.add(path, size)
        return whole


class _Connection(asyncio.Protocol):
    """One of the browser's connections: GET requests, one after the other."""

    def __init__(self, site: _Site) -> None:
        self._site = site
        self._held = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._held += data
        while b"\r\n\r\n" in self._held:
            request, _, self._held = self._held.partition(b"\r\n\r\n")
            path = request.split(b" ", 2)[1].decode("ascii").partition("?")[0]
            self._transport.write(self._site.answer(path))


@contextmanager
def served(folder: Path, make: Callable[[Path], None] = lambda _: None) -> Iterator[tuple[str, Traffic]]:
    """The folder's address without a final slash, and what it sends. `make` may make a file that is asked for."""
    traffic = Traffic()
    site = _Site(folder, traffic, make)
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(loop.create_server(lambda: _Connection(site), "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", traffic
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        loop.close()
