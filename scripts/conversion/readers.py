"""Who reads a page: a reading by hand that lies beside it, else a model's kept answer, else the built-in reader.

Whoever it is, its reading is checked and mended by the same rules before items are made of it, and what was wrong with
it is a finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from scripts import pagetext
from scripts.conversion.comparing import compared
from scripts.conversion.layouts import layout_of
from scripts.conversion.model import answers
from scripts.conversion.model.answer import Judged, judge, parse_answer, within
from scripts.conversion.model.answers import Answer
from scripts.conversion.model.asking import REASONS
from scripts.conversion.model.prompt import requests_of
from scripts.conversion.model.settings import ModelSettings
from scripts.conversion.record import ReadBy, blob_id
from scripts.conversion.sources import SIZE_LIMIT, RawFile, shown
from scripts.edition.catalogue import Bilingual, finding, words
from scripts.edition.finding import Finding
from scripts.edition.label import Label
from scripts.extraction.layoutfile import layout_path
from scripts.pagetext.decode import decode, split_pages
from scripts.pagetext.pagemodel import PageModel, page_model
from scripts.pagetext.reading import Reading
from scripts.pagetext.readingform import NAME, parse
from scripts.pagetext.repair import Checked, repair

_USELESS = frozenset({"not-json", "not-a-list"})
"""Faults of a file that is not a reading at all."""
_TOLD = 5
"""Faults of one reading that are reported, at most."""


@dataclass(frozen=True, slots=True)
class ReaderJob:
    """How the pages of a run are read. `failed` has why a question has no answer, by its key."""

    settings: ModelSettings = field(default_factory=ModelSettings)
    failed: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the record keeps of a page that was read so; "" for the built-in reader."""
        mode, model = self.settings.mode, self.settings.model
        return "" if mode == "built-in" else f"{mode}:{model}"


def by_hand(file: RawFile) -> Path | None:
    """The reading by hand of a raw file: `A01-要闻.reading.json` or `A01.reading.json` beside it."""
    stem = file.path.name.removesuffix(file.path.suffix)
    for name in dict.fromkeys((stem, stem.partition("-")[0])):
        path = file.path.with_name(name + NAME)
        if path.is_file():
            return path
    return None


def digest_of(file: RawFile, data: bytes) -> str:
    """What a page's items are made of: the raw file, and the layout and the reading by hand where there are any."""
    for path in (layout_path(file.path), by_hand(file)):
        if path is not None and path.is_file():
            data += b"\0"
            with suppress(OSError):
                data += path.read_bytes()[: SIZE_LIMIT + 1]
    return blob_id(data)


class FileReader:
    """The reader of one raw file's pages; findings about each are kept by the page's label."""

    def __init__(self, file: RawFile, data: bytes, job: ReaderJob, folder: Path) -> None:
        self.file, self.job, self.folder = file, job, folder
        self.noted: dict[Label, list[Finding]] = {}
        self.read_by: dict[Label, ReadBy] = {}
        self._answers: Mapping[str, Answer] | None = None
        self._hand = self._read_by_hand(data)

    def __call__(self, page: PageModel) -> Reading:
        """The reading of a page of the file."""
        label = page.page or self.file.number
        own = pagetext.read_page(page)
        if self._hand is not None:
            mine = within(self._hand, page)
            self.read_by[label] = ReadBy("hand")
            checked = repair(page, mine, own)
            self._tell(label, checked, "reading-mended", self._hand_shown)
            return checked.reading
        if self.job.settings.wanted and page.lines:
            return self._by_model(page, own, label)
        return own

    def findings(self, label: Label) -> tuple[Finding, ...]:
        """Findings about the reading of a page."""
        return tuple(self.noted.get(label, ()))

    # ---- by hand ---------------------------------------------------------------------------------------------------
    def _read_by_hand(self, data: bytes) -> Reading | None:
        path = by_hand(self.file)
        if path is None:
            return None
        self._hand_shown = shown(path)
        findings = self.noted.setdefault(self.file.number, [])
        try:
            text = path.read_bytes()[: SIZE_LIMIT + 1].decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror or "" if isinstance(error, OSError) else "not UTF-8"
            findings.append(finding("reading-broken", self._hand_shown, why=why))
            return None
        lines = [line for first, raw in split_pages(decode(data).text) for line in page_model(raw, first).lines]
        parsed = parse(text, PageModel(tuple(lines)), "hand")
        for fault in parsed.faults[:_TOLD]:
            if fault.code in _USELESS:
                findings.append(finding("reading-broken", self._hand_shown, why=fault.text))
            else:
                findings.append(finding("reading-fault", self._hand_shown, fault=fault.text))
        return None if any(fault.code in _USELESS for fault in parsed.faults) else parsed.reading

    def _tell(self, label: Label, checked: Checked, code: str, path: str) -> None:
        """What was mended, in one finding; the first line that it was done at."""
        if not checked.repairs:
            return
        said = [words(f"repair-{rule}") for rule in dict.fromkeys(text.rule for text in checked.repairs)]
        rules = Bilingual("; ".join(text.en for text in said), "；".join(text.zh for text in said))
        lines = sorted({repair.line for repair in checked.repairs})
        mended = finding(code, path, lines[0] if path == self.file.shown else None, lines=len(lines), rules=rules)
        self.noted.setdefault(label, []).append(mended)

    # ---- by a model ------------------------------------------------------------------------------------------------
    def _by_model(self, page: PageModel, own: Reading, label: Label) -> Reading:
        settings = self.job.settings
        if self._answers is None:
            self._answers = answers.load(self.folder)
        requests = requests_of(page, settings.lines)
        keys = [request.key(settings.model) for request in requests]
        kept_answers = [self._answers.get(key) for key in keys]
        took = [answer for answer in kept_answers if answer is not None]
        if len(took) < len(keys):
            key = keys[kept_answers.index(None)]
            self._fall_back(label, *self.job.failed.get(key, ("not-asked", "")))
            return own
        parsed = [parse_answer(answer.text, request.page) for answer, request in zip(took, requests, strict=True)]
        judged = judge(page, parsed, own)
        if not judged.usable:
            self._fall_back(label, "no-use", _first_fault(judged))
            return own
        self.read_by[label] = ReadBy(
            self.job.name,
            sum(answer.tokens_in for answer in took),
            sum(answer.tokens_out for answer in took),
            round(sum(answer.seconds for answer in took), 1),
        )
        self._tell(label, judged.checked, "model-mended", self.file.shown)
        return compared(page, judged.checked.reading, own) if settings.mode == "both" else judged.checked.reading

    def _fall_back(self, label: Label, code: str, detail: str) -> None:
        why = words(f"unread-{code if code in REASONS else 'not-asked'}")
        if detail:
            why = Bilingual(f"{why.en} ({detail})", f"{why.zh}（{detail}）")
        self.noted.setdefault(label, []).append(finding("model-unread", self.file.shown, why=why))


def _first_fault(judged: Judged) -> str:
    return judged.faults[0].message() if judged.faults else ""


def converted_pages(file: RawFile, data: bytes, reader: FileReader) -> tuple[pagetext.ConvertedPage, ...]:
    """The pages of a raw file, read by whoever is to read them."""
    layout, findings = layout_of(file, data)
    reader.noted.setdefault(file.number, []).extend(findings)
    convert = partial(pagetext.convert, layout=layout) if layout is not None else pagetext.convert
    return convert(data, date=file.date, page=file.number, name=file.name, reader=reader)
