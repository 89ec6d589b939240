"""An edition as a PDF: what is in it, that it is the same each time, and that page text makes it load nothing."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from scripts.edition.label import Label
from scripts.edition.model import Edition, Item, Page
from scripts.press.outputs import pdf
from scripts.press.settings import paper_of
from scripts.press.settingshape import SettingsError
from tests.press import kit

SETTINGS = """SITEURL = 'https://paper.example/daily'
VARIANTS = {'zh-Hant-TW': None}
PRODUCERS_ON = ('pdf',)
"""
BODY = (
    "渡口今晨重开，票价一元。\n\n## 小标题\n\n![外](https://elsewhere.example/a.png) ![里](file:///etc/hostname) "
    "![缺](images/none.png)\n\n[链接](https://elsewhere.example/)"
)


FRONT = Label(1)


@pytest.fixture(scope="module")
def edition() -> Edition:
    items = (
        Item(
            kit.START,
            Label(1),
            1,
            title="渡口“重开” <b>&</b> 灯亮",
            kicker="封闭十九个月",
            authors=("陆知遥",),
            body=BODY,
        ),
        Item(
            kit.START,
            Label(1),
            2,
            title="活图",
            kind="photo",
            image="images/a.svg",
            image_alt="渡口",
            body="图片说明。",
        ),
        Item(kit.START, Label(2), 1, title="次条", body="长文。" * 900),
    )
    return Edition(kit.START, "88", (Page(Label(1), "要闻"), Page(Label(2), "副刊")), items)


@pytest.fixture(scope="module")
def site(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        pdf._weasyprint()
    except SettingsError as error:
        pytest.skip(str(error).splitlines()[0])
    options = kit.project(tmp_path_factory.mktemp("pdf"), SETTINGS)
    kit.write_edition(options.content, edition)
    kit.built(options)
    return options.output


@pytest.mark.parametrize(("prefix", "words"), [("", ("岚汀日报", "重开")), ("zh-hant-tw/", ("嵐汀日報", "重開"))])
def test_an_edition_is_on_paper_as_it_was_printed(site: Path, prefix: str, words: tuple[str, str]) -> None:
    document = pypdfium2.PdfDocument((site / prefix / "2024/01/29/2024-01-29.pdf").read_bytes())
    texts = [page.get_textpage().get_text_bounded() for page in document]
    assert all(word in texts[0] for word in (*words, "<b>&</b>", "2024年1月29日", "1 / 3"))
    assert len(texts) == 3  # a page of the paper begins on a new sheet, and the long item goes on
    assert texts[2].count("2024年1月29日") == 1
    assert [round(side) for side in document[0].get_size()] == [595, 842]
    bookmarks = [(one.level, one.get_title()) for one in document.get_toc()]
    assert [level for level, _ in bookmarks] == [0, 1, 1, 0, 1]
    assert [title for _, title in bookmarks][3:] == ["第2版 副刊", "次條" if prefix else "次条"]
    assert document.get_metadata_dict()["Title"] == f"{words[0]} 2024年1月29日"
    assert pypdfium2.raw.FPDFCatalog_IsTagged(document.raw)


def test_the_same_edition_gives_the_same_bytes_and_is_offered(site: Path, edition: Edition, tmp_path: Path) -> None:
    options = kit.project(tmp_path, SETTINGS)
    kit.write_edition(options.content, edition)
    kit.built(replace(options, theme=Path(__file__).parent.parent / "theme"))
    name = "zh-hant-tw/2024/01/29/2024-01-29.pdf"
    assert (options.output / name).read_bytes() == (site / name).read_bytes()
    assert f'href="/daily/{name}" download>PDF</a>' in (options.output / "zh-hant-tw/2024/01/29/index.html").read_text()


def test_a_webp_is_held_as_jpeg_on_white() -> None:
    image_module = pytest.importorskip("PIL.Image")
    out = io.BytesIO()
    image_module.new("RGBA", (40, 30), (0, 0, 0, 0)).save(out, "WEBP", lossless=True)
    kind, data = pdf._for_paper("image/webp", out.getvalue())
    assert (kind, data) == pdf._for_paper("image/webp", out.getvalue())
    image = image_module.open(io.BytesIO(data))
    assert (kind, image.format, image.size, image.getpixel((5, 5))) == ("image/jpeg", "JPEG", (40, 30), (255, 255, 255))
    assert pdf._for_paper("image/webp", b"RIFF") == ("image/webp", b"RIFF")


def test_it_is_made_only_when_asked_for(tmp_path: Path) -> None:
    options = kit.project(tmp_path)
    kit.write_edition(options.content, kit.make_edition(random.Random(1), kit.START))
    kit.built(options)
    assert not list(options.output.rglob("*.pdf"))
    with pytest.raises(SettingsError, match="PRODUCERS_ON: 'pfd'"):
        paper_of({"SITENAME": "岚汀日报", "PRODUCERS_ON": ("pfd",)})


def test_what_is_missing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    pdf._weasyprint.cache_clear()
    options = kit.project(tmp_path, SETTINGS)
    kit.write_edition(options.content, kit.make_edition(random.Random(1), kit.START))
    with pytest.raises(SettingsError, match=r"requirements-print\.txt"):
        kit.built(options)
    pdf._weasyprint.cache_clear()
