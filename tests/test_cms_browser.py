"""The form editor as it is published, in a browser, over a real repository: what it saves is what an editor meant."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize

from scripts.edition import check, editionfile, frontmatter
from scripts.edition.label import Label
from scripts.edition.model import Correction, Item
from scripts.press.build import build
from scripts.press.options import Options
from tests.github_stub import GitHubStub, git, hosted, signed_in

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent
DATE = dt.date(2025, 4, 18)
FOLDER = "content/2025/04/18"


@pytest.fixture(scope="module")
def github(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GitHubStub]:
    root = tmp_path_factory.mktemp("repository")
    shutil.copytree(ROOT / FOLDER, root / FOLDER)
    shutil.copytree(ROOT / "content/2025/04/19", root / "content/2025/04/19")
    item = root / FOLDER / "02-02.md"
    text = item.read_text("utf-8").replace("kind: article", "kind: article\nreview: [title-missing, own-doubt]")
    # What editors and the converter write that a form knows nothing of, or might tidy away.
    text = text.replace("authors: [", "jump_to: 3\n来源: 晚报\nauthors: [").replace(
        "铸铁的", "**铸铁**的\\\n2*3_4 -{生铁}-"
    )
    item.write_text(text, "utf-8")
    with hosted(root) as server:
        yield server


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, github: GitHubStub) -> Path:
    root = tmp_path_factory.mktemp("paper")
    settings = (
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nPLUGINS = ['scripts.press']\n"
        "SITENAME = '岚汀日报'\nTIMEZONE = 'Asia/Shanghai'\n"
        f"CMS = {github.settings}\n"
    )
    (root / "pelicanconf.py").write_text(settings, "utf-8")
    shutil.copytree(ROOT / "content/2025/04/19", root / "content/2025/04/19")
    output = root / "output"
    build(
        Options(
            root / "pelicanconf.py", root / "content", output, root / "state", ROOT / "theme", variants=(), search=False
        )
    )
    return output


@pytest.fixture(scope="module")
def tolerated() -> tuple[str, ...]:
    return ("Failed to load resource: the server responded with a status of 404",)  # the stub knows no deployments


@pytest.fixture
def context(browser: Browser, address: str, viewport: ViewportSize) -> Iterator[BrowserContext]:
    one = browser.new_context(base_url=address, viewport=viewport, locale="zh-CN")
    yield one
    one.close()


@pytest.fixture
def desk(page: Page, address: str, github: GitHubStub) -> Iterator[Page]:
    """A page that asks nobody but the site and the repository's host."""
    page.set_default_timeout(30_000)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    yield page
    known = (address, github.address, "blob:", "data:")
    assert [url for url in asked if not url.startswith(known)] == []


_STILL = """() => new Promise((resolve) => {
  let timer;
  const changes = new MutationObserver(() => wait());
  const wait = () => { clearTimeout(timer); timer = setTimeout(() => { changes.disconnect(); resolve(); }, 400); };
  changes.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  wait();
})"""
"""Resolves when nothing of the document has changed for a moment."""


def typed(field: Locator, text: str) -> None:
    """Type into a form that may still be made, which loses what is typed too early: until the text stays."""
    for _ in range(20):
        field.fill(text)
        field.page.evaluate(_STILL)
        if field.input_value() == text:
            return
    raise AssertionError(f"the form does not keep {text!r}")


def stored(github: GitHubStub, name: str, branch: str = "main") -> Item:
    parsed = frontmatter.parse(git(github.root, "show", f"{branch}:{FOLDER}/{name}"))
    assert parsed.item is not None
    assert parsed.findings == ()
    return parsed.item


def errors(github: GitHubStub) -> set[tuple[str, str]]:
    return {(f.path, f.code) for f in check.check_edition(github.root / "content", DATE) if f.severity == "error"}


def save(page: Page, github: GitHubStub) -> list[str]:
    """Save, and what the one commit that came of it says and changes."""
    before = git(github.root, "rev-parse", "HEAD")
    with page.expect_response(lambda one: "createCommitOnBranch" in (one.request.post_data or "")):
        page.get_by_role("button", name="保存", exact=True).click()
    assert git(github.root, "rev-parse", "HEAD~1") == before
    return git(github.root, "show", "--format=%s", "--name-only").split()


def test_a_new_headline_and_nothing_else(desk: Page, github: GitHubStub) -> None:
    before, wrong = stored(github, "02-02.md"), errors(github)
    signed_in(desk, "?date=2025-04-18")
    desk.get_by_text("02-02 剃头四十年").click()
    typed(desk.get_by_role("textbox", name="主题"), "剃头: 四十年 “只涨过” 三次价")
    assert save(desk, github) == ["修改", f"{FOLDER}/02-02.md", f"{FOLDER}/02-02.md"]
    assert stored(github, "02-02.md") == replace(before, title="剃头: 四十年 “只涨过” 三次价")
    assert errors(github) == wrong


def test_a_review_entry_is_done_and_a_correction_told(desk: Page, github: GitHubStub) -> None:
    before = stored(github, "02-02.md")
    signed_in(desk, "?date=2025-04-18")
    desk.get_by_text("02-02 剃头").click()
    desk.get_by_role("button", name="移除 \u2068没有找到标题").click()
    typed(desk.get_by_role("textbox", name="正文"), "只有一段。")
    desk.mouse.move(300, 500)
    desk.mouse.wheel(0, 5000)  # what is far below is not there yet
    desk.get_by_role("button", name="添加 \u2068更正").click()
    desk.mouse.wheel(0, 5000)
    # The new one by its number: the last that is there may still be an older one.
    desk.get_by_role("textbox", name="更正内容").nth(len(before.corrections)).fill("“三斤”应为“四斤”。")
    desk.locator("input[type=date]:visible").last.fill("2025-04-20")
    save(desk, github)
    correction = Correction(dt.date(2025, 4, 20), "“三斤”应为“四斤”。")
    assert stored(github, "02-02.md") == replace(
        before, review=("own-doubt",), corrections=(*before.corrections, correction), body="只有一段。"
    )


def test_a_new_item_with_a_picture_has_its_place(desk: Page, github: GitHubStub, tmp_path: Path) -> None:
    picture = tmp_path / "雨 后.webp"
    picture.write_bytes((ROOT / FOLDER / "images/01-03.webp").read_bytes() + b"\0\0")
    wrong = errors(github)
    signed_in(desk, "?date=2025-04-18")
    desk.get_by_text("新建").first.click()
    desk.get_by_role("button", name="浏览").click()
    with desk.expect_file_chooser() as chooser:
        desk.get_by_role("button", name="上传").click()
    chooser.value.set_files(picture)
    desk.get_by_role("button", name="插入").click()
    desk.get_by_text("/images/雨-后.webp").wait_for()
    # Not before: while the form is still being made, what is typed is lost.
    desk.get_by_role("radio", name="图片稿").click()
    typed(desk.get_by_role("textbox", name="图片替代文字"), "桥")
    desk.get_by_role("textbox", name="正文").fill("4月17日，雨后的桥。")
    desk.get_by_role("textbox", name="主题").fill("雨后")
    desk.get_by_role("button", name="保存", exact=True).click()  # without a place: the form asks for it
    desk.get_by_text("版次-次序，数字各两位").wait_for()
    desk.get_by_role("button", name="保存", exact=True).wait_for()  # it has looked and saved nothing
    desk.get_by_role("textbox").last.fill("02-02")  # taken
    desk.get_by_role("button", name="保存", exact=True).click()
    desk.get_by_text("此别名已用于其他条目").wait_for()
    desk.get_by_role("textbox").last.fill("04-09")
    save(desk, github)
    assert stored(github, "04-09.md") == Item(
        DATE, Label(4), 9, "photo", "雨后", image="images/雨-后.webp", image_alt="桥", body="4月17日，雨后的桥。"
    )
    assert (github.root / FOLDER / "images/雨-后.webp").read_bytes() == picture.read_bytes()
    assert errors(github) == wrong


def test_a_new_item_on_a_page_with_letters(desk: Page, github: GitHubStub) -> None:
    signed_in(desk, "?date=2025-04-18")
    desk.get_by_text("新建").first.click()
    desk.get_by_role("radio", name="启事").click()
    typed(desk.get_by_role("textbox", name="主题"), "渔港新灯塔")
    desk.get_by_role("textbox", name="正文").fill("灯塔亮了。")
    desk.get_by_role("button", name="保存", exact=True).click()
    desk.get_by_text("版次-次序，数字各两位").wait_for()
    desk.get_by_role("button", name="保存", exact=True).wait_for()  # it has looked and saved nothing
    desk.get_by_role("textbox").last.fill("A05-01")
    save(desk, github)
    assert stored(github, "A05-01.md") == Item(DATE, Label(5, "A"), 1, "notice", "渔港新灯塔", body="灯塔亮了。")


def test_a_photo_belongs_to_its_story(desk: Page, github: GitHubStub) -> None:
    before, wrong = stored(github, "01-03.md"), errors(github)
    signed_in(desk, "?date=2025-04-18")
    desk.get_by_text("01-03 雨中的望潮桥").click()
    typed(desk.get_by_role("textbox", name="主题"), "")  # its caption serves
    desk.mouse.move(300, 500)
    desk.mouse.wheel(0, 5000)
    desk.get_by_role("textbox", name="所配稿件").fill("01-01")
    save(desk, github)
    after = stored(github, "01-03.md")
    assert (after.belongs_to, after.title, after.title_is_printed) == ("01-01", "4月17日，细雨中的望潮桥", False)
    assert after == replace(before, belongs_to="01-01", title=after.title, title_is_derived=True)
    assert errors(github) == wrong


def test_a_page_is_named_on_another_branch(desk: Page, github: GitHubStub) -> None:
    git(github.root, "checkout", "--quiet", "-b", "day")
    before = editionfile.parse(git(github.root, "show", f"day:{FOLDER}/edition.yml"))
    signed_in(desk, "?date=2025-04-18&branch=day")
    desk.reload()  # the branch is remembered
    desk.get_by_text("版面", exact=True).click()
    desk.get_by_text("2025-04-18 各版").click()
    typed(desk.get_by_role("textbox", name="版名").first, "要闻一")
    desk.get_by_role("textbox", name="头条").fill("01-04")
    save(desk, github)
    after = editionfile.parse(git(github.root, "show", f"day:{FOLDER}/edition.yml"))
    assert after == replace(before, lead="01-04", pages=(replace(before.pages[0], name="要闻一"), *before.pages[1:]))
    assert git(github.root, "rev-list", "--count", "main..day").strip() == "1"
