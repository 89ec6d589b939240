"""Looking at content: digests of contents, signatures that spare re-reading and are not trusted too early."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from scripts.press.settingshape import SettingsError
from scripts.press.store.committed import committed
from scripts.press.store.scan import scan

DAY = dt.date(2024, 1, 29)


def write(content: Path, name: str = "01-01.md", text: str = "a") -> Path:
    path = content / "2024/01/29" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_an_edition_is_a_folder_with_an_item_or_an_edition_yml(tmp_path: Path) -> None:
    write(tmp_path, "notes.txt")
    write(tmp_path, "images/01.jpg")
    (tmp_path / "2024/02/30").mkdir(parents=True)
    (tmp_path / "2024/drafts").mkdir()
    assert scan(tmp_path, {}) == {}
    write(tmp_path, "edition.yml")
    assert list(scan(tmp_path, {})) == [DAY]
    assert scan(tmp_path / "nowhere", {}) == {}


def test_hidden_files_and_backups_do_not_count(tmp_path: Path) -> None:
    write(tmp_path)
    before = scan(tmp_path, {})[DAY].digest
    write(tmp_path, ".convert.json")
    write(tmp_path, "01-01.md~")
    assert scan(tmp_path, {})[DAY].digest == before
    write(tmp_path, "images/01.jpg")
    assert scan(tmp_path, {})[DAY].digest != before


def test_a_file_saved_a_moment_ago_is_read_again(tmp_path: Path) -> None:
    write(tmp_path)
    assert scan(tmp_path, {})[DAY].signature == ""


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten seconds after the files were written."""
    now = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: now + 10 * 10**9)


def test_what_has_settled_is_not_read_again(tmp_path: Path, later: None) -> None:
    path = write(tmp_path)
    first = scan(tmp_path, {})
    assert first[DAY].signature
    assert scan(tmp_path, first)[DAY] is first[DAY]
    path.write_text("b", "utf-8")  # the same size
    assert scan(tmp_path, first)[DAY].digest != first[DAY].digest


def test_a_time_put_back_does_not_hide_a_change(tmp_path: Path, later: None) -> None:
    path = write(tmp_path)
    first = scan(tmp_path, {})
    times = path.stat()
    path.write_text("b", "utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert scan(tmp_path, first)[DAY].digest != first[DAY].digest


def test_only_some_dates(tmp_path: Path) -> None:
    write(tmp_path)
    assert scan(tmp_path, {}, {DAY, dt.date(2024, 1, 30)}).keys() == {DAY}
    assert scan(tmp_path, {}, set()) == {}


def git(folder: Path, *words: str) -> str:
    command = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@example", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A paper's repository, its content in a folder of it with one edition committed."""
    git(tmp_path, "init", "-q")
    content = tmp_path / "paper" / "content"
    write(content)
    write(content, "images/01.jpg")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    return content


def test_what_the_commit_has_unchanged_is_not_looked_at(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = scan(repository, {}, commit=committed(repository))
    assert first[DAY].digest == scan(repository, {})[DAY].digest
    assert first[DAY].signature.startswith("git ")
    monkeypatch.setattr("scripts.press.store.scan._files", None)
    known = committed(repository)
    monkeypatch.setattr("scripts.press.store.committed._git", None)  # nor is git asked for its files
    assert scan(repository, first, commit=known) == first


def test_what_a_commit_changes_adds_or_takes_away_is_seen(repository: Path) -> None:
    first = scan(repository, {}, commit=committed(repository))
    write(repository, text="b")
    other = repository / "2024/02/01/01-01.md"
    other.parent.mkdir(parents=True)
    other.write_text("c", "utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "two")
    second = scan(repository, first, commit=committed(repository))
    assert second == scan(repository, {}, commit=committed(repository))
    assert [folder.digest for folder in second.values()] == [folder.digest for folder in scan(repository, {}).values()]
    assert second[DAY].digest != first[DAY].digest
    git(repository, "rm", "-rq", "2024/01")
    git(repository, "commit", "-qm", "three")
    assert list(scan(repository, second, commit=committed(repository))) == [dt.date(2024, 2, 1)]


@pytest.mark.parametrize("name", ["01-01.md", "01-02.md", "images/01.jpg", "images/02.jpg"])
def test_a_folder_that_is_read_is_compared_with_the_commit(repository: Path, name: str) -> None:
    """What is not committed is built as it lies, and read again the next time."""
    write(repository, name, "not committed")
    first = scan(repository, {}, commit=committed(repository))
    assert first[DAY].signature == ""
    assert first[DAY].digest == scan(repository, {})[DAY].digest
    write(repository, name, "and changed again")
    again = scan(repository, first, commit=committed(repository))
    assert again[DAY].digest == scan(repository, {})[DAY].digest != first[DAY].digest


def test_an_edition_that_is_not_committed_is_seen_by_its_files(repository: Path) -> None:
    new = repository / "2024/02/01/01-01.md"
    new.parent.mkdir(parents=True)
    new.write_text("c", "utf-8")
    assert list(scan(repository, {}, commit=committed(repository))) == [DAY, dt.date(2024, 2, 1)]


def test_an_edition_that_is_not_checked_out_is_not_taken_for_gone(repository: Path) -> None:
    first = scan(repository, {}, commit=committed(repository))
    shutil.rmtree(repository / "2024")
    with pytest.raises(SettingsError, match="2024-01-29"):
        scan(repository, first, commit=committed(repository))


def test_content_that_git_does_not_know_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="git"):
        committed(tmp_path)
