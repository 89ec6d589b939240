"""Who reads a page: a reading by hand that lies beside it, else a model's kept answer, else the built-in reader.

Whoever it is, its reading is checked and mended by the same rules before items are made of it, and what was wrong with
it is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from scripts import pagetext
from scripts.conversion.comparing import compared
from scripts.conversion.model import answers
from scripts.conversion.model.answer import Judged, judge, parse_answer, within
from scripts.conversion.model.answers import Answer
from scripts.conversion.model.asking import REASONS, Question
from scripts.conversion.model.prompt import requests_of
from scripts.conversion.model.settings import ModelSettings
from scripts.conversion.outcomes import told
from scripts.conversion.record import blob_id
from scripts.conversion.sources import SIZE_LIMIT, RawFile, shown
from scripts.edition.finding import Finding
from scripts.edition.label import Label
from scripts.pagetext import builtin
from scripts.pagetext.decode import decode, split_pages
from scripts.pagetext.pagemodel import PageModel, page_model
from scripts.pagetext.reading import Reading
from scripts.pagetext.readingform import NAME, parse
from scripts.pagetext.repair import RULES, Checked, repair

_TOLD = 5
"""Faults of one reading that are told, at most."""


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


@dataclass(frozen=True, slots=True)
class ReadBy:
    """Who read a page, as the record and the report tell it, and what it took."""

    reader: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0


def by_hand(file: RawFile) -> Path | None:
    """The reading by hand of a raw file: `A01-要闻.reading.json` or `A01.reading.json` beside it."""
    stem = file.path.name.removesuffix(file.path.suffix)
    for name in dict.fromkeys((stem, stem.partition("-")[0])):
        path = file.path.with_name(name + NAME)
        if path.is_file():
            return path
    return None


def digest_of(file: RawFile, data: bytes) -> str:
    """What a page's items are made of: the raw file, and the reading by hand where there is one."""
    path = by_hand(file)
    if path is None:
        return blob_id(data)
    try:
        return blob_id(data + b"\0" + path.read_bytes()[: SIZE_LIMIT + 1])
    except OSError:
        return blob_id(data + b"\0")


def questions_of(file: RawFile, data: bytes, settings: ModelSettings, folder: Path) -> Iterator[Question]:
    """What a model is asked about a raw file; nothing where a person read it."""
    if by_hand(file) is not None:
        return
    for offset, (first, raw_lines) in enumerate(split_pages(decode(data).text)):
        page = page_model(raw_lines, first, page=file.number.after(offset))
        if not page.lines:
            continue
        for request in requests_of(page, settings.lines):
            yield Question(request, folder, f"{file.path.name}#{first}.{request.part}")


class FileReader:
    """The reader of one raw file's pages; what it has to tell of each is kept by the page's first line."""

    def __init__(self, file: RawFile, data: bytes, job: ReaderJob, folder: Path) -> None:
        self.file, self.job, self.folder = file, job, folder
        self.told: dict[Label, list[Finding]] = {}
        self.read_by: dict[Label, ReadBy] = {}
        self._answers: Mapping[str, Answer] | None = None
        self._hand = self._read_by_hand(data)

    def __call__(self, page: PageModel) -> Reading:
        label = page.page or self.file.number
        own = builtin.read_page(page)
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
        """What there is to tell of a page's reading."""
        return tuple(self.told.get(label, ()))

    # ---- by hand ---------------------------------------------------------------------------------------------------
    def _read_by_hand(self, data: bytes) -> Reading | None:
        path = by_hand(self.file)
        if path is None:
            return None
        self._hand_shown = shown(path)
        findings = self.told.setdefault(self.file.number, [])
        try:
            text = path.read_bytes()[: SIZE_LIMIT + 1].decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror or "" if isinstance(error, OSError) else "not UTF-8"
            findings.append(told("reading-broken", self._hand_shown, why))
            return None
        lines = [line for first, raw in split_pages(decode(data).text) for line in page_model(raw, first).lines]
        parsed = parse(text, PageModel(tuple(lines)), "hand")
        for fault in parsed.faults[:_TOLD]:
            code = "reading-broken" if fault.code in ("not-json", "not-a-list") else "reading-fault"
            findings.append(self._fault(code, fault.message("en"), fault.message("zh")))
        unread = any(fault.code in ("not-json", "not-a-list") for fault in parsed.faults)
        return None if unread else parsed.reading

    def _fault(self, code: str, english: str, chinese: str) -> Finding:
        made = told(code, self._hand_shown, english)
        return replace(made, message_zh=made.message_zh.replace(english, chinese))

    def _tell(self, label: Label, checked: Checked, code: str, path: str) -> None:
        """What was mended, in one finding; the first line that it was done at."""
        if not checked.repairs:
            return
        rules = list(dict.fromkeys(one.rule for one in checked.repairs))
        lines = sorted({one.line for one in checked.repairs})
        english, chinese = ("; ".join(RULES[rule][n] for rule in rules) for n in (0, 1))
        made = told(code, path, len(lines), english, line=lines[0])
        self.told.setdefault(label, []).append(
            replace(made, message_zh=made.message_zh.replace(english, chinese))
        )

    # ---- by a model ------------------------------------------------------------------------------------------------
    def _by_model(self, page: PageModel, own: Reading, label: Label) -> Reading:
        settings = self.job.settings
        if self._answers is None:
            self._answers = answers.load(self.folder)
        requests = requests_of(page, settings.lines)
        keys = [request.key(settings.model) for request in requests]
        found = [self._answers.get(key) for key in keys]
        took = [answer for answer in found if answer is not None]
        if len(took) < len(keys):
            key = keys[found.index(None)]
            self._fall_back(label, *self.job.failed.get(key, ("not-asked", "")))
            return own
        parsed = [parse_answer(one.text, request.page) for one, request in zip(took, requests, strict=True)]
        judged = judge(page, parsed, own)
        if not judged.usable:
            self._fall_back(label, "no-use", _first_fault(judged))
            return own
        self.read_by[label] = ReadBy(
            self.job.name,
            sum(one.tokens_in for one in took),
            sum(one.tokens_out for one in took),
            round(sum(one.seconds for one in took), 1),
        )
        self._tell(label, judged.checked, "model-mended", self.file.shown)
        return compared(page, judged.checked.reading, own) if settings.mode == "both" else judged.checked.reading

    def _fall_back(self, label: Label, code: str, detail: str) -> None:
        english, chinese = REASONS.get(code, REASONS["not-asked"])
        more = f" ({detail})" if detail else ""
        made = told("model-unread", self.file.shown, english + more)
        made = replace(made, message_zh=made.message_zh.replace(english, chinese))
        self.told.setdefault(label, []).append(made)


def _first_fault(judged: Judged) -> str:
    return judged.faults[0].message() if judged.faults else ""


def converted_pages(file: RawFile, data: bytes, reader: FileReader) -> tuple[pagetext.ConvertedPage, ...]:
    """The pages of a raw file, read by whoever is to read them."""
    return pagetext.convert(data, date=file.date, page=file.number, name=file.name, reader=reader)
