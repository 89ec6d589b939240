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

from scripts.edition.calendar import DateError, why_none
from scripts.edition.catalogue import Bilingual, finding, words
from scripts.edition.finding import Finding
from scripts.edition.label import LETTERS, Label, LabelError
from scripts.edition.model import KINDS, Correction, Item, needs_headline
from scripts.edition.standin import of_text
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
    Field("belongs_to", "text", "所配稿件"),
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
class ParsedItem:
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


def parse(text: str, path: str = "", place: tuple[dt.date, Label, int] | None = None) -> ParsedItem:
    """Read one item's file. `place` (date, page and order from the path) stands in for what is missing or wrong."""
    text = normalised(text)
    findings: list[Finding] = []

    def find(code: str, line: int, field: str = "", **values: Any) -> None:
        findings.append(finding(code, path, line, field, **values))

    start = _FENCE.match(text)
    end = _END.search(text, start.end()) if start else None
    if not start or not end:
        find("front-matter-missing", 1)
        return ParsedItem(None, tuple(findings), {}, 1)
    head, body_start = _head_text(text[start.end() : end.start()]), end.end()
    above = text.count("\n", 0, start.end())
    body_line = text.count("\n", 0, body_start) + 1
    try:
        node = compose(head)
    except YamlError as problem:
        wide = _WIDE_COLON.search(head) if problem.code == "yaml-broken" else None
        if wide:
            line = above + head.count("\n", 0, wide.start(1)) + 1
            find("colon-full-width", line, wide[1], key=wide[1])
            return ParsedItem(None, tuple(findings), {}, body_line)
        find(problem.code, above + problem.line, detail=problem.detail)
        return ParsedItem(None, tuple(findings), {}, body_line)
    if node is not None and not isinstance(node, yaml.MappingNode):
        find("front-matter-not-keys", above + 1)
        return ParsedItem(None, tuple(findings), {}, body_line)

    values: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for key, value, line in entries(node):
        line += above
        if key in lines:
            find("field-twice", line, key, key=key)
            continue
        lines[key] = line
        field = BY_NAME.get(key)
        if field is None:
            extra[key] = plain_value(value)
            continue
        try:
            values[key] = READERS[field.type](value)
        except ValueError as error:
            find("field-type", line, key, key=key, expected=expected(field.type), seen=seen(error))
    if place:
        for key, given in zip(("date", "page", "order"), place, strict=True):
            values[key] = given if values.get(key) is None else values[key]
    if "image" in values:
        values["image"] = values["image"].replace("\\", "/")  # as Windows writes a path
    needed = needs_headline(values.get("kind") or "", continued=values.get("jump_from") is not None)
    derived = not needed and not values.get("title")
    missing = [f.name for f in FIELDS if f.required and f.name not in lines and not (derived and f.name == "title")]
    for name in missing:
        find("field-missing", 1, name, key=name, label=BY_NAME[name].label_zh)
    if any(values.get(key) is None for key in ("date", "page", "order")):
        return ParsedItem(None, tuple(findings), lines, body_line)
    kept = {key: value for key, value in values.items() if value is not None}
    body = body_text(text[body_start:])
    if derived:
        kept |= {"title": of_text(body, kept.get("credit", "")), "title_is_derived": True}
    item = Item(**kept, body=body, extra=extra)
    return ParsedItem(item, tuple(findings), lines, body_line)


def dump(item: Item) -> str:
    """The file of an item, always the same bytes for the same item: FIELDS' order, keys that do not apply left out."""
    out = ["---\n"]
    for field in FIELDS:
        value = getattr(item, field.name)
        if field.name == "title" and item.title_is_derived:
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
        raise ValueError(words("seen-list" if isinstance(node, yaml.SequenceNode) else "seen-mapping"))
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
        raise DateError(value, why_none(int(match[1]), int(match[2]), int(match[3]))) from None


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
        raise ValueError(words("seen-other"))
    out = []
    for child in node.value:
        values = {key: value for key, value, _ in entries(child)}
        date = _date(values["date"]) if "date" in values else None
        text = _text(values["text"]) if "text" in values else ""
        if not date or not text:
            raise ValueError(words("seen-bare-correction"))
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


def expected(kind: FieldType) -> Bilingual:
    """What a field of a type takes."""
    if kind == "kind":
        return words("expects-kind", kinds=Bilingual(", ".join(KINDS), "、".join(KINDS)))
    return words(f"expects-{kind}")


def seen(error: ValueError) -> Bilingual:
    """What a reader of a value saw instead."""
    if isinstance(error, LabelError):
        return Bilingual(str(error), f"{error.text}（{error.reason_zh}）")
    if isinstance(error, DateError):
        return error.seen
    what = error.args[0]
    return what if isinstance(what, Bilingual) else Bilingual(str(what), str(what))
