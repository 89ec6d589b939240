"""The door: every command in one list, with the same options whether it is called by python -m scripts or by invoke."""

from __future__ import annotations

import argparse
import importlib.util
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from scripts.__main__ import main
from scripts.commands import ALWAYS, SHARED, about, command, command_names
from scripts.edition.show_findings import system_language

ROOT = Path(__file__).parent.parent


def options(name: str) -> dict[str, argparse.Action]:
    actions = command(name).parser()._actions
    return {text[2:]: action for action in actions for text in action.option_strings if text[:2] == "--"}


@pytest.fixture(scope="module")
def tasks() -> ModuleType:
    spec = importlib.util.spec_from_file_location("tasks", ROOT / "tasks.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_command_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    for name in command_names():
        assert f"  {name:<15} {about(name)}" in lines
        assert len(about(name)) > 8
    assert main(["no-such-command"]) == 2
    assert "unknown command: no-such-command" in capsys.readouterr().err


@pytest.mark.parametrize("name", command_names())
def test_an_option_means_the_same_in_every_command(name: str) -> None:
    own = options(name)
    assert set(ALWAYS) <= own.keys()
    differ = {"publish": {"jobs"}, "variant-report": {"output"}}.get(name, set())
    for option in (own.keys() & SHARED.keys()) - differ:
        assert own[option].help == SHARED[option]["help"]
    assert [option for option, action in own.items() if not action.help] == []


@pytest.mark.parametrize("name", command_names())
def test_invoke_has_the_same_options(name: str, tasks: ModuleType) -> None:
    task = tasks.namespace[name]
    given = {argument.name.replace("_", "-") for argument in task.get_arguments()}
    places = {action.dest for action in command(name).parser()._actions if not action.option_strings}
    assert {option.lower() for option in given} == (options(name).keys() - {"help"}) | {
        p.replace("_", "-") for p in places
    }


def test_invoke_hands_options_on(tasks: ModuleType) -> None:
    said: list[str] = []

    class Context:
        def run(self, line: str, **_: object) -> None:
            said.append(line)

    body = tasks.namespace["convert"].body
    names = {action.dest for action in command("convert").parser()._actions} - {"help"}
    empty: dict[str, object] = dict.fromkeys(names, "") | {"path": []}
    body(Context(), **(empty | {"jobs": "2", "all": True, "path": ["raw/2025", "a b"]}))
    python = shlex.quote(sys.executable)
    assert said == [f"{python} -m scripts convert --jobs 2 --all raw/2025 'a b'"]
    names = {action.dest for action in command("accept").parser()._actions} - {"help"}
    lists: dict[str, object] = {"page": ["1", "A2"], "kind": [], "where": []}
    tasks.namespace["accept"].body(Context(), **(dict.fromkeys(names, "") | lists))
    assert said[-1] == f"{python} -m scripts accept --page 1 --page A2"


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_make_help_names_every_target() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    phony = next(line for line in text.splitlines() if line.startswith(".PHONY:")).split()[1:]
    assert [target for target in phony if f"\n  {target} " not in f"\n{done.stdout}"] == []


@pytest.mark.parametrize(
    ("environment", "language"),
    [({"LANG": "zh_CN.UTF-8"}, "zh"), ({"LANG": "en_GB.UTF-8"}, "en"), ({"LC_ALL": "C", "LANG": "zh_TW.UTF-8"}, "en")],
)
def test_the_language_is_the_systems(
    environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert system_language() == language
    assert command("check").parser().parse_args([]).lang == language
    assert command("check").parser().parse_args(["--lang", "zh"]).lang == "zh"


def test_a_slip_in_a_command_is_told_with_what_was_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convrt"]) == 2
    assert "unknown command: convrt; convert was meant?" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["convert", "--jobs", "0"])
    assert any(said in capsys.readouterr().err for said in ("'0' is no whole number from 1", "'0' 不是从 1 起的整数"))


def test_stats_speak_one_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", "2025-04-19", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "article" in shown
    assert not any(word in shown for word in ("文章", "待核", "稿件"))
