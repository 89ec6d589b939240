"""A day that begins with a PDF: captions, photographers and pictures come in by themselves, and readers see them.

The PDF is our own: two stories, and a photo with its caption and credit set below it.
"""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from PIL import Image

from scripts.commands import build, check, convert, extract
from scripts.edition import frontmatter
from scripts.edition.model import Item
from tests.pdfs import draw_pdf
from tests.test_pagetext_printed import TWO_STORIES

ROOT = Path(__file__).parent.parent
BELOW = [("机器开进村里来。", 60, 300, 9), ("本报记者 李小满 摄", 200, 286, 9)]
PICTURE = "q 200 0 0 100 60 312 cm /Im0 Do Q"


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("2022-04-11").mkdir()
    draw_pdf(Path("2022-04-11/01.pdf"), [*TWO_STORIES, *BELOW], PICTURE)
    assert extract.main(["2022-04-11", "--quiet"]) == 0  # a whole issue's folder at once
    assert convert.main(["raw/2022/04/11", "--review", "review", "--quiet"]) == 0
    return tmp_path


def photo(paper: Path) -> Item:
    items = [frontmatter.parse(path.read_text("utf-8")).item for path in paper.glob("content/2022/04/11/*.md")]
    (item,) = [item for item in items if item is not None and item.kind == "photo"]
    return item


def test_caption_photographer_and_picture_come_in_by_themselves(paper: Path) -> None:
    item = photo(paper)
    assert (item.body, item.credit, item.authors) == ("机器开进村里来。", "本报记者 李小满 摄", ("李小满",))
    assert item.image == "images/01.picture-1.jpg"
    with Image.open(io.BytesIO((paper / "content/2022/04/11" / item.image).read_bytes())) as picture:
        assert picture.width / picture.height == pytest.approx(2, rel=0.05)  # as it was placed on the page


def test_check_has_nothing_for_an_editor_to_type(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert check.main(["content/2022/04/11", "--format", "json"]) == 0
    findings = json.loads(capsys.readouterr().out)["findings"]
    of_photo = [f for f in findings if f["path"].endswith("01-03.md")]
    assert [(f["code"], f["severity"]) for f in of_photo] == [("alt-missing", "note")]
    assert photo(paper).review == ()


def test_the_report_shows_the_photo_without_asking(paper: Path) -> None:
    html = (paper / "review/2022/04/11/01.html").read_text("utf-8")
    card = re.search(r'<article class="card photo.*?</article>', html, re.S)
    assert card
    assert "images/01.picture-1.jpg" in card[0]
    assert "李小满" in card[0]
    assert "note warning" not in card[0]


def test_readers_see_picture_caption_and_photographer(paper: Path) -> None:
    how = ["--theme", str(ROOT / "theme"), "--state", "state", "--output", "output", "--no-search", "--quiet"]
    Path("pelicanconf.py").write_text('SITENAME = "田间报"\nSCRIPT = "zh-Hans"\nVARIANTS = {}\n', encoding="utf-8")
    assert build.main([*how, "--content", "content"]) == 0
    html = (paper / "output/2022/04/11/01/03/index.html").read_text("utf-8").replace("<wbr>", "")
    figure = re.search(r"<figure.*?</figure>", html, re.S)
    assert figure
    source = re.search(r'<img[^>]*src="([^"]+)"', figure[0])
    assert source
    assert (paper / "output" / source[1].lstrip("/")).is_file() or (
        paper / "output/2022/04/11/01/03" / source[1]
    ).resolve().is_file()
    assert "机器开进村里来。" in figure[0]
    assert "本报记者 李小满 摄" in figure[0]
