"""Glossaries: the file, what is wrong with it, and the one that comes with the tool."""

from pathlib import Path

from scripts.variants import converter, glossary
from scripts.variants.glossary import BASES, Glossary


def test_columns_blank_cells_and_the_sign_that_keeps() -> None:
    read = glossary.parse(
        "# for people\nsource\tzh-Hant\tTW\tHK\tnote\n软件\t軟件\t軟體\t\twhy\n了解\t=\n鼠标\t\t滑鼠\n"
    )
    assert read.findings == ()
    assert read.entries["软件"].forms == {"zh-Hant": "軟件", "zh-Hant-TW": "軟體", "zh-Hant-HK": "軟件"}
    assert set(read.entries["了解"].forms.values()) == {"了解"}
    assert read.entries["鼠标"].forms == {"zh-Hant-TW": "滑鼠"}


def test_every_line_that_cannot_be_used_is_a_finding_with_its_line() -> None:
    read = glossary.parse("source\tTW\n发\t發\n头发\t頭髮\n头发\t頭發\n\t空\n多\t多\t多\n")
    assert [(f.code, f.line) for f in read.findings] == [
        ("glossary-short", 2),
        ("glossary-twice", 4),
        ("glossary-line", 5),
        ("glossary-line", 6),
    ]
    assert list(read.entries) == ["头发"]
    assert [f.code for f in glossary.parse("word,form\n").findings] == ["glossary-header"]


def test_a_file_that_is_not_text_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "glossary.tsv").write_bytes(b"\xff\xfe\x00")
    assert [f.code for f in glossary.read(tmp_path / "glossary.tsv").findings] == ["glossary-unreadable"]
    assert glossary.read(tmp_path / "none.tsv") == Glossary()


def test_the_papers_entries_win_over_the_tools_and_over_the_house(tmp_path: Path) -> None:
    rows = "了解\t瞭解\n点赞\t點贊\n软件\t軟件\t軟體\n李海峰\t李海峯\n加油站\t油站\n"
    (tmp_path / "glossary.tsv").write_text(f"source\tzh-Hant\tTW\n{rows}", "utf-8")
    tw, hk = (converter(f"zh-Hant-{region}", content=tmp_path) for region in ("TW", "HK"))
    assert tw.text("了解软件，点赞李海峰，去加油站加油") == "瞭解軟體，點贊李海峯，去油站加油"
    assert hk.text("软件，李海峰") == "軟件，李海峯"
    assert tw.fingerprint != converter("zh-Hant-TW", content="/nonexistent").fingerprint


def test_people_take_effect_once_confirmed(tmp_path: Path) -> None:
    people = "source\tzh-Hant\tTW\tHK\tchecked\tnote\n王发\t王發\t\t\t\t\n周杰\t周杰\t\t\tyes\t\n"
    (tmp_path / "people.tsv").write_text(people, "utf-8")
    tw = converter("zh-Hant-TW", content=tmp_path)
    assert tw.text("周杰来了") == "周杰來了"
    assert list(tw.people.entries) == ["周杰"]


def test_the_base_glossary_is_sound() -> None:
    for base in BASES.values():
        read = glossary.read(base)
        assert read.findings == ()
        assert [(e.source, found) for e in read.entries.values() if (found := glossary.lint(e))] == []
    assert len(glossary.read(BASES[False]).entries) > 250


def test_lint_names_what_would_do_harm() -> None:
    codes = [
        glossary.lint(glossary.GlossaryEntry(source, {"zh-Hant": form}))[0][0]
        for source, form in (("发", "髮"), ("于洪", "于洪"), ("加油站", "油站"))
    ]
    assert codes == ["glossary-short", "glossary-common", "glossary-length"]
