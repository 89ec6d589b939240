"""`make serve`: what the server answers, and that a saved change is in the page and told to the browser."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import random
import re
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.commands import serve
from scripts.commands.serve import Rebuilder, free_port, only_dates
from scripts.edition.urls import edition_folder
from scripts.press.options import Options
from scripts.press.server import EVENTS, NOTES, SCRIPT, Server
from tests.press import kit

PATIENCE = 60
"""Seconds that a busy machine may take for an answer."""


@pytest.fixture
def site(tmp_path: Path) -> Options:
    options = kit.project(tmp_path)
    for day in range(3):
        kit.write_edition(options.content, kit.make_edition(random.Random(day), kit.START + dt.timedelta(day)))
    kit.built(options)
    return options


@contextlib.contextmanager
def serving(output: Path, base: str = "", content: Path | None = None) -> Iterator[Server]:
    server = Server(("127.0.0.1", 0), output, base, content)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def get(server: Server, path: str) -> tuple[int, str, str]:
    host, port = server.server_address[:2]
    try:
        with urllib.request.urlopen(f"http://{host!s}:{port}{path}", timeout=PATIENCE) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["Content-Type"], error.read().decode()


def test_pages_assets_and_what_is_not_there(site: Options) -> None:
    with serving(site.output) as server:
        status, kind, text = get(server, "/2024/01/29/01/01/")
        assert (status, kind) == (200, "text/html; charset=utf-8")
        assert SCRIPT in text
        assert get(server, "/2024/01/29")[0] == 200  # by way of its slash
        assert get(server, "/authors/%E5%91%A8%E7%89%A7/")[0] == 200
        assert get(server, SCRIPT)[1].startswith("text/javascript")
        css = next((site.output / "theme").rglob("site.css")).relative_to(site.output).as_posix()
        assert get(server, f"/{css}")[1] == "text/css; charset=utf-8"
        status, _, text = get(server, "/nowhere/")
        assert status == 404
        assert "<h1>404</h1>" in text
        for outside in ("/../pelicanconf.py", "/%2e%2e/pelicanconf.py", "/..%2fpelicanconf.py", "/%00"):
            assert get(server, outside)[0] == 404


def test_a_site_below_a_path(site: Options) -> None:
    with serving(site.output, "/paper") as server:
        assert server.url.endswith("/paper/")
        assert get(server, "/paper/2024/")[0] == 200
        assert get(server, "/")[0] == 200  # led to /paper/
        assert get(server, "/2024/")[0] == 404


def test_a_save_is_in_the_page_and_told_within_a_second(site: Options) -> None:
    path = site.content / edition_folder(kit.START) / "01-01.md"
    with serving(site.output) as server:
        rebuilder = Rebuilder(site, server, True, Path(__file__).parent.parent / "scripts")
        listening, told = threading.Event(), threading.Event()
        host, port = server.server_address[:2]

        def listen() -> None:
            with urllib.request.urlopen(f"http://{host!s}:{port}{EVENTS}", timeout=PATIENCE) as events:
                assert b"hello" in events.readline()
                listening.set()
                while b"reload" not in events.readline():
                    pass
            told.set()

        threading.Thread(target=listen, daemon=True).start()
        assert listening.wait(PATIENCE)
        path.write_text(path.read_text("utf-8").replace("title: ", "title: 改好的", 1), "utf-8")
        start = time.process_time()
        rebuilder.saved({path})
        assert time.process_time() - start < 1
        assert told.wait(PATIENCE)
        assert "改好的" in get(server, "/2024/01/29/01/01/")[2]
        assert "改好的" in get(server, "/2024/01/29/")[2]


def test_which_editions_a_save_concerns(tmp_path: Path) -> None:
    one = tmp_path / "2024/01/29/01-01.md"
    assert only_dates({one, tmp_path / "2024/01/30/images/a.jpg"}, tmp_path) == {kit.START, dt.date(2024, 1, 30)}
    assert only_dates({one, tmp_path / "glossary.tsv"}, tmp_path) is None
    assert only_dates({tmp_path / "2024/01/29"}, tmp_path) is None
    assert only_dates({tmp_path.parent / "theme/words.yml"}, tmp_path) is None


def noted(server: Server, path: str) -> dict[str, object]:
    status, kind, text = get(server, f"{NOTES}?path={path}")
    assert (status, kind) == (200, "application/json; charset=utf-8")
    told: dict[str, object] = json.loads(text)
    return told


def test_what_is_wrong_is_told_on_the_page_that_it_concerns_until_it_is_mended(site: Options) -> None:
    item = site.content / "2024/01/29/01-01.md"
    sound = item.read_text("utf-8")
    item.write_text(sound.replace("order: 1", "order: 7"), "utf-8")
    with serving(site.output, content=site.content) as server:
        told = noted(server, "/2024/01/29/01/01/")
        assert told["title"] == "1 errors concern this page"
        assert told["errors"] == [
            {
                "place": "content/2024/01/29/01-01.md:5",
                "message": "`order` is 7, the path says 1: correct it, or move the file",
            }
        ]
        assert noted(server, "/zh-hant-tw/2024/01/29/01/01/")["errors"] == told["errors"]
        assert noted(server, "/2024/01/29/01/")["errors"] == told["errors"]
        assert noted(server, "/2024/01/29/")["errors"] == told["errors"]
        other = noted(server, "/2024/01/29/01/02/")
        assert (other["title"], other["errors"]) == ("1 errors in this edition, none on this page", [])
        assert noted(server, "/2024/01/30/01/01/")["errors"] == []
        item.write_text(sound, "utf-8")
        assert noted(server, "/2024/01/29/01/01/")["errors"] == []
        assert noted(server, "/nowhere/%00")["errors"] == []


def test_a_build_that_fails_is_told_on_every_page(site: Options, capsys: pytest.CaptureFixture[str]) -> None:
    settings = site.settings_file.read_text("utf-8")
    with serving(site.output, content=site.content) as server:
        rebuilder = Rebuilder(site, server, True, Path(__file__).parent.parent / "scripts", "en")
        site.settings_file.write_text("SITENAME = (\n", "utf-8")
        rebuilder.saved({site.settings_file})
        told = noted(server, "/2024/01/29/")
        assert told["title"] == "The site could not be built; this is the page as it was"
        assert "SyntaxError" in str(told["failure"])
        site.settings_file.write_text(settings, "utf-8")
        rebuilder.saved({site.settings_file})
        assert noted(server, "/2024/01/29/")["failure"] == ""
    assert "SyntaxError" in capsys.readouterr().err


def test_a_port_that_is_taken_says_by_whom_and_which_is_free(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert free_port("127.0.0.1", port, "en") == -1
        err = capsys.readouterr().err
        assert re.search(rf"Port {port} is taken by [\w.-]+ \({os.getpid()}\)\.", err)
        free = re.search(r"--port (\d+)", err)
        assert free
        assert free_port("127.0.0.1", int(free[1]), "en") == int(free[1])
        assert serve.main(["--port", str(port), "--lang", "zh"]) == 2
        assert f"端口 {port} 已被占用" in capsys.readouterr().err
    assert free_port("127.0.0.1", 0, "en") == 0
