"""ALTO out: valid, and read again it is the page that was written. BANMIAN_ALTO_XSD may name the standard's schema."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from lxml import etree

from scripts.commands.export import main as export
from scripts.commands.extract import main as extract
from scripts.extraction.altopages import read_alto
from scripts.extraction.altowrite import as_alto
from scripts.extraction.layoutfile import read_layout
from scripts.pagetext.geometry import Box, Layout, LineGeometry, Picture
from tests.pdfs import draw_pdf
from tests.test_pagetext_printed import TWO_STORIES

SCHEMAS = [Path(__file__).parent / "schemas/alto-4-written.xsd"]
if os.environ.get("BANMIAN_ALTO_XSD"):
    SCHEMAS.append(Path(os.environ["BANMIAN_ALTO_XSD"]))
DRAWN = "0.9 g 60 100 200 50 re f 0 G 0.5 w 60 90 m 300 90 l S q 200 0 0 100 60 312 cm /Im0 Do Q"


def assert_valid(data: bytes) -> None:
    for path in SCHEMAS:
        schema = etree.XMLSchema(etree.parse(path))
        schema.assertValid(etree.fromstring(data))


def test_what_is_exported_is_valid_and_reads_as_it_was(tmp_path: Path) -> None:
    pdf = draw_pdf(tmp_path / "A01.pdf", [*TWO_STORIES, ("甲", 60, 200, 10), ("GDP up", 300, 200, 10)], DRAWN)
    raw = tmp_path / "raw"
    assert extract([str(pdf), "--raw", str(raw), "--date", "2022-04-11", "--quiet"]) == 0
    assert export(["--alto", str(raw), "--to", str(tmp_path / "out"), "--quiet"]) == 0
    file = tmp_path / "out/2022/04/11/A01.xml"
    assert_valid(file.read_bytes())
    assert (file.parent / "A01.page.jpg").is_file()
    again = tmp_path / "again"
    assert extract([str(tmp_path / "out"), "--raw", str(again), "--quiet"]) == 0
    before, after = (folder / "2022/04/11" for folder in (raw, again))
    assert (after / "A01.txt").read_text("utf-8") == (before / "A01.txt").read_text("utf-8")
    one, other = (read_layout(folder / "A01.layout.json") for folder in (before, after))
    assert other.lines.keys() == one.lines.keys()
    for number, line in one.lines.items():
        assert tuple(other.lines[number].box) == pytest.approx(tuple(line.box), abs=0.2)
        assert other.lines[number].size == pytest.approx(line.size, abs=0.1)
        assert (other.lines[number].font, other.lines[number].colour) == (line.font, line.colour)
    assert [tuple(map(round, box)) for box in other.rules] == [tuple(map(round, box)) for box in one.rules]
    assert len(other.boxes) == len(one.boxes) == 1
    assert len(other.pictures) == 1
    assert (after / "A01.picture-1.jpg").is_file()
    assert (after / "A01.page.jpg").is_file()
    before_bytes = file.read_bytes()
    assert export(["--alto", str(raw / "2022/04/11/A01.txt"), "--to", str(tmp_path / "out"), "--quiet"]) == 0
    assert file.read_bytes() == before_bytes


@pytest.mark.parametrize("seed", range(20))
def test_any_text_and_layout_is_valid(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    alphabet = "麦子熟了　 ,A0<>&\"'\x00\x0b\ufffe\ue000😀\u00ad-"
    rows = ["".join(draw.choice(alphabet) for _ in range(draw.randrange(9))) for _ in range(30)]
    rows = ["\ud800麦子", *rows]
    lines = {
        n: LineGeometry(
            Box(x := draw.uniform(0, 500), y := draw.uniform(0, 700), x + draw.uniform(0, 90), y + 9),
            y,
            draw.uniform(0.5, 90),
            draw.choice(["", "A<b>"]),
            draw.choice(["", "#c00000", "red"]),
            draw.random() < 0.8,
            (),
            draw.choice([1.0, 0.5]),
        )
        for n, row in enumerate(rows, 1)
        if row.strip() and draw.random() < 0.9
    }
    layout = Layout(600, 800, "ocr", lines, (Picture(Box(0, 0, 9, 9)),), (Box(0, 0, 600, 1),), (), "A01.page.jpg")
    data = as_alto(rows, layout, printed="A01")
    assert_valid(data)
    path = tmp_path / "a.xml"
    path.write_bytes(data)
    list(read_alto(path))


def test_what_cannot_be_exported_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = tmp_path / "raw/2022/04/11"
    raw.mkdir(parents=True)
    (raw / "01.txt").write_text("麦子熟了\n", "utf-8")
    assert export(["--alto", str(tmp_path / "raw"), "--to", str(tmp_path / "out"), "--lang", "en"]) == 1
    assert "no layout that fits" in capsys.readouterr().err
    for words in ([], ["2024", "--alto", "raw"]):
        with pytest.raises(SystemExit) as caught:
            export([*words, "--lang", "en"])
        assert caught.value.code == 2
