"""What editors and owners get wrong, and the exact words that they are told: each a line of what was tried by hand."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.commands import check, convert, extract
from scripts.edition.content import load_edition
from tests.test_edition_check import EDITION, SOUND, lay_out

ROOT = Path(__file__).parent.parent
DAY = "2025/04/18"
PAGE = "岚汀日报\n\n雾岭春茶开采过半\n\n昨天是雾岭县春茶开采的第二十一天，全县开采茶园四万七千亩，均价每斤九十六元。\n"

TRADITIONAL = (
    "嵐汀日報\n\n霧嶺春茶開採過半\n\n昨天是霧嶺縣春茶開採的第二十一天，全縣開採茶園四萬七千畝，均價每斤九十六元。\n"
)

KNOWN = "UTF-8, UTF-16, GB18030, Big5, Shift-JIS, EUC-JP, EUC-KR"


def edition(root: Path, **more: bytes) -> Path:
    """A sound edition of two pages; `more` are files by name, `__` for a dot and `_` for a hyphen."""
    files = {
        "edition.yml": EDITION.encode(),
        "01-01.md": SOUND.format("茶山", 1, 1, "甲，乙。").encode(),
        "02-01.md": SOUND.format("渡口", 2, 1, "丙，丁。").encode(),
    }
    files |= {name.replace("__", ".").replace("_", "-"): data for name, data in more.items()}
    return lay_out(root, files)


def item(**fields: object) -> bytes:
    front = {"title": "桥", "date": "2025-04-18", "page": 1, "order": 2, "kind": "article", **fields}
    lines = [f"{key}: {value}" for key, value in front.items() if value is not None]
    return ("---\n" + "\n".join(lines) + "\n---\n\n桥通了。\n").encode()


CHECKED: list[tuple[str, Callable[[Path], Path], int, str, str]] = [
    (
        "a photo without a picture",
        lambda root: edition(root, **{"01_02__md": item(kind="photo", title=None)}),
        0,
        "a photo without a picture: put it into images/ and name it in `image`, or make this an article",
        "图片稿没有图片：请把图片放进 images/ 并写上 image，或把 kind 改为 article",
    ),
    (
        "a headline of 10,000 characters",
        lambda root: edition(root, **{"01_02__md": item(title="桥" * 10_000)}),
        1,
        "`title` has 10000 characters: nothing can show it as a line; move the text into the body",
        "“title”有 10000 字，无法作为一行显示：请把正文移到第二行 --- 之后",
    ),
    (
        "a paragraph for a deck",
        lambda root: edition(root, **{"01_02__md": item(deck="桥" * 200)}),
        0,
        "`deck` has 200 characters: is part of it text?",
        "“deck”有 200 字：其中是不是有正文？",
    ),
    (
        "500 items on a page",
        lambda root: edition(
            root, **{f"01_{n:02d}__md": item(order=n, title=f"第{n}桥", credit=n) for n in range(2, 501)}
        ),
        0,
        "page 1 has 500 items: is a table or a list cut into pieces?",
        "第 1 版有 500 篇：是不是把表格或名单拆成了许多篇？",
    ),
    (
        "an item that is a link to a file elsewhere",
        lambda root: linked(edition(root), root, "01-02.md"),
        1,
        "a link that leads out of the folder: it is not read; put the file itself here",
        "此链接指向文件夹之外，不会读取：请把文件本身放在这里",
    ),
    (
        "a picture that is a link to a file elsewhere",
        lambda root: linked(
            edition(root, **{"01_02__md": item(image="images/02.jpg", image_alt="桥")}), root, "images/02.jpg"
        ),
        1,
        "images/02.jpg is a link that leads out of content: put the picture itself there",
        "images/02.jpg 是指向 content 之外的链接：请放入图片本身",
    ),
    (
        "a date that the calendar does not have",
        lambda root: edition(root, **{"01_02__md": item(date="2025-11-31")}),
        1,
        "`date` must be a date such as 2022-04-11, not 2025-11-31: November has 30 days",
        "“date”须是日期，如 2022-04-11，而不是 2025-11-31：11月只有 30 天",
    ),
    (
        "February in a common year",
        lambda root: edition(root, **{"01_02__md": item(date="2025-02-29")}),
        1,
        "`date` must be a date such as 2022-04-11, not 2025-02-29: February 2025 has 28 days",
        "“date”须是日期，如 2022-04-11，而不是 2025-02-29：2025年2月只有 28 天",
    ),
    (
        "a month that the calendar does not have",
        lambda root: edition(root, **{"01_02__md": item(date="2025-13-01")}),
        1,
        "`date` must be a date such as 2022-04-11, not 2025-13-01: a year has 12 months",
        "“date”须是日期，如 2022-04-11，而不是 2025-13-01：一年只有 12 个月",
    ),
    (
        "a jump to a page that is not there",
        lambda root: edition(root, **{"01_02__md": item(jump_to=7)}),
        1,
        "`jump_to` leads to page 7, which this edition does not have",
        "“jump_to”指向第 7 版，本期没有此版",
    ),
    (
        "a page that prints another date",
        lambda root: edition(root, edition__yml=printing("岚汀日报 2025年8月26日 星期二")),
        0,
        "page 1 prints 2025-08-26, its place says 2025-04-18: is it in the right folder?",
        "第 1 版印着 2025-08-26，所在目录是 2025-04-18：是否放错了文件夹？",
    ),
    (
        "a page that prints another label",
        lambda root: edition(root, edition__yml=printing("2025年4月18日 星期五 第05版 要闻")),
        0,
        "page 1 prints 5: is its file named rightly?",
        "第 1 版印着 5：文件名里的版次对吗？",
    ),
    (
        "an edition far ahead",
        lambda root: moved(edition(root), "2099/04/18"),
        1,
        "2099-04-18 is not near today: is the folder's name right? The newest edition is the front page",
        "2099-04-18 离今天太远：目录的日期写对了吗？日期最新的一期会成为首页",
    ),
    (
        "an edition in a century without newspapers",
        lambda root: moved(edition(root), "1225/04/18"),
        1,
        "1225-04-18 is not near today: is the folder's name right? The newest edition is the front page",
        "1225-04-18 离今天太远：目录的日期写对了吗？日期最新的一期会成为首页",
    ),
    (
        "two items in one place by their front matter",
        lambda root: edition(root, **{"01_02__md": item(order=1)}),
        1,
        "`order` is 1, the path says 2: correct it, or move the file",
        "“order”写着 1，路径是 2：请改正，或移动文件",
    ),
    (
        "two items in one place by their names",
        lambda root: edition(root, **{"01_02__md": item(), "1_2__md": item(title="又一座桥")}),
        1,
        "not the name of an item, so it is not published, and 01-02.md is there, too: keep one, by that name",
        "不是稿件的文件名，不会发布；另有 01-02.md：请只留一份，用这个文件名",
    ),
    (
        "a headline cut at a number sign",
        lambda root: edition(root, **{"01_02__md": item(title="新桥通车 #现场")}),
        0,
        "“新桥通车” ends before “#现场”, to YAML a comment: put the value between double quotes",
        "“新桥通车”之后的“#现场”被当作注释，不会印出：请给整个值加英文双引号",
    ),
    (
        "a list whose bracket is not closed",
        lambda root: edition(root, **{"01_02__md": item(authors="[甲, 乙")}),
        1,
        (
            "not readable as YAML: put a value with `: ` or ` #` or a leading mark between double quotes "
            "(a [ without its ], or a comma missing in between)"
        ),
        "无法按 YAML 读取：含“: ”“ #”或以符号开头的内容请加英文双引号（[ 没有配对的 ]，或其中少了逗号）",
    ),
    (
        "a picture that is none",
        lambda root: edition(root, **{"01_02__md": item(image="images/1.jpg")}, **{"images/1__jpg": b"no picture"}),
        1,
        "images/1.jpg is no picture that can be read: put a sound one in its place (JPEG, PNG or WebP, named so)",
        "images/1.jpg 不是能读的图片：请换成完好的图片（JPEG、PNG、WebP 都可以，扩展名写对）",
    ),
    (
        "a page without a name",
        lambda root: edition(root, edition__yml=EDITION.replace("    name: 要闻\n", "").encode()),
        0,
        "page 1 has no name",
        "第 1 版缺少版名",
    ),
]


def printing(line: str) -> bytes:
    """edition.yml whose first page prints this line."""
    return EDITION.replace("    name: 要闻\n", f"    name: 要闻\n    furniture:\n      - {line}\n", 1).encode()


def moved(content: Path, folder: str) -> Path:
    (content / folder).parent.mkdir(parents=True)
    (content / DAY).rename(content / folder)
    return content


def linked(content: Path, root: Path, name: str) -> Path:
    (root / "secret.txt").write_bytes(item(title="密码"))
    place = content / DAY / name
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(root / "secret.txt")
    return content


@pytest.mark.parametrize(
    ("made", "code", "english", "chinese"), [row[1:] for row in CHECKED], ids=[r[0] for r in CHECKED]
)
def test_check_says(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    made: Callable[[Path], Path],
    code: int,
    english: str,
    chinese: str,
) -> None:
    content = made(tmp_path)
    for language, message in (("en", english), ("zh", chinese)):
        assert check.main(["--content", str(content), "--lang", language]) == code
        told = capsys.readouterr().out.splitlines()
        assert any(re.fullmatch(rf".* {re.escape(message)}  \[[a-z-]+\]", line) for line in told), "\n".join(told)


def test_a_list_that_is_not_closed_is_told_at_its_line_and_a_picture_that_is_none_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = item(authors="[甲, 乙")
    line = broken.decode().split("\n").index("authors: [甲, 乙") + 1
    picture = item(image="images/1.jpg", order=3)
    files = {"01_02__md": broken, "01_03__md": picture, "images/1__jpg": b"no picture"}
    check.main(["--content", str(edition(tmp_path, **files)), "--format", "json"])
    found = [(f["path"][-8:], f["line"], f["code"]) for f in json.loads(capsys.readouterr().out)["findings"]]
    assert ("01-02.md", line, "yaml-broken") in found
    assert [code for path, _, code in found if path == "01-03.md"] == ["image-unreadable"]


def test_what_lies_behind_a_link_is_not_published(tmp_path: Path) -> None:
    content = linked(edition(tmp_path), tmp_path, "01-02.md")
    whole, findings = load_edition(content, dt.date(2025, 4, 18))
    assert [one.title for one in whole.items] == ["茶山", "渡口"]
    assert [one.code for one in findings] == ["link-outside"]


@pytest.mark.parametrize(
    ("name", "data", "code", "english", "chinese"),
    [
        (
            "2025/11/31/01.txt",
            PAGE.encode(),
            1,
            "2025-11-31 is no date: November has 30 days. Move the file to raw/YYYY/MM/DD/",
            "2025-11-31 不是日期：11月只有 30 天。请把文件移到 raw/年/月/日/",
        ),
        (
            "2025/04/18/01.txt",
            "Вчера утром в порту зажгли новый маяк.\n".encode("cp1251"),
            1,
            f"no text: in none of the encodings {KNOWN}: save it as UTF-8",
            f"不是文本：不是 {KNOWN} 中的任何一种：请另存为 UTF-8",
        ),
        (
            "2025/04/18/01.txt",
            PAGE.encode().decode("latin-1").encode(),
            1,
            "no text: garbled before it came here (UTF-8 read as Latin-1): save it again from where it came",
            "不是文本：来时已是乱码（把 UTF-8 当作 Latin-1 打开后又保存）：请从原处重新导出",
        ),
        (
            "2025/04/18/01.txt",
            "昨日の早朝、港町の灯台に新しいランプが取り付けられた。\n".encode("cp932"),
            0,
            "read as Shift-JIS, in which no Chinese is written: is this a page of this paper?",
            "按 Shift-JIS 读取，这种编码不用于中文：是不是别的报纸的版面？",
        ),
        (
            "2025/04/18/p11.txt",
            PAGE.encode(),
            0,
            "read as page P11 of a section P: if it is page 11, name the file 11.txt",
            "按 P11 版（P 叠）转换：如果是第 11 版，请改名为 11.txt",
        ),
    ],
)
def test_convert_says(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    data: bytes,
    code: int,
    english: str,
    chinese: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "raw" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    for language, message in (("en", english), ("zh", chinese)):
        assert convert.main(["--all", "--lang", language]) == code
        told = capsys.readouterr().err.splitlines()
        assert any(re.fullmatch(rf".* {re.escape(message)}  \[[a-z0-9-]+\]", line) for line in told), "\n".join(told)


@pytest.mark.parametrize(
    ("encoding", "text", "told"),
    [
        ("gbk", PAGE, "read as GB18030 (GBK), which its bytes suggest: save it as UTF-8 to be certain"),
        (
            "utf-16-le",
            PAGE,
            "read as UTF-16 (little-endian, without a mark), which its bytes suggest: save it as UTF-8 to be certain",
        ),
        (
            "utf-16-be",
            PAGE,
            "read as UTF-16 (big-endian, without a mark), which its bytes suggest: save it as UTF-8 to be certain",
        ),
        ("big5", TRADITIONAL, "read as Big5, which its bytes suggest: save it as UTF-8 to be certain"),
    ],
    ids=["GBK", "UTF-16LE", "UTF-16BE", "Big5"],
)
def test_other_encodings_of_chinese_are_read_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, text: str, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "raw" / DAY / "01.txt"
    path.parent.mkdir(parents=True)
    path.write_bytes(text.encode(encoding))
    assert convert.main(["--report", "report.json", "--quiet"]) == 0
    (page,) = json.loads((tmp_path / "report.json").read_text("utf-8"))["pages"]
    assert told in [finding["message"] for finding in page["findings"]]
    written = "".join(file.read_text("utf-8") for file in (tmp_path / "content" / DAY).glob("01-*.md"))
    assert text.split("\n")[4] in written  # never mojibake


def test_extract_that_finds_nothing_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "2025-04-18").mkdir()
    (tmp_path / "2025-04-18/01.pdf").write_bytes(b"no PDF at all")
    assert extract.main(["2025-04-18", "--raw", "text", "--lang", "en"]) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2025-04-18"]


def test_a_raw_page_that_is_a_link_to_a_file_elsewhere_is_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret.txt").write_text("钥匙在门垫下面。\n" * 9, "utf-8")
    folder = tmp_path / "raw" / DAY
    folder.mkdir(parents=True)
    (folder / "01.txt").symlink_to(tmp_path / "secret.txt")
    assert convert.main(["--lang", "en"]) == 1
    assert "a link that leads out of the folder: it is not read" in capsys.readouterr().err
    assert not (tmp_path / "content").exists()


@pytest.mark.parametrize("command", ["accept", "check", "convert", "stats", "new", "doctor", "build", "site"])
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_at_the_very_start_is_no_traceback(tmp_path: Path, command: str) -> None:
    (tmp_path / "sitecustomize.py").write_text(  # as early as a person can be
        "import os, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell has jobs in the background ignore it
        "class Interrupt:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == 'scripts.commands.{command}':\n"
        "            sys.meta_path.remove(self)\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Interrupt())\n"
    )
    env = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    done = subprocess.run(
        [sys.executable, "-m", "scripts", command], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == 130
