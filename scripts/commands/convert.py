"""Convert raw pages to items: `python -m scripts convert PATH... --content DIR --report FILE`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext, suppress
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from scripts.commands import command_line
from scripts.conversion.accepting import Online
from scripts.conversion.editions import ConversionJob
from scripts.conversion.explain import explain
from scripts.conversion.model.answers import Kept
from scripts.conversion.model.asking import PageQuestion, ask_all
from scripts.conversion.model.estimate import Estimate
from scripts.conversion.model.settings import MODES, ModelSettings, ReaderError, read_settings
from scripts.conversion.pages import unread_report
from scripts.conversion.questions import questions
from scripts.conversion.ranking import Ranking
from scripts.conversion.readers import ReaderJob
from scripts.conversion.report import PageReport, ReportFile, Totals, in_words
from scripts.conversion.run import converted, converter_version
from scripts.conversion.sources import RawFile, Unread, discover, shown
from scripts.edition.catalogue import catalogue, finding, words
from scripts.edition.finding import Finding, Language
from scripts.edition.show_findings import FewOf, as_text
from scripts.edition.tally import tally_of_conversion
from scripts.press.settings import read_settings as read_conf
from scripts.press.settings import rules_for
from scripts.press.settingshape import SettingsError
from scripts.work.cluster import ClusterError, cluster
from scripts.work.progress import progress_bar

SHOWN_ERRORS = 40
"""Errors printed at the end of a run; --full prints all, and the report has all."""
NOTES_SHOWN = frozenset({"merged", "item-deleted", "item-gone"})
"""Notes that are printed: what became of files. Doubts about text are for the report."""
_WORDS: dict[str, dict[Language, str]] = {
    "missing": {"en": "no such file or folder", "zh": "没有这个文件或文件夹"},
    "no-folder": {"en": "not a folder", "zh": "不是文件夹"},
    "no-report": {"en": "the report cannot be written", "zh": "无法写入报告"},
    "interrupted": {
        "en": "Interrupted. What was converted is written; run again to go on.",
        "zh": "已中断。已转换的版面均已写出；再次运行即可继续。",
    },
    "converting": {"en": "converting", "zh": "转换"},
    "asking": {"en": "asking the model", "zh": "询问模型"},
    "no-httpx": {
        "en": "--reader model needs httpx: pip install -r requirements-model.txt",
        "zh": "--reader model 需要 httpx：pip install -r requirements-model.txt",
    },
}


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: all converted; 1: some pages failed, the others are written; 2: the command line is wrong, or the
    cluster it names cannot work.
    """
    args = parser().parse_args(argv)
    language: Language = args.lang
    if missing := [path for path in args.path if not os.path.lexists(path)]:
        return _usage(missing[0], "missing", language)
    if args.content.exists() and not args.content.is_dir():
        return _usage(args.content, "no-folder", language)
    files_given = list(discover(args.path))
    files = sorted((f for f in files_given if isinstance(f, RawFile)), key=lambda f: (f.date, f.number, f.shown))
    unread = [f for f in files_given if isinstance(f, Unread)]
    try:
        reader = ReaderJob(_reader_settings(args))
    except ReaderError as error:
        print(error, file=sys.stderr)
        return 2
    try:
        if args.explain:
            return _explain(files, unread, language, reader, args.content)
        if args.estimate or args.questions:
            return _foresee(args, files, reader, language)
        if reader.settings.wanted:
            reader = _ask(args, files, reader, language)
        return _convert(args, files, unread, language, reader)
    except ImportError as error:
        if error.name != "httpx":
            raise
        print(_WORDS["no-httpx"][language], file=sys.stderr)
        return 2
    except ClusterError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"\n{_WORDS['interrupted'][language]}", file=sys.stderr)
        return 130


def _reader_settings(args: argparse.Namespace) -> ModelSettings:
    """READER of the settings file, as far as it can be read, and what the command line says. Raises ReaderError."""
    value = None
    if args.settings.exists():
        with suppress(SettingsError):  # which other commands tell
            value = read_conf(args.settings).get("READER")
    return read_settings(value, mode=args.reader, model=args.model, url=args.endpoint)


def _foresee(args: argparse.Namespace, files: Sequence[RawFile], reader: ReaderJob, language: Language) -> int:
    """Estimate what asking a model would take; with --questions also write the messages to files. Sends nothing."""
    estimate = Estimate()
    for file, asked in questions(files, args.content, converter_version(), reader, again=args.all or args.ask_again):
        known = Kept().of(asked[0].folder) if asked and not args.ask_again else {}
        left = [question.request for question in asked if question.request.key(reader.settings.model) not in known]
        if left:
            estimate.add(left)
        for request in left if args.questions else ():
            args.questions.mkdir(parents=True, exist_ok=True)
            name = f"{file.date}-{file.number.file}-{request.page.lines[0].number}.txt"
            text = "\n\n".join(message["content"] for message in request.messages())
            (args.questions / name).write_text(text + "\n", encoding="utf-8", errors="replace")
    sys.stdout.write(estimate.in_words(reader.settings, language))
    return 0


def _ask(args: argparse.Namespace, files: Sequence[RawFile], reader: ReaderJob, language: Language) -> ReaderJob:
    """Ask the model about every page that is to be converted and has no answer yet. Raises ImportError."""
    questions_by_file = questions(files, args.content, converter_version(), reader, again=args.all or args.ask_again)
    with progress_bar(_WORDS["asking"][language], args.quiet) as progress:

        def pending() -> Iterator[PageQuestion]:
            for done, (_, wanted) in enumerate(questions_by_file):
                progress(done, len(files))
                yield from wanted

        asked = ask_all(pending(), reader.settings, Kept(), anew=args.ask_again)
    if not args.quiet and (asked.answered or asked.failed):
        sys.stderr.write(asked.in_words(reader.settings, language))
    return replace(reader, failed=asked.failed)


_UNTIL_MENDED = frozenset({"raw-gone"})
"""What is told of a page that has not changed, too: it is news of another."""


def _convert(
    args: argparse.Namespace,
    files: Sequence[RawFile],
    unread: Sequence[Unread],
    language: Language,
    reader: ReaderJob,
) -> int:
    version = converter_version()
    rules = rules_for(args.settings)
    again = args.all or args.ask_again
    jobs = [
        ConversionJob(
            date,
            tuple(pages),
            args.content,
            version,
            again,
            args.restore,
            args.review,
            online(),
            rules,
            language=language,
            reader=reader,
        )
        for date, pages in groupby(files, key=lambda f: f.date)
    ]
    try:
        report = ReportFile(args.report, version) if args.report else None
    except OSError as error:
        return _usage(f"{args.report} ({error.strerror})", "no-report", language)
    totals, ranking = Totals(), Ranking()
    general = [file.finding for file in unread if file.finding.severity != "error"]
    show = FewOf(full=args.full, most=SHOWN_ERRORS)
    for one in general:
        show.add(one)
    converted_pages = 0

    def take(page: PageReport) -> None:
        totals.add(page)
        if report:
            report.add(page)
        told = page.status != "unchanged" or args.full
        for f in filter(_is_shown, page.findings):
            if told or f.code in _UNTIL_MENDED:
                show.add(f)

    away = cluster(args.scheduler if jobs else None, args.content, files[0].path if files else args.content)
    with report or nullcontext(), away as hands, progress_bar(_WORDS["converting"][language], args.quiet) as progress:
        for file in unread:
            if file.finding.severity == "error":
                take(unread_report(file))
        totals.no_pages, totals.no_pages_failed = len(unread), totals.pages["failed"]
        for done in converted(jobs, hands.workers or args.jobs, hands.executor):
            for page in done.reports:
                take(page)
            ranking.add(done.rows, done.rest)
            converted_pages += len(done.reports)
            progress(converted_pages, len(files))
        if args.review:
            from scripts.conversion.review import write_index  # its templates take longer to load than a page

            try:
                write_index(args.review, ranking, [file.finding for file in unread], online(), language)
            except OSError as error:
                problem = finding("not-written", shown(args.review), reason=error.strerror or str(error))
                show.add(problem)
                totals.tally += tally_of_conversion([problem])
        if report:
            report.finish(general, totals)
    failed = bool(totals.pages["failed"] or totals.tally.failures)
    if not args.quiet or failed:
        sys.stderr.write(show.as_text(language, "convert", by_place=True))
        if args.review:
            sys.stderr.write(words("convert-report", path=shown(args.review / "index.html")).within(language) + "\n")
        sys.stderr.write(in_words(totals, language))
    return 1 if failed else 0


def _is_shown(finding: Finding) -> bool:
    """Errors, and what became of files. Doubts about text are for the report."""
    if finding.severity == "note" or catalogue()[finding.code].station == "review":
        return finding.code in NOTES_SHOWN
    return True


def _explain(
    files: Sequence[RawFile], unread: Sequence[Unread], language: Language, reader: ReaderJob, content: Path
) -> int:
    try:
        sys.stdout.write(as_text([file.finding for file in unread], language))
        for file in files:
            for line in explain(file, language, reader, content):
                print(line)
        sys.stdout.flush()
    except BrokenPipeError:  # `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1 if any(file.finding.severity == "error" for file in unread) else 0


def online() -> Online:
    """The repository that the review report leads to, where GitHub's variables name one."""
    server, name = os.environ.get("GITHUB_SERVER_URL", ""), os.environ.get("GITHUB_REPOSITORY", "")
    branch = os.environ.get("GITHUB_REF_NAME", "")
    return Online(f"{server}/{name}", branch) if server and name and branch else Online()


def _usage(what: object, code: str, language: Language) -> int:
    print(f"{what}: {_WORDS[code][language]}", file=sys.stderr)
    return 2


def parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = command_line(
        "convert",
        "Convert raw pages (YYYY/MM/DD/LABEL.txt) to items. What a person edited is never overwritten.",
        "content",
        "settings",
        "jobs",
        "scheduler",
        epilog="Exit code 0: all converted. 1: some pages failed, the others are written. 2: wrong command line.",
    )
    parser.add_argument("path", nargs="*", type=Path, default=[Path("raw")], help="raw files or folders (default: raw)")
    parser.add_argument("--full", action="store_true", help="print every warning, however many are alike")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write what was done, as JSON")
    parser.add_argument("--all", action="store_true", help="convert pages that have not changed since, too")
    parser.add_argument("--restore", action="store_true", help="bring back items that were deleted by hand")
    parser.add_argument("--review", type=Path, metavar="DIR", help="write the review report, HTML for editors")
    readers = parser.add_argument_group("who reads the pages (docs/readers.md)")
    readers.add_argument("--reader", choices=MODES, help="built-in (default), model, or both compared")
    readers.add_argument("--model", metavar="NAME", help="the model, as its endpoint calls it")
    readers.add_argument("--endpoint", metavar="URL", help="an OpenAI chat interface: http://127.0.0.1:11434/v1")
    readers.add_argument("--ask-again", action="store_true", help="ask for pages again that answers are kept for")
    readers.add_argument("--estimate", action="store_true", help="print tokens, cost and time; send nothing")
    readers.add_argument(
        "--questions", type=Path, metavar="DIR", help="write what would be sent to files; send nothing"
    )
    parser.add_argument("--explain", action="store_true", help="print which rule did what to which line; write nothing")
    return parser
