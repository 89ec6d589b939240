"""The docs are true: the guide's commands run as written, every command is named, links lead somewhere."""

from __future__ import annotations

import datetime as dt
import json
import random
import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from scripts.commands import command, command_names
from tests.press import kit

ROOT = Path(__file__).parent.parent
DOCS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
LINK = re.compile(r"(?<!\\)\]\((?!https?:|#|mailto:)([^)#\s]+)")
RAW = """\
2025 年 4 月 20 日 星期日 第 01 版 要闻

谷雨前后采春茶

　　本报讯（记者 林晚）4 月 19 日清晨，云
肩村的茶农上了山。今年春茶比去年早开
采四天。
　　村里有茶园六百亩。村支书说，鲜叶
当天下山，当天进厂。
"""


def commands(name: str) -> list[str]:
    """The lines of the ```sh blocks of a page of docs/."""
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / "docs" / name).read_text("utf-8"), re.M | re.S)
    return [line for block in blocks for line in block.splitlines()]


@pytest.mark.slow
def test_the_editors_guide_followed_to_the_letter(tmp_path: Path) -> None:
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in tracked.split("\0"):
        if name.startswith(("scripts/", "theme/", "pelicanconf.py")):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tmp_path / name)
    raw = tmp_path / "raw/2025/04/20/01-要闻.txt"
    raw.parent.mkdir(parents=True)
    raw.write_text(RAW, "utf-8")
    lines = commands("editors.md")
    assert len(lines) == 3
    assert lines == commands("editors.zh-CN.md")
    for line in lines:
        words = [sys.executable if word == ".venv/bin/python" else word for word in line.split()]
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    page = (tmp_path / "output/2025/04/20/01/01/index.html").read_text("utf-8")
    assert "谷雨前后采春茶" in page
    assert "云肩村的茶农上了山。今年春茶比去年早开采四天。" in page
    assert (tmp_path / "output-review/index.html").exists()


COMMAND = re.compile(r"\b(python -m scripts|invoke|make|python -m benchmarks\.?)(?: +|(?<=\.))([a-z][\w.-]*)([^`|\n]*)")
"""A command in a block or in a sentence: what is called, its name, and the words after it."""
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))


def faults(called: str, name: str, words: list[str], *, whole: bool) -> list[str]:
    """What is wrong with a command line; one that is `whole`, and no mention in a sentence, is parsed as well."""
    if called == "make":
        return [] if name in TARGETS else [f"no target {name}"]
    if called.startswith("python -m benchmarks"):
        path = ROOT / "benchmarks" / name.replace(".", "/")
        return [] if path.with_suffix(".py").exists() or (path / "__main__.py").exists() else [f"no benchmark {name}"]
    if name not in command_names():
        return [] if called == "invoke" and name in ("search", "clean") else [f"no command {name}"]
    parser = command(name).parser()
    known = {text for action in parser._actions for text in action.option_strings}
    known |= {f"--{action.dest}" for action in parser._actions if not action.option_strings and called == "invoke"}
    wrong = [f"{name} has no {word}" for word in words if word.startswith("--") and word.split("=")[0] not in known]
    if whole and not wrong and called != "invoke" and "--help" not in words:
        try:
            parser.parse_args(words)
        except SystemExit:
            wrong.append(f"{name} does not take {words}")
    return wrong


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_line_is_one_that_there_is(path: Path) -> None:
    text = path.read_text("utf-8")
    found: list[str] = []
    for match in COMMAND.finditer(text):
        called, name, rest = match.groups()
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        whole = line.strip() in ("", ".venv/bin/") and "…" not in rest and "..." not in rest and "`" not in line
        if called == "make" and not (whole or line.endswith("`")):
            continue  # the verb
        words = re.split(r"  +| #|[；，。（]|\$|&&|>", rest)[0]
        found += faults(called, name.rstrip("."), shlex.split(words.replace("[", "").replace("]", "")), whole=whole)
    assert found == []


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    assert [link for link in LINK.findall(path.read_text("utf-8")) if not (path.parent / link).exists()] == []


FOR_EDITORS: list[str] = re.findall(r"^\| \[(\S+)\.md\]\(\S+\): ", (ROOT / "docs/README.md").read_text("utf-8"), re.M)
BOTH_IN_ONE = {"first-day"}
"""Pages that say everything in both languages, line by line."""


def shape(text: str) -> tuple[int, list[int], int]:
    """What two translations of a page have in common: headings, rows of each table, blocks of code."""
    tables = [len(block.splitlines()) for block in re.findall(r"(?:^\|.*\n)+", text, re.M)]
    return len(re.findall(r"^#{2,3} ", text, re.M)), tables, text.count("\n```") // 2


def test_the_index_names_every_page_for_editors_in_both_languages() -> None:
    assert len(FOR_EDITORS) > 10
    assert [n for n in FOR_EDITORS if n not in BOTH_IN_ONE and not (ROOT / f"docs/{n}.zh-CN.md").exists()] == []
    assert {path.name.removesuffix(".zh-CN.md") for path in (ROOT / "docs").glob("*.zh-CN.md")} <= {*FOR_EDITORS}


@pytest.mark.parametrize(
    "name", ["editors", "cms", "convert", "extractors", "publishing", "outputs", "upgrade", "sample"]
)
def test_both_languages_say_the_same_things(name: str) -> None:
    english, chinese = ((ROOT / "docs" / f"{name}{end}.md").read_text("utf-8") for end in ("", ".zh-CN"))
    assert shape(english) == shape(chinese), "a page was changed in one language only"
    assert f"[中文]({name}.zh-CN.md)" in english
    assert f"[English]({name}.md)" in chinese


@pytest.mark.slow
def test_a_month_is_read_by_the_lines_that_the_docs_show(tmp_path: Path) -> None:
    """Pandas and DuckDB, word for word, but for where the month lies."""
    import duckdb
    import pandas as pd  # type: ignore[import-untyped]

    options = kit.project(tmp_path)
    days = [kit.START, kit.START + dt.timedelta(1)]  # the second one's labels have letters
    for day in days:
        kit.write_edition(options.content, kit.make_edition(random.Random(day.toordinal()), day))
    kit.built(options)
    month = options.output / f"{days[0]:%Y/%m}" / "items.jsonl"
    rows = [json.loads(line) for line in month.read_text("utf-8").splitlines()]
    text = (ROOT / "docs/outputs.md").read_text("utf-8")
    (pandas_line,) = re.findall(r"^    pandas\.read_json\((.*)\)$", text, re.M)
    (sql,) = re.findall(r'^    duckdb -c "(.*)"$', text, re.M)
    line = re.sub('^"[^"]*"', lambda _: repr(str(month)), pandas_line)
    frame = eval(f"pd.read_json({line})", {"pd": pd})
    assert list(frame["page"]) == [str(row["page"]) for row in rows]
    assert list(frame["title"]) == [row["title"] for row in rows]
    counts = Counter(row["page_name"] for row in rows)
    found = duckdb.execute(sql.replace("output/2025/*/items.jsonl", str(month))).fetchall()
    assert dict(found) == dict(counts)
    assert [count for _, count in found] == sorted(counts.values(), reverse=True)
