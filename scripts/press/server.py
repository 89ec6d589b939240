"""The server behind `make serve`: the site's files as a static host gives them, and a message to browsers at each save.

The page that a browser gets differs from output/ by one line, a module script that waits for that word; it comes from
this server, so the site's Content-Security-Policy lets it run.
"""

from __future__ import annotations

import json
import mimetypes
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from scripts.edition.finding import Language
from scripts.edition.rules import Rules

EVENTS, SCRIPT, STYLE, NOTES = "/_press/events", "/_press/page.js", "/_press/page.css", "/_press/notes"
_OWN = Path(__file__).parent / "serving"
_TAG = f'<script type="module" src="{SCRIPT}"></script>\n</head>'.encode()
_TYPES = {".js": "text/javascript", ".webp": "image/webp", ".avif": "image/avif", ".wasm": "application/wasm"}
ALIVE = 15.0
"""Seconds between signs of life to a waiting browser: how soon a closed window is noticed."""


class Server(ThreadingHTTPServer):
    """Serves one output folder at the path that the site lives under.

    With `content` its pages show what is wrong with them, in `language`; `failure` is why the last build failed.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(
        self,
        address: tuple[str, int],
        output: Path,
        base: str,
        content: Path | None = None,
        language: Language = "en",
        rules: Rules = Rules(),  # noqa: B008 - frozen
    ) -> None:
        super().__init__(address, Handler)
        self.output, self.base = output.resolve(), base
        self.content, self.language, self.rules = content, language, rules
        self.failure = ""
        self._changed = threading.Condition()
        self._version = 0
        self.word = "reload"

    @property
    def url(self) -> str:
        """The front page's address."""
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}{self.base}/"

    def reload(self) -> None:
        """Tell every browser that shows a page."""
        self._tell("reload")

    def failed(self, why: str) -> None:
        """The site could not be built: browsers keep their page, and say why on it."""
        self.failure = why
        self._tell("notes")

    def _tell(self, word: str) -> None:
        with self._changed:
            self._version += 1
            self.word = word
            self._changed.notify_all()

    def wait(self, version: int | None) -> int:
        """The present version, at the latest after `ALIVE` seconds; at once for None."""
        with self._changed:
            if version is not None:
                self._changed.wait_for(lambda: self._version != version, ALIVE)
            return self._version


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a file, the reload script, its events, or the site's own 404 page."""
        path = urlsplit(self.path).path
        if path == EVENTS:
            self._events()
        elif path == SCRIPT:
            self._send(HTTPStatus.OK, (_OWN / "page.js").read_bytes(), "text/javascript; charset=utf-8")
        elif path == STYLE:
            self._send(HTTPStatus.OK, (_OWN / "page.css").read_bytes(), "text/css; charset=utf-8")
        elif path == NOTES:
            self._notes()
        else:
            self._file(path)

    do_HEAD = do_GET  # noqa: N815 - the base class's name

    def _file(self, path: str) -> None:
        base = self.server.base
        if base and path in ("/", base):
            self._redirect(base + "/")
            return
        if not path.startswith(base + "/"):
            self._missing(path)
            return
        inside = unquote(path[len(base) + 1 :])
        file = self.server.output / inside
        if "\0" in inside or not file.resolve().is_relative_to(self.server.output):
            self._missing(path)
        elif file.is_dir() and path.endswith("/"):
            self._read(file / "index.html", path)
        elif file.is_dir():
            self._redirect(quote(unquote(path)) + "/")
        else:
            self._read(file, path)

    def _read(self, file: Path, path: str) -> None:
        try:
            data = file.read_bytes()
        except OSError:
            self._missing(path)
            return
        kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        # A form that is being filled in is not to be reloaded because its own last save was built.
        self._send(HTTPStatus.OK, data, kind, reload="/admin/" not in path)

    def _missing(self, path: str) -> None:
        variant = path[len(self.server.base) + 1 :].partition("/")[0]
        for folder in (variant if variant.startswith("zh-") else "", ""):
            file = self.server.output / folder / "404.html"
            if file.is_file():
                self._send(HTTPStatus.NOT_FOUND, file.read_bytes(), "text/html")
                return
        self._send(HTTPStatus.NOT_FOUND, b"404", "text/plain")

    def _redirect(self, target: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, data: bytes, kind: str, reload: bool = True) -> None:
        if kind == "text/html" and reload:
            data = data.replace(b"</head>", _TAG, 1)
        self.send_response(status)
        text = kind.startswith("text/") or kind in ("application/json", "image/svg+xml")
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text and "charset" not in kind else kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _notes(self) -> None:
        """What is wrong with the page at the site path that the query names."""
        from scripts.press.serving.notes import notes  # here, so that a server of files alone does not wait for it

        server, asked = self.server, parse_qs(urlsplit(self.path).query).get("path", [""])[0]
        answer = notes(server.content, asked, server.failure, server.language, server.rules) if server.content else {}
        body = json.dumps(answer, ensure_ascii=False).encode()
        self._send(HTTPStatus.OK if answer else HTTPStatus.NOT_FOUND, body, "application/json")

    def _events(self) -> None:
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        version = self.server.wait(None)
        try:
            self.wfile.write(b"data: hello\n\n")
            while True:
                now = self.server.wait(version)
                self.wfile.write(f"data: {self.server.word}\n\n".encode() if now != version else b": alive\n\n")
                version = now
        except OSError:
            return

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Log nothing about requests that went well."""
