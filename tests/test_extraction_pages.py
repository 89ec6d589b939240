"""What extract knows of a page beside its text: places of lines that fit the raw text, spreads, pictures, doubts."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from scripts.commands.extract import main
from scripts.extraction.extracted import ExtractedPage
from scripts.extraction.layoutfile import read_layout
from scripts.extraction.pdfpages import read_pages
from tests.pdfs import draw_pdf, write_pdf

COLUMN = [("本报讯今年的麦子早", 120, 660, 10), ("熟了，机器开进村里，大家", 100, 645, 10), ("都说好。", 100, 630, 10)]
HEADLINE = ("麦子熟了", 100, 700, 24)


def only(path: Path, *, pictures: bool = False) -> ExtractedPage:
    (page,) = read_pages(path, pictures=pictures)
    return page


def test_every_line_of_the_raw_text_has_its_place(tmp_path: Path) -> None:
    page = only(write_pdf(tmp_path / "a.pdf", [[*COLUMN, HEADLINE, ("村口的老槐树下", 300, 660, 10)]]))
    assert page.layout
    rows = page.text.split("\n")
    assert sorted(page.layout.lines) == [n for n, row in enumerate(rows, 1) if row]
    assert (page.layout.width, page.layout.height) == (600, 800)
    head = page.layout.lines[rows.index("麦子熟了") + 1]
    assert head.size == pytest.approx(24)
    assert head.baseline == pytest.approx(100)
    assert list(head.box[::2]) == pytest.approx([100, 196], abs=0.5)
    assert head.box.top < 100 < head.box.bottom
    assert head.upright
    assert head.font == "STSong-Light"


def test_wide_gaps_part_a_line_and_an_indent_is_counted(tmp_path: Path) -> None:
    lines = [("麦子熟了", 100, 700, 10), ("谷子", 300, 700, 10)]
    page = only(write_pdf(tmp_path / "a.pdf", [lines]))
    assert page.layout
    (number,) = page.layout.lines
    parts = page.layout.lines[number].parts
    text = page.text.split("\n")[number - 1]
    assert [text[part.start :][:2] for part in parts] == ["麦子", "谷子"]
    assert [round(part.left) for part in parts] == [100, 300]


def test_a_sheet_set_sideways_is_seen_upright(tmp_path: Path) -> None:
    upwards = [(text, 800 - y, x, size) for text, x, y, size in COLUMN]
    page = only(write_pdf(tmp_path / "a.pdf", [upwards], turned=True), pictures=True)
    assert page.layout
    assert (page.layout.width, page.layout.height) == (800, 600)
    first, second, _ = (page.layout.lines[n] for n in sorted(page.layout.lines))
    assert first.upright
    assert first.box.top < second.box.top
    assert first.box.left > second.box.left
    with Image.open(io.BytesIO(page.picture)) as image:
        assert image.width > image.height


def test_upright_text_runs_down(tmp_path: Path) -> None:
    down = [(char, 50, 700 - 11 * n, 10) for n, char in enumerate("家门口的服务")]
    page = only(write_pdf(tmp_path / "a.pdf", [down]))
    assert page.layout
    (line,) = page.layout.lines.values()
    assert not line.upright
    assert line.box.height == pytest.approx(65, abs=1)
    assert line.box.width == pytest.approx(10, abs=0.5)


def test_two_pages_side_by_side_come_as_two(tmp_path: Path) -> None:
    left = [("左边的版面上说的事情", 60, 700 - 15 * n, 10) for n in range(9)]
    right = [("右边的版面上说的事情", 760, 700 - 15 * n, 10) for n in range(9)]
    path = write_pdf(
        tmp_path / "a.pdf", [[line for pair in zip(left, right, strict=True) for line in pair]], width=1200
    )
    one, other = read_pages(path, pictures=True)
    assert one.text.split() == ["左边的版面上说的事情"] * 9
    assert other.text.split() == ["右边的版面上说的事情"] * 9
    assert one.layout
    assert other.layout
    assert one.layout.width + other.layout.width == pytest.approx(1200)
    place = other.layout.lines[1].box.left + one.layout.width
    assert place == pytest.approx(760, abs=1)
    with Image.open(io.BytesIO(one.picture)) as image:
        assert image.width < image.height
    across = [*left, *right, ("横跨两个版面的一行大字标题", 400, 740, 40)]
    (whole,) = read_pages(write_pdf(tmp_path / "b.pdf", [across], width=1200))
    assert [finding.code for finding in whole.findings] == ["pdf-spread"]


def test_rules_boxes_and_pictures_are_known_and_cut_out(tmp_path: Path) -> None:
    content = (
        "0.9 g 100 500 200 50 re f 1 g 100 400 200 50 re f 0 G 0.5 w 100 300 m 300 300 l S "
        "q 200 0 0 120 320 500 cm /Im0 Do Q q 10 0 0 10 20 20 cm /Im0 Do Q"
    )
    page = only(draw_pdf(tmp_path / "a.pdf", [HEADLINE], content), pictures=True)
    assert page.layout
    (box,) = page.layout.boxes
    assert tuple(map(round, box)) == (100, 250, 300, 300)
    (rule,) = page.layout.rules
    assert round(rule.middle[1]) == 500
    (picture,) = page.layout.pictures
    assert tuple(map(round, picture.box)) == (320, 180, 520, 300)
    with Image.open(io.BytesIO(page.cuts[0])) as image:
        assert image.format == "JPEG"
        assert image.width / image.height == pytest.approx(200 / 120, rel=0.02)
        assert not image.getexif()


@pytest.mark.parametrize(
    ("clip", "seen"),
    [
        ("360 520 100 60 re W n", (360, 220, 460, 280)),
        ("340 510 100 100 re W n 360 400 200 180 re W n", (360, 220, 440, 290)),
        ("300 400 m 600 400 l 600 700 l 300 700 l h W n", (320, 180, 520, 300)),
        ("0 0 10 10 re W n", None),
    ],
)
def test_a_picture_that_is_cropped_where_it_is_placed_is_what_shows(
    clip: str, seen: tuple[int, ...] | None, tmp_path: Path
) -> None:
    content = f"q {clip} q 200 0 0 120 320 500 cm /Im0 Do Q Q"
    page = only(draw_pdf(tmp_path / "a.pdf", [HEADLINE], content))
    assert page.layout
    assert [tuple(map(round, picture.box)) for picture in page.layout.pictures] == ([seen] if seen else [])


def test_letters_drawn_as_shapes_are_told(tmp_path: Path) -> None:
    letter = "{x} 500 m {a} 510 l {a} 515 l {x} 520 l {b} 515 l {b} 510 l {x} 505 l {b} 502 l {x} 500 l f "
    content = "".join(letter.format(x=50 + 5 * n, a=53 + 5 * n, b=48 + 5 * n) for n in range(100))
    page = only(draw_pdf(tmp_path / "a.pdf", [HEADLINE], content))
    assert [finding.code for finding in page.findings] == ["pdf-curves"]
    assert "100" in page.findings[0].message


def test_extract_writes_three_files_that_fit(tmp_path: Path) -> None:
    pdf = draw_pdf(tmp_path / "2022-04-11.pdf", [*COLUMN, HEADLINE], "q 200 0 0 120 320 500 cm /Im0 Do Q")
    command = [str(pdf), "--raw", str(tmp_path / "raw"), "--quiet"]
    assert main(command) == 0
    folder = tmp_path / "raw/2022/04/11"
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["01.layout.json", "01.page.jpg", "01.picture-1.jpg", "01.txt"]
    layout = read_layout(folder / "01.layout.json")
    assert layout.picture == "01.page.jpg"
    assert layout.pictures[0].file == "01.picture-1.jpg"
    rows = (folder / "01.txt").read_text("utf-8").split("\n")
    assert sorted(layout.lines) == [n for n, row in enumerate(rows, 1) if row]
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert main(command) == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    draw_pdf(pdf, [*COLUMN, HEADLINE], "")
    assert main(command) == 0
    assert not (folder / "01.picture-1.jpg").exists(), "a picture that is no more on the page goes"
    assert main([*command, "--no-pictures"]) == 0


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_that_the_file_turns_is_seen_as_a_viewer_shows_it(rotation: int, tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [[*COLUMN, HEADLINE]], extra=f"/Rotate {rotation}")
    with pypdfium2.PdfDocument(path) as document:
        size = document[0].get_size()
    page = only(path)
    assert page.layout
    # the text runs sideways on the page as shown, so it is turned back
    assert {size, size[::-1]} >= {(page.layout.width, page.layout.height)}
    head = page.layout.lines[page.text.split("\n").index("麦子熟了") + 1]
    assert head.upright
    assert tuple(map(round, head.box[:2])) == (100, 79)


def test_a_page_without_size_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    page = only(write_pdf(tmp_path / "a.pdf", [COLUMN], extra="/CropBox[700 900 800 1000]"), pictures=True)
    assert not page.text
    assert [finding.code for finding in page.findings] == ["pdf-page-broken"]
