"""The review report: every line is labelled, every link arrives, and nothing of a page can run."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.conversion.editions import ConversionJob, convert_edition
from scripts.conversion.ranking import PageRow, Ranking
from scripts.conversion.review import write_index
from scripts.conversion.sources import RawFile, discover
from scripts.edition.catalogue import finding
from scripts.edition.finding import Finding
from scripts.edition.label import Label
from scripts.edition.tally import Tally
from scripts.pagetext import ConvertedPage, Span
from tests import toy_pagetext

PAGE = """# 岚汀日报
大雾锁江 <script>alert(1)</script>
三处渡口停航 & 早班轮渡改走大桥。

菜场里的还书箱
[点这里](javascript:alert(1)) <img src=x onerror=alert(2)>
? 没有去处的一行
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("scripts.pagetext.convert", toy_pagetext.convert)
    monkeypatch.chdir(tmp_path)
    put(tmp_path, "01.txt", PAGE)
    put(tmp_path, "02-城事.txt", "汽笛合唱\n周末首演。\n")
    (tmp_path / "raw/2022/04/11/03.txt").write_bytes(b"")
    return tmp_path


def put(root: Path, name: str, text: str) -> None:
    path = root / "raw/2022/04/11" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def convert(root: Path, again: bool = False) -> tuple[PageRow, ...]:
    found = tuple(file for file in discover([root / "raw"]) if isinstance(file, RawFile))
    done = convert_edition(
        ConversionJob(dt.date(2022, 4, 11), found, root / "content", "1", again, review=root / "review")
    )
    ranking = Ranking()
    ranking.add(done.rows)
    write_index(root / "review", ranking, [Finding("no-date", "error", "no date", "没有日期", "raw/foo.txt")])
    return done.rows


def page(root: Path, name: str = "2022/04/11/01.html") -> str:
    return (root / "review" / name).read_text(encoding="utf-8")


def files(root: Path) -> Iterator[Path]:
    return (root / "review").rglob("*.html")


def test_every_line_is_shown_with_its_place(project: Path) -> None:
    convert(project)
    html = page(project)
    for number, line in enumerate(PAGE.splitlines(), 1):
        assert f'id="L{number}"' in html
        assert line.split(" <")[0].split("[")[0].replace("&", "&amp;") in html
    for label in ("1 主题", "1 正文", "2 主题", "2 正文", "版面附件", "未归入"):
        assert label in html


def test_nothing_of_a_page_can_run(project: Path) -> None:
    convert(project)
    html = page(project)
    assert html.count("<script") == 1  # ours, which the policy names by its hash
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert not re.search(r"\son\w+=[\"']", html)


def test_the_policy_allows_its_style_and_script_and_nothing_else(project: Path) -> None:
    convert(project)
    for path in files(project):
        html = path.read_text(encoding="utf-8")
        style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
        script = re.search(r"<script>(.*?)</script>", html, re.DOTALL)
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
        assert style
        assert script
        assert policy
        of_style, of_script = (
            base64.b64encode(hashlib.sha256(part[1].encode()).digest()).decode() for part in (style, script)
        )
        allowed = f"script-src 'sha256-{of_script}'; style-src 'sha256-{of_style}'"
        assert policy[1] == f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
        assert " style=" not in html
        assert "http://" not in html
        assert "https://" not in html


def test_ids_are_unique_and_links_arrive(project: Path) -> None:
    convert(project)
    for path in files(project):
        html = path.read_text(encoding="utf-8")
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids))
        for target in re.findall(r'href="([^"]+)"', html):
            file, _, anchor = target.partition("#")
            assert (path.parent / file).is_file() if file else anchor in ids


def test_the_index_puts_first_what_needs_a_person(project: Path) -> None:
    rows = convert(project)
    assert [(row.page, row.items, row.unplaced, row.status) for row in rows] == [
        (Label(1), 2, 1, "converted"),
        (Label(2), 1, 0, "converted"),
        (Label(3), 0, 0, "failed"),
    ]
    html = page(project, "index.html")
    assert html.index("第 3 版") < html.index("第 1 版") < html.index("第 2 版 城事")
    assert "空文件" in html
    assert "raw/foo.txt" in html


def test_an_editors_text_is_shown_and_what_was_looked_at_is_done(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def doubtful(data: bytes, *, date: dt.date, page: Label, name: str = "", **_: object) -> tuple[ConvertedPage, ...]:
        (one,) = toy_pagetext.convert(data, date=date, page=page, name=name)
        items = (dataclasses.replace(one.items[0], review=("headline-moved",)), *one.items[1:])
        finding = Finding("headline-moved", "warning", "far from its body", "标题离正文很远", line=2)
        return (dataclasses.replace(one, items=items, findings=(finding,)),)

    monkeypatch.setattr("scripts.pagetext.convert", doubtful)
    assert convert(project)[0].tally.open == 1
    html = page(project)
    assert html.count("标题离正文很远") == 3  # in the list, at the line, on the item
    assert "content/2022/04/11/01-01.md:7" in html
    item = project / "content/2022/04/11/01-01.md"
    item.write_text(
        item.read_text(encoding="utf-8").replace("review: [headline-moved]\n", "deck: 编辑补的副题\n"), "utf-8"
    )
    assert convert(project)[0].tally.open == 0
    html = page(project)
    assert "标题离正文很远" not in html
    assert "编辑补的副题" in html


def test_beside_a_question_stands_what_is_needed_to_answer_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def doubtful(data: bytes, *, date: dt.date, page: Label, name: str = "", **_: object) -> tuple[ConvertedPage, ...]:
        (one,) = toy_pagetext.convert(data, date=date, page=page, name=name)
        reviews = {1: ("breaks-off",), 2: ("unsure",)}
        items = tuple(dataclasses.replace(item, review=reviews.get(item.order, ())) for item in one.items)
        found = (
            finding("breaks-off", line=1),
            finding("unsure", line=6, case="goes-on", at=6, other=3, seen="三处", there="大雾"),
        )
        return (dataclasses.replace(one, items=items, findings=found),)

    monkeypatch.setattr("scripts.pagetext.convert", doubtful)
    put(project, "01.txt", "# 岚汀日报\n大雾锁江\n三处渡口停航\n\n菜场里的还书箱\n读者还书。\n又来一位。\n")
    convert(project)
    for name in ("2022/04/11/01.html", "2022/04/11/all.html"):
        first, second = re.findall(r'<li class="ask .*?\n</li>', page(project, name), re.DOTALL)[:2]
        lines = re.findall(
            r'<li value="(\d+)" class="([^"]*)">.*?<span class="text">(.*?)</span> <span class="chip">(.*?)<', first
        )
        assert [(number, "doubted" in marks, text, chip) for number, marks, text, chip in lines] == [
            ("1", False, "# 岚汀日报", "版面附件"),
            ("2", False, "大雾锁江", "1 主题"),
            ("3", True, "三处渡口停航", "1 正文"),  # where the text ends, not where the item begins
            ("5", False, "菜场里的还书箱", "2 主题"),
            ("6", False, "读者还书。", "2 正文"),
        ]
        doubted = re.findall(r'<li value="(\d+)" class="[^"]*doubted', second)
        assert doubted == ["3", "6"]
        assert re.search("<strong>菜场里的还书箱</strong> +读者还书。 又来一位。 +<small>共 10 字", second)
        assert 'data-chosen="01-02:unsure"' in second


def test_a_line_that_went_to_two_places_says_so(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def glued(data: bytes, *, date: dt.date, page: Label, name: str = "", **_: object) -> tuple[ConvertedPage, ...]:
        (one,) = toy_pagetext.convert(data, date=date, page=page, name=name)
        line = one.lines[1]
        spans = (
            Span(line.text[:4], "item", 1, "title", "toy"),
            Span(line.text[4:], "item", 2, "credit", "toy", "glued"),
        )
        lines = (one.lines[0], line._replace(spans=spans), *one.lines[2:])
        return (dataclasses.replace(one, lines=lines),)

    monkeypatch.setattr("scripts.pagetext.convert", glued)
    convert(project)
    html = page(project)
    assert re.search(r"1 主题</a>大雾锁江</span>.*?2 摄影署名</a>", html, re.DOTALL)
    assert 'title="toy: glued"' in html


def test_the_same_pages_give_the_same_bytes(project: Path) -> None:
    convert(project)
    convert(project)
    once = {path: path.read_bytes() for path in files(project)}
    convert(project, again=True)
    assert once == {path: path.read_bytes() for path in files(project)}


def test_the_ranking_holds_no_more_than_the_index_shows() -> None:
    ranking = Ranking(size=3)
    for number in range(1, 50):
        date, tally = dt.date(2022, 4, 1) + dt.timedelta(number), Tally(warnings=number % 7)
        ranking.add([PageRow(date, Label(1), "", "raw", f"{number}.html", 9, 0, (), tally, 0, True, "converted")])
    assert [(row.tally.total, row.href) for row in ranking.first()] == [(6, "6.html"), (6, "13.html"), (6, "20.html")]
    assert (ranking.pages, len(ranking.editions)) == (49, 49)


def test_what_a_person_changed_is_counted_though_nothing_is_converted_again(project: Path) -> None:
    convert(project)
    assert [row.edited for row in convert(project)] == [0, 0, 0]
    path = project / "content/2022/04/11/01-01.md"
    path.write_text(path.read_text(encoding="utf-8").replace("title: ", "title: 今晨"), encoding="utf-8")
    assert [row.edited for row in convert(project)] == [1, 0, 0]
    assert "人工修改过" in page(project)
    assert [row.edited for row in convert(project, again=True)] == [1, 0, 0]


def test_a_page_with_an_error_of_check_stands_before_those_that_are_only_doubted(project: Path) -> None:
    convert(project)
    path = project / "content/2022/04/11/02-01.md"
    path.write_text(path.read_text(encoding="utf-8").replace("page: 2", "page: 5"), encoding="utf-8")
    second = next(row for row in convert(project) if row.page == Label(2))
    assert (second.tally.errors, second.conserved) == (1, True)
    ranking = Ranking()
    many = PageRow(
        second.date, Label(7), "", "raw", "", 9, 0, ("unsure",) * 12, Tally(open=12, warnings=3), 0, True, "converted"
    )
    ranking.add([many, second])
    assert [row.page for row in ranking.first()] == [Label(2), Label(7)]
