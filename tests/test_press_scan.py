"""Looking at content: digests of contents, signatures that spare re-reading and are not trusted too early."""

from __future__ import annotations

import datetime as dt
import os
import time
from pathlib import Path

import pytest

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
