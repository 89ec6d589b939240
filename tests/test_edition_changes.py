"""One old slip never stops today's paper: errors count where something changed."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

import pytest

from scripts.commands import check
from scripts.edition.changes import Changes, since, softened
from scripts.edition.finding import Finding
from tests.test_edition_check import SOUND

OLD, NEW = "2024/03/01", "2025/04/18"


def git(root: Path, *words: str) -> str:
    identity = ["-c", "user.name=Desk", "-c", "user.email=desk@example.org"]
    return subprocess.run(
        ["git", *identity, *words], cwd=root, capture_output=True, text=True, check=True
    ).stdout.strip()


def put(root: Path, day: str, name: str, order: int, said: int | None = None) -> Path:
    path = root / "content" / day / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = SOUND.format("茶山", 1, said or order, f"甲，乙，{order}。")
    path.write_text(text.replace("2025-04-18", day.replace("/", "-")), "utf-8")
    return path


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for day in (OLD, NEW):
        put(tmp_path, day, "01-01.md", 1)
        about = f"date: {day.replace('/', '-')}\npages:\n  - number: 1\n    name: 要闻\n"
        (tmp_path / "content" / day / "edition.yml").write_text(about, "utf-8")
    put(tmp_path, OLD, "01-02.md", 2, said=9)  # the old slip
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "the archive")
    return tmp_path


def codes(project: Path, capsys: pytest.CaptureFixture[str], ref: str) -> tuple[int, str]:
    code = check.main(["--since", ref, "--lang", "en", "--settings", "none.py"])
    return code, capsys.readouterr().out


def test_an_old_slip_is_a_warning_and_todays_an_error(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main(["--settings", "none.py"]) == 1
    before = git(project, "rev-parse", "HEAD")
    put(project, NEW, "01-02.md", 2)
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "today")
    capsys.readouterr()
    code, out = codes(project, capsys, before)
    assert code == 0
    assert ":5 warning `order` is 9, the path says 2" in out
    put(project, NEW, "01-03.md", 3, said=8)  # not committed yet: it counts as well
    code, out = codes(project, capsys, before)
    assert code == 1
    assert ":5 error   `order` is 8, the path says 3" in out


def test_without_a_commit_to_compare_with_the_newest_edition_counts(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for ref in ("", "0" * 40, "no-such-branch"):
        assert codes(project, capsys, ref)[0] == 0
        assert since(ref, project / "content").editions == {dt.date(2025, 4, 18)}
    put(project, NEW, "01-02.md", 2, said=7)
    assert codes(project, capsys, "")[0] == 1


def test_where_a_file_went_its_edition_counts_as_a_whole(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = git(project, "rev-parse", "HEAD")
    (project / "content" / OLD / "01-01.md").unlink()
    assert since(before, project / "content").editions == {dt.date(2024, 3, 1)}
    assert codes(project, capsys, before)[0] == 1


def test_only_errors_are_softened() -> None:
    changes = Changes(frozenset({"content/2025/04/18/01-01.md"}), frozenset())
    found = [
        Finding("a", "error", "", path="content/2025/04/18/01-01.md"),
        Finding("b", "error", "", path="content/2025/04/18/01-02.md"),
        Finding("c", "note", "", path="content/2025/04/18/01-02.md"),
    ]
    assert [one.severity for one in softened(found, changes)] == ["error", "warning", "note"]
