"""What is wrong with the page that an editor is reading: checked each time, so that it disappears once corrected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from scripts.edition.check import check_edition
from scripts.edition.content import edition_dates
from scripts.edition.finding import Finding, Language
from scripts.edition.rules import Rules
from scripts.edition.tally import OPEN
from scripts.edition.urls import date_of, edition_folder

_EDITION = re.compile(r"/(\d{4}/\d\d/\d\d)/(?:([^/]+)/(?:(\d\d+)/)?)?")
SHOWN = 20
"""Errors that are listed; a page with more has one cause."""

_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "failure": "The site could not be built; this is the page as it was",
        "errors": "{0} errors concern this page",
        "elsewhere": "{0} errors in this edition, none on this page",
        "calm": "{0} to look at in this edition",
        "more": "{0} more in this edition. All of them: python -m scripts check {1}",
    },
    "zh": {
        "failure": "网站未能构建，这里是原来的样子",
        "errors": "这一页有 {0} 处错误",
        "elsewhere": "本期有 {0} 处错误，不在这一页",
        "calm": "本期有 {0} 处请看一眼",
        "more": "本期还有 {0} 处。全部列出：python -m scripts check {1}",
    },
}


def notes(
    content: Path,
    path: str,
    failure: str,
    language: Language,
    rules: Rules = Rules(),  # noqa: B008 - frozen
) -> dict[str, Any]:
    """For a page's site path: `title`, `failure`, `errors` (place and message), and `more`, a line about the rest.

    On an item's page its own file's errors; on a page of print those of its items; elsewhere the edition's, and off an
    edition's pages the newest edition's.
    """
    words = _WORDS[language]
    match = _EDITION.search(unquote(path))
    dates = [] if match else list(edition_dates(content))
    date = date_of(Path(match[1])) if match else (dates[-1] if dates else None)
    if date is None or not (content / edition_folder(date)).is_dir():
        return {"title": words["failure"] if failure else "", "failure": failure, "errors": [], "more": ""}
    findings = check_edition(content, date, rules=rules)
    wrong = [finding for finding in findings if finding.severity == "error"]
    label, order = (match[2] or "", match[3] or "") if match else ("", "")
    here = [finding for finding in wrong if _concerns(finding, label, order)]
    rest = [finding for finding in findings if finding not in here and (finding.severity != "note")]
    if failure:
        title = words["failure"]
    elif here:
        title = words["errors"].format(len(here))
    elif wrong:
        title = words["elsewhere"].format(len(wrong))
    else:
        title = words["calm"].format(len(rest)) if any(finding.code in OPEN for finding in rest) else ""
    folder = f"{content.name}/{edition_folder(date).as_posix()}"
    more = words["more"].format(len(rest), folder) if rest and title else ""
    return {"title": title, "failure": failure, "errors": _listed(here, language), "more": more}


def _concerns(finding: Finding, label: str, order: str) -> bool:
    name = finding.path.rpartition("/")[2]
    if not label or not name.endswith(".md"):
        return not order
    return name == f"{label}-{order}.md" if order else name.startswith(f"{label}-")


def _listed(findings: Sequence[Finding], language: Language) -> list[dict[str, str]]:
    return [
        {
            "place": f"{finding.path}:{finding.line}" if finding.line else finding.path,
            "message": finding.message_zh if language == "zh" and finding.message_zh else finding.message,
        }
        for finding in findings[:SHOWN]
    ]
