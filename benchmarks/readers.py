"""Readers scored side by side on pages whose right readings are known: the built-in one, and any model's endpoint.

python -m benchmarks.readers PAGES                                the built-in reader, and readings by hand
python -m benchmarks.readers PAGES --model NAME [--endpoint URL]  a model too

PAGES is a folder with raw/ and truth/ (benchmarks/pages), or raw pages of your own with a reading by hand beside each
(`A01.reading.json`), which then counts as the truth. Answers are kept in --answers, so that a run goes on where it was.
Shown are the shares that `benchmarks.scoring` counts (segmentation: items right), how many
pages the reader gave up, the share of characters that had to be mended, tokens and seconds a page.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.gate import PAGES
from benchmarks.scoring import Score, Thing, predicted_thing, score, true_thing
from scripts import pagetext
from scripts.conversion.model.answer import judge, parse_answer
from scripts.conversion.model.answers import Kept
from scripts.conversion.model.asking import PageQuestion, ask_all
from scripts.conversion.model.prompt import requests_of
from scripts.conversion.model.settings import ModelSettings, ReaderError, read_settings
from scripts.edition.label import Label
from scripts.pagetext.assemble import assemble
from scripts.pagetext.decode import decode, split_pages
from scripts.pagetext.pagemodel import PageModel, page_model
from scripts.pagetext.reading import Reading
from scripts.pagetext.readingform import NAME, parse
from scripts.pagetext.repair import repair

DATE = dt.date(2001, 1, 1)
COLUMNS = ("segmentation", "headline", "paragraphs", "crossheads", "kicker", "deck", "authors")


@dataclass(frozen=True, slots=True)
class BenchmarkPage:
    """A raw file with its pages and what is true of them."""

    name: str
    pages: tuple[PageModel, ...]
    truth: tuple[Thing, ...]
    raw: str


@dataclass(slots=True)
class Figures:
    """What a reader came to over all pages."""

    total: Score = field(default_factory=Score)
    files: int = 0
    given_up: int = 0
    mended: float = 0.0
    tokens: int = 0
    seconds: float = 0.0


Reads = Callable[[BenchmarkPage, PageModel, Figures], Reading]


def benchmark_pages(folder: Path) -> Iterator[BenchmarkPage]:
    """The pages of a folder with their truth: from truth/, or from readings by hand beside the raw text."""
    if (folder / "truth").is_dir():
        for file in sorted((folder / "truth").glob("*.json")):
            truth = json.loads(file.read_text(encoding="utf-8"))
            text = decode((folder / truth["raw"]).read_bytes()).text
            first = Label(min(truth.get("pages") or [1]))
            things = tuple(true_thing(item) for item in truth["items"] if item["kind"] != "furniture")
            yield BenchmarkPage(file.stem, _models(text, first), things, text)
        return
    for file in sorted(folder.rglob("*" + NAME)):
        label = file.name.removesuffix(NAME)
        raw = next((p for p in sorted(file.parent.glob(f"{label}*.txt")) if p.stem.split("-")[0] == label), None)
        if raw is None:
            continue
        text = decode(raw.read_bytes()).text
        pages = _models(text, Label.parse(label.partition("-")[0]))
        written = file.read_text(encoding="utf-8")
        right = (repair(page, parse(written, page).reading, pagetext.read_page(page)).reading for page in pages)
        own = tuple(thing for page, one in zip(pages, right, strict=True) for thing in _things(page, one))
        yield BenchmarkPage(str(raw), pages, own, text)


def _models(text: str, first: Label) -> tuple[PageModel, ...]:
    parts = split_pages(text)
    return tuple(page_model(raw, start, page=first.after(n)) for n, (start, raw) in enumerate(parts))


def _things(page: PageModel, reading: Reading) -> list[Thing]:
    return [predicted_thing(item) for item in assemble(page, reading, DATE, page.page or Label(1)).items]


def measure(pages: Sequence[BenchmarkPage], reads: Reads) -> Figures:
    """A reader's figures over pages."""
    out = Figures()
    for one in pages:
        found: list[Thing] = []
        furniture: list[str] = []
        for page in one.pages:
            made = assemble(page, reads(one, page, out), DATE, page.page or Label(1))
            found += map(predicted_thing, made.items)
            furniture += [*made.page.furniture, *made.unplaced]
        out.total.update(score(one.truth, found, furniture, one.raw))
        out.files += 1
    return out


def built_in(_one: BenchmarkPage, page: PageModel, _out: Figures) -> Reading:
    """The built-in reader."""
    return pagetext.read_page(page)


class Answered:
    """A model's answers, asked for before."""

    def __init__(self, settings: ModelSettings, folder: Path) -> None:
        self.settings, self.folder, self.kept = settings, folder, Kept()

    def ask(self, pages: Sequence[BenchmarkPage]) -> str:
        """Ask for all pages that no answer is kept for; what became of it, in words."""
        questions = (
            PageQuestion(request, self.folder, f"{one.name}#{page.lines[0].number}.{request.part}")
            for one in pages
            for page in one.pages
            if page.lines
            for request in requests_of(page, self.settings.lines)
        )
        return ask_all(questions, self.settings, self.kept).in_words(self.settings, "en")

    def __call__(self, _one: BenchmarkPage, page: PageModel, out: Figures) -> Reading:
        """The model's reading, mended; the built-in one where it is of no use, as in a conversion."""
        own = pagetext.read_page(page)
        requests = requests_of(page, self.settings.lines)
        answers = [self.kept.of(self.folder).get(request.key(self.settings.model)) for request in requests]
        there = [answer for answer in answers if answer is not None]
        out.tokens += sum(answer.tokens_in + answer.tokens_out for answer in there)
        out.seconds += sum(answer.seconds for answer in there)
        if len(there) < len(requests):
            out.given_up += 1
            return own
        parsed = [parse_answer(answer.text, one.page) for answer, one in zip(there, requests, strict=True)]
        judged = judge(page, parsed, own)
        out.given_up += not judged.usable
        out.mended += judged.checked.wrong
        return judged.checked.reading if judged.usable else own


def show(name: str, figures: Figures) -> str:
    """A line of the table."""
    shares = [figures.total.share(column) for column in COLUMNS]
    cells = [f"{'-':>13}" if share is None else f"{share:13.3f}" for share in shares]
    pages = max(1, figures.files)
    mended, tokens, seconds = (n / pages for n in (figures.mended, figures.tokens, figures.seconds))
    return f"{name:20}{figures.files:5d}{''.join(cells)}{figures.given_up:8d}{mended:8.3f}{tokens:8.0f}{seconds:8.1f}"


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.readers", description=__doc__.split("\n")[0])
    parser.add_argument("pages", nargs="?", type=Path, default=PAGES, help="folder with raw/ and truth/, or raw pages")
    parser.add_argument("--model", help="the model, as its endpoint calls it")
    parser.add_argument("--endpoint", help="an OpenAI chat interface (default: Ollama on this machine)")
    parser.add_argument("--parallel", type=int, help="requests at once")
    parser.add_argument("--timeout", type=float, help="seconds for one request")
    parser.add_argument("--answers", type=Path, help="where answers are kept (default: nowhere)")
    parser.add_argument("--only", default="", help="pages whose name has this in it")
    args = parser.parse_args(argv)
    pages = [one for one in benchmark_pages(args.pages) if args.only in one.name]
    if not pages:
        print(f"{args.pages}: no pages with a truth or a reading by hand", file=sys.stderr)
        return 2
    names = "".join(f"{column:>13}" for column in COLUMNS)
    print(f"{'':20}{'files':>5}{names}{'gave up':>8}{'mended':>8}{'tokens':>8}{'seconds':>8}")
    print(show("built-in", measure(pages, built_in)))
    if not args.model:
        return 0
    try:
        settings = read_settings(
            {"mode": "model"}, model=args.model, url=args.endpoint, parallel=args.parallel, timeout=args.timeout
        )
    except ReaderError as error:
        print(error, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        reads = Answered(settings, args.answers or Path(temporary))
        told = reads.ask(pages)
        print(show(args.model[:19], measure(pages, reads)))
        print(told, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
