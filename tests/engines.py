"""Other browsers than Chromium, driven by what Debian ships with them and a little of the standard library.

WebKitGTK has a WebDriver of its own (package webkit2gtk-driver; it needs a display: xvfb). Firefox (firefox-esr) speaks
Marionette: WebDriver's commands over a socket, each message led by its length. Playwright drives only builds of its
own.
"""

from __future__ import annotations

import base64
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Protocol

from PIL import Image

PATIENCE = 60.0
"""Seconds that a browser gets to start, or to answer."""


class EngineMissingError(Exception):
    """The browser is not here; the message says what to install."""


class Engine(Protocol):
    """A browser with one window."""

    def open(self, url: str) -> None:
        """Go to an address and wait until it is loaded."""

    def resize(self, width: int, height: int) -> None:
        """Give the window's outside a size in CSS pixels."""

    def run(self, script: str, *arguments: Any) -> Any:
        """What the body of a function returns, with `arguments`."""

    def picture(self) -> Image.Image:
        """The window's inside, a pixel for each CSS pixel."""


Call = Callable[[str, str, dict[str, Any]], Any]


class _Driven:
    """An engine by three kinds of request: a command's name, and WebDriver's path and body."""

    def __init__(self, call: Call) -> None:
        self._call = call

    def open(self, url: str) -> None:
        self._call("WebDriver:Navigate", "url", {"url": url})

    def resize(self, width: int, height: int) -> None:
        self._call("WebDriver:SetWindowRect", "window/rect", {"width": width, "height": height})

    def run(self, script: str, *arguments: Any) -> Any:
        return self._call("WebDriver:ExecuteScript", "execute/sync", {"script": script, "args": list(arguments)})

    def picture(self) -> Image.Image:
        data = self._call("WebDriver:TakeScreenshot", "screenshot", {})
        return Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")


@contextmanager
def webkit() -> Iterator[Engine]:
    """WebKitGTK's MiniBrowser. Raises EngineMissingError."""
    driver, server = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    browsers = sorted(map(str, Path("/usr").glob("lib*/*/webkit2gtk-4*/MiniBrowser")))
    if not driver or not server or not browsers:
        raise EngineMissingError("no WebKitGTK: apt-get install webkit2gtk-driver xvfb")
    with ExitStack() as stack:
        read, write = os.pipe()
        stack.callback(os.close, read)
        stack.enter_context(
            _running([server, "-displayfd", str(write), "-screen", "0", "2000x1300x24"], pass_fds=(write,))
        )
        os.close(write)
        display = ":" + os.read(read, 16).decode().strip()
        home = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        env = os.environ | {"DISPLAY": display, "HOME": home, "NO_AT_BRIDGE": "1", "LIBGL_ALWAYS_SOFTWARE": "1"}
        port = _free_port()
        stack.enter_context(_running([driver, f"--port={port}"], env=env))
        where = f"http://127.0.0.1:{port}/session"
        options = {"binary": browsers[-1], "args": ["--automation"]}
        wish = {"capabilities": {"alwaysMatch": {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}}}
        session = _patiently(lambda: _post(where, wish))["sessionId"]

        def call(_name: str, path: str, body: dict[str, Any]) -> Any:
            if path == "screenshot":
                return _post(f"{where}/{session}/{path}", None)
            return _post(f"{where}/{session}/{path}", body)

        yield _Driven(call)


@contextmanager
def firefox() -> Iterator[Engine]:
    """Firefox without a window. Raises EngineMissingError."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if not program:
        raise EngineMissingError("no Firefox: apt-get install firefox-esr")
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        port = _free_port()
        Path(home, "user.js").write_text(f'user_pref("marionette.port", {port});\n', encoding="utf-8")
        arguments = [program, "--marionette", "--headless", "--no-remote", "--profile", home]
        stack.enter_context(_running(arguments, env=os.environ | {"HOME": home}))
        line = stack.enter_context(_patiently(lambda: socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)))
        answers = stack.enter_context(line.makefile("rb"))

        def receive() -> Any:
            digits = b""
            while (one := answers.read(1)) != b":":
                digits += one
            return json.loads(answers.read(int(digits)))

        def call(name: str, _path: str, body: dict[str, Any]) -> Any:
            data = json.dumps([0, 1, name, body | ({"full": False} if "Screenshot" in name else {})]).encode()
            line.sendall(b"%d:%s" % (len(data), data))
            _, _, error, value = receive()
            if error:
                raise RuntimeError(error["message"])
            return value["value"] if isinstance(value, dict) and "value" in value else value

        receive()  # its greeting
        call("WebDriver:NewSession", "", {"capabilities": {}})
        yield _Driven(call)


ENGINES = {"webkit": webkit, "firefox": firefox}


@contextmanager
def _running(arguments: list[str], **options: Any) -> Iterator[None]:
    """A program and all that it starts, ended at the end."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(arguments, stdout=quiet, stderr=quiet, start_new_session=True, **options)
    try:
        yield
    finally:
        for sign in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(process.pid, sign)
                process.wait(timeout=5)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue
        process.wait(timeout=5)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def _patiently(attempt: Callable[[], Any]) -> Any:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return attempt()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def _post(url: str, body: dict[str, Any] | None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)["value"]
    except urllib.error.HTTPError as error:
        raise RuntimeError(error.read().decode(errors="replace")) from error
