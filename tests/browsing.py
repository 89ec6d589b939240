"""What browser tests share beside the fixtures of conftest.py: a folder served, and axe's findings in one line each."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from axe_core_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing: a test's output is its failures."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's one page for what is not there, as GitHub Pages sends it."""
        lost = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not lost.exists():
            super().send_error(code, message, explain)
            return
        data = lost.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder on 127.0.0.1, without a final slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def violations(page: Page) -> list[str]:
    """What axe-core finds in a page as it stands: the rule and the element, none where it is accessible."""
    result: dict[str, Any] = Axe().run(page)
    return [f"{one['id']}: {node['html'][:200]}" for one in result["violations"] for node in one["nodes"]]
