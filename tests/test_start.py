"""A fresh clone becomes a paper of one's own, and can take a newer version of the tool without a conflict."""

from __future__ import annotations

import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.commands import start, upgrade

ROOT = Path(__file__).parent.parent
ANSWERS = [
    *("--name", '澄河"晚报"', "--place", "澄河", "--script", "zh-Hant-HK", "--colour", "#006644"),
    *("--address", "https://news.example.org/chenghe"),
]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    for name in ("content/2025/04/18/01-01.md", "raw/2025/04/18/01.txt", "scripts/tool.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("sample\n", "utf-8")
    return tmp_path


def settings(path: Path) -> dict[str, object]:
    return {k: v for k, v in runpy.run_path(str(path)).items() if k.isupper()}


def test_a_clone_becomes_a_paper(clone: Path) -> None:
    before = settings(clone / "pelicanconf.py")
    assert start.main(["--root", str(clone), *ANSWERS]) == 0
    after = settings(clone / "pelicanconf.py")
    assert after["SITENAME"] == '澄河"晚报"'
    assert after["DEFAULT_LANG"] == "zh-Hant-HK"
    assert after["VARIANTS"] == {"zh-Hans": None}
    assert after["CMS"] == {}
    assert after["TIMEZONE"] == "Asia/Hong_Kong"
    assert after["THEME_SETTINGS"] == {"colours": {"accent": "#006644"}}
    assert {k: v for k, v in before.items() if k not in after} == {}
    assert [p.name for p in (clone / "content").iterdir()] == [".gitkeep"]
    assert "https://news.example.org/chenghe" in (clone / "publishconf.py").read_text("utf-8")


def test_a_paper_is_not_started_twice(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert start.main(["--root", str(clone), *ANSWERS, "--keep-sample"]) == 0
    assert start.main(["--root", str(clone), *ANSWERS]) == 1
    assert "a paper of its own already" in capsys.readouterr().err
    assert (clone / "content/2025/04/18/01-01.md").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of another kind")
def test_on_a_terminal_it_asks_and_asks_again(clone: Path) -> None:
    import pty

    main, side = pty.openpty()
    command = [sys.executable, "-m", "scripts", "start", "--root", str(clone), "--tagline", "江边的报纸"]
    with subprocess.Popen(command, cwd=ROOT, stdin=side, stdout=side, stderr=side) as process:
        os.close(side)
        typed = iter(["", "澄河晚报", "澄河", "zh-Hant", "", "red", "#006644", "https://a.example", "desk/chenghe"])
        shown = ""
        while True:
            try:
                shown += os.read(main, 4096).decode("utf-8", "replace")
            except OSError:  # the other side is closed: the program has ended
                break
            if shown.endswith(": "):
                os.write(main, (next(typed) + "\n").encode())
                shown += "\n"
        os.close(main)
    assert process.returncode == 0, shown
    assert "--name is needed" in shown
    assert "--colour must be like #a62b1f, not red" in shown
    assert "一句话介绍" not in shown  # it was given
    after = settings(clone / "pelicanconf.py")
    assert (after["SITENAME"], after["SITESUBTITLE"], after["DEFAULT_LANG"]) == ("澄河晚报", "江边的报纸", "zh-Hant")
    assert after["VARIANTS"] == {"zh-Hans": None}
    assert after["CMS"] == {"repo": "desk/chenghe"}


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--editor", "paper", "--editor: CMS: 'repo' must be like 'owner/name'"),
        ("--script", "zh", "--script must be one of"),
        ("--colour", "red", "--colour must be like"),
        ("--address", "news.example.org", "--address must begin with https://"),
        ("--variants", "zh-Hant-HK", "--variants: zh-Hant-HK is not another of"),
    ],
)
def test_an_answer_that_cannot_be_used_is_told(
    clone: Path, option: str, value: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (clone / "pelicanconf.py").read_text("utf-8")
    with pytest.raises(SystemExit) as stop:
        start.main(["--root", str(clone), *ANSWERS, option, value])
    assert stop.value.code == 2
    assert told in capsys.readouterr().err
    assert (clone / "pelicanconf.py").read_text("utf-8") == before


def git(root: Path, *args: str) -> str:
    identity = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org"]
    done = subprocess.run(["git", *identity, *args], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def paper(clone: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A paper made of a clone, with edits of its own, and a newer version of the tool on branch `tool`."""
    for name, value in (("NAME", "Editor"), ("EMAIL", "editor@example.org")):
        monkeypatch.setenv(f"GIT_AUTHOR_{name}", value)
        monkeypatch.setenv(f"GIT_COMMITTER_{name}", value)
    git(clone, "init", "--quiet", "--initial-branch=main")
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message", "the tool, with its sample")
    git(clone, "checkout", "--quiet", "-b", "tool")
    (clone / "scripts/tool.py").write_text("newer\n", "utf-8")
    (clone / "content/2025/04/18/01-01.md").write_text("a better sample\n", "utf-8")
    (clone / "content/2025/04/18/01-02.md").write_text("one more\n", "utf-8")
    conf = (clone / "pelicanconf.py").read_text("utf-8")
    (clone / "pelicanconf.py").write_text(conf.replace("岚汀日报", "岚汀日报（新）"), "utf-8")
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message", "a newer version")
    git(clone, "checkout", "--quiet", "main")
    start.main(["--root", str(clone), *ANSWERS])
    (clone / "content/2026/01/01").mkdir(parents=True)
    (clone / "content/2026/01/01/01-01.md").write_text("our news\n", "utf-8")
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message", "our paper")
    monkeypatch.chdir(clone)
    return clone


def test_an_upgrade_takes_the_tool_and_leaves_the_paper(paper: Path) -> None:
    conf = (paper / "pelicanconf.py").read_bytes()
    assert upgrade.main(["tool"]) == 0
    assert (paper / "scripts/tool.py").read_text("utf-8") == "newer\n"
    assert (paper / "pelicanconf.py").read_bytes() == conf
    content = sorted(p.relative_to(paper).as_posix() for p in (paper / "content").rglob("*") if p.is_file())
    assert content == ["content/.gitkeep", "content/2026/01/01/01-01.md"]
    assert git(paper, "status", "--porcelain") == ""
    assert git(paper, "log", "-1", "--format=%s %P").startswith("Upgrade to tool ")
    assert upgrade.main(["tool"]) == 0


def test_a_tool_that_was_changed_here_is_told_and_left(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (paper / "scripts/tool.py").write_text("ours\n", "utf-8")
    git(paper, "commit", "--all", "--quiet", "--message", "change the tool")
    before = git(paper, "rev-parse", "HEAD")
    assert upgrade.main(["tool"]) == 1
    assert "  scripts/tool.py" in capsys.readouterr().err
    assert (git(paper, "rev-parse", "HEAD"), git(paper, "status", "--porcelain")) == (before, "")


def test_an_upgrade_waits_for_a_clean_tree(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (paper / "content/2026/01/01/01-01.md").write_text("unsaved\n", "utf-8")
    assert upgrade.main(["tool"]) == 1
    assert "uncommitted" in capsys.readouterr().err
    assert (paper / "content/2026/01/01/01-01.md").read_text("utf-8") == "unsaved\n"
