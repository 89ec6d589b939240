"""Every kind of broken content gives the exact message that an editor should read, at the right line."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from scripts.commands import build
from scripts.commands import check as check_command
from scripts.edition import check, urls
from scripts.edition.content import load_edition
from scripts.edition.label import Label
from scripts.edition.reviews import reviews
from scripts.edition.show_findings import as_text
from scripts.edition.standin import of_text
from scripts.edition.urls import edition_folder
from scripts.pagetext.review import DOUBTS
from tests.press import kit

GOLDEN = Path(__file__).parent / "golden" / "check"
DATE = dt.date(2025, 4, 18)
SOUND = "---\ntitle: {}\ndate: 2025-04-18\npage: {}\norder: {}\nkind: article\n---\n\n{}\n"
EDITION = "date: 2025-04-18\npages:\n  - number: 1\n    name: 要闻\n  - number: 2\n    name: 民生\n"
_ESCAPE = re.compile(r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|r|t|\\)")


def cases(name: str) -> list[tuple[str, bytes, str]]:
    """Title, file and expected findings of each case of a golden file (`## title`, file, `=>`, findings)."""
    out = []
    for block in re.split(r"^## ", (GOLDEN / name).read_text("utf-8"), flags=re.M)[1:]:
        title, rest = block.split("\n", 1)
        text, expected = rest.split("\n=>\n")
        text = text.strip("\n") + "\n"
        encoding = "utf-8"
        if text.startswith("gb18030:"):
            encoding, text = text[:7], text[8:]
        text = _ESCAPE.sub(lambda m: m[0].encode().decode("unicode_escape"), text)
        out.append((title, text.encode(encoding), expected.strip()))
    return out


def lay_out(root: Path, files: dict[str, bytes]) -> Path:
    """content/ with one edition of these files; returns content."""
    folder = root / "content" / edition_folder(DATE)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return root / "content"


JPEG = b"\xff\xd8\xff\xd9"
"""The shortest bytes that begin and end as a JPEG does."""


def run_item_case(data: bytes) -> str:
    """The findings on an item's file among sound neighbours."""
    with TemporaryDirectory() as folder:
        files = {
            "edition.yml": EDITION.encode(),
            "01-02.md": data,
            "02-01.md": SOUND.format("渡口新桥", 2, 1, "新桥在清晨通车。").encode(),
            "images/02.jpg": JPEG,
            "images/02.heic": b"",
        }
        found = check.check_edition(lay_out(Path(folder), files), DATE)
        return "\n".join(as_text(found, language) for language in ("en", "zh") if found).strip() or "nothing"


@pytest.mark.parametrize(
    ("title", "data", "expected"), cases("items.txt"), ids=lambda v: v if isinstance(v, str) else ""
)
def test_a_broken_item_is_told(title: str, data: bytes, expected: str) -> None:
    assert run_item_case(data) == expected


def test_every_doubt_of_the_converter_says_what_to_look_at() -> None:
    assert {doubt.code for doubt in DOUBTS} <= set(reviews())


EDITIONS: dict[str, tuple[dict[str, bytes], list[tuple[str, str]]]] = {
    "an item under another name": (
        {"1-2.md": b"x", "01-001.md": b"x"},
        [("01-001.md", "name-unknown"), ("1-2.md", "name-unknown")],
    ),
    "an item as Windows names it": (
        {"01-02.MD": b"x", "01-03.md.txt": b"x", "Thumbs.db": b"x", "desktop.ini": b"x", "~$01-01.md": b"x"},
        [("01-02.MD", "name-unknown"), ("01-03.md.txt", "name-unknown")],
    ),
    "edition.yml under another name": ({"edition.yaml": b"x"}, [("edition.yaml", "name-unknown")]),
    "a conversion that waits": ({"01-01.md.new": b"x", ".convert.json": b"{}"}, [("01-01.md.new", "conversion-waits")]),
    "the same text in two items": (
        {"01-02.md": SOUND.format("渡口", 1, 2, "春茶在清明之后的第三天开采，山上一早就有了人声。").encode()},
        [("01-02.md", "text-twice")],
    ),
    "no edition.yml": ({"edition.yml": b""}, []),
    "a gap in the pages": (
        {"03-01.md": SOUND.format("渡口", 3, 1, "甲。").encode()},
        [("edition.yml", "page-missing"), ("edition.yml", "page-unlisted")],
    ),
    "a file that is no item": ({"notes.txt": b"x"}, [("notes.txt", "file-unknown")]),
    "edition.yml of another day": ({"edition.yml": b"date: 2025-04-19\n"}, [("edition.yml", "date-disagrees")]),
    "edition.yml that is broken": ({"edition.yml": b"pages: [\n"}, [("edition.yml", "yaml-broken")]),
    "edition.yml with an unknown key": ({"edition.yml": b"paper: x\n"}, [("edition.yml", "field-unknown")]),
    "a page twice": (
        {"edition.yml": b"pages:\n- number: 1\n  name: a\n- number: 1\n  name: b\n"},
        [("edition.yml", "page-twice")],
    ),
    "a page without a number": ({"edition.yml": b"pages:\n- name: a\n"}, [("edition.yml", "page-number-missing")]),
    "a page without a name": ({"edition.yml": b"pages:\n- number: 1\n"}, [("edition.yml", "page-name-missing")]),
    "pages that are no list": ({"edition.yml": b"pages: 4\n"}, [("edition.yml", "field-type")]),
}


@pytest.mark.parametrize("name", EDITIONS)
def test_a_broken_edition_is_told(name: str, tmp_path: Path) -> None:
    files, expected = EDITIONS[name]
    sound = {
        "edition.yml": b"date: 2025-04-18\npages:\n  - number: 1\n    name: a\n",
        "01-01.md": SOUND.format("茶山", 1, 1, "春茶在清明之后的第三天开采，山上一早就有了人声。").encode(),
    }
    found = check.check_edition(lay_out(tmp_path, sound | files), DATE)
    assert [(f.path.rpartition("/")[2], f.code) for f in found] == expected
    assert all(f.message and f.message_zh for f in found)


def test_a_missing_edition_file_is_told(tmp_path: Path) -> None:
    content = lay_out(tmp_path, {"01-01.md": SOUND.format("茶山", 1, 1, "甲。").encode()})
    assert [f.code for f in check.check_edition(content, DATE)] == ["edition-missing"]


def test_a_heavy_picture_is_told(tmp_path: Path) -> None:
    item = SOUND.format("茶山", 1, 1, "甲。\n\n![茶山](images/a.jpg)").encode()
    content = lay_out(
        tmp_path, {"01-01.md": item, "edition.yml": EDITION.encode(), "images/a.jpg": JPEG + bytes(21_000_000)}
    )
    found = [f for f in check.check_edition(content, DATE) if f.code != "page-missing"]
    assert [(f.code, f.message) for f in found] == [
        ("image-large", "images/a.jpg has 21.0 MB: make it smaller, 4,000 pixels are enough")
    ]


def test_ten_megabytes_of_front_matter_are_refused(tmp_path: Path) -> None:
    content = lay_out(
        tmp_path, {"01-01.md": b"---\ntitle: " + b"x" * 10_000_000 + b"\n---\n\nx\n", "edition.yml": EDITION.encode()}
    )
    assert "yaml-too-large" in [f.code for f in check.check_edition(content, DATE)]


def test_none_of_them_stops_the_build_of_the_other_editions(tmp_path: Path) -> None:
    options = kit.project(tmp_path)
    sound = {"edition.yml": EDITION.encode(), "01-01.md": SOUND.format("茶山", 1, 1, "春茶开采。").encode()}
    broken = [{"01-02.md": data} for _, data, _ in cases("items.txt")] + [files for files, _ in EDITIONS.values()]
    for number, files in enumerate([*broken, {}]):
        date = DATE + dt.timedelta(number)
        for name, data in (sound | files).items():
            file = options.content / edition_folder(date) / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data.replace(str(DATE).encode(), str(date).encode()))
    arguments = ["--content", options.content, "--output", options.output, "--settings", options.settings_file]
    arguments += ["--theme", options.theme, "--state", options.state, "--no-search", "--quiet"]
    assert build.main([str(argument) for argument in arguments]) == 1
    for number in range(len(broken) + 1):
        url = urls.item_url(DATE + dt.timedelta(number), Label(1), 1)
        assert "茶山" in (options.output / urls.output_file(url)).read_text("utf-8")
    assert check_command.main(["--content", str(options.content), "--quiet", "--lang", "en"]) == 1


def test_a_copy_whose_front_matter_was_not_changed_hides_nothing(tmp_path: Path) -> None:
    files = {f"01-0{order}.md": SOUND.format(f"第{order}篇", 1, 1, "甲。").encode() for order in (1, 2)}
    edition, findings = load_edition(lay_out(tmp_path, files), DATE)
    assert [(item.title, item.order) for item in edition.items] == [("第1篇", 1), ("第2篇", 2)]
    assert [(f.code, f.line, f.path.rpartition("/")[2]) for f in findings] == [("order-disagrees", 5, "01-02.md")]


def test_an_edition_far_ahead_of_today_is_told(tmp_path: Path) -> None:
    ahead = dt.date.today() + dt.timedelta(days=400)
    folder = tmp_path / "content" / edition_folder(ahead)
    folder.mkdir(parents=True)
    (folder / "edition.yml").write_text(f"date: {ahead}\n")
    assert "date-unlikely" in [f.code for f in check.check_edition(tmp_path / "content", ahead)]
    near = dt.date.today() + dt.timedelta(days=20)
    assert "date-unlikely" not in [f.code for f in check.check_edition(tmp_path / "content", near)]


def test_a_stand_in_for_a_headline_is_not_checked_as_one(tmp_path: Path) -> None:
    body = (
        "县图书馆馆长昨天下午在第十四届全县读书节第三次筹备会议上向二百名读者所作的《二十年读书报告》单行本今天出版。"
    )
    assert of_text(body).count("《") > of_text(body).count("》")
    front = "date: 2025-04-18\npage: 1\norder: 1\nkind: photo\nimage: images/1.jpg\nimage_alt: 书\n"
    content = lay_out(tmp_path, {"01-01.md": f"---\n{front}---\n\n{body}\n".encode()})
    codes = [
        found.code for found in check.check_edition(content, dt.date(2025, 4, 18)) if found.path.endswith("01-01.md")
    ]
    assert "unbalanced" not in codes
