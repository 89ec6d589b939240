"""Pages to raw text: `python -m scripts extract PATH... [--raw DIR] [--date DATE] [--first-page LABEL] [--ocr]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.commands import command_line, day, label
from scripts.edition.catalogue import finding
from scripts.edition.finding import Finding, Language
from scripts.edition.show_findings import as_text
from scripts.extraction.recogniser import MissingExtraError, Recogniser, recogniser
from scripts.extraction.run import Extraction
from scripts.extraction.sources import SourceFile, holds_pictures, sources_at
from scripts.work.progress import progress_bar

_SUMMARY: dict[Language, str] = {
    "en": "{written} written, {unchanged} unchanged, {kept} left as edited, {failed} failed\n",
    "zh": "写出 {written} 版，未变 {unchanged} 版，已改动未覆盖 {kept} 版，失败 {failed} 版\n",
}
_WORDS: dict[str, dict[Language, str]] = {
    "no-date": {
        "en": "no date in its name or folder, nor printed at the head of its first pages: give --date YYYY-MM-DD",
        "zh": "文件名、文件夹和前几版的版眉中都没有日期：请用 --date YYYY-MM-DD 指明",
    },
    "no-pdf": {
        "en": "no PDF in this folder, and no ALTO or METS",
        "zh": "这个文件夹中没有 PDF，也没有 ALTO 或 METS",
    },
    "only-pictures": {
        "en": "only pictures in this folder: --ocr reads their text",
        "zh": "这个文件夹中只有图片：请加 --ocr 识别文字",
    },
    "no-ocr": {
        "en": "needs RapidOCR and ONNX Runtime: pip install -r requirements-ocr.txt",
        "zh": "需要 RapidOCR 和 ONNX Runtime：pip install -r requirements-ocr.txt",
    },
    "not-written": {
        "en": "cannot be written: see to the folder's rights and the disk's space",
        "zh": "无法写入：请检查文件夹权限和磁盘空间",
    },
    "interrupted": {
        "en": "Interrupted. What was extracted is written; run again to go on.",
        "zh": "已中断。已提取的版面均已写出；再次运行即可继续。",
    },
}


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: all written. 1: some pages failed or were left as edited. 2: wrong command line, or no writing."""
    args = parser().parse_args(argv)
    language: Language = args.lang
    engine: Recogniser | None = None
    if args.ocr:
        try:
            engine = recogniser()
        except MissingExtraError:
            return _usage("--ocr", "no-ocr", language)
    run = Extraction(args.raw, args.first_page, not args.no_pictures, engine)
    collected: list[SourceFile] = []
    for path in args.path:
        here = sources_at(path, pictures=args.ocr, findings=run.findings)
        if not here and path.is_dir():
            return _usage(path, "only-pictures" if holds_pictures(path) else "no-pdf", language)
        collected += here
    try:
        sources, undated = run.dated(list(dict.fromkeys(collected)), args.date)
        if undated and not sources:
            return _usage(undated[0].path, "no-date", language)
        run.findings += (finding("undated", str(source.path)) for source in undated)
        with progress_bar("extracting", args.quiet) as progress:
            run.run(sources, progress)
    except KeyboardInterrupt:
        print(f"\n{_WORDS['interrupted'][language]}", file=sys.stderr)
        return 130
    except MissingExtraError:
        return _usage("--ocr", "no-ocr", language)
    except OSError as error:
        return _usage(error.filename or args.raw, "not-written", language)
    return _print_outcome(run, args.quiet, language)


def _print_outcome(run: Extraction, quiet: bool, language: Language) -> int:
    shown: list[Finding] = [finding for finding in run.findings if not (quiet and finding.severity == "note")]
    errors = sum(finding.severity == "error" for finding in run.findings)
    if shown or not quiet:
        sys.stderr.write(as_text(shown, language))
    if not quiet:
        counts = {"written": run.written, "unchanged": run.unchanged, "kept": run.kept, "failed": errors}
        sys.stderr.write(_SUMMARY[language].format(**counts))
    return 1 if errors or run.kept else 0


def _usage(what: object, code: str, language: Language) -> int:
    print(f"{what}: {_WORDS[code][language]}", file=sys.stderr)
    return 2


def parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = command_line(
        "extract",
        "Write pages' text as raw pages (YYYY/MM/DD/LABEL.txt), with layout and picture beside it: from PDFs, from a"
        " library's ALTO XML (by its METS where there is one), and with --ocr from pictures. What was edited is never"
        " overwritten.",
        "raw",
        epilog="Exit code 0: all written. 1: some pages failed or were left as edited. 2: wrong command line.",
    )
    parser.add_argument(
        "path",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="PDF, ALTO or METS files in the order of their pages, or folders",
    )
    parser.add_argument(
        "--date",
        type=day,
        metavar="YYYY-MM-DD",
        help="the edition (default: from METS, the path, or what the first pages print)",
    )
    parser.add_argument(
        "--first-page",
        type=label,
        metavar="LABEL",
        help="label of the first file's first page, as 1 or A1, from which the others are counted (default: from METS,"
        " the names of one-page files, or what the pages print)",
    )
    parser.add_argument(
        "--ocr",
        action="store_true",
        help="read pictures of pages, and what PDFs have as pictures or shapes only (needs requirements-ocr.txt; half a"
        " minute a page)",
    )
    parser.add_argument(
        "--no-pictures", action="store_true", help="write text and layout only, no page picture and no cut-out pictures"
    )
    return parser
