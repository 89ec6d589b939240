"""The check command: what it selects, prints and returns."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from scripts.commands import check
from scripts.commands.check import lonely
from scripts.edition.finding import Finding
from scripts.edition.show_findings import as_job_summary
from tests.test_edition_check import EDITION, SOUND, lay_out


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return lay_out(
        tmp_path,
        {
            "edition.yml": EDITION.encode(),
            "01-01.md": SOUND.format("茶山", 1, 1, "甲，乙。").encode(),
            "02-01.md": SOUND.format("渡口", 2, 2, "丙，丁。").encode().replace(b"\n", b"\r\n"),
        },
    )


def run(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str, str]:
    code = check.main([str(arg) for arg in args])
    out, err = capsys.readouterr()
    return code, out, err


def test_errors_make_the_exit_code(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--content", content, "--lang", "en")
    assert code == 1
    assert "content/2025/04/18/02-01.md\n     :5 error   `order` is 2, the path says 1" in out
    assert out.endswith("Checked 1 edition, 2 items: 1 error, 0 warnings\n")


def test_only_the_named_file_is_reported(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, content / "2025/04/18/01-01.md", "--content", content)[0] == 0
    assert run(capsys, content / "2025/04/18/02-01.md", "--content", content)[0] == 1
    assert run(capsys, content / "2025/04", "--content", content)[0] == 1


def test_json_and_github_say_the_same(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "--content", content, "--format", "json")
    (finding,) = json.loads(out)["findings"]
    assert (finding["code"], finding["line"], finding["field"]) == ("order-disagrees", 5, "order")
    _, out, _ = run(capsys, "--content", content, "--format", "github", "--lang", "zh")
    assert out.startswith("::error file=content/2025/04/18/02-01.md,line=5,title=错误：版内次序::“order”写着 2")


def test_the_job_summary_is_written(
    content: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = content.parent / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    run(capsys, "--content", content, "--format", "github", "--lang", "en")
    assert "| `content/2025/04/18/02-01.md:5` | error | `order` is 2" in page.read_text("utf-8")


def test_a_summary_stays_within_what_github_takes() -> None:
    found = [Finding("x", "error", "m" * 200, path=f"content/{n}.md", line=n) for n in range(5000)]
    page = as_job_summary(found, 1, 1, "en")
    assert len(page.encode()) < 1_000_000
    assert "4700 more in the log" in page


def test_fix_mends_line_ends_and_nothing_else(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = content / "2025/04/18/02-01.md"
    before = file.read_bytes()
    code, _, err = run(capsys, "--content", content, "--fix")
    assert code == 1
    assert "02-01.md: line-ends" in err
    assert file.read_bytes() == before.replace(b"\r\n", b"\n")


def test_a_wrong_path_is_told(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (content / "nothing", content.parent):
        code, _, err = run(capsys, path, "--content", content)
        assert code == 2
        assert str(path) in err


def test_the_papers_tables_are_checked(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (content / "glossary.tsv").write_text("source\tTW\n岚\t嵐\n", "utf-8")
    _, out, _ = run(capsys, content / "2025/04/18/01-01.md", "--content", content, "--lang", "en")
    assert "content/glossary.tsv\n     :2 error   岚 is one character" in out


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("1925-04-17", "2025-04-18", "2025-04-19", "2025-04-20"), ["1925-04-17"]),
        (("1921-01-01", "1921-01-02", "1990-01-01", "1990-01-02"), []),
        (("2025-04-17", "2025-04-18", "2052-04-19"), []),
        (("1925-04-17", "2025-04-18", "2125-04-19"), []),
    ],
    ids=["a mistyped year", "a paper that was stopped for decades", "too near", "too few to tell"],
)
def test_an_edition_decades_from_all_others_is_doubted(dates: tuple[str, ...], expected: list[str]) -> None:
    days = [dt.date.fromisoformat(date) for date in dates]
    assert [f.path for f in lonely(days, set(days), "content")] == [f"content/{d.replace('-', '/')}" for d in expected]
    assert list(lonely(days, set(), "content")) == []
