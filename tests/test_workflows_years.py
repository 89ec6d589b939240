"""The workflows for years, which docs/publishing.md has one copy: their steps run here, year by year."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.commands import convert
from tests.github_stub import git
from tests.press import kit
from tests.test_docs import RAW
from tests.test_workflows import ROOT, Runner, test_actions_are_pinned_and_rights_are_few

FOLDER = ROOT / "docs" / "workflows"
YEARS = (2023, 2024)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yml")), ids=lambda path: path.name)
def test_actions_are_pinned(path: Path) -> None:
    test_actions_are_pinned_and_rights_are_few(path)
    ours = "".join(one.read_text("utf-8") for one in (ROOT / ".github" / "workflows").glob("*.yml"))
    assert set(re.findall(r"uses: (.*)", path.read_text("utf-8"))) <= set(re.findall(r"uses: (.*)", ours))


def job(name: str, which: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FOLDER / name).read_text("utf-8"))["jobs"][which]
    return found


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """The tool as a paper has it, with raw text of two years."""
    made = Runner(tmp_path)
    for name in ("scripts", ".venv"):
        (made.root / name).parent.mkdir(exist_ok=True)
        (made.root / name).symlink_to(ROOT / name)
    shutil.copytree(kit.THEME, made.root / "theme")
    shutil.copy(FOLDER / "publishyear.py", made.root)
    (made.root / "pelicanconf.py").write_text("SITENAME = '岚汀日报'\nTIMEZONE = 'Asia/Shanghai'\n")
    (made.root / "publishconf.py").write_text(
        "from pelicanconf import *\nADDRESS = SITEURL = 'https://example.org'\n"
        "YEAR_SITES = {year: f'https://y{year}.example.org' for year in (2023, 2024)}\n"
    )
    (made.root / ".gitignore").write_text("output\n.banmian\nreport.json\n.venv\nscripts\n")
    for day in ("2023/12/31", "2024/01/01", "2024/01/02", "2025/01/01"):
        (made.root / "raw" / day).mkdir(parents=True)
        (made.root / "raw" / day / "01-要闻.txt").write_text(RAW, "utf-8")
    subprocess.run(["git", "init", "--quiet", "--bare", str(made.host)], check=True)
    git(made.root, "init", "--quiet", "--initial-branch=main")
    git(made.root, "add", "--all")
    git(made.root, "commit", "--quiet", "--message", "the paper")
    return made


@pytest.mark.slow
def test_years_are_converted_each_to_its_branch(runner: Runner) -> None:
    for year in YEARS:
        git(runner.root, "checkout", "--quiet", "--force", "main")
        runner.values["matrix.year"] = str(year)
        runner.run(job("convert-years.yml", "year"))
    git(runner.root, "checkout", "--quiet", "--force", "main")
    for year in YEARS:
        git(runner.root, "pull", "--quiet", "--no-rebase", "--no-edit", str(runner.host), f"converted-{year}")
    raw = [str(runner.root / "raw" / str(year)) for year in YEARS]
    convert.main([*raw, "--content", str(runner.root / "at-once"), "--quiet"])
    assert kit.tree(runner.root / "content") == kit.tree(runner.root / "at-once")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("rclone") is None, reason="rclone is not installed")
def test_years_are_built_and_sent_then_the_main_site(runner: Runner) -> None:
    convert.main([str(runner.root / "raw"), "--content", str(runner.root / "content"), "--quiet"])
    git(runner.root, "add", "--all")
    git(runner.root, "commit", "--quiet", "--message", "converted")  # the host checks out what is committed
    hosts = runner.root.parent / "hosts"
    runner.env |= {"RCLONE_CONFIG_HOST_TYPE": "alias", "RCLONE_CONFIG_HOST_REMOTE": str(hosts)}
    runner.values |= {f"secrets.HOST_{name}": "" for name in ("ENDPOINT", "KEY", "SECRET")}
    (runner.root.parent / "bin" / "sudo").write_text("#!/bin/sh\n")  # rclone is there already
    (runner.root.parent / "bin" / "sudo").chmod(0o755)
    for year in YEARS:
        runner.values["matrix.year"] = str(year)
        runner.run(job("publish-years.yml", "year"))
        for left in ("output", ".banmian"):  # each year has a machine of its own
            shutil.rmtree(runner.root / left)
    runner.run(job("publish-years.yml", "main"))
    one, main = kit.tree(hosts / "paper-2024"), kit.tree(hosts / "paper")
    assert "2024/01/02/01/01/index.html" in one
    assert not any(path.startswith(("2023", "2025", "search")) for path in one)
    assert b"url=https://y2024.example.org/2024/01/02/01/01/" in main["2024/01/02/01/01/index.html"]
    assert b"url=" not in main["2025/01/01/01/01/index.html"]
    assert {"2023/12/index.html", "2024/index.html", "search/bundles.json"} <= main.keys()
