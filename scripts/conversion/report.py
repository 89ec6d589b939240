"""The report of a run, as JSON: written page by page while pages are converted, and put in its place when complete."""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from scripts.conversion.record import ReadBy
from scripts.edition.catalogue import words
from scripts.edition.finding import Finding, Language
from scripts.edition.label import Label
from scripts.edition.tally import Tally, tally_of_conversion

Status = Literal["converted", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class ItemReport:
    """One item of a page, what became of its file (an outcome of `merge`, or `gone`), and what is open in it.

    `edited` says that the file is not as convert wrote it last.
    """

    path: str
    order: int
    title: str
    kind: str
    outcome: str
    review: tuple[str, ...] = ()
    edited: bool = False


@dataclass(frozen=True, slots=True)
class PageReport:
    """One page of a raw file in the report; its number is 0 if the file's name gives no label."""

    raw: str
    date: str
    page: Label
    status: Status
    items: tuple[ItemReport, ...] = ()
    unplaced: tuple[str, ...] = ()
    conserved: bool = True
    findings: tuple[Finding, ...] = ()
    encoding: str = ""
    missing: str = ""
    added: str = ""
    open: int = 0
    read_by: ReadBy = ReadBy()  # noqa: RUF009 - frozen

    def as_dict(self) -> dict[str, Any]:
        """For JSON; `missing` and `added` only where the proof failed. `open` counts the page's review entries."""
        out: dict[str, Any] = {"raw": self.raw, "date": self.date, "page": self.page.value, "status": self.status}
        out["items"] = [
            {"path": i.path, "order": i.order, "title": i.title, "kind": i.kind, "outcome": i.outcome}
            | ({"review": list(i.review)} if i.review else {})
            | ({"edited": True} if i.edited else {})
            for i in self.items
        ]
        out |= {"open": self.open}
        out |= {"unplaced": list(self.unplaced), "conserved": self.conserved, "encoding": self.encoding}
        if self.missing or self.added:
            out |= {"missing": self.missing, "added": self.added}
        out |= self.read_by.as_dict()
        out["findings"] = [f.as_dict() for f in self.findings]
        return out

    def failed(self, *findings: Finding) -> PageReport:
        """The same page, reported as failed for further reasons."""
        return replace(self, status="failed", findings=(*self.findings, *findings))


@dataclass(slots=True)
class Totals:
    """Counts over a run; `no_pages` are the files that are no page; some are among the failed pages."""

    pages: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    unplaced: int = 0
    not_conserved: int = 0
    tally: Tally = Tally()  # noqa: RUF009 - frozen
    no_pages: int = 0
    no_pages_failed: int = 0

    def add(self, page: PageReport) -> None:
        """Count one page."""
        self.pages[page.status] += 1
        self.outcomes.update(item.outcome for item in page.items)
        self.findings.update(f.severity for f in page.findings)
        self.unplaced += len(page.unplaced)
        self.not_conserved += bool(page.missing or page.added)
        self.tally += Tally(open=page.open) + tally_of_conversion(page.findings)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "pages": dict(sorted(self.pages.items())),
            "items": dict(sorted(self.outcomes.items())),
            "findings": dict(sorted(self.findings.items())),
            "open": self.tally.open,
            "unplaced": self.unplaced,
            "not_conserved": self.not_conserved,
        }


class ReportFile:
    """`{"converter", "pages": [...], "findings": [...], "totals": {...}}`, streamed: memory does not grow with pages.

    Until `finish` the report of an earlier run stays in place; leaving the context without it removes the draft.
    """

    def __init__(self, path: Path, converter: str) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        self._part = Path(name)
        self._file = os.fdopen(handle, "w", encoding="utf-8", newline="\n", errors="backslashreplace")
        self._file.write('{"converter": ' + json.dumps(converter) + ',\n "pages": [')
        self._between = "\n"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._part.unlink(missing_ok=True)

    def add(self, page: PageReport) -> None:
        """Append a page."""
        self._file.write(self._between + json.dumps(page.as_dict(), ensure_ascii=False))
        self._between = ",\n"

    def finish(self, findings: Iterable[Finding], totals: Totals) -> None:
        """Close the report and put it in its place."""
        listed = json.dumps([f.as_dict() for f in findings], ensure_ascii=False, indent=1)
        counts = json.dumps(totals.as_dict(), ensure_ascii=False)
        self._file.write(f'\n ],\n "findings": {listed},\n "totals": {counts}}}\n')
        self._file.close()
        mode = self._path.stat().st_mode & 0o777 if self._path.exists() else 0o644
        self._part.chmod(mode)
        self._part.replace(self._path)


def in_words(totals: Totals, language: Language) -> str:
    """A line: what was converted, and how much is left to look at."""
    pages, items = totals.pages, totals.outcomes
    if not pages:
        return "没有找到版面文本\n" if language == "zh" else "No raw pages found\n"
    counts = {
        "converted": pages["converted"],
        "unchanged": pages["unchanged"],
        "failed": pages["failed"] - totals.no_pages_failed,
        "no-pages": totals.no_pages,
        "written": items["new"] + items["replaced"],
        "merged": items["merged"],
        "edited": items["kept"] + items["conflict"] + items["pending"],
        "not-conserved": totals.not_conserved,
        "unplaced": totals.unplaced,
    }
    parts = [words(f"convert-{name}", count=count).within(language) for name, count in counts.items() if count]
    parts += [totals.tally.in_words(language)] if totals.tally.total else []
    return ("，" if language == "zh" else ", ").join(parts) + "\n"
