"""What was done to a page and by which rule, as text: each raw line with where it went, and what the fixers changed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from scripts.conversion.readers import FileReader, ReaderJob, converted_pages
from scripts.conversion.sources import RawFile, read
from scripts.edition.finding import Language
from scripts.edition.show_findings import as_text
from scripts.edition.urls import edition_folder
from scripts.pagetext import ConvertedPage, Span

PARTS_ZH = {
    "title": "主题",
    "kicker": "引题",
    "deck": "副题",
    "byline": "署名",
    "credit": "摄影署名",
    "body": "正文",
    "crosshead": "小标题",
    "jump": "转版",
    "caption": "图片说明",
    "furniture": "版面附件",
    "unplaced": "未归入",
    "blank": "空行",
}

KINDS_ZH = {"article": "文章", "photo": "图片", "refer": "导读", "notice": "启事"}


def kind_in_words(kind: str, language: Language) -> str:
    """An item's kind as a person calls it; "" for none."""
    return KINDS_ZH.get(kind, "") if language == "zh" else kind


def part_in_words(part: str, language: Language) -> str:
    """A part of an item, or of the page, as a person calls it."""
    return PARTS_ZH.get(part, part) if language == "zh" else part


def explain(
    file: RawFile, language: Language, job: ReaderJob | None = None, content: Path = Path("content")
) -> Iterator[str]:
    """Lines of text. Nothing is written to disk, and no model is asked: its kept answers in `content` are used."""
    data, problem = read(file)
    if problem:
        yield as_text([problem], language).rstrip("\n")
        return
    reader = FileReader(file, data, job or ReaderJob(), content / edition_folder(file.date))
    for page in converted_pages(file, data, reader):
        yield f"== {file.shown}  {file.date}  {page.page.number.file} {page.page.name}  ({page.encoding})"
        yield from _page(page, language)


def _page(page: ConvertedPage, language: Language) -> Iterator[str]:
    names: dict[int, list[str]] = {}
    outcome: dict[int, str] = {}
    for fix in page.fixes:
        names.setdefault(fix.line, []).append(fix.fixer)
        outcome[fix.line] = fix.after
    for line in page.lines:
        for span in line.spans:
            reason = f"  ({span.reason})" if span.reason else ""
            where = f"{line.number:5}  {_padded(target(span, language), 12)} {_padded(span.rule, 20)}"
            yield f"{where} {span.text.rstrip()}{reason}".rstrip()
        if line.number in names:
            yield f"{'':5}  {_padded('  ~ ' + ', '.join(names[line.number]), 33)} {outcome[line.number].rstrip()}"
    yield ""
    for item in page.items:
        review = f"  [{', '.join(item.review)}]" if item.review else ""
        yield f"{item.order:5}  {_padded(kind_in_words(item.kind, language), 12)} {item.title}{review}"
    for text in page.unplaced:
        yield f"{'?':>5}  {_padded(part_in_words('unplaced', language), 12)} {text}"
    yield as_text(page.findings, language)


def target(span: Span, language: Language) -> str:
    """Where a span went: `03 body`, `furniture`, …"""
    part = span.part if span.target == "item" else span.target
    name = part_in_words(part, language)
    return f"{span.order:02d} {name}" if span.target == "item" else name


def _padded(text: str, columns: int) -> str:
    """Text with spaces up to a width on a terminal, where Han characters take two columns."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return text + " " * max(0, columns - len(text) - wide)
