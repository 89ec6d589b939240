"""Publishing: in which order files go, what may be kept for ever, and a whole round into a folder where rclone is."""

from __future__ import annotations

import datetime as dt
import random
import re
import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from scripts.commands import publish
from scripts.press.options import Options
from scripts.publishing import plan
from scripts.publishing.rclone import Host, RcloneError
from scripts.publishing.record import MARK
from tests.press import kit

needs_rclone = pytest.mark.skipif(shutil.which("rclone") is None, reason="rclone is not installed")


def host_has(options: Options) -> dict[str, bytes]:
    """What a host has after a publication: the site and a mark."""
    folder = options.output.parent / "www"
    return dict(sorted({**kit.tree(options.output), MARK: (folder / MARK).read_bytes()}.items()))


def site(tmp_path: Path) -> tuple[Options, list[str]]:
    options = kit.project(tmp_path)
    for day in range(2):
        kit.write_edition(options.content, kit.make_edition(random.Random(day), kit.START + dt.timedelta(day)))
    kit.built(options)
    where = ["--output", str(options.output), "--settings", str(options.settings_file), "--to", str(tmp_path / "www")]
    return options, [*where, "--quiet"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("theme/0a/css/site.css", "assets and search bundles"),
        ("search/2024/0a.bin", "assets and search bundles"),
        ("search/years/0a.bin", "assets and search bundles"),
        ("search/pagefind.0a.js", "assets and search bundles"),
        ("search/text/2024/01/29/01-01.bin", "items and pages"),
        ("2024/01/29/01/01/index.html", "items and pages"),
        ("zh-hant-tw/2024/01/29/01/01/index.html", "items and pages"),
        ("2024/01/29/index.html", "editions and calendars"),
        ("zh-hant-tw/2024/01/index.html", "editions and calendars"),
        ("authors/周牧/index.html", "lists"),
        ("sitemap.xml", "lists"),
        ("search/index.html", "lists"),
        ("index.html", "front page and search"),
        ("search/bundles.json", "front page and search"),
    ],
)
def test_what_goes_with_which_step(path: str, name: str) -> None:
    (step,) = plan.steps([path], {path})
    assert step.name == name
    (new,) = plan.steps([path])
    assert new.name == ("new files" if name in ("items and pages", "editions and calendars", "lists") else name)
    assert (step.cache == plan.FOREVER) == (name == "assets and search bundles")


def test_steps_come_in_the_order_that_readers_can_bear() -> None:
    paths = ["theme/0a/a.css", "2024/01/29/01/01/index.md", "2024/01/29/index.html", "archive/index.html", "index.html"]
    assert [step.paths for step in plan.steps(reversed(paths), set(paths))] == [(path,) for path in paths]


def test_what_is_changed_and_gone() -> None:
    site, host = {"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "0", "d": "4", ".well-known/security.txt": ""}
    assert plan.changed(site, host) == ["b", "c"]
    assert plan.gone(site, host) == ["d"]


def test_without_rclone_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert publish.main(["--to", str(tmp_path)]) == 2
    assert "rclone" in capsys.readouterr().err


@needs_rclone
def test_a_round(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    options, arguments = site(tmp_path)
    assert publish.main(arguments) == 0
    assert kit.tree(tmp_path / "www") == host_has(options)
    assert not (tmp_path / "www" / ".banmian").exists()
    next(options.content.rglob("02-01.md")).unlink()
    kit.built(options)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "www").rglob("*")}
    assert publish.main([*arguments, "--dry-run"]) == 0
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "www").rglob("*")} == before
    assert publish.main(arguments) == 0
    assert kit.tree(tmp_path / "www") == host_has(options)
    assert capfd.readouterr().err == ""


@needs_rclone
def test_only_what_changed_is_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options, arguments = site(tmp_path)
    assert publish.main(arguments) == 0
    sent: list[str] = []
    real = Host.send

    def noted(self: Host, doing: str, folder: Path, paths: Sequence[str], *rest: Any) -> None:
        sent.extend(paths)
        real(self, doing, folder, paths, *rest)

    def never(_: Host) -> list[str]:
        raise AssertionError("the host was listed")

    monkeypatch.setattr(Host, "send", noted)
    monkeypatch.setattr(Host, "names", never)
    assert publish.main(arguments) == 0
    assert sent == []
    for path in options.output.rglob("*"):  # as a checkout or a cache restores them
        if path.is_file():
            path.touch()
    assert publish.main(arguments) == 0
    assert sent == []
    page = next(options.content.rglob("02-01.md"))
    page.write_text(page.read_text("utf-8").replace("title: ", "title: 新"), "utf-8")
    before = kit.tree(options.output)
    kit.built(options)
    assert publish.main(arguments) == 0
    after = kit.tree(options.output)
    assert sorted(sent) == [path for path in after if after[path] != before.get(path)]
    assert kit.tree(tmp_path / "www") == host_has(options)


@needs_rclone
@pytest.mark.parametrize("after", range(5))
def test_broken_off_it_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    options, arguments = site(tmp_path)
    assert publish.main(arguments) == 0
    next(options.content.rglob("02-01.md")).unlink()
    kit.write_edition(options.content, kit.make_edition(random.Random(9), kit.START + dt.timedelta(9)))
    kit.built(options)
    real, calls = Host._do, iter(range(100))

    def fails(self: Host, words: list[str], doing: str) -> None:
        if next(calls) == after:
            raise RcloneError(doing, 1)
        real(self, words, doing)

    with monkeypatch.context() as patch:
        patch.setattr(Host, "_do", fails)
        assert publish.main(arguments) == 1
    assert kit.dangling({path: data for path, data in kit.tree(tmp_path / "www").items() if path != MARK}) == []
    assert publish.main(arguments) == 0
    assert kit.tree(tmp_path / "www") == host_has(options)


@needs_rclone
def test_another_machine_published_since(tmp_path: Path) -> None:
    options, arguments = site(tmp_path)
    assert publish.main(arguments) == 0
    (tmp_path / "www" / "2024" / "left.html").write_text("by another machine")
    (tmp_path / "www" / "index.html").write_text("by another machine")
    (tmp_path / "www" / MARK).write_text("another mark")
    assert publish.main(arguments) == 0
    assert kit.tree(tmp_path / "www") == host_has(options)


@needs_rclone
def test_what_is_not_the_sites_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options, arguments = site(tmp_path)
    for name in ("thesis.doc", ".well-known/security.txt"):
        (tmp_path / "www" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "www" / name).write_text("years of work")
    for _ in range(2):
        assert publish.main(arguments) == 0
        assert "thesis.doc" in capsys.readouterr().err or _
        kit.write_edition(options.content, kit.make_edition(random.Random(9), kit.START))
        kit.built(options)
    assert (tmp_path / "www" / "thesis.doc").exists()
    assert publish.main([*arguments, "--all"]) == 0
    assert (tmp_path / "www" / ".well-known" / "security.txt").exists()


@needs_rclone
@pytest.mark.slow
def test_a_host_without_checksums(tmp_path: Path) -> None:
    options, arguments = site(tmp_path)
    (tmp_path / "www").mkdir()
    words = ["rclone", "serve", "webdav", str(tmp_path / "www"), "--addr", "127.0.0.1:0", "--etag-hash", ""]
    with (tmp_path / "log").open("w") as log, subprocess.Popen(words, stderr=log) as server:
        try:
            address = _address(tmp_path / "log")
            arguments[arguments.index("--to") + 1] = f":webdav,url='{address}',vendor=other:"
            assert publish.main(arguments) == 0
            assert kit.tree(tmp_path / "www") == host_has(options)
            page = next(options.content.rglob("02-01.md"))
            text = page.read_text("utf-8")
            page.write_text(text.replace(text[-5], "一" if text[-5] != "一" else "二"), "utf-8")  # of the same size
            kit.built(options)
            assert publish.main(arguments) == 0
            assert kit.tree(tmp_path / "www") == host_has(options)
        finally:
            server.terminate()


def _address(log: Path) -> str:
    for _ in range(100):
        if found := re.search(r"http://127\.0\.0\.1:[0-9]+/", log.read_text()):
            return found[0]
        time.sleep(0.1)
    raise AssertionError(log.read_text())


@needs_rclone
def test_nothing_built_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert publish.main(["--to", str(tmp_path / "www"), "--output", str(tmp_path / "output")]) == 2
    assert "build it first" in capsys.readouterr().err
