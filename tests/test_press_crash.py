"""Killed anywhere, the site stays whole and the next build mends it; two builds at once do not mix."""

from __future__ import annotations

import datetime as dt
import os
import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.press import printrun
from scripts.press.options import Options
from scripts.press.store import stage
from tests.press import kit

SETTINGS = "VARIANTS = {'zh-Hant-TW': 2}; SITEURL = 'https://paper.example'"


def start(tmp_path: Path, days: int = 3) -> tuple[Options, random.Random]:
    options, chance = kit.project(tmp_path, SETTINGS), random.Random(3)
    for day in range(days):
        kit.write_edition(options.content, kit.make_edition(chance, kit.START + dt.timedelta(day)))
    return options, chance


def change(options: Options, chance: random.Random, day: int) -> None:
    """A new edition, one of the past set anew with fewer or more items, sometimes one gone."""
    kit.write_edition(options.content, kit.make_edition(chance, kit.START + dt.timedelta(day)))
    past = options.content / f"{kit.START + dt.timedelta(chance.randrange(day)):%Y/%m/%d}"
    for path in sorted(past.glob("*.md"))[-2:]:
        path.unlink()


def whole(options: Options, before: dict[str, bytes], after: dict[str, bytes]) -> None:
    """Every page that the front page leads to is there, and each file is the old one or the new."""
    now = kit.tree(options.output)
    assert kit.dangling(now) == []
    for path, data in now.items():
        assert data in (before.get(path), after.get(path)), path


class KilledError(Exception):
    """Stands for kill -9 in the tests that choose the moment."""


def test_killed_between_any_two_moves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options, chance = start(tmp_path)
    kit.built(options)
    before = kit.tree(options.output)
    change(options, chance, 3)
    after = kit.tree(kit.build_anew(options))
    real = stage.carry_out
    moves: list[stage.Move] = []

    def until(count: int) -> None:
        def some(todo: list[stage.Move], output: Path, staging: Path) -> None:
            moves[:] = todo
            real(todo[:count], output, staging)
            raise KilledError

        monkeypatch.setattr(stage, "carry_out", some)

    until(0)
    with pytest.raises(KilledError):
        kit.built(options)
    whole(options, before, after)
    assert len(moves) > 20
    for count in range(1, len(moves) + 1):
        until(count)
        with pytest.raises(KilledError):
            kit.built(options)
        whole(options, before, after)
    monkeypatch.setattr(stage, "carry_out", real)
    kit.built(options)
    assert kit.tree(options.output) == after


@pytest.mark.parametrize("where", ["_keep_editions", "_print_sites", "_publish"])
def test_killed_while_printing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    options, chance = start(tmp_path)
    kit.built(options)
    before = kit.tree(options.output)
    change(options, chance, 3)
    real = getattr(printrun, where)

    def after_it(*args: object) -> object:
        result = real(*args)
        raise KilledError(result)

    if where == "_publish":
        monkeypatch.setattr(stage, "moves", lambda *_: (_ for _ in ()).throw(KilledError))
    else:
        monkeypatch.setattr(printrun, where, after_it)
    with pytest.raises(KilledError):
        kit.built(options)
    assert kit.tree(options.output) == before
    monkeypatch.undo()
    kit.built(options)
    assert kit.tree(options.output) == kit.tree(kit.build_anew(options))


def command(options: Options) -> list[str]:
    where = [
        "--content",
        str(options.content),
        "--output",
        str(options.output),
        "--settings",
        str(options.settings_file),
    ]
    how = ["--state", str(options.state), "--theme", str(options.theme), "--no-search", "--quiet", "--jobs", "2"]
    return [sys.executable, "-m", "scripts", "build", *where, *how]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no kill -9 there")
def test_killed_at_random_moments(tmp_path: Path) -> None:
    """BANMIAN_KILLS says how often; `python -m pytest -k random_moments` with 50 is what the benchmark notes show."""
    options, chance = start(tmp_path)
    begun = time.perf_counter()
    subprocess.run(command(options), check=True)
    usual = time.perf_counter() - begun
    before = kit.tree(options.output)
    for number in range(int(os.environ.get("BANMIAN_KILLS", "6"))):
        change(options, chance, 3 + number)
        after = kit.tree(kit.build_anew(replace(options, jobs=1), "anew"))
        process = subprocess.Popen(command(options))
        try:
            process.wait(chance.uniform(0.2, 1.0) * usual)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        whole(options, before, after)
        subprocess.run(command(options), check=True)
        before = kit.tree(options.output)
        assert before == after


@pytest.mark.slow
def test_two_builds_at_once_do_not_mix(tmp_path: Path) -> None:
    options, _ = start(tmp_path)
    both = [subprocess.Popen(command(options), stderr=subprocess.PIPE, text=True) for _ in range(2)]
    told = [process.communicate()[1] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum("Another build is running" in text for text in told) <= 1
    assert kit.tree(options.output) == kit.tree(kit.build_anew(options))
