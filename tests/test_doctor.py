"""`doctor` sees what a first day on GitHub lacks, says what to do, and where to click for what it cannot see."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from scripts.commands import doctor
from scripts.publishing.doctor import WORKFLOWS, look
from scripts.publishing.patient import CheckResult, Patient, run

SETTINGS = {"SITENAME": "江报", "SITEURL": "https://example.org"}


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(root), *words], capture_output=True, check=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "paper"
    for name in WORKFLOWS:
        (root / ".github/workflows").mkdir(parents=True, exist_ok=True)
        (root / ".github/workflows" / name).touch()
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "config", "user.name", "Desk")
    git(root, "config", "user.email", "desk@example.org")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "a paper")
    git(root, "remote", "add", "origin", "https://github.com/Desk/paper.git")
    git(root, "update-ref", "refs/remotes/origin/main", "HEAD")
    return root


def alone(words: Sequence[str]) -> str | None:
    """A machine without `gh`."""
    return None if words[0] == "gh" else run(words)


def seen(root: Path, settings: dict[str, Any] | None = None, why: str = "") -> list[CheckResult]:
    return look(Patient(root, SETTINGS if settings is None and not why else settings, why, alone))


def wrongs(root: Path, settings: dict[str, Any] | None = None, why: str = "") -> list[str]:
    return [one.what[0] for one in seen(root, settings, why) if one.state == "wrong"]


def test_a_paper_that_is_ready(project: Path) -> None:
    assert wrongs(project) == []
    clicks = {one.where: one.remedy[0] for one in seen(project) if one.state == "click"}
    assert clicks == {
        "https://github.com/Desk/paper/settings/pages": "under Source choose GitHub Actions",
        "https://github.com/Desk/paper/settings/actions": (
            "tick “Allow GitHub Actions to create and approve pull requests”, Save"
        ),
    }
    assert any("https://desk.github.io/paper/" in one.what[1] for one in seen(project))


def test_a_model_reader_needs_its_secret(project: Path) -> None:
    found = seen(project, SETTINGS | {"READER": {"mode": "model", "model": "some-model"}})
    assert any(one.where.endswith("/settings/secrets/actions") and "READER_API_KEY" in one.what[0] for one in found)


def test_what_gh_can_see_need_not_be_clicked(project: Path) -> None:
    def signed_in(words: Sequence[str]) -> str | None:
        if words[0] != "gh":
            return run(words)
        return (
            '{"build_type": "workflow"}'
            if words[-1].endswith("/pages")
            else '{"can_approve_pull_request_reviews": true}'
        )

    assert all(one.state == "good" for one in look(Patient(project, SETTINGS, "", signed_in)))


@pytest.mark.parametrize(
    ("change", "settings", "what"),
    [
        (["remote", "remove", "origin"], {}, "no remote repository"),
        (["commit", "--allow-empty", "--message", "more"], {}, "1 commits are not pushed"),
        (["checkout", "--quiet", "-b", "desk"], {}, "desk has never been pushed"),
        (["rm", "--quiet", ".github/workflows/publish.yml"], {}, "workflow files are missing: publish.yml"),
        ([], {"SITENAME": "岚汀日报"}, "this is the sample paper still"),
        (
            [],
            {"SITEURL": "https://desk.github.io/papper"},
            "publishconf.py says https://desk.github.io/papper, Pages will publish at https://desk.github.io/paper",
        ),
        ([], {"CMS": {"repo": "desk/other"}}, "the form editor saves to desk/other, this is Desk/paper"),
    ],
)
def test_what_is_wrong_is_said(project: Path, change: list[str], settings: dict[str, Any], what: str) -> None:
    if change:
        git(project, *change)
    assert what in wrongs(project, SETTINGS | settings)


def test_a_folder_that_is_no_repository(tmp_path: Path) -> None:
    assert "this folder is in no git repository" in wrongs(tmp_path)


def test_settings_that_cannot_be_read(project: Path) -> None:
    assert "the settings cannot be used: SyntaxError" in wrongs(project, None, "SyntaxError")


def test_a_password_in_the_remotes_address_is_not_shown(project: Path) -> None:
    git(project, "remote", "set-url", "origin", "https://desk:secret@git.example.org/desk/paper.git")
    assert not any("secret" in text for one in seen(project) for text in (*one.what, *one.remedy))


def test_the_command_speaks_one_language(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "pelicanconf.py").write_text("SITENAME = '江报'\nSITEURL = 'https://example.org'\n", "utf-8")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "settings")
    assert doctor.main(["--settings", str(project / "pelicanconf.py"), "--lang", "zh"]) == 1
    out = capsys.readouterr().out
    assert "✗ 有 1 次提交没有推送" in out
    assert "有 1 处需要处理。" in out
    assert "commits are not pushed" not in out
