"""Scans: how what a recogniser tells becomes text and layout, and what is said where there is none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFile, ImageFont

from scripts.commands.extract import main as extract
from scripts.extraction import scan
from scripts.extraction.gutters import apart, tightened
from scripts.extraction.layoutfile import read_layout
from scripts.extraction.recognised import RecognisedLine, laid_recognised, settled_sizes
from scripts.extraction.recogniser import SeenText, recogniser, slant_of, straightened
from scripts.extraction.scan import ScanError, open_scan, scan_picture
from scripts.extraction.scanpages import in_columns, read_image
from scripts.pagetext.geometry import Box
from tests.library import scan as write_scan
from tests.pdfs import draw_pdf, write_pdf

HIGH = 40.0


def seen(text: str, x: float, y: float, high: float = HIGH, confidence: float = 0.99) -> SeenText:
    wide = len(text) * high / 1.08
    return SeenText(text, ((x, y), (x + wide, y), (x + wide, y + high), (x, y + high)), confidence)


PAGE = [
    seen("麦子熟了", 200, 100, 100),
    seen("今年的麦子早熟了，机器", 200, 300),
    seen("小学开学了大家都高兴得", 700, 300),
    seen("开进村里来。", 200, 350, confidence=0.41),
    seen("孩子们背着书包走进校门", 700, 350),
]


def fake(lines: list[SeenText]) -> object:
    return lambda: lambda image: lines


def run(*words: object) -> int:
    return extract([*map(str, words), "--lang", "en"])


def test_a_scan_becomes_raw_text_layout_and_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("scripts.commands.extract.recogniser", fake(PAGE))
    write_scan(tmp_path / "in/A03.png")
    assert run(tmp_path / "in", "--raw", tmp_path / "raw", "--date", "2022-04-11", "--ocr") == 0
    assert "read by OCR" in capsys.readouterr().err
    folder = tmp_path / "raw/2022/04/11"
    assert (folder / "A03.txt").read_text("utf-8") == (
        "麦子熟了\n\n今年的麦子早熟了，机器\n开进村里来。\n\n小学开学了大家都高兴得\n孩子们背着书包走进校门\n"
    )
    layout = read_layout(folder / "A03.layout.json")
    assert layout.source == "ocr"
    assert layout.picture == "A03.page.jpg"
    assert layout.lines[4].confidence == 0.41
    assert layout.lines[1].size > 2 * layout.lines[3].size == 2 * layout.lines[6].size
    with Image.open(folder / "A03.page.jpg") as image:
        assert not image.getexif()


def test_pictures_without_ocr_say_how(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = write_scan(tmp_path / "in/A03.png")
    assert run(tmp_path / "in", "--raw", tmp_path / "raw", "--date", "2022-04-11") == 2
    assert "--ocr reads their text" in capsys.readouterr().err
    assert run(picture, "--raw", tmp_path / "raw", "--date", "2022-04-11") == 1
    assert "`--ocr` reads its text" in capsys.readouterr().err


def test_what_is_missing_for_ocr_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("scripts.extraction.recogniser.MODULES", ("no_such_recogniser",))
    assert run(write_scan(tmp_path / "a.png"), "--ocr", "--date", "2022-04-11") == 2
    assert "requirements-ocr.txt" in capsys.readouterr().err


def test_broken_and_blank_pictures_are_named_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("scripts.commands.extract.recogniser", fake([]))
    (tmp_path / "A01.jpg").write_bytes(b"no picture")
    write_scan(tmp_path / "A02.png")
    pdf = write_pdf(tmp_path / "A03.pdf", [[("麦子熟了", 100, 700, 24)]])
    assert (
        run(tmp_path / "A01.jpg", tmp_path / "A02.png", pdf, "--raw", tmp_path / "raw", "--date", "2022-04-11", "--ocr")
        == 1
    )
    told = capsys.readouterr().err
    assert "cannot be opened" in told
    assert "no text was found" in told
    assert [path.name for path in (tmp_path / "raw").rglob("*.txt")] == ["A03.txt"]


def test_a_pdf_that_is_a_picture_is_read_by_ocr(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scripts.commands.extract.recogniser", fake(PAGE))
    pdf = draw_pdf(tmp_path / "A01.pdf", [], "q 600 0 0 800 0 0 cm /Im0 Do Q")
    assert run(pdf, "--raw", tmp_path / "raw", "--date", "2022-04-11", "--ocr", "--quiet") == 0
    layout = read_layout(tmp_path / "raw/2022/04/11/A01.layout.json")
    assert (layout.source, layout.pictures) == ("ocr", ())
    assert layout.picture


def test_shapes_of_letters_are_read_beside_the_text_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    per = 250 / 72
    lines = [seen("麦子熟了", 100 * per, 80 * per, 24 * per), seen("转成了曲线的标题", 100 * per, 400 * per, 30 * per)]
    monkeypatch.setattr("scripts.commands.extract.recogniser", fake(lines))
    letter = "{x} 500 m {a} 510 l {a} 515 l {x} 520 l {b} 515 l {b} 510 l {x} 505 l {b} 502 l {x} 500 l f "
    curves = "".join(letter.format(x=50 + 5 * n, a=53 + 5 * n, b=48 + 5 * n) for n in range(100))
    pdf = draw_pdf(tmp_path / "A01.pdf", [("麦子熟了", 100, 700, 24)], curves)
    assert run(pdf, "--raw", tmp_path / "raw", "--date", "2022-04-11", "--ocr", "--quiet") == 0
    text = (tmp_path / "raw/2022/04/11/A01.txt").read_text("utf-8")
    assert text == "麦子熟了\n\n转成了曲线的标题\n"
    layout = read_layout(tmp_path / "raw/2022/04/11/A01.layout.json")
    assert (layout.source, sorted(layout.lines)) == ("pdf", [1, 3])


def picture_of(lines: list[SeenText], gutter: tuple[float, float]) -> np.ndarray:
    """Ink where lines have characters: boxes a little apart; none in the gutter."""
    image = Image.new("L", (1600, 1000), 245)
    draw = ImageDraw.Draw(image)
    for line in lines:
        (left, y), (right, _) = line.corners[:2]
        step = line.height / 1.08
        for low, high in ((left, min(right, gutter[0])), (max(left, gutter[1]), right)):
            for n in range(round((high - low) / step)):
                draw.rectangle(
                    (low + n * step + 2, y + 3, low + n * step + step - 3, y + line.height - 3), outline=30, width=6
                )
    return np.asarray(image)


def test_lines_read_across_a_gutter_are_cut_where_a_column_begins() -> None:
    em = HIGH / 1.08
    left, right = "今年的麦子早熟了机器", "小学开学了大家都高兴"
    edge, begin = 100 + 10 * em, 100 + 11.5 * em
    corners = ((100.0, 300.0), (begin + 10 * em, 300.0), (begin + 10 * em, 340.0), (100.0, 340.0))
    across = SeenText(f"{left} {right}", corners, 0.9)
    below = SeenText(
        "孩子们背着书包走", ((begin, 350), (begin + 8 * em, 350), (begin + 8 * em, 390), (begin, 390)), 0.9
    )
    cut = apart([across, below], picture_of([across, below], (edge, begin)))
    assert [line.text for line in cut] == [left, right, "孩子们背着书包走"]
    assert cut[1].corners[0][0] == pytest.approx(begin, abs=8)
    alone = apart([across], picture_of([across], (edge, begin)))
    assert [line.text for line in alone] == [across.text], "a space in a headline is no gutter"


def test_a_box_ends_where_its_ink_does() -> None:
    line = seen("今年的麦子早熟了", 200, 300)
    picture = picture_of([line], (0, 0))
    (x, y), (u, _), (_, v), _ = line.corners
    wide = line._replace(corners=((x - 18, y - 9), (u + 18, y - 9), (u + 18, v + 9), (x - 18, v + 9)))
    assert tightened(wide, picture).corners[0] == pytest.approx((x + 2, y + 3), abs=1)
    assert tightened(wide, picture).corners[2] == pytest.approx((u - 3, v - 3), abs=3)
    nothing = np.full_like(picture, 245)
    assert tightened(wide, nothing) == wide


def test_a_slanted_page_is_set_straight() -> None:
    image = Image.new("L", (2000, 2000), 255)
    lines = [seen("今年的麦子早熟了，机器开进村里", 200, 200 + 100 * n) for n in range(8)]
    _, slanted = straightened(image, lines, -0.5)
    assert slant_of(slanted) == pytest.approx(0.5, abs=0.01)
    _, back = straightened(image, slanted, slant_of(slanted))
    assert back[3].corners[0] == pytest.approx(lines[3].corners[0], abs=0.5)
    assert slant_of(lines) == 0
    _, layout, picture = read_image(image, 250, lambda _: slanted)
    assert picture.size == image.size
    assert [line.box.top for line in layout.lines.values()][1] == pytest.approx(300 * 72 / 250, abs=1)


def test_sizes_by_boxes_fall_into_classes() -> None:
    sizes = settled_sizes([9.1, 8.8, 9.3, 24.5, 23.6, 9.0, 0.0], [10, 10, 10, 4, 4, 10, 1])
    assert sizes[:3] == [sizes[5]] * 3
    assert sizes[3] == sizes[4]
    assert sizes[6] == 0
    text, layout = laid_recognised([RecognisedLine("甲\n乙\ud800\x01", Box(0, 0, 20, 9))], 100, 100, "ocr")
    assert text == "甲 乙"
    assert layout.lines[1].size > 0


def test_columns_come_one_after_another() -> None:
    lines = [
        RecognisedLine(text, Box(x, y, x + 100, y + 10))
        for text, x, y in (("二", 0, 12), ("四", 120, 12), ("一", 0, 0), ("三", 120, 0))
    ]
    assert "".join(line.text for line in in_columns(lines)) == "一二三四"


def test_pictures_that_are_none_or_claim_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_scan(tmp_path / "a.png")
    assert scan_picture(open_scan(path))[:2] == b"\xff\xd8"
    monkeypatch.setattr(scan, "MOST_PIXELS", 100)
    with pytest.raises(ScanError, match="more than any page"):
        open_scan(path)
    monkeypatch.undo()
    path.write_bytes(path.read_bytes()[:2000])
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(ScanError):
        open_scan(path)


FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")


@pytest.mark.slow
@pytest.mark.skipif(not FONT.exists(), reason="fonts-noto-cjk is not installed")
def test_the_recogniser_reads_what_is_printed() -> None:
    pytest.importorskip("rapidocr", reason="requirements-ocr.txt is not installed")
    image = Image.new("L", (1200, 300), 255)
    ImageDraw.Draw(image).text((40, 80), "今年的麦子早熟了", fill=0, font=ImageFont.truetype(FONT, 64))
    (line,) = recogniser()(image)
    assert line.text == "今年的麦子早熟了"
    assert line.confidence > 0.9
