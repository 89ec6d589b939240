"""A new item takes the next free place, and what is there stays as it is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from scripts.commands import new, stats
from scripts.conversion.manuscripts import Manuscript, manuscripts
from scripts.edition.check import check_edition
from scripts.edition.content import load_edition
from scripts.edition.label import Label

DATE = dt.date(2025, 4, 20)


def test_an_edition_grows_item_by_item(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = ["--content", str(tmp_path / "content")]
    assert new.main(["2025-04-20", "--page-name", "要闻", "--title", "春汛: 平稳", "--authors", "林晚", *at]) == 0
    assert new.main(["2025-04-20", "--page", "2", "--page-name", "民生", *at]) == 0
    assert new.main(["2025-04-20", "--kind", "notice", "--title", "启事", *at]) == 0
    edition, findings = load_edition(tmp_path / "content", DATE)
    assert not findings
    assert [(page.number, page.name) for page in edition.pages] == [(Label(1), "要闻"), (Label(2), "民生")]
    assert [(i.page, i.order, i.kind, i.title) for i in edition.items] == [
        (Label(1), 1, "article", "春汛: 平稳"),
        (Label(1), 2, "notice", "启事"),
        (Label(2), 1, "article", "待拟题"),
    ]
    assert [f.code for f in check_edition(tmp_path / "content", DATE) if f.severity == "error"] == []
    assert stats.main(["2025-04-20", "--lang", "zh", *at]) == 0
    assert "02-01   文章      7  待拟题  ⚑ 没有找到标题，暂用首句代替" in capsys.readouterr().out


def test_authors_may_be_typed_apart_or_as_one(tmp_path: Path) -> None:
    at = ["--content", str(tmp_path / "content")]
    assert new.main(["2025-04-20", "--title", "春汛", "--authors", "林晚,周牧", "沈舟、 何川", *at]) == 0
    (item,) = load_edition(tmp_path / "content", DATE)[0].items
    assert item.authors == ("林晚", "周牧", "沈舟", "何川")


def test_a_broken_edition_file_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    about = tmp_path / "2025/04/20/edition.yml"
    about.parent.mkdir(parents=True)
    about.write_text("pages: [\n", "utf-8")
    assert new.main(["2025-04-20", "--content", str(tmp_path)]) == 1
    assert about.read_text("utf-8") == "pages: [\n"
    assert list(about.parent.glob("*.md")) == []
    assert "edition.yml:" in capsys.readouterr().err


def test_no_edition_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert stats.main(["--content", str(tmp_path)]) == 1
    assert "no edition" in capsys.readouterr().err


TEA = "谷雨前后采春茶\n本报记者 林晚\n\n　　云肩村的茶农上了山。\n\n　　鲜叶当天下山。\n"


def test_a_whole_issue_of_manuscripts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    issue = tmp_path / "稿件"
    texts = {
        "1-要闻/01 茶.txt": TEA.encode("gb18030"),
        "1-要闻/02.txt": "渡口的新船昨天下水，早班船从六点十分开出。\n".encode(),
        "第2版 民生/a.md": "# 夜市*开张*\n\n价目 [如下]。\n".encode(),
        "封面.docx": b"PK\x03\x04",
        ".DS_Store": b"\0",
    }
    for name, data in texts.items():
        (issue / name).parent.mkdir(parents=True, exist_ok=True)
        (issue / name).write_bytes(data)
    command = ["2025-04-20", "--issue", str(issue), "--content", str(tmp_path / "content"), "--lang", "en"]
    assert new.main(command) == 0
    out, err = capsys.readouterr()
    assert out.endswith("3 items written, 0 there already\n")
    assert "not a manuscript: save its text as .txt" in err
    edition, findings = load_edition(tmp_path / "content", DATE)
    assert not findings
    assert [(page.number, page.name) for page in edition.pages] == [(Label(1), "要闻"), (Label(2), "民生")]
    tea, ferry, market = edition.items
    assert (tea.title, tea.byline, tea.authors) == ("谷雨前后采春茶", "本报记者 林晚", ("林晚",))
    assert tea.body == "云肩村的茶农上了山。\n\n鲜叶当天下山。"
    assert (ferry.title, ferry.review) == ("02", ("title-missing",))
    assert market.title == "夜市*开张*"
    (issue / "2").mkdir()
    (issue / "2/b.txt").write_text("补一篇\n\n后来写的。\n", "utf-8")
    assert new.main(command) == 0
    assert capsys.readouterr().out.endswith("1 items written, 3 there already\n")
    with pytest.raises(SystemExit):
        new.main(["2025-04-20", "--issue", str(tmp_path / "nowhere")])


@pytest.mark.parametrize(
    ("parts", "page", "name"),
    [
        (("1-要闻", "a.txt"), Label(1), "要闻"),
        (("4月18日", "1-要闻", "2-副刊", "a.txt"), Label(2), "副刊"),  # the innermost folder that is a page
        (("1-要闻", "定稿", "a.txt"), Label(1), "要闻"),
        (("定稿", "第3版 民生.txt"), Label(3), ""),
        (("定稿", "3.txt"), None, ""),  # a number alone is the text's place, not its page's
    ],
)
def test_a_manuscripts_page_is_in_its_innermost_folder_or_its_name(
    parts: tuple[str, ...], page: Label | None, name: str, tmp_path: Path
) -> None:
    path = tmp_path.joinpath(*parts)
    path.parent.mkdir(parents=True)
    path.write_text("谷雨前后采春茶\n茶农上了山。\n", "utf-8")
    (text,) = manuscripts(tmp_path)
    assert isinstance(text, Manuscript)
    assert (text.page, text.page_name) == (page, name)
