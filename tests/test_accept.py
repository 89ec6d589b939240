"""What convert asks, once accepted: out of the file, in the record, not asked again, and counted alike everywhere."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from scripts.commands import accept, check, convert, stats
from scripts.conversion.merge import merged_text
from scripts.edition import editionfile, frontmatter
from scripts.edition.catalogue import finding
from scripts.edition.finding import Finding
from scripts.edition.label import Label
from scripts.edition.model import Page
from scripts.edition.reviewlist import entries_in, without
from scripts.edition.standin import of_text
from scripts.edition.tally import OPEN
from scripts.pagetext import ConvertedPage
from tests import toy_pagetext

PAGE = "大雾锁江\n三处渡口停航。\n\n菜场里的还书箱\n读者自己还书。\n\n汽笛合唱\n周末首演。\n"
CODES = {1: ("breaks-off",), 2: ("headline-moved", "short"), 3: ("breaks-off",)}
DAY = "2022/04/11"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    def doubtful(data: bytes, *, date: dt.date, page: Label, name: str = "", **_: object) -> tuple[ConvertedPage, ...]:
        (one,) = toy_pagetext.convert(data, date=date, page=page, name=name)
        items = tuple(dataclasses.replace(item, review=CODES.get(item.order, ())) for item in one.items)
        found = tuple(
            Finding(code, "note", code, code, line=span.order * 3 - 2)
            for span in (line.spans[0] for line in one.lines if line.spans[0].part == "title")
            for code in CODES[span.order]
        )
        return (dataclasses.replace(one, items=items, findings=found),)

    monkeypatch.setattr("scripts.pagetext.convert", doubtful)
    monkeypatch.chdir(tmp_path)
    raw = tmp_path / "raw" / DAY / "01.txt"
    raw.parent.mkdir(parents=True)
    raw.write_text(PAGE, encoding="utf-8")
    return tmp_path


def item(project: Path, order: int) -> Path:
    return project / "content" / DAY / f"01-0{order}.md"


def report(project: Path, *options: str) -> dict[str, object]:
    assert convert.main(["--report", "report.json", "--quiet", "--review", "review", "--lang", "zh", *options]) == 0
    data: dict[str, object] = json.loads((project / "report.json").read_text("utf-8"))
    return data


def counts(project: Path, capsys: pytest.CaptureFixture[str]) -> set[int]:
    """How many entries are open by each of the four that tell."""
    made = report(project)
    totals = made["totals"]
    assert isinstance(totals, dict)
    capsys.readouterr()
    check.main(["--format", "json"])
    checked = json.loads(capsys.readouterr().out)["open"]
    stats.main(["2022-04-11", "--lang", "zh"])
    shown = capsys.readouterr().out
    flags = "".join(line.partition("⚑")[2] for line in shown.splitlines())
    lines = flags.count("；") + sum("⚑" in line for line in shown.splitlines())
    told = re.search(r"待核 (\d+) 处", (project / "review" / DAY / "01.html").read_text("utf-8"))
    return {totals["open"], checked, lines, int(told[1]) if told else 0}


def test_counts_agree_and_fall(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert counts(project, capsys) == {4}
    assert accept.main(["2022-04-11/01-02", "--kind", "short"]) == 0
    assert counts(project, capsys) == {3}
    assert accept.main(["2022-04-11", "--kind", "breaks-off"]) == 0
    assert counts(project, capsys) == {1}
    assert accept.main(["--page", "1"]) == 0  # of the newest edition
    assert counts(project, capsys) == {0}


def test_what_was_accepted_is_not_asked_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report(project)
    before = item(project, 1).read_text("utf-8")
    assert accept.main(["2022-04-11", "--all", "--quiet"]) == 0
    assert item(project, 1).read_text("utf-8") == before.replace("review: [breaks-off]\n", "")
    monkeypatch.setattr("scripts.commands.convert.converter_version", lambda: "a newer converter")
    made = report(project)
    pages = made["pages"]
    assert isinstance(pages, list)
    assert pages[0]["status"] == "converted"
    assert {one["outcome"] for one in pages[0]["items"]} == {"same"}
    assert pages[0]["findings"] == []
    assert "review" not in item(project, 1).read_text("utf-8")


def test_a_better_conversion_replaces_what_was_only_accepted(project: Path) -> None:
    report(project)
    accept.main(["2022-04-11", "--all", "--quiet"])
    (project / "raw" / DAY / "01.txt").write_text(PAGE.replace("三处", "五处"), encoding="utf-8")
    made = report(project)
    pages = made["pages"]
    assert isinstance(pages, list)
    assert [one["outcome"] for one in pages[0]["items"]] == ["replaced", "same", "same"]
    text = item(project, 1).read_text("utf-8")
    assert "五处" in text
    assert "review" not in text


def test_an_entry_taken_out_by_hand_is_accepted_too(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report(project)
    text = item(project, 2).read_text("utf-8")
    item(project, 2).write_text(
        text.replace("[headline-moved, short]", "[short]").replace("读者", "街坊"), encoding="utf-8"
    )
    monkeypatch.setattr("scripts.commands.convert.converter_version", lambda: "a newer converter")
    report(project)
    record = json.loads((project / "content" / DAY / ".convert.json").read_text("utf-8"))
    assert record["pages"]["1"]["items"]["2"]["accepted"] == ["headline-moved"]
    assert "街坊" in item(project, 2).read_text("utf-8")
    assert entries_in(item(project, 2).read_text("utf-8")) == ("short",)


def test_it_shows_what_is_open_and_changes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report(project)
    before = item(project, 2).read_bytes()
    assert accept.main(["2022-04-11", "--lang", "zh"]) == 0
    out = capsys.readouterr().out
    assert "    2  --kind breaks-off" in out
    assert "    4  --page 01" in out
    assert "未作改动" in out
    assert accept.main(["2022-04-11", "--all", "--dry-run", "--lang", "en"]) == 0
    assert "4 would be accepted; left: 0 to review, 1 warning" in capsys.readouterr().out
    assert item(project, 2).read_bytes() == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["2022-04-12"], "2022-04-12: no such edition. The nearest is 2022-04-11."),
        (["2022-04-31"], "2022-04-31: April has 30 days"),
        (["20220411"], "20220411: a date is written 2022-04-11"),
        (["2022/04/11"], "2022/04/11: a date is written 2022-04-11"),
        (["raw"], "raw: no such edition. Name a date"),
        (["2022-04-11/01-09"], "2022-04-11/01-09: no such item. Page 1 has 01-01 to 01-03."),
        (["2022-04-11", "02-01"], "02-01: no such page. The edition of 2022-04-11 has items on pages 1."),
        (["01-02"], "01-02: an item of which edition? Put its date before it: 2025-04-20 01-02"),
        (["2022-04-11", "--page", "x"], "--page x: not a page's label, as 1 or A01"),
        (["--page", "77"], "--page 77: no such page. The edition of 2022-04-11 has items on pages 1."),
        (["2022-04-11", "--kind", "shrt"], "shrt: no such kind. Is it short?"),
        (["2022-04-11", "01-02:shrt"], "shrt: no such kind. Is it short?"),
        (["2022-04-11", "--kind", "alt-mising"], "alt-mising: no such kind. Is it alt-missing"),
        (["2022-04-11", "--kind", "qqqqq"], "qqqqq: no such kind. Entries are of the kinds begins-inside, breaks-off"),
    ],
)
def test_what_it_cannot_do_is_told(
    project: Path, capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    report(project)
    assert accept.main([*words, "--lang", "en"]) == 2
    assert message in capsys.readouterr().err


def test_many_are_accepted_in_one_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report(project)
    capsys.readouterr()
    assert accept.main(["2022-4-11", "1-1", "01-02:short", "2022-04-11:page-name-missing", "--lang", "zh"]) == 0
    assert capsys.readouterr().out == "已核 3 处；还有：待核 2 处\n"
    assert entries_in(item(project, 2).read_text("utf-8")) == ("headline-moved",)
    assert entries_in(item(project, 3).read_text("utf-8")) == ("breaks-off",)
    assert accept.main(["2022-04-11", "--all", "--lang", "zh"]) == 0
    assert capsys.readouterr().out == "已核 2 处，全部核完\n"


def test_a_broken_record_stops_it_before_anything_changes(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report(project)
    before = item(project, 1).read_bytes()
    (project / "content" / DAY / ".convert.json").write_text("<<<<<<<", encoding="utf-8")
    assert accept.main(["2022-04-11", "--all", "--lang", "en"]) == 1
    assert "git checkout -- content/2022/04/11/.convert.json" in capsys.readouterr().err
    assert item(project, 1).read_bytes() == before


def warned(project: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    capsys.readouterr()
    check.main(["--format", "json"])
    findings = json.loads(capsys.readouterr().out)["findings"]
    return [(f["path"].rpartition("/")[2], f["code"]) for f in findings if f["code"] not in OPEN]


def test_a_warning_that_may_stand_is_accepted_by_itself(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report(project)
    about = item(project, 1).with_name("edition.yml")
    for order in (1, 2):
        text = item(project, order).read_text("utf-8")
        item(project, order).write_text(text.replace("order:", "image: images/0.jpg\norder:"), encoding="utf-8")
    images = about.parent / "images"
    images.mkdir()
    (images / "0.jpg").write_bytes(b"\xff\xd8\xff\xd9")
    about.write_bytes(about.read_bytes() + "# 注：见 4 月 10 日报\n".encode())
    before = warned(project, capsys)
    assert ("01-01.md", "alt-missing") in before
    assert accept.main(["2022-04-11/01-01", "--kind", "alt-missing", "--quiet"]) == 0
    assert warned(project, capsys) == [w for w in before if w != ("01-01.md", "alt-missing")]
    assert accept.main(["2022-04-11", "--kind", "alt-missing", "--quiet"]) == 0
    assert accept.main(["2022-04-11", "--kind", "page-name-missing", "--quiet"]) == 0
    text = about.read_text("utf-8")
    names = ["01-01 alt-missing", "01-02 alt-missing", "page-name-missing"]
    assert text.endswith("# 注：见 4 月 10 日报\n")
    assert "accepted:\n" + "".join(f"  - {name}\n" for name in names) + "pages:\n" in text
    assert set(editionfile.parse(text).accepted) == set(names)
    assert not {"alt-missing", "page-name-missing"} & {code for _, code in warned(project, capsys)}
    report(project, "--all")
    assert set(editionfile.parse(about.read_text("utf-8")).accepted) == set(names)


@pytest.mark.parametrize("place", ["tool", "end", "flow"])
def test_a_page_that_comes_later_is_merged_beside_what_was_accepted(
    project: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    report(project)
    about = item(project, 1).with_name("edition.yml")
    plain = about.read_text("utf-8")
    if place == "tool":
        assert accept.main(["2022-04-11", "--kind", "page-name-missing", "--quiet"]) == 0
    else:
        written = {"end": "accepted:\n  - page-name-missing\n", "flow": "accepted: [page-name-missing]\n"}
        about.write_text(plain + written[place], "utf-8")
    (project / "raw" / DAY / "02.txt").write_text("# 岚汀日报\n渡口复航\n早班船开了。\n", "utf-8")
    capsys.readouterr()
    report(project)
    text = about.read_text("utf-8")
    assert [str(page.number) for page in editionfile.parse(text).pages] == ["1", "2"]
    assert editionfile.parse(text).accepted == ("page-name-missing",)
    assert not about.with_name("edition.yml.new").exists()
    assert warned(project, capsys) == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("01-01:alt-missing", None),
        ("01-01 alt-missing", None),
        ("alt-missing", None),  # accepts nothing of an item's, but is a code
        ("01-01:alt-mising", "“accepted”里的“01-01 alt-mising”什么也没有核掉：是不是“01-01 alt-missing”？"),
        ("01-09:alt-missing", "“accepted”里的“01-09 alt-missing”什么也没有核掉：请写稿件和提醒的代码"),
    ],
)
def test_what_is_typed_into_the_form_is_understood_or_told(
    project: Path, capsys: pytest.CaptureFixture[str], typed: str, told: str | None
) -> None:
    report(project)
    about = item(project, 1).with_name("edition.yml")
    text = item(project, 1).read_text("utf-8").replace("order:", "image: images/0.png\norder:")
    item(project, 1).write_text(text, encoding="utf-8")
    (about.parent / "images").mkdir()
    Image.new("L", (2, 2)).save(about.parent / "images/0.png")
    about.write_text(about.read_text("utf-8") + f"accepted:\n  - {typed}\n", "utf-8")
    capsys.readouterr()
    check.main(["--lang", "zh"])
    out = capsys.readouterr().out
    assert ("[alt-missing]" in out) == (not typed.startswith("01-01") or told is not None)
    assert ("[accepted-unknown]" in out) == (told is not None)
    assert told is None or told in out


def test_git_merges_a_later_page_and_what_was_accepted(tmp_path: Path) -> None:
    pages = [Page(Label(1), "要闻", furniture=("岚汀日报",)), Page(Label(2), "民生")]
    base, later = (editionfile.dump(dt.date(2022, 4, 11), "9127", pages[:count]) for count in (1, 2))
    accepted = editionfile.with_accepted(base, ["01-01 alt-missing"])
    assert accepted is not None
    merged = merged_text(accepted, base, later)
    assert merged == editionfile.with_accepted(later, ["01-01 alt-missing"])


def test_an_error_is_never_accepted(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report(project)
    item(project, 1).write_text(item(project, 1).read_text("utf-8").replace("order: 1", "order: 7"), encoding="utf-8")
    assert accept.main(["2022-04-11", "--all", "--warnings", "--quiet"]) == 0
    about = item(project, 1).with_name("edition.yml")
    about.write_text(about.read_text("utf-8").replace("accepted:", "accepted:\n  - 01-01 order-disagrees"), "utf-8")
    capsys.readouterr()
    assert check.main(["--format", "json"]) == 1


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12), max_size=4))
def test_what_is_accepted_is_written_and_read_again(names: list[str]) -> None:
    text = "date: 2022-04-11 # 期\r\naccepted: [old, older]\r\nlead: 01-02\r\npages: []"
    once = editionfile.with_accepted(text, names)
    assert once is not None
    assert list(editionfile.parse(once).accepted) == names
    assert editionfile.with_accepted(once, names) == once
    assert once.startswith("date: 2022-04-11 # 期\r\nlead: 01-02\r\n")
    assert once.endswith("\r\npages: []\r\n")


def test_the_report_names_the_commands(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report(project)
    html = (project / "review" / DAY / "01.html").read_text("utf-8")
    for command in (
        ".venv/bin/python -m scripts accept 2022-04-11 --page 1<",
        ".venv/bin/python -m scripts accept 2022-04-11 --page 1 --kind breaks-off<",
        ".venv/bin/python -m scripts accept 2022-04-11 01-02:short<",
    ):
        assert f'<code class="command">{command}' in html
    assert "python -m scripts accept 2022-04-11 --all<" in (project / "review/index.html").read_text("utf-8")
    assert "https://" not in html
    for name, value in (("SERVER_URL", "https://github.com"), ("REPOSITORY", "desk/paper"), ("REF_NAME", "20/4")):
        monkeypatch.setenv(f"GITHUB_{name}", value)
    report(project, "--all")
    html = (project / "review" / DAY / "01.html").read_text("utf-8")
    assert "https://github.com/desk/paper/actions/workflows/accept.yml" in html
    assert "https://github.com/desk/paper/edit/20/4/content/2022/04/11/01-02.md" in html


HEAD = "---\ntitle: 渡口\n{}date: 2022-04-11\npage: 1\norder: 1\nkind: article\n---\n\n正文。\n"


@pytest.mark.parametrize(
    ("written", "codes", "left"),
    [
        ("review: [short]\n", ["short"], ""),
        ("review: [short, own note]\n", ["short"], "review: [own note]\n"),
        ("review:\n  - short\n  - columns\n", ["columns"], "review: [short]\n"),
        ("review:\n- short\n- columns\n# a note to the desk\n", ["short", "columns"], "# a note to the desk\n"),
        ("review: short\n", ["short"], ""),
        ('review: [\n  "short",\n  columns,\n]\n', ["short"], "review: [columns]\n"),
        ("review: [short]  # look\n", ["columns"], "review: [short]  # look\n"),
    ],
)
def test_only_the_entries_leave_the_file(written: str, codes: list[str], left: str) -> None:
    assert without(HEAD.format(written), codes) == HEAD.format(left)
    windows = HEAD.format(written).replace("\n", "\r\n")
    assert without(windows, codes) == HEAD.format(left).replace("\n", "\r\n")


@given(
    st.lists(st.sampled_from(["short", "columns", "two-stories", "看一眼: #1"]), unique=True), st.sets(st.just("short"))
)
def test_the_rest_reads_as_before(codes: list[str], gone: set[str]) -> None:
    text = HEAD.format(f"review: {json.dumps(codes, ensure_ascii=False)}\n")
    new = without(text, gone)
    assert new is not None
    before, after = frontmatter.parse(text).item, frontmatter.parse(new).item
    assert before
    assert after == dataclasses.replace(before, review=tuple(code for code in codes if code not in gone))


def test_a_photo_keeps_the_headline_that_an_editor_gave_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def photos(data: bytes, *, date: dt.date, page: Label, name: str = "", **_: object) -> tuple[ConvertedPage, ...]:
        (one,) = toy_pagetext.convert(data, date=date, page=page, name=name)
        items = tuple(
            dataclasses.replace(
                item, kind="photo", title=of_text(item.body), title_is_derived=True, body=item.body, credit="甲 摄"
            )
            for item in one.items
        )
        return (dataclasses.replace(one, items=items),)

    monkeypatch.setattr("scripts.pagetext.convert", photos)
    report(project)
    text = item(project, 1).read_text("utf-8")
    assert "title" not in text
    edited = text.replace("date:", "title: 雾锁大江\ndate:", 1).replace("\n---\n\n", "\nimage: images/1.jpg\n---\n\n")
    item(project, 1).write_text(edited, encoding="utf-8")
    (project / "raw" / DAY / "01.txt").write_text(PAGE.replace("三处", "五处"), encoding="utf-8")
    report(project)
    assert item(project, 1).read_text("utf-8") == edited.replace("三处", "五处")
    report(project, "--all")
    assert item(project, 1).read_text("utf-8") == edited.replace("三处", "五处")


def unsure(data: bytes, *, date: dt.date, page: Label, name: str = "", **_: object) -> tuple[ConvertedPage, ...]:
    """The toy converter, which is not sure where the first item's text begins."""
    (one,) = toy_pagetext.convert(data, date=date, page=page, name=name)
    items = tuple(dataclasses.replace(item, review=("unsure",)) if item.order == 1 else item for item in one.items)
    doubt = finding("unsure", "", 2, "body", case="begins", at=2, seen="三处渡口停航。")
    return (dataclasses.replace(one, items=items, findings=(doubt,)),)


def test_what_is_open_is_shown_with_the_reason_and_the_raw_line(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scripts.pagetext.convert", unsure)
    report(project)
    capsys.readouterr()
    assert accept.main(["2022-04-11", "--lang", "zh"]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    said = "正文未必从第 2 行“三处渡口停航。”开始，请看原版上前面还有没有。"
    assert first == f"  content/{DAY}/01-01.md  {said}  [01.txt:2]"


def test_check_gives_the_reason_and_the_raw_line_too(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scripts.pagetext.convert", unsure)
    report(project)
    capsys.readouterr()
    check.main(["--format", "github", "--lang", "zh"])
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "01-01.md" in line and "三处渡口" in line]
    said = "正文未必从第 2 行“三处渡口停航。”开始，请看原版上前面还有没有。（01.txt:2）"
    assert line.partition("::warning ")[2].partition("::")[2].startswith(said)
    (item(project, 1)).write_text(item(project, 1).read_text("utf-8").replace("[unsure]", "[short]"), "utf-8")
    check.main(["--lang", "zh"])  # an entry that convert did not ask for speaks for itself
    assert "正文很短，请核对是否完整。看过后用" in capsys.readouterr().out
