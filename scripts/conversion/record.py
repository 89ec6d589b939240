"""What convert wrote last: one small file in each edition's folder, `.convert.json`, committed with the items.

It shows which files a person has changed, deleted or added since, and lets an unchanged page be skipped, on a fresh
clone too. For each item it holds not the text but the name git gives to it (its blob id): the text as convert wrote it
is the file itself while nobody has changed it, and otherwise git's history has it. docs/decisions/ says why, in bytes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from scripts.edition import editionfile, frontmatter
from scripts.edition.finding import Finding
from scripts.edition.label import Label
from scripts.edition.model import Page
from scripts.edition.printed import first_digits

NAME = ".convert.json"
FORMAT = 1
_ISSUE = re.compile(r"第\s*([0-9]{2,6})\s*[期号號]")


class RecordError(Exception):
    """The record is there but cannot be used; `line` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """One number of a page. `written` is the blob id of the item as convert last wrote it.

    `offered` is the blob id of a newer conversion that could not be merged and was laid beside the file. `state` is
    `here`, `deleted` (by a person: it stays away) or `gone` (no longer on the page: its number is never used again).
    `asked` are the review entries that convert asks for, each with the raw line at which the item begins; `accepted`
    are those that a person has looked at: they are not asked again.
    """

    written: str
    state: str = "here"
    offered: str = ""
    asked: Mapping[str, int] = field(default_factory=dict)
    accepted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadBy:
    """Who read a page: "" for the built-in reader, `hand`, `model:NAME` or `both:NAME`; and what a model took."""

    reader: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        out: dict[str, Any] = {"reader": self.reader or "built-in"}
        if self.tokens_in or self.tokens_out or self.seconds:
            out |= {"tokens_in": self.tokens_in, "tokens_out": self.tokens_out, "seconds": self.seconds}
        return out


@dataclass(frozen=True, slots=True)
class PageRecord:
    """One page as convert last made it: from which bytes by which converter, its items by number, what to report."""

    raw: str
    digest: str
    converter: str
    page: Page
    items: Mapping[int, ItemRecord] = field(default_factory=dict)
    unplaced: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    conserved: bool = True
    encoding: str = "utf-8"
    read_by: ReadBy = ReadBy()

    def is_from(self, raw: str, digest: str, converter: str, reader: str = "") -> bool:
        """Whether converting this raw file again, by this reader, would give the same."""
        made_of = (self.raw, self.digest, self.converter, self.read_by.reader)
        return made_of == (raw, digest, converter, reader)


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """An edition's pages by label, and edition.yml as convert last wrote and last offered it (blob ids)."""

    pages: Mapping[Label, PageRecord] = field(default_factory=dict)
    about: ItemRecord = ItemRecord("")

    def with_page(self, page: PageRecord) -> EditionRecord:
        """The same with one page put in or replaced."""
        return replace(self, pages={**self.pages, page.page.number: page})

    def blobs(self) -> set[str]:
        """The blob ids of all texts that a later merge may need."""
        items = [item for page in self.pages.values() for item in page.items.values()]
        return {blob for item in (*items, self.about) for blob in (item.written, item.offered) if blob}

    def edition_text(self, date: dt.date) -> str:
        """edition.yml as convert makes it from these pages; "" for none."""
        pages = [self.pages[number].page for number in sorted(self.pages)]
        return editionfile.dump(date, issue_of(pages), pages, label_digits=first_digits(pages)) if pages else ""


def issue_of(pages: Iterable[Page]) -> str:
    """The issue number that furniture prints (第 9127 期), on the first page that has one; else ""."""
    lines = (line for page in pages for line in page.furniture)
    return next((match[1] for line in lines if (match := _ISSUE.search(line))), "")


def blob_id(data: bytes) -> str:
    """The name git gives to a file of these bytes (git-hash-object(1))."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def text_id(text: str) -> str:
    """The blob id of a text as convert would write it: an editing program's line ends and byte order mark apart."""
    return blob_id(frontmatter.normalised(text).encode("utf-8", "surrogateescape"))


def dump(record: EditionRecord) -> str:
    """The record's text: the same bytes for the same record, a line a fact, so that git can show and merge it."""
    pages = {str(number): _page_out(record.pages[number]) for number in sorted(record.pages)}
    value = {"format": FORMAT, "edition": _item_out(record.about), "pages": pages}
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def load(text: str) -> EditionRecord:
    """Read a record. Raises RecordError where it is not one (a merge left its marks in it, or it was cut off)."""
    try:
        value = json.loads(text)
        if value["format"] != FORMAT:
            raise RecordError(1)
        pages = {Label.of(number): _page_in(Label.of(number), page) for number, page in value["pages"].items()}
        return EditionRecord(pages, _item_in(value["edition"]))
    except json.JSONDecodeError as error:
        raise RecordError(error.lineno) from None
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        raise RecordError(1) from None


def _page_out(page: PageRecord) -> dict[str, Any]:
    out: dict[str, Any] = {"raw": page.raw, "digest": page.digest, "converter": page.converter}
    out |= {"encoding": page.encoding, "conserved": page.conserved}
    if page.read_by.reader:
        out["read_by"] = page.read_by.as_dict()
    if page.page.name:
        out["name"] = page.page.name
    for key in ("editors", "furniture"):
        if value := getattr(page.page, key):
            out[key] = list(value)
    out["items"] = {str(number): _item_out(page.items[number]) for number in sorted(page.items)}
    if page.unplaced:
        out["unplaced"] = list(page.unplaced)
    if page.findings:
        out["findings"] = [_finding_out(f) for f in page.findings]
    return out


def _page_in(number: Label, value: Mapping[str, Any]) -> PageRecord:
    about = Page(number, str(value.get("name", "")), _texts(value, "editors"), _texts(value, "furniture"))
    return PageRecord(
        raw=str(value["raw"]),
        digest=str(value["digest"]),
        converter=str(value["converter"]),
        page=about,
        items={int(order): _item_in(item) for order, item in value["items"].items()},
        unplaced=_texts(value, "unplaced"),
        findings=tuple(Finding(**finding) for finding in value.get("findings", ())),
        conserved=bool(value["conserved"]),
        encoding=str(value["encoding"]),
        read_by=_read_by_in(value.get("read_by", {})),
    )


def _read_by_in(value: Mapping[str, Any]) -> ReadBy:
    tokens_in, tokens_out = int(value.get("tokens_in", 0)), int(value.get("tokens_out", 0))
    return ReadBy(str(value.get("reader", "")), tokens_in, tokens_out, float(value.get("seconds", 0.0)))


def _texts(value: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(map(str, value.get(key, ())))


def _item_out(item: ItemRecord) -> Any:
    out: dict[str, Any] = {"written": item.written}
    if item.state != "here":
        out["state"] = item.state
    if item.offered:
        out["offered"] = item.offered
    if item.asked:
        out["asked"] = dict(item.asked)
    if item.accepted:
        out["accepted"] = list(item.accepted)
    return item.written if len(out) == 1 else out


def _item_in(value: Any) -> ItemRecord:
    if isinstance(value, str):
        return ItemRecord(value)
    asked = {str(code): int(line) for code, line in value.get("asked", {}).items()}
    accepted = tuple(map(str, value.get("accepted", ())))
    return ItemRecord(
        str(value["written"]), str(value.get("state", "here")), str(value.get("offered", "")), asked, accepted
    )


def _finding_out(finding: Finding) -> dict[str, Any]:
    return {key: value for key, value in finding.as_dict().items() if value not in ("", None)}
