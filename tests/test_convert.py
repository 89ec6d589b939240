"""The command: its exit codes, its report, its words, and the same bytes however many processes."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.commands import convert
from scripts.conversion.run import converter_version
from scripts.edition.content import load_edition
from scripts.edition.label import Label
from scripts.work.parallel import in_order, processes

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "scripts/conversion/sources.py"
PATIENCE = 120
"""Seconds after which a program hangs, however busy the machine is."""
PAGE = """岚汀日报

大雾锁江

    市气象台昨晚发布今年首个大雾橙色预警，三处渡口停航三
小时，早班轮渡改走大桥，午后航班陆续恢复。
"""


def put(root: Path, name: str, data: str | bytes = PAGE) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def run(root: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    """Convert root/raw into root/content; exit code and report."""
    report = root / "report.json"
    options = ["--content", str(root / "content"), "--report", str(report), "--jobs", "1", "--lang", "en"]
    code = convert.main([str(root / "raw"), *options, *arguments])
    return code, json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_all_is_converted(tmp_path: Path) -> None:
    put(tmp_path, "raw/2022/04/11/01.txt")
    code, report = run(tmp_path)
    assert code == 0
    (page,) = report["pages"]
    assert {"raw", "items", "unplaced", "conserved", "findings"} <= set(page)
    assert page["raw"].endswith("2022/04/11/01.txt")
    assert page["conserved"] is True
    assert all(Path(item["path"]).is_file() for item in page["items"])
    assert report["totals"]["pages"] == {"converted": 1}
    assert report["converter"] == converter_version()


def test_one_bad_page_does_not_stop_the_rest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, "raw/2022/04/11/01.txt")
    put(tmp_path, "raw/2022/04/11/02.txt", b"")
    put(tmp_path, "raw/2022/13/45/01.txt")
    put(tmp_path, "raw/foo.txt", "一行没有去处的文字\n")
    code, report = run(tmp_path)
    assert code == 1
    status = {page["raw"].rpartition("raw/")[2]: page["status"] for page in report["pages"]}
    assert status == {
        "2022/13/45/01.txt": "failed",
        "foo.txt": "failed",
        "2022/04/11/01.txt": "converted",
        "2022/04/11/02.txt": "failed",
    }
    lost = next(page for page in report["pages"] if page["raw"].endswith("foo.txt"))
    assert lost["unplaced"] == ["一行没有去处的文字"]
    assert (tmp_path / "content/2022/04/11/01-01.md").is_file()
    said = capsys.readouterr().err
    for name in ("02.txt", "45/01.txt", "foo.txt"):
        assert name in said
    assert "1 pages converted, 1 failed, files that are no page: 2" in said


def test_a_page_beyond_99_keeps_its_place(tmp_path: Path) -> None:
    put(tmp_path, "raw/2022/04/11/100.txt")
    assert run(tmp_path)[0] == 0
    edition, findings = load_edition(tmp_path / "content", dt.date(2022, 4, 11))
    assert [(item.page, item.order) for item in edition.items] == [(Label(100), 1)]
    assert not findings


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_the_encoding_does_not_change_the_items(tmp_path: Path, encoding: str) -> None:
    put(tmp_path / "a", "raw/2022/04/11/01.txt")
    put(tmp_path / "b", "raw/2022/04/11/01.txt", PAGE.encode(encoding))
    assert run(tmp_path / "a")[0] == run(tmp_path / "b")[0] == 0
    for folder in ("a", "b"):
        (tmp_path / folder / "content/2022/04/11/.convert.json").unlink()
    assert tree(tmp_path / "a/content") == tree(tmp_path / "b/content")


def test_a_wrong_command_line_is_told_before_anything_is_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert convert.main([str(tmp_path / "nowhere"), "--lang", "en"]) == 2
    assert "no such file or folder" in capsys.readouterr().err
    put(tmp_path, "raw/2022/04/11/01.txt")
    put(tmp_path, "content", b"a file")
    assert run(tmp_path)[0] == 2
    with pytest.raises(SystemExit) as stopped:
        convert.main(["--jobs", "0"])
    assert stopped.value.code == 2


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, "raw/2022/04/11/01.txt")
    put(tmp_path, "raw/2022/04/12/01.txt")
    put(tmp_path, "content/2022/04/11", b"a file where a folder should be")
    code, report = run(tmp_path)
    assert code == 1
    assert [page["status"] for page in report["pages"]] == ["failed", "converted"]
    assert "cannot be written" in capsys.readouterr().err


def test_no_pages_is_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "raw").mkdir()
    assert run(tmp_path)[0] == 0
    assert "No raw pages" in capsys.readouterr().err


def test_quiet_is_quiet_until_a_page_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, "raw/2022/04/11/01.txt")
    run(tmp_path, "--quiet")
    assert capsys.readouterr() == ("", "")
    put(tmp_path, "raw/2022/04/11/02.txt", b"")
    run(tmp_path, "--quiet")
    assert "02.txt" in capsys.readouterr().err


def test_explain_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = put(tmp_path, "raw/2022/04/11/01.txt")
    content = tmp_path / "content"
    assert convert.main([str(file), "--content", str(content), "--explain", "--lang", "zh"]) == 0
    said = capsys.readouterr().out
    for line in PAGE.split():
        assert line in said
    assert "正文" in said
    assert not content.exists()


def test_the_messages_speak_the_language_that_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, "raw/2022/04/11/01.txt", b"")
    run(tmp_path, "--lang", "zh")
    assert "空文件" in capsys.readouterr().err


def sample(root: Path, editions: int) -> None:
    """Editions of four pages of papers unlike each other, read by several extractors."""
    pages = sorted((ROOT / "benchmarks/pages/raw").glob("*.txt"))[:: 211 // (4 * editions) or 1]
    for number, page in enumerate(pages[: 4 * editions]):
        put(root, f"raw/2022/04/{number // 4 + 1:02d}/{number % 4 * 3 + 1:02d}.txt", page.read_bytes())


def test_any_number_of_processes_and_any_hash_seed_give_the_same(tmp_path: Path) -> None:
    sample(tmp_path, editions=4)
    put(tmp_path, "raw/2022/04/02/09.txt", b"")
    results = []
    for jobs, seed in ((1, "0"), (3, "7")):
        for name in ("content", ".banmian"):
            shutil.rmtree(tmp_path / name, ignore_errors=True)
        command = [
            sys.executable,
            "-m",
            "scripts",
            "convert",
            str(tmp_path / "raw"),
            "--content",
            str(tmp_path / "content"),
        ]
        command += ["--report", str(tmp_path / "report.json"), "--jobs", str(jobs), "--quiet"]
        done = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True)
        assert done.returncode == 1, done.stderr.decode()
        results.append({**tree(tmp_path / "content"), "report": (tmp_path / "report.json").read_bytes()})
    assert results[0] == results[1]


def test_convert_twice_is_convert_once(tmp_path: Path) -> None:
    sample(tmp_path, editions=1)
    run(tmp_path)
    once = tree(tmp_path / "content")
    _, again = run(tmp_path)
    assert {page["status"] for page in again["pages"]} == {"unchanged"}
    _, anew = run(tmp_path, "--all")
    assert {item["outcome"] for page in anew["pages"] for item in page["items"]} == {"same"}
    assert tree(tmp_path / "content") == once


@pytest.mark.slow
def test_an_interrupt_leaves_whole_files_and_the_next_run_goes_on(tmp_path: Path) -> None:
    sample(tmp_path, editions=28)
    put(tmp_path, "report.json", b"the report of an earlier run")
    command = [
        sys.executable,
        "-m",
        "scripts",
        "convert",
        str(tmp_path / "raw"),
        "--content",
        str(tmp_path / "content"),
    ]
    command += ["--report", str(tmp_path / "report.json"), "--jobs", "2", "--lang", "en"]
    heed = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a shell has jobs in the background ignore it
    running = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True, preexec_fn=heed)
    while not (tmp_path / "content/2022/04/03/.convert.json").exists():
        assert running.poll() is None, "it ended before it could be interrupted"
        time.sleep(0.01)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=PATIENCE)
    assert running.returncode == 130
    assert b"run again to go on" in said
    assert b"Traceback" not in said
    assert (tmp_path / "report.json").read_bytes() == b"the report of an earlier run"
    assert not list(tmp_path.rglob("*.part"))
    done = subprocess.run(command, cwd=ROOT, capture_output=True)
    assert b"unchanged" in done.stderr
    assert json.loads((tmp_path / "report.json").read_bytes())["totals"]["pages"].keys() == {"converted", "unchanged"}


def double(number: int) -> int:
    return 2 * number


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_order(jobs: int) -> None:
    with processes(jobs) as pool:
        assert list(in_order(double, range(30), pool, 4)) == [2 * n for n in range(30)]


@given(st.dictionaries(st.integers(1, 3), st.binary(max_size=300) | st.text(max_size=120).map(str.encode), min_size=1))
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_converted_or_told_and_nothing_is_lost(tmp_path: Path, pages: dict[int, bytes]) -> None:
    for name in ("raw", "content", ".banmian"):
        shutil.rmtree(tmp_path / name, ignore_errors=True)
    for number, data in pages.items():
        put(tmp_path, f"raw/2022/04/11/{number:02d}.txt", data)
    code, report = run(tmp_path, "--quiet")
    assert code == (1 if any(page["status"] == "failed" for page in report["pages"]) else 0)
    assert {page["raw"][-6:] for page in report["pages"]} == {f"{number:02d}.txt" for number in pages}
    for page in report["pages"]:
        assert page["conserved"]
        assert page["status"] == "converted" or page["findings"]
    before = tree(tmp_path / "content") if (tmp_path / "content").exists() else {}
    run(tmp_path, "--quiet", "--all")
    assert before == (tree(tmp_path / "content") if (tmp_path / "content").exists() else {})


@pytest.mark.parametrize(
    ("name", "handbook"), [("convert.md", "findings.md"), ("convert.zh-CN.md", "findings.zh-CN.md")]
)
def test_the_page_on_conversion_names_every_option(name: str, handbook: str) -> None:
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    options = {option for action in convert.parser()._actions for option in action.option_strings if option[:2] == "--"}
    assert [option for option in sorted(options - {"--help"}) if f"`{option}" not in page] == []
    assert handbook in page


def heeds_interrupts(_: int) -> bool:
    return signal.getsignal(signal.SIGINT) is not signal.SIG_IGN


def test_workers_leave_an_interrupt_to_the_first_process() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has jobs in the background ignore it
    with processes(2) as pool:
        assert list(in_order(heeds_interrupts, range(4), pool, 2)) == [False] * 4
    assert heeds_interrupts(0)
