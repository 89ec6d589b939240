"""Findings for people, for programs and for GitHub: the same list in three forms."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from scripts.edition.catalogue import words
from scripts.edition.editionfile import LABELS
from scripts.edition.finding import Finding, Language
from scripts.edition.frontmatter import BY_NAME
from scripts.edition.tally import OPEN, tally

_SEVERITY_ZH = {name: words(f"severity-{name}").zh for name in ("error", "warning", "note")}
ROWS = 300
"""Findings in a job's summary, of which GitHub takes 1 MB: more are not read in a table."""
ALIKE = 5
"""Warnings of one kind that a list for people shows in full; of more of them it shows three, and counts the rest."""
_SHOWN_OF_MANY = 3
_COMMAND = {"error": "error", "warning": "warning", "note": "notice"}


def system_language() -> Language:
    """Chinese where the locale is Chinese, else English."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "zh" if next((name for name in names if name), "").startswith("zh") else "en"


def as_text(findings: Sequence[Finding], language: Language) -> str:
    """A block a file, a line a finding, its code last: `:12 错误 没有图片…  [photo-without-picture]`."""
    out = []
    for path, group in groupby(findings, key=lambda f: f.path):
        out.append(path)
        for f in group:
            severity = _SEVERITY_ZH[f.severity] if language == "zh" else f.severity
            where = f":{f.line}" if f.line else ""
            out.append(f"  {where:>5} {severity:<7} {f.within(language)}  [{f.code}]")
    return "\n".join([*out, ""]) if out else ""


class FewOf:
    """Findings to be listed for people: of many alike warnings the first, and how many more there are of each kind.

    Errors and open review entries are all listed, or the first `most`; with `full` so is everything. Memory does not
    grow with the number of those that are not.
    """

    def __init__(self, *, full: bool = False, most: int | None = None) -> None:
        self._full, self._most = full, most
        self._number = 0
        self._listed: list[tuple[int, Finding]] = []
        self._alike: dict[str, list[tuple[int, Finding]]] = {}
        self._counts: Counter[str] = Counter()
        self._grave = 0

    def add(self, finding: Finding) -> None:
        """Take in one."""
        self._number += 1
        if self._full:
            self._listed.append((self._number, finding))
        elif finding.severity == "error" or finding.code in OPEN:
            self._grave += 1
            if self._most is None or self._grave <= self._most:
                self._listed.append((self._number, finding))
        else:
            self._counts[finding.code] += 1
            alike = self._alike.setdefault(finding.code, [])
            if len(alike) < ALIKE:
                alike.append((self._number, finding))

    def as_text(self, language: Language, command: str, *, by_place: bool = False) -> str:
        """The list as they came, or by place; `command` is the one that lists all with --full."""
        listed = list(self._listed)
        more: list[tuple[int, str]] = []
        for code, alike in self._alike.items():
            count = self._counts[code]
            listed += alike if count <= ALIKE else alike[:_SHOWN_OF_MANY]
            if count > ALIKE:
                more.append((count - _SHOWN_OF_MANY, code))
        listed.sort(key=lambda pair: (pair[1].path, pair[1].line or 0, pair[0]) if by_place else ("", 0, pair[0]))
        text = as_text([finding for _, finding in listed], language)
        for left, code in more:
            text += words("more-alike", count=left, command=command, code=code).within(language) + "\n"
        if self._most is not None and (left := self._grave - self._most) > 0 and not self._full:
            text += words("more-errors", count=left, command=command).within(language) + "\n"
        return text


def as_short_text(findings: Iterable[Finding], language: Language, command: str = "check") -> str:
    """As `as_text`, but of many alike warnings only the first, and how many more there are of each kind."""
    few = FewOf()
    for finding in findings:
        few.add(finding)
    return few.as_text(language, command)


def summary(findings: Sequence[Finding], editions: int, items: int, language: Language) -> str:
    """One line: how much was checked, and how much there is to do."""
    what = tally(findings).in_words(language, "errors", "warnings")
    if language == "zh":
        return f"已检查 {editions} 期、{items} 篇：{what}"
    return f"Checked {_counted(editions, 'edition')}, {_counted(items, 'item')}: {what}"


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def as_json(findings: Sequence[Finding], editions: int, items: int) -> str:
    """`{"editions", "items", "errors", "open", "warnings", "findings": [{code, severity, message, message_zh, …}]}`"""
    count = tally(findings)
    value: dict[str, Any] = {"editions": editions, "items": items, "errors": count.errors, "open": count.open}
    value |= {"warnings": count.warnings, "findings": [f.as_dict() for f in findings]}
    return json.dumps(value, ensure_ascii=False, indent=1)


def as_github(findings: Iterable[Finding], language: Language) -> str:
    """Workflow commands that GitHub shows as annotations on the lines of a pull request, titled by weight and field."""
    return "".join(
        f"::{_COMMAND[f.severity]} file={_property(f.path)},line={f.line or 1},title={_property(_title(f, language))}"
        f"::{_data(f.within(language))}\n"
        for f in findings
    )


def _title(finding: Finding, language: Language) -> str:
    """`错误：图片`, `error: image`; the weight alone where the finding is about no field."""
    if language != "zh":
        return f"{finding.severity}: {finding.field}" if finding.field else finding.severity
    field = BY_NAME.get(finding.field)
    named = field.label_zh if field else LABELS.get(finding.field, "")
    return f"{_SEVERITY_ZH[finding.severity]}：{named}" if named else _SEVERITY_ZH[finding.severity]


def as_job_summary(findings: Sequence[Finding], editions: int, items: int, language: Language) -> str:
    """Markdown for the page of a workflow's run: the counts, and a table of what to look at."""
    heads = "| 位置 | 程度 | 说明 |" if language == "zh" else "| Where | Weight | What |"
    shown, left = findings[:ROWS], len(findings) - ROWS
    rows = [
        f"| `{f.path}:{f.line or 1}` | {_SEVERITY_ZH[f.severity] if language == 'zh' else f.severity} | "
        f"{f.within(language).replace('|', chr(92) + '|').replace('<', '&lt;')} |"
        for f in shown
    ]
    if left > 0:
        more = f"另有 {left} 条，见运行记录" if language == "zh" else f"{left} more in the log"
        rows.append(f"| | | {more} |")
    table = "\n".join([heads, "|---|---|---|", *rows]) if rows else ""
    return f"### {summary(findings, editions, items, language)}\n\n{table}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Callable[[Sequence[Finding], int, int, Language], str]] = {
    "text": lambda findings, editions, items, language: (
        f"{as_short_text(findings, language)}{summary(findings, editions, items, language)}\n"
    ),
    "full": lambda findings, editions, items, language: (
        f"{as_text(findings, language)}{summary(findings, editions, items, language)}\n"
    ),
    "json": lambda findings, editions, items, _: as_json(findings, editions, items) + "\n",
    "github": lambda findings, editions, items, language: (
        f"{as_github(findings, language)}{summary(findings, editions, items, language)}\n"
    ),
}
