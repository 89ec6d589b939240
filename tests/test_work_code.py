"""The digest of the project's code: the same on every system, another where the code is another."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.work import code


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(code, "ROOT", tmp_path)
    (tmp_path / "room").mkdir()
    (tmp_path / "room/a.py").write_bytes(b"one = 1\ntwo = 2\n")
    return tmp_path / "room"


def test_line_ends_and_what_python_compiles_do_not_count(room: Path) -> None:
    before = code.code_digest(["room"])
    (room / "a.py").write_bytes(b"one = 1\r\ntwo = 2\r\n")
    (room / "__pycache__").mkdir()
    (room / "__pycache__/a.pyc").write_bytes(b"\0")
    assert code.code_digest(["room"]) == before


def test_contents_names_and_what_else_decides_count(room: Path) -> None:
    digests = [code.code_digest(["room"]), code.code_digest(["room"], "2")]
    (room / "a.py").rename(room / "b.py")
    digests.append(code.code_digest(["room"]))
    (room / "b.py").write_bytes(b"one = 1\ntwo = 3\n")
    digests.append(code.code_digest(["room"]))
    assert len(set(digests)) == 4
