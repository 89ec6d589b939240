"""edition.yml: the pages of an edition, read and written in one place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from scripts.edition.catalogue import finding, words
from scripts.edition.finding import Finding
from scripts.edition.frontmatter import READERS, WRITERS, FieldType, expected, normalised, seen
from scripts.edition.label import Label, digits_of
from scripts.edition.model import Page
from scripts.edition.yamltext import YamlError, compose, entries, quoted

NAME = "edition.yml"
KEYS: dict[str, FieldType] = {
    "date": "date",
    "issue": "text",
    "lead": "text",
    "sections": "sections",
    "accepted": "texts",
}
PAGE_KEYS: dict[str, FieldType] = {"number": "label", "name": "text", "editors": "texts", "furniture": "texts"}
LABELS = {
    "date": "日期", "issue": "期号", "lead": "头条", "sections": "叠名", "accepted": "已核提醒",
    "number": "版次", "name": "版名", "editors": "编辑", "furniture": "版面附件",
}  # fmt: skip
"""What an editor calls each."""

_AS_TYPED = re.compile(r"([A-Z]{0,2}[0-9]{2,3}-[0-9]{2,3})\s*[:：]\s*([a-z][a-z-]*)")
"""An item's accepted warning as the command line has it."""


@dataclass(frozen=True, slots=True)
class ParsedEdition:
    """What edition.yml holds: the date as written (or None), the issue number, the pages in order.

    `sections` and `label_digits` are as in `Edition`. `accepted` names warnings that somebody looked at and let stand:
    `01-03 photo-without-picture` for an item's, a code alone for the edition's own. In the file there may be a colon
    between them, as on the command line.
    """

    date: dt.date | None
    issue: str
    pages: tuple[Page, ...]
    findings: tuple[Finding, ...]
    sections: Mapping[str, str] = field(default_factory=dict)
    label_digits: int = 2
    lead: str = ""
    accepted: tuple[str, ...] = ()


def parse(text: str, path: str = "") -> ParsedEdition:
    """Read edition.yml as far as it can be read; what is wrong is a finding with its line."""
    findings: list[Finding] = []

    def find(code: str, line: int, field: str = "", **values: Any) -> None:
        findings.append(finding(code, path, line, field, **values))

    def read(node: yaml.Node, keys: dict[str, FieldType], line: int) -> dict[str, object]:
        values: dict[str, object] = {}
        if not isinstance(node, yaml.MappingNode):
            find("edition-not-keys", line)
        for key, value, at in entries(node):
            if key in values:
                find("field-twice", at, key, key=key)
            elif key in keys:
                try:
                    values[key] = READERS[keys[key]](value)
                except ValueError as error:
                    find("field-type", at, key, key=key, expected=expected(keys[key]), seen=seen(error))
            elif key != "pages" or keys is not KEYS:
                known = ", ".join([*keys, "pages"] if keys is KEYS else keys)
                find("field-unknown", at, key, case="edition", key=key, known=known)
        return values

    try:
        node = compose(normalised(text))
    except YamlError as problem:
        find(problem.code, problem.line, detail=problem.detail)
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
            what = words("seen-other")
            find("field-type", line, key, key=key, expected=words("expects-pages"), seen=what)
            continue
        for child in value.value:
            at = child.start_mark.line + 1
            values = read(child, PAGE_KEYS, at)
            number = values.pop("number", None)
            if not isinstance(number, Label):
                find("page-number-missing", at, "number")
            elif number in pages:
                find("page-twice", at, "number", page=number)
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
        str(top.get("lead") or ""),
        tuple(_AS_TYPED.sub(r"\1 \2", name) for name in _texts(top.get("accepted"))),
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


def first_digits(labels: Iterable[str]) -> int:
    """How many digits a paper prints in its labels, by the first label that shows it; two if none does."""
    return next((digits for label in labels if (digits := digits_of(label))), 2)


def dump(
    date: dt.date,
    issue: str,
    pages: Sequence[Page],
    sections: Mapping[str, str] | None = None,
    label_digits: int = 2,
    lead: str = "",
    accepted: Sequence[str] = (),
) -> str:
    """edition.yml's text: the same bytes for the same edition. Labels stand as the paper prints them."""
    out = [f"date: {date:%Y-%m-%d}\n"]
    if issue:
        out.append(f"issue: {quoted(issue)}\n")
    if lead:
        out.append(f"lead: {quoted(lead)}\n")
    if sections:
        out.append(f"sections:{WRITERS['sections'](sections)}\n")
    out += _accepted(accepted)
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


def _accepted(names: Iterable[str]) -> list[str]:
    lines = [f"  - {quoted(name)}\n" for name in names]
    return ["accepted:\n", *lines] if lines else []


def with_accepted(text: str, names: Iterable[str]) -> str | None:
    """The file's text with these names as its `accepted`, and no other change; None if it is unreadable.

    They stand above the pages, which grow at the end: so a page that comes later and a warning that was accepted are
    merged by git, too.
    """
    before = parse(text)
    try:
        node = compose(normalised(text))
    except YamlError:
        return None
    lines = text.splitlines(keepends=True)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += end
    at, spans = len(lines), []
    for key, value, line in entries(node) if node is not None else ():
        if key == "accepted":
            flow = not isinstance(value, yaml.SequenceNode) or value.flow_style or not value.value
            last = value if flow else value.value[-1]
            spans.append((line - 1, last.end_mark.line + 1))
        elif key == "pages":
            at = line - 1
            while at and lines[at - 1].startswith("#"):
                at -= 1
    cut = {number for first, stop in spans for number in range(first, stop)}
    put = [line.replace("\n", end) for line in _accepted(names)]
    kept = [[line for n, line in enumerate(lines) if n not in cut and (n < at) == above] for above in (True, False)]
    new = "".join([*kept[0], *put, *kept[1]])
    return new if replace(parse(new), accepted=before.accepted, findings=before.findings) == before else None


def apart(text: str) -> tuple[str, tuple[str, ...]]:
    """The file's text without `accepted`, and what stood there; as it is where it cannot be read."""
    names = parse(text).accepted if "accepted" in text else ()
    bare = with_accepted(text, ()) if names else None
    return (text, ()) if bare is None else (bare, names)
