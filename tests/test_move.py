"""Lines moved from the report: text goes where the editor says, nothing is lost, and other doubts stay."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.commands import convert, move
from scripts.conversion.moved import PARTS, with_lines_moved
from scripts.conversion.review.proposals import Whereabouts, proposals
from scripts.edition import frontmatter
from scripts.edition.catalogue import finding
from scripts.edition.finding import Finding
from scripts.edition.label import Label
from scripts.edition.model import Item
from scripts.pagetext.pagemodel import PageModel, page_model
from scripts.pagetext.reading import Block, ItemReading, Piece, Reading
from scripts.pagetext.readingform import dump, parse

DAY = "2022/04/11"
PAGE = [
    "岚汀日报 2022年4月11日",
    "大雾锁江",
    "三处渡口昨天停航，早班轮渡改走大桥，午后恢",
    "复。",
    "菜场里的还书箱",
    "县图书馆把还书箱搬进菜场，半个月收回四百册旧书。",
    "汽笛合唱",
    "机车厂退休职工用汽笛谱成合唱，周末在老厂房首演。",
]
READ = [
    {"kind": "furniture", "text": "1"},
    {"kind": "article", "headline": "2", "text": "3"},
    {"kind": "article", "kicker": "4", "headline": "5", "text": "6 #7 8", "doubts": "unsure:7:goes-on:6"},
]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    raw = tmp_path / "raw" / DAY
    raw.mkdir(parents=True)
    (raw / "01.txt").write_text("\n".join(PAGE) + "\n", "utf-8")
    (raw / "01.reading.json").write_text(json.dumps(READ), "utf-8")
    assert convert.main(["--quiet", "--jobs", "1"]) == 0
    return tmp_path


def items(project: Path) -> dict[str, Item]:
    found = {path.stem: frontmatter.parse(path.read_text("utf-8")).item for path in project.glob(f"content/{DAY}/*.md")}
    return {name: item for name, item in sorted(found.items()) if item is not None}


def test_a_line_goes_to_the_item_that_it_belongs_to(project: Path) -> None:
    assert items(project)["01-02"].kicker == "复。"
    assert move.main(["2022-04-11", "01:4", "01-01", "--quiet"]) == 0
    after = items(project)
    assert after["01-01"].body == "三处渡口昨天停航，早班轮渡改走大桥，午后恢复。"
    assert (after["01-02"].kicker, after["01-02"].title) == ("", "菜场里的还书箱")
    assert convert.main(["--quiet", "--jobs", "1"]) == 0
    assert items(project) == after  # a reading by hand holds


def test_lines_become_an_item_of_their_own_with_a_headline(project: Path) -> None:
    assert move.main(["2022-04-11", "01:8", "new", "--quiet"]) == 0
    assert move.main(["2022-04-11", "1:7", "1-3", "--part", "headline", "--quiet"]) == 0
    after = items(project)
    assert [item.title for item in after.values()] == ["大雾锁江", "菜场里的还书箱", "汽笛合唱"]
    assert after["01-02"].body == PAGE[5]
    assert after["01-03"].body == PAGE[7]


def test_what_was_asked_about_other_items_is_asked_still(project: Path) -> None:
    assert items(project)["01-02"].review == ("unsure",)
    text = (project / "content" / DAY / "01-01.md").read_text("utf-8")
    (project / "content" / DAY / "01-01.md").write_text(text, "utf-8")
    assert move.main(["2022-04-11", "01:2", "01-01", "--part", "kicker", "--quiet"]) == 0
    assert items(project)["01-02"].review == ("unsure",)
    assert move.main(["2022-04-11", "01:4", "01-01", "--quiet"]) == 0  # which takes a line from the item in doubt
    assert items(project)["01-02"].review == ()


def test_an_editors_work_is_merged(project: Path) -> None:
    path = project / "content" / DAY / "01-02.md"
    path.write_text(path.read_text("utf-8").replace("四百册", "五百册"), "utf-8")
    assert move.main(["2022-04-11", "01:4", "01-01", "--quiet"]) == 0
    assert items(project)["01-02"].body.startswith("县图书馆把还书箱搬进菜场，半个月收回五百册旧书。")


def test_nothing_is_written_when_it_is_only_shown(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (project / "raw" / DAY / "01.reading.json").read_bytes()
    assert move.main(["2022-04-11", "01:1-2", "furniture", "--dry-run"]) == 0
    assert json.loads(capsys.readouterr().out)[-1] == {"kind": "furniture", "text": "1 2"}
    assert (project / "raw" / DAY / "01.reading.json").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["01-4", "01-01"], "01-4: write the page and the lines of its raw file, as 04:273 or 04:273-275"),
        (["01:4", "there"], "there: write an item as 04-03, `new` or `furniture`"),
        (["07:4", "01-01"], "page 7 has no raw file in raw/2022/04/11"),
        (["01:99", "01-01"], "page 1 has no such lines: in raw/2022/04/11/01.txt it has lines 1 to 8"),
        (["01:4", "01-09"], "01-09: convert makes no such item of the raw page; name one that it does"),
        (["01:4", "02-01"], "02-01 is not in the raw file of page 1: lines move within one raw file"),
    ],
)
def test_what_cannot_be_moved_is_told(
    project: Path, capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    before = (project / "raw" / DAY / "01.reading.json").read_bytes()
    assert move.main(["2022-04-11", *words, "--lang", "en"]) == 2
    assert message in capsys.readouterr().err
    assert (project / "raw" / DAY / "01.reading.json").read_bytes() == before


LINES = [f"第{n}行的文字" for n in range(1, 13)]
ROLES = st.lists(st.integers(0, 4), min_size=12, max_size=12)


def reading(roles: list[int]) -> tuple[PageModel, Reading]:
    """Every line of a page somewhere: 0 is furniture, others an item each, its first line a headline."""
    made = []
    for role in sorted(set(roles) - {0}):
        first, *rest = [n for n, r in enumerate(roles, 1) if r == role]
        body = tuple(Block("paragraph", (Piece(n),)) for n in rest)
        made.append(ItemReading("article", headline=((Piece(first),),), body=body))
    furniture = tuple((Piece(n),) for n, role in enumerate(roles, 1) if not role)
    return page_model(LINES, 1), Reading(tuple(made), furniture, reader="hand")


@given(ROLES, st.integers(1, 12), st.integers(0, 3), st.integers(-1, 4), st.sampled_from(PARTS))
def test_every_line_stays_in_one_place(roles: list[int], first: int, more: int, to: int, part: str) -> None:
    page, before = reading(roles)
    lines = list(range(first, min(12, first + more) + 1))
    target = None if to < 0 else min(to, len(before.items))
    after = with_lines_moved(before, page, lines, target, part)  # type: ignore[arg-type]
    values = [value for item in after.items for value in item.values()] + list(after.furniture)
    assert Counter(piece.line for value in values for piece in value) == Counter(range(1, 13))
    assert parse(dump(after, page), page).reading == after


GOES_ON = finding("unsure", line=7, case="goes-on", at=7, other=6, seen="汽", there="县")
ENDS = finding("unsure", line=3, case="ends", at=3, other=4, seen="三", there="复")
HEADLINE_PART = finding("unsure", line=6, case="headline-part", at=5, seen="菜")
HEADLINE = finding("unsure", line=5, case="headline", at=5, seen="菜")
BREAKS_OFF = finding("breaks-off", line=2)


def test_a_line_that_stood_in_two_places_goes_whole() -> None:
    page, _ = reading([1] * 12)
    body = (Block("paragraph", (Piece(2), Piece(3, 0, 2))), Block("paragraph", (Piece(3, 2), Piece(4))))
    before = Reading((ItemReading("article", headline=((Piece(1),),), body=body),), reader="hand")
    after = with_lines_moved(before, page, [3], 1, "text")
    assert after.items[1].body == (Block("paragraph", (Piece(3),)),)
    assert [block.value for block in after.items[0].body] == [(Piece(2),), (Piece(4),)]


@pytest.mark.parametrize(
    ("doubt", "last", "commands"),
    [
        (GOES_ON, 0, ["01:7 01-03 --part headline", "01:7 new"]),
        (ENDS, 0, ["01:4 01-02"]),
        (HEADLINE_PART, 0, ["01:5 01-02 --part kicker", "01:5 01-02 --part deck"]),
        (BREAKS_OFF, 3, ["01:4 01-02"]),
        (HEADLINE, 0, ["01:5 01-02 --part kicker", "01:5 01-02 --part deck", "01:5 furniture"]),
        (finding("title-missing", line=5), 0, ["01:5-7 01-01"]),
        (BREAKS_OFF, 0, []),
        (finding("short", line=2), 0, []),
    ],
)
def test_other_readings_are_proposed(doubt: Finding, last: int, commands: list[str]) -> None:
    parts = {2: (1, "title"), 3: (2, "body"), 4: (1, "kicker"), 5: (2, "title"), 6: (2, "body"), 7: (2, "crosshead")}
    went = {1: (0, ""), **parts, 8: (3, "body")}
    at = Whereabouts(dt.date(2022, 4, 11), Label(1), "my review", tuple(went), went)
    made = [one.command for one in proposals(doubt, 2, last, at)]
    assert all(command.endswith(" --review 'my review'") for command in made)
    assert [re.findall(r"2022-04-11 (.*) --review", command)[0] for command in made] == commands


def test_the_report_has_the_command_that_works(project: Path) -> None:
    assert convert.main(["--quiet", "--jobs", "1", "--review", "review"]) == 0
    html = (project / "review" / DAY / "all.html").read_text("utf-8")
    command = re.findall(r'class="command">\.venv/bin/python -m scripts move ([^<]*)<', html)[0]
    assert command == "2022-04-11 01:7-8 new --review review"
    assert move.main([*command.split(), "--quiet"]) == 0
    after = items(project)
    assert after["01-02"].body == PAGE[5]
    assert (after["01-03"].title, after["01-03"].body) == (PAGE[6], PAGE[7])  # a crosshead above its own text
