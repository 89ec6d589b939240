from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import gate

TABLE: gate.Table = {"all": {"segmentation": 0.9, "invented": 0.0}}


def test_a_score_below_its_floor_shuts_the_gate(tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    assert gate.update(floors, TABLE, "pages", new_corpus=False) == []
    assert gate.check(floors, TABLE, "pages") == []
    worse = {"all": {"segmentation": 0.899, "invented": 0.001}}
    assert gate.check(floors, worse, "pages") == [
        "all: segmentation 0.899, floor 0.900",
        "all: invented 0.001, floor 0.000",
    ]
    assert gate.check(floors, {}, "pages")[0] == "all: segmentation missing, floor 0.900"


def test_floors_are_raised_and_never_lowered(tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    gate.update(floors, TABLE, "pages", new_corpus=False)
    assert gate.update(floors, {"all": {"segmentation": 0.95, "invented": 0.0}}, "pages", new_corpus=False) == []
    before = floors.read_bytes()
    lower = gate.update(floors, {"all": {"segmentation": 0.94, "invented": 0.0}}, "pages", new_corpus=False)
    assert lower == ["all: segmentation 0.940, floor 0.950"]
    assert floors.read_bytes() == before


def test_other_pages_need_other_floors(tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    gate.update(floors, TABLE, "old pages", new_corpus=False)
    assert "pages have changed" in gate.check(floors, TABLE, "new pages")[0]
    assert gate.update(floors, {"all": {"segmentation": 0.1}}, "new pages", new_corpus=True) == []
    assert json.loads(floors.read_text(encoding="utf-8"))["corpus"] == "new pages"


def test_every_page_has_its_truth_and_raw_text() -> None:
    raw = {file.stem for file in (gate.PAGES / "raw").glob("*.txt")}
    truth = {file.stem for file in (gate.PAGES / "truth").glob("*.json")}
    assert raw == truth
    assert len(raw) >= 150


@pytest.mark.slow
def test_the_gate_is_open(capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.main(["--quiet"]) == 0, capsys.readouterr().err
