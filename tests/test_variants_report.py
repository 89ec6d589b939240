"""The editor's commands: what to look at, what an entry would change, whose names to confirm."""

import json
from pathlib import Path

import pytest

from scripts.commands import glossary_try, people, variant_report
from scripts.variants.glossary import GlossaryEntry, parse
from scripts.variants.people import merged_text

ITEM = """---
title: 于志浩到任
date: 2025-04-18
page: 1
order: 1
kind: article
authors: [范小满]
---

县长于志浩主持会议。胸口发紧，用干毛刷扫。“缺了一半

-{zh-tw:軟體}- 还有 -{没有关上
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / "2025" / "04" / "18"
    folder.mkdir(parents=True)
    (folder / "01-01.md").write_text(ITEM, "utf-8")
    (tmp_path / "content" / "glossary.tsv").write_text("source\tzh-Hant\n未见之词\t未見之詞\n", "utf-8")
    return tmp_path / "content"


def test_the_report_names_each_place_and_why(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert variant_report.main(["2025-04-18", "--content", str(content), "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    doubts = [(doubt["kind"], doubt["line"], doubt["source"]) for doubt in report["doubts"]]
    assert ("quote", 10, "“") in doubts
    assert ("alone", 10, "干") in doubts
    assert ("mark", 12, "-{") in doubts
    assert report["unused"] == ["未见之词"]
    for form in ("text", "html"):
        assert variant_report.main(["--content", str(content), "--format", form]) == 0
        assert "未见之词" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="2"):
        variant_report.main(["yesterday", "--content", str(content)])


def test_trying_an_entry_shows_what_it_changes_and_writes_nothing(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (content / "glossary.tsv").read_bytes()
    assert glossary_try.main(["毛刷", "毛帚", "--content", str(content)]) == 0
    shown = capsys.readouterr().out
    assert "毛刷掃" in shown
    assert "毛帚掃" in shown
    assert "毛刷\t毛帚" in shown
    assert glossary_try.main(["发", "髮", "--content", str(content)]) == 2
    assert (content / "glossary.tsv").read_bytes() == before


def test_people_are_proposed_once_and_confirmed_lines_stay(content: Path) -> None:
    assert people.main(["--content", str(content), "--quiet"]) == 0
    text = (content / "people.tsv").read_text("utf-8")
    assert "于志浩\t=\t" in text
    assert "范小满\t范小滿\t" in text
    edited = text.replace("范小满\t范小滿\t\t\t\t", "范小满\t范小滿\t\t\tyes\t")
    (content / "people.tsv").write_text(edited, "utf-8")
    assert people.main(["--content", str(content), "--quiet"]) == 0
    assert (content / "people.tsv").read_text("utf-8") == edited
    assert parse(edited).findings == ()
    assert merged_text("", [GlossaryEntry("于洋", {"zh-Hant-TW": "于洋"}, "1×")]) == (
        "source\tzh-Hant\tTW\tHK\tchecked\tnote\n于洋\t=\t\t\t\t1×\n",
        1,
    )


def test_a_traditional_paper_tries_words_for_its_simplified_variant(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = content.parent / "pelicanconf.py"
    settings.write_text("SITENAME = '晚報'\nDEFAULT_LANG = 'zh-Hant-HK'\nVARIANTS = {'zh-Hans': None}\n", "utf-8")
    item = content / "2025" / "04" / "18" / "01-01.md"
    item.write_text(ITEM.replace("县长于志浩主持会议。", "他的滙款到了。"), "utf-8")
    here = ["--content", str(content), "--settings", str(settings)]
    assert glossary_try.main(["滙款", "电汇", "--lang", "zh", *here]) == 0
    assert "zh-Hans: 滙款 → 电汇，1 段有此词，1 段会变" in capsys.readouterr().out
    assert people.main(here) == 0
    assert not (content / "people.tsv").exists()
    assert variant_report.main(["--format", "json", *here]) == 0
    assert json.loads(capsys.readouterr().out)["variant"] == "zh-Hans"
