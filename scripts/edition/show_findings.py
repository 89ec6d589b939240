"""Findings for people, for programs and for GitHub: the same list in three forms."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from scripts.edition.editionfile import LABELS
from scripts.edition.finding import Finding, Language
from scripts.edition.frontmatter import BY_NAME

_SEVERITY_ZH = {"error": "错误", "warning": "提醒", "note": "说明"}
OPEN = ("title-missing", "review-open")
"""Codes of open review entries, of which each file may have several: counted apart from other warnings."""
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


def as_short_text(findings: Sequence[Finding], language: Language) -> str:
    """As `as_text`, but of many alike warnings only the first; how many more there are of each kind stands below.

    Errors and open review entries are all shown.
    """
    counted = Counter(f.code for f in findings if _may_be_many(f))
    many = {code: 0 for code, count in counted.items() if count > ALIKE}
    shown = []
    for f in findings:
        if f.code in many and _may_be_many(f):
            many[f.code] += 1
            if many[f.code] > _SHOWN_OF_MANY:
                continue
        shown.append(f)
    text = as_text(shown, language)
    for code, count in many.items():
        more = count - _SHOWN_OF_MANY
        text += (
            f"另有 {more} 处同类（--full 全列）  [{code}]\n"
            if language == "zh"
            else f"{more} more alike (--full lists them)  [{code}]\n"
        )
    return text


def _may_be_many(finding: Finding) -> bool:
    return finding.severity != "error" and finding.code not in OPEN


def summary(findings: Sequence[Finding], editions: int, items: int, language: Language) -> str:
    """One line: how much was checked, and how much there is to do."""
    count = Counter(f.severity for f in findings)
    entries = sum(f.code in OPEN for f in findings)
    others = count["warning"] - entries
    if language == "zh":
        review = f"待核 {entries}，" if entries else ""
        return f"已检查 {editions} 期、{items} 篇：错误 {count['error']}，{review}提醒 {others}"
    review = f"{entries} to review, " if entries else ""
    what = f"Checked {_counted(editions, 'edition')}, {_counted(items, 'item')}"
    return f"{what}: {_counted(count['error'], 'error')}, {review}{_counted(others, 'warning')}"


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def as_json(findings: Sequence[Finding], editions: int, items: int) -> str:
    """`{"editions": n, "items": n, "open": n, "findings": [{code, severity, message, message_zh, …}]}`"""
    entries = sum(f.code in OPEN for f in findings)
    value = {"editions": editions, "items": items, "open": entries, "findings": [f.as_dict() for f in findings]}
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
