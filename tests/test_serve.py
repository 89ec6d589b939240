"""`make serve`: what the server answers, and that a saved change is in the page and told to the browser."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.commands.serve import Rebuilder, only_dates
from scripts.edition.urls import edition_folder
from scripts.press.options import Options
from scripts.press.server import EVENTS, SCRIPT, Server
from tests.press import kit


@pytest.fixture
def site(tmp_path: Path) -> Options:
    options = kit.project(tmp_path)
    for day in range(3):
        kit.write_edition(options.content, kit.make_edition(random.Random(day), kit.START + dt.timedelta(day)))
    kit.built(options)
    return options


@contextlib.contextmanager
def serving(output: Path, base: str = "") -> Iterator[Server]:
    server = Server(("127.0.0.1", 0), output, base)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def get(server: Server, path: str) -> tuple[int, str, str]:
    host, port = server.server_address[:2]
    try:
        with urllib.request.urlopen(f"http://{host!s}:{port}{path}", timeout=5) as answer:
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
        told = threading.Event()
        host, port = server.server_address[:2]

        def listen() -> None:
            with urllib.request.urlopen(f"http://{host!s}:{port}{EVENTS}", timeout=10) as events:
                while b"reload" not in events.readline():
                    pass
            told.set()

        threading.Thread(target=listen, daemon=True).start()
        time.sleep(0.3)
        path.write_text(path.read_text("utf-8").replace("title: ", "title: 改好的", 1), "utf-8")
        start = time.process_time()
        rebuilder.saved({path})
        assert time.process_time() - start < 1
        assert told.wait(5)
        assert "改好的" in get(server, "/2024/01/29/01/01/")[2]
        assert "改好的" in get(server, "/2024/01/29/")[2]


def test_which_editions_a_save_concerns(tmp_path: Path) -> None:
    one = tmp_path / "2024/01/29/01-01.md"
    assert only_dates({one, tmp_path / "2024/01/30/images/a.jpg"}, tmp_path) == {kit.START, dt.date(2024, 1, 30)}
    assert only_dates({one, tmp_path / "glossary.tsv"}, tmp_path) is None
    assert only_dates({tmp_path / "2024/01/29"}, tmp_path) is None
    assert only_dates({tmp_path.parent / "theme/words.yml"}, tmp_path) is None
