from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import gate
from benchmarks.scoring import Score


def sums(good: int, of: int = 1000, invented: int = 0) -> dict[str, Score]:
    score = Score()
    score.add("segmentation", good, of)
    score.add("invented", invented, 1000)
    return {"all": score, "paper few": Score(Counter(kicker=1), Counter(kicker=2))}


def test_a_score_below_its_floor_shuts_the_gate(tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    assert gate.check(floors, {}, "pages") == ["floors.json is missing: run with --update"]
    assert gate.update(floors, sums(900), "pages", new_corpus=False) == []
    assert gate.check(floors, gate.table_of(sums(895)), "pages") == []
    assert gate.check(floors, gate.table_of(sums(894, invented=2)), "pages") == [
        "all: segmentation 0.894, floor 0.895",
        "all: invented 0.002, floor 0.001",
    ]
    assert gate.check(floors, {}, "pages")[0] == "all: segmentation missing, floor 0.895"


def test_floors_are_raised_and_never_lowered(tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    for good in (900, 950, 947):
        assert gate.update(floors, sums(good), "pages", new_corpus=False) == []
    before = floors.read_bytes()
    assert json.loads(before)["floors"]["all"]["segmentation"] == 0.945
    assert gate.update(floors, sums(940), "pages", new_corpus=False) == ["all: segmentation 0.940, floor 0.945"]
    assert floors.read_bytes() == before


def test_few_things_make_no_floor() -> None:
    assert gate.floors_of(sums(900))["paper few"] == {}


def test_other_pages_need_other_floors(tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    gate.update(floors, sums(900), "old pages", new_corpus=False)
    assert "pages have changed" in gate.check(floors, gate.table_of(sums(900)), "new pages")[0]
    assert gate.update(floors, sums(100), "new pages", new_corpus=True) == []
    assert json.loads(floors.read_text(encoding="utf-8"))["corpus"] == "new pages"


def test_every_page_has_its_truth_and_raw_text() -> None:
    raw = {file.stem for file in (gate.PAGES / "raw").glob("*.txt")}
    truth = {file.stem for file in (gate.PAGES / "truth").glob("*.json")}
    assert raw == truth
    assert len(raw) >= 150


def test_the_gate_is_open(capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.main(["--quiet"]) == 0, capsys.readouterr().err
