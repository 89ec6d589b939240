"""What can be wrong with a reading: one table of codes with their words, for people and for a model.

A fault is data. `parse` of the written form and `check` of a reading give them all at once, not the first alone.
"""

from __future__ import annotations

from dataclasses import dataclass

MESSAGES: dict[str, tuple[str, str]] = {
    "not-json": ("not JSON ({0})", "不是 JSON（{0}）"),
    "not-a-list": ("not a list of items", "不是稿件列表"),
    "not-an-item": ("no item: an object with `kind` and line ranges is wanted", "不是稿件：应为含 `kind` 与行号的对象"),
    "unknown-kind": (
        "kind `{0}` is not known: article, photo, refer, notice or furniture",
        "未知的 kind `{0}`：应为 article、photo、refer、notice 或 furniture",
    ),
    "unknown-field": ("field `{0}` is not known", "未知的字段 `{0}`"),
    "wrong-field": ("{0} has no field `{1}`", "{0} 没有字段 `{1}`"),
    "not-words": ("`{0}` is not a text of line ranges", "`{0}` 不是行号文本"),
    "bad-word": (
        "`{0}` is no range of lines: write 12, 12-15, 12-15,19 or 23:1-12 (characters)",
        "`{0}` 不是行号：应写作 12、12-15、12-15,19 或 23:1-12（字）",
    ),
    "no-such-line": ("line {0} is not on the page", "版面上没有第 {0} 行"),
    "backwards": ("`{0}` runs backwards", "`{0}` 前后颠倒"),
    "past-the-end": ("line {0} has {1} characters, not {2}", "第 {0} 行只有 {1} 字，没有第 {2} 字"),
    "twice": ("characters {1}-{2} of line {0} are used more than once", "第 {0} 行第 {1}-{2} 字用了不止一次"),
    "missing": ("line {0} is not used", "第 {0} 行没有用到"),
    "missing-part": ("characters {1}-{2} of line {0} are not used", "第 {0} 行第 {1}-{2} 字没有用到"),
    "empty-item": ("an item without any line", "稿件没有任何行"),
    "all-furniture": ("most of the page is taken for furniture", "版面大部分被当作版面附件"),
    "too-long": ("the answer is too long", "内容过长"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: its code, the item (its index in the list, from 0) and field if it has one.

    `line` is the raw line on the page that it concerns.
    """

    code: str
    values: tuple[object, ...] = ()
    item: int | None = None
    field: str = ""
    line: int | None = None

    def message(self, language: str = "en") -> str:
        """The fault in words, with the item counted from 1."""
        text = MESSAGES[self.code][language == "zh"].format(*self.values)
        if self.item is None:
            return text
        field = f", {self.field}" if self.field else ""
        field_zh = f" {self.field}" if self.field else ""
        return (
            f"第 {self.item + 1} 项{field_zh}：{text}" if language == "zh" else f"item {self.item + 1}{field}: {text}"
        )
