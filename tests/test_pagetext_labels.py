from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from scripts.edition.label import Label
from scripts.pagetext import convert
from scripts.pagetext.folio import lettered_folio, page_name
from scripts.pagetext.marks import cut_glued, line_mark
from scripts.pagetext.pagelabels import label_in, reference, reference_behind

RAW = Path(__file__).parent / "sections" / "raw"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("（下转第二版）", "2"),
        ("（下转第十二版）", "12"),
        ("下转A05版", "A5"),
        ("▶▶A03", "A3"),
        ("詳見A2", "A2"),
        ("（上接B1版）", "B1"),
        ("（上接 AA 12 版）", "AA12"),
        ("下转A2、A3版", "A2"),
        ("NBA2版", "2"),  # no label has three letters
        ("下转1000版", None),
        ("下转本报", None),
    ],
)
def test_a_jump_line_names_a_page(text: str, label: str | None) -> None:
    assert label_in(text) == (Label.parse(label) if label else None)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("（下转第二版）", "2"),
        ("下转第二版、第三版", "2"),
        ("（下转A03版·要闻）", "A3"),
        ("★★详细报道见 A06", "A6"),
        ("（更多内容请看 03 版）", "3"),
        ("相关报道见三版", "3"),
        ("要闻·2版", "2"),
        (">>>6版", "6"),
        ("三版", "3"),
        ("A3", "A3"),
        ("“阅览室”一墙之隔是“工作坊”", None),  # a number word that numbers no page
        ("【一线来信】老桥新灯", None),
        ("21年守一座灯塔", None),
        ("第三届校运会", None),
        ("管中窥见一斑", None),
        ("三面包车相撞", None),
        ("新桥合龙，渡轮停航 见3版", None),  # a headline with its reference: more than a reference
        ("下转本报", None),
    ],
)
def test_only_what_does_nothing_else_is_a_reference(text: str, label: str | None) -> None:
    assert reference(text) == (Label.parse(label) if label else None)


@pytest.mark.parametrize(
    "parted",
    [
        "万亩药材下山来|（2版）",
        "夜班公交延长 |>>B3",
        "地铁 2号线| 见3版",
        "渡轮停航| 详见A03版",
        "会展开幕|▶A5",
        "会展开幕|7版",
        "山乡行（3）|（三版）",
    ],
)
def test_a_reference_behind_words_is_cut_from_them(parted: str) -> None:
    words, behind = parted.split("|")
    at = reference_behind(words + behind)
    assert at is not None
    assert (words + behind)[at:].strip() == behind.strip()


@pytest.mark.parametrize(
    "text",
    [
        "山乡行（3）",
        "花开见三春",
        "学校再见3年",
        "新桥合龙（组图）",
        "亩产首破 1000",
        "第3版",
        "今日8版",
        "手册出第2版",
    ],
)
def test_what_only_looks_like_a_reference_stays_with_its_words(text: str) -> None:
    assert reference_behind(text) is None


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("A2 要聞 2025年11月28日 星期五", "folio"),
        ("A2要闻 2025年11月28日 星期五", "folio"),
        ("2025年11月28日 星期五 A3城事", "folio"),
        ("澜洲都会报 A5 2025.11.28", "folio"),
        ("A1要闻 责编 石亦舟 美编 罗青", "folio"),
        ("B1/财经", "folio"),
        ("A03 | 城事", "folio"),
        ("T1｜周末特刊 2025年11月28日", "folio"),
        ("下转A05版", "jump-to"),
        ("下转A05", "jump-to"),
        ("（上接B1版）", "jump-from"),
        ("詳見A2", "pointer"),
        ("▶▶A03", "pointer"),
        ("详见T1", "pointer"),
        ("A1高速公路2025年11月28日起收费减半", ""),
        ("C919客机2025年11月28日首飞", ""),
    ],
)
def test_what_a_line_is_by_its_label(text: str, mark: str) -> None:
    assert line_mark(text) == mark


@pytest.mark.parametrize("text", ["老渡轮改成水上书房 ▶▶A2", "花市提前三天开灯 详见T1", "老渡轮改成水上书房▶B03"])
def test_a_reference_glued_to_its_headline_comes_off(text: str) -> None:
    cut = cut_glued(text)
    assert cut is not None
    assert cut.rule == "pointer"


def test_a_headline_with_a_number_is_no_folio() -> None:
    assert not lettered_folio("G20峰会在澜洲开幕")
    assert not lettered_folio("A股连涨四周")


def test_a_page_has_its_name_from_a_folio_with_letters() -> None:
    assert page_name("A2要聞 2025年11月28日 星期五") == "要聞"
    assert page_name("B1/财经") == "财经"
    assert page_name("T1｜周末特刊 2025年11月28日") == "周末特刊"
    assert page_name("2025年11月28日 星期五 A3城事") == "城事"


def test_pages_of_one_file_are_counted_on_in_their_section() -> None:
    pages = convert("甲。\f乙。\f丙。".encode(), date=dt.date(2025, 11, 28), page=Label(9, "B"))
    assert [page.page.number.file for page in pages] == ["B09", "B10", "B11"]


def test_jumps_and_references_lead_over_sections() -> None:
    found = {}
    for path in sorted(RAW.rglob("*.txt")):
        label, _, name = path.stem.partition("-")
        (page,) = convert(path.read_bytes(), date=dt.date(2025, 11, 28), page=Label.parse(label), name=name)
        assert page.conserved
        assert not page.unplaced
        found[label] = page.items
    jumps = {(label, item.title): (item.jump_to, item.jump_from) for label, items in found.items() for item in items}
    assert {key: value for key, value in jumps.items() if any(value)} == {
        ("A01", "东湾跨海步道今天开通"): (Label(3, "A"), None),
        ("A01", "早市摊位费明年起按天收"): (Label(1, "B"), None),
        ("A01", "老渡轮改成水上书房"): (Label(2, "A"), None),
        ("A01", "花市提前三天开灯"): (Label(1, "T"), None),
        ("A03", "东湾跨海步道今天开通"): (None, Label(1, "A")),
        ("B01", "早市摊位费明年起按天收"): (None, Label(1, "A")),
    }
