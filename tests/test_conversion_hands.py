"""Many hands on one page, in any order: extractors improve, editors edit, delete and add; nobody's work is lost.

A state machine of Hypothesis plays them. Its stories are known by a name that stands in each of their paragraphs, so
that after any history it can be said whose text stands under which number.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests import toy_pagetext
from tests.test_conversion_editions import Desk

STORIES = ("雾", "书", "笛", "蛎", "桥")
SENTENCES = {
    "雾": ["市气象台昨晚发布今年首个橙色预警", "三处渡口停航三小时", "午后消散航班恢复"],
    "书": ["县图书馆把还阅箱搬进菜场", "半个月收回四百册", "最早的一册借于一九九六年"],
    "笛": ["机车厂退休职工谱成合唱", "周末在老厂房首演", "门票半天订完"],
    "蛎": ["养殖户改用竹筏", "一亩海面多收六百斤", "新法已教给邻村"],
    "桥": ["修复工程进入第二阶段", "石料取自停采的老场", "桥面最窄处五米"],
}


class Hands(RuleBasedStateMachine):
    """One page, the hands that change it, and what each of them may count on."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="hands-"))
        self.desk = Desk(self.root)
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr("scripts.pagetext.convert", toy_pagetext.convert)
        self.patch.chdir(self.root)
        self.numbers: dict[str, int] = {}
        self.edits: dict[int, list[str]] = {}
        self.deleted: set[int] = set()
        self.added: dict[int, str] = {}
        self.revision = dict.fromkeys(STORIES, 0)
        self.page: list[str] = []

    @initialize(stories=st.permutations(STORIES), count=st.integers(1, 5))
    def first_conversion(self, stories: list[str], count: int) -> None:
        self.page = stories[:count]
        self.convert()

    def story(self, name: str) -> str:
        lines = [f"{name}的消息", *(f"{sentence}，{name}。" for sentence in SENTENCES[name])]
        if self.revision[name]:
            lines[1] += f"又讯{'甲乙丙丁戊己庚辛壬癸'[self.revision[name] % 10]}。"
        return "\n".join(lines)

    def files(self) -> dict[int, str]:
        return {int(path.stem[3:]): path.read_text("utf-8") for path in self.desk.folder.glob("01-??.md")}

    @rule()
    def convert(self) -> None:
        self.desk.page(*map(self.story, self.page))
        self.desk.convert()
        for number, text in self.files().items():
            for name in STORIES:
                if number not in self.added and f"，{name}。" in text:
                    assert self.numbers.setdefault(name, number) == number, "a story keeps its number"
        assert len(set(self.numbers.values())) == len(self.numbers), "a number has one story"

    @rule(stories=st.permutations(STORIES), count=st.integers(1, 5))
    def the_page_is_extracted_anew(self, stories: list[str], count: int) -> None:
        self.page = stories[:count]
        self.convert()

    @rule(name=st.sampled_from(STORIES))
    def the_converter_improves(self, name: str) -> None:
        self.revision[name] += 1
        self.convert()

    @rule(which=st.integers(0, 9), line=st.integers(0, 3))
    def an_editor_edits(self, which: int, line: int) -> None:
        files = self.files()
        if files:
            number = sorted(files)[which % len(files)]
            mark = f"编辑{sum(map(len, self.edits.values()))}补记"
            lines = files[number].split("\n")
            body = max(index for index, text in enumerate(lines) if text == "---") + 1
            lines[min(len(lines) - 1, body + 2 * line) : min(len(lines) - 1, body + 2 * line)] = ["", f"{mark}。", ""]
            (self.desk.folder / f"01-{number:02d}.md").write_text("\n".join(lines), "utf-8")
            self.edits.setdefault(number, []).append(mark)

    @rule(which=st.integers(0, 9))
    def an_editor_deletes(self, which: int) -> None:
        files = self.files()
        if files:
            number = sorted(files)[which % len(files)]
            (self.desk.folder / f"01-{number:02d}.md").unlink()
            self.edits.pop(number, None)
            if not self.added.pop(number, None):  # convert never knew of what a person added and took away
                self.deleted.add(number)

    @rule()
    def an_editor_adds(self) -> None:
        number = max([*self.files(), *self.numbers.values(), *self.added, *self.deleted, 0]) + 1
        self.added[number] = f"---\ntitle: 编者按{number}\n---\n\n编者的话{number}。\n"
        (self.desk.folder / f"01-{number:02d}.md").write_text(self.added[number], "utf-8")

    @rule()
    def an_editor_settles_what_waits(self) -> None:
        for path in self.desk.folder.glob("*.new"):
            path.unlink()

    @invariant()
    def edits_stand(self) -> None:
        files = self.files()
        for number, marks in self.edits.items():
            for mark in marks:
                assert mark in files[number]

    @invariant()
    def what_was_added_is_untouched(self) -> None:
        files = self.files()
        for number, text in self.added.items():
            assert text in files[number] or number in self.edits

    @invariant()
    def what_was_deleted_stays_away(self) -> None:
        assert not self.deleted & set(self.files())

    def teardown(self) -> None:
        self.patch.undo()
        shutil.rmtree(self.root)


TestHands = Hands.TestCase
TestHands.settings = settings(
    max_examples=15, stateful_step_count=10, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
