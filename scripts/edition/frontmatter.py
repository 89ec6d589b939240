"""Front matter and body of an item: text to Item and Item to text, the only parser and the only writer of it.

`FIELDS` is the contract: which keys there are, in which order they are written, and of which type. A file is read as
far as it can be: each field that is wrong is a finding with its line, and the rest of the item still comes out.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import yaml

from scripts.edition.finding import Finding
from scripts.edition.label import LETTERS, Label, LabelError
from scripts.edition.model import KINDS, Correction, Item
from scripts.edition.standin import of_caption
from scripts.edition.yamltext import YamlError, compose, dumped, entries, plain_value, quoted, scalar

FieldType = Literal["text", "date", "label", "number", "kind", "texts", "corrections", "sections"]


@dataclass(frozen=True, slots=True)
class Field:
    """One key of the front matter: its name, its type, and its label for editors."""

    name: str
    type: FieldType
    label_zh: str
    required: bool = False


FIELDS: tuple[Field, ...] = (
    Field("title", "text", "主题", required=True),
    Field("kicker", "text", "引题"),
    Field("deck", "text", "副题"),
    Field("date", "date", "日期", required=True),
    Field("page", "label", "版次", required=True),
    Field("order", "number", "版内次序", required=True),
    Field("kind", "kind", "类型", required=True),
    Field("authors", "texts", "作者"),
    Field("byline", "text", "署名"),
    Field("credit", "text", "摄影署名"),
    Field("image", "text", "图片"),
    Field("image_alt", "text", "图片替代文字"),
    Field("jump_to", "label", "下转版次"),
    Field("jump_from", "label", "上接版次"),
    Field("review", "texts", "待核"),
    Field("corrections", "corrections", "更正"),
)
BY_NAME = {field.name: field for field in FIELDS}

_FENCE = re.compile(r"\s*---[ \t]*\n")
_END = re.compile(r"^---[ \t]*(?:\n|\Z)", re.M)
_ODD_SPACE = re.compile(r"^([\w-]+:)[\u00a0\u3000]+", re.M)
_TRAILING = re.compile(r"[ \t]+(?=\n|\Z)")
_WIDE_COLON = re.compile(r"^[ \t]*([A-Za-z_]+)[ \t\u00a0\u3000]*：", re.M)
_NUMBER = re.compile(r"[0-9]{1,4}")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one item's file holds. `item` is None only where there is nothing to make one of.

    `lines` gives the line of each key in the file and `body_line` the body's first line, both from 1.
    """

    item: Item | None
    findings: tuple[Finding, ...]
    lines: dict[str, int]
    body_line: int


def normalised(text: str) -> str:
    """A file's text whatever editor saved it: no BOM, LF line ends, letters composed (NFC)."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def body_text(text: str) -> str:
    """A body as it is meant: spaces at a line's end and empty lines around it mean nothing (a break is a backslash)."""
    return _TRAILING.sub("", text).strip("\n")


def _head_text(text: str) -> str:
    """Front matter as it is meant: tabs, and spaces that only look like one, are spaces."""
    return _ODD_SPACE.sub(r"\1 ", text.replace("\t", "  "))


def parse(text: str, path: str = "", place: tuple[dt.date, Label, int] | None = None) -> Parsed:
    """Read one item's file. `place` (date, page and order from the path) stands in for what is missing or wrong."""
    text = normalised(text)
    findings: list[Finding] = []

    def find(code: str, line: int, field: str, message: str, message_zh: str) -> None:
        findings.append(Finding(code, "error", message, message_zh, path, line, field))

    start = _FENCE.match(text)
    end = _END.search(text, start.end()) if start else None
    if not start or not end:
        find(
            "front-matter-missing",
            1,
            "",
            "no front matter: the file must begin with a line ---, keys, and a second line ---",
            "没有文前信息：文件须以一行 --- 开头，写明各项，再以一行 --- 结束",
        )
        return Parsed(None, tuple(findings), {}, 1)
    head, body_start = _head_text(text[start.end() : end.start()]), end.end()
    above = text.count("\n", 0, start.end())
    body_line = text.count("\n", 0, body_start) + 1
    try:
        node = compose(head)
    except YamlError as problem:
        wide = _WIDE_COLON.search(head) if problem.code == "yaml-broken" else None
        if wide:
            line = above + head.count("\n", 0, wide.start(1)) + 1
            message = f"the colon after `{wide[1]}` is a full-width one: type a colon and a space"
            find("colon-full-width", line, wide[1], message, f"“{wide[1]}”后面是全角冒号：请改为英文冒号加空格")
            return Parsed(None, tuple(findings), {}, body_line)
        message, message_zh = YAML_MESSAGES[problem.code]
        line = above + problem.line
        find(problem.code, line, "", f"{message} ({problem.detail})", f"{message_zh}（{problem.detail}）")
        return Parsed(None, tuple(findings), {}, body_line)
    if node is not None and not isinstance(node, yaml.MappingNode):
        find(
            "front-matter-not-keys",
            above + 1,
            "",
            "front matter must be lines of `key: value`",
            "文前信息须是一行行“键: 值”",
        )
        return Parsed(None, tuple(findings), {}, body_line)

    values: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for key, value, line in entries(node):
        line += above
        if key in lines:
            find(
                "field-twice", line, key, f"`{key}` stands here a second time: keep one", f"“{key}”重复出现：请只留一处"
            )
            continue
        lines[key] = line
        field = BY_NAME.get(key)
        if field is None:
            extra[key] = plain_value(value)
            continue
        try:
            values[key] = READERS[field.type](value)
        except ValueError as error:
            message, message_zh = TYPE_MESSAGES[field.type]
            find(
                "field-type",
                line,
                key,
                f"`{key}` {message}, not {error}",
                f"“{key}”{message_zh}，而不是 {in_chinese(error)}",
            )
    if place:
        for key, given in zip(("date", "page", "order"), place, strict=True):
            values[key] = given if values.get(key) is None else values[key]
    if "image" in values:
        values["image"] = values["image"].replace("\\", "/")  # as Windows writes a path
    captioned = values.get("kind") == "photo" and not values.get("title")
    missing = [f.name for f in FIELDS if f.required and f.name not in lines and not (captioned and f.name == "title")]
    for name in missing:
        find(
            "field-missing",
            1,
            name,
            f"`{name}` is missing: add a line `{name}: …` to the front matter",
            f"缺少“{name}”（{BY_NAME[name].label_zh}）：请在文前信息中补一行“{name}: …”",
        )
    if any(values.get(key) is None for key in ("date", "page", "order")):
        return Parsed(None, tuple(findings), lines, body_line)
    kept = {key: value for key, value in values.items() if value is not None}
    body = body_text(text[body_start:])
    if captioned:
        kept |= {"title": of_caption(body, kept.get("credit", "")), "title_is_caption": True}
    item = Item(**kept, body=body, extra=extra)
    return Parsed(item, tuple(findings), lines, body_line)


def dump(item: Item) -> str:
    """The file of an item, always the same bytes for the same item: FIELDS' order, keys that do not apply left out."""
    out = ["---\n"]
    for field in FIELDS:
        value = getattr(item, field.name)
        if field.name == "title" and item.title_is_caption:
            continue
        if value or field.required:
            out.append(f"{field.name}:{WRITERS[field.type](value)}\n")
    out += [f"{quoted(key)}: {dumped(value)}\n" for key, value in item.extra.items()]
    body = item.body.strip("\n")
    out += ["---\n", f"\n{body}\n" if body else ""]
    return "".join(out)


def _text(node: yaml.Node) -> str:
    value = scalar(node)
    if value is None:
        raise ValueError("a list" if isinstance(node, yaml.SequenceNode) else "a mapping")
    return " ".join(value.split("\n")).strip()


def _label(node: yaml.Node) -> Label | None:
    value = _text(node)
    return Label.parse(value) if value else None


def _number(node: yaml.Node) -> int | None:
    value = _text(node)
    if value and not _NUMBER.fullmatch(value):
        raise ValueError(value)
    return int(value) if value else None


def _date(node: yaml.Node) -> dt.date | None:
    value = _text(node)
    if not value:
        return None
    match = _DATE.match(value)
    if not match or (len(value) > 10 and value[10] not in "T "):
        raise ValueError(value)
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise ValueError(value) from None


def _kind(node: yaml.Node) -> str | None:
    value = _text(node)
    if value and value not in KINDS:
        raise ValueError(value)
    return value or None


def _texts(node: yaml.Node) -> tuple[str, ...]:
    if not isinstance(node, yaml.SequenceNode):
        value = _text(node)
        return (value,) if value else ()
    return tuple(text for text in map(_text, node.value) if text)


def _corrections(node: yaml.Node) -> tuple[Correction, ...]:
    if isinstance(node, yaml.ScalarNode) and not _text(node):
        return ()
    if not isinstance(node, yaml.SequenceNode):
        raise ValueError("something else")
    out = []
    for child in node.value:
        found = {key: value for key, value, _ in entries(child)}
        date = _date(found["date"]) if "date" in found else None
        text = _text(found["text"]) if "text" in found else ""
        if not date or not text:
            raise ValueError("an entry without date or text")
        out.append(Correction(date, text))
    return tuple(out)


def _sections(node: yaml.Node) -> dict[str, str]:
    if isinstance(node, yaml.ScalarNode) and not _text(node):
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise ValueError("a list" if isinstance(node, yaml.SequenceNode) else _text(node))
    out = {}
    for key, value, _ in entries(node):
        if not LETTERS.fullmatch(key):
            raise ValueError(key)
        out[key.upper()] = _text(value)
    return {letters: name for letters, name in sorted(out.items(), key=lambda pair: (len(pair[0]), pair[0])) if name}


def _write_texts(value: Sequence[str]) -> str:
    return " [" + ", ".join(map(quoted, value)) + "]"


def _write_sections(value: Mapping[str, str]) -> str:
    return "".join(f"\n  {quoted(letters)}: {quoted(name)}" for letters, name in value.items())


def _write_corrections(value: Sequence[Correction]) -> str:
    return "".join(f"\n  - date: {c.date:%Y-%m-%d}\n    text: {quoted(c.text)}" for c in value)


READERS: dict[FieldType, Callable[[yaml.Node], Any]] = {
    "text": _text,
    "date": _date,
    "label": _label,
    "number": _number,
    "kind": _kind,
    "texts": _texts,
    "corrections": _corrections,
    "sections": _sections,
}
WRITERS: dict[FieldType, Callable[[Any], str]] = {
    "text": lambda value: " " + quoted(value),
    "date": lambda value: f" {value:%Y-%m-%d}",
    "label": lambda value: f" {value}",
    "number": lambda value: f" {value}",
    "kind": lambda value: f" {value}",
    "texts": _write_texts,
    "corrections": _write_corrections,
    "sections": _write_sections,
}
TYPE_MESSAGES: dict[FieldType, tuple[str, str]] = {
    "text": ("must be one line of text", "须是一行文字"),
    "date": ("must be a date such as 2022-04-11", "须是日期，如 2022-04-11"),
    "label": ("must be a page's label", "须是版次"),
    "number": ("must be a number", "须是数字"),
    "kind": (f"must be one of {', '.join(KINDS)}", f"须是 {'、'.join(KINDS)} 之一"),
    "texts": ("must be a list such as [甲, 乙]", "须是列表，如 [甲, 乙]"),
    "corrections": ("must be a list of entries with date and text", "须是列表，每条有 date 和 text"),
    "sections": ("must give each section's letters a name, as A: 要闻", "须是“字母: 叠名”，如 A: 要闻"),
}
_SEEN_ZH = {
    "a list": "列表",
    "a mapping": "键值对",
    "something else": "其他内容",
    "an entry without date or text": "缺 date 或 text 的一条",
}


def in_chinese(error: ValueError) -> str:
    """What a reader of a value saw instead, for a Chinese message."""
    if isinstance(error, LabelError):
        return f"{error.text}（{error.reason_zh}）"
    return _SEEN_ZH.get(str(error), str(error))


YAML_MESSAGES: dict[str, tuple[str, str]] = {
    "yaml-too-large": (
        "too long: front matter takes a few lines; move text into the body",
        "文前信息过长：正文请放到第二行 --- 之后",
    ),
    "yaml-control-character": ("a control character stands here: delete it", "此处有控制字符：请删除"),
    "yaml-unsafe": (
        "anchors, aliases and tags are not used here: write the value out",
        "此处不用锚点、引用和标签：请直接写出内容",
    ),
    "yaml-broken": (
        "not readable as YAML: put a value with `: ` or ` #` or a leading mark between double quotes",
        "无法按 YAML 读取：含“: ”“ #”或以符号开头的内容请加英文双引号",
    ),
}
