"""What a host is known to have, and which files of the site are read to tell what has changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scripts.publishing.record import Record


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    (folder / "2024").mkdir(parents=True)
    (folder / "index.html").write_text("甲")
    (folder / "2024" / "index.html").write_text("乙")
    return folder


def rewrite(path: Path, text: str, later: int) -> None:
    """Another text in a file, and its time so many seconds later."""
    time = path.stat().st_mtime_ns + later * 10**9
    path.write_text(text)
    os.utime(path, ns=(time, time))


def test_a_file_of_the_same_size_that_was_written_since_is_read_again(output: Path) -> None:
    with Record(output.parent, "host") as record:
        before = record.site(output)
        assert sorted(before) == ["2024/index.html", "index.html"]
        rewrite(output / "index.html", "丙", later=1)
        after = record.site(output)
    assert {path for path in before if before[path] != after[path]} == {"index.html"}


def test_a_file_of_the_same_size_and_time_is_not_read(output: Path) -> None:
    with Record(output.parent, "host") as record:
        before = record.site(output)
        rewrite(output / "index.html", "丙", later=0)
        assert record.site(output) == before
    (output / "index.html").unlink()
    with Record(output.parent, "host") as record:
        assert sorted(record.site(output)) == ["2024/index.html"]


def test_the_mark_names_what_was_sent_whatever_the_order(tmp_path: Path) -> None:
    marks = []
    for number, files in enumerate(({"a": "1", "b": "2"}, {"b": "2", "a": "1"}, {"a": "1", "b": "3"})):
        with Record(tmp_path, f"host {number}") as record:
            assert record.mark() is None
            for path, digest in files.items():
                record.sent({path: digest})
            marks.append(record.new_mark())
            record.keep_mark(marks[-1])
        with Record(tmp_path, f"host {number}") as record:
            assert (record.mark(), record.is_complete(), record.host()) == (marks[-1], True, files)
            record.deleted(["a"])
            assert record.new_mark() != marks[-1]
    assert marks[0] == marks[1] != marks[2]


def test_a_broken_record_is_begun_anew(tmp_path: Path) -> None:
    with Record(tmp_path, "host") as record:
        record.keep_mark("m")
    (file,) = tmp_path.glob("published-*")
    file.write_bytes(b"no database" * 500)
    with Record(tmp_path, "host") as record:
        assert record.mark() is None
