"""Corrections that git tells: on the item, in the feed, in the manifest; the same read at once or commit by commit."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.edition import frontmatter
from scripts.edition.label import Label
from scripts.edition.model import Correction, Edition, Item, Page
from scripts.press.items import history
from scripts.press.options import Options
from tests.github_stub import git
from tests.press import kit

DATE = dt.date(2025, 4, 20)
FILE = "content/2025/04/20/01-01.md"
ITEM = Item(DATE, Label(1), 1, title="采春茶", authors=("林晚",), body="竹篓装三斤鲜叶。\n\n茶园六百亩。")
GIT = "SITEURL = 'https://example.org'\nCORRECTIONS = 'git'"


class Desk:
    """A repository, and commits on days of one's choice."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self._env = root, monkeypatch
        git(root, "init", "--quiet", "--initial-branch=main")
        (root / ".gitignore").write_text("/output/\n/anew/\n/.banmian/\n__pycache__/\n", "utf-8")

    def commit(self, day: str, message: str = "edit", **changes: object) -> str:
        if changes:
            parsed = frontmatter.parse((self.root / FILE).read_text("utf-8")).item
            assert parsed is not None
            (self.root / FILE).write_text(frontmatter.dump(replace(parsed, **changes)), "utf-8")  # type: ignore[arg-type]
        self._env.setenv("GIT_COMMITTER_DATE", f"{day}T10:00:00+08:00")
        git(self.root, "add", "--all")
        git(self.root, "commit", "--quiet", "--allow-empty", "--message", message)
        return git(self.root, "rev-parse", "HEAD").strip()

    def told(self) -> list[tuple[str, str]]:
        found, _ = history.read(self.root / "content", "Asia/Shanghai", False)
        return [(c.date.isoformat(), c.text) for c in found.get(DATE, {}).get((Label(1), 1), ())]


@pytest.fixture
def options(tmp_path: Path) -> Options:
    options = kit.project(tmp_path, GIT)
    kit.write_edition(options.content, Edition(DATE, "", (Page(Label(1), "要闻"),), (ITEM,)))
    return options


@pytest.fixture
def desk(options: Options, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(options.content.parent, monkeypatch)


def test_what_was_changed_after_publication_is_told(desk: Desk) -> None:
    desk.commit("2025-04-19")
    desk.commit("2025-04-19", title="谷雨采春茶")  # the edition had not appeared
    desk.commit("2025-04-20", title="谷雨前后采春茶")  # the day on which it appeared
    desk.commit("2025-04-21", body=ITEM.body.replace("三斤", "四斤"))
    desk.commit("2025-04-22", review=("short",))  # no reader sees it
    desk.commit("2025-04-23", "renew\n\nCorrection: none", body=ITEM.body)
    desk.commit("2025-04-24", "mend\n\nCorrection: 茶园面积有误，应为七百亩。", body=ITEM.body.replace("六百", "七百"))
    own = (Correction(dt.date(2025, 4, 25), "作者有误。"),)
    desk.commit("2025-04-25", authors=("陆知遥",), corrections=own)  # an editor's own words
    assert desk.told() == [
        ("2025-04-20", "标题“谷雨采春茶”改为“谷雨前后采春茶”。"),
        ("2025-04-21", "第1段“篓装三斤鲜”改为“篓装四斤鲜”。"),
        ("2025-04-24", "茶园面积有误，应为七百亩。"),
    ]


def test_a_merge_corrects_on_its_own_day_in_its_commits_words(desk: Desk) -> None:
    desk.commit("2025-04-19")
    git(desk.root, "checkout", "--quiet", "-b", "mend")
    desk.commit("2025-04-21", body="竹篓装五斤鲜叶。")
    desk.commit("2025-04-21", "mend\n\nCorrection: 重量有误。", body="竹篓装四斤鲜叶。")
    git(desk.root, "checkout", "--quiet", "main")
    desk.commit("2025-04-22", "something else")
    git(desk.root, "merge", "--quiet", "--no-ff", "--message", "merge", "mend")
    assert desk.told() == [("2025-04-22", "重量有误。")]


def test_an_item_that_is_written_anew_has_no_corrections_of_another(desk: Desk) -> None:
    desk.commit("2025-04-19")
    desk.commit("2025-04-21", title="采茶")
    text = (desk.root / FILE).read_text("utf-8")
    (desk.root / FILE).unlink()
    desk.commit("2025-04-22")
    (desk.root / FILE).write_text(text, "utf-8")
    desk.commit("2025-04-23")
    assert desk.told() == []


def test_read_on_is_read_at_once(desk: Desk) -> None:
    desk.commit("2025-04-19")
    kept = ""
    for day in range(21, 26):
        desk.commit(f"2025-04-{day}", title=f"采春茶之{day}")
        found, kept = history.read(desk.root / "content", "Asia/Shanghai", False, kept, "k")
    assert found == history.read(desk.root / "content", "Asia/Shanghai", False)[0]
    assert len(found[DATE][Label(1), 1]) == 5
    git(desk.root, "reset", "--quiet", "--hard", "HEAD~2")  # a history that was written anew
    assert len(history.read(desk.root / "content", "Asia/Shanghai", False, kept, "k")[0][DATE][Label(1), 1]) == 3
    assert history.read(desk.root / "content", "Asia/Shanghai", False, "{broken", "k")[0][DATE]


def test_readers_see_it_on_the_item_and_in_the_feed(options: Options, desk: Desk) -> None:
    options = replace(options, theme=Path(__file__).parent.parent / "theme")
    desk.commit("2025-04-19")
    kit.built(options)
    desk.commit("2025-04-21", body=ITEM.body.replace("三斤", "四斤"))
    stats = kit.built(options)
    assert stats.editions_built == 1
    line = "第1段“篓装三斤鲜”改为“篓装四斤鲜”。"
    html = (options.output / "2025/04/20/01/01/index.html").read_text("utf-8")
    assert f'<dt><time datetime="2025-04-21">2025年4月21日</time></dt>\n<dd>{line}</dd>' in html
    entry = json.loads((options.output / "feed.json").read_bytes())["items"][0]
    assert entry["date_modified"].startswith("2025-04-21")
    assert line in entry["content_html"]
    assert kit.built(options).files_written == 0
    step_by_step = kit.tree(options.output)
    assert step_by_step == kit.tree(kit.build_anew(options))


@pytest.mark.parametrize("how", ["no repository", "shallow"])
def test_a_history_that_is_not_there_is_told(
    options: Options, how: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if how == "shallow":
        root = options.content.parent
        git(root, "init", "--quiet")
        git(root, "add", "--all")
        git(root, "commit", "--quiet", "--message", "one")
        git(root, "commit", "--quiet", "--allow-empty", "--message", "two")
        clone = tmp_path_factory.mktemp("clone")
        git(clone, "clone", "--quiet", "--depth", "1", f"file://{root}", ".")
        shutil.rmtree(root / ".git")
        shutil.move(clone / ".git", root / ".git")
    (finding,) = kit.built(options).findings
    assert (finding.code, finding.severity) == ("history-missing", "error")
    assert ("FETCH_DEPTH" in finding.message) == (how == "shallow")
