"""What is wrong with an edition's files: every finding at once, each with its place and what to do.

Two ordered tables: ITEM_CHECKS look at one file, EDITION_CHECKS at the files together. Both get values and return
findings; only `check_edition` reads, and only the edition's own folder.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from scripts.edition.content import EditionFiles, ReasonFor, load_files
from scripts.edition.editionchecks import EDITION_CHECKS
from scripts.edition.finding import Finding
from scripts.edition.itemchecks import ITEM_CHECKS
from scripts.edition.rules import Rules


def check_edition(
    content: Path,
    date: dt.date,
    root: Path | None = None,
    rules: Rules = Rules(),  # noqa: B008 - frozen
    reason: ReasonFor = lambda _name, _code: None,
) -> list[Finding]:
    """All findings of one edition, errors first, then by file and line.

    `rules` are the paper's own; `reason` gives what convert said of a review entry, where that is known.
    """
    files = replace(load_files(content, date, root), rules=rules, reason=reason)
    findings = list(files.findings)
    for file in files.items:
        for item_check in ITEM_CHECKS:
            findings += item_check(file, files)
    for edition_check in EDITION_CHECKS:
        findings += edition_check(files)
    return sorted(without_accepted(rules.wanted(findings), files), key=weight)


def without_accepted(findings: Iterable[Finding], files: EditionFiles) -> Iterator[Finding]:
    """The findings without the warnings that somebody has accepted (`accepted` in edition.yml); an error stays."""
    accepted = frozenset(files.about.accepted) if files.about else frozenset()
    return (
        f for f in findings if f.severity == "error" or acceptance(f.path.rpartition("/")[2], f.code) not in accepted
    )


def acceptance(file: str, code: str) -> str:
    """What `accepted` in edition.yml calls a warning: `01-03 photo-without-picture`, a code alone for the edition's."""
    return f"{file.removesuffix('.md')} {code}" if file.endswith(".md") else code


def weight(finding: Finding) -> tuple[int, str, int, str]:
    """Sort key: the weightiest first, then in the order in which one would mend them."""
    return ("error", "warning", "note").index(finding.severity), finding.path, finding.line or 0, finding.code
