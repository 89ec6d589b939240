"""Publishing: in which order files go, what may be kept for ever, and a whole round into a folder where rclone is."""

from __future__ import annotations

import datetime as dt
import fnmatch
import random
import shutil
from pathlib import Path

import pytest

from scripts import publish
from scripts.press.build import Options
from tests.press import kit


def site(tmp_path: Path) -> tuple[Options, list[str]]:
    options = kit.project(tmp_path)
    for day in range(2):
        kit.write_edition(options.content, kit.make_edition(random.Random(day), kit.START + dt.timedelta(day)))
    kit.built(options)
    where = ["--output", str(options.output), "--settings", str(options.settings_file), "--to", str(tmp_path / "www")]
    return options, [*where, "--quiet"]


def test_assets_go_first_the_front_page_late_and_deletions_last() -> None:
    names = [step.name for step in publish.STEPS]
    assert (names[0], *names[-2:]) == ("assets", "front page", "deletions")
    assert [step.verb for step in publish.STEPS].count("sync") == 1
    assert {step.cache for step in publish.STEPS[:2]} == {publish.FOREVER}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/theme/0a/css/site.css", "assets"),
        ("/search/2024/0a.bin", "search bundles"),
        ("/search/text/2024/01/29/01-01.bin", "editions"),
        ("/2024/01/29/01/01/index.html", "editions"),
        ("/zh-hant-tw/2024/01/index.html", "editions"),
        ("/authors/周牧/index.html", "lists"),
        ("/zh-hant-tw/index.html", "lists"),
        ("/sw.js", "lists"),
        ("/index.html", "front page"),
        ("/search/bundles.json", "front page"),
    ],
)
def test_what_goes_with_which_step(path: str, name: str) -> None:
    def takes(step: publish.Step) -> bool:
        for rule in step.rules:
            pattern = rule[2:].replace("**", "*")
            if fnmatch.fnmatchcase(path, pattern):
                return rule[0] == "+"
        return True

    assert next(step.name for step in publish.STEPS if takes(step)) == name


def test_without_rclone_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert publish.main(["--to", str(tmp_path)]) == 2
    assert "rclone" in capsys.readouterr().err


@pytest.mark.skipif(shutil.which("rclone") is None, reason="rclone is not installed")
def test_a_round(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    options, arguments = site(tmp_path)
    assert publish.main(arguments) == 0
    assert kit.tree(tmp_path / "www") == kit.tree(options.output)
    assert not (tmp_path / "www" / ".banmian").exists()
    next(options.content.rglob("02-01.md")).unlink()
    kit.built(options)
    assert publish.main(arguments) == 0
    assert kit.tree(tmp_path / "www") == kit.tree(options.output)


@pytest.mark.skipif(shutil.which("rclone") is None, reason="rclone is not installed")
def test_nothing_built_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert publish.main(["--to", str(tmp_path / "www"), "--output", str(tmp_path / "output")]) == 2
    assert "build it first" in capsys.readouterr().err
