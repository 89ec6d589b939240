"""One edition, counted by every command that counts: each number has one name, and is the same wherever it stands."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from pathlib import Path

import pytest

from scripts.commands import accept, check, convert, site, stats
from scripts.edition.catalogue import finding
from scripts.edition.finding import Language
from scripts.edition.label import Label
from scripts.edition.tally import Tally
from scripts.pagetext import ConvertedPage
from tests import toy_pagetext

DAY = "2022/04/11"
NAMES: dict[Language, dict[str, str]] = {
    "zh": {
        "failures": r"转换错误 (\d+) 处",
        "errors": r"(?<!转换)错误 (\d+) 处",
        "open": r"待核 (\d+) 处",
        "warnings": r"(?<!转换)提醒 (\d+) 处",
        "doubts": r"转换提醒 (\d+) 处",
    },
    "en": {
        "failures": r"(\d+) conversion errors?",
        "errors": r"(\d+) errors?",
        "open": r"(\d+) to review",
        "warnings": r"(\d+) warnings?",
        "doubts": r"(\d+) conversion warnings?",
    },
}
EVERY = Tally(errors=1, open=7, warnings=9, failures=1, doubts=1)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An edition with an error, entries and warnings, a page that fails, and a page that a person added."""

    def doubtful(data: bytes, *, date: dt.date, page: Label, name: str = "", **_: object) -> tuple[ConvertedPage, ...]:
        (one,) = toy_pagetext.convert(data, date=date, page=page, name=name)
        items = tuple(dataclasses.replace(item, review=("short", "breaks-off")) for item in one.items)
        found = [finding("short", line=1), finding("breaks-off", line=1)]
        return (dataclasses.replace(one, items=items, findings=(*found, finding("undecoded", line=2, count=1))),)

    monkeypatch.setattr("scripts.pagetext.convert", doubtful)
    monkeypatch.chdir(tmp_path)
    raw = tmp_path / "raw" / DAY
    raw.mkdir(parents=True)
    (raw / "01.txt").write_text(
        "大雾锁江\n三处渡口停航。\n\n菜场里的还书箱\n读者自己还书。\n\n汽笛合唱\n周末首演。\n", "utf-8"
    )
    (raw / "02.txt").write_bytes(b"")
    assert convert.main(["--quiet", "--jobs", "1"]) == 1
    content = tmp_path / "content" / DAY
    one = content / "01-01.md"
    one.write_text(one.read_text("utf-8").replace("page: 1", "page: 5"), "utf-8")
    for name in ("01-02.md", "01-03.md"):
        text = (content / name).read_text("utf-8")
        (content / name).write_text(text.replace("kind: article", "kind: article\nimage: images/1.png"), "utf-8")
    (content / "images").mkdir()
    (content / "images/1.png").write_bytes(PIXEL)
    (content / "07-01.md").write_text(
        "---\ntitle: 手添\ndate: 2022-04-11\npage: 7\norder: 1\nkind: article\nreview: [请总编过目]\n---\n\n一段。\n",
        "utf-8",
    )
    return tmp_path


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)


def named(text: str, language: Language) -> dict[str, int]:
    """The numbers of a text by their names, the last of each."""
    found: dict[str, int] = {}
    if language == "en":
        text = re.sub(r"(\d+) conversion (error|warning)s?", r"[\2 \1]", text)
    for name, pattern in NAMES[language].items():
        if language == "en" and name in ("failures", "doubts"):
            pattern = rf"\[{'error' if name == 'failures' else 'warning'} (\d+)\]"
        if numbers := re.findall(pattern, text):
            found[name] = int(numbers[-1])
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_counts_the_same(project: Path, capsys: pytest.CaptureFixture[str], language: Language) -> None:
    capsys.readouterr()
    told: dict[str, dict[str, int]] = {}
    for again in ("first", "second"):
        convert.main(["--review", "review", "--report", "report.json", "--jobs", "1", "--lang", language])
        told[f"convert, {again} run"] = named(capsys.readouterr().err.splitlines()[-1], language)
    check.main(["--lang", language])
    told["check"] = named(capsys.readouterr().out.splitlines()[-1], language)
    check.main(["--format", "json"])
    counted = json.loads(capsys.readouterr().out)
    told["check, JSON"] = {name: counted[name] for name in ("errors", "open", "warnings")}
    accept.main(["2022-04-11", "--lang", language])
    told["accept"] = named(capsys.readouterr().out, language)
    accept.main(["2022-04-11", "--warnings", "--lang", language])
    told["accept --warnings"] = named(capsys.readouterr().out, language)
    code, said = site.check(site.parser().parse_args(["--quiet", "--lang", language]))
    assert code == 1
    told["make"] = named(said, language)
    totals = json.loads((project / "report.json").read_text("utf-8"))["totals"]
    told["report.json"] = {"open": totals["open"]}
    index = (project / "review/index.html").read_text("utf-8").partition('<section id="editions">')[2]
    told["the report's index"] = named(re.sub("<details.*?</details>", "", index, flags=re.DOTALL), language)
    stats.main(["2022-04-11", "--lang", "zh"])
    told["stats"] = {"open": sum(line.count("；") + 1 for line in capsys.readouterr().out.splitlines() if "⚑" in line)}
    for where, numbers in told.items():
        assert numbers, where
        on_pages = {"open": 6} if "convert" in where or where == "report.json" else {}  # of the pages that it converted
        every = dataclasses.asdict(EVERY) | on_pages
        assert numbers == {name: every[name] for name in numbers}, where
    assert set(told["check"]) == {"errors", "open", "warnings"}
    assert set(told["convert, first run"]) == {"failures", "open", "doubts"}
    assert set(told["the report's index"]) == set(NAMES[language])


def test_a_pages_box_and_the_mark_on_its_way_say_the_same(project: Path) -> None:
    convert.main(["--review", "review", "--jobs", "1", "--lang", "zh", "--quiet"])
    html = (project / "review" / DAY / "01.html").read_text("utf-8")
    mark = re.search(r'aria-current="page">1 <b class="count" aria-label="待看 (\d+) 处">(\d+)</b>', html)
    box = re.search(r"要看的 (\d+) 处", html)
    assert mark
    assert box
    assert mark[1] == mark[2] == box[1]


def test_counts_fall_as_entries_are_accepted(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert accept.main(["2022-04-11", "01-02:short", "01-02:alt-missing", "--lang", "zh"]) == 0
    assert capsys.readouterr().out == "已核 2 处；还有：待核 6 处，提醒 8 处\n"
    check.main(["--lang", "zh"])
    assert named(capsys.readouterr().out.splitlines()[-1], "zh") == {"errors": 1, "open": 6, "warnings": 8}
