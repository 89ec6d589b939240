"""What weights are learned from: lines find their place in the truth, and their tag. And the weights themselves."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from benchmarks.learn.__main__ import main
from benchmarks.learn.align import Place, align
from benchmarks.learn.documents import documents, sources, without
from benchmarks.learn.fit import Fitted, followed, whole
from benchmarks.learn.gold import gold, kind_of, way_of
from benchmarks.learn.stock import Stock, composers_of, stock_of, story_of, unsigned
from benchmarks.learn.varied import mixture, varied
from benchmarks.typeset.houses import HOUSES
from benchmarks.typeset.orders import ORDERS
from benchmarks.typeset.pages import sheet
from benchmarks.typeset.story import Block
from scripts.edition.label import Label
from scripts.pagetext import convert
from scripts.pagetext.features import PageFeatures
from scripts.pagetext.marks import line_mark
from scripts.pagetext.tags import DRAWN, TAGS, evidence, learned, parse, way_drawn

ROOT = Path(__file__).parent.parent
WEIGHTS = (ROOT / "scripts/pagetext/weights.txt").read_text(encoding="utf-8")

Item = dict[str, Any]
TEA: Item = {
    "kind": "article",
    "headline": ["谷雨前后", "采春茶"],
    "kicker": "云肩村开园",
    "byline": "本报记者 林晚",
    "paragraphs": [
        "清晨，云肩村的茶农上了山。今年春茶比去年早开采四天。",
        "村里有茶园六百亩，鲜叶当天下山，当天进厂。",
        {"crosshead": "价格看涨"},
        "收购价每斤涨了三元，茶农都很高兴。",
    ],
    "jump_to": 3,
    "jump_to_text": "（下转第3版）",
}
ROAD: Item = {
    "kind": "article",
    "headline": ["南门大桥通车"],
    "paragraphs": [
        "南门大桥昨日通车，两岸居民过江不用再绕行。",
        "大桥长八百米，双向六车道，设有人行道。",
        {"crosshead": "夜里亮灯"},
        "入夜后桥上亮起了灯。",
    ],
    "jump_from": 1,
    "jump_from_text": "（上接第1版）",
    "jump_to": 4,
    "jump_to_text": "（下转第4版）",
}
VERSE: Item = {
    "kind": "article",
    "headline": ["夜渡"],
    "paragraphs": ["江面浮起一盏灯", "船家把水声推远", "岸上有人在等", "风从桥洞里出来"],
}
PHOTO: Item = {"kind": "photo", "credit": "林晚 摄", "paragraphs": ["孩子们在新修的操场上跑步，背后是老教学楼。"]}
REFER: Item = {"kind": "refer", "headline": ["老街修缮完工", "下月开街"], "jump_to": 2, "jump_to_text": "（见2版）"}
NOTICE: Item = {
    "kind": "notice",
    "headline": ["遗失声明"],
    "paragraphs": ["周川遗失身份证一张，号码尾数为1234，声明作废。"],
}
FOLIO: Item = {"kind": "furniture", "paragraphs": ["2025年4月20日 星期日 第01版 要闻"]}

CASES: dict[str, tuple[list[Item], str, str]] = {
    "headlines above": (
        [FOLIO, TEA, PHOTO, REFER, NOTICE, VERSE],
        "n",
        """
        F 2025年4月20日 星期日 第01版 要闻
        Hn 云肩村开园
        Hn 谷雨前后
        Hn 采春茶
        Y 本报记者 林晚
        Sh 清晨，云肩村的茶农上了山。今年
        Ch 春茶比去年早开采四天。
        Bh 村里有茶园六百亩，鲜叶当天下山，
        Ch 当天进厂。
        Xh 价格看涨
        Bh 收购价每斤涨了三元，茶农都很高兴。
        JTh （下转第3版）
        PS 孩子们在新修的操场上跑步，
        PC 背后是老教学楼。
        K 林晚 摄
        RS 老街修缮完工
        RC 下月开街
        JP （见2版）
        NT 遗失声明
        NB 周川遗失身份证一张，号码尾数
        NC 为1234，声明作废。
        Hn 夜渡
        Qh 江面浮起一盏灯
        Vh 船家把水声推远
        Vh 岸上有人在等
        Vh 风从桥洞里出来
        """,
    ),
    "headlines below": (
        [ROAD, VERSE],
        "p",
        """
        JF （上接第1版）
        S0 南门大桥昨日通车，两岸居民过
        C0 江不用再绕行。
        B0 大桥长八百米，双向六车道，设有人行道。
        X0 夜里亮灯
        B0 入夜后桥上亮起了灯。
        JT0 （下转第4版）
        Hp 南门大桥通车
        Q0 江面浮起一盏灯
        V0 船家把水声推远
        V0 岸上有人在等
        V0 风从桥洞里出来
        Hp 夜渡
        """,
    ),
    "a headline between two columns": (
        [ROAD],
        "w",
        """
        S0 南门大桥昨日通车，两岸居民过
        Hw 南门大桥通车
        Ch 江不用再绕行。
        Bh 大桥长八百米，双向六车道，设有人行道。
        """,
    ),
    "headlines apart, a column that goes on in mid-paragraph": (
        [TEA, ROAD],
        "f",
        """
        HeB 谷雨前后
        He 采春茶
        HeB 南门大桥通车
        S0 清晨，云肩村的茶农上了山。今年
        S0 南门大桥昨日通车，两岸居民过
        Rm0 春茶比去年早开采四天。
        Rm0 江不用再绕行。
        Rp0 村里有茶园六百亩，鲜叶当天下山，当天进厂。
        """,
    ),
    "columns that go on after another story": (
        [TEA, ROAD],
        "n",
        """
        Hn 谷雨前后采春茶
        Sh 清晨，云肩村的茶农上了山。今年
        Hn 南门大桥通车
        Sh 南门大桥昨日通车，两岸居民过江不用再绕行。
        Rmh 春茶比去年早开采四天。
        Rph 大桥长八百米，双向六车道，设有人行道。
        """,
    ),
}


def rows(case: str) -> list[tuple[str, str]]:
    """Tag and text of each line of a case."""
    lines = [line.strip().split(" ", 1) for line in CASES[case][2].strip().splitlines()]
    return [(tag, text) for tag, text in lines]


@pytest.mark.parametrize("case", CASES)
def test_every_line_gets_the_tag_that_the_truth_gives_it(case: str) -> None:
    items, way, _ = CASES[case]
    wanted = rows(case)
    texts = [text for _, text in wanted]
    got = gold(texts, [line_mark(text) for text in texts], items)
    assert list(zip(got, texts, strict=True)) == wanted
    assert way_of(got) == way


def test_the_cases_show_every_tag() -> None:
    assert {tag for case in CASES for tag, _ in rows(case)} == set(TAGS)


def test_a_short_line_is_placed_where_its_neighbours_are() -> None:
    items: list[Item] = [
        {"kind": "article", "headline": ["云川"], "paragraphs": ["开园了，人们都来看花。人们都来"]},
        {"kind": "article", "headline": ["云川"], "paragraphs": ["通车了，人们都来看桥。人们都来"]},
    ]
    texts = ["云川", "通车了，", "人们都来", "看桥。", "云川", "开园了，", "人们都来", "看花。", "人们都来"]
    places = align(texts, items)
    assert [p and p.item for p in places] == [1, 1, 1, 1, 0, 0, 0, 0, 0]
    assert places[2] == Place(1, "body", 0, 4)
    assert places[8] == Place(0, "body", 0, 11)


def test_a_line_that_something_is_glued_to_is_placed_by_its_beginning() -> None:
    places = align(["南门大桥昨日通车，两岸居民过江不用再绕行。■", "无人知道的一行"], [ROAD])
    assert places == [Place(0, "body", 0, 0), None]


def test_what_the_truth_does_not_hold_goes_by_its_mark_or_goes_on() -> None:
    texts = [
        "不知何物",
        "南门大桥通车",
        "南门大桥昨日通车，两岸居民过江不用再绕行。",
        "多出来的字",
        "第 3 版",
        "又一行",
    ]
    assert gold(texts, [line_mark(text) for text in texts], [ROAD]) == ["F", "Hn", "Sh", "Ch", "F", "C0"]


def test_verse_is_told_by_its_lines() -> None:
    assert [kind_of(item) for item in (VERSE, TEA, PHOTO)] == ["verse", "article", "photo"]


def test_ways_of_drawing() -> None:
    assert way_of(["F"]) == "n"
    assert way_of(["S0", "C0", "C0", "HeB", "He"]) == "l"
    assert way_of(["Hn", "Sh", "S0", "Hp"]) == "x"


def files(folder: Path) -> Path:
    """A folder of three pages: of two papers, and of a mixture of them."""
    for name in ("raw", "truth"):
        (folder / name).mkdir(parents=True)
    raw = "".join(f"{text}\n" for _, text in rows("headlines above"))
    papers: dict[str, Item] = {
        "a": {"style": "qing"},
        "b": {"style": "wang"},
        "c": {"style": "m", "mixed_of": ["wang"]},
    }
    for name, extra in papers.items():
        (folder / f"raw/{name}.txt").write_text(raw, "utf-8")
        truth = {"page": name, "raw": f"raw/{name}.txt", "items": CASES["headlines above"][0], **extra}
        (folder / f"truth/{name}.json").write_text(json.dumps(truth), "utf-8")
    return folder


def test_a_paper_held_back_takes_its_mixtures_with_it(tmp_path: Path) -> None:
    found = list(sources([files(tmp_path)]))
    assert [source.truth["page"] for source in without(found, ["wang"])] == ["a"]
    assert [source.truth["page"] for source in without(found, ["qing"])] == ["b", "c"]
    assert [source.truth["page"] for source in without(found, [])] == ["a", "b", "c"]


def test_documents_are_seen_as_convert_sees_pages(tmp_path: Path) -> None:
    first, *_ = documents(list(sources([files(tmp_path)])))
    assert first.way == "n"
    assert len(first.lines) == len(first.tags)
    assert set(first.tags) <= set(TAGS)
    assert followed([first] * 3) == sorted(set(zip(first.tags, first.tags[1:], strict=False)))
    assert len(followed([first])) < len(followed([first] * 3))


def test_commands_say_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fit", str(tmp_path / "none"), "--out", str(tmp_path / "w.txt")]) == 1
    assert "no pages to learn from" in capsys.readouterr().out
    assert not (tmp_path / "w.txt").exists()
    assert main(["judge", str(files(tmp_path / "some")), "--without", "none"]) == 1
    assert "there are qing, wang" in capsys.readouterr().err


def test_weights_come_back_from_their_file() -> None:
    lines = whole({("off:1", "Sh"): 0.5, ("off:1", "F"): -1.0, ("gap:gn0", "Hn"): 0.005, ("1", "Ch"): 0.0118})
    assert lines == {"off:1": {"Sh": 128, "F": -256}, "1": {"Ch": 3}}
    fitted = Fitted(lines, {"Sh": {"Ch": 200, "Bh": 0}}, {"n:3": {"p": 70}})
    assert (fitted.features, fitted.weights) == (3, 6)
    weights = parse(fitted.text())
    row = evidence(["off:1", "1", "unknown"], weights)
    zero = row[TAGS.index("K")]
    assert {tag: n - zero for tag, n in zip(TAGS, row, strict=True) if n != zero} == {"Sh": 128, "F": -256, "Ch": 3}
    below = {TAGS[a]: {TAGS[b]: n for b, n in row} for a, row in enumerate(weights.below) if row}
    assert below == {"Sh": {"Bh": 0, "Ch": 200}}
    assert way_drawn(["n:3"], weights)[0] == (70, "p")


def test_other_weights_read_otherwise() -> None:
    raw = "".join(f"{text}\n" for _, text in rows("headlines above")).encode()
    all_furniture = parse(Fitted({"1": {"F": 5000}}, {"F": {"F": 0}}, {}).text())
    (page,) = convert(raw, date=dt.date(2025, 4, 20), page=Label(1), weights=all_furniture)
    assert page.items == ()
    assert page.conserved


# ---- the weights that come with the converter ------------------------------------------------------------------------
WORDS = r"""True False short three two one full over spaced sp stop quote comma colon semi paren bracket open dash shot
page digit latin han never title arrow mark picture our dateline list speaker indent lost none folio editors nameplate
contact serial rubric pointer jump-from jump-to byline credit notice row plain ls: pg: BB BD DB DD sc cs
a g n i h o c s t d e m p w f l x < > -? \d \+ - = \# \? \^ \$ / \[ \] ,"""
VALUES = re.compile(f"(?:{'|'.join(WORDS.split())})*")
"""All that a feature's value may be made of: classes of characters and lines, marks, habits, numbers, signs."""


def names_of(text: str) -> set[str]:
    """Names of the features of a weights file."""
    parts = [line.split("\t") for line in text.splitlines()]
    return {row[1] if row[0] == "=" else row[0] for row in parts if row[0] != ">"}


def seen_on_pages() -> set[str]:
    """Names of features that a tenth of our pages show, in every way of drawing."""
    out: set[str] = set()
    for source in [*sources([ROOT / "benchmarks/pages"])][::10]:
        for document in documents([source]):
            out.update(document.about, *document.lines)
    return out


def test_no_feature_holds_a_word_of_a_page() -> None:
    source = (ROOT / "scripts/pagetext/features.py").read_text(encoding="utf-8")
    prefixes = set(re.findall(r'"([^\s"{}:]+)(?=[:"])', source))
    for name in sorted(seen_on_pages() | names_of(WEIGHTS)):
        prefix, _, value = name.partition(":")
        assert prefix in prefixes, name
        assert name.isascii(), name
        assert VALUES.fullmatch(value), name


def test_a_page_shows_the_same_whatever_its_names_are() -> None:
    def shown(name: str) -> list[list[str]]:
        from scripts.pagetext.elements import prepare
        from scripts.pagetext.lines import read_lines

        raw = [text.replace("云肩", name) for _, text in rows("headlines above")]
        return PageFeatures(*prepare(read_lines(raw, 1, []))).lines("n")

    assert shown("云肩") == shown("石淙")


def test_the_weights_know_every_tag_and_no_other() -> None:
    weighed: set[str] = set()
    for line in WEIGHTS.splitlines():
        parts = line.split("\t")
        if parts[0] == "=":
            assert set(parts[2::2]) <= set(DRAWN), line
        elif parts[0] == ">":
            weighed.update(parts[1:3])
        else:
            assert set(parts[1::2]) <= set(TAGS), line
    assert weighed == set(TAGS)
    assert learned() == parse(WEIGHTS)


# ---- training pages --------------------------------------------------------------------------------------------------
def test_mixed_houses_can_be_laid_out() -> None:
    for number in range(12):
        mixed = mixture(f"mixed-{number}", Random(number), HOUSES)
        house = mixed.house
        assert mixture(f"mixed-{number}", Random(number), HOUSES) == mixed
        assert all(sum(band) == house.columns for band in house.bands)
        assert house.order in ORDERS
        assert set(mixed.papers) <= {house.key for house in HOUSES}


def test_a_mixed_page_has_refers_that_name_no_page() -> None:
    own = [house for house in HOUSES if house.script == "zh-Hans"]
    house = replace(mixture("one", Random(5), own).house, menu={"article": 1, "refer": 3, "poem": 1})
    composers = varied(composers_of(Stock((), (), ())), pageless=0.5)
    stories = [
        story
        for number in (2, 3, 4)
        for story in sheet(house, number, dt.date(2022, 4, 11), lambda _: 1.0, "s", composers).stories
    ]
    assert {bool(story.jump_to_text) for story in stories if story.kind == "refer"} == {True, False}
    assert {bool(story.marks) for story in stories if story.kind == "refer"} == {True, False}


def test_stories_are_taken_out_of_truths(tmp_path: Path) -> None:
    folder = files(tmp_path)
    stock = stock_of([folder], change=lambda text: text)
    assert [story.headline for story in stock.articles] == [("谷雨前后", "采春茶")]  # once; the poem is too short
    assert [story.body[0].text for story in stock.photos] == PHOTO["paragraphs"]
    assert stock.papers == ("qing", "wang", "m")
    assert stock_of([folder], ["wang"], change=lambda text: text).papers == ("qing",)
    assert not stock_of([folder], ["wang", "qing"]).articles


def test_a_story_is_unsigned() -> None:
    story = story_of({"kind": "article", "paragraphs": ["本报讯（记者 林晚）茶农上了山。", "当天进厂。（周川）"]})
    assert unsigned(story).body == (Block("茶农上了山。"), Block("当天进厂。"))
