"""PDF pages to raw text: `python -m scripts extract FILE.pdf... [--raw DIR] [--date DATE] [--first-page LABEL]`."""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from scripts.commands import command_line, day, label
from scripts.edition.catalogue import finding
from scripts.edition.files import write_atomic, write_if_changed
from scripts.edition.finding import Finding, Language
from scripts.edition.label import Label, LabelError
from scripts.edition.show_findings import as_text
from scripts.edition.urls import edition_folder
from scripts.extraction.pdfpages import PdfError, page_count, read_pages
from scripts.extraction.rawfiles import write_layout
from scripts.work.progress import progress_bar

LEDGER = ".extracted.json"
"""In the raw folder, where no other command looks at it: digests of what was written, to tell a file that a person
changed. May be deleted."""
OLD_LEDGER = Path(".banmian") / "extracted.json"
"""Where it lay before, beside the raw folder: read while there is no other."""
_DATE = re.compile(r"(?<!\d)(\d{4})[-_/.年]?(\d{1,2})[-_/.月]?(\d{1,2})(?!\d)")
_LABEL = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{0,2}\d{1,3})版?$")
_SUMMARY: dict[Language, str] = {
    "en": "{written} written, {unchanged} unchanged, {kept} left as edited, {failed} failed\n",
    "zh": "写出 {written} 版，未变 {unchanged} 版，已改动未覆盖 {kept} 版，失败 {failed} 版\n",
}
_WORDS: dict[str, dict[Language, str]] = {
    "no-date": {
        "en": "no date in its name or folder: give --date YYYY-MM-DD",
        "zh": "文件名和文件夹中没有日期：请用 --date YYYY-MM-DD 指明",
    },
    "no-pdf": {"en": "no PDF in this folder", "zh": "这个文件夹中没有 PDF"},
    "not-written": {
        "en": "cannot be written: see to the folder's rights and the disk's space",
        "zh": "无法写入：请检查文件夹权限和磁盘空间",
    },
    "interrupted": {
        "en": "Interrupted. What was extracted is written; run again to go on.",
        "zh": "已中断。已提取的版面均已写出；再次运行即可继续。",
    },
}


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A PDF, the edition it belongs to, and the label of its first page."""

    path: Path
    date: dt.date
    first: Label
    pages: int


class ExtractionLedger:
    """Digests of raw files as extract wrote them, by their path in the raw folder."""

    def __init__(self, raw: Path) -> None:
        self._path = raw / LEDGER
        self._digests: dict[str, str] = {}
        with suppress(OSError, ValueError, AttributeError):
            there = self._path if self._path.exists() else raw.parent / OLD_LEDGER
            self._digests = {str(k): str(v) for k, v in json.loads(there.read_text(encoding="utf-8")).items()}

    def wrote(self, name: str, data: bytes) -> bool:
        """Whether these bytes are what was written under that name."""
        return self._digests.get(name) == hashlib.sha256(data).hexdigest()

    def note(self, name: str, data: bytes) -> None:
        """Remember what was written."""
        self._digests[name] = hashlib.sha256(data).hexdigest()

    def save(self) -> None:
        """Keep it for the next run; where that cannot be, files that differ count as edited."""
        with suppress(OSError):
            write_if_changed(self._path, json.dumps(self._digests, indent=0, sort_keys=True) + "\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: all written. 1: some pages failed or were left as edited. 2: wrong command line, or no writing."""
    args = parser().parse_args(argv)
    language: Language = args.lang
    findings: list[Finding] = []
    plans = []
    for path in args.pdf:
        if not in_folder(path):
            return _usage(path, "no-pdf", language)
    pdfs = [pdf for path in args.pdf for pdf in in_folder(path)]
    for path in pdfs:
        if not (args.date or date_in(path)):
            return _usage(path, "no-date", language)
    try:
        plans = plan(pdfs, args.date, args.first_page, findings)
        counts = _extract(plans, args.raw, args.quiet, not args.no_pictures, findings)
    except KeyboardInterrupt:
        print(f"\n{_WORDS['interrupted'][language]}", file=sys.stderr)
        return 130
    except OSError as error:
        return _usage(error.filename or args.raw, "not-written", language)
    failed = any(finding.severity == "error" for finding in findings) or counts["kept"] > 0
    if findings or not args.quiet:
        sys.stderr.write(as_text(findings, language))
    if not args.quiet:
        counts["failed"] = sum(finding.severity == "error" for finding in findings)
        sys.stderr.write(_SUMMARY[language].format(**counts))
    return 1 if failed else 0


def _usage(what: object, code: str, language: Language) -> int:
    print(f"{what}: {_WORDS[code][language]}", file=sys.stderr)
    return 2


def in_folder(path: Path) -> list[Path]:
    """A PDF itself, or the PDFs below a folder by name."""
    return sorted(path.rglob("*.[pP][dD][fF]")) if path.is_dir() else [path]


def date_in(path: Path) -> dt.date | None:
    """The date in a file's name or folders: 2022-04-11, 20220411, 2022/04/11; None where there is none."""
    for match in reversed(list(_DATE.finditer(path.resolve().with_suffix("").as_posix()))):
        with suppress(ValueError):
            return dt.date(*map(int, match.groups()))
    return None


def plan(pdfs: Sequence[Path], date: dt.date | None, first: Label | None, findings: list[Finding]) -> list[PlannedFile]:
    """Where each PDF's pages go.

    PDFs of one page each whose names all end in different labels (`03.pdf`, `A03.pdf`) keep these; otherwise pages are
    counted on through the files of a date in the order given, from `first` or 1. A file that cannot be opened is a
    finding and takes no number.
    """
    opened: list[tuple[Path, dt.date, int]] = []
    for path in pdfs:
        try:
            count = page_count(path)
        except PdfError as error:
            findings.append(error.finding)
            continue
        if day := date or date_in(path):
            opened.append((path, day, count))
    named = [(day, label_in(path)) for path, day, _ in opened]
    if first is None and all(n for _, n in named) and len(set(named)) == len(named) and all(c == 1 for *_, c in opened):
        return [PlannedFile(path, day, label_in(path) or Label(1), 1) for path, day, _ in opened]
    following: dict[dt.date, Label] = {}
    plans = []
    for path, day, count in opened:
        start = following.get(day, first or Label(1))
        plans.append(PlannedFile(path, day, start, count))
        following[day] = start.after(count)
    return plans


def label_in(path: Path) -> Label | None:
    """The page's label that a file's name ends in, its date apart, or None."""
    match = _LABEL.search(_DATE.sub("-", path.stem))
    try:
        return Label.parse(match[1]) if match else None
    except LabelError:
        return None


def _extract(
    plans: Sequence[PlannedFile], raw: Path, quiet: bool, pictures: bool, findings: list[Finding]
) -> dict[str, int]:
    counts = {"written": 0, "unchanged": 0, "kept": 0}
    ledger = ExtractionLedger(raw)
    done, total = 0, sum(plan.pages for plan in plans)
    with progress_bar("extracting", quiet) as progress:
        for plan in plans:
            try:
                for offset, page in enumerate(read_pages(plan.path, pictures=pictures)):
                    findings.extend(page.findings)
                    if page.text:
                        name = (edition_folder(plan.date) / f"{plan.first.after(offset).file}.txt").as_posix()
                        outcome = _write(raw, name, page.text, ledger, findings)
                        counts[outcome] += 1
                        if outcome != "kept":
                            write_layout(raw / name, page)
                    done += 1
                    progress(min(done, total), total)
            except PdfError as error:
                findings.append(error.finding)
            ledger.save()
    return counts


def _write(raw: Path, name: str, text: str, ledger: ExtractionLedger, findings: list[Finding]) -> str:
    """Write a raw page, unless a person wrote or edited the one there. Returns `written`, `unchanged` or `kept`."""
    path, data = raw / name, f"{text}\n".encode("utf-8", "surrogatepass")
    stands = path.read_bytes() if path.exists() else None
    if stands == data:
        ledger.note(name, data)
        return "unchanged"
    if stands is not None and not ledger.wrote(name, stands):
        findings.append(finding("raw-edited", path.as_posix()))
        return "kept"
    write_atomic(path, data)
    ledger.note(name, data)
    return "written"


def parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = command_line(
        "extract",
        "Write PDF pages' text as raw pages (YYYY/MM/DD/LABEL.txt), with layout and picture beside it."
        " What was edited is never overwritten.",
        "raw",
        epilog="Exit code 0: all written. 1: some pages failed or were left as edited. 2: wrong command line.",
    )
    parser.add_argument(
        "pdf", nargs="+", type=Path, metavar="FILE.pdf", help="PDFs in the order of their pages, or folders"
    )
    parser.add_argument("--date", type=day, metavar="YYYY-MM-DD", help="the edition (default: from the path)")
    parser.add_argument(
        "--first-page",
        type=label,
        metavar="LABEL",
        help="label of the first file's first page, as 1 or A1 (default: from the names of one-page files, else 1)",
    )
    parser.add_argument(
        "--no-pictures", action="store_true", help="write text and layout only, no page picture and no cut-out pictures"
    )
    return parser
