"""Reading by layout: pages drawn as PDFs, extracted and read; what drawing order may not change."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from scripts.extraction.pdfpages import read_page
from scripts.pagetext.clean import clean_line
from scripts.pagetext.geometry import Box
from scripts.pagetext.pagemodel import page_model
from scripts.pagetext.printed.captions import match_pictures
from scripts.pagetext.printed.reader import read
from scripts.pagetext.printed.ties import assign
from scripts.pagetext.reading import Piece, Reading, Value
from tests.pdfs import Line, draw_pdf

MEASURE = 12


def column(text: str, left: float, top: float, size: float = 10) -> list[Line]:
    """Text in lines of the measure, a paragraph for each part between slashes, its first line set in by two ems."""
    out: list[Line] = []
    y = top
    for part in text.split("/"):
        rest, first = part, part[0] != "+"
        rest = rest.lstrip("+")
        while rest:
            take = MEASURE - 2 if first else MEASURE
            out.append((rest[:take], left + (2 * size if first else 0), y, size))
            rest, first, y = rest[take:], False, y - 1.5 * size
    return out


FIRST = "今年的麦子早熟了，机器开进村里来，大家都说今年的收成很好，比去年多。/老槐树下，人们说起往年的事情，都笑了"
SECOND = "+起来，谁也没有想到会有这么好的收成，真是没想到。/明年还要再种一些新的品种，请专家来看。"
THIRD = "村里的小学昨天开学，来了三十个新同学，操场上很热闹，老师们忙了一天。"


def page_of(tmp_path: Path, lines: Sequence[Line], content: str = "") -> tuple[Reading, dict[int, str]]:
    path = draw_pdf(tmp_path / "a.pdf", lines, content)
    with pypdfium2.PdfDocument(path) as document:
        text, layout = read_page(document[0])
    model = page_model(text.split("\n"), layout=layout)
    return read(model), {line.number: line.raw for line in model.lines}


def shown(raw: Mapping[int, str], value: Value) -> str:
    return "".join(clean_line(raw[piece.line][piece.start : piece.end]) for piece in value)


def told(reading: Reading, raw: Mapping[int, str]) -> list[tuple[str, str, list[str]]]:
    """Kind, headline and body of each item, a crosshead with a mark before it."""
    return [
        (
            item.kind,
            " ".join(shown(raw, value) for value in item.headline),
            [
                ("# " if block.kind == "crosshead" else "") + shown(raw, block.value)
                for block in item.body
                if not block.cells
            ]
            + ["|".join(shown(raw, cell) for cell in block.cells) for block in item.body if block.cells],
        )
        for item in reading.items
    ]


TWO_STORIES = [
    ("麦子熟了大家都高兴", 70, 700, 24),
    *column(FIRST, 50, 670),
    *column(SECOND, 190, 670),
    ("小学开学了", 370, 700, 18),
    *column(THIRD, 340, 670),
]
EXPECTED = [
    (
        "article",
        "麦子熟了大家都高兴",
        [
            "今年的麦子早熟了，机器开进村里来，大家都说今年的收成很好，比去年多。",
            "老槐树下，人们说起往年的事情，都笑了起来，谁也没有想到会有这么好的收成，真是没想到。",
            "明年还要再种一些新的品种，请专家来看。",
        ],
    ),
    ("article", "小学开学了", [THIRD]),
]


@pytest.mark.parametrize("seed", range(6))
def test_columns_go_under_their_heads_in_whatever_order_they_are_drawn(seed: int, tmp_path: Path) -> None:
    blocks = [
        TWO_STORIES[:1],
        column(FIRST, 50, 670),
        column(SECOND, 190, 670),
        [TWO_STORIES[-len(column(THIRD, 0, 0)) - 1]],
        column(THIRD, 340, 670),
    ]
    random.Random(seed).shuffle(blocks)
    reading, raw = page_of(tmp_path, list(itertools.chain(*blocks)))
    assert told(reading, raw) == EXPECTED


def test_a_crosshead_is_no_headline(tmp_path: Path) -> None:
    lines = [
        ("麦子熟了大家都高兴", 70, 700, 24),
        *column(FIRST + "起来。", 50, 670),
        ("机器进村", 84, 589, 13),
        *column(THIRD, 50, 570),
        *column("明年还要再种一些新的品种，请专家来看看。", 190, 670),
    ]
    reading, raw = page_of(tmp_path, lines)
    (item,) = told(reading, raw)
    assert item[1] == "麦子熟了大家都高兴"
    assert "# 机器进村" in item[2]


def test_a_table_is_read_by_rows_and_a_caption_by_its_credit(tmp_path: Path) -> None:
    rows = [("品名", "批发价", "零售价"), ("白菜", "0.65", "1.20"), ("黄瓜", "1.80", "2.90"), ("土豆", "1.15", "1.90")]
    cells = [(text, 60 + 90 * c, 600 - 15 * r, 10) for c in range(3) for r, text in enumerate(row[c] for row in rows)]
    lines = [("今日菜价", 100, 640, 20), *cells, ("机器开进村里来。", 60, 420, 9), ("本报记者 李小满 摄", 200, 406, 9)]
    reading, raw = page_of(tmp_path, lines, "q 200 0 0 100 60 432 cm /Im0 Do Q")
    table, photo = told(reading, raw)
    assert table == ("article", "今日菜价", ["|".join(row) for row in rows])
    assert photo == ("photo", "", ["机器开进村里来。"])
    assert shown(raw, reading.items[1].credit[0]) == "本报记者李小满摄".replace("记者", "记者 ").replace(
        "满摄", "满 摄"
    )


def test_every_printing_character_has_one_place(tmp_path: Path) -> None:
    reading, raw = page_of(tmp_path, TWO_STORIES)
    pieces = sorted(piece for value in reading.values() for piece in value)
    assert len(pieces) == len(set(pieces))
    assert {piece.line for piece in pieces} == {number for number, text in raw.items() if text.strip()}


def test_sizes_that_are_off_and_lines_without_a_place_do_no_harm(tmp_path: Path) -> None:
    path = draw_pdf(tmp_path / "a.pdf", TWO_STORIES, "")
    with pypdfium2.PdfDocument(path) as document:
        text, layout = read_page(document[0])
    chance = random.Random(7)
    off = {n: replace(line, size=line.size * chance.uniform(0.95, 1.05)) for n, line in layout.lines.items()}
    model = page_model(text.split("\n"), layout=replace(layout, lines=off))
    assert told(read(model), {line.number: line.raw for line in model.lines}) == EXPECTED
    del off[min(off)]
    read(page_model(text.split("\n"), layout=replace(layout, lines=off)))


def test_arrows_tell_which_picture() -> None:
    pictures = [Box(0, 0, 100, 90), Box(0, 110, 100, 200)]
    captions = [(Box(110, 95, 200, 105), "▼下面的"), (Box(110, 80, 200, 90), "▲上面的")]
    assert match_pictures(captions, pictures, 10) == {0: 1, 1: 0}
    assert match_pictures([(Box(0, 92, 100, 102), "麦子熟了。")], pictures, 10) == {0: 0}
    assert match_pictures([(Box(400, 400, 500, 410), "麦子熟了。")], pictures, 10) == {}


Cost = dict[tuple[int, int], float]


def total(chosen: Sequence[int], cost: Cost, lone: Sequence[float], unused: Sequence[float]) -> float:
    used = [a for a in chosen if a >= 0]
    if len(used) != len(set(used)) or any(a >= 0 and (a, b) not in cost for b, a in enumerate(chosen)):
        return float("inf")
    spent = sum(lone[b] if a < 0 else cost[a, b] for b, a in enumerate(chosen))
    return spent + sum(price for a, price in enumerate(unused) if a not in used)


@pytest.mark.parametrize("seed", range(40))
def test_ties_are_the_cheapest_over_all(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(10):
        leaders, followers = chance.randint(0, 4), chance.randint(0, 4)
        pairs = list(itertools.product(range(leaders), range(followers)))
        cost = {pair: chance.uniform(-3, 3) for pair in pairs if chance.random() < 0.7}
        lone = [chance.uniform(-1, 2) for _ in range(followers)]
        unused = [chance.uniform(-1, 2) for _ in range(leaders)]
        best = min(total(c, cost, lone, unused) for c in itertools.product(range(-1, leaders), repeat=followers))
        assert total(assign(leaders, followers, cost, lone, unused), cost, lone, unused) == pytest.approx(best)


def test_a_newsletters_headlines_are_no_crossheads(tmp_path: Path) -> None:
    lead = "三号楼的楼道堆了十几年，四月里楼长挨家敲门，先搬自己家的，再帮邻居搬。两个星期以后，楼道空了。"
    news = {
        "卫生站增加夜门诊": "+从六月一日起，每周二四晚上开夜门诊，可以量血压和配药，请带好病历。",
        "番茄开花了": "+小菜园第三畦的番茄本周开花，负责的是五个小学生，他们每天画一片叶子。",
        "河边垂钓请守约": "+南岸设钓位二十个，每人限一根竿，鱼线请自己带走，不要留在岸边。",
        "自行车棚装了新灯": "+五号楼车棚的灯已经全部换新，人来灯亮，人走三十秒后熄灭，请勿占用车位。",
        "端午包粽子": "+六月九日上午九点包粽子，每人包十个，五个带回家，五个送给独居老人。",
        "垃圾房的气味小了": "+上月居民反映气味大，物业改成每天冲洗四次，近一周回访，多数说有改善。",
    }
    lines: list[Line] = [("楼道里的杂物是怎样搬空的", 100, 760, 18)]
    y = 735.0
    for part in (lead[n : n + 25] for n in range(0, len(lead), 25)):
        lines.append((part, 50, y, 10))
        y -= 15
    tops = {50: y - 25, 190: y - 25}
    for n, (title, text) in enumerate(news.items()):
        left = 50 if n < 3 else 190
        lines.append((title, left, tops[left], 13))
        body = column(text, left, tops[left] - 18)
        lines += body
        tops[left] = body[-1][2] - 32
    reading, raw = page_of(tmp_path, lines)
    headlines = [headline for kind, headline, _ in told(reading, raw) if kind == "article"]
    assert set(headlines) >= set(news)


def test_a_line_that_space_sets_apart_is_a_crosshead(tmp_path: Path) -> None:
    def page(title: str) -> list[str]:
        body = column("明年还要再种一些新的品种，请专家来看看。/" + THIRD, 190, 670)
        lines = [
            ("麦子熟了大家都高兴", 70, 720, 24),
            *column(FIRST + "起来。", 50, 690),
            (title, 192.0, 690.0, 10.0),
            *body,
        ]
        reading, raw = page_of(tmp_path, lines)
        return [row for _, _, rows in told(reading, raw) for row in rows]

    assert "# 机器进村来收麦子" in page("机器进村来收麦子")
    assert not any(row.startswith("#") for row in page("机器进村来收麦子。"))


def test_a_newsletters_head_and_imprint_are_furniture(tmp_path: Path) -> None:
    about = "居民委员会主办 2024年5月15日 第37期（总第112期）"
    imprint = "编辑：邵敏 投稿信箱：门口绿色信箱 印数：800份"
    lines = [("柳塘邻里", 50, 800, 30), (about, 50, 775, 9), *TWO_STORIES, (imprint, 50, 400, 9)]
    reading, raw = page_of(tmp_path, lines)
    assert [shown(raw, value) for value in reading.furniture] == [
        shown(dict(enumerate((text,), 1)), (Piece(1),)) for text in ("柳塘邻里", about, imprint)
    ]
    assert told(reading, raw) == EXPECTED
    reading, raw = page_of(tmp_path, [*TWO_STORIES, ("咨询电话：5512 地址：老槐树下", 50, 400, 9)])
    assert not reading.furniture


@pytest.mark.parametrize(
    ("last", "kind"), [("地址：老槐树下四十二号", "notice"), ("大家都来看一看这里的新布吧。", "article")]
)
def test_what_a_frame_holds_is_a_notice_by_its_end(last: str, kind: str, tmp_path: Path) -> None:
    rows = ["自即日起十五天，各色布匹一律", "八折，每人限购两丈，零头另有", "特价。", last]
    lines = [("布店春季减价", 70, 500, 16), *((row, 60, 480 - 15 * n, 10.0) for n, row in enumerate(rows))]
    reading, raw = page_of(tmp_path, [*TWO_STORIES, *lines], "50 420 170 110 re S")
    (found,) = [item for item in told(reading, raw) if item[1] == "布店春季减价"]
    assert found[0] == kind
