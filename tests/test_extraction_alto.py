"""ALTO and METS in: every version and unit reads alike, what is told of order, hyphens and confidence is heard."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from PIL import Image

from scripts.commands.convert import main as convert
from scripts.commands.extract import main as extract
from scripts.edition.pagefile import read_page_file
from scripts.extraction.alto import alto_pages
from scripts.extraction.altopages import read_alto
from scripts.extraction.extracted import ExtractedPage, SourceError
from scripts.extraction.layoutfile import read_layout
from scripts.extraction.safexml import XmlError, kind_of, parse_xml
from tests.library import alto, library, mets, scan
from tests.test_pagetext_printed import TWO_STORIES

COLUMN = [("本报讯今年的麦子早", 120, 660, 10), ("熟了，机器开进村里，大家", 100, 645, 10), ("都说好。", 100, 630, 10)]
HEADLINE = ("麦子熟了", 100, 700, 24)


def run(*words: object) -> int:
    return extract([*map(str, words), "--lang", "en"])


def only(path: Path, text: str, *, pictures: bool = False) -> ExtractedPage:
    path.write_text(text, "utf-8")
    (page,) = read_alto(path, pictures=pictures)
    return page


@pytest.mark.parametrize("version", [2, 3, 4])
@pytest.mark.parametrize("unit", ["mm10", "inch1200", "pixel"])
def test_versions_and_units_read_alike(version: int, unit: str, tmp_path: Path) -> None:
    page = only(tmp_path / "0001.xml", alto([HEADLINE, *COLUMN], version=version, unit=unit))
    assert page.text == "麦子熟了\n\n　　本报讯今年的麦子早\n熟了，机器开进村里，大家\n都说好。"
    assert page.layout
    assert page.layout.source == "alto"
    assert [page.layout.width, page.layout.height] == pytest.approx([600, 800], abs=1)
    head = page.layout.lines[1]
    assert head.size == pytest.approx(24, rel=0.04)
    assert list(head.box[::2]) == pytest.approx([100, 196], abs=0.5)
    assert len({line.size for n, line in page.layout.lines.items() if n > 1}) == 1


def test_spaces_between_han_characters_are_typesetting_and_wide_ones_are_text(tmp_path: Path) -> None:
    spaced = alto([("大家都说好", 100, 600, 10)], spaces=True)
    assert only(tmp_path / "a.xml", spaced).text == "大家都说好"
    two = alto([("甲", 100, 600, 10)]).replace(
        "</TextLine>", '<SP/><String CONTENT="乙" HPOS="2600" VPOS="3200" WIDTH="160" HEIGHT="150"/></TextLine>'
    )
    page = only(tmp_path / "b.xml", two)
    assert page.text == "甲 乙"
    assert page.layout
    (line,) = page.layout.lines.values()
    assert [part.start for part in line.parts] == [0, 2]
    latin = alto([("GDP", 100, 600, 10)]).replace("</TextLine>", '<SP/><String CONTENT="up"/></TextLine>')
    assert only(tmp_path / "c.xml", latin).text == "GDP up"


def test_a_hyphen_of_the_line_is_soft_and_one_of_the_word_stays(tmp_path: Path) -> None:
    strings = '<String CONTENT="{0}" SUBS_TYPE="HypPart1" SUBS_CONTENT="{1}"/><HYP CONTENT="-"/></TextLine>'
    for first, whole, shown in (("news", "newspaper", "news\u00ad"), ("Jean", "Jean-Luc", "Jean-")):
        text = alto([("甲", 100, 600, 10)]).replace("</TextLine>", strings.format(first, whole))
        assert only(tmp_path / "a.xml", text).text.endswith(shown)


def test_confidence_by_word_by_character_and_by_hand(tmp_path: Path) -> None:
    low = alto([HEADLINE, COLUMN[1]], confidence=[0.4, 0.9])
    page = only(tmp_path / "a.xml", low)
    assert page.layout
    assert [line.confidence for line in page.layout.lines.values()] == pytest.approx([0.4, 0.9])
    by_character = low.replace('WC="0.4"', 'CC="0 9 0 9"')
    assert only(tmp_path / "b.xml", by_character).layout.lines[1].confidence == pytest.approx(0.5)  # type: ignore[union-attr]
    corrected = low.replace('WC="0.4"', 'WC="0.4" CS="true"')
    assert only(tmp_path / "c.xml", corrected).layout.lines[1].confidence == 1  # type: ignore[union-attr]


def test_order_is_the_files_unless_it_tells_another(tmp_path: Path) -> None:
    lines = [("一", 100, 700, 10), ("二", 100, 600, 10), ("三", 100, 500, 10)]
    text = alto(lines)
    assert only(tmp_path / "a.xml", text).text.split() == ["一", "二", "三"]
    chained = text.replace('<TextBlock ID="B2"', '<TextBlock ID="B2" IDNEXT="B0"')
    assert only(tmp_path / "b.xml", chained).text.split() == ["二", "三", "一"]
    circle = chained.replace('<TextBlock ID="B0"', '<TextBlock ID="B0" IDNEXT="B2"')
    assert sorted(only(tmp_path / "c.xml", circle).text.split()) == ["一", "三", "二"]
    refs = "".join(f'<ElementRef ID="R{n}" REF="B{n}"/>' for n in (2, 0, 1))
    ordered = text.replace(
        "<Layout>", f'<ReadingOrder><OrderedGroup ID="G">{refs}</OrderedGroup></ReadingOrder><Layout>'
    )
    assert only(tmp_path / "d.xml", ordered).text.split() == ["三", "一", "二"]


def test_styles_are_inherited_and_shapes_and_upright_lines_are_known() -> None:
    text = alto([("家门口的服务", 100, 700, 10)]).replace(
        "<Layout>",
        '<Styles><TextStyle ID="S1" FONTSIZE="36" FONTFAMILY="Song" FONTCOLOR="C00000"/></Styles><Layout>',
    )
    block = '<TextBlock ID="X" STYLEREFS="S1"><Shape><Polygon POINTS="0,0 100,0 100,500 0,500"/></Shape>'
    down = '<TextLine HPOS="100" VPOS="100" WIDTH="600" HEIGHT="3600"><String CONTENT="村里的麦子熟"/></TextLine>'
    rule = '<GraphicalElement ID="G" HPOS="0" VPOS="50" WIDTH="5000" HEIGHT="10"/>'
    box = '<GraphicalElement ID="F" HPOS="0" VPOS="50" WIDTH="5000" HEIGHT="3000"/>'
    photo = (
        '<ComposedBlock ID="C"><Illustration ID="I" HPOS="0" VPOS="9000" WIDTH="3000" HEIGHT="2000"/></ComposedBlock>'
    )
    text = text.replace("</PrintSpace>", f"{block}{down}</TextBlock>{rule}{box}{photo}</PrintSpace>")
    (page,) = alto_pages(parse_xml(text.encode()))
    line = page.lines[-1]
    assert (line.size, line.font, line.colour, line.upright) == (36, "Song", "#c00000", False)
    assert (len(page.rules), len(page.boxes), len(page.pictures)) == (1, 1, 1)


def test_pixels_without_a_resolution_are_measured_by_the_sizes_or_the_page() -> None:
    plain = alto([HEADLINE, *COLUMN], unit="pixel")
    (page,) = alto_pages(parse_xml(plain.encode()))
    assert page.height == pytest.approx(800, abs=1)  # 3,333 pixels are a tabloid at 300 dots per inch
    large = plain.replace('HEIGHT="3333"', 'HEIGHT="9000"')
    (page,) = alto_pages(parse_xml(large.encode()))
    assert page.height == pytest.approx(9000 * 72 / 400)
    (page,) = alto_pages(parse_xml(plain.encode()), 150)
    assert page.height == pytest.approx(1600, abs=1)


def test_lines_without_a_place_keep_their_text(tmp_path: Path) -> None:
    bare = '<TextBlock ID="X"><TextLine><String CONTENT="没有位置的一行"/></TextLine></TextBlock>'
    page = only(tmp_path / "a.xml", alto([HEADLINE]).replace("</PrintSpace>", f"{bare}</PrintSpace>"))
    assert "没有位置的一行" in page.text
    assert page.layout is None
    assert [one.code for one in page.findings] == ["alto-no-place"]


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE alto [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><alto><Layout><Page>&c;</Page></Layout></alto>'
)
FETCH = '<!DOCTYPE alto [<!ENTITY x SYSTEM "file:///etc/passwd">]><alto><Layout><Page>&x;</Page></Layout></alto>'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BOMB, "entities"),
        (FETCH, "entities"),
        ("<alto><Layout>", "end of data"),
        ("", ""),
        ("<mets/>", "<mets>"),
        ("<alto/>", "Page"),
        ("<alto>" + "<a>" * 400, ""),
    ],
)
def test_what_is_no_alto_or_not_safe_is_refused(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(text, "utf-8")
    with pytest.raises(SourceError) as caught:
        list(read_alto(path))
    assert caught.value.finding.code == "alto-broken"
    assert words in caught.value.finding.message


def test_the_root_is_known_without_reading_all(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    for text, kind in ((alto([HEADLINE]), "alto"), (mets([]), "mets"), ("<x/>", "x"), ("text", ""), ("", "")):
        path.write_text(text, "utf-8")
        assert kind_of(path) == kind
    with pytest.raises(XmlError):
        parse_xml(b"\x00\x01")


def test_a_librarys_issue_becomes_an_edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    photo = '<Illustration ID="I1" HPOS="240" VPOS="1800" WIDTH="800" HEIGHT="400"/>'
    folder = library(tmp_path / "issue", TWO_STORIES, TWO_STORIES[-5:])
    page = folder / "alto/0001.xml"
    page.write_text(page.read_text("utf-8").replace("</PrintSpace>", f"{photo}</PrintSpace>"), "utf-8")
    assert run(folder, "--raw", "raw", "--quiet") == 0
    raw = tmp_path / "raw/1936/04/11"
    assert sorted(path.name for path in raw.iterdir()) == [
        "A01.layout.json",
        "A01.page.jpg",
        "A01.picture-1.jpg",
        "A01.txt",
        "A02.layout.json",
        "A02.page.jpg",
        "A02.txt",
    ]
    layout = read_layout(raw / "A01.layout.json")
    assert (layout.source, layout.picture) == ("alto", "A01.page.jpg")
    with Image.open(io.BytesIO((raw / "A01.page.jpg").read_bytes())) as image:
        assert max(image.size) == 2400
        assert not image.getexif()
    assert convert(["raw", "--content", "content", "--quiet"]) == 0
    items = sorted(path.name for path in (tmp_path / "content/1936/04/11").glob("A01-*.md"))
    assert len(items) == 2
    first = (tmp_path / "content/1936/04/11" / items[0]).read_text("utf-8")
    assert "title: 麦子熟了大家都高兴" in first
    assert "明年还要再种一些新的品种，请专家来看。" in first
    areas = read_page_file(tmp_path / "content/1936/04/11/A01.page.json")
    assert areas.source == "alto"
    assert [area.item for area in areas.areas] == ["A01-01", "A01-02"]


def test_a_folder_of_alto_without_mets_is_taken_by_name_and_date(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "1936-04-11"
    folder.mkdir()
    (folder / "0001.xml").write_text(alto([HEADLINE], image="C:\\scans\\p1.jpg"), "utf-8")
    (folder / "0002.xml").write_text(alto([HEADLINE, *COLUMN]), "utf-8")
    (folder / "0002.pdf").write_bytes(b"%PDF-1.4")
    scan(folder / "p1.jpg")
    assert run(folder, "--raw", tmp_path / "raw") == 0
    assert "ALTO of the same name" in capsys.readouterr().err
    names = sorted(path.name for path in (tmp_path / "raw/1936/04/11").iterdir())
    assert names == ["01.layout.json", "01.page.jpg", "01.txt", "02.layout.json", "02.txt"]


def test_the_number_that_a_file_says_is_printed_is_its_label(tmp_path: Path) -> None:
    folder = tmp_path / "1936-04-11"
    folder.mkdir()
    for n, printed in enumerate(("B3", "[B4]", ""), 1):
        text = alto([HEADLINE]).replace("<Page ", f'<Page PRINTED_IMG_NR="{printed}" ')
        (folder / f"0000{n}.xml").write_text(text, "utf-8")
    assert run(folder, "--raw", tmp_path / "raw", "--quiet") == 0
    assert sorted(path.stem for path in (tmp_path / "raw").rglob("*.txt")) == ["B03", "B04", "B05"]


@pytest.mark.parametrize("href", ["../other.xml", "/etc/passwd", "http://example.org/a.xml", "missing.xml"])
def test_mets_reads_nothing_outside_of_its_folder(
    href: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other.xml").write_text(alto([HEADLINE]), "utf-8")
    folder = tmp_path / "issue"
    folder.mkdir()
    (folder / "0002.xml").write_text(alto([HEADLINE]), "utf-8")
    (folder / "mets.xml").write_text(mets([(href, "", "1"), ("file://./0002.xml", "", "[2]")]), "utf-8")
    code = run(folder / "mets.xml", "--raw", tmp_path / "raw")
    assert code == (1 if href == "missing.xml" else 0)
    assert [path.name for path in (tmp_path / "raw").rglob("*.txt")] == ["02.txt"]
    assert ("missing.xml" in capsys.readouterr().err) == (href == "missing.xml")


def test_other_xml_says_what_it_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.xml").write_text("<premis/>", "utf-8")
    assert run(tmp_path / "a.xml", "--raw", tmp_path / "raw", "--date", "2022-04-11") == 1
    assert "neither ALTO nor METS" in capsys.readouterr().err
    (tmp_path / "mets.xml").write_text(mets([]), "utf-8")
    assert run(tmp_path / "mets.xml", "--raw", tmp_path / "raw", "--date", "2022-04-11") == 1
    assert "names no page" in capsys.readouterr().err


@pytest.mark.parametrize("seed", range(40))
def test_spoilt_files_are_read_or_refused_and_never_crash(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    whole = alto([HEADLINE, *COLUMN], version=draw.choice([2, 3, 4]), unit=draw.choice(["mm10", "inch1200", "pixel"]))
    issue = mets([("0001.xml", "", "1"), ("0002.xml", "", "2")])
    for name, text in (("0001.xml", whole), ("mets.xml", issue)):
        for _ in range(draw.choice((1, 4, 20))):
            at = draw.randrange(len(text))
            new = draw.choice(
                ["", "-", "9e9", "NaN", '"', "<", "1e400", "麦", " ", text[draw.randrange(len(text)) :][:40]]
            )
            text = text[:at] + new + text[at + draw.randrange(3) :]
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "0002.xml").write_text(whole, "utf-8")
    assert run(tmp_path, "--raw", tmp_path / "raw", "--date", "2022-04-11", "--quiet") in (0, 1, 2)
    for path in (tmp_path / "raw").rglob("*.layout.json"):
        read_layout(path)
