"""Right readings of benchmark pages, sent all the way by a stub: request, answer, Markdown.

The readings in tests/readings and those beside the real pages were written by careful readers of the numbered lines.
Every item comes out right. The same answers with faults in them lose nothing, invent nothing, and keep the items that
have none.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from benchmarks import readers
from benchmarks.readers import Answered, BenchmarkPage, Figures, benchmark_pages, built_in, measure
from scripts.conversion.model.settings import ModelSettings
from tests.reader_faults import spoil
from tests.reader_stub import Call, Reply, serving

pytest.importorskip("httpx", reason="requirements-model.txt is not installed")

HERE = Path(__file__).parent
FOLDER = os.environ.get("BANMIAN_PAGES")
NUMBERS = 0.001
"""Characters of page numbers in Chinese that jump lines are recorded by: 下转第二版 is 2."""
pytestmark = [
    pytest.mark.skipif(not FOLDER, reason="BANMIAN_PAGES does not name the benchmark pages"),
    pytest.mark.slow,
]


def right() -> Iterator[tuple[BenchmarkPage, str]]:
    """Benchmark pages with their right readings."""
    assert FOLDER is not None
    for part in ("seed", "typeset", "real"):
        folder = Path(FOLDER) / part
        known = {
            path.stem: path for path in [*(HERE / "readings").glob("*.json"), *(folder / "readings").glob("*.json")]
        }
        for page in benchmark_pages(folder) if any(folder.iterdir()) else ():
            if page.name in known:
                yield page, known[page.name].read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pages() -> list[tuple[BenchmarkPage, str]]:
    return list(right())


def answering(pages: list[tuple[BenchmarkPage, str]], seed: int | None = None, faults: int = 0) -> object:
    """A model that knows the right readings; the faults of a page are its own, whatever is asked first."""

    def reply(call: Call) -> Reply:
        shown = call.body["messages"][1]["content"]
        for one, written in pages:
            if all(line.raw.strip() in shown for line in one.pages[0].lines[:5]):
                entries = json.loads(written)
                text = json.dumps(entries if isinstance(entries, list) else entries["items"], ensure_ascii=False)
                return Reply(text if seed is None else spoil(text, Random(f"{seed} {one.name}"), faults))
        raise AssertionError("an unknown page")

    return reply


def scored(pages: list[tuple[BenchmarkPage, str]], folder: Path, seed: int | None = None, faults: int = 0) -> Figures:
    with serving(answering(pages, seed, faults)) as stub:  # type: ignore[arg-type]
        reads = Answered(ModelSettings("model", stub.url, "careful", parallel=4), folder)
        reads.ask([one for one, _ in pages])
    return measure([one for one, _ in pages], reads)


def test_right_readings_make_right_items(pages: list[tuple[BenchmarkPage, str]], tmp_path: Path) -> None:
    assert len(pages) == 7
    figures = scored(pages, tmp_path)
    assert figures.total.share("segmentation") == 1.0
    assert figures.total.share("headline") == 1.0
    assert figures.total.share("kicker") == figures.total.share("deck") == 1.0
    assert figures.total.share("crossheads") == 1.0
    assert (figures.total.share("invented") or 0) <= NUMBERS
    assert figures.given_up == 0
    assert (
        measure([one for one, _ in pages], built_in).total.share("segmentation") or 0
    ) < 0.9  # these pages tell readers apart


@pytest.mark.parametrize("seed", range(6))
def test_right_readings_with_faults_lose_and_invent_nothing(
    pages: list[tuple[BenchmarkPage, str]], tmp_path: Path, seed: int
) -> None:
    whole = scored(pages, tmp_path / "right").total
    figures = scored(pages, tmp_path / "spoilt", seed, faults=2)
    assert figures.total.num["conservation"] >= whole.num["conservation"]
    assert figures.total.num["invented"] <= whole.num["invented"]
    assert (figures.total.share("segmentation") or 0) > 0.75


def test_pages_of_ones_own_are_scored_against_readings_by_hand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "01.txt").write_bytes((HERE.parent / "raw/2025/04/18/01.txt").read_bytes())
    (tmp_path / "01.reading.json").write_text('[{"kind": "article", "headline": "1", "text": "2-900"}]')
    assert readers.main([str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("built-in")
    assert readers.main([str(tmp_path / "nothing")]) == 2
