"""edition.yml: the pages of an edition, read and written in one place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import yaml

from scripts.edition.finding import Finding
from scripts.edition.frontmatter import (
    READERS,
    TYPE_MESSAGES,
    WRITERS,
    YAML_MESSAGES,
    FieldType,
    in_chinese,
    normalised,
)
from scripts.edition.label import Label, digits_of
from scripts.edition.model import Page
from scripts.edition.yamltext import YamlError, compose, entries, quoted

NAME = "edition.yml"
KEYS: dict[str, FieldType] = {"date": "date", "issue": "text", "sections": "sections"}
PAGE_KEYS: dict[str, FieldType] = {"number": "label", "name": "text", "editors": "texts", "furniture": "texts"}
LABELS = {
    "date": "日期", "issue": "期号", "sections": "叠名",
    "number": "版次", "name": "版名", "editors": "编辑", "furniture": "版面附件",
}  # fmt: skip
"""What an editor calls each."""


@dataclass(frozen=True, slots=True)
class ParsedEdition:
    """What edition.yml holds: the date as written (or None), the issue number, the pages in order.

    `sections` and `label_digits` are as in `Edition`.
    """

    date: dt.date | None
    issue: str
    pages: tuple[Page, ...]
    findings: tuple[Finding, ...]
    sections: Mapping[str, str] = field(default_factory=dict)
    label_digits: int = 2


def parse(text: str, path: str = "") -> ParsedEdition:
    """Read edition.yml as far as it can be read; what is wrong is a finding with its line."""
    findings: list[Finding] = []

    def find(code: str, line: int, field: str, message: str, message_zh: str) -> None:
        findings.append(Finding(code, "error", message, message_zh, path, line, field))

    def read(node: yaml.Node, keys: dict[str, FieldType], line: int) -> dict[str, object]:
        values: dict[str, object] = {}
        if not isinstance(node, yaml.MappingNode):
            find("edition-not-keys", line, "", "must be lines of `key: value`", "须是一行行“键: 值”")
        for key, value, at in entries(node):
            if key in values:
                find(
                    "field-twice",
                    at,
                    key,
                    f"`{key}` stands here a second time: keep one",
                    f"“{key}”重复出现：请只留一处",
                )
            elif key in keys:
                try:
                    values[key] = READERS[keys[key]](value)
                except ValueError as error:
                    message, message_zh = TYPE_MESSAGES[keys[key]]
                    find(
                        "field-type",
                        at,
                        key,
                        f"`{key}` {message}, not {error}",
                        f"“{key}”{message_zh}，而不是 {in_chinese(error)}",
                    )
            elif key != "pages" or keys is not KEYS:
                known = ", ".join([*keys, "pages"] if keys is KEYS else keys)
                find(
                    "field-unknown",
                    at,
                    key,
                    f"`{key}` is not known here: one of {known}",
                    f"不认识“{key}”：应是 {known} 之一",
                )
        return values

    try:
        node = compose(normalised(text))
    except YamlError as problem:
        message, message_zh = YAML_MESSAGES[problem.code]
        find(problem.code, problem.line, "", f"{message} ({problem.detail})", f"{message_zh}（{problem.detail}）")
        return ParsedEdition(None, "", (), tuple(findings))
    if node is None:
        return ParsedEdition(None, "", (), ())
    top = read(node, KEYS, 1)
    pages: dict[Label, Page] = {}
    written: dict[Label, str] = {}
    for key, value, line in entries(node):
        if key != "pages":
            continue
        if not isinstance(value, yaml.SequenceNode):
            find("field-type", line, key, "`pages` must be a list of pages", "“pages”须是版的列表")
            continue
        for child in value.value:
            at = child.start_mark.line + 1
            values = read(child, PAGE_KEYS, at)
            number = values.pop("number", None)
            if not isinstance(number, Label):
                find(
                    "page-number-missing",
                    at,
                    "number",
                    "a page without `number`: add it",
                    "此版缺少“number”：请补上版次",
                )
            elif number in pages:
                find(
                    "page-twice",
                    at,
                    "number",
                    f"page {number} stands here a second time: keep one",
                    f"第 {number} 版重复：请只留一处",
                )
            else:
                written[number] = next(str(v.value) for k, v, _ in entries(child) if k == "number")
                pages[number] = Page(number, **{k: v for k, v in values.items() if v is not None})  # type: ignore[arg-type]
    date = top.get("date")
    ordered = tuple(pages[number] for number in sorted(pages))
    sections = top.get("sections")
    return ParsedEdition(
        date if isinstance(date, dt.date) else None,
        str(top.get("issue") or ""),
        ordered,
        tuple(findings),
        sections if isinstance(sections, dict) else {},
        first_digits(written[page.number] for page in ordered),
    )


def first_digits(labels: Iterable[str]) -> int:
    """How many digits a paper prints in its labels: the first that tells it decides; where none does it is two."""
    return next((digits for label in labels if (digits := digits_of(label))), 2)


def dump(
    date: dt.date, issue: str, pages: Sequence[Page], sections: Mapping[str, str] | None = None, label_digits: int = 2
) -> str:
    """edition.yml's text: the same bytes for the same edition. Labels stand as the paper prints them."""
    out = [f"date: {date:%Y-%m-%d}\n"]
    if issue:
        out.append(f"issue: {quoted(issue)}\n")
    if sections:
        out.append(f"sections:{WRITERS['sections'](sections)}\n")
    out.append("pages:\n" if pages else "pages: []\n")
    for page in sorted(pages, key=lambda p: p.number):
        out.append(f"  - number: {page.number.printed(label_digits)}\n")
        if page.name:
            out.append(f"    name: {quoted(page.name)}\n")
        if page.editors:
            out.append(f"    editors: [{', '.join(map(quoted, page.editors))}]\n")
        if page.furniture:
            out.append("    furniture:\n")
            out += [f"      - {quoted(line)}\n" for line in page.furniture]
    return "".join(out)
